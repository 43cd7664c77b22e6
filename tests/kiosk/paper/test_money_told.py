"""What the gateway is told of the money where the books learn the end of it late: never less than may be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from devices.payment import outcomes as money
from devices.payment.cctalk import Host
from devices.payment.coin_unit import CcTalkUnit
from devices.payment.journal import JournalError
from devices.payment.machine import Payment
from devices.payment.outcomes import Way
from devices.virtual.coin_unit.mechanism import Mechanism
from devices.virtual.coin_unit.program import UnitProgram
from gateway.contract.certificates import Sums
from gateway.contract.problem import ProblemType
from kiosk.paper import effects, reporter
from kiosk.paper.outcomes import CoinsCompared, Delivered, Issued, PaymentNotReady, Unpaid
from kiosk.portal_outcomes import Refused, Unreachable
from tests.devices.payment.bench import CallWire
from tests.kiosk.paper.counter import FEE, WAIT_S, Counter


class Slots:
    """A terminal with a coin unit, and a hand that puts something in each time the page changes."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.mechanism = folder, Mechanism()
        self.stack = stack
        self.start()

    def start(self) -> None:
        """The terminal begins, over the books that lie there."""
        wire = CallWire(UnitProgram(self.mechanism, echo=True), lambda: None)
        unit = CcTalkUnit(Host(wire), pause=lambda _: None)
        self.counter = Counter(self.folder, self.stack, Way.COINS, unit=unit)

    def pay(self, *hands: int | Callable[[], object]) -> object:
        """Issue and pay, putting that in and then nothing more."""
        assert isinstance(self.counter.issue(), Issued)
        effect, todo = effects.Pay(FEE, Way.COINS), iter(hands)

        def progressed() -> None:
            match next(todo, None):
                case None:
                    effect.told("stop_paying")
                case int(piece):
                    self.mechanism.insert(piece)
                case act:
                    act()

        self.counter.progressed = progressed
        return self.counter.desk.pay(effect)

    def told(self) -> list[tuple[str, str, Sums | None]]:
        """All that the gateway heard, in order."""
        assert self.counter.desk._reporter.wait_told(WAIT_S)
        return [(each.result, each.payment.state, each.payment.sums) for each in self.counter.issuing.told]


def sums(kept: int = 0, returned: int = 0, owed: int = 0, unclear: int = 0) -> Sums:
    return Sums(kept=kept, returned=returned, owed=owed, unclear=unclear)


@pytest.fixture
def slots(tmp_path: Path) -> Iterator[Slots]:
    with ExitStack() as stack:
        yield Slots(tmp_path, stack)


# --- counted after the report -----------------------------------------------------------------------------------------


def test_a_coin_that_is_counted_after_the_report_is_told(slots: Slots) -> None:
    assert slots.pay(100) == Unpaid(money.Refunded(100))
    slots.mechanism.insert(50, late=True)
    assert slots.told() == [("not_printed", "returned", sums(returned=100))]
    slots.pay()  # her who comes next: the unit is looked at
    assert slots.told()[1:] == [
        ("not_printed", "nothing", sums()),
        ("not_printed", "owed", sums(returned=100, owed=50)),
    ]


def test_a_coin_that_is_counted_by_the_next_start_is_told(slots: Slots) -> None:
    slots.pay(100)
    slots.mechanism.insert(50, late=True)
    assert slots.told() == [("not_printed", "returned", sums(returned=100))]
    slots.counter.desk.recovered(slots.counter.till.recover())
    assert slots.told()[1:] == [("not_printed", "owed", sums(returned=100, owed=50))]


def test_a_count_whose_report_died_with_the_terminal_is_told_by_the_next_start(slots: Slots) -> None:
    slots.pay(100)
    slots.mechanism.insert(50, late=True)
    assert slots.told()
    slots.counter.till.recover()  # counted; then the power fails
    restart(slots)
    assert slots.told() == [("not_printed", "owed", sums(returned=100, owed=50))]


@pytest.mark.parametrize("how", ["jam", "power"])
def test_what_no_counter_knows_is_unclear_until_somebody_has_looked(slots: Slots, how: str) -> None:
    def goes_wrong() -> None:
        if how == "jam":
            slots.mechanism.jam("slot")
            assert slots.mechanism.insert(100) == "stuck"
        else:
            assert slots.mechanism.insert(100) == "taken"
            slots.mechanism.power(False)

    outcome = slots.pay(goes_wrong)
    assert isinstance(outcome, Unpaid)
    assert isinstance(outcome.money, money.StaffDecide)
    assert outcome.money.unsure
    assert slots.told() == [("not_printed", "unclear", sums())]
    [debt] = slots.counter.desk.open_debts()
    assert isinstance(slots.counter.desk.settle_debt(debt.payment, "looked", "0417"), money.Refunded)
    assert slots.told()[1:] == [("not_printed", "nothing", sums())]
    assert slots.counter.desk.open_debts() == ()


# --- books that fail --------------------------------------------------------------------------------------------------


