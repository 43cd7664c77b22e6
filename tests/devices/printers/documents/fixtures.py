"""What the document printers' tests share: a real IPP printer program, a real cupsd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.printers.documents import client, ipp
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.virtual.printer.printer import VirtualPrinter, build
from devices.virtual.printer.spooler import Spooler
from tests.parts.documents import document

QUEUE = "certificates"


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("printer"))


@pytest.fixture(scope="session")
def two_sides() -> bytes:
    return document(2)


@pytest.fixture
def printer(program: Path, tmp_path: Path) -> Iterator[VirtualPrinter]:
    """One with a full tray, on, and quick."""
    with VirtualPrinter(tmp_path, program=program) as running:
        running.pace(50)
        yield running


@pytest.fixture
def direct(printer: VirtualPrinter) -> IppPrinter:
    return IppPrinter(printer.uri)


@pytest.fixture
def spooler(printer: VirtualPrinter) -> Iterator[Spooler]:
    with Spooler() as running:
        running.add_queue(QUEUE, printer.uri)
        yield running


@pytest.fixture
def spooled(spooler: Spooler) -> CupsPrinter:
    return CupsPrinter(QUEUE, spooler.socket)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits twelve seconds for a printer that will never answer."""
    monkeypatch.setattr(client, "ANSWER_S", 0.5)
    monkeypatch.setattr(ipp, "SILENCE_S", 1.0)
    monkeypatch.setattr(client, "END_S", 4.0)
