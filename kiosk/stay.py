"""One stay at the terminal as the terminal keeps it: the journey that runs, what covers its page, and its time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kiosk.config import Limits
from kiosk.journey import Ask, Card, CardLaid, CardTaken, Engine, ReaderLost
from kiosk.session import Session
from kiosk.workers import Ticket

WAIT_SHOWN_AFTER_S = 0.3
"""An effect that takes longer than this gets its own page; before that the pressed page stands still."""


class ReaderCondition(Enum):
    """What the reader monitor last said of the resident's reader."""

    READY = "ready"
    ABSENT = "absent"
    SERVICE_DOWN = "service_down"


@dataclass(slots=True)
class OnReader:
    """The resident's reader and what lies on it. card: fresh for every card that is laid down."""

    condition: ReaderCondition = ReaderCondition.ABSENT
    card: str | None = None


class Cover(Enum):
    """A page of the terminal's own that lies over the journey's page; what is below keeps its input."""

    STILL_THERE = "still_there"
    TIME_LIMIT = "time_limit"
    REALLY_STOP = "really_stop"
    STAFF = "staff"
    LANGUAGE = "language"
    NO_TOUCH = "no_touch"


class Due(Enum):
    """What the clock asks for."""

    COVER_IDLE = "cover_idle"
    COVER_LIMIT = "cover_limit"
    TIMED_OUT = "timed_out"
    TIME_LIMIT = "time_limit"
    QUESTION_OVER = "question_over"


@dataclass(slots=True, eq=False)
class Stay:
    """session is None while the last resident is being seen off: then nothing personal is in the engine.

    call: number of the last call for staff. purposes: what has been chosen from the menu.
    """

    engine: Engine
    session: Session | None
    touched: float
    asked: float
    ticket: Ticket | None = None
    wait_shown: bool = False
    cover: Cover | None = None
    covered: float = 0.0
    limit_warned: bool = False
    call: str | None = None
    purposes: set[str] = field(default_factory=set)

    def due(self, now: float, limits: Limits) -> Due | None:
        """What is due now. While an effect runs its own deadline counts, not the resident's."""
        if self.session is not None:
            if now - self.session.began >= limits.absolute_s:
                return Due.TIME_LIMIT
            if self.cover is Cover.STILL_THERE and now - self.covered >= limits.warning_s:
                return Due.TIMED_OUT
        step = self.engine.step
        if not isinstance(step, Ask):
            return None
        if self.session is not None and self.cover not in (Cover.STILL_THERE, Cover.TIME_LIMIT):
            if not self.limit_warned and now - self.session.began >= limits.absolute_s - limits.warning_s:
                return Due.COVER_LIMIT
            if now - self.touched >= limits.idle_s:
                return Due.COVER_IDLE
        if step.after_s is not None and self.cover is None and now - self.asked >= step.after_s:
            return Due.QUESTION_OVER
        return None

    def next_due(self, now: float, limits: Limits) -> float:
        """The earliest instant at which `due` or the countdown can change."""
        times: list[float] = []
        if self.ticket is not None:
            times.append(self.ticket.deadline)
            if not self.wait_shown:
                times.append(self.ticket.began + WAIT_SHOWN_AFTER_S)
        if self.session is not None:
            times.append(self.session.began + limits.absolute_s)
            if not self.limit_warned:
                times.append(self.session.began + limits.absolute_s - limits.warning_s)
            times.append(self.touched + limits.idle_s)
            if self.counts_down():
                times.append(now + 1.0 - (now - self.covered) % 1.0)
        step = self.engine.step
        if isinstance(step, Ask) and step.after_s is not None:
            times.append(self.asked + step.after_s)
        return min(times, default=float("inf"))

    def counts_down(self) -> bool:
        """Whether the cover shows seconds."""
        return self.cover in (Cover.STILL_THERE, Cover.TIME_LIMIT)

    def card_answer(self, on_reader: OnReader) -> CardLaid | CardTaken | ReaderLost | None:
        """What the card, as it lies or doesn't lie, answers to the question; None: nothing."""
        step, card = self.engine.step, on_reader.card
        if self.cover is not None or not isinstance(step, Ask):
            return None
        match step.card:
            case Card.IS_AWAITED if card is not None:
                return CardLaid(card)
            case Card.IS_AWAITED if on_reader.condition is not ReaderCondition.READY:
                return ReaderLost()
            case Card.MUST_LIE | Card.MAY_GO | Card.MUST_GO if card is None:
                return CardTaken()
            case _:
                return None
