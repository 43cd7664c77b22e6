"""Change: compared with trying every handful."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from devices.payment.change import COINS, acceptable, no_change, payable

STOCK = st.fixed_dictionaries({coin: st.integers(0, 5) for coin in COINS})


@given(st.integers(-2, 120).map(lambda n: n * 10), STOCK)
def test_as_if_every_handful_were_tried(yen: int, stock: dict[int, int]) -> None:
    handfuls = itertools.product(*(range(stock[coin] + 1) for coin in COINS))
    assert payable(yen, stock) == any(
        sum(n * coin for n, coin in zip(handful, COINS, strict=True)) == yen for handful in handfuls
    )


def test_no_odd_yen() -> None:
    assert not payable(15, {10: 9})
    assert payable(0, {})


@given(st.integers(1, 60).map(lambda n: n * 10), STOCK, st.lists(st.integers(0, 4), max_size=40))
def test_whatever_goes_in_can_come_out(yen: int, stock: dict[int, int], choices: list[int]) -> None:
    """After each piece that was let in: all of it can be given back; and at the end, the change."""
    inserted = 0
    for choice in choices:
        takes = acceptable(yen, inserted, stock)
        if not takes:
            break
        assert 10 in takes, "with patience every amount can be paid"
        piece = takes[choice % len(takes)]
        inserted += piece
        if piece in stock:
            stock[piece] += 1
        assert payable(inserted, stock)
        assert inserted < yen or payable(inserted - yen, stock)
    assert (acceptable(yen, inserted, stock) == ()) == (inserted >= yen)


def test_the_lamp() -> None:
    assert no_change({})
    assert no_change({10: 4, 50: 1, 100: 3})
    assert not no_change({10: 4, 50: 1, 100: 4})