def test_money_inside_when_the_books_fail_is_unclear_and_settled_by_the_next_start(slots: Slots) -> None:
    def fails() -> None:
        slots.counter.journal.append = broken  # type: ignore[method-assign]
        slots.mechanism.insert(50)

    outcome = slots.pay(100, fails)
    assert outcome == PaymentNotReady(money.BooksNotWritable(100))
    assert slots.told() == [("not_printed", "unclear", sums(unclear=100))]
    restart(slots)
    assert slots.told() == [("not_printed", "owed", sums(owed=150))]


def test_a_paper_whose_money_could_not_be_booked(slots: Slots) -> None:
    assert isinstance(slots.pay(500), money.Paid)
    printing = slots.counter.till.print_begins

    def begins(payment: str) -> money.DeliverOutcome:
        began = printing(payment)
        slots.counter.journal.append = broken  # type: ignore[method-assign]
        return began

    slots.counter.till.print_begins = begins  # type: ignore[method-assign]
    came = slots.counter.print()
    assert isinstance(came, Delivered)
    assert came.money is None
    assert slots.told() == [("printed", "unclear", sums(unclear=500))]
    restart(slots)
    # What the printer said of the paper stands; the gateway would take no other word.
    assert slots.told() == [("printed", "unclear", sums(owed=300, unclear=200))]
    [debt] = slots.counter.desk.open_debts()
    assert debt.paper_unknown
    slots.counter.desk.settle_debt(debt.payment, "earned", "0417")
    assert slots.told()[-1] == ("printed", "owed", sums(kept=200, owed=300))


def test_an_entry_that_was_written_although_the_disk_said_no(tmp_path: Path) -> None:
    """A start finds the payment closed, and tells what the gateway still calls unclear."""
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        append = counter.journal.append

        def says_no(payment: Payment, event: str, at: datetime) -> None:
            append(payment, event, at)
            if event == "PrintEnded":
                raise JournalError("SQLITE_IOERR_FSYNC")

        counter.journal.append = says_no  # type: ignore[method-assign]
        counter.issue()
        counter.pay()
        assert isinstance(counter.print(), Delivered)
        assert counter.desk._reporter.wait_told(WAIT_S)
        assert [(each.result, each.payment.state) for each in counter.issuing.told] == [("printed", "unclear")]
    with ExitStack() as stack:
        again = Counter(tmp_path, stack)
        again.issuing.reports = counter.issuing.reports
        again.desk.recovered(again.till.recover())
        assert again.desk._reporter.wait_told(WAIT_S)
        assert [(each.result, each.payment.state) for each in again.issuing.told] == [("printed", "earned")]


def broken(*_: object) -> None:
    raise JournalError("SQLITE_FULL")


def restart(slots: Slots) -> None:
    """A start over the same disk."""
    slots.counter.desk.close()
    slots.counter.journal.close()
    known = slots.counter.issuing.reports
    slots.start()
    slots.counter.issuing.reports = known
    slots.counter.desk.recovered(slots.counter.till.recover())


# --- what the gateway hears in which order ----------------------------------------------------------------------------


@pytest.mark.parametrize(("trouble", "tries"), [(Unreachable(), 3), (Refused(ProblemType.SESSION_OVER), 1)])
def test_a_report_that_overtakes_its_question_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Unreachable | Refused, tries: int
) -> None:
    """A question without an answer may still be on its way: "nothing known" is no answer to its end."""
    monkeypatch.setattr(reporter, "PAUSES_S", (0.0, 0.0, 0.0, 0.0))
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        counter.issuing.trouble, counter.issuing.late = trouble, 2
        counter.issue()
        assert counter.desk._reporter.wait_told(WAIT_S)
        assert (len(counter.issuing.told), counter.issuing.late) == ((1, 0) if tries == 3 else (0, 1))
        assert not counter.events("report_undelivered")


def test_what_was_said_first_is_heard_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was missed in between: the last word about money is the last that the gateway hears."""
    monkeypatch.setattr(reporter, "PAUSES_S", (0.0,))
    with ExitStack() as stack:
        counter = Counter(tmp_path, stack)
        counter.issuing.deaf = True
        counter.issue()
        counter.pay()
        counter.desk.end_of_stay()
        counter.wait_idle()
        assert counter.desk._reporter.wait_told(WAIT_S)
        counter.issuing.deaf = False
        [debt] = counter.desk.open_debts()
        counter.desk.settle_debt(debt.payment, "handed_back", "0417")
        assert counter.desk._reporter.wait_told(WAIT_S)
        assert [each.payment.state for each in counter.issuing.told] == ["owed", "returned"]


# --- for staff --------------------------------------------------------------------------------------------------------


def test_unit_and_books_side_by_side(slots: Slots) -> None:
    desk = slots.counter.desk
    assert desk.coins() == CoinsCompared(None), "nothing is known of this unit yet"
    slots.pay(100)
    assert desk.coins() == CoinsCompared(0)
    slots.mechanism.insert(50, late=True)
    assert desk.coins() == CoinsCompared(50)
    slots.mechanism.power(False)
    assert desk.coins() == CoinsCompared(None)


def test_where_no_unit_is_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with ExitStack() as stack:
        assert Counter(tmp_path, stack, Way.COUNTER).desk.coins() is None
