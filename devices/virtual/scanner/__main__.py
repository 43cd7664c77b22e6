"""The virtual scanner's command line.

    python -m devices.virtual.scanner --device /run/user/1000/scanner --control /run/user/1000/scanner.sock

Prints "ready", then serves until it is told to end (SIGTERM, SIGINT). A terminal whose settings say
`[scanner] kind = "virtual"` with this device reads it.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from devices.inputs.keymap import Layout
from devices.virtual.scanner.control import Control
from devices.virtual.scanner.program import ScannerProgram


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 2 wrong arguments."""
    parser = argparse.ArgumentParser(
        prog="devices.virtual.scanner", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--device", type=Path, required=True, metavar="SOCKET", help="the scanner's own socket")
    parser.add_argument("--control", type=Path, required=True, metavar="SOCKET", help="take commands at this socket")
    parser.add_argument("--layout", choices=[layout.value for layout in Layout], default=Layout.JIS.value)
    parser.add_argument("--unplugged", action="store_true", help="begin unplugged")
    options = parser.parse_args(arguments)
    scanner = ScannerProgram(options.device, Layout(options.layout))
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        signal.signal(number, lambda *_: threading.Thread(target=ended.set).start())
    control = Control(scanner, options.control)
    if not options.unplugged:
        scanner.plug()
    control.start()
    print("ready", flush=True)
    ended.wait()
    control.stop()
    scanner.unplug()
    return 0


if __name__ == "__main__":
    sys.exit(main())
