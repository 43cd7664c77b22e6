"""The incidents of a real cupsd before a real IPP printer: what cupsd said, what came out, what we say.

Each began as a paper that belonged to nobody, or a "completed" that was none.
"""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.printers.documents import wire
from devices.printers.documents.client import Client, Job
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.outcomes import (
    Aborted,
    Cancelled,
    Hindered,
    Hindrance,
    NotPrinted,
    Offline,
    Order,
    Overdue,
    PartlyPrinted,
    Printed,
    PrinterStatus,
    Ready,
    Unknown,
    WhyUnknown,
)
from devices.printers.documents.record import JobRecord, State
from devices.virtual.printer.printer import VirtualPrinter
from devices.virtual.printer.spooler import Spooler
from tests.devices.printers.documents.calling import Printing
from tests.devices.printers.documents.fixtures import QUEUE
from tests.parts.documents import document

SLOW_MS = 1500


def hindered(*hindrances: Hindrance) -> Hindered:
    return Hindered(frozenset(hindrances))


def queue(spooler: Spooler) -> Client:
    return Client(wire.queue_of(spooler.socket, QUEUE), "madoguchi")


def said_by_cupsd(spooler: Spooler, job: Job, within_s: float = 40.0) -> JobRecord:
    """Its record of the ended job."""
    deadline, nobody = time.monotonic() + within_s, threading.Event()
    while time.monotonic() < deadline:
        seen = queue(spooler).record_of(job)
        if isinstance(seen, JobRecord) and seen.ended:
            return seen
        nobody.wait(0.1)
    raise AssertionError("cupsd did not end the job")


def submitted(spooler: Spooler, pdf: bytes) -> Job:
    """A set given to cupsd alone, as if there were no driver of ours."""
    job = queue(spooler).create(Order(pdf, 2))
    assert isinstance(job, Job)
    assert queue(spooler).send(job, pdf, time.monotonic() + 20, threading.Event()) is None
    return job


def assert_nothing_at_cupsd(spooler: Spooler) -> None:
    assert spooler.documents() == []
    assert queue(spooler).jobs() == ()
    assert queue(spooler).jobs("completed") == ()


def assert_nothing_left(spooler: Spooler, printer: VirtualPrinter) -> None:
    assert_nothing_at_cupsd(spooler)
    assert Client(wire.peer_of(printer.uri), "test").jobs() == ()


def test_a_whole_set(printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes) -> None:
    assert spooled.status() == Ready()
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(2)
    assert printer.sides == 2
    assert_nothing_left(spooler, printer)


def test_both_sides_a4_and_exactly_as_large(printer: VirtualPrinter, spooled: CupsPrinter, two_sides: bytes) -> None:
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    (came,) = printer.documents
    said = subprocess.run(["pdftotext", "-bbox", came, "-"], capture_output=True, text=True, check=True).stdout
    assert said.count("<page ") == 2
    sent = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=two_sides, capture_output=True, check=True).stdout
    assert _words(said) == _words(sent.decode()), "something was moved or scaled"


def _words(boxes: str) -> list[tuple[str, ...]]:
    """Words and page sizes to a tenth of a point."""
    rounded = [line.replace('"', " ").split() for line in boxes.splitlines() if "<word" in line or "<page" in line]
    return [tuple(f"{float(p):.1f}" if p.replace(".", "").isdigit() else p for p in line) for line in rounded]


@pytest.mark.parametrize(("sides", "copies"), [(1, 2), (3, 1), (4, 2)])
def test_every_side_of_every_copy(printer: VirtualPrinter, spooled: CupsPrinter, sides: int, copies: int) -> None:
    outcome = spooled.print(Order(document(sides), sides, copies))
    assert outcome == Printed(printer.sides)
    assert printer.sides in (sides * copies, (sides + sides % 2) * copies)


# --- the rows of the table ------------------------------------------------------------------------------------------


def test_power_cut_after_the_first_side(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2))
    assert printer.wait_sides(1)
    printer.power_cut()
    printer.power_on()
    assert printing.came() == Unknown(WhyUnknown.RECORD_LOST)
    assert printer.wait_sides(1)
    assert printer.sides == 1
    assert_nothing_left(spooler, printer)


def test_power_cut_for_good(printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2, within_s=15.0))
    assert printer.wait_sides(1)
    printer.power_cut()
    assert printing.came() == Unknown(WhyUnknown.PRINTER_SILENT)
    assert spooler.documents() == []
    printer.power_on()
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(3)
    assert printer.sides == 3


@pytest.mark.parametrize(("sides", "outcome"), [(0, NotPrinted(Aborted())), (1, PartlyPrinted(1))])
def test_the_printer_aborts_the_job(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes, sides: int, outcome: object
) -> None:
    printer.abort_after(sides)
    assert spooled.print(Order(two_sides, 2)) == outcome
    assert printer.wait_sides(sides)
    assert printer.sides == sides
    assert_nothing_left(spooler, printer)
    assert spooled.print(Order(two_sides, 2)) == Printed(2)


