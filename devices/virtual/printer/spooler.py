"""A private cupsd, beside any other of the machine, as root or not, configured as a terminal's own one is.

with Spooler() as spooler:
    spooler.add_queue("certificates", printer.uri)
    CupsPrinter("certificates", spooler.socket)
"""

from __future__ import annotations

import contextlib
import grp
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from devices.printers.documents import spool
from devices.virtual.printer.memory import memory_folder

_START_S = 20.0
_END_S = 10.0
_LOOK_EVERY_S = 0.05


class SpoolerError(Exception):
    """cupsd is not installed, or does not start, or does not take a queue."""


class Spooler:
    """Use as a context manager, or `start` and `stop`. Its folder is a temporary one, in memory where there is such."""

    def __init__(self) -> None:
        self.folder = memory_folder("madoguchi-cups-")
        self.folder.chmod(0o711)  # as root, cupsd lends its filters to the user lp
        self.socket = self.folder / "run" / "cups.sock"
        self._process: subprocess.Popen[bytes] | None = None
        for part in ("etc", "run", "cache", "spool"):
            (self.folder / part).mkdir()
        for name, text in spool.configurations(self.folder, grp.getgrgid(os.getgid()).gr_name).items():
            (self.folder / "etc" / name).write_text(text + self._own_user(name), encoding="ascii")

    def __enter__(self) -> Spooler:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """What an earlier one left is thrown away first. Returns when it answers. Raises SpoolerError."""
        spool.empty(self.folder)
        self._launch()

    def start_carelessly(self) -> None:
        """As `start`, without throwing anything away: to see why that is needed."""
        self._launch()

    def stop(self) -> None:
        """End it and remove everything."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self) -> None:
        """End it as systemd does, and start it again: it reads its configuration anew, and has written its queues."""
        self._end()
        self.start()

    def kill(self) -> None:
        """As when it crashes: what it started (filters, backends) dies with it, as systemd sees to in a terminal."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(_END_S)
        self._process = None

    def documents(self) -> list[Path]:
        """What lies in the spool: documents (d…) and job files (c…)."""
        return sorted(left for left in (self.folder / "spool").rglob("*") if left.is_file())

    def add_queue(self, name: str, uri: str, model: str = "everywhere") -> None:
        """A queue to a printer that is on. Returns when it can be used; raises SpoolerError.

        lpadmin is back before the PPD exists, and the next lpadmin would make a raw queue of it: so that is waited for.
        The printer is asked about itself without the device's options: libpappl takes them for a part of its name.
        """
        self._lpadmin("-p", name, "-E", "-m", model, "-v", uri)
        ppd = self.folder / "etc" / "ppd" / f"{name}.ppd"
        deadline = time.monotonic() + _START_S
        while not ppd.exists():
            if time.monotonic() >= deadline:
                raise SpoolerError("no PPD was made: is the printer on?")
            time.sleep(_LOOK_EVERY_S)
        options = [part for option in spool.QUEUE_OPTIONS for part in ("-o", option)]
        self._lpadmin("-p", name, "-v", f"{uri}?{spool.DEVICE_OPTIONS}", *options)
        self.restart()  # it writes its queues down half a minute later, or when it ends

    def _lpadmin(self, *arguments: str) -> None:
        command = [_program("lpadmin"), "-h", str(self.socket), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_START_S, check=False)
        if done.returncode != 0:
            raise SpoolerError(f"lpadmin: {done.stderr.strip()}")

    def _end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_S)
            self.kill()

    def _launch(self) -> None:
        self.socket.unlink(missing_ok=True)
        etc = self.folder / "etc"
        with (self.folder / "log").open("ab") as log:
            # It would outlive us, should we be killed: so the kernel tells it to end. (With the thread that starts it.)
            until_we_end = ("setpriv", "--pdeathsig", "TERM", "--")
            self._process = subprocess.Popen(
                [*until_we_end, _program("cupsd"), "-f", "-c", etc / "cupsd.conf", "-s", etc / "cups-files.conf"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() >= deadline:
                raise SpoolerError(f"cupsd did not start: {(self.folder / 'log').read_text(errors='replace')[-500:]}")
            time.sleep(_LOOK_EVERY_S)

    def _answers(self) -> bool:
        asked = subprocess.run(
            [_program("lpstat"), "-h", str(self.socket), "-r"], capture_output=True, timeout=_START_S, check=False
        )
        return b"not running" not in asked.stdout and asked.returncode == 0

    def _own_user(self, name: str) -> str:
        """cupsd refuses to be root for its filters; everybody else can only be himself."""
        return f"User {os.getuid()}\nGroup {os.getgid()}\n" if name == "cups-files.conf" and os.getuid() != 0 else ""


def _program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if found is None:
        raise SpoolerError(f"{name} is not installed (Debian: cups)")
    return found
