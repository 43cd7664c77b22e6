"""The virtual coin unit's command line: a changer and a note validator on a serial line.

    python -m devices.virtual.coin_unit --line /run/user/1000/coins --control /run/user/1000/coins.sock

Prints "ready", then serves until it is told to end (SIGTERM, SIGINT).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from devices.virtual import running
from devices.virtual.coin_unit import control, faults
from devices.virtual.coin_unit.line import Line
from devices.virtual.coin_unit.mechanism import Mechanism
from devices.virtual.coin_unit.program import UnitProgram
from devices.virtual.store import default_state


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    kept = None if options.forgetful else options.state
    unit = UnitProgram(Mechanism(kept, options.float), echo=not options.no_echo)
    for fault in options.fault:
        unit.order(fault)
    ended = running.told_to_end()
    line = Line(unit, options.line)
    line.start()
    running.serve(None if options.control is None else control.Control(unit, options.control), "ready", ended)
    line.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m devices.virtual.coin_unit",
        description="A coin unit without coins: ccTalk changer (10, 50, 100, 500 yen) and note validator (1000 yen).",
        epilog=f"--control: {control.__doc__}\n--fault: {faults.__doc__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--line", type=Path, required=True, metavar="LINK", help="make the serial line's link here")
    parser.add_argument(
        "--state",
        type=Path,
        default=default_state().parent / "coin_unit.json",
        metavar="FILE",
        help="coins and lasting counters (%(default)s)",
    )
    parser.add_argument("--forgetful", action="store_true", help="begin as new, write nothing down")
    parser.add_argument(
        "--float", type=int, default=20, metavar="N", help="coins per hopper at the very beginning (20)"
    )
    parser.add_argument("--no-echo", action="store_true", help="a line with two wires: the host doesn't hear itself")
    running.add_options(parser, faults.parse)
    return parser


if __name__ == "__main__":
    sys.exit(main())
