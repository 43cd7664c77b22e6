"""One payment after the other, through all three ways and what can happen on them."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest

from devices.payment.outcomes import (
    AlreadyUsed,
    AmountNotPossible,
    BooksNotWritable,
    CoinsNotPossible,
    CoinTrouble,
    Confirmed,
    CountedLater,
    Delivery,
    GiveUpReason,
    NotNow,
    OtherPaymentOpen,
    OwedBack,
    Paid,
    Refunded,
    Settled,
    SlipClosed,
    SlipUnknown,
    StaffDecide,
    State,
    Stopped,
    Way,
)
from devices.virtual.coin_unit.faults import parse
from tests.devices.payment.bench import Bench, Died


def test_free(bench: Bench) -> None:
    bench.quote(0, Way.FREE)
    assert bench.pay() == Paid(0, 0, 0)
    assert bench.till.print_begins("r-1") == Paid(0, 0, 0)
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(0, 0)
    assert [note.event for note in bench.notes] == ["Quoted", "Begin", "PrintBegins", "PrintEnded"]


# --- coins -----------------------------------------------------------------------------------------------------------


def test_change_comes_with_the_paper(bench: Bench) -> None:
    quoted = bench.quote(300)
    assert (quoted.takes, quoted.exact_only) == ((10, 50, 100, 500, 1000), False)
    assert bench.pay([100, 500]) == Paid(300, 600, 300)
    assert [(p.inserted, p.missing) for p in bench.shown] == [(0, 300), (100, 200)]
    assert bench.mechanism.accepting() == frozenset()
    assert bench.mechanism.vault.tray == 0
    assert isinstance(bench.till.print_begins("r-1"), Paid)
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 300)
    assert bench.mechanism.vault.tray == 300
    assert bench.till.debts() == ()
    balance = bench.till.reconcile()
    assert balance is not None
    assert (balance.received, balance.kept, balance.returned, balance.unit_difference) == (600, 300, 300, 0)


@pytest.mark.parametrize("delivery", [Delivery.NOT_PRINTED, Delivery.PARTLY])
def test_no_whole_paper_no_charge(bench: Bench, delivery: Delivery) -> None:
    bench.quote(300)
    bench.pay([1000])
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", delivery) == Refunded(1000)
    assert bench.mechanism.vault.tray == 1000


def test_nobody_knows_about_the_paper(bench: Bench) -> None:
    quoted = bench.quote(300)
    bench.pay([500])
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.UNKNOWN) == StaffDecide(200, 0, 300, quoted.slip)
    (debt,) = bench.till.debts()
    assert (debt.paper_unknown, debt.unclear, debt.owed) == (True, 300, 0)
    assert bench.till.decide_paper("r-1", "clerk-7", earned=False) == OwedBack(0, 200, 300, quoted.slip)
    assert bench.till.handed_back("r-1", "clerk-7") == Refunded(500)
    assert bench.till.handed_back("r-1", "clerk-7") == NotNow(State.REFUNDED)
    assert bench.till.debts() == ()
    assert bench.notes[-1].staff == "clerk-7"


def test_time_out_with_coins_in(bench: Bench) -> None:
    bench.quote(300)
    assert bench.pay([100, 100]) == Stopped(GiveUpReason.TIME_OUT, None, Refunded(200))
    assert bench.shown[-1].inserted == 200
    assert bench.mechanism.vault.tray == 200
    assert bench.mechanism.accepting() == frozenset()


def test_the_resident_stops_with_coins_in(bench: Bench) -> None:
    bench.quote(300)
    stopped: list[object] = []

    def stop() -> None:
        stopped.append(bench.till.give_up("r-1", GiveUpReason.RESIDENT))

    other = threading.Thread(target=stop)

    def press_stop() -> None:
        other.start()
        with bench.till._register.news:
            assert bench.till._register.news.wait_for(lambda: "r-1" in bench.till._stops, 10)

    assert bench.pay([100, press_stop]) == Stopped(GiveUpReason.RESIDENT, None, Refunded(100))
    other.join()
    assert stopped == [Refunded(100)]


def test_the_end_of_the_session_between_paying_and_printing(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([500])
    assert bench.till.give_up("r-1", GiveUpReason.SESSION_END) == Refunded(500)
    assert bench.till.print_begins("r-1") == NotNow(State.REFUNDED)


def test_the_end_of_the_session_while_printing_changes_nothing(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([100, 100, 100])
    bench.till.print_begins("r-1")
    assert bench.till.give_up("r-1", GiveUpReason.SESSION_END) == NotNow(State.DELIVERING)
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 0)


def test_nothing_twice(bench: Bench) -> None:
    bench.quote(300)
    assert bench.till.quote("r-1", 300, Way.COINS) == OtherPaymentOpen()
    assert bench.till.quote("r-2", 300, Way.COUNTER) == OtherPaymentOpen()
    bench.pay([100, 100, 100])
    assert bench.pay([100]) == NotNow(State.PAID)
    bench.till.print_begins("r-1")
    assert bench.till.print_begins("r-1") == NotNow(State.DELIVERING)
    bench.till.print_ended("r-1", Delivery.NOT_PRINTED)
    assert bench.till.print_ended("r-1", Delivery.NOT_PRINTED) == NotNow(State.REFUNDED)
    assert bench.mechanism.vault.tray == 300
    assert bench.till.quote("r-1", 300, Way.COINS) == AlreadyUsed()


def test_no_paper_without_money(bench: Bench) -> None:
    bench.quote(300)
    assert bench.till.print_begins("r-1") == NotNow(State.QUOTED)
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == NotNow(State.QUOTED)
    assert bench.till.print_begins("r-2") == NotNow(None)


def test_a_coin_behind_the_closing_slot_comes_back(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([100, 100, 100])
    bench.mechanism.insert(100, late=True)
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 100)


def test_a_coin_that_came_after_the_end_is_owed_to_its_payment(bench: Bench) -> None:
    first = bench.quote(300)
    bench.pay([100])
    bench.mechanism.insert(50, late=True)
    bench.quote(300, id="r-2")
    assert bench.state("r-1") == "owed"
    (debt,) = bench.till.debts()
    assert (debt.payment, debt.slip, debt.owed) == ("r-1", first.slip.number, 50)
    assert bench.till.counted_later() == (CountedLater("r-1", Way.COINS, OwedBack(0, 100, 50, first.slip)),)


def test_one_coin_reported_twice_counts_once(bench: Bench) -> None:
    bench.quote(300)
    bench.mechanism.report_twice()
    assert bench.pay([100, 100, 100]) == Paid(300, 300, 0)
    assert bench.mechanism.vault.money_in == 300


def test_more_coins_at_once_than_the_unit_remembers(bench: Bench) -> None:
    bench.quote(100)

    def handful() -> None:
        for _ in range(8):
            bench.mechanism.insert(10)

    assert bench.pay([handful, 10, 10]) == Paid(100, 100, 0)


def test_exact_amount_only(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "j.db", float_coins=0)
    quoted = bench.quote(300)
    assert quoted.exact_only
    assert quoted.takes == (10, 50, 100)

    def falls_through() -> None:
        assert bench.mechanism.insert(500) == "returned"
        assert bench.mechanism.insert(1000) == "returned"
        bench.mechanism.insert(100)

    assert bench.pay([100, falls_through, 100]) == Paid(300, 300, 0)
    assert [p.takes for p in bench.shown] == [(10, 50, 100)] * 3
    assert all(p.exact_only for p in bench.shown)
    bench.journal.close()


def test_amounts_that_coins_cannot_pay(bench: Bench) -> None:
    assert bench.till.quote("r-1", 305, Way.COINS) == AmountNotPossible()
    assert bench.till.quote("r-1", 20_010, Way.COINS) == AmountNotPossible()
    for yen, way in ((-10, Way.COUNTER), (0, Way.COINS), (300, Way.FREE)):
        with pytest.raises(ValueError):
            bench.till.quote("r-1", yen, way)
    with pytest.raises(ValueError):
        bench.till.quote("太郎", 300, Way.COUNTER)


# --- a coin unit in trouble ------------------------------------------------------------------------------------------


def test_no_unit_no_coins(bench: Bench, tmp_path: Path) -> None:
    bench.mechanism.power(False)
    assert bench.till.quote("r-1", 300, Way.COINS) == CoinsNotPossible(CoinTrouble.SILENT)
    bench.quote(300, Way.COUNTER)
    without = Bench(tmp_path / "other.db", with_unit=False)
    assert without.till.quote("r-1", 300, Way.COINS) == CoinsNotPossible(CoinTrouble.SILENT)
    assert without.till.recover().unit is None
    without.journal.close()


def test_short_change(bench: Bench) -> None:
    for coin in (10, 50, 100):
        bench.mechanism.empty(coin, leave=1)
    quoted = bench.quote(300)
    bench.pay([1000])
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == OwedBack(300, 660, 40, quoted.slip)
    assert bench.mechanism.vault.tray == 660
    assert bench.till.handed_back("r-1", "clerk-7") == Settled(300, 700)


def test_the_hoppers_jam_in_the_middle(bench: Bench) -> None:
    quoted = bench.quote(300)
    bench.pay([1000])
    bench.mechanism.jam("payout", after=2)
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == OwedBack(300, 600, 100, quoted.slip)
    assert bench.till.quote("r-2", 300, Way.COINS) == CoinsNotPossible(CoinTrouble.JAMMED)
    bench.mechanism.repair()
    bench.quote(300, id="r-2")


def test_a_coin_sticks(bench: Bench) -> None:
    bench.quote(300)
    stick = partial(bench.mechanism.jam, "slot")

    def jam_and_insert() -> None:
        stick()
        bench.mechanism.insert(100)

    stopped = bench.pay([100, jam_and_insert])
    assert isinstance(stopped, Stopped)
    assert (stopped.reason, stopped.trouble) == (GiveUpReason.UNIT, CoinTrouble.JAMMED)
    # What was counted is out; the one that sticks stands in no counter, and she has a number for it.
    assert isinstance(stopped.result, StaffDecide)
    assert (stopped.result.returned, stopped.result.owed, stopped.result.unsure) == (100, 0, True)
    assert bench.mechanism.vault.stuck == 100


def test_power_fails_while_money_is_taken(bench: Bench) -> None:
    quoted = bench.quote(300)
    outcome = bench.pay([100, partial(bench.mechanism.power, False)])
    unsure = StaffDecide(0, 100, 0, quoted.slip, unsure=True)
    assert outcome == Stopped(GiveUpReason.UNIT, CoinTrouble.SILENT, unsure)


def test_power_fails_before_the_first_coin_is_counted(bench: Bench) -> None:
    """She must not be told that nothing was put in."""
    quoted = bench.quote(300)

    def insert_and_fail() -> None:
        bench.mechanism.insert(10)
        bench.mechanism.power(False)

    outcome = bench.pay([insert_and_fail])
    unsure = StaffDecide(0, 0, 0, quoted.slip, unsure=True)
    assert outcome == Stopped(GiveUpReason.UNIT, CoinTrouble.SILENT, unsure)
    (debt,) = bench.till.debts()
    assert (debt.payment, debt.owed, debt.unsure) == ("r-1", 0, True)
    assert bench.till.counted_later() == ()
    bench.mechanism.power(True)
    bench.quote(300, id="r-2")
    counted = StaffDecide(0, 10, 0, quoted.slip, unsure=True)
    assert bench.till.counted_later() == (CountedLater("r-1", Way.COINS, counted),)
    assert bench.till.counted_later() == (), "each once"
    assert bench.till.handed_back("r-1", "clerk-7") == StaffDecide(10, 0, 0, quoted.slip, unsure=True)
    assert bench.till.decide_doubt("r-1", "clerk-7", came_out=False) == Refunded(10)
    assert bench.till.debts() == ()


def test_a_coin_sticks_in_the_moment_she_stops(bench: Bench) -> None:
    """The unit is asked once more after its slots have closed, not only while money is awaited."""
    quoted = bench.quote(300)
    threads: list[threading.Thread] = []

    def stick_and_stop() -> None:
        bench.mechanism.jam("slot")
        assert bench.mechanism.insert(100) == "stuck"
        threads.append(threading.Thread(target=bench.till.give_up, args=("r-1", GiveUpReason.RESIDENT)))
        threads[0].start()
        with bench.till._register.news:
            assert bench.till._register.news.wait_for(lambda: "r-1" in bench.till._stops, 10)

    outcome = bench.pay([stick_and_stop])
    threads[0].join()
    assert outcome == Stopped(GiveUpReason.RESIDENT, None, StaffDecide(0, 0, 0, quoted.slip, unsure=True))
    bench.mechanism.repair()
    bench.restart()  # what nobody looked after is not forgotten
    bench.till.recover()
    assert [debt.unsure for debt in bench.till.debts()] == [True]


def test_power_fails_for_a_moment(bench: Bench) -> None:
    bench.quote(300)

    def flicker() -> None:
        bench.mechanism.power(False)
        bench.mechanism.power(True)

    assert bench.pay([100, flicker, 100, 100]) == Paid(300, 300, 0)


def test_the_answer_to_the_order_is_lost(bench: Bench) -> None:
    """It was taken: money comes once. It wasn't: it is owed, not ordered again by guess."""
    bench.quote(300)
    bench.pay([500])
    bench.program.order(parse("drop@after-PAY"))
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 200)
    quoted = bench.quote(300, id="r-2")
    bench.pay([500], id="r-2")
    bench.program.order(parse("drop@PAY"))
    bench.till.print_begins("r-2")
    assert bench.till.print_ended("r-2", Delivery.PRINTED) == OwedBack(300, 0, 200, quoted.slip)
    assert bench.mechanism.vault.tray == 200


