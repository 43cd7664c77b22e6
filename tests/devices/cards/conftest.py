"""A private pcscd with two virtual readers for the tests of this folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

import pytest
from smartcard import scard

from devices.cards.reader import ReaderEvent
from tests.devices.cards.plain_card import PlainCard
from tests.devices.cards.vpcd import Laid

E = TypeVar("E", bound=ReaderEvent)
START = "import os,sys;os.environ['LISTEN_PID']=str(os.getpid());os.execv(sys.argv[1],sys.argv[1:])"
CHANNEL = 0x9B00


class Pcscd:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.has_readers = True
        self._process: subprocess.Popen[bytes] | None = None
        self._laid: list[Laid] = []

    def start(self, *, readers: bool = True) -> None:
        self.has_readers = readers
        conf = self.folder / "conf"
        conf.mkdir(exist_ok=True)
        (conf / "reader").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{CHANNEL:#x}\n'
            f"LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID {CHANNEL:#x}\n"
            if readers
            else ""
        )
        path = self.folder / "pcscd.comm"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            listening.listen(8)
            self._process = subprocess.Popen(
                [sys.executable, "-c", START, "/usr/sbin/pcscd", "--foreground", "-c", str(conf)],
                env={**os.environ, "LISTEN_FDS": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                close_fds=False,
                preexec_fn=lambda: (os.dup2(listening.fileno(), 3), os.set_inheritable(3, True)),
            )

    def stop(self) -> None:
        assert self._process is not None
        if self.running:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(5)

    def lay(self, card: PlainCard, slot: int = 0) -> Laid:
        deadline = time.monotonic() + 5
        while True:
            try:
                self._laid.append(Laid(card, CHANNEL + slot))
                return self._laid[-1]
            except ConnectionRefusedError:
                assert time.monotonic() < deadline
                time.sleep(0.02)

    def restart(self, *, readers: bool = True) -> None:
        self.stop()
        self.start(readers=readers)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def clear(self) -> None:
        """Nothing lies on the readers any more."""
        for laid in self._laid:
            laid.take()
        self._laid.clear()


@pytest.fixture(scope="session")
def pcscd_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pcscd]:
    daemon = Pcscd(tmp_path_factory.mktemp("pcscd"))
    os.environ["PCSCLITE_CSOCK_NAME"] = str(daemon.folder / "pcscd.comm")
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture
def pcscd(pcscd_process: Pcscd) -> Iterator[Pcscd]:
    """Running, with two empty readers; may be stopped and started at will."""
    if not (pcscd_process.running and pcscd_process.has_readers):
        pcscd_process.restart()
    wait_until_empty()
    yield pcscd_process
    pcscd_process.clear()


def wait_until_empty() -> None:
    """Until pcscd has noticed that the cards of the test before are gone."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    assert result == scard.SCARD_S_SUCCESS
    for name in ("Virtual PCD 00 00", "Virtual PCD 00 01"):
        state = scard.SCARD_STATE_UNAWARE
        while result == scard.SCARD_S_SUCCESS and not state & scard.SCARD_STATE_EMPTY:
            result, [(_, state, _)] = scard.SCardGetStatusChange(context, 10_000, [(name, state)])
        assert state & scard.SCARD_STATE_EMPTY
    scard.SCardReleaseContext(context)


class Events:
    """What the monitor told, to be waited for."""

    def __init__(self) -> None:
        self._told: SimpleQueue[ReaderEvent] = SimpleQueue()

    def __call__(self, event: ReaderEvent) -> None:
        self._told.put(event)

    def expect(self, kind: type[E], within: float = 10) -> E:
        """The next event, which must be of this kind."""
        try:
            event = self._told.get(timeout=within)
        except Empty:
            raise AssertionError(f"no {kind.__name__} within {within} s") from None
        assert isinstance(event, kind), f"{event} instead of {kind.__name__}"
        return event

    def none_so_far(self) -> bool:
        return self._told.empty()
