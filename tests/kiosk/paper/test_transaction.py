"""What the gateway is told of the money: every yen of it, whatever the till says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.payment import outcomes as money
from devices.payment.books import result
from devices.payment.machine import Payment, Verdict, _close
from devices.payment.outcomes import State, Way
from gateway.contract.certificates import Sums
from kiosk.paper.transaction import reported

SLIP = money.Slip("12345674", "qr", 200)


@pytest.mark.parametrize(
    ("closed", "state", "yen", "sums"),
    [
        (None, "nothing", 0, (0, 0, 0, 0)),
        (money.Settled(200, 300), "earned", 200, (200, 300, 0, 0)),
        (money.Refunded(0), "nothing", 0, (0, 0, 0, 0)),
        (money.Refunded(500), "returned", 500, (0, 500, 0, 0)),
        (money.OwedBack(200, 100, 200, SLIP), "owed", 200, (200, 100, 200, 0)),
        (money.StaffDecide(100, 200, 200, SLIP), "unclear", 400, (0, 100, 200, 200)),
        (money.StaffDecide(0, 0, 300, SLIP, 200), "unclear", 300, (200, 0, 0, 300)),
        (money.Settled(-50, 250), "earned", 0, (-50, 250, 0, 0)),
        (money.StaffDecide(100, 0, 0, SLIP, unsure=True), "unclear", 0, (0, 100, 0, 0)),
        (money.BooksNotWritable(300), "unclear", 300, (0, 0, 0, 300)),
        (money.BooksNotWritable(0), "unclear", 0, (0, 0, 0, 0)),
        (money.NotNow(State.DELIVERING), "unclear", 0, (0, 0, 0, 0)),
        (money.NotNow(None), "nothing", 0, (0, 0, 0, 0)),
    ],
)
def test_how_the_money_stands(
    closed: money.CloseOutcome | None, state: str, yen: int, sums: tuple[int, int, int, int]
) -> None:
    told = reported(Way.COINS, closed)
    assert (told.way, told.state, told.yen) == ("coin_unit", state, yen)
    kept, returned, owed, unclear = sums
    assert told.sums == Sums(kept=kept, returned=returned, owed=owed, unclear=unclear)


CLOSED = st.builds(
    Payment,
    id=st.just("p"),
    slip=st.just("12345674"),
    yen=st.integers(10, 3000),
    way=st.just(Way.COINS),
    state=st.sampled_from([State.SETTLED, State.REFUNDED, State.OWED, State.UNCLEAR]),
    verdict=st.sampled_from([Verdict.EARNED, Verdict.NOT_EARNED, Verdict.UNDECIDED]),
    received=st.integers(0, 5000),
    returned=st.integers(0, 5000),
    by_hand=st.integers(0, 100),
    in_doubt=st.integers(0, 500),
    unsure=st.booleans(),
)


@given(CLOSED)
def test_whatever_the_till_says_can_be_told(payment: Payment) -> None:
    reported(Way.COINS, result(payment))


@given(CLOSED.filter(lambda payment: payment.received >= payment.returned + payment.by_hand))
def test_every_yen_that_was_put_in_is_told(payment: Payment) -> None:
    sums = reported(Way.COINS, result(_close(payment))).sums
    assert sums is not None
    assert sums.paid_in == payment.received
