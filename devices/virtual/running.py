"""What the programs of virtual devices share: faults and control socket as options, and serving until they are told to
end (SIGTERM, SIGINT).
"""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.virtual.control_socket import ControlSocket


def add_options(parser: argparse.ArgumentParser, parse_fault: Callable[[str], object]) -> None:
    """--control and --fault. parse_fault: raises ValueError, whose text says what is wrong with the order."""

    def fault(text: str) -> object:
        try:
            return parse_fault(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    parser.add_argument("--control", type=Path, metavar="SOCKET", help="take commands at this Unix socket")
    parser.add_argument("--fault", action="append", default=[], type=fault, metavar="SPEC", help="see below")


def told_to_end() -> threading.Event:
    """Set by the signals that end a program. To be called before the device starts, in the main thread."""
    ended = threading.Event()

    def told(*_: Any) -> None:
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        threading.Thread(target=ended.set).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    return ended


def serve(control: ControlSocket | None, ready: str, ended: threading.Event) -> None:
    """Say that the device is ready, and take commands until the end."""
    if control is not None:
        control.start()
    print(ready, flush=True)
    ended.wait()
    if control is not None:
        control.stop()
