"""The desk over a real cupsd and an IPP printer that falls mute with a set, and speaks again when she has gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from devices.payment.outcomes import Way
from devices.printers.documents import outcomes as printing
from devices.printers.documents.client import Client, Job
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.wire import peer_of, queue_of
from devices.virtual.printer.printer import VirtualPrinter
from devices.virtual.printer.spooler import Spooler
from kiosk.paper import effects
from kiosk.paper.outcomes import Cleared, Delivered, Issued, PrinterNotReady
from tests.devices.printers.documents.fixtures import QUEUE
from tests.kiosk.paper.counter import WAIT_S, Counter
from tests.parts.documents import document

SLOW_MS = 1500
SIDES = 2


@pytest.mark.usefixtures("impatient")
def test_behind_cupsd(tmp_path: Path, printer: VirtualPrinter, spooler: Spooler) -> None:
    queue = Client(queue_of(spooler.socket, QUEUE), "test")

    def nothing_spooled() -> None:
        assert spooler.documents() == []
        assert queue.jobs() == queue.jobs("completed") == ()

    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, Way.FREE, CupsPrinter(QUEUE, spooler.socket))
        _falls_mute_and_speaks_again(counter, printer, nothing_spooled)


@pytest.mark.usefixtures("impatient")
def test_directly(tmp_path: Path, printer: VirtualPrinter) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, Way.FREE, IppPrinter(printer.uri))
        _falls_mute_and_speaks_again(counter, printer, lambda: None)


def _falls_mute_and_speaks_again(
    counter: Counter, printer: VirtualPrinter, nothing_spooled: Callable[[], None]
) -> None:
    printer.pace(SLOW_MS)
    worker = threading.Thread(target=lambda: _print_one(counter))
    worker.start()
    assert printer.wait_sides(1)
    printer.mute()
    counter.desk.end_of_stay()
    worker.join(2 * WAIT_S)
    counter.wait_idle()
    nothing_spooled()
    # She is gone, and nobody knows: nobody is served, nothing is printed, and no clerk can say otherwise.
    assert not counter.desk.clear
    assert counter.desk.cleared_away("0417") == PrinterNotReady(printing.Offline())
    assert counter.issue(fee=0) == PrinterNotReady(printing.Offline())
    assert not counter.desk.clear
    # It speaks again, and without anybody asking for anything the job is called back.
    printer.unmute()
    assert printer.wait_ended(1)
    assert printer.sides <= SIDES
    assert _until(lambda: counter.desk.cleared_away("0417") == Cleared())
    assert counter.desk.clear
    nothing_spooled()
    assert Client(peer_of(printer.uri), "test").jobs() == ()
    # The next one gets hers, and nothing else.
    before = printer.sides
    printer.pace(50)
    assert isinstance(_print_one(counter), Delivered)
    assert printer.sides == before + SIDES
    nothing_spooled()


@pytest.mark.usefixtures("impatient")
def test_a_terminal_that_starts_again_calls_the_job_back(
    tmp_path: Path, printer: VirtualPrinter, spooler: Spooler
) -> None:
    """Its last process died with a set in cupsd and in a mute printer."""
    printer.mute()
    (tmp_path / "payments.sqlite-tray").write_text("left")
    old = Client(queue_of(spooler.socket, QUEUE), "madoguchi")
    order = printing.Order(document(SIDES), SIDES)
    job = old.create(order)
    assert isinstance(job, Job)
    assert old.send(job, order.pdf, time.monotonic() + WAIT_S, threading.Event()) is None
    assert spooler.documents() != []
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, Way.FREE, CupsPrinter(QUEUE, spooler.socket))
        assert _until(lambda: old.jobs() == old.jobs("completed") == ())
        assert spooler.documents() == []
        assert counter.desk.cleared_away("0417") == PrinterNotReady(printing.Offline())
        printer.unmute()
        assert _until(lambda: counter.desk.cleared_away("0417") == Cleared())
    assert printer.sides == 0


def _print_one(counter: Counter) -> object:
    assert isinstance(counter.issue(fee=0), Issued)
    counter.desk.pay(effects.Pay(0, Way.FREE))
    return counter.print()


def _until(so: Callable[[], bool]) -> bool:
    over = threading.Event()
    for _ in range(400):
        if so():
            return True
        over.wait(0.1)
    return False
