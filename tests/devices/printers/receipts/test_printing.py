"""The driver against a virtual printer that goes wrong on order."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.printers.receipts import dialogue, escpos
from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.layout import Picture, draw
from devices.printers.receipts.outcomes import (
    Cancelled,
    CoverOpen,
    CutterError,
    Doubt,
    Faulty,
    NotPrinted,
    Offline,
    PaperNearEnd,
    PaperOut,
    PrintDoubt,
    Printed,
    Ready,
    ReceiptStatus,
    StatusUnknown,
    TimedOut,
    Undrawable,
    Unknown,
)
from devices.printers.receipts.receipt import Amount, Note, Qr, Receipt, Rule, Text, Title
from devices.printers.receipts.wire import NetworkPort
from tests.devices.printers.receipts.conftest import WITHIN_S, Bench, ink


def receipt(word: str, number: str) -> Receipt:
    return Receipt((Title("領　収　書"), Text(word), Rule(), Amount("合計", "¥300"), Qr(number), Note("控え")))


FIRST, SECOND = receipt("はじめの人", "1"), receipt("つぎの人", "2")
ROWS = 700
"""About as many as FIRST has."""


def same(paper: Image.Image, of: Receipt) -> bool:
    """Whether a paper shows this receipt, dot for dot (up to the dots beside a real-time command)."""
    shown, wanted = ink(paper), ink(picture(of).image)
    assert wanted is not None
    if shown is None or shown.size != wanted.size:
        return False
    differing = ImageChops.difference(shown.convert("L"), wanted.convert("L")).histogram()[255]
    return differing < 20


def picture(of: Receipt) -> Picture:
    drawn = draw(of)
    assert isinstance(drawn, Picture)
    return drawn


def test_a_receipt(bench: Bench) -> None:
    assert bench.printer.status() == Ready()
    assert bench.printer.print(FIRST) == Printed(Ready())
    [paper] = bench.papers()
    assert same(paper, FIRST)
    assert not same(paper, SECOND)
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[1], SECOND)
    state = bench.virtual.state()
    assert (state["text_bytes"], state["senseless_bytes"], state["kept"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("near_end", PaperNearEnd()),
        ("paper_out", PaperOut()),
        ("cover_open", CoverOpen()),
        ("broken", Faulty(lasting=True)),
        ("power_off", Offline()),
        ("mute", StatusUnknown(Doubt.SILENT)),
        ("garbage", StatusUnknown(Doubt.NONSENSE)),
    ],
)
def test_the_status_and_what_it_does_to_a_receipt(bench: Bench, fault: str, status: ReceiptStatus) -> None:
    bench.fault(fault)
    assert bench.printer.status() == status
    outcome = bench.printer.print(FIRST)
    if isinstance(status, PaperNearEnd):
        assert outcome == Printed(PaperNearEnd())
    else:
        assert isinstance(outcome, NotPrinted)
        assert (outcome.reason, outcome.begun) == (status, False)
        assert bench.papers() == []


@pytest.mark.parametrize(("fault", "doubt"), [("unclearing", Doubt.UNCLEARED), ("unconfirming", Doubt.NO_RECEIPTS)])
def test_a_printer_that_lacks_what_is_needed_gets_nothing(bench: Bench, fault: str, doubt: Doubt) -> None:
    bench.fault(fault)
    assert bench.printer.print(FIRST) == NotPrinted(StatusUnknown(doubt))
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert len(bench.papers()) == 1


@pytest.mark.parametrize(("fault", "reason"), [("paper_out", PaperOut()), ("cover_open", CoverOpen())])
def test_stopped_in_the_middle(bench: Bench, fault: str, reason: PaperOut | CoverOpen) -> None:
    bench.fault(f"{fault}@200")
    assert bench.printer.print(FIRST) == NotPrinted(reason, begun=True)
    assert bench.virtual.state()["kept"] == 0
    bench.virtual.mend()
    # What hangs out is cut off before the next receipt begins.
    assert bench.printer.print(SECOND) == Printed(Ready())
    torn, whole = bench.papers()
    assert not same(torn, FIRST)
    assert same(whole, SECOND)


def test_the_cutter_sticks(bench: Bench) -> None:
    bench.fault("cutter")
    bench.printer.status()
    assert bench.printer.print(FIRST) == NotPrinted(CutterError(), begun=False)  # at the very first cut
    bench.virtual.mend()
    assert bench.printer.status() == Ready()
    bench.fault("cutter")
    assert bench.printer.print(FIRST) == NotPrinted(CutterError(), begun=True)
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_the_power_goes_in_the_middle(bench: Bench) -> None:
    bench.fault("power_off@200")
    assert bench.printer.print(FIRST) == Unknown(PrintDoubt.UNCLEARED, Offline())
    assert bench.printer.status() == Offline()
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_the_line_drops_in_the_middle(bench: Bench) -> None:
    bench.printer.status()
    bench.fault("drop=9000")
    assert bench.printer.print(FIRST) == NotPrinted(StatusUnknown(Doubt.LINE_LOST), begun=True)
    bench.until(lambda state: state["kept"] == 0)
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert [same(paper, FIRST) for paper in bench.papers()] == [False, False]
    assert same(bench.papers()[-1], SECOND)


def test_the_line_drops_when_everything_has_been_sent(bench: Bench) -> None:
    bench.printer.status()
    before = bench.virtual.state()["bytes"]
    assert bench.printer.print(FIRST) == Printed(Ready())
    all_bytes = bench.virtual.state()["bytes"] - before
    questions = 4 * 3  # the status afterwards
    bench.fault(f"drop={all_bytes - questions}")
    assert bench.printer.print(FIRST) == Unknown(PrintDoubt.LINE_LOST, Ready())
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_mute_in_the_middle(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.printer.status()
    monkeypatch.setattr(dialogue, "ANSWER_S", 0.5)
    bench.fault("mute@200")
    outcome = bench.printer.print(FIRST)
    assert isinstance(outcome, Unknown)
    assert outcome.why is PrintDoubt.UNCLEARED
    assert bench.printer.status() == StatusUnknown(Doubt.SILENT)
    monkeypatch.undo()
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_not_by_the_deadline(bench: Bench) -> None:
    bench.fault("slow=100")
    assert bench.printer.print(FIRST, deadline_s=2.0) == NotPrinted(TimedOut(), begun=True)
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_called_off_in_the_middle(bench: Bench) -> None:
    bench.printer.status()
    bench.fault("slow=200")
    begun = bench.virtual.state()["rows_printed"]
    came: list[object] = []
    worker = threading.Thread(target=lambda: came.append(bench.printer.print(FIRST)))
    worker.start()
    bench.until(lambda state: isinstance(state["rows_printed"], int) and state["rows_printed"] > begun + 50)
    bench.printer.cancel()
    worker.join(WITHIN_S)
    assert came == [NotPrinted(Cancelled(), begun=True)]
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_one_call_at_a_time(bench: Bench) -> None:
    bench.printer.status()
    bench.fault("slow=200")
    begun = bench.virtual.state()["rows_printed"]
    came: list[object] = []
    worker = threading.Thread(target=lambda: came.append(bench.printer.print(FIRST)))
    worker.start()
    bench.until(lambda state: isinstance(state["rows_printed"], int) and state["rows_printed"] > begun)
    assert bench.printer.status(0.05) == StatusUnknown(Doubt.BUSY)
    bench.virtual.mend()
    worker.join(WITHIN_S)
    assert came == [Printed(Ready())]


def test_what_a_terminal_left_behind_that_ended_in_the_middle(bench: Bench) -> None:
    bench.fault("paper_out@100")
    lost = EscposPrinter(NetworkPort("127.0.0.1", bench.virtual.port))
    lost._after_stop = lambda *_: NotPrinted(Cancelled())  # type: ignore[method-assign] # it ends before it can clear
    lost.print(FIRST)
    assert bench.virtual.state()["kept"] > 0
    assert bench.printer.status() == PaperOut()
    assert bench.virtual.state()["kept"] == 0
    bench.virtual.mend()
    assert bench.printer.print(SECOND) == Printed(Ready())
    assert same(bench.papers()[-1], SECOND)


def test_nobody_prints_a_sign_that_no_font_has(bench: Bench) -> None:
    outcome = bench.printer.print(Receipt((Text("葛\U000e01ef"),)))
    assert outcome == NotPrinted(Undrawable(("U+845B U+E01EF",)))
    assert bench.virtual.state()["bytes"] == 0


TROUBLES = st.one_of(
    st.tuples(
        st.sampled_from(["paper_out", "cover_open", "power_off", "broken", "mute"]), st.integers(1, ROWS + 150)
    ).map(lambda order: f"{order[0]}@{order[1]}"),
    st.integers(1, 60_000).map(lambda count: f"drop={count}"),
    st.just("cutter"),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fault=TROUBLES, cut_before=st.booleans())
def test_whatever_happens_the_next_resident_gets_her_own_paper(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, fault: str, cut_before: bool
) -> None:
    monkeypatch.setattr(escpos, "_ASK_S", 0.05)
    monkeypatch.setattr(escpos, "_CONFIRM_S", 0.5)
    monkeypatch.setattr(dialogue, "ANSWER_S", 0.5)
    monkeypatch.setattr(dialogue, "STALL_S", 0.5)
    bench = Bench(tmp_path_factory.mktemp("tray"))
    try:
        if cut_before:
            bench.printer.status()
        bench.fault(fault)
        outcome = bench.printer.print(FIRST)
        if isinstance(outcome, Printed):
            assert same(bench.papers()[-1], FIRST)
        rows = bench.virtual.state()["rows_printed"]
        bench.virtual.mend()
        if isinstance(outcome, NotPrinted) and outcome.begun:  # then nothing comes out by itself when all is well again
            bench.until(lambda state: state["kept"] == 0)
            assert bench.virtual.state()["rows_printed"] == rows
        for _ in range(3):  # on a busy machine an answer may come too late
            if isinstance(bench.printer.status(), Ready):
                break
        before = len(bench.papers())
        second = bench.printer.print(SECOND)
        assert isinstance(second, Printed), second
        papers = bench.papers()
        assert len(papers) == before + 1
        assert same(papers[-1], SECOND)
        assert sum(same(paper, FIRST) for paper in papers) <= 1
    finally:
        bench.virtual.stop()
