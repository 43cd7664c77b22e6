"""The rules alone: any events in any order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from devices.payment import machine
from devices.payment.machine import (
    Meters,
    Payment,
    PrintBegins,
    PrintEnded,
    Verdict,
    amounts,
    due,
    step,
)
from devices.payment.outcomes import CLOSED, Delivery, State, Way

ZERO = Meters("u", 0, 0)
METERS = st.builds(
    Meters, st.just("u"), st.integers(0, 100).map(lambda n: n * 10), st.integers(0, 100).map(lambda n: n * 10)
)
EVENTS = st.one_of(
    st.builds(machine.Begin, st.none() | METERS),
    st.builds(machine.MetersSeen, METERS),
    st.builds(machine.ClerkConfirmed, st.just("clerk-1")),
    st.just(machine.GivenUp()),
    st.just(PrintBegins()),
    st.builds(PrintEnded, st.sampled_from(Delivery)),
    st.builds(machine.ReturnEnded, st.booleans(), st.booleans()),
    st.builds(machine.Interrupted, st.booleans(), st.booleans()),
    st.builds(machine.PaperDecided, st.just("clerk-1"), st.booleans()),
    st.builds(machine.DoubtDecided, st.just("clerk-1"), st.booleans()),
    st.just(machine.HandedBack("clerk-1")),
)


@given(st.sampled_from(Way), st.lists(EVENTS, max_size=14))
def test_any_events_in_any_order(way: Way, events: list[machine.Event]) -> None:
    payment = Payment("r-1", "12345674", 0 if way is Way.FREE else 300, way)
    printed, returns = False, 0
    for event in events:
        now = step(payment, event)
        if now is None:
            continue
        if isinstance(event, PrintBegins):
            assert way is not Way.COINS or payment.received - payment.returned >= 300, "printed and not paid"
            assert way is not Way.COUNTER or payment.received == 300
            printed = True
        before, payment = payment, now
        money = amounts(payment)
        assert payment.received == (
            money.kept + payment.returned + payment.by_hand + money.owed + money.unclear + money.held
        )
        assert money.owed >= 0
        assert money.kept <= payment.yen
        assert money.kept <= 0 or printed, "charged for nothing"
        assert (payment.state in CLOSED) or before.state not in CLOSED, "a closed payment stays closed"
        if payment.state is State.RETURNING:
            returns += before.state is not State.RETURNING
            assert 0 <= due(payment) <= max(0, payment.received - payment.returned)
    assert returns <= 1, "ordered out twice"


def paid(received: int = 300) -> Payment:
    return Payment("r-1", "12345674", 300, Way.COINS, State.PAID, received=received, meters=Meters("u", received, 0))


def test_exactly_enough_is_enough_and_ten_yen_less_is_not() -> None:
    begun = step(Payment("r-1", "12345674", 300, Way.COINS), machine.Begin(ZERO))
    assert begun is not None
    less = step(begun, machine.MetersSeen(Meters("u", 290, 0)))
    assert less is not None
    assert less.state is State.PAYING
    enough = step(less, machine.MetersSeen(Meters("u", 300, 0)))
    assert enough is not None
    assert enough.state is State.PAID


def test_a_clerks_word_is_no_coin() -> None:
    begun = step(Payment("r-1", "12345674", 300, Way.COINS), machine.Begin(ZERO))
    assert begun is not None
    assert step(begun, machine.ClerkConfirmed("clerk-1")) is None


def test_what_went_out_again_before_the_print_does_not_pay_it() -> None:
    """Somebody used the unit's service key between paying and printing."""
    less = step(paid(), machine.MetersSeen(Meters("u", 300, 100)))
    assert less is not None
    assert less.state is State.PAID
    assert step(less, PrintBegins()) is None
    back = step(less, machine.GivenUp())
    assert back is not None
    assert (back.state, due(back)) == (State.RETURNING, 200)


def test_the_print_decides() -> None:
    delivering = step(paid(500), PrintBegins())
    assert delivering is not None
    expected = {
        Delivery.PRINTED: (Verdict.EARNED, 200),
        Delivery.NOT_PRINTED: (Verdict.NOT_EARNED, 500),
        Delivery.PARTLY: (Verdict.NOT_EARNED, 500),
        Delivery.UNKNOWN: (Verdict.UNDECIDED, 200),
    }
    for delivery, (verdict, out) in expected.items():
        ended = step(delivering, PrintEnded(delivery))
        assert ended is not None
        assert (ended.state, ended.verdict, due(ended)) == (State.RETURNING, verdict, out)


def test_an_interruption_orders_nothing_out() -> None:
    for state, verdict in (
        (State.QUOTED, Verdict.NOT_EARNED),
        (State.PAYING, Verdict.NOT_EARNED),
        (State.PAID, Verdict.NOT_EARNED),
        (State.DELIVERING, Verdict.UNDECIDED),
    ):
        found = step(
            Payment("r-1", "12345674", 300, Way.COINS, state, received=300, meters=ZERO), machine.Interrupted(True)
        )
        assert found is not None
        assert found.verdict is verdict
        assert found.state in CLOSED, "it would be given back to whoever stands there now"
        assert amounts(found).held == 0


def test_a_refund_that_was_interrupted_before_the_count_is_not_called_certain() -> None:
    for received, unsure in ((290, True), (300, False)):
        returning = Payment("r-1", "12345674", 300, Way.COINS, State.RETURNING, received=received, meters=ZERO)
        found = step(replace(returning, verdict=Verdict.NOT_EARNED), machine.Interrupted(False, sure=False))
        assert found is not None
        assert found.unsure is unsure


def test_counters_of_another_unit_or_gone_back_are_not_counted() -> None:
    for meters in (Meters("v", 900, 0), Meters("u", 290, 0)):
        assert step(paid(), machine.MetersSeen(meters)) is None
