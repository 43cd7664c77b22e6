"""Somebody who fills in any form: answers every page by its kind, and every question as she is told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from devices.cards.certificates import Certificate
from devices.cards.outcomes import AllTries, Attributes, Left
from devices.cards.recognise import MyNumberCard
from devices.printers.receipts import outcomes as small
from kiosk.effects import InspectCard, NoWayBack, Today
from kiosk.journey import CardLaid, Effect, Ended, Engine, Journey
from kiosk.journeys.applications.applying import Equipment, apply
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.line import effects
from kiosk.line.effects import EForm
from kiosk.line.outcomes import Delivered, Kept, Photo, Places, Promised, SignedApplication
from kiosk.procedures.model import People, Procedure, Question, Single
from kiosk.procedures.wording import said
from screens.page import (
    Choose,
    Confirm,
    DateEntry,
    Digits,
    Document,
    Filed,
    Image,
    Page,
    Password,
    Pin,
    TextEntry,
    Viewfinder,
    Wait,
)

T = TypeVar("T")
TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CERTIFICATE = b"authentication certificate"
ATTRIBUTES = Attributes(
    "例示　ふみ", "架空県こもれび市みずうみ台二丁目１１番５号", date(1950, 12, 1), "19501201", "2", True
)
PROMISE = Promised("a" * 32, "b" * 32, "follow", "https://gateway.example/follow/follow")
PHOTO = Photo(b"\xff\xd8 a sheet", Image(1, 1, b"\0\0\0"))
KEPT = Kept("K7-000001-X", AT, PROMISE.key)
RECEIVED = Delivered(KEPT.receipt, AT)
SIGNED = SignedApplication("header.payload.signature")


def card(tries: AllTries | None = None, *, signs: bool = True, der: bytes = CERTIFICATE) -> MyNumberCard:
    """What lies on the reader."""
    certificate = Certificate(der, AT - timedelta(days=400), AT + timedelta(days=900))
    return MyNumberCard("JPKIAPICCTOKEN2", certificate, tries or AllTries(Left(3, 3), Left(5, 5), Left(3, 3)), signs)


OUTCOMES: Mapping[type[Effect], object] = {
    Today: TODAY,
    NoWayBack: None,
    InspectCard: None,
    effects.MayAccept: PROMISE,
    effects.ReadAttributes: ATTRIBUTES,
    effects.FindPlaces: Places(("架空県こもれび市ひだまり町", "架空県こもれび市みずうみ台")),
    effects.TakePhoto: PHOTO,
    effects.SignApplication: SIGNED,
    effects.PutItem: KEPT,
    effects.AwaitDelivery: RECEIVED,
    effects.PrintSlip: small.Printed(small.Ready()),
}


class First:
    """Takes the first of everything."""

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[0]

    def number(self, least: int, most: int) -> int:
        """A number between both."""
        return least


@dataclass
class Filling:
    """wants: answers by question id; what isn't there is chosen by `luck`. asked: ids of the questions met.

    looks: called with every page.
    """

    procedure: Procedure
    wants: Mapping[str, str] = field(default_factory=dict)
    luck: Any = field(default_factory=First)
    equipment: Equipment = field(default_factory=lambda: Equipment(camera=True, receipts=True))
    looks: Callable[[Page], None] = lambda page: None
    outcomes: dict[type[Effect], object] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    form: EForm | None = None
    people: int = 0

    def run(self, most: int = 2000) -> Filling:
        """To the end, and no further than `most` steps."""
        engine = Engine(self._journey)
        for _ in range(most):
            step = engine.step
            if isinstance(step, Ended):
                return self
            if isinstance(step, Effect):
                engine.settle(self.settled(step))
                continue
            self.looks(step.page)
            self.pages.append(step.page.name)
            engine.answer(self.answer(step.page))
        raise AssertionError(f"no end after {most} steps: {self.pages[-5:]}")

    def _journey(self) -> Journey[str]:
        try:
            yield from apply(self.procedure, self.equipment, TODAY)
        except Finished:
            return "finished"
        except ToMenu:
            return "menu"
        return "?"

    def settled(self, effect: Effect) -> object:
        """What comes of an effect."""
        self.effects.append(effect)
        if isinstance(effect, effects.PutItem):
            self.form = effect.form
        if type(effect) in self.outcomes:
            return self.outcomes[type(effect)]
        return card() if isinstance(effect, InspectCard) else OUTCOMES[type(effect)]

    def question(self, page: Page) -> Question | Single | None:
        """Which question a page asks, by its heading."""
        for question in self.procedure.questions:
            if said(question.ask) == page.heading:
                return question
            if isinstance(question, People):
                for inner in question.questions:
                    if said(inner.ask) == page.heading:
                        return inner
        return None

    def answer(self, page: Page) -> object:
        """By the page's kind."""
        question = self.question(page)
        if question is not None:
            self.asked.add(question.id)
        wanted = self.wants.get(question.id) if question is not None else None
        match page:
            case Choose(name="applications.ask.people"):
                return self._people(page)
            case Choose(name="applications.ask.choices"):
                return self._choices(page, wanted)
            case Choose():
                open_ = [option.key for option in page.options if option.unavailable is None]
                return wanted if wanted in open_ else self.luck.one([key for key in open_ if key not in _LEAVES])
            case DateEntry():
                first, last = date.fromisoformat(page.earliest), date.fromisoformat(page.latest)
                return first + timedelta(days=self.luck.number(0, (last - first).days))
            case Digits():
                return self._digits(page, question)
            case TextEntry():
                return "みほん"
            case Document() | Filed():
                return "hide" if isinstance(page, Document) else "on"
            case Wait():
                return CardLaid("1")
            case Pin():
                return bytearray(b"5678")
            case Password():
                return bytearray(b"SAMPLE1")
            case Viewfinder():
                return "use" if page.taken is not None else "shoot"
            case Confirm():
                return "go"
            case _:
                raise AssertionError(f"nobody knows how to answer {page.name}")

    def _choices(self, page: Choose, wanted: str | None) -> str:
        chosen = {option.key for option in page.options if option.selected}
        if wanted is not None and wanted not in chosen:
            return wanted
        values = [option.key for option in page.options if option.key != "done"]
        done = next(option for option in page.options if option.key == "done")
        if done.unavailable is None and self.luck.one([True, False]):
            return "done"
        rest = [key for key in values if key not in chosen]
        return str(self.luck.one(rest)) if rest else "done"

    def _people(self, page: Choose) -> str:
        keys = {option.key: option for option in page.options}
        there = sum(key.startswith("person") for key in keys)
        if "add" in keys and (keys["done"].unavailable is not None or there < max(self.people, 1)):
            return "add"
        return "done"

    def _digits(self, page: Digits, question: Question | Single | None) -> str:
        name = page.name.removeprefix("applications.ask.")
        if name == "phone":
            return str(self.luck.one(["0312345678", "09012345678"]))
        if name == "number" and question is not None:
            return str(self.luck.number(question.least, question.most))  # type: ignore[union-attr]
        if name == "post_symbol":
            return "12340"
        if name == "post_number":
            return "1234561"
        return "1234567890123456789012345"[: page.longest]


_LEAVES = frozenset({"menu", "change", "help", "without", "skip"})
