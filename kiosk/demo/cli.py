"""`kiosk demo` and `kiosk tour`."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

OUT = Path("out") / "tour"
PAPER = "paper"
"""Beside it: what the printers put out."""


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `demo` and `tour` to the kiosk command."""
    demo = commands.add_parser("demo", help="the terminal and its desk on this screen; without a screen the tour")
    demo.set_defaults(run=_demo)
    tour = commands.add_parser("tour", help="walk every journey; pictures and a transcript in out/tour")
    tour.set_defaults(run=_tour)
    tour.add_argument("--only", default="", metavar="WORD", help="only ways with this word in their title")
    for parser in (demo, tour):
        parser.add_argument("--keep", action="store_true", help="keep settings, logs and the database")
        parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="where pictures go (%(default)s)")


def _demo(options: argparse.Namespace) -> int:
    if not os.environ.get("DISPLAY"):
        print("demo: there is no display, so the tour it is")
        options.only = ""
        return _tour(options)
    from kiosk.demo.live import live
    from kiosk.demo.parts import Parts

    with (
        _ended_by_signals(),
        _folder(keep=options.keep) as folder,
        Parts(folder, paper=options.out.parent / PAPER, applying=True) as parts,
    ):
        return live(parts)


def _tour(options: argparse.Namespace) -> int:
    from kiosk.demo.parts import Parts
    from kiosk.demo.tour import tour

    with _ended_by_signals(), _folder(keep=options.keep) as folder:
        print("tour: starting the parts", flush=True)
        with Parts(folder, paper=options.out.parent / PAPER, applying=True) as parts:
            good = tour(parts, options.out, options.only)
    print(f"tour: {'done' if good else 'FAILED'}; see {options.out / 'index.html'}")
    return 0 if good else 1


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """Where the parts keep what they need; gone afterwards unless it is to be kept."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-"))
    try:
        yield folder
    finally:
        if keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM unwind everything that was started."""

    def end(number: int, _frame: FrameType | None) -> None:
        # Once is enough: a second one must not interrupt the stopping of the parts.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
