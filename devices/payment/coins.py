"""Taking money with the coin unit and giving it back: what moves, in which order, and what is counted when."""

from __future__ import annotations

import time
from collections.abc import Callable

from devices.payment import machine
from devices.payment.change import acceptable, no_change
from devices.payment.coin_unit import CoinUnit, Ready
from devices.payment.machine import Meters, Payment
from devices.payment.outcomes import CoinTrouble, NotNow, Progress, State
from devices.payment.register import Register

_SILENCES = 3  # polls without an answer before a unit that takes money is given up
_LOOK_EVERY = 10  # polls between two readings of the counters when no event asks for one


class Coins:
    """One caller at a time. clock: for deadlines, in seconds; poll_s, payout_s: as for the Till."""

    def __init__(
        self, register: Register, unit: CoinUnit, clock: Callable[[], float], poll_s: float, payout_s: float
    ) -> None:
        self._register = register
        self._unit = unit
        self._clock = clock
        self._poll_s = poll_s
        self._payout_s = payout_s

    def prepare(self) -> Ready | CoinTrouble:
        """The unit, closed and ready; what it counted since we last looked belongs to the payment before."""
        ready = self._unit.accept(()) or self._unit.ready()
        if isinstance(ready, Ready):
            self._count(ready.meters)
        return ready

    def close_slots(self) -> None:
        """Whatever happens: take no more."""
        self._unit.accept(())

    def counters(self) -> Meters | None:
        """As they stand, without counting them; None if the unit doesn't tell."""
        meters = self._unit.meters()
        return meters if isinstance(meters, Meters) else None

    # --- in ----------------------------------------------------------------------------------------------------------

    def take(
        self, id: str, deadline_s: float, progress: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> bool | CoinTrouble | NotNow:
        """Let coins in until there is enough (True), or nothing comes for `deadline_s`, or `stopped` (False)."""
        ready = self.prepare()
        if isinstance(ready, CoinTrouble):
            return ready
        if self._register.apply(id, machine.Begin(ready.meters)) is None:
            return self._register.not_now(id)
        inserted, silences, looks = -1, 0, 0
        deadline = self._clock() + deadline_s
        trouble: CoinTrouble | None = None
        while (payment := self._register.known(id)).state is not State.PAID:
            if payment.received != inserted:
                deadline = self._clock() + deadline_s
                inserted = payment.received
                trouble = self._offer(payment, progress)
            if stopped() or self._clock() >= deadline:
                return False
            with self._register.news:
                self._register.news.wait_for(stopped, self._poll_s)
            looks += 1
            if trouble is None:
                look = self._look(thoroughly=looks % _LOOK_EVERY == 0)
                trouble = look if isinstance(look, CoinTrouble) else None
                inserted = -1 if look is True else inserted
            silences = silences + 1 if trouble is CoinTrouble.SILENT else 0
            if trouble is CoinTrouble.SILENT and silences < _SILENCES:
                inserted, trouble = -1, None  # when it is back, tell it again what it may take
            elif trouble is not None:
                return trouble
        self.close_slots()
        meters = self._unit.meters()  # a coin may have slipped in behind the last one
        if isinstance(meters, Meters):
            self._count(meters)
        return True

    def _look(self, *, thoroughly: bool) -> bool | CoinTrouble:
        """Whether something happened that calls for a new offer."""
        seen = self._unit.poll()
        if isinstance(seen, CoinTrouble):
            return seen
        if not seen.moved and not thoroughly:
            return False
        meters = self._unit.meters()
        trouble = meters if isinstance(meters, CoinTrouble) else self._count(meters)
        return seen.moved if trouble is None else trouble

    def _offer(self, payment: Payment, progress: Callable[[Progress], None]) -> CoinTrouble | None:
        """Open the slots for what may come next, and tell the resident."""
        ready = self._unit.ready()
        if isinstance(ready, CoinTrouble):
            return ready
        trouble = self._count(ready.meters)
        if trouble is not None:
            return trouble
        payment = self._register.known(payment.id)
        takes = acceptable(payment.yen, payment.received, ready.stock)
        trouble = self._unit.accept(takes)
        progress(
            Progress(
                yen=payment.yen,
                inserted=payment.received,
                missing=max(0, payment.yen - payment.received),
                change=max(0, payment.received - payment.yen),
                takes=takes,
                exact_only=no_change(ready.stock),
            )
        )
        return trouble

    # --- out ---------------------------------------------------------------------------------------------------------

    def give_back(self, id: str) -> None:
        """Close the slots, count, pay out what is due, count again. The order is given once, never repeated."""
        before = self._register.known(id)
        trouble = self.close_and_count()
        # Below the price the slots were open until just now; else they were closed, and counted, when it was reached.
        sure = not self.jammed() if trouble is None else before.received >= before.yen
        due = machine.due(self._register.known(id))
        if trouble is not None or due == 0:
            self._register.must(id, machine.ReturnEnded(certain=True, sure=sure))  # no order was given
            return
        self._unit.pay_out(due, self._payout_s)
        trouble = self._count_at_rest()
        self._register.must(id, machine.ReturnEnded(certain=trouble is None, sure=sure))

    # --- counting ----------------------------------------------------------------------------------------------------

    def _count(self, meters: Meters) -> CoinTrouble | None:
        """Count what the unit's counters say to the payment they were last counted for; COUNTERS if they went back."""
        last = self._register.journal.last_with_meters()
        if last is None or (last.payment.meters == meters and not last.payment.in_doubt):
            return None
        return None if self._register.apply(last.payment.id, machine.MetersSeen(meters)) else CoinTrouble.COUNTERS

    def jammed(self) -> bool:
        """Whether a coin may be stuck on its way in, where no counter knows of it."""
        return self._unit.poll() is CoinTrouble.JAMMED

    def close_and_count(self) -> CoinTrouble | None:
        """Take no more, and count what came in and went out."""
        self.close_slots()
        return self._count_at_rest()

    def _count_at_rest(self) -> CoinTrouble | None:
        """As `_count`, when no coin comes out any more (within `payout_s`)."""
        deadline = self._clock() + self._payout_s
        while (meters := self._unit.meters()) is CoinTrouble.BUSY and self._clock() < deadline:
            time.sleep(self._poll_s)
        return self._count(meters) if isinstance(meters, Meters) else meters
