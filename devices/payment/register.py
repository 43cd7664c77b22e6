"""What the till knows and writes down: every event goes through here, and is on disk before it has any effect."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from devices.payment import books, machine
from devices.payment.journal import Journal, JournalError, JournalUnusable
from devices.payment.machine import Payment
from devices.payment.outcomes import CLOSED, CountedLater, Note, NotNow, Way
from devices.payment.slip import new_number


class Register:
    """The journal, and the machine that says what may be written in it.

    news: guards the order of entries and is notified of each. open: the one payment that isn't closed. Methods raise
    JournalError where the journal can't be read or written; from then on always. counted_later: closed payments of
    which the counters told more, as they stand, until somebody takes them out.
    """

    def __init__(
        self, journal: Journal | JournalUnusable, audit: Callable[[Note], None], now: Callable[[], datetime]
    ) -> None:
        self._journal = journal
        self._audit = audit
        self._now = now
        self._broken = False
        self.news = threading.Condition()
        self.open: str | None = None
        self.counted_later: dict[str, CountedLater] = {}

    @property
    def set_aside(self) -> str | None:
        """The file name of a corrupt journal that was found at the start."""
        return self._journal.set_aside if isinstance(self._journal, Journal) else None

    @property
    def journal(self) -> Journal:
        """For reading. Raises JournalError."""
        if self._broken or isinstance(self._journal, JournalUnusable):
            raise JournalError("unusable")
        return self._journal

    def give_up_writing(self) -> None:
        """A write failed: whether it is on the disk nobody knows before the next start."""
        self._broken = True

    # --- reading -----------------------------------------------------------------------------------------------------

    def payment(self, id: str) -> Payment | None:
        """As last written."""
        recorded = self.journal.payment(id)
        return None if recorded is None else recorded.payment

    def known(self, id: str) -> Payment:
        """A payment that must be there."""
        payment = self.payment(id)
        assert payment is not None, "not on record"  # noqa: S101
        return payment

    def not_now(self, id: str) -> NotNow:
        """The answer to what doesn't fit."""
        payment = self.payment(id)
        return NotNow(None if payment is None else payment.state)

    def held(self, id: str) -> int:
        """Yen of an open payment, as far as can still be told."""
        try:
            recorded = None if isinstance(self._journal, JournalUnusable) else self._journal.payment(id)
        except JournalError:
            return 0
        return 0 if recorded is None else machine.amounts(recorded.payment).held

    # --- writing -----------------------------------------------------------------------------------------------------

    def begin(self, id: str, yen: int, way: Way) -> str:
        """A new payment; its slip number."""
        with self.news:
            while True:
                payment = Payment(id, new_number(), yen, way)
                if self.journal.begin(payment, self._now()):
                    break
            self.open = id
            self._audit(books.note(payment, "Quoted"))
            return payment.slip

    def apply(self, id: str, event: machine.Event) -> Payment | None:
        """Written down, then returned; None if the event doesn't fit."""
        with self.news:
            before = self.payment(id)
            payment = None if before is None else machine.step(before, event)
            if payment is None:
                return None
            name = type(event).__name__
            self.journal.append(payment, name, self._now())
            if payment.state in CLOSED and self.open == id:
                self.open = None
            if before is not None and before.state in CLOSED and isinstance(event, machine.MetersSeen):
                self.counted_later[id] = CountedLater(id, payment.way, books.result(payment))
            self._audit(books.note(payment, name))
            self.news.notify_all()
            return payment

    def must(self, id: str, event: machine.Event) -> None:
        """An event that fits."""
        payment = self.apply(id, event)
        assert payment is not None, f"{type(event).__name__} out of turn"  # noqa: S101