def test_cupsd_killed_while_printing_prints_twice_if_its_spool_is_kept(
    printer: VirtualPrinter, spooler: Spooler, two_sides: bytes
) -> None:
    """Why the spool is emptied before every start."""
    _write_jobs_down_at_once(spooler)
    printer.pace(SLOW_MS)
    job = submitted(spooler, two_sides)
    assert printer.wait_sides(1)
    spooler.kill()
    assert printer.wait_ended(1)
    before = printer.sides
    printer.pace(50)
    spooler.start_carelessly()
    assert printer.wait_sides(before + 2), "it was expected to print again"
    assert said_by_cupsd(spooler, job).state is State.COMPLETED


def test_cupsd_killed_while_printing(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    _write_jobs_down_at_once(spooler)
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2))
    assert printer.wait_sides(1)
    spooler.kill()
    assert printing.came() == Unknown(WhyUnknown.SPOOLER_LOST)
    assert printer.wait_ended(1)
    sides = printer.sides
    spooler.start()
    assert_nothing_left(spooler, printer)
    printer.pace(50)
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(sides + 2)
    assert printer.sides == sides + 2


def test_cupsd_killed_and_back_while_printing(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    _write_jobs_down_at_once(spooler)
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2))
    assert printer.wait_sides(1)
    spooler.kill()
    spooler.start()
    assert printing.came() == Unknown(WhyUnknown.SPOOLER_LOST)
    assert printer.wait_ended(1)
    assert printer.sides <= 2
    assert_nothing_left(spooler, printer)


def test_cupsd_killed_just_after_it_took_the_job(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    """It forgets the job, gives its id to the next one, and keeps the document."""
    printer.pace(10 * SLOW_MS)
    first = submitted(spooler, two_sides)
    spooler.kill()
    assert spooler.documents() != []
    spooler.start()
    assert spooler.documents() == []
    again = queue(spooler).create(Order(two_sides, 2))
    assert isinstance(again, Job)
    assert again.id == first.id
    assert not isinstance(queue(spooler).record_of(first), JobRecord), "another job was taken for ours"
    queue(spooler).cancel(again)
    printer.pace(50)
    _until_ready(spooled)
    sides = printer.sides
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(sides + 2)
    assert printer.sides == sides + 2


def test_a_printer_that_is_off_gets_nothing(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    printer.power_cut()
    assert spooled.status() == Offline()
    assert spooled.print(Order(two_sides, 2)) == NotPrinted(Offline())
    printer.power_on()
    assert_nothing_left(spooler, printer)
    assert printer.sides == 0


def test_cupsd_gives_up_a_printer_that_is_off(printer: VirtualPrinter, spooler: Spooler, two_sides: bytes) -> None:
    """`contimeout` and abort-job: should it go off between our look and the first byte."""
    printer.power_cut()
    job = submitted(spooler, two_sides)
    assert said_by_cupsd(spooler, job).state in (State.ABORTED, State.CANCELED)
    assert spooler.documents() == []
    printer.power_on()
    assert printer.sides == 0


def test_a_printer_that_falls_mute_and_speaks_again(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes, impatient: None
) -> None:
    """cupsd says "ok" to the purge, and keeps the job while its backend is stuck at the mute printer."""
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2, within_s=5.0))
    assert printer.wait_sides(1)
    printer.mute()
    assert printing.came() == Unknown(WhyUnknown.PRINTER_SILENT)
    assert_nothing_at_cupsd(spooler)
    assert spooled.status() == Offline()
    assert spooled.print(Order(two_sides, 2)) == NotPrinted(Offline())
    printer.unmute()
    _until_ready(spooled)
    assert_nothing_left(spooler, printer)
    before = printer.sides
    assert before <= 2, "it was sent again"
    printer.pace(50)
    assert spooled.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(before + 2)
    assert printer.sides == before + 2
    assert_nothing_left(spooler, printer)


def test_cupsd_is_cleared_while_the_printer_is_mute(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes, impatient: None
) -> None:
    """A process that died left it: the printer must not be given it when it speaks again."""
    printer.mute()
    submitted(spooler, two_sides)
    assert spooler.documents() != []
    _until(spooled, lambda _: queue(spooler).jobs("completed") == () == queue(spooler).jobs())
    assert_nothing_at_cupsd(spooler)
    assert spooled.status() == Offline()
    printer.unmute()
    _until_ready(spooled)
    assert printer.sides == 0
    assert_nothing_left(spooler, printer)


def test_cupsd_that_falls_mute_with_the_document(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes, impatient: None
) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2))
    assert printer.wait_sides(1)
    with silent(spooler):
        assert printing.came() == Unknown(WhyUnknown.SPOOLER_LOST)
        assert spooled.status() == Offline(spooler=True)
    _until_ready(spooled)
    assert printer.sides <= 2
    assert_nothing_left(spooler, printer)


