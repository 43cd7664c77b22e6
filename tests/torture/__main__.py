"""Torture of the queue and the intake.

    python -m tests.torture --seed 7 [--kills 500] [--powercuts 12] [--only kills-0,lies] [--json FILE]

The real daemon, the real gateway on PostgreSQL (one ordeal on SQLite). After each ordeal the books are compared: what
was accepted is in the gateway's database once, in order, with the number that was told; nothing readable is on a disk.
Prints a table and ends with 1 if anything is not so. What happens follows from the seed; when exactly, does not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.torture import broken_disks, disks, lines, processes
from tests.torture.gateway import migrated
from tests.torture.report import Figures, as_json, as_table
from tests.torture.site import Site, site

_APART = "MADOGUCHI_TORTURE_APART"
_LONGEST_FINDING = 2000
_KILLS_EACH = 125
"""Of one terminal; more kills are more terminals, each with a gateway of its own."""


@dataclass(frozen=True, slots=True)
class Ordeal:
    """name, what is done; why_not: a reason why it can't be here. postgres: the gateway's database."""

    name: str
    run: Callable[[Site], None]
    why_not: Callable[[], str | None] = lambda: None
    postgres: bool = True


def ordeals(options: argparse.Namespace) -> list[Ordeal]:
    """All of them, the longest first."""
    shards = max(1, options.kills // _KILLS_EACH)
    return [
        *(
            Ordeal(f"kills-{number}", partial(processes.kills, count=len(range(number, options.kills, shards))))
            for number in range(shards)
        ),
        Ordeal("flapping", partial(lines.flapping, minutes=options.minutes, pace=options.pace)),
        Ordeal("power-cuts", partial(broken_disks.power_cuts, count=options.powercuts), disks.why_not),
        Ordeal("dead-letters", lines.dead_letters),
        Ordeal("lies", partial(lines.lies, rounds=options.rounds)),
        Ordeal("clock", partial(processes.clock, jumps=options.rounds), processes.why_no_clock),
        Ordeal("gateway-clock", processes.gateway_clock, processes.why_no_clock),
        Ordeal("disk-full", broken_disks.full, disks.why_not),
        Ordeal("disk-errors", partial(broken_disks.errors, rounds=options.rounds), broken_disks.why_no_errors),
        Ordeal("spoilt-files", partial(broken_disks.spoilt, rounds=options.spoilt)),
        Ordeal("kills-sqlite", partial(processes.kills, count=options.kills // 10), postgres=False),
    ]


def main(arguments: list[str] | None = None) -> int:
    """0: all is well. 1: findings."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--kills", type=int, default=500, help="of the daemon; a tenth more with SQLite")
    parser.add_argument("--powercuts", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=60.0, help="of a flapping line, as the terminal lives them")
    parser.add_argument("--pace", type=float, default=20.0, help="how many of these go by in one of ours")
    parser.add_argument("--spoilt", type=int, default=20, help="files that are spoilt")
    parser.add_argument("--rounds", type=int, default=3, help="of all other ordeals")
    parser.add_argument("--within", type=float, default=24 * 60, help="minutes, then all come to their end early")
    parser.add_argument("--at-once", type=int, default=3, help="how many ordeals run side by side")
    parser.add_argument("--only", help="names of ordeals, with commas: kills-0,kills-1,lies …")
    parser.add_argument("--keep", type=Path, help="an empty folder for databases, disks and logs, which stay there")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    options = parser.parse_args(arguments)
    only = None if options.only is None else options.only.split(",")
    chosen = [each for each in ordeals(options) if only is None or each.name in only]
    skipped = {each.name: why for each in chosen if (why := each.why_not())}
    print(f"seed {options.seed}", flush=True)
    enough = _enough(options.within * 60)
    done: list[Figures] = []
    with _folder(options.keep) as folder:
        for postgres in (True, False):
            mine = [each for each in chosen if each.name not in skipped and each.postgres is postgres]
            if mine:
                done += _run(mine, folder / ("pg" if postgres else "lite"), postgres, options, enough)
    print(as_table(done))
    for ordeal, why in skipped.items():
        print(f"{ordeal}: skipped: {why}")
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(as_json(done, options.seed, skipped))
    return 1 if any(each.findings for each in done) else 0


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        yield Path(name)


def _run(
    wanted: list[Ordeal], folder: Path, postgres: bool, options: argparse.Namespace, enough: threading.Event
) -> list[Figures]:
    def one(ordeal: Ordeal) -> Figures:
        with site(ordeal.name, options.seed, folder, databases, enough) as here:
            try:
                ordeal.run(here)
            except Exception as error:
                # The others go on, and the table tells it.
                traceback.print_exc()
                here.figures.finding(f"it broke off: {type(error).__name__}: {error}"[:_LONGEST_FINDING])
        said = "well" if not here.figures.findings else f"{len(here.figures.findings)} FINDINGS"
        print(f"{ordeal.name}: {said} ({here.figures.seconds:.0f} s)", file=sys.stderr, flush=True)
        return here.figures

    with migrated(folder / "databases", postgres) as databases, ThreadPoolExecutor(options.at_once) as pool:
        return list(pool.map(one, wanted))


def _enough(within_s: float) -> threading.Event:
    """Set after so many seconds, and by SIGINT and SIGTERM: what runs comes to its end, and the books are compared."""
    enough = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: enough.set())
    timer = threading.Timer(within_s, enough.set)
    timer.daemon = True
    timer.start()
    return enough


def _apart() -> None:
    """Mounts are made where nobody else sees them, and vanish with this process, however it ends."""
    if os.getuid() != 0 or _APART in os.environ:
        return
    apart = ["unshare", "--mount", "--propagation", "private"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0:
        os.execvpe(  # noqa: S606
            "unshare", [*apart, sys.executable, "-m", "tests.torture", *sys.argv[1:]], {**os.environ, _APART: "1"}
        )


if __name__ == "__main__":
    _apart()
    sys.exit(main())
