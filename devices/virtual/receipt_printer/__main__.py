"""The virtual receipt printer's command line.

    python -m devices.virtual.receipt_printer --port 9100 --papers out/paper --control /run/user/1000/receipts.sock

Prints "ready PORT" when it listens, then serves until it is told to end (SIGTERM, SIGINT).
"""

from __future__ import annotations

import argparse
import ipaddress
import sys
from collections.abc import Sequence
from pathlib import Path

from devices.virtual import running
from devices.virtual.receipt_printer import control, faults
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 1 can't listen, 2 wrong arguments."""
    options = _parser().parse_args(arguments)
    printer = ReceiptPrinterProgram(options.papers, options.host, options.port, options.width, options.buffer)
    for fault in options.fault:
        printer.order(fault)
    ended = running.told_to_end()
    try:
        printer.start()
    except OSError as error:
        print(f"can't listen at {options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 1
    socket = None if options.control is None else control.Control(printer, options.control)
    running.serve(socket, f"ready {printer.port}", ended)
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
    parser.add_argument("--width", type=int, choices=(576, 384), default=576, help="dots: 80 or 58 mm paper")
    parser.add_argument("--buffer", type=int, default=4096, help="bytes that the receive buffer holds (%(default)s)")
    running.add_options(parser, faults.parse)
    return parser


def _loopback(text: str) -> str:
    try:
        if ipaddress.ip_address(text).is_loopback:
            return text
    except ValueError:
        pass
    raise argparse.ArgumentTypeError("only loopback addresses")


if __name__ == "__main__":
    sys.exit(main())
