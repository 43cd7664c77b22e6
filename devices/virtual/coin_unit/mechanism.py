"""Slots, hoppers, stacker and tray: where every coin physically is, and what the unit believes about it.

What lasts (coins, lasting counters) is written to a file with every coin that moves; what doesn't (events, inhibits, a
payment order under way) is gone when power fails. Nothing here knows of messages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from devices.virtual import store

COINS = (10, 50, 100, 500)  # hopper 1 to 4, acceptor position 1 to 4
NOTE = 1000
_CAPACITY = 400  # coins per hopper
_REMEMBERED = 5  # events that a device keeps (ccTalk)

# Fault codes and event codes of the ccTalk Generic Specification.
HOPPER_EMPTY, HOPPER_JAM, SLOT_JAM = 1, 2, 101
_SLOT_DEVICE = 100
_REJECTED, _INHIBITED, _ALARM = 1, 2, 255

Taken = Literal["taken", "returned", "stuck"]


@dataclass(slots=True)
class Vault:
    """What lasts. hoppers: coin → pieces really there; believed: what the unit thinks is there. Amounts in yen.

    money_in, money_out, notes_in: the unit's own counters. swallowed, tray: what really went in and came out, ever.
    """

    hoppers: dict[int, int]
    believed: dict[int, int]
    stacker: int = 0
    stuck: int = 0
    money_in: int = 0
    money_out: int = 0
    notes_in: int = 0
    swallowed: int = 0
    tray: int = 0
    serial: int = 0x20_1117


@dataclass(slots=True)
class Events:
    """The last five events of a slot, newest first, and how many there were (0 after power-up, then 1 to 255)."""

    counter: int = 0
    latest: list[tuple[int, int]] = field(default_factory=list)

    def add(self, first: int, second: int) -> None:
        self.counter = self.counter % 255 + 1
        self.latest = [(first, second), *self.latest][:_REMEMBERED]

    def report(self) -> bytes:
        """Counter and five pairs, as headers 229 and 159 answer."""
        padded = [*self.latest, *[(0, 0)] * _REMEMBERED][:_REMEMBERED]
        return bytes((self.counter, *(value for pair in padded for value in pair)))


@dataclass(slots=True)
class Volatile:
    """What a power failure takes away. order: yen still to come out, None when there is no order."""

    coins: Events = field(default_factory=Events)
    notes: Events = field(default_factory=Events)
    open_coins: frozenset[int] = frozenset()
    open_notes: bool = False
    master_coins: bool = False
    master_notes: bool = False
    order: int | None = None
    paid: int = 0
    unpaid: int = 0
    orders_ended: int = 0
    fault: tuple[int, int] = (0, 0)


class Mechanism:
    """The machine. `news` guards everything and is notified of every change; path: where what lasts is kept."""

    def __init__(self, path: Path | None = None, float_coins: int = 20) -> None:
        self.news = threading.Condition()
        self.vault = _load(path) or Vault(dict.fromkeys(COINS, float_coins), dict.fromkeys(COINS, float_coins))
        self.volatile = Volatile()
        self.powered = True
        self._path = path
        self._jam_slot = False
        self._jam_after: int | None = None
        self._twice = False
        self.listeners: list[Callable[[], None]] = []
        with self.news:
            self._save()

    # --- hands -------------------------------------------------------------------------------------------------------

    def insert(self, piece: int, *, late: bool = False) -> Taken:
        """Put a coin or note in. late: it was past the gate already when the slot was closed."""
        with self.news:
            taken = self._insert(piece, late)
            self._save()
            return taken

    def _insert(self, piece: int, late: bool) -> Taken:
        events = self.volatile.notes if piece == NOTE else self.volatile.coins
        if not self.powered or self.volatile.fault[1] == SLOT_JAM:
            return "returned"
        if not late and piece not in self.accepting():
            events.add(0, _INHIBITED)
            return "returned"
        if piece != NOTE and self.vault.believed[piece] >= _CAPACITY:
            events.add(0, _REJECTED)
            return "returned"
        self.vault.swallowed += piece
        if self._jam_slot:
            self._jam_slot = False
            self.vault.stuck += piece
            self.volatile.fault = (_SLOT_DEVICE, SLOT_JAM)
            events.add(0, _ALARM)
            return "stuck"
        if piece == NOTE:
            self.vault.stacker += 1
            self.vault.notes_in += 1
            credit = (1, 0)
        else:
            self.vault.hoppers[piece] += 1
            self.vault.believed[piece] += 1
            self.vault.money_in += piece
            credit = (COINS.index(piece) + 1, COINS.index(piece) + 1)
        for _ in range(2 if self._twice else 1):
            events.add(*credit)
        self._twice = False
        return "taken"

    def power(self, on: bool) -> None:
        """Off: whatever was under way stops where it is."""
        with self.news:
            if on != self.powered:
                self.powered = on
                self.volatile = Volatile()
            self._save()

    def jam(self, where: Literal["slot", "payout"], after: int = 0) -> None:
        """slot: the next coin sticks. payout: when `after` more coins have come out."""
        with self.news:
            if where == "slot":
                self._jam_slot = True
            else:
                self._jam_after = after
            self._save()

    def report_twice(self) -> None:
        """The next coin makes two events, though it is counted once."""
        with self.news:
            self._twice = True

    def repair(self) -> None:
        """Open, clear, close: what was stuck is taken out (by staff, into their hands)."""
        with self.news:
            self._jam_slot, self._jam_after = False, None
            self.volatile.fault = (0, 0)
            self._save()

    def empty(self, coin: int, leave: int) -> None:
        """Take coins out of a hopper unseen: the unit goes on believing in them."""
        with self.news:
            self.vault.hoppers[coin] = min(self.vault.hoppers[coin], leave)
            self._save()

    def refill(self, coin: int, count: int) -> None:
        """Fill a hopper to `count` coins, and tell the unit."""
        with self.news:
            self.vault.hoppers[coin] = self.vault.believed[coin] = count
            self._save()

    # --- what is to be seen ------------------------------------------------------------------------------------------

    def accepting(self) -> frozenset[int]:
        """What may be put in now."""
        volatile = self.volatile
        if not self.powered:
            return frozenset()
        coins = volatile.open_coins if volatile.master_coins else frozenset()
        return coins | {NOTE} if volatile.open_notes and volatile.master_notes else coins

    def state(self) -> dict[str, Any]:
        """For the desk and for tests."""
        with self.news:
            return {
                **{key: value for key, value in asdict(self.vault).items() if key != "serial"},
                "powered": self.powered,
                "accepting": sorted(self.accepting()),
                "paying": self.volatile.order is not None,
                "fault": list(self.volatile.fault),
            }

    # --- motors ------------------------------------------------------------------------------------------------------

    def order_out(self, yen: int) -> bool:
        """Begin to pay out; False if an order is under way or the hoppers are jammed."""
        with self.news:
            if self.volatile.order is not None or self.volatile.fault[1] == HOPPER_JAM:
                return False
            self.volatile.order, self.volatile.paid, self.volatile.unpaid = yen, 0, 0
            self._save()
            return True

    def tick(self) -> None:
        """One turn of the motors: one coin comes out, or the order ends."""
        with self.news:
            if not self.powered or self.volatile.order is None:
                return
            if self._jam_after == 0:
                self._jam_after = None
                self._end_order(fault=HOPPER_JAM)
            elif self.volatile.order == 0:
                self._end_order()
            else:
                self._one_coin(self.volatile.order)
            self._save()

    def _one_coin(self, yen: int) -> None:
        coin = _next_coin(yen, self.vault.believed)
        if coin is None:
            self._end_order(fault=HOPPER_EMPTY)
        elif self.vault.hoppers[coin] == 0:
            self.vault.believed[coin] = 0  # turned and turned, nothing came: now it knows
        else:
            self.vault.hoppers[coin] -= 1
            self.vault.believed[coin] -= 1
            self.vault.money_out += coin
            self.vault.tray += coin
            self.volatile.order = yen - coin
            self.volatile.paid += coin
            if self._jam_after is not None:
                self._jam_after -= 1

    def _end_order(self, fault: int = 0) -> None:
        self.volatile.unpaid = self.volatile.order or 0
        self.volatile.order = None
        self.volatile.orders_ended = self.volatile.orders_ended % 255 + 1
        if fault:
            self.volatile.fault = (1, fault)

    def _save(self) -> None:
        """Written with every change; then everybody who waits may look."""
        if self._path is not None:
            store.write_json(self._path, asdict(self.vault))
        self.news.notify_all()
        for listener in self.listeners:
            listener()


def _next_coin(yen: int, believed: dict[int, int]) -> int | None:
    """The largest coin after which the rest can still be made; None if `yen` can't be made."""
    for coin in sorted(COINS, reverse=True):
        if coin <= yen and believed[coin] and _makeable(yen - coin, {**believed, coin: believed[coin] - 1}):
            return coin
    return None


def _makeable(yen: int, stock: dict[int, int]) -> bool:
    """By trying, largest coin first. (Yen coins divide each other nearly always: this ends quickly.)"""
    sums = {0}
    for coin in COINS:
        sums = {each + coin * n for each in sums for n in range(min(stock[coin], yen // coin) + 1)}
        sums = {each for each in sums if each <= yen}
    return yen in sums


def _load(path: Path | None) -> Vault | None:
    kept = None if path is None else store.read_json(path)
    if kept is None:
        return None
    for name in ("hoppers", "believed"):
        kept[name] = {int(coin): count for coin, count in kept[name].items()}
    return Vault(**kept)
