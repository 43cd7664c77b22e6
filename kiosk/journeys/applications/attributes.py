"""Who applies: the four attributes from the card with the 券面事項入力補助用 number, or typed.

That number is not the log-in's: the pages say so. Who doesn't know it types; only a signature needs the card itself.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never

from devices.cards import outcomes as cards
from devices.cards.outcomes import Absent, Attributes, AttributesOutcome, Left, Locked, PinTries
from devices.cards.recognise import MyNumberCard
from gateway.contract.applications import Applicant
from kiosk.effects import Overdue
from kiosk.journey import Card, Journey
from kiosk.journeys import troubles as common
from kiosk.journeys.applications import attributes_pages as pages
from kiosk.journeys.applications import troubles
from kiosk.journeys.applications.card import (
    CARD_MOVED_AFTER_ENTRY,
    LookAgain,
    card_trouble,
    recognised,
    while_it_lies,
)
from kiosk.journeys.applications.questions import ask_address, ask_kana
from kiosk.journeys.log_in_pages import malformed_pin
from kiosk.journeys.pin_help import how_to_unlock
from kiosk.line.effects import ReadAttributes
from kiosk.rules.bounds import day_of
from screens.page import Banner, Secret

Sex = Literal["male", "female", "other", "unknown"]
_SEX: dict[str, Sex] = {"1": "male", "2": "female", "3": "other", "9": "other"}


def who_applies(signature: bool, reader: bool, today: date) -> Journey[tuple[Applicant, bytes | None]]:
    """The applicant, and the authentication certificate of her card (None: she goes without a card).

    signature: the procedure needs one; then a card whose 署名用 can't be used ends it here, before anything is typed.
    """
    if not signature:
        choice = (yield pages.with_or_without_card()) if reader else "typed"
        if choice == "typed":
            return (yield from _typed(today)), None
    note: Banner | None = None
    while True:
        try:
            card = yield from recognised(note)
            if signature:
                yield from _can_sign(card)
            return (yield from _applicant(card, today)), card.auth_certificate
        except LookAgain as again:
            note = again.note


def card_that_signs() -> Journey[bytes]:
    """The authentication certificate of a card whose 署名用 can be used: looked at before anything is typed."""
    note: Banner | None = None
    while True:
        try:
            card = yield from recognised(note, for_signature=True)
            yield from _can_sign(card)
            return card.auth_certificate
        except LookAgain as again:
            note = again.note


def _can_sign(card: MyNumberCard) -> Journey[None]:
    if not card.has_signature_certificate or isinstance(card.tries.sign, Absent):
        yield from card_trouble(troubles.no_signature())
    if isinstance(card.tries.sign, Locked):
        yield from card_trouble(troubles.signature_locked(just_now=False), Secret.SIGNATURE)


def _applicant(card: MyNumberCard, today: date) -> Journey[Applicant]:
    """From the card if she knows that number, else typed."""
    tries: PinTries = card.tries.text
    note: Banner | None = None
    while True:
        match (yield from while_it_lies(pages.how_to_fill_in(tries, note), Card.MAY_GO)):
            case "card" if isinstance(tries, Left):
                pass
            case "help":
                yield from while_it_lies(how_to_unlock(Secret.TEXT_INPUT), Card.MAY_GO)
                continue
            case _:
                return (yield from _typed(today))
        entry = yield from while_it_lies(pages.pin(tries, note))
        if not isinstance(entry, bytearray):
            yield from while_it_lies(how_to_unlock(Secret.TEXT_INPUT), Card.MAY_GO)
            continue
        outcome: AttributesOutcome | Overdue = yield ReadAttributes(entry, card.auth_certificate)
        match outcome:
            case Attributes():
                return (yield from _of_card(outcome, today))
            case cards.WrongPin():
                tries = Left(outcome.left, outcome.most)
                note = pages.wrong_pin(outcome.left)
            case cards.PinMalformed():
                note = malformed_pin(outcome.reason)
            case cards.PinLocked():
                tries, note = Locked(), pages.LOCKED
            case cards.PinAbsent():
                tries, note = Absent(), None
            case cards.NoCard() | cards.CardRemoved():
                raise LookAgain(CARD_MOVED_AFTER_ENTRY)
            case Overdue():
                yield from card_trouble(common.card_silent())
            case (
                cards.CardSwapped()
                | cards.CardMute()
                | cards.CardUnpowered()
                | cards.NoReader()
                | cards.ReaderBusy()
                | cards.ReaderServiceDown()
                | cards.Cancelled()
                | cards.CardFault()
            ):
                yield from card_trouble(common.card(outcome))
            case _:
                assert_never(outcome)


def _of_card(attributes: Attributes, today: date) -> Journey[Applicant]:
    """Code point for code point. A birthday that is not known to the day is asked for."""
    birth = attributes.birth_date
    if birth is None:
        birth = yield pages.birth_date(day_of("today-120y", today), today, unknown=True)
    return Applicant(
        source="card",
        name=attributes.name,
        address=attributes.address,
        birth_date=birth,
        sex=_SEX.get(attributes.sex, "unknown"),
    )


def _typed(today: date) -> Journey[Applicant]:
    name = yield from ask_kana(pages.name())
    birth: date = yield pages.birth_date(day_of("today-120y", today), today, unknown=False)
    sex: Sex = yield pages.sex()
    address = yield from ask_address(pages.ADDRESS_HEADING, pages.ADDRESS_LABEL)
    return Applicant(
        source="typed", name=name, address=f"{address['place']}{address['rest']}", birth_date=birth, sex=sex
    )