def test_a_hanging_printer(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes, impatient: None
) -> None:
    printer.hang()
    assert spooled.print(Order(two_sides, 2, within_s=2.0)) == Unknown(WhyUnknown.NOT_ENDED)
    assert spooler.documents() == []
    assert spooled.status() == hindered(Hindrance.OTHER_JOB)
    printer.unhang()
    assert printer.wait_ended(1)
    assert printer.sides == 0, "it came out after the person had left"
    _until_ready(spooled)


def test_a_printer_that_is_stopped_in_the_middle(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2, within_s=8.0))
    printing.wait_for(lambda p: p.sides == 1)
    printer.press_stop()
    assert printing.came() == PartlyPrinted(1)
    assert_nothing_left(spooler, printer)
    printer.press_go()
    assert printer.wait_sides(1)
    assert printer.sides == 1


def test_a_stopped_printer_gets_nothing(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    printer.press_stop()
    assert spooled.print(Order(two_sides, 2)) == NotPrinted(hindered(Hindrance.STOPPED))
    assert_nothing_left(spooler, printer)


def test_a_broken_document(printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes) -> None:
    broken = two_sides[:200] + bytes(200)
    outcome = spooled.print(Order(broken, 2))
    assert isinstance(outcome, NotPrinted)
    assert isinstance(outcome.why, Aborted)
    assert printer.sides == 0
    assert_nothing_left(spooler, printer)


def test_cancelled_while_printing(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    """Purging at once would not have told the printer."""
    printer.pace(SLOW_MS)
    printing = Printing(spooled, Order(two_sides, 2, copies=2))
    printing.wait_for(lambda p: p.sides == 1)
    printing.cancel.set()
    outcome = printing.came()
    assert isinstance(outcome, PartlyPrinted)
    assert outcome.sides == printer.sides < 4
    assert_nothing_left(spooler, printer)


def test_cancelled_before_it_reached_the_printer(
    printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes
) -> None:
    cancel = threading.Event()
    cancel.set()
    assert spooled.print(Order(two_sides, 2), cancel) == NotPrinted(Cancelled())
    assert printer.sides == 0
    assert_nothing_left(spooler, printer)


def test_time_that_passes(printer: VirtualPrinter, spooler: Spooler, spooled: CupsPrinter, two_sides: bytes) -> None:
    printer.pace(20 * SLOW_MS)
    assert spooled.print(Order(two_sides, 2, within_s=3.0)) == NotPrinted(Overdue())
    assert printer.sides == 0
    assert_nothing_left(spooler, printer)


def test_paper_out_is_the_printer_s_word_not_cupsd_s_memory(
    printer: VirtualPrinter, spooled: CupsPrinter, two_sides: bytes
) -> None:
    printer.load(1)
    printing = Printing(spooled, Order(two_sides, 2, copies=2))
    printing.wait_for(lambda p: Hindrance.PAPER_OUT in p.waiting_for)
    assert spooled.status() == hindered(Hindrance.OTHER_JOB)
    printer.load(50)
    assert printing.came() == Printed(4)
    assert spooled.status() == Ready()
    printer.load(0)
    assert spooled.status() == hindered(Hindrance.PAPER_OUT)


def test_no_cupsd(spooler: Spooler, spooled: CupsPrinter, two_sides: bytes) -> None:
    spooler.kill()
    assert spooled.status() == Offline(spooler=True)
    assert spooled.print(Order(two_sides, 2)) == NotPrinted(Offline(spooler=True))


def test_a_printer_that_cannot_be_asked_is_unsuitable(spooler: Spooler, tmp_path: Path) -> None:
    """A raw queue to port 9100: cupsd would call everything completed."""
    lpadmin = ["lpadmin", "-h", str(spooler.socket), "-p", "raw", "-E", "-v", "socket://localhost:9"]
    subprocess.run(lpadmin, check=True, capture_output=True)
    assert CupsPrinter("raw", spooler.socket).status() == hindered(Hindrance.UNSUITABLE)


def _write_jobs_down_at_once(spooler: Spooler) -> None:
    """As it would have done after half a minute."""
    with (spooler.folder / "etc" / "cupsd.conf").open("a") as settings:
        settings.write("DirtyCleanInterval 0\n")
    spooler.restart()


def _until_ready(printer: CupsPrinter) -> None:
    _until(printer, lambda status: status == Ready())


def _until(printer: CupsPrinter, so: Callable[[PrinterStatus], bool]) -> None:
    """Asking is what cleans."""
    deadline, nobody = time.monotonic() + 40.0, threading.Event()
    while not so(printer.status()):
        assert time.monotonic() < deadline, printer.status()
        nobody.wait(0.1)


@contextmanager
def silent(spooler: Spooler) -> Iterator[None]:
    """cupsd stands still; its backend and its connections don't."""
    process = spooler._process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)
