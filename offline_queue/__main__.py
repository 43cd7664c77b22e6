"""kiosk-sync, the queue's process, and the technician's words to it.

python -m offline_queue run --config FILE      serve (Type=notify; one line of JSON on stdout when ready)
python -m offline_queue status --config FILE   depth, age, dead letters, line
python -m offline_queue retry KEY --config …   take a dead letter and its case up again
python -m offline_queue resume --config …      the terminal's identity has been put right: try again
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import assert_never

from offline_queue.client import QueueClient
from offline_queue.config import ConfigError, Settings, load
from offline_queue.values import NeverPut, Silent, Status, Unknown, Yes

EXIT_FAILED = 1
EXIT_CONFIG = 2
EXIT_SILENT = 3
EXIT_BUG = 70
"""EX_SOFTWARE of sysexits.h: a bug, and it is in the log. To be started again."""


def main(arguments: list[str] | None = None) -> int:
    """0: done. 1: it can't run, or there is no such dead letter. 2: settings. 3: no answer from the queue. 70: bug."""
    parser = argparse.ArgumentParser(
        prog="kiosk-sync", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in ("run", "status", "retry", "resume"):
        command = commands.add_parser(name)
        command.add_argument("--config", type=Path, metavar="FILE", required=True, help="settings (TOML)")
        if name == "retry":
            command.add_argument("key", help="of the dead letter")
    options = parser.parse_args(arguments)
    try:
        settings = load(options.config)
        if options.command == "run":
            return _run(settings)
    except ConfigError as error:
        print(f"kiosk-sync: {error}", file=sys.stderr)
        return EXIT_CONFIG
    queue = QueueClient(settings.socket)
    match options.command:
        case "status":
            return _said(queue.status())
        case "retry":
            return _said(queue.retry(options.key))
        case _:
            return _said(queue.resume())


def _run(settings: Settings) -> int:
    from offline_queue.daemon import BugError, run
    from offline_queue.identity import IdentityError
    from offline_queue.lane import LaneError
    from offline_queue.log import Log

    try:
        run(settings)
    except IdentityError as error:
        raise ConfigError(str(error)) from None
    except LaneError as error:
        print(f"kiosk-sync: the queue's file can't be opened ({error})", file=sys.stderr)
        return EXIT_FAILED
    except OSError as error:
        print(f"kiosk-sync: can't start ({type(error).__name__}, {error.errno})", file=sys.stderr)
        return EXIT_FAILED
    except BugError:
        return EXIT_BUG
    except Exception as error:
        Log().bug(error)  # without its text, which may hold anything
        return EXIT_BUG
    return 0


def _said(outcome: Status | Yes | NeverPut | Unknown | Silent) -> int:
    match outcome:
        case Status():
            print(json.dumps(_as_json(outcome), default=str, indent=1))
            return 0
        case Yes():
            return 0
        case NeverPut():
            print("kiosk-sync: there is no such dead letter", file=sys.stderr)
            return EXIT_FAILED
        case Unknown():
            print("kiosk-sync: the queue's file can't be used now: nobody can tell", file=sys.stderr)
            return EXIT_FAILED
        case Silent():
            print("kiosk-sync: no answer from the queue", file=sys.stderr)
            return EXIT_SILENT
        case never:
            assert_never(never)


def _as_json(status: Status) -> dict[str, object]:
    """A lane of which nothing can be told is null, not empty."""
    lanes = {name: None if isinstance(lane, Unknown) else asdict(lane) for name, lane in status.lanes.items()}
    return {**asdict(status), "lanes": lanes}


if __name__ == "__main__":
    sys.exit(main())
