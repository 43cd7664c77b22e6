"""The private cupsd's own life; what it does with documents is tested in tests/devices/printers/documents."""

from __future__ import annotations

import shutil
import subprocess
import sys

import psutil

PARENT = """
import signal
from devices.virtual.printer.spooler import Spooler
with Spooler() as spooler:
    print(spooler.folder, flush=True)
    signal.pause()
"""


def test_it_does_not_outlive_us() -> None:
    """Even if we are killed without a chance to clean up."""
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        folder = parent.stdout.readline().strip()
        (cupsd,) = (each for each in psutil.Process(parent.pid).children() if folder in " ".join(each.cmdline()))
        assert cupsd.name() == "cupsd"
        parent.kill()
    cupsd.wait(30)
    shutil.rmtree(folder, ignore_errors=True)
