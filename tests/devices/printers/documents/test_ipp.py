"""The direct driver against a real IPP printer (libpappl): what came out, and what we say of it."""

from __future__ import annotations

import gc
import hashlib
import threading
import time

import pytest

from devices.printers.documents.client import Client
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.outcomes import (
    Aborted,
    Cancelled,
    Caution,
    Hindered,
    Hindrance,
    NotPrinted,
    Offline,
    Order,
    Overdue,
    PartlyPrinted,
    Printed,
    Progress,
    Ready,
    Unclear,
    Unknown,
    WhyUnknown,
)
from devices.printers.documents.wire import peer_of
from devices.virtual.printer.printer import VirtualPrinter
from tests.devices.printers.documents.calling import Printing
from tests.parts.documents import document

SLOW_MS = 1500


def hindered(*hindrances: Hindrance) -> Hindered:
    return Hindered(frozenset(hindrances))


def nothing_left(printer: VirtualPrinter) -> bool:
    """No job in the printer that is not over."""
    return Client(peer_of(printer.uri), "test").jobs() == ()


def test_the_very_bytes_are_printed(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    seen: list[Progress] = []
    assert direct.print(Order(two_sides, 2), progress=seen.append) == Printed(2)
    assert printer.wait_sides(2)
    assert printer.sides == 2
    assert [hashlib.sha256(d.read_bytes()).digest() for d in printer.documents] == [hashlib.sha256(two_sides).digest()]
    assert nothing_left(printer)
    assert [p.sides for p in seen] == sorted(p.sides for p in seen)


@pytest.mark.parametrize(("sides", "copies"), [(1, 1), (3, 1), (2, 3), (5, 2)])
def test_every_side_of_every_copy_counts(printer: VirtualPrinter, direct: IppPrinter, sides: int, copies: int) -> None:
    assert direct.print(Order(document(sides), sides, copies)) == Printed(sides * copies)
    assert printer.wait_sides(sides * copies)
    assert printer.sides == sides * copies


def test_another_number_of_sides_than_was_signed_is_not_printed(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    assert direct.print(Order(two_sides, 4)) == Unknown(WhyUnknown.COUNT_DIFFERS)


@pytest.mark.parametrize(
    ("keyword", "hindrance"),
    [
        ("media-empty", Hindrance.PAPER_OUT),
        ("media-needed", Hindrance.PAPER_OUT),
        ("media-jam", Hindrance.JAM),
        ("cover-open", Hindrance.COVER_OPEN),
        ("toner-empty", Hindrance.TONER_OUT),
        ("marker-supply-empty", Hindrance.TONER_OUT),
        ("input-tray-missing", Hindrance.TRAY_MISSING),
        ("other", Hindrance.FAULT),
    ],
)
def test_a_hindrance_is_named_before_anything_is_sent(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes, keyword: str, hindrance: Hindrance
) -> None:
    printer.set_reasons(keyword)
    assert direct.status() == hindered(hindrance)
    assert direct.print(Order(two_sides, 2)) == NotPrinted(hindered(hindrance))
    printer.set_reasons()
    assert direct.status() == Ready()
    assert printer.sides == 0


def test_a_printer_that_gives_no_reasons_is_not_believed(printer: VirtualPrinter, direct: IppPrinter) -> None:
    """libpappl 1.3 has no word for an open door, and then leaves the whole attribute out."""
    printer.set_reasons("door-open")
    assert direct.status() == Unclear("printer-state-reasons")


def test_several_hindrances_and_cautions_at_once(printer: VirtualPrinter, direct: IppPrinter) -> None:
    printer.set_reasons("media-jam", "cover-open", "toner-low")
    both = frozenset({Hindrance.JAM, Hindrance.COVER_OPEN})
    assert direct.status() == Hindered(both, frozenset({Caution.TONER_LOW}))
    printer.set_reasons("toner-low", "media-low")
    assert direct.status() == Ready(frozenset({Caution.TONER_LOW, Caution.PAPER_LOW}))


def test_a_stopped_printer(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.press_stop()
    assert direct.status() == hindered(Hindrance.STOPPED)
    assert direct.print(Order(two_sides, 2)) == NotPrinted(hindered(Hindrance.STOPPED))
    printer.press_go()
    assert direct.print(Order(two_sides, 2)) == Printed(2)


def test_nobody_there(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.power_cut()
    assert direct.status() == Offline()
    assert direct.print(Order(two_sides, 2)) == NotPrinted(Offline())
    printer.power_on()
    assert direct.status() == Ready()
    assert printer.sides == 0


def test_paper_that_runs_out_in_the_middle_and_is_refilled(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    printer.load(1)
    printing = Printing(direct, Order(two_sides, 2, copies=2))
    printing.wait_for(lambda p: p.sides == 2 and p.waiting_for == {Hindrance.PAPER_OUT})
    printer.load(50)
    assert printing.came() == Printed(4)


def test_paper_that_runs_out_and_is_not_refilled(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.load(1)
    printing = Printing(direct, Order(two_sides, 2, copies=2))
    printing.wait_for(lambda p: bool(p.waiting_for))
    printing.cancel.set()
    assert printing.came() == PartlyPrinted(2)
    printer.load(50)
    assert nothing_left(printer)
    assert direct.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(4)
    assert printer.sides == 4


def test_time_that_passes_while_it_waits_names_what_it_waited_for(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2, within_s=3.0))
    printing.wait_for(lambda p: p.sides == 0)
    printer.set_reasons("media-jam")
    assert printing.came() == NotPrinted(Overdue(frozenset({Hindrance.JAM})))
    printer.set_reasons()
    assert nothing_left(printer)
    assert printer.sides == 0


def test_cancelled_before_the_first_side(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.pace(5 * SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2))
    printing.wait_for(lambda p: p.sides == 0)
    printing.cancel.set()
    assert printing.came() == NotPrinted(Cancelled())
    assert nothing_left(printer)
    assert printer.sides == 0


def test_cancelled_after_the_first_side(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2))
    printing.wait_for(lambda p: p.sides == 1)
    printing.cancel.set()
    assert printing.came() == PartlyPrinted(1)
    assert nothing_left(printer)
    assert printer.wait_sides(1)
    assert printer.sides == 1


def test_cancelled_when_all_is_over_it_is_printed(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    """The honest answer to a cancel that came too late."""
    cancel = threading.Event()

    def once_it_begins(_: object) -> None:
        printer.wait_ended(1)
        cancel.set()

    printer.pace(300)
    assert direct.print(Order(two_sides, 2), cancel, once_it_begins) == Printed(2)


@pytest.mark.parametrize(("sides", "outcome"), [(0, NotPrinted(Aborted())), (1, PartlyPrinted(1))])
def test_a_job_that_the_printer_gives_up(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes, sides: int, outcome: object
) -> None:
    printer.abort_after(sides)
    assert direct.print(Order(two_sides, 2)) == outcome
    assert printer.wait_sides(sides)
    assert printer.sides == sides
    assert direct.print(Order(two_sides, 2)) == Printed(2)


def test_a_document_that_is_none(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    assert direct.print(Order(two_sides[:300], 2)) == NotPrinted(Aborted(bad_document=True))
    assert printer.sides == 0
    assert nothing_left(printer)


@pytest.mark.usefixtures("impatient")
def test_power_cut_in_the_middle(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2))
    assert printer.wait_sides(1)
    printer.power_cut()
    assert printing.came() == Unknown(WhyUnknown.PRINTER_SILENT)
    printer.power_on()
    assert direct.status() == Ready()
    assert printer.wait_sides(1)
    assert printer.sides == 1


def test_power_that_comes_back_at_once_brings_no_record(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    printer.pace(SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2))
    assert printer.wait_sides(1)
    printer.power_cut()
    printer.power_on()
    assert printing.came() == Unknown(WhyUnknown.RECORD_LOST)
    assert printer.wait_sides(1)
    assert printer.sides == 1


def test_after_a_power_cut_the_same_number_is_another_job(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    """Ids begin again at 1: only the name tells that job 1 is not the one we sent."""
    printer.pace(3 * SLOW_MS)
    printing = Printing(direct, Order(two_sides, 2))
    printing.wait_for(lambda p: p.sides == 0)
    printer.power_cut()
    printer.pace(0)
    printer.power_on()
    stranger = Client(peer_of(printer.uri), "stranger")
    job = stranger.create(Order(two_sides, 2))
    assert getattr(job, "id", None) == 1
    assert printing.came() == Unknown(WhyUnknown.RECORD_LOST)


@pytest.mark.usefixtures("impatient")
def test_an_engine_that_hangs(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.hang()
    assert direct.print(Order(two_sides, 2, within_s=1.0)) == Unknown(WhyUnknown.NOT_ENDED)
    assert direct.status() == hindered(Hindrance.OTHER_JOB)
    assert direct.print(Order(two_sides, 2)) == NotPrinted(hindered(Hindrance.OTHER_JOB))
    printer.unhang()
    printer.wait_ended(1)
    assert printer.sides == 0, "the next resident got paper of the last"


@pytest.mark.usefixtures("impatient")
def test_a_mute_printer_is_cleaned_as_soon_as_it_speaks(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    printer.pace(20_000)
    printing = Printing(direct, Order(two_sides, 2))
    printing.wait_for(lambda p: p.sides == 0)
    printer.mute()
    assert printing.came() == Unknown(WhyUnknown.PRINTER_SILENT)
    assert direct.status() == Offline()
    printer.unmute()
    # Its engine had eighteen seconds to go: whoever asks next cancels what it still holds.
    direct.status()
    assert printer.wait_ended(1)
    # The document is over a moment before its job is.
    deadline = time.monotonic() + 20
    while (state := direct.status()) != Ready():
        assert time.monotonic() < deadline, state
    assert printer.sides == 0


@pytest.mark.usefixtures("impatient")
def test_what_an_earlier_process_left_is_cancelled_first(
    printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes
) -> None:
    printer.pace(20_000)
    Printing(direct, Order(two_sides, 2)).wait_for(lambda p: p.sides == 0)
    reborn = IppPrinter(printer.uri)
    reborn.status()
    assert printer.wait_ended(1)
    printer.pace(50)
    assert reborn.print(Order(two_sides, 2)) == Printed(2)
    assert printer.wait_sides(2)
    assert printer.sides == 2


def test_a_stranger_s_job_is_left_alone(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.pace(SLOW_MS)
    technician = Printing(IppPrinter(printer.uri, owner="technician"), Order(two_sides, 2))
    technician.wait_for(lambda p: p.sides == 0)
    assert direct.status() == hindered(Hindrance.OTHER_JOB)
    assert technician.came() == Printed(2)
    assert direct.status() == Ready()


def test_one_set_at_a_time(printer: VirtualPrinter, direct: IppPrinter, two_sides: bytes) -> None:
    printer.pace(SLOW_MS)
    first = Printing(direct, Order(two_sides, 2))
    first.wait_for(lambda p: p.sides == 0)
    assert direct.status() == hindered(Hindrance.OTHER_JOB)
    assert direct.print(Order(two_sides, 2)) == NotPrinted(hindered(Hindrance.OTHER_JOB))
    assert first.came() == Printed(2)


def test_no_byte_is_kept(printer: VirtualPrinter, direct: IppPrinter) -> None:
    pdf = document(2, "kept")
    direct.print(Order(pdf, 2))
    gc.collect()
    holders = [h for h in gc.get_referrers(pdf) if not isinstance(h, type(gc)) and type(h).__name__ != "frame"]
    assert holders == []


def test_nothing_of_a_document_in_repr(two_sides: bytes) -> None:
    assert "PDF" not in repr(Order(two_sides, 2))


@pytest.mark.parametrize(
    "uri", ["http://localhost/", "ipp:///ipp/print", "ipp://localhost/ipp?contimeout=10", "lpd://x"]
)
def test_addresses_that_are_none(uri: str) -> None:
    with pytest.raises(ValueError, match="address"):
        IppPrinter(uri)


@pytest.mark.parametrize("arguments", [(0, 1), (1, 0)])
def test_orders_that_are_none(arguments: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="order"):
        Order(b"", *arguments)
