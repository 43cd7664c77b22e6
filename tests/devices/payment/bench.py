"""A till, its journal and a virtual coin unit on one table: everything real but the wire, which is a function call.

Time is counted, not waited for: with every message to the unit its motors turn once, and the till's clock ticks once
each time it is looked at.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from devices.payment.cctalk import Host
from devices.payment.coin_unit import CcTalkUnit
from devices.payment.journal import Journal, JournalError, open_journal
from devices.payment.machine import Payment
from devices.payment.outcomes import Note, PayOutcome, Progress, Quoted, Way
from devices.payment.till import Till
from devices.virtual.coin_unit.mechanism import Mechanism
from devices.virtual.coin_unit.program import UnitProgram

NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


class Died(BaseException):
    """The terminal's process ended here, as by kill -9. Not an Exception: nothing may catch it."""


class CallWire:
    """A `Wire` without a line. Whoever waits for an answer that doesn't come gets the silence at once."""

    def __init__(self, program: UnitProgram, moment: Callable[[], None]) -> None:
        self._program = program
        self._moment = moment
        self._coming = b""

    def send(self, data: bytes) -> None:
        self._moment()
        self._coming += self._program.hear(data)
        self._program.mechanism.tick()
        self._moment()

    def receive(self, deadline: float) -> bytes:
        coming, self._coming = self._coming, b""
        return coming

    def discard(self) -> None:
        self._coming = b""


class Bench:
    """Puts till and unit together; `restart` is what a start after a power cut of the terminal does."""

    def __init__(self, path: Path, *, float_coins: int = 20, with_unit: bool = True) -> None:
        self.path = path
        self.mechanism = Mechanism(float_coins=float_coins)
        self.program = UnitProgram(self.mechanism, echo=True)
        self.notes: list[Note] = []
        self._with_unit = with_unit
        self.moments_left: int | None = None  # to live: a moment is before and after each message and each entry
        self.journal, self.till = self._start()

    def _start(self) -> tuple[Journal, Till]:
        journal = open_journal(self.path, NOON)
        assert isinstance(journal, Journal)
        ticks = itertools.count()
        journal.append = self._mortal(journal.append)  # type: ignore[assignment, method-assign]
        wire = CallWire(self.program, self.moment)
        unit = CcTalkUnit(Host(wire), pause=lambda _: None) if self._with_unit else None
        till = Till(
            journal,
            unit,
            audit=self.notes.append,
            now=lambda: NOON,
            clock=lambda: float(next(ticks)),
            poll_s=0,
        )
        return journal, till

    def moment(self) -> None:
        """The terminal dies here if its time has come."""
        if self.moments_left is not None:
            self.moments_left -= 1
            if self.moments_left < 0:
                self.moments_left = None
                raise Died

    def _mortal(self, write: Callable[[Payment, str, datetime], None]) -> Callable[[Payment, str, datetime], None]:
        def append(payment: Payment, event: str, at: datetime) -> None:
            self.moment()
            write(payment, event, at)
            self.moment()

        return append

    def restart(self) -> None:
        """The terminal's process ends wherever it is, and begins again. (`recover` is for the caller.)"""
        self.moments_left = None
        self.journal.close()
        self.journal, self.till = self._start()

    def fill_the_disk(self, id: str) -> None:
        """The journal can't grow any more (SQLITE_FULL), until a restart."""
        connection = self.journal._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        recorded = self.journal.payment(id)
        assert recorded is not None
        try:
            while True:
                self.journal.append(recorded.payment, "Filler", NOON)
        except JournalError:
            pass

    def quote(self, yen: int = 300, way: Way = Way.COINS, id: str = "r-1") -> Quoted:
        quoted = self.till.quote(id, yen, way)
        assert isinstance(quoted, Quoted), quoted
        return quoted

    def pay(self, hands: Iterable[int | Callable[[], object]] = (), id: str = "r-1") -> PayOutcome:
        """Pay, putting in one piece (or doing something) each time the screen changes, then nothing."""
        todo = iter(hands)

        def progress(shown: Progress) -> None:
            self.shown.append(shown)
            match next(todo, None):
                case None:
                    pass
                case int(piece):
                    self.mechanism.insert(piece)
                case act:
                    act()

        self.shown: list[Progress] = []
        return self.till.pay(id, 30, progress)

    def state(self, id: str = "r-1") -> str:
        recorded = self.journal.payment(id)
        assert recorded is not None
        return recorded.payment.state.value
