"""The coin unit: a ccTalk changer (coins in and out) and a note validator on one line.

Money is counted by the devices' own lasting counters: the changer's money-in and money-out (headers 128, 127) and the
validator's accept counter (225). Credit events (229, 159) say when to look, what is stuck, and that power failed in
between. A unit whose counters don't outlive a power cut is not fit for this house.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.payment.cctalk import CHANGER, NOTES, Header, Host, NoAnswer, Refused
from devices.payment.change import COINS
from devices.payment.change import NOTES as NOTE_VALUES
from devices.payment.machine import Meters
from devices.payment.outcomes import CoinTrouble

_HOPPERS = 4
_POSITIONS = 16
_NOTE = NOTE_VALUES[0]
# Activity register 1 and fault codes of header 122 (Generic Specification part 2).
_PAYING_OUT = 0x08
_INITIALISING = 0x40
_HOPPER_EMPTY = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """The unit works. stock: coin → how many it believes are in its hoppers."""

    meters: Meters
    stock: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one poll brought. moved: something came in, or power failed: read the counters, say again what to accept."""

    moved: bool


class CoinUnit(Protocol):
    """One at a time, blocking; each call ends by its own deadlines (about three seconds when the unit is silent)."""

    def ready(self) -> Ready | CoinTrouble:
        """Whether money may be taken now: answers, not jammed, not paying out."""

    def accept(self, pieces: tuple[int, ...]) -> CoinTrouble | None:
        """Take these coins and notes from now on, and no others; () closes the slots."""

    def poll(self) -> Seen | CoinTrouble:
        """What happened since the last poll."""

    def meters(self) -> Meters | CoinTrouble:
        """The lasting counters. BUSY while coins are coming out: they would be wrong a moment later."""

    def pay_out(self, yen: int, deadline_s: float) -> CoinTrouble | None:
        """Order `yen` out, once, and wait until nothing moves any more. What really came, the counters say.

        None: the unit has come to rest (maybe short of coins). A trouble: it may or may not have got the order.
        """


