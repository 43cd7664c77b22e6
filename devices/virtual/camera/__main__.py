"""The virtual camera's command line.

    python -m devices.virtual.camera --device /run/user/1000/camera --control /run/user/1000/camera.sock

Prints "ready", then serves until it is told to end (SIGTERM, SIGINT). A terminal whose settings say
`[camera] kind = "virtual"` with this device sees it.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from devices.virtual.camera.control import Control
from devices.virtual.camera.program import HEIGHT, WIDTH, CameraProgram


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 ended as told, 2 wrong arguments."""
    parser = argparse.ArgumentParser(
        prog="devices.virtual.camera", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--device", type=Path, required=True, metavar="SOCKET", help="the camera's own socket")
    parser.add_argument("--control", type=Path, required=True, metavar="SOCKET", help="take commands at this socket")
    parser.add_argument("--size", nargs=2, type=int, default=(WIDTH, HEIGHT), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--unplugged", action="store_true", help="begin unplugged")
    options = parser.parse_args(arguments)
    camera = CameraProgram(options.device, *options.size)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From another thread: the handler may have interrupted `wait` just where it holds the lock that `set` needs.
        signal.signal(number, lambda *_: threading.Thread(target=ended.set).start())
    control = Control(camera, options.control)
    if not options.unplugged:
        camera.plug()
    control.start()
    print("ready", flush=True)
    ended.wait()
    control.stop()
    camera.unplug()
    return 0


if __name__ == "__main__":
    sys.exit(main())
