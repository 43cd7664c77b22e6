"""The desk: what moves only after what, and that an end of the stay at any instant leaves nothing behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from devices.payment import outcomes as money
from devices.payment.outcomes import Way
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Hindrance
from devices.printers.receipts import outcomes as receipts
from devices.printers.receipts.receipt import Receipt
from kiosk.paper import effects, lost_job, reporter
from kiosk.paper.outcomes import (
    Cleared,
    Decided,
    Decision,
    Delivered,
    DeskBusy,
    Document,
    Issued,
    Mismatch,
    NobodyKnows,
    NoDecision,
    NothingCame,
    NotIssued,
    NoWayToPay,
    PartCame,
    PrinterNotReady,
    ReceiptFate,
    ReceiptsNotReady,
    Unpaid,
)
from kiosk.portal_outcomes import Cancelled, TimedOut
from tests.kiosk.paper.counter import WAIT_S, Counter
from tests.kiosk.paper.test_sealed import paper


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with ExitStack() as stack:
        yield Counter(tmp_path, stack)


@pytest.fixture
def free(tmp_path: Path) -> Iterator[Counter]:
    with ExitStack() as stack:
        yield Counter(tmp_path, stack, Way.FREE)


def settled(counter: Counter) -> dict[str, Any]:
    [fields] = counter.events("certificate_settled")
    return fields


# --- the good way -----------------------------------------------------------------------------------------------------


def test_paid_printed_receipt_reported(counter: Counter) -> None:
    issued = counter.issue(copies=2)
    assert isinstance(issued, Issued)
    assert issued.yen == 400
    assert isinstance(counter.pay(), money.Paid)
    done = counter.print()
    assert isinstance(done, Delivered)
    assert done == Delivered(2, money.Settled(400, 0), ReceiptFate.PRINTED)
    assert counter.printer.orders[0].copies == 2
    assert counter.small.printed == ["slip 400", "paid 400"]
    assert counter.desk.lying.paper
    assert counter.desk.lying.receipt
    report = counter.issuing.wait_report()
    assert (report.result, report.payment.state, report.payment.yen) == ("printed", "earned", 400)
    assert settled(counter)["result"] == "printed"
    counter.desk.taken()
    assert not counter.desk.lying.paper
    assert not counter.desk.busy


def test_free_needs_neither_receipt_nor_clerk(free: Counter) -> None:
    free.small.state = receipts.PaperOut()
    assert isinstance(free.issue(fee=0), Issued)
    assert isinstance(free.desk.pay(effects.Pay(0, Way.FREE)), money.Paid)
    done = free.print()
    assert isinstance(done, Delivered)
    assert done.receipt is ReceiptFate.NONE
    assert free.small.printed == []
    assert free.issuing.wait_report().payment.way == "free"


def test_a_fee_where_nothing_can_be_paid_is_not_asked_for(free: Counter) -> None:
    assert free.issue(fee=200) == NoWayToPay()
    assert free.issuing.asked == []


def test_each_request_has_its_own_id_and_nonce(counter: Counter) -> None:
    for _ in range(3):
        assert isinstance(counter.issue(), Issued)
        counter.desk.end_of_stay()
        counter.wait_idle()
    ids = [asked.request_id for asked in counter.issuing.asked]
    assert len(set(ids)) == 3
    assert len({asked.nonce for asked in counter.issuing.asked}) == 3


# --- before anything moves --------------------------------------------------------------------------------------------


def test_nothing_is_asked_for_while_the_printer_is_not_ready(counter: Counter) -> None:
    counter.printer.state = printing.Hindered(frozenset({Hindrance.PAPER_OUT}))
    assert isinstance(counter.issue(), PrinterNotReady)
    counter.printer.state = printing.Ready()
    counter.small.state = receipts.CoverOpen()
    assert counter.issue() == ReceiptsNotReady(receipts.CoverOpen())
    assert counter.issuing.asked == []


WRONG: dict[str, dict[str, Any]] = {
    "NotOurs.request_id": {"request_id": "11111111-1111-4111-8111-111111111111"},
    "NotOurs.nonce": {"nonce": "m" * 22},
    "NotOurs.owner": {"owner": "o" * 43},
    "NotOurs.terminal": {"terminal": "cd" * 32},
    "NotOurs.copies": {"copies": 9},
    "NotOurs.fee_yen": {"fee_yen": 1},
    "NotOurs.kind": {"kind": "seal_registration"},
    "StatementOld": {"issued_at": 1},
    "OtherBytes": {"sha256": "0" * 64},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_answer_moves_nothing_and_raises_an_alarm(counter: Counter, what: str) -> None:
    counter.issuing.changes = WRONG[what]
    answer = counter.issue()
    assert isinstance(answer, Mismatch)
    [alarm] = counter.events("certificate_mismatch")
    assert alarm["what"] == what
    assert alarm["number"] == answer.incident
    assert counter.printer.orders == []
    assert counter.till.debts() == ()
    report = counter.issuing.wait_report()
    assert (report.result, report.incident) == ("not_printed", answer.incident)
    assert isinstance(counter.print(), NotIssued)


def test_other_bytes_with_a_valid_statement_are_not_printed(counter: Counter) -> None:
    counter.issuing.pdf = lambda: paper() + b"\n"
    assert isinstance(counter.issue(), Mismatch)
    assert counter.printer.orders == []


def test_without_an_answer_the_request_is_reported_not_printed(counter: Counter) -> None:
    counter.issuing.trouble = TimedOut()
    assert counter.issue() == TimedOut()
    assert counter.issuing.wait_report().result == "not_printed"
    assert not counter.desk.busy


def test_printing_needs_the_payment(counter: Counter) -> None:
    assert isinstance(counter.issue(), Issued)
    assert isinstance(counter.print(), NotIssued)
    assert counter.printer.orders == []


def test_only_one_at_a_time(counter: Counter) -> None:
    assert isinstance(counter.issue(), Issued)
    assert counter.issue() == DeskBusy()
    assert len(counter.issuing.asked) == 1


# --- what came of printing --------------------------------------------------------------------------------------------


def test_nothing_came_costs_nothing(counter: Counter) -> None:
    counter.printer.outcome = printing.NotPrinted(printing.Aborted())
    counter.issue()
    counter.pay()
    came = counter.print()
    assert isinstance(came, NothingCame)
    assert isinstance(came.money, money.OwedBack)  # what a clerk took, a clerk gives back
    assert came.money.owed == 200
    assert counter.small.printed[-1] == "owed 200"
    assert counter.issuing.wait_report().payment.state == "owed"
    assert not counter.desk.lying.paper


def test_part_came_is_void(counter: Counter) -> None:
    counter.printer.outcome = printing.PartlyPrinted(1)
    counter.issue()
    counter.pay()
    came = counter.print()
    assert isinstance(came, PartCame)
    assert not counter.desk.lying.paper  # nobody is told to take it as a certificate
    assert counter.desk.lying.void
    report = counter.issuing.wait_report()
    assert (report.result, report.payment.state, report.incident) == ("partly_printed", "owed", came.incident)


@pytest.mark.parametrize("decision", list(Decision))
def test_nobody_knows_until_staff_have_looked(counter: Counter, decision: Decision) -> None:
    counter.printer.outcome = printing.Unknown(printing.WhyUnknown.RECORD_LOST)
    counter.issue()
    counter.pay()
    came = counter.print()
    assert isinstance(came, NobodyKnows)
    assert isinstance(came.money, money.StaffDecide)
    assert counter.desk.undecided is not None
    clerk = threading.Timer(0.05, lambda: counter.desk.decide(decision, "0417"))
    clerk.start()
    assert counter.small.printed == ["slip 200"]  # a 返金票 would say what nobody knows yet
    assert not counter.desk.lying.receipt
    decided = counter.desk.await_decision()
    clerk.join()
    assert isinstance(decided, Decided)
    assert (decided.decision, decided.receipt) == (decision, ReceiptFate.PRINTED)
    good = decision is Decision.GOOD
    assert counter.small.printed == ["slip 200", "paid 200" if good else "owed 200"]
    assert (counter.desk.lying.receipt, counter.desk.lying.refund) == (True, not good)
    [debt] = counter.till.debts() or [None]
    assert (debt is None) == (decision is Decision.GOOD)
    assert counter.events("set_decided")[0]["staff"] == "0417"


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("way", [Way.COUNTER, Way.FREE])
def test_the_gateway_is_told_what_staff_decided(tmp_path: Path, way: Way, decision: Decision) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack, way)
        counter.printer.outcome = printing.Unknown(printing.WhyUnknown.RECORD_LOST)
        counter.issue(fee=200 if way is Way.COUNTER else 0)
        counter.pay(effects.Pay(200 if way is Way.COUNTER else 0, way))
        came = counter.print()
        assert isinstance(came, NobodyKnows)
        counter.desk.decide(decision, "0417")
        assert counter.desk._reporter.wait_told(WAIT_S)
        first, second = counter.issuing.told
        good = decision is Decision.GOOD
        assert (first.result, second.result) == ("unknown", "printed" if good else "partly_printed")
        assert (first.incident, second.incident) == (came.incident, came.incident)
        if way is Way.COUNTER:
            assert (first.payment.state, first.payment.yen) == ("unclear", 200)
            assert (second.payment.state, second.payment.yen) == ("earned" if good else "owed", 200)
        else:
            assert first.payment == second.payment


def test_a_set_that_nobody_looked_at_gets_its_slip_once(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "DECIDE_WITHIN_S", 0.01)
    unknown_set(counter)
    assert counter.desk.await_decision() == NoDecision()
    assert counter.small.printed == ["slip 200", "owed 0"]
    assert counter.desk.lying.refund
    assert counter.desk.decide(Decision.VOID, "0417")
    assert counter.small.printed == ["slip 200", "owed 0"]
    assert not counter.desk.decide(Decision.GOOD, "0417")


def test_a_stay_that_ends_undecided_leaves_its_slip_to_the_staff(counter: Counter) -> None:
    unknown_set(counter)
    counter.desk.end_of_stay()
    for thread in threading.enumerate():
        if thread.name == "paper-slip":
            thread.join(WAIT_S)
    assert counter.small.printed == ["slip 200", "owed 0"]
    assert not counter.desk.clear
    assert not counter.desk.lying.receipt
    assert not counter.desk.decide(Decision.GOOD, "0417")


@pytest.mark.parametrize(
    ("how", "result", "state"),
    [("earned", "printed", "earned"), ("not_earned", "partly_printed", "owed")],
)
def test_the_gateway_hears_of_a_paper_that_staff_settle_later(
    counter: Counter, how: effects.Settling, result: str, state: str
) -> None:
    unknown_set(counter)
    assert counter.desk.open_debts() == ()  # it is decided as a set, as long as she is there
    counter.desk.end_of_stay()
    [debt] = counter.desk.open_debts()
    assert isinstance(counter.desk.settle_debt(debt.payment, how, "0417"), money.Closed)
    assert counter.desk._reporter.wait_told(WAIT_S)
    last = counter.issuing.told[-1]
    assert (last.result, last.payment.state, last.payment.yen) == (result, state, 200)


@pytest.mark.parametrize("came", [printing.NotPrinted(printing.Aborted()), printing.PartlyPrinted(1)])
def test_money_handed_back_changes_nothing_about_the_paper(counter: Counter, came: printing.PrintOutcome) -> None:
    counter.printer.outcome = came
    counter.issue()
    counter.pay()
    counter.print()
    [debt] = counter.desk.open_debts()
    counter.desk.settle_debt(debt.payment, "handed_back", "0417")
    assert counter.desk._reporter.wait_told(WAIT_S)
    first, last = counter.issuing.told
    assert last.result == first.result
    assert (last.payment.state, last.payment.yen) == ("returned", 200)


@pytest.mark.parametrize("way", [Way.COUNTER, Way.FREE])
@pytest.mark.parametrize("printing_began", [False, True])
def test_after_a_power_cut_the_gateway_is_told_and_staff_can_settle_it(
    tmp_path: Path, way: Way, printing_began: bool
) -> None:
    request, yen = "11111111-1111-4111-8111-111111111111", 200 if way is Way.COUNTER else 0
    with ExitStack() as stack:
        before = Counter(tmp_path, stack, way)
        quoted = before.till.quote(request, yen, way)
        assert isinstance(quoted, money.Quoted)
        paying = threading.Thread(target=before.till.pay, args=(request, WAIT_S, lambda _: None))
        paying.start()
        while way is Way.COUNTER and not isinstance(
            before.till.confirm_slip(quoted.slip.number, "0417"), money.Confirmed
        ):
            pass
        paying.join(WAIT_S)
        if printing_began:
            assert isinstance(before.till.print_begins(request), money.Paid)
    with ExitStack() as stack:
        after = Counter(tmp_path, stack, way)
        after.desk.recovered(after.till.recover())
        assert after.desk._reporter.wait_told(WAIT_S)
        told = after.issuing.reports[request]
        assert told.result == ("unknown" if printing_began else "not_printed")
        assert told.payment.state == ("nothing" if not yen else "unclear" if printing_began else "owed")
        if printing_began:
            [debt] = after.desk.open_debts()
            after.desk.settle_debt(debt.payment, "earned", "0417")
            assert after.desk._reporter.wait_told(WAIT_S)
            assert after.issuing.told[-1].result == "printed"


READY = printing.Ready()


def unknown_set(counter: Counter, state: printing.PrinterStatus = READY) -> None:
    """Printed, and nobody knows what. state: of the printer, from then on."""
    counter.printer.outcome = printing.Unknown(printing.WhyUnknown.RECORD_LOST)
    counter.issue()
    counter.pay()
    counter.printer.state = state
    assert isinstance(counter.print(), NobodyKnows)


def test_a_receipt_that_did_not_come_is_told(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.small.outcome = receipts.NotPrinted(receipts.PaperOut())
    assert counter.print() == Delivered(1, money.Settled(200, 0), ReceiptFate.MISSING)


# --- the end of the stay, at every instant ----------------------------------------------------------------------------


def end_while_asked(counter: Counter) -> None:
    counter.issuing.while_asked = counter.desk.end_of_stay
    assert counter.issue() == Cancelled()


def end_after_issue(counter: Counter) -> None:
    counter.issue()
    counter.desk.end_of_stay()


def end_while_paying(counter: Counter) -> None:
    counter.issue()
    paying = effects.Pay(200, Way.COUNTER)
    outcome: list[Any] = []
    worker = threading.Thread(target=lambda: outcome.append(counter.desk.pay(paying)))
    worker.start()
    waits = threading.Event()
    while counter.desk.open_slip is None:
        waits.wait(0.01)
    counter.desk.end_of_stay()
    worker.join(WAIT_S)
    assert isinstance(outcome[0], Unpaid)


def end_after_payment(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.desk.end_of_stay()


def end_while_printing(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.printer.hold = True
    worker = threading.Thread(target=counter.print)
    worker.start()
    assert counter.printer.begun.wait(WAIT_S)
    counter.desk.end_of_stay()
    worker.join(WAIT_S)


ENDS = (end_while_asked, end_after_issue, end_while_paying, end_after_payment, end_while_printing)


@pytest.mark.parametrize("end", ENDS)
def test_an_end_of_the_stay_kills_the_whole_transaction(counter: Counter, end: Callable[[Counter], None]) -> None:
    end(counter)
    counter.wait_idle()
    assert counter.issuing.wait_report().result == "not_printed"
    assert isinstance(counter.print(), NotIssued)  # the permission is void
    assert isinstance(counter.desk.pay(effects.Pay(200, Way.COUNTER)), NotIssued)
    balance = counter.till.reconcile()
    assert balance is not None
    assert balance.kept == 0
    assert balance.held == 0
    # A slip that came out after she went is worth money, and not the next one's.
    owed = "owed 200" in counter.small.printed
    assert counter.desk.clear is not owed
    assert counter.desk.lying.left is owed
    if owed:
        assert counter.desk.cleared_away("0417") == Cleared()
    # Whoever comes next is served as if nothing had been.
    counter.printer.hold = False
    counter.issuing.while_asked = lambda: None
    assert isinstance(counter.issue(), Issued)


@pytest.mark.parametrize("end", ENDS)
def test_no_byte_of_the_document_stays(counter: Counter, end: Callable[[Counter], None]) -> None:
    before = documents()  # of other tests' modules
    end(counter)
    counter.wait_idle()
    assert documents() <= before


def documents() -> set[int]:
    """Every document that is alive."""
    gc.collect()
    return {id(thing) for thing in gc.get_objects() if isinstance(thing, Document)}


def test_paper_that_came_out_while_she_went_closes_the_terminal(counter: Counter) -> None:
    counter.printer.when_cancelled = printing.PartlyPrinted(1)
    end_while_printing(counter)
    counter.wait_idle()
    assert not counter.desk.clear
    assert counter.events("paper_left")
    counter.desk.cleared_away("0417")
    assert counter.desk.clear


NOT_SURE = (
    printing.Offline(),
    printing.Hindered(frozenset({Hindrance.OTHER_JOB})),
    printing.Hindered(frozenset({Hindrance.JAM})),
    printing.Unclear("test"),
)


@pytest.mark.parametrize("state", NOT_SURE, ids=str)
def test_nothing_is_cleared_away_before_the_printer_is_known_to_hold_nothing(
    counter: Counter, state: printing.NotReady
) -> None:
    counter.printer.when_cancelled = printing.Unknown(printing.WhyUnknown.PRINTER_SILENT)
    end_while_printing(counter)
    counter.wait_idle()
    counter.printer.state = state
    assert counter.desk.cleared_away("0417") == PrinterNotReady(state)
    assert not counter.desk.clear
    assert counter.events("paper_cleared_away") == []
    counter.printer.state = printing.Ready()
    assert counter.desk.cleared_away("0417") == Cleared()
    assert counter.desk.clear


def test_nothing_is_cleared_away_while_a_set_is_printed(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.printer.hold = True
    worker = threading.Thread(target=counter.print)
    worker.start()
    assert counter.printer.begun.wait(WAIT_S)
    assert counter.desk.cleared_away("0417") == DeskBusy()
    counter.desk.end_of_stay()
    worker.join(WAIT_S)


def test_a_printer_that_was_lost_is_asked_until_it_holds_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_job, "ASK_EVERY_S", 0.01)
    answers = iter((printing.Offline(), printing.Hindered(frozenset({Hindrance.OTHER_JOB})), printing.Ready()))
    asked, over = [], threading.Event()

    def status() -> printing.PrinterStatus:
        asked.append(next(answers))
        if isinstance(asked[-1], printing.Ready):
            over.set()
        return asked[-1]

    counter.issue()
    counter.pay()
    counter.printer.outcome = printing.Unknown(printing.WhyUnknown.PRINTER_SILENT)
    counter.printer.status = status  # type: ignore[method-assign]
    counter.print()
    assert over.wait(WAIT_S)
    for thread in threading.enumerate():
        if thread.name == "paper-lost-job":
            thread.join(WAIT_S)
    assert len(asked) == 3


def test_while_the_printer_is_still_mute_her_sheets_are_not_over(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff found the set whole, she took it and went; and yet the printer may put out something more."""
    monkeypatch.setattr(lost_job, "ASK_EVERY_S", 0.01)
    unknown_set(counter, printing.Offline())
    assert counter.desk.decide(Decision.GOOD, "0417")
    counter.desk.taken()
    counter.desk.end_of_stay()
    assert not counter.desk.clear
    assert counter.desk.cleared_away("0417") == PrinterNotReady(printing.Offline())
    counter.printer.state = printing.Ready()
    assert counter.desk.cleared_away("0417") == Cleared()
    assert counter.desk.clear


