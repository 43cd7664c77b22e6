"""The virtual receipt printer's command line.

    python -m devices.virtual.receipt_printer --port 9100 --papers out/paper --control /run/user/1000/receipts.sock

Prints "ready PORT" when it listens, then serves until it is told to end (SIGTERM, SIGINT).
"""

from __future__ import annotations

import argparse
import ipaddress
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from devices.virtual.receipt_printer import control, faults
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 1 can't listen, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    printer = ReceiptPrinterProgram(options.papers, options.host, options.port, options.width, options.buffer)
    for fault in options.fault:
        printer.order(fault)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        signal.signal(number, lambda *_: threading.Thread(target=ended.set).start())
    try:
        printer.start()
    except OSError as error:
        print(f"can't listen at {options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 1
    socket = None if options.control is None else control.Control(printer, options.control)
    if socket is not None:
        socket.start()
    print(f"ready {printer.port}", flush=True)
    ended.wait()
    if socket is not None:
        socket.stop()
    printer.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m devices.virtual.receipt_printer",
        description="A receipt printer (ESC/POS) at a TCP port; its papers are pictures in a folder.",
        epilog=f"{faults.__doc__}\nAt the control socket:\n{control.__doc__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--papers", type=Path, required=True, metavar="DIR", help="where the pictures go")
    parser.add_argument("--host", type=_loopback, default="127.0.0.1", help="a loopback address (%(default)s)")
    parser.add_argument("--port", type=int, default=9100, help="0: any free one (%(default)s)")
    parser.add_argument("--control", type=Path, metavar="SOCKET", help="take commands at this Unix socket")
    parser.add_argument("--width", type=int, choices=(576, 384), default=576, help="dots: 80 or 58 mm paper")
    parser.add_argument("--buffer", type=int, default=4096, help="bytes that the receive buffer holds (%(default)s)")
    parser.add_argument("--fault", action="append", default=[], type=_fault, metavar="SPEC", help="see below")
    return parser


def _loopback(text: str) -> str:
    try:
        if ipaddress.ip_address(text).is_loopback:
            return text
    except ValueError:
        pass
    raise argparse.ArgumentTypeError("only loopback addresses")


def _fault(text: str) -> faults.Fault:
    try:
        return faults.parse(text)
    except faults.FaultFormError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
