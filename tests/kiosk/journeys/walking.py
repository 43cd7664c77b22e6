"""Walking a journey: answers and outcomes in, names of pages and effects out. Every page is read in every language."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from kiosk.effects import NoWayBack
from kiosk.journey import Ask, Card, Effect, Ended, Engine, Journey
from kiosk.words import all_words
from screens.page import Page
from screens.phrase import Data, Msg, Phrase

WORDS = {tag: words for tag, words in all_words().items() if tag in ("ja", "en")}
"""What a message needs is the same in every language (`kiosk.words.check`)."""


class Key(Enum):
    """Keys of the frame."""

    BACK = "back"


BACK = Key.BACK


@dataclasses.dataclass(frozen=True)
class ByDevice:
    """An answer that no hand gave (a card laid or taken, time that is up)."""

    value: object


class Walk:
    """A journey under way. trail: what was met, in order; `at` is where it stands."""

    def __init__(self, begin: Callable[[], Journey[Any]]) -> None:
        self.engine = Engine(begin)
        self.trail: list[str] = []
        self._note()

    def go(self, *moves: object) -> Walk:
        """Answer the page or settle the effect, one move each."""
        for move in moves:
            step = self.engine.step
            if isinstance(step, Effect):
                self.engine.settle(move)
            elif isinstance(move, ByDevice):
                self.engine.answer(move.value, by_hand=False)
            elif move is BACK:
                self.engine.back()
            else:
                self.engine.answer(move)
            self._note()
        return self

    @property
    def at(self) -> str:
        """Name of the page or effect, or "end"."""
        return _name(self.engine)

    @property
    def page(self) -> Page:
        """The page asked now."""
        assert isinstance(self.engine.step, Ask), self.at
        return self.engine.step.page

    @property
    def card(self) -> Card:
        """What the question has to do with the card."""
        assert isinstance(self.engine.step, Ask), self.at
        return self.engine.step.card

    @property
    def effect(self) -> Effect:
        """The effect asked now."""
        assert isinstance(self.engine.step, Effect), self.at
        return self.engine.step

    def _note(self) -> None:
        while isinstance(self.engine.step, NoWayBack):
            self.engine.settle(None)
        self.trail.append(self.at)
        step = self.engine.step
        if isinstance(step, Ask):
            look_over(step.page)
        elif isinstance(step, Effect) and (page := step.page()) is not None:
            look_over(page)


def _name(engine: Engine) -> str:
    match engine.step:
        case Ask(page=page):
            return page.name
        case Ended():
            return "end"
        case effect:
            return type(effect).__name__


def keys(page: Page) -> list[str]:
    """The answers that the page itself offers."""
    offered = [row.key for row in getattr(page, "rows", ()) if row.key]
    offered += [option.key for option in (*getattr(page, "options", ()), *getattr(page, "actions", ()))]
    return offered


def look_over(page: Page) -> None:
    """Every text of the page exists in every language; ways that are closed say why; keys are not told twice."""
    for words in WORDS.values():
        for text in texts(page):
            phrase = words.phrase(text)
            assert phrase.plain
    offered = keys(page)
    assert len(offered) == len(set(offered)), f"{page.name} has a key twice"
    if not page.back and not page.name.startswith("leave."):
        assert page.closed_reason is not None, f"{page.name} closes a way without a reason"


def texts(thing: object) -> Iterator[Msg | Data]:
    """Every text in a page."""
    if isinstance(thing, Msg | Data):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from texts(each)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))


def phrases(page: Page, language: str) -> list[Phrase]:
    """The page's texts in one language."""
    return [WORDS[language].phrase(text) for text in texts(page)]


def says(page: Page, language: str = "ja") -> str:
    """Everything the page says, without the half spaces that part phrases."""
    return "\n".join(phrase.plain.replace(" ", "") for phrase in phrases(page, language))
