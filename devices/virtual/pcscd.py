"""A private pcscd with virtual readers, beside any other pcscd of the machine, as root or not.

    with VirtualReaders(count=2) as readers:
        subprocess.run(["opensc-tool", "-l"], env={**os.environ, **readers.env})
        card = VpcdReader(Deck(state), readers.port(0))

How (measured with pcscd 1.9.9 and vsmartcard-vpcd 3.3):

* pcscd takes its listening socket from its parent (systemd's socket activation: LISTEN_FDS, LISTEN_PID). It then
  neither looks for another pcscd nor touches /run/pcscd but for a pid file that nobody reads; unprivileged it goes on
  without. Clients find the socket through PCSCLITE_CSOCK_NAME.
* libpcsclite reads that variable ONCE per process, at the first SCardEstablishContext. A process can therefore use only
  one of these for life: set `os.environ` before pyscard is used, and `restart()` instead of making a second one.
* vpcd keeps its state in the library: each reader has a copy of its own, which also makes readers that can be pulled
  one by one. Each copy has two slots; the second one ("… 00 01") stays empty.
* vpcd listens on 0.0.0.0 without authentication and cannot be told otherwise. For test machines only.
* A reader that is pulled or put in costs a restart of pcscd: the driver has no way to say "I am gone", and pcscd looks
  for new ones on SIGUSR1 only where its USB support is on.
* Where it is on (libccid installed, a USB reader plugged in) this pcscd shows that reader beside ours.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_CHILD = Path(__file__).with_name("pcscd_child.py")
_READY = "daemon ready"
_PORT_TAKEN = "init failed"
_START_S = 20.0
_END_S = 10.0
_PORTS = range(20_000, 32_000, 2)  # below what the kernel hands out to clients (32768 and up)
_ATTEMPTS = 20
NAMES = ("Madoguchi Resident", "Madoguchi Second", "Madoguchi Third", "Madoguchi Fourth")


class ReadersError(Exception):
    """pcscd or its virtual driver is not installed, or does not start."""


class VirtualReaders:
    """Use as a context manager, or `start` and `stop`. One thread at a time.

    count: how many readers (1 to 4), or `names`: their friendly names. directory: an existing directory of ours for
    the socket and configuration; a temporary one otherwise. Its path must be short (a Unix socket: 108 bytes).
    first_port: the first reader's port, the next ones' are 2 apart (35963 is vpcd's own, where foreign card programs
    look); any free ones otherwise.
    """

    def __init__(
        self,
        count: int = 2,
        directory: Path | None = None,
        names: Sequence[str] | None = None,
        first_port: int | None = None,
    ) -> None:
        self._friendly = tuple(names) if names is not None else NAMES[:count]
        self._own_directory = directory is None
        self.directory = Path(tempfile.mkdtemp(prefix="madoguchi-pcsc-")) if directory is None else directory
        self.socket = self.directory / "pcscd.comm"
        self._first_port = first_port
        self._ports: list[int] = []
        self._plugged = set(range(len(self._friendly)))
        self._listening: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log: list[str] = []

    def __enter__(self) -> VirtualReaders:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def env(self) -> Mapping[str, str]:
        """What a client's environment needs."""
        return {"PCSCLITE_CSOCK_NAME": str(self.socket)}

    @property
    def names(self) -> tuple[str, ...]:
        """The full PC/SC names, in order, also of readers that are unplugged."""
        return tuple(f"{name} 00 00" for name in self._friendly)

    def port(self, slot: int) -> int:
        """Where the card program of a reader connects to. Stays the same through restarts."""
        return self._ports[slot]

    # --- the service -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Returns when the readers are there. Raises ReadersError."""
        program = _program()
        for slot in range(len(self._friendly)):
            shutil.copy(_DRIVER, self._driver(slot))
        for _ in range(_ATTEMPTS):
            self._ports = self._choose_ports()
            self._configure()
            self._listen()
            if self._launch(program):
                return
            self.stop_service()  # somebody took one of the ports meanwhile
        raise ReadersError("no free ports for the virtual readers")

    def stop(self) -> None:
        """End pcscd and remove what was made."""
        self.stop_service()
        if self._own_directory:
            shutil.rmtree(self.directory, ignore_errors=True)

    def restart(self) -> None:
        """Another pcscd in the place of this one, as when its package is updated. Clients lose their contexts."""
        self._end()
        self._launch_again()

    def stop_service(self) -> None:
        """End pcscd for clients, too: they find no service until `start_service`."""
        self._end()
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        self.socket.unlink(missing_ok=True)

    def start_service(self) -> None:
        """After `stop_service`: the same readers at the same ports."""
        self._listen()
        self._launch_again()

    def unplug(self, slot: int) -> None:
        """The reader is gone from SCardListReaders. Restarts pcscd."""
        self._plugged.discard(slot)
        self._configure()
        self.restart()

    def plug_in(self, slot: int) -> None:
        """The reader is back. Restarts pcscd."""
        self._plugged.add(slot)
        self._configure()
        self.restart()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _choose_ports(self) -> list[int]:
        count = len(self._friendly)
        if self._first_port is None:
            return _free_ports(count)
        ports = [self._first_port + 2 * slot for slot in range(count)]
        taken = [port for first in ports for port in (first, first + 1) if not _is_free(port)]
        if taken:
            raise ReadersError(f"port {taken[0]} is taken (another pcscd with vpcd?)")
        return ports

    def _driver(self, slot: int) -> Path:
        return self.directory / f"libifdvpcd-{slot}.so"

    def _configure(self) -> None:
        folder = self.directory / "readers"
        folder.mkdir(exist_ok=True)
        entries = [
            f'FRIENDLYNAME "{self._friendly[slot]}"\n'
            f"DEVICENAME /dev/null:0x{self._ports[slot]:X}\n"
            f"LIBPATH {self._driver(slot)}\n"
            f"CHANNELID 0x{self._ports[slot]:X}\n"
            for slot in sorted(self._plugged)
        ]
        (folder / "vpcd").write_text("\n".join(entries), encoding="ascii")

    def _listen(self) -> None:
        self.socket.unlink(missing_ok=True)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self.socket))
        self._listening.listen(64)

    def _launch_again(self) -> None:
        if not self._launch(_program()):
            raise ReadersError("a virtual reader's port was taken meanwhile")

    def _launch(self, program: str) -> bool:
        """Start pcscd and wait until it is ready; False if a port was taken."""
        if self._listening is None:
            raise AssertionError("not listening")
        self._log = []
        arguments = (str(self._listening.fileno()), program, str(self.directory / "readers"))
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", _CHILD, *arguments],
            pass_fds=(self._listening.fileno(),),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        settled = threading.Event()
        threading.Thread(target=_read_log, args=(self._process, self._log, settled), daemon=True).start()
        if not settled.wait(_START_S) or _READY not in self._log[-1]:
            last_words = self._last_words()
            self.stop_service()
            raise ReadersError(f"pcscd did not start: {last_words}")
        return not any(_PORT_TAKEN in line for line in self._log)

    def _last_words(self) -> str:
        return " ".join(line.strip() for line in self._log[-3:])

    def _end(self) -> None:
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(_END_S)
        self._process = None


def _read_log(process: subprocess.Popen[bytes], log: list[str], settled: threading.Event) -> None:
    """Keep what pcscd says until it is ready (or has ended), then only listen, so that it never blocks on us."""
    if process.stdout is None:
        raise AssertionError("no pipe")
    with process.stdout as lines:
        for line in lines:
            if not settled.is_set():
                log.append(line.decode("utf-8", "replace"))
                if _READY in log[-1]:
                    settled.set()
    if not settled.is_set():
        log.append("ended")
        settled.set()


def _program() -> str:
    found = shutil.which("pcscd", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if found is None:
        raise ReadersError("pcscd is not installed (Debian: pcscd)")
    if not _DRIVER.exists():
        raise ReadersError("the virtual reader's driver is not installed (Debian: vsmartcard-vpcd)")
    return found


def _free_ports(count: int) -> list[int]:
    """For each reader a port that is free, and the next one, too: vpcd takes both."""
    found: list[int] = []
    candidates = random.sample(_PORTS, len(_PORTS))
    while len(found) < count:
        port = candidates.pop()
        if _is_free(port) and _is_free(port + 1):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True
