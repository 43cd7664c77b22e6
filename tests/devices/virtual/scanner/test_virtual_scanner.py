"""The virtual scanner read by the terminal's own driver, over the wire that evdev speaks."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from devices.inputs.keymap import Layout, strokes
from devices.inputs.outcomes import (
    Absence,
    NothingScanned,
    Scanned,
    ScannerGone,
    ScannerReady,
    ScanOutcome,
    Unreadable,
    Why,
)
from devices.inputs.scanner import KeyboardScanner
from devices.inputs.sources import Held, SocketSource, _Connection
from devices.virtual.control_socket import ControlError, ask
from devices.virtual.scanner.program import Fault, ScannerProgram, typed

ID = "98765432109876543210987"


@pytest.fixture
def device(tmp_path: Path) -> Iterator[ScannerProgram]:
    device = ScannerProgram(tmp_path / "scanner", Layout.JIS)
    yield device
    device.unplug()


@pytest.fixture
def scanner(device: ScannerProgram, tmp_path: Path) -> Iterator[KeyboardScanner]:
    scanner = KeyboardScanner(SocketSource(tmp_path / "scanner"), Layout.JIS)
    yield scanner
    scanner.close()


def scan(scanner: KeyboardScanner, device: ScannerProgram, text: str, fault: Fault | None = None) -> ScanOutcome:
    """Read while it is held before the scanner; what comes before the reading began is forgotten, so again."""
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(scanner.read, 30.0, threading.Event())
        while not reading.done():
            device.scan(text, fault)
        return reading.result()


def test_read(scanner: KeyboardScanner, device: ScannerProgram) -> None:
    device.plug()
    assert device.wait_held(10)
    assert scanner.state() == ScannerReady("Madoguchi virtual scanner")
    assert scan(scanner, device, ID) == Scanned(ID)
    assert scan(scanner, device, "https://a.example/?q=~_^|\\@[]") == Scanned("https://a.example/?q=~_^|\\@[]")


@pytest.mark.parametrize(
    ("fault", "why"), [("no_end", Why.NO_END), ("foreign_key", Why.UNKNOWN_KEY), ("dropped", Why.LOST)]
)
def test_what_is_no_whole_code_is_said_so(
    scanner: KeyboardScanner, device: ScannerProgram, fault: Fault, why: Why
) -> None:
    device.plug()
    assert device.wait_held(10)
    if fault == "no_end":
        # Typed again and again it would be one code without end; one deadline is long enough for a silence.
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(scanner.read, 30.0, threading.Event())
            while not _said(reading, 2.0):
                device.scan(ID, fault)
            assert reading.result() == Unreadable(why)
    else:
        assert scan(scanner, device, ID, fault) == Unreadable(why)


def _said(reading: Future[ScanOutcome], within_s: float) -> bool:
    return bool(wait([reading], within_s).done)


def test_half_a_code_and_unplugged(scanner: KeyboardScanner, device: ScannerProgram) -> None:
    device.plug()
    assert device.wait_held(10)
    assert scan(scanner, device, ID, "half") == ScannerGone(Absence.NOT_THERE)
    device.plug()
    assert device.wait_held(10)
    assert scan(scanner, device, ID) == Scanned(ID)


def test_what_was_scanned_before_is_forgotten(scanner: KeyboardScanner, device: ScannerProgram) -> None:
    device.plug()
    assert device.wait_held(10)
    device.scan("before")
    assert scan(scanner, device, ID) == Scanned(ID)


class OneCable:
    """A source with one device: the test types at the other end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hand, self._plug = socket.socketpair()
        self._plug.setblocking(False)

    def take(self) -> tuple[Held, ...]:
        return (_Connection(self._plug),)

    def type(self, text: str, *, end: bool) -> None:
        for record in typed(strokes(Layout.JIS, text), None if end else "no_end"):
            self.hand.sendall(record or b"")


def test_a_code_begun_before_the_reading_is_not_cut_in_two(tmp_path: Path) -> None:
    cable = OneCable(tmp_path)
    scanner = KeyboardScanner(cable, Layout.JIS)
    with ThreadPoolExecutor(1) as pool:
        while not scanner._assembly.begun:
            cable.type("1", end=False)
        reading = pool.submit(scanner.read, 30.0, threading.Event())
        while not scanner._reading:
            cable.type("1", end=False)
            threading.Event().wait(0.001)
        cable.type("1", end=True)
        cable.type("2", end=True)
        assert reading.result(30) == Scanned("2")
    scanner.close()
    cable.hand.close()


def test_nothing_there_is_said_at_once(scanner: KeyboardScanner) -> None:
    assert scanner.read(60.0, threading.Event()) == ScannerGone(Absence.NOT_THERE)


def test_deadline_and_cancel(scanner: KeyboardScanner, device: ScannerProgram) -> None:
    device.plug()
    assert device.wait_held(10)
    assert scanner.read(0.01, threading.Event()) == NothingScanned()
    cancel = threading.Event()
    cancel.set()
    assert scanner.read(60.0, cancel) == NothingScanned()
    cancel.clear()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(scanner.read, 60.0, cancel)
        cancel.set()
        assert reading.result(10) == NothingScanned()


def test_a_second_program_gets_nothing(scanner: KeyboardScanner, device: ScannerProgram, tmp_path: Path) -> None:
    device.plug()
    assert device.wait_held(10)
    second = KeyboardScanner(SocketSource(tmp_path / "scanner"), Layout.JIS)
    try:
        assert scan(scanner, device, ID) == Scanned(ID)
    finally:
        second.close()


def test_the_program(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "devices.virtual.scanner", "--device", str(tmp_path / "scanner")]
    line += ["--control", str(tmp_path / "control")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        scanner = KeyboardScanner(SocketSource(tmp_path / "scanner"), Layout.JIS)
        ask(tmp_path / "control", do="wait")
        assert ask(tmp_path / "control", do="state") == {"plugged": True, "held": True}
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(scanner.read, 30.0, threading.Event())
            while not reading.done():
                assert ask(tmp_path / "control", do="scan", text=ID) == {"typed": True}
            assert reading.result() == Scanned(ID)
        with pytest.raises(ControlError):
            ask(tmp_path / "control", do="scan", text="秘密")
        ask(tmp_path / "control", do="unplug")
        assert ask(tmp_path / "control", do="scan", text=ID) == {"typed": False}
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0
        scanner.close()
    assert not (tmp_path / "scanner").exists()