def test_leaving_without_a_word_makes_the_next_one_look(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.print()
    counter.desk.end_of_stay()
    assert counter.desk.lying.untaken
    assert not counter.desk.clear
    counter.desk.looked_for_paper(found=False)
    assert counter.desk.clear


def test_untaken_paper_that_is_found_is_for_the_staff(counter: Counter) -> None:
    counter.issue()
    counter.pay()
    counter.print()
    counter.desk.end_of_stay()
    counter.desk.looked_for_paper(found=True)
    assert counter.desk.lying.left
    counter.desk.cleared_away("0417")
    assert counter.desk.clear


@pytest.mark.parametrize(
    "came",
    [printing.PartlyPrinted(1), printing.Unknown(printing.WhyUnknown.RECORD_LOST), printing.Printed(2)],
    ids=lambda came: type(came).__name__,
)
def test_not_for_a_moment_free_while_paper_of_somebody_gone_lies_there(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, came: printing.PrintOutcome
) -> None:
    drop, clear = counter.desk._ending.drop, []

    def watched(*about: Any) -> None:
        drop(*about)
        clear.append(counter.desk.clear)

    monkeypatch.setattr(counter.desk._ending, "drop", watched)
    counter.printer.when_cancelled = came
    end_while_printing(counter)
    counter.wait_idle()
    assert clear == [False]


@pytest.mark.parametrize("end", [end_after_payment, end_while_printing])
@pytest.mark.parametrize(
    ("outcome", "lies_there"),
    [
        (receipts.Printed(receipts.Ready()), True),
        (receipts.Unknown(receipts.PrintDoubt.LINE_LOST, receipts.Offline()), True),
        (receipts.NotPrinted(receipts.PaperOut(), begun=True), True),
        (receipts.NotPrinted(receipts.PaperOut()), False),
    ],
    ids=str,
)
def test_a_slip_that_comes_after_she_went_is_not_the_next_ones(
    tmp_path: Path, end: Callable[[Counter], None], outcome: receipts.ReceiptOutcome, lies_there: bool
) -> None:
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        counter.small.outcome = outcome
        end(counter)
        counter.wait_idle()
        assert counter.small.printed[-1] == "owed 200"
        assert not counter.desk.lying.receipt
        assert counter.desk.lying.left is lies_there
        assert counter.desk.clear is not lies_there
    with ExitStack() as stack:
        assert Counter(tmp_path, stack).desk.lying.left is lies_there, "a restart does not forget it"


def test_while_such_a_slip_is_printed_a_power_cut_does_not_forget_it(counter: Counter, tmp_path: Path) -> None:
    known: list[str] = []
    put_out = counter.small.print

    def watched(receipt: Receipt, deadline_s: float = 30.0) -> receipts.ReceiptOutcome:
        known.append((tmp_path / "payments.sqlite-tray").read_text())
        return put_out(receipt, deadline_s)

    counter.issue()
    counter.pay()
    counter.small.print = watched  # type: ignore[method-assign]
    counter.desk.end_of_stay()
    counter.wait_idle()
    assert known == ["left"]


def test_leaving_before_the_staff_have_looked_closes_the_terminal(counter: Counter) -> None:
    counter.printer.outcome = printing.Unknown(printing.WhyUnknown.PRINTER_SILENT)
    counter.issue()
    counter.pay()
    counter.print()
    waiting: list[Any] = []
    worker = threading.Thread(target=lambda: waiting.append(counter.desk.await_decision()))
    worker.start()
    counter.desk.end_of_stay()
    worker.join(WAIT_S)
    assert waiting == [NoDecision()]
    assert counter.desk.lying.left
    assert not counter.desk.clear


def test_leaving_void_sheets_behind_closes_the_terminal(counter: Counter) -> None:
    counter.printer.outcome = printing.PartlyPrinted(1)
    counter.issue()
    counter.pay()
    counter.print()
    counter.desk.end_of_stay()
    assert not counter.desk.clear
    counter.desk.cleared_away("0417")
    assert counter.desk.clear


def test_handing_void_sheets_over_leaves_nothing(counter: Counter) -> None:
    counter.printer.outcome = printing.PartlyPrinted(1)
    counter.issue()
    counter.pay()
    counter.print()
    counter.desk.taken()
    counter.desk.end_of_stay()
    assert counter.desk.clear


def test_a_key_on_the_page_stops_paying(counter: Counter) -> None:
    counter.issue()
    paying = effects.Pay(200, Way.COUNTER)
    outcome: list[Any] = []
    worker = threading.Thread(target=lambda: outcome.append(counter.desk.pay(paying)))
    worker.start()
    waits = threading.Event()
    while counter.desk.open_slip is None:
        waits.wait(0.01)
    paying.told("stop_paying")
    worker.join(WAIT_S)
    assert outcome == [Unpaid(money.Refunded(0))]
    assert counter.issuing.wait_report().payment.state == "nothing"
    assert not counter.desk.busy


# --- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_that_never_gets_through_is_in_the_log(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporter, "PAUSES_S", (0.0, 0.01, 0.01))
    counter.issuing.deaf = True
    counter.issue()
    counter.desk.end_of_stay()
    counter.wait_idle()
    assert counter.desk._reporter.wait_told(WAIT_S)
    assert counter.events("report_undelivered")
    first = counter.issuing.asked[-1].request_id
    counter.issuing.deaf = False
    counter.issue()
    counter.desk.end_of_stay()
    counter.wait_idle()
    assert counter.desk._reporter.wait_told(WAIT_S)
    assert first in counter.issuing.reports


def test_a_clerk_who_looks_does_not_cost_a_resident_her_paper(counter: Counter) -> None:
    """Printers turn away whoever comes while they are spoken to."""
    counter.issue()
    counter.pay()
    asked, answer = threading.Event(), threading.Event()
    status = counter.printer.status

    def slow() -> printing.PrinterStatus:
        asked.set()
        assert answer.wait(WAIT_S)
        return status()

    counter.printer.status = slow  # type: ignore[method-assign]
    clerk = threading.Thread(target=counter.desk.devices)
    clerk.start()
    assert asked.wait(WAIT_S)
    outcome: list[Any] = []
    worker = threading.Thread(target=lambda: outcome.append(counter.print()))
    worker.start()
    assert not counter.printer.begun.wait(0.1)
    answer.set()
    worker.join(WAIT_S)
    clerk.join(WAIT_S)
    assert isinstance(outcome[0], Delivered)