def test_silent_after_the_order_then_found_again(bench: Bench) -> None:
    quoted = bench.quote(300)
    bench.pay([500])
    bench.program.order(parse("mute@after-PAY"))
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == StaffDecide(0, 0, 200, quoted.slip, 300)
    for _ in range(5):
        bench.mechanism.tick()
    bench.program.clear()
    bench.quote(300, id="r-2")  # the next look at its counters settles it
    assert bench.state("r-1") == "settled"
    assert bench.till.debts() == ()


def test_an_order_is_never_given_twice(bench: Bench) -> None:
    """Silent right after the order, for as long as one looks; then it answers again."""
    bench.quote(300)
    bench.pay([500])

    def fall_silent() -> None:
        if bench.mechanism.volatile.order is not None:
            bench.mechanism.listeners.clear()
            for _ in range(3):
                bench.program.order(parse("drop@ACTIVITY"))

    bench.mechanism.listeners.append(fall_silent)
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 200)
    assert not bench.mechanism.listeners
    assert bench.program.commands.count("PAY") == 1
    assert bench.mechanism.vault.tray == 200


@pytest.mark.parametrize("power_stays", [True, False])
def test_terminal_and_unit_both_lost_with_an_order_under_way(bench: Bench, power_stays: bool) -> None:
    """A start that can't ask the unit must not owe what may lie in the tray."""
    bench.quote(300)
    bench.pay([500])
    bench.till.print_begins("r-1")

    def die() -> None:
        if bench.mechanism.volatile.order is not None:
            bench.mechanism.listeners.clear()
            bench.moments_left = 0

    bench.mechanism.listeners.append(die)
    with pytest.raises(Died):
        bench.till.print_ended("r-1", Delivery.PRINTED)
    if not power_stays:
        bench.mechanism.power(False)
    bench.program.order(parse("mute@ANY"))
    bench.restart()
    recovery = bench.till.recover()
    assert recovery.unit is CoinTrouble.SILENT
    assert isinstance(recovery.ended[0].result, StaffDecide)
    assert recovery.debts[0].unclear == 200
    while bench.mechanism.volatile.order is not None:
        bench.mechanism.tick()
    bench.mechanism.power(True)
    bench.program.clear()
    bench.quote(300, id="r-2")  # the next look at its counters settles it
    assert bench.state() == ("settled" if power_stays else "owed")
    assert bench.mechanism.vault.tray + sum(debt.owed for debt in bench.till.debts()) == 200


