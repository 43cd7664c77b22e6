"""The virtual printer's command line.

    python -m devices.virtual.printer --paper out/paper --control /run/user/1000/printer.sock

Prints "ready" and its address when it answers, then serves until it is told to end (SIGTERM, SIGINT). Orders through
the control socket, one JSON object per line:

    {"do": "load", "sheets": 0}                 so many sheets lie in the tray
    {"do": "reasons", "reasons": ["media-jam"]} printer-state-reasons (cover-open, toner-empty, ...); []: none
    {"do": "pace", "ms": 3000}                  how long a side takes
    {"do": "abort", "after": 1}                 the next document is given up after so many sides
    {"do": "stop"}  {"do": "go"}                the printer's own key
    {"do": "hang"}  {"do": "unhang"}            the engine stands still and says that all is well
    {"do": "mute"}  {"do": "unmute"}            it answers nobody
    {"do": "power_cut"}  {"do": "power_on"}     what it had in memory is gone
    {"do": "state"}                             {"ok": true, "state": {"on": ..., "sides": ..., "documents": [...]}}
    {"do": "wait", "sides": 2, "timeout": 20}   until so many sides came out since the start
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from devices.virtual.control_socket import ControlSocket, Refusal
from devices.virtual.printer.printer import SHEETS, VirtualPrinter, VirtualPrinterError

_LONGEST_WAIT_S = 600.0
_WAIT_S = 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 1 cannot run, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    options.paper.mkdir(parents=True, exist_ok=True)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        signal.signal(number, lambda *_: threading.Thread(target=ended.set).start())
    try:
        with VirtualPrinter(options.paper, options.port, pictures=not options.no_pictures) as printer:
            _serve(printer, options, ended)
    except VirtualPrinterError as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _serve(printer: VirtualPrinter, options: argparse.Namespace, ended: threading.Event) -> None:
    printer.load(options.sheets)
    printer.pace(options.pace)
    control = None
    if options.control is not None:
        control = ControlSocket(options.control, lambda asked: obey(printer, asked), "printer-control")
        control.start()
    print(f"ready {printer.uri}", flush=True)
    ended.wait()
    if control is not None:
        control.stop()


def obey(printer: VirtualPrinter, asked: dict[str, Any]) -> dict[str, Any]:
    """One order of the control socket."""
    simple: dict[str, Callable[[], None]] = {
        "stop": printer.press_stop,
        "go": printer.press_go,
        "hang": printer.hang,
        "unhang": printer.unhang,
        "mute": printer.mute,
        "unmute": printer.unmute,
        "power_cut": printer.power_cut,
        "power_on": printer.power_on,
    }
    match asked.get("do"):
        case "state":
            return {"state": printer.state()}
        case "load":
            printer.load(_number(asked, "sheets"))
        case "pace":
            printer.pace(_number(asked, "ms"))
        case "abort":
            printer.abort_after(_number(asked, "after"))
        case "reasons":
            printer.set_reasons(*_keywords(asked))
        case "wait":
            timeout = asked.get("timeout", _WAIT_S)
            if not isinstance(timeout, int | float) or not 0 <= timeout <= _LONGEST_WAIT_S:
                raise Refusal("timeout: 0 to 600 seconds")
            if not printer.wait_sides(_number(asked, "sides"), timeout):
                raise Refusal("timeout")
        case str(word) if word in simple:
            simple[word]()
        case other:
            raise Refusal(f"unknown: {other!r}")
    return {}


def _number(asked: dict[str, Any], key: str) -> int:
    value = asked.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise Refusal(f"{key}: a number from 0")
    return value


def _keywords(asked: dict[str, Any]) -> list[str]:
    value = asked.get("reasons")
    words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
    if words != value or not all(word.replace("-", "").isalpha() for word in words):
        raise Refusal("reasons: a list of keywords")
    return words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m devices.virtual.printer",
        description="A virtual IPP printer on this machine. Never for production.",
        epilog=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--paper", type=Path, required=True, metavar="DIR", help="where what it prints is put")
    parser.add_argument("--port", type=int, help="on localhost (default: any free one)")
    parser.add_argument("--control", type=Path, metavar="SOCKET", help="take orders at this Unix socket")
    parser.add_argument("--sheets", type=int, default=SHEETS, help="paper in the tray (default %(default)s)")
    parser.add_argument("--pace", type=int, default=1500, metavar="MS", help="how long a side takes (%(default)s)")
    parser.add_argument("--no-pictures", action="store_true", help="only PDFs, no picture of each side")
    return parser


if __name__ == "__main__":
    sys.exit(main())
