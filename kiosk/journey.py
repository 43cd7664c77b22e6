"""The journey engine: straight-line code that asks, has things done, and can be walked back.

A journey is a generator. It yields a `Page` (or an `Ask`, when the card matters) and receives the resident's answer;
it yields an `Effect` and receives what came of it; `yield from` joins journeys. It knows no pygame, thread, socket or
clock, so a test of a journey is a list of answers and a list of pages.

**Back** drops the resident's last answer and replays the generator from its start with what was remembered; effects
are not repeated on the way. What lies behind an effect that closed the way (log-in, print, submit, pay) can't be
taken back: there Back leaves the journey by `WentBack`, raised at the yield, and whoever joined the journey goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, TypeVar

from kiosk.line.outcomes import Reachable
from screens.page import Page

R = TypeVar("R")


class Card(Enum):
    """What a question has to do with the card on the resident's reader."""

    MAY_LIE = "may_lie"
    MUST_LIE = "must_lie"  # and not be moved; taking it away answers CardTaken
    MAY_GO = "may_go"  # taking it away answers CardTaken; leaving it there is no harm
    IS_AWAITED = "is_awaited"  # one that is laid down or lies there answers CardLaid; no reader answers ReaderLost
    MUST_GO = "must_go"  # the empty reader answers CardTaken


@dataclass(frozen=True, slots=True)
class CardLaid:
    """A card lies on the resident's reader; `insertion` is fresh for every card laid down."""

    insertion: str


@dataclass(frozen=True, slots=True)
class CardTaken:
    """The resident's reader is empty."""


@dataclass(frozen=True, slots=True)
class ReaderLost:
    """A card is awaited where no reader is: it would be awaited in vain."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """Nobody answered within the question's own time."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: a page, what the card must do meanwhile, and after how many seconds `TimeUp` answers it.

    as_things_are: what is shown instead; of the same name, with the same answers, some of them flat.
    """

    page: Page
    card: Card = Card.MAY_LIE
    after_s: float | None = None
    as_things_are: Callable[[Reachable], Page] | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Effect:
    """Something a device or the gateway does. Subclasses say what; `kiosk.perform` does it, on the lane's worker.

    deadline_s: after that many seconds the effect counts as failed in the way that `overdue` says.
    page: shown while it runs, if it takes longer than a blink.
    """

    lane: ClassVar[str]
    deadline_s: ClassVar[float]

    def page(self) -> Page | None:
        """What the resident sees meanwhile."""
        return None

    def told(self, answer: object) -> None:
        """A key of `page` was pressed while it runs."""
        return

    def closes_way_back(self, outcome: object) -> bool:
        """Whether Back can't pass this effect any more."""
        return False


Step = Ask | Effect
Journey = Generator[Page | Ask | Effect, Any, R]


class WentBack(Exception):
    """The resident pressed Back where the last answer can't be taken back."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The journey came to its end."""

    value: Any = None


class BrokenReplayError(Exception):
    """A journey did not take the same way again with the same answers: a bug in the journey."""


@dataclass(frozen=True, slots=True)
class _Entry:
    step: str
    outcome: Any
    by_hand: bool = False
    closes_way: bool = False
    went_back: bool = False


class Engine:
    """Runs one journey. Owns the memory of its answers, which is personal: `close()` forgets it."""

    def __init__(self, begin: Callable[[], Journey[Any]]) -> None:
        self._begin = begin
        self._memory: list[_Entry] = []
        self._journey = begin()
        self.step: Step | Ended = self._advance(lambda: next(self._journey))

    def answer(self, value: object, *, by_hand: bool = True) -> Step | Ended:
        """The answer to the page that is asked. Not by hand: given by a device; Back passes over it."""
        if not isinstance(self.step, Ask):
            raise RuntimeError("no page is asked")
        return self._remember(_Entry(_name(self.step), value, by_hand=by_hand))

    def settle(self, outcome: object) -> Step | Ended:
        """What came of the effect that runs."""
        if not isinstance(self.step, Effect):
            raise RuntimeError("no effect runs")
        closes = self.step.closes_way_back(outcome)
        return self._remember(_Entry(_name(self.step), outcome, closes_way=closes))

    @property
    def at_start(self) -> bool:
        """Whether the resident hasn't answered anything yet that Back could take back or leave."""
        return not any(entry.by_hand or entry.closes_way for entry in self._memory)

    @property
    def can_go_back(self) -> bool:
        """Whether Back does something on the page that is asked now."""
        return isinstance(self.step, Ask) and self.step.page.back and not self.at_start

    def back(self) -> Step | Ended:
        """Take the last answer back and ask that question again, or leave by `WentBack`."""
        if not self.can_go_back or not isinstance(self.step, Ask):
            raise RuntimeError("there is no way back here")
        last = self._last_answer()
        if last is None:
            return self._remember(_Entry(_name(self.step), None, went_back=True))
        del self._memory[last:]
        self._replay()
        return self.step

    def close(self) -> None:
        """Forget everything."""
        self._journey.close()
        self._memory.clear()
        self.step = Ended()

    def _last_answer(self) -> int | None:
        for at in range(len(self._memory) - 1, -1, -1):
            if self._memory[at].closes_way or self._memory[at].went_back:
                return None
            if self._memory[at].by_hand:
                return at
        return None

    def _remember(self, entry: _Entry) -> Step | Ended:
        self._memory.append(entry)
        self.step = self._feed(entry)
        return self.step

    def _replay(self) -> None:
        self._journey.close()
        self._journey = self._begin()
        self.step = self._advance(lambda: next(self._journey))
        for entry in self._memory:
            if isinstance(self.step, Ended) or _name(self.step) != entry.step:
                raise BrokenReplayError(f"expected {entry.step}")
            self.step = self._feed(entry)

    def _feed(self, entry: _Entry) -> Step | Ended:
        if entry.went_back:
            return self._advance(lambda: self._journey.throw(WentBack()))
        return self._advance(lambda: self._journey.send(entry.outcome))

    def _advance(self, go: Callable[[], Page | Ask | Effect]) -> Step | Ended:
        try:
            step = go()
        except StopIteration as stop:
            return Ended(stop.value)
        return Ask(step) if isinstance(step, Page) else step


def _name(step: Step) -> str:
    return step.page.name if isinstance(step, Ask) else type(step).__name__
