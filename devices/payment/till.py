"""The till of one terminal: the three ways to pay, over one journal and one coin unit.

Every event goes the same way: the machine says what becomes of the payment, the journal has it on disk, and only then
something moves.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import assert_never

from devices.payment import books, machine
from devices.payment.change import acceptable, no_change
from devices.payment.coin_unit import CoinUnit
from devices.payment.coins import Coins
from devices.payment.journal import Journal, JournalError, JournalUnusable
from devices.payment.machine import Meters, Payment
from devices.payment.outcomes import (
    CLOSED,
    AlreadyUsed,
    AmountNotPossible,
    Balance,
    BooksNotWritable,
    CloseOutcome,
    CoinsNotPossible,
    CoinTrouble,
    Confirmed,
    ConfirmOutcome,
    CountedLater,
    Debt,
    DeliverOutcome,
    Delivery,
    Ended,
    GiveUpReason,
    Note,
    NotNow,
    OtherPaymentOpen,
    Paid,
    PayOutcome,
    Progress,
    Quoted,
    QuoteOutcome,
    Recovery,
    SlipClosed,
    SlipUnknown,
    State,
    Stopped,
    Way,
)
from devices.payment.register import Register
from devices.payment.slip import read_number, slip_of

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_IN_COINS = 20_000


class Till:
    """Implements `devices.payment.payments.Payments`.

    unit: None where none is built in. audit: called with every entry written, in the thread that wrote it; it must
    not call the till. now: for the record; clock: for deadlines, in seconds. poll_s: seconds between two looks at the
    unit. payout_s: how long coins may take to come out.
    """

    def __init__(
        self,
        journal: Journal | JournalUnusable,
        unit: CoinUnit | None = None,
        *,
        audit: Callable[[Note], None] = lambda note: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        poll_s: float = 0.2,
        payout_s: float = 60.0,
    ) -> None:
        self._register = Register(journal, audit, now)
        self._coins = None if unit is None else Coins(self._register, unit, clock, poll_s, payout_s)
        self._work = threading.Lock()  # who talks to the unit
        # Guarded by the register's `news`.
        self._paying: str | None = None
        self._stops: dict[str, GiveUpReason] = {}  # payments that somebody wants to end

    # --- the resident's side -----------------------------------------------------------------------------------------

    def quote(self, payment: str, yen: int, way: Way) -> QuoteOutcome:
        """See Payments."""
        if not _ID.fullmatch(payment) or yen < 0 or (yen == 0) != (way is Way.FREE):
            raise ValueError("not a payment")
        if way is Way.COINS and (yen % 10 or yen > _MOST_IN_COINS):
            return AmountNotPossible()
        with self._books_kept() as kept, self._at_unit():
            if self._register.journal.payment(payment) is not None:
                return OtherPaymentOpen() if self._register.open == payment else AlreadyUsed()
            if self._register.open is not None:
                return OtherPaymentOpen()
            if way is not Way.COINS:
                return Quoted(slip_of(self._register.begin(payment, yen, way), yen))
            unit = CoinTrouble.SILENT if self._coins is None else self._coins.prepare()
            if isinstance(unit, CoinTrouble):
                return CoinsNotPossible(unit)
            slip = slip_of(self._register.begin(payment, yen, way), yen)
            return Quoted(slip, acceptable(yen, 0, unit.stock), no_change(unit.stock))
        return kept.outcome

    def pay(self, payment: str, deadline_s: float, progress: Callable[[Progress], None]) -> PayOutcome:
        """See Payments."""
        with self._books_kept(payment) as kept:
            with self._register.news:
                current = self._register.payment(payment)
                if current is None or current.state is not State.QUOTED:
                    return NotNow(None if current is None else current.state)
                self._paying = payment
            try:
                match current.way:
                    case Way.FREE:
                        begun = self._register.apply(payment, machine.Begin())
                        return self._register.not_now(payment) if begun is None else _paid(begun)
                    case Way.COUNTER:
                        return self._pay_at_counter(payment, deadline_s)
                    case Way.COINS:
                        with self._at_unit():
                            return self._pay_with_coins(payment, deadline_s, progress)
                    case unknown:
                        assert_never(unknown)
            finally:
                with self._register.news:
                    self._paying = None
                    self._register.news.notify_all()
        return kept.outcome

    def _pay_at_counter(self, id: str, deadline_s: float) -> PayOutcome:
        if self._register.apply(id, machine.Begin()) is None:
            return self._register.not_now(id)

        def decided() -> bool:
            return id in self._stops or self._register.known(id).state is not State.PAYING

        with self._register.news:
            self._register.news.wait_for(decided, deadline_s)
        payment = self._register.known(id)
        if payment.state is State.PAID:
            return _paid(payment)
        with self._at_unit():
            return self._stopped(id, self._stops.get(id, GiveUpReason.TIME_OUT))

    def _pay_with_coins(self, id: str, deadline_s: float, progress: Callable[[Progress], None]) -> PayOutcome:
        taken: bool | CoinTrouble | NotNow = CoinTrouble.SILENT
        if self._coins is not None:
            taken = self._coins.take(id, deadline_s, progress, stopped=lambda: id in self._stops)
        match taken:
            case NotNow():
                return taken
            case CoinTrouble():
                return self._stopped(id, GiveUpReason.UNIT, taken)
            case True:
                return _paid(self._register.known(id))
            case False:
                return self._stopped(id, self._stops.get(id, GiveUpReason.TIME_OUT))
            case unknown:
                assert_never(unknown)

    def give_up(self, payment: str, reason: GiveUpReason) -> CloseOutcome:
        """See Payments."""
        with self._register.news:
            self._stops[payment] = reason
            self._register.news.notify_all()
            self._register.news.wait_for(lambda: self._paying != payment)
        try:
            with self._books_kept(payment) as kept, self._at_unit():
                current = self._register.payment(payment)
                if current is None:
                    return NotNow(None)
                if current.state in CLOSED:
                    return books.result(current)
                return self._end(payment, machine.GivenUp())
            return kept.outcome
        finally:
            with self._register.news:
                self._stops.pop(payment, None)

    def print_begins(self, payment: str) -> DeliverOutcome:
        """See Payments."""
        with self._books_kept(payment) as kept, self._at_unit():
            printing = self._register.apply(payment, machine.PrintBegins())
            return self._register.not_now(payment) if printing is None else _paid(printing)
        return kept.outcome

    def print_ended(self, payment: str, delivery: Delivery) -> CloseOutcome:
        """See Payments."""
        with self._books_kept(payment) as kept, self._at_unit():
            return self._end(payment, machine.PrintEnded(delivery))
        return kept.outcome

    def _end(self, id: str, event: machine.Event) -> CloseOutcome:
        ended = self._register.apply(id, event)
        if ended is None:
            return self._register.not_now(id)
        if ended.state is State.RETURNING and self._coins is not None:
            self._coins.give_back(id)
        return books.result(self._register.known(id))

    def _stopped(self, id: str, reason: GiveUpReason, trouble: CoinTrouble | None = None) -> PayOutcome:
        ended = self._end(id, machine.GivenUp())
        if isinstance(ended, NotNow | BooksNotWritable):
            return ended
        return Stopped(reason, trouble, ended)

    def counted_later(self) -> tuple[CountedLater, ...]:
        """See Payments."""
        with self._register.news:
            found = tuple(self._register.counted_later.values())
            self._register.counted_later.clear()
            return found

    # --- the staff's side --------------------------------------------------------------------------------------------

    def confirm_slip(self, slip: str, staff: str) -> ConfirmOutcome:
        """See Payments."""
        number = read_number(slip)
        if number is None:
            return SlipUnknown()
        with self._books_kept() as kept:
            recorded = self._register.journal.by_slip(number)
            if recorded is None or recorded.payment.way is not Way.COUNTER:
                return SlipUnknown()
            paid = self._register.apply(recorded.payment.id, machine.ClerkConfirmed(staff))
            if paid is not None:
                return Confirmed(paid.yen)
            return SlipClosed(self._register.known(recorded.payment.id).state)
        return kept.outcome

    def decide_paper(self, payment: str, staff: str, earned: bool) -> CloseOutcome:
        """See Payments."""
        return self._decide(payment, machine.PaperDecided(staff, earned))

    def decide_doubt(self, payment: str, staff: str, came_out: bool) -> CloseOutcome:
        """See Payments."""
        return self._decide(payment, machine.DoubtDecided(staff, came_out))

    def handed_back(self, payment: str, staff: str) -> CloseOutcome:
        """See Payments."""
        return self._decide(payment, machine.HandedBack(staff))

    def _decide(self, id: str, event: machine.Event) -> CloseOutcome:
        with self._books_kept(id) as kept:
            decided = self._register.apply(id, event)
            return self._register.not_now(id) if decided is None else books.result(decided)
        return kept.outcome

    def debts(self) -> tuple[Debt, ...]:
        """See Payments."""
        try:
            return books.debts(self._register.journal.all())
        except JournalError:
            return ()

    def reconcile(self) -> Balance | None:
        """See Payments."""
        try:
            journal = self._register.journal
            meters: Meters | None = None
            if self._coins is not None and self._work.acquire(blocking=False):
                try:
                    meters = self._coins.counters()
                finally:
                    self._work.release()
            first = None if meters is None else journal.first_meters(meters.unit)
            return books.balance(journal.all(), first, meters)
        except JournalError:
            return None

    def recover(self) -> Recovery:
        """See Payments."""
        set_aside = self._register.set_aside
        with self._books_kept(), self._at_unit():
            unfinished = [each for each in self._register.journal.all() if each.payment.state not in CLOSED]
            trouble = None if self._coins is None else self._coins.close_and_count()
            certain = self._coins is not None and trouble is None
            sure = certain and self._coins is not None and not self._coins.jammed()
            for each in unfinished:
                self._register.apply(each.payment.id, machine.Interrupted(certain, sure))
            ids = tuple(each.payment.id for each in unfinished)
            debts = tuple(debt for debt in self.debts() if debt.payment in ids)
            return Recovery(ids, debts, set_aside, trouble, tuple(self._ended(each.payment) for each in unfinished))
        return Recovery((), (), set_aside, None)

    def _ended(self, before: Payment) -> Ended:
        printing = before.state in (State.DELIVERING, State.RETURNING)
        return Ended(before.id, before.way, printing, books.result(self._register.known(before.id)))

    # --- when the journal fails --------------------------------------------------------------------------------------

    @contextmanager
    def _books_kept(self, id: str | None = None) -> Iterator[_Kept]:
        """What follows when the journal fails in between: nothing moves any more."""
        kept = _Kept()
        try:
            yield kept
        except JournalError:
            self._register.give_up_writing()
            kept.outcome = BooksNotWritable(0 if id is None else self._register.held(id))

    @contextmanager
    def _at_unit(self) -> Iterator[None]:
        """The unit is ours alone; if the journal fails, its slots are closed."""
        with self._work:
            try:
                yield
            except JournalError:
                if self._coins is not None:
                    self._coins.close_slots()
                raise


class _Kept:
    def __init__(self) -> None:
        self.outcome = BooksNotWritable()


def _paid(payment: Payment) -> Paid:
    return Paid(payment.yen, payment.received, machine.due(payment))
