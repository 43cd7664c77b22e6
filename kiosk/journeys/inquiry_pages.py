"""The pages of お問い合わせ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gateway.contract.notices import LONGEST_REPLY
from kiosk.journeys.applications.sending_pages import Filing
from kiosk.line.outcomes import Reachable
from kiosk.rules.written_numbers import phone_shown
from screens.page import Banner, Choose, Confirm, Digits, Option, Page, Row, TextEntry, Unavailable
from screens.phrase import Data, Msg, Text, msg

SERVICE = msg("inquiry-service")
ICON = "help"
STEPS = 4
LONGEST_NAME = 30
PHONE_WRONG = Banner("warn", msg("applications-phone-wrong"), msg("applications-phone-wrong-text"))

_TOPICS = {
    "application": (msg("inquiry-application"), "pencil"),
    "card": (msg("inquiry-card"), "card"),
    "certificate": (msg("inquiry-certificate"), "certificate"),
    "family": (msg("inquiry-family"), "people"),
    "tax": (msg("inquiry-tax"), "yen"),
    "other": (msg("inquiry-other"), "help"),
}


@dataclass(slots=True)
class Draft:
    """What has been answered so far. box, phone: at most one of them. Rebuilt by every replay."""

    about: str = ""
    text: str = field(default="", repr=False)
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    box: str | None = field(default=None, repr=False)


def about() -> Page:
    """Which office it is for."""
    options = tuple(Option(key, title, icon=icon) for key, (title, icon) in _TOPICS.items())
    return _choose("about", 1, msg("inquiry-about-heading"), options)


def how_to_answer() -> Choose:
    """By notice, by phone, or not at all."""
    return _choose(
        "how",
        2,
        msg("inquiry-how-heading"),
        (
            Option("notice", msg("inquiry-by-notice"), msg("inquiry-by-notice-text"), "bell", needs_card=True),
            Option("phone", msg("inquiry-by-phone"), msg("inquiry-by-phone-text"), "phone"),
            Option("none", msg("inquiry-no-answer"), msg("inquiry-no-answer-text"), "next"),
        ),
    )


def as_things_are(page: Choose, reachable: Reachable) -> Page:
    """Nobody can be logged in without the line."""
    if reachable.gateway:
        return page
    flat = Unavailable(msg("menu-offline"))
    return replace(
        page, options=tuple(replace(each, unavailable=flat) if each.key == "notice" else each for each in page.options)
    )


def name() -> Page:
    """Whom the office asks for."""
    return _text("name", 2, msg("inquiry-name-heading"), msg("inquiry-name"), "", LONGEST_NAME)


def phone(typed: str, note: Banner | None) -> Page:
    """With the area code."""
    return Digits(
        name="inquiry.phone",
        service=SERVICE,
        icon="phone",
        heading=msg("inquiry-phone-heading"),
        banner=note,
        progress=(2, STEPS),
        label=msg("inquiry-phone"),
        longest=11,
        shortest=10,
        start=typed,
    )


def text(typed: str) -> Page:
    """In her own words."""
    return _text("text", 3, msg("inquiry-text-heading"), msg("inquiry-text"), typed, LONGEST_REPLY)


def review(draft: Draft) -> Page:
    """Every line."""
    return Confirm(
        name="inquiry.review",
        service=SERVICE,
        icon=ICON,
        heading=msg("applications-review-heading"),
        explanation=msg("applications-review-text"),
        progress=(4, STEPS),
        rows=tuple(lines(draft)),
        action=msg("applications-send"),
    )


def lines(draft: Draft) -> Iterator[Row]:
    """As they are looked over and sent."""
    title, _ = _TOPICS[draft.about]
    yield Row(msg("inquiry-topic"), title, key="about")
    yield Row(msg("inquiry-text"), Data(draft.text), key="text")
    yield Row(msg("inquiry-how"), _how(draft), key="how")


def filing(draft: Draft) -> Filing:
    """What comes next depends on how she wants to hear of it."""
    if draft.box is not None:
        then = msg("inquiry-then-notice")
    elif draft.phone is not None:
        then = msg("inquiry-then-phone")
    else:
        then = msg("inquiry-then-nothing")
    return Filing(ICON, then, SERVICE, msg("inquiry-kept-heading"), then)


def _how(draft: Draft) -> Text:
    if draft.box is not None:
        return Msg("inquiry-by-notice", personal=True)
    if draft.phone is None or draft.name is None:
        return Msg("inquiry-no-answer", personal=True)
    called = {"name": Data(draft.name), "phone": Data(phone_shown(draft.phone), speech=" ".join(draft.phone))}
    return Msg("inquiry-by-phone-to", called, personal=True)


def _choose(name: str, step: int, heading: Text, options: tuple[Option, ...]) -> Choose:
    return Choose(
        name=f"inquiry.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        hint=msg("choosing-goes-on"),
        progress=(step, STEPS),
        options=options,
    )


def _text(name: str, step: int, heading: Text, label: Text, typed: str, longest: int) -> Page:
    return TextEntry(
        name=f"inquiry.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        progress=(step, STEPS),
        label=label,
        keyboard="kana",
        longest=longest,
        start=typed,
    )
