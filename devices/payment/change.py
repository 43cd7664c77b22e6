"""Which coins may go in, so that change and refund can always come out again. Pure arithmetic in yen."""

from __future__ import annotations

from collections.abc import Mapping

COINS = (10, 50, 100, 500)  # go into hoppers and come out of them again
NOTES = (1000,)  # go into the stacker and stay there
_STEP = 10


def payable(yen: int, stock: Mapping[int, int]) -> bool:
    """Whether exactly `yen` can be made from the stock (coin → how many)."""
    if yen < 0 or yen % _STEP:
        return False
    sums = 1  # bit n: n * 10 yen can be made
    limit = (1 << yen // _STEP + 1) - 1
    for coin, count in stock.items():
        chunk = 1
        while count > 0:  # 1, 2, 4, … coins at a time cover every number up to `count`
            taken = min(chunk, count)
            sums = (sums | sums << taken * coin // _STEP) & limit
            count -= taken
            chunk *= 2
    return bool(sums >> yen // _STEP & 1)


def acceptable(yen: int, inserted: int, stock: Mapping[int, int]) -> tuple[int, ...]:
    """Coins and notes that may go in next: what would be too much could be changed, and everything given back.

    stock: the hoppers as they are now, with the coins already inserted.
    """
    return tuple(piece for piece in (*COINS, *NOTES) if inserted < yen and _fits(piece, yen, inserted, stock))


def _fits(piece: int, yen: int, inserted: int, stock: Mapping[int, int]) -> bool:
    then = {coin: stock.get(coin, 0) + (coin == piece) for coin in COINS}
    change = max(0, inserted + piece - yen)
    return payable(change, then) and payable(inserted + piece, then)


def no_change(stock: Mapping[int, int]) -> bool:
    """Whether change can't be promised for every coin: ask for the exact amount."""
    return not all(payable(change, stock) for change in range(_STEP, max(COINS), _STEP))