class CcTalkUnit:
    """The unit on a line. pause: how to wait between two looks, in seconds (tests give one that doesn't)."""

    def __init__(self, host: Host, pause: Callable[[float], None] = time.sleep) -> None:
        self._host = host
        self._pause = pause
        self._positions: dict[int, int] = {}  # coin → acceptor position, read once per unit
        self._serial: int | None = None
        self._events: dict[int, int] = {}  # device → event counter as last seen

    # --- asking ------------------------------------------------------------------------------------------------------

    def ready(self) -> Ready | CoinTrouble:
        """See CoinUnit."""
        positions = self._learn()
        if isinstance(positions, CoinTrouble):
            return positions
        seen = self.poll()  # first, so that a coin that comes after the counters were read is still news
        if isinstance(seen, CoinTrouble):
            return seen
        stock = self._stock()
        if isinstance(stock, CoinTrouble):
            return stock
        meters = self.meters()
        return meters if isinstance(meters, CoinTrouble) else Ready(meters, stock)

    def poll(self) -> Seen | CoinTrouble:
        """See CoinUnit."""
        moved = False
        for device, header in ((CHANGER, Header.READ_CREDIT), (NOTES, Header.READ_BILLS)):
            answer = self._host.ask(device, header, 11)
            if not isinstance(answer, bytes):
                return CoinTrouble.SILENT
            moved |= self._something_new(device, answer)
        return self._condition() or Seen(moved)

    def _something_new(self, device: int, answer: bytes) -> bool:
        """Whether the event counter moved: 0 after power-up, else 1 to 255 and again from 1."""
        before, now = self._events.get(device), answer[0]
        self._events[device] = now
        if before is None or now == before:
            return False
        fresh = (now - before) % 255 if before and now else now
        if fresh == 0 or fresh > 5 or now == 0:
            return True  # power failed, or more happened than the device remembers
        return any(answer[1 + 2 * place] for place in range(fresh))  # position 0 is an error, not a coin

    def meters(self) -> Meters | CoinTrouble:
        """See CoinUnit."""
        activity = self._host.ask(CHANGER, Header.ACTIVITY, 2)
        if not isinstance(activity, bytes):
            return CoinTrouble.SILENT
        if activity[0] & _PAYING_OUT:
            return CoinTrouble.BUSY
        serials, values = [], []
        for device, header, length in (
            (CHANGER, Header.MONEY_IN, 4),
            (CHANGER, Header.MONEY_OUT, 4),
            (NOTES, Header.ACCEPT_COUNTER, 3),
        ):
            # The two money counters answer alike: make sure that no old answer can be taken for the new one.
            serial = self._host.ask_serial(device)
            answer = self._host.ask(device, header, length)
            if isinstance(serial, NoAnswer) or not isinstance(answer, bytes):
                return CoinTrouble.SILENT
            serials.append(serial)
            values.append(int.from_bytes(answer, "little"))
        money_in, money_out, notes = values
        return Meters(f"{serials[0]}/{serials[2]}", money_in + notes * _NOTE, money_out)

    # --- telling -----------------------------------------------------------------------------------------------------

    def accept(self, pieces: tuple[int, ...]) -> CoinTrouble | None:
        """See CoinUnit."""
        positions = self._learn()
        if isinstance(positions, CoinTrouble):
            return positions
        mask = sum(1 << positions[piece] - 1 for piece in pieces if piece in positions)
        notes = _NOTE in pieces
        told = (
            (CHANGER, Header.MODIFY_INHIBIT, mask.to_bytes(2, "little")),
            (CHANGER, Header.MASTER_INHIBIT, bytes((1 if mask else 0,))),
            (NOTES, Header.MODIFY_INHIBIT, bytes((1 if notes else 0, 0))),
            (NOTES, Header.BILL_MODE, b"\x01"),  # stacker, no escrow
            (NOTES, Header.MASTER_INHIBIT, bytes((1 if notes else 0,))),
        )
        silent = set()  # closing must reach the one that listens, even if the other doesn't
        for device, header, data in told:
            if device not in silent and not isinstance(self._host.ask(device, header, 0, data), bytes):
                silent.add(device)
        return CoinTrouble.SILENT if silent else None

    def pay_out(self, yen: int, deadline_s: float) -> CoinTrouble | None:
        """See CoinUnit."""
        deadline = time.monotonic() + deadline_s
        before = self._host.ask(CHANGER, Header.VERIFY_MONEY_OUT, 9)
        if not isinstance(before, bytes):
            return CoinTrouble.SILENT
        told = self._host.command(CHANGER, Header.PAY_MONEY_OUT, 0, yen.to_bytes(4, "little"))
        if isinstance(told, Refused):
            return None
        while True:
            rest = self._at_rest(before[0], answered=isinstance(told, bytes))
            if rest is not False:
                return None if rest is True else rest
            if time.monotonic() >= deadline:
                return CoinTrouble.BUSY
            self._pause(0.2)

    def _at_rest(self, event_before: int, answered: bool) -> bool | CoinTrouble:
        """Whether nothing comes out any more. An order that wasn't answered may have been lost."""
        activity = self._host.ask(CHANGER, Header.ACTIVITY, 2)
        verify = self._host.ask(CHANGER, Header.VERIFY_MONEY_OUT, 9)
        if not isinstance(activity, bytes) or not isinstance(verify, bytes):
            return CoinTrouble.SILENT
        if activity[0] & _PAYING_OUT:
            return False
        # Counted on: done. Back at 0: power failed and the order is forgotten. As before, and no answer: never got it.
        return verify[0] != event_before or verify[0] == 0 or not answered

    # --- what the unit is --------------------------------------------------------------------------------------------

    def _learn(self) -> dict[int, int] | CoinTrouble:
        """Acceptor positions by coin value; asked again if another changer answers than before."""
        serial = self._host.ask_serial(CHANGER)
        if isinstance(serial, NoAnswer) or isinstance(self._host.ask_serial(NOTES), NoAnswer):
            return CoinTrouble.SILENT
        if serial == self._serial:
            return self._positions
        positions = {}
        for position in range(1, _POSITIONS + 1):
            name = self._host.ask(CHANGER, Header.COIN_ID, 6, bytes((position,)))
            if not isinstance(name, bytes):
                return CoinTrouble.SILENT
            value = _yen(name)
            if value in COINS:
                positions[value] = position
        self._positions, self._serial, self._events = positions, serial, {}
        return positions

    def _stock(self) -> dict[int, int] | CoinTrouble:
        stock = dict.fromkeys(COINS, 0)
        for hopper in range(1, _HOPPERS + 1):
            answer = self._host.ask(CHANGER, Header.HOPPER_BALANCE, 8, bytes((hopper,)))
            if isinstance(answer, Refused):
                continue  # no such hopper
            if not isinstance(answer, bytes):
                return CoinTrouble.SILENT
            value = _yen(answer[:6])
            if value in stock:
                stock[value] += int.from_bytes(answer[6:], "little")
        return stock

    def _condition(self) -> CoinTrouble | None:
        activity = self._host.ask(CHANGER, Header.ACTIVITY, 2)
        fault = self._host.ask(CHANGER, Header.ERROR_STATUS, 2)
        if not isinstance(activity, bytes) or not isinstance(fault, bytes) or activity[0] & _INITIALISING:
            return CoinTrouble.SILENT
        if fault[1] not in (0, _HOPPER_EMPTY):  # an empty hopper is a matter of change, not a fault
            return CoinTrouble.JAMMED
        return CoinTrouble.BUSY if activity[0] & _PAYING_OUT else None


def _yen(name: bytes) -> int | None:
    """The value in a coin's name, `JP500A`."""
    text = name.decode("ascii", "replace")
    return int(text[2:5]) if text.startswith("JP") and text[2:5].isdecimal() else None