def test_counters_prove_nothing_while_coins_come_out(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([100, 100, 100])
    bench.mechanism.order_out(400)
    during = bench.till.reconcile()
    while bench.mechanism.volatile.order is not None:
        bench.mechanism.tick()
    after = bench.till.reconcile()
    assert during is not None
    assert after is not None
    assert (during.unit_difference, after.unit_difference) == (None, -400)


def test_staff_settle_a_doubt(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([500])
    bench.program.order(parse("mute@after-PAY"))
    bench.till.print_begins("r-1")
    bench.till.print_ended("r-1", Delivery.PRINTED)
    assert bench.till.decide_paper("r-1", "clerk-7", earned=True) == NotNow(State.UNCLEAR)
    assert bench.till.decide_doubt("r-1", "clerk-7", came_out=True) == Settled(300, 200)


@pytest.mark.parametrize(
    ("fault", "came_out", "state", "difference"),
    [
        ("mute@after-PAY", True, "settled", 0),
        ("mute@after-PAY", False, "settled", 0),  # not handed back yet: the counters know better
        ("mute@PAY", True, "settled", 200),  # the clerk was wrong; 200 yen too much are in the unit
        ("mute@PAY", False, "owed", 0),
    ],
)
def test_a_doubt_that_staff_settled_counts_once_when_the_unit_is_found_again(
    bench: Bench, fault: str, came_out: bool, state: str, difference: int
) -> None:
    bench.quote(300)
    bench.pay([500])
    bench.program.order(parse(fault))
    bench.till.print_begins("r-1")
    assert isinstance(bench.till.print_ended("r-1", Delivery.PRINTED), StaffDecide)
    bench.till.decide_doubt("r-1", "clerk-7", came_out=came_out)
    for _ in range(5):
        bench.mechanism.tick()
    bench.program.clear()
    bench.quote(300, id="r-2")
    balance = bench.till.reconcile()
    assert balance is not None
    assert (bench.state(), balance.kept, balance.by_hand, balance.unit_difference) == (state, 300, 0, difference)


def test_another_unit_in_the_middle_proves_nothing(bench: Bench) -> None:
    quoted = bench.quote(300)

    def swap() -> None:
        bench.mechanism.vault.serial += 10
        bench.mechanism.vault.money_in += 10_000
        bench.mechanism.insert(10)

    outcome = bench.pay([100, swap])
    unsure = StaffDecide(0, 100, 0, quoted.slip, unsure=True)
    assert outcome == Stopped(GiveUpReason.UNIT, CoinTrouble.COUNTERS, unsure)
    assert bench.mechanism.vault.tray == 0


@pytest.mark.parametrize("action", ["drop", "drop@after-", "corrupt", "double", "late"])
@pytest.mark.parametrize(
    "command", ["CREDIT", "BILLS", "MONEY_IN", "MONEY_OUT", "NOTES", "SERIAL", "ACTIVITY", "VERIFY"]
)
def test_one_bad_answer_changes_no_amount(bench: Bench, action: str, command: str) -> None:
    bench.quote(300)
    text = action + command if action.endswith("-") else f"{action}@{command}"

    def fault(piece: int) -> None:
        bench.program.order(parse(text))
        bench.mechanism.insert(piece)

    assert bench.pay([partial(fault, 100), partial(fault, 50), partial(fault, 500)]) == Paid(300, 650, 350)
    bench.till.print_begins("r-1")
    bench.program.clear()
    bench.program.order(parse(text))
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 350)


def test_after_a_power_cut_the_slots_are_closed(bench: Bench) -> None:
    """Nobody is paying: whoever comes by must not feed the payment of somebody who has left."""
    bench.quote(300)

    def die() -> None:
        raise Died

    with pytest.raises(Died):
        bench.pay([100, die])
    assert bench.mechanism.accepting()
    bench.restart()
    assert isinstance(bench.till.recover().ended[0].result, OwedBack)
    assert bench.mechanism.accepting() == frozenset()


def test_a_start_that_cannot_ask_the_unit_does_not_say_that_nothing_was_put_in(bench: Bench) -> None:
    quoted = bench.quote(300)

    def die() -> None:
        bench.mechanism.insert(50)
        raise Died

    with pytest.raises(Died):
        bench.pay([die])
    bench.mechanism.power(False)
    bench.restart()
    assert bench.till.recover().ended[0].result == StaffDecide(0, 0, 0, quoted.slip, unsure=True)


def test_a_unit_that_comes_back_with_open_slots_is_closed_by_the_next_quote(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([100, partial(bench.program.order, parse("mute@ANY"))])
    bench.program.clear()
    assert bench.mechanism.accepting()
    bench.quote(300, id="r-2")
    assert bench.mechanism.accepting() == frozenset()


def test_another_unit_begins_its_own_account(bench: Bench) -> None:
    bench.quote(300)
    bench.pay([100, 500])
    bench.till.print_begins("r-1")
    bench.till.print_ended("r-1", Delivery.PRINTED)
    bench.mechanism.vault.serial += 10
    bench.mechanism.vault.money_in = 5000
    balance = bench.till.reconcile()
    assert balance is not None
    assert balance.unit_difference is None
    bench.quote(300, id="r-2")
    bench.pay([100], id="r-2")
    balance = bench.till.reconcile()
    assert balance is not None
    assert balance.unit_difference == 0


# --- the counter -----------------------------------------------------------------------------------------------------


def test_at_the_counter(bench: Bench) -> None:
    quoted = bench.quote(300, Way.COUNTER)
    came: list[object] = []
    payer = threading.Thread(target=lambda: came.append(bench.pay()))
    payer.start()
    with bench.till._register.news:
        assert bench.till._register.news.wait_for(lambda: bench.state() == "paying", 10)
    assert bench.till.confirm_slip("12345678", "clerk-7") == SlipUnknown()
    assert bench.till.confirm_slip(quoted.slip.qr, "clerk-7") == Confirmed(300)
    payer.join()
    assert came == [Paid(300, 300, 0)]
    assert bench.till.confirm_slip(quoted.slip.number, "clerk-7") == SlipClosed(State.PAID)
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.PRINTED) == Settled(300, 0)


def test_paid_at_the_counter_but_not_printed(bench: Bench) -> None:
    quoted = bench.quote(300, Way.COUNTER)
    payer = threading.Thread(target=bench.pay)
    payer.start()
    with bench.till._register.news:
        assert bench.till._register.news.wait_for(lambda: bench.state() == "paying", 10)
    bench.till.confirm_slip(quoted.slip.number, "clerk-7")
    payer.join()
    bench.till.print_begins("r-1")
    assert bench.till.print_ended("r-1", Delivery.NOT_PRINTED) == OwedBack(0, 0, 300, quoted.slip)
    assert bench.till.handed_back("r-1", "clerk-8") == Refunded(300)


def test_a_clerk_does_not_confirm_what_is_paid_with_coins(bench: Bench) -> None:
    quoted = bench.quote(300)
    answers: list[object] = []
    bench.pay([100, lambda: answers.append(bench.till.confirm_slip(quoted.slip.number, "clerk-7"))])
    assert answers == [SlipUnknown()]


def test_a_slip_that_is_too_late_takes_no_money(bench: Bench) -> None:
    quoted = bench.quote(300, Way.COUNTER)
    assert bench.till.give_up("r-1", GiveUpReason.RESIDENT) == Refunded(0)
    assert bench.till.confirm_slip(quoted.slip.number, "clerk-7") == SlipClosed(State.REFUNDED)


# --- books -----------------------------------------------------------------------------------------------------------


def test_books_that_cannot_be_written_stop_everything(bench: Bench) -> None:
    bench.quote(300)

    def fill_the_disk() -> None:
        bench.fill_the_disk("r-1")
        bench.mechanism.insert(50)

    outcome = bench.pay([100, fill_the_disk])
    assert isinstance(outcome, BooksNotWritable)
    assert outcome.held == 100
    assert bench.mechanism.accepting() == frozenset()
    assert bench.mechanism.vault.tray == 0
    assert isinstance(bench.till.quote("r-2", 300, Way.COINS), BooksNotWritable)
    bench.restart()
    recovery = bench.till.recover()
    assert recovery.interrupted == ("r-1",)
    assert recovery.debts[0].owed == bench.mechanism.vault.money_in == 150
