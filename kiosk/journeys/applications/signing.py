"""署名: the card that began this signs what the review page showed, with the 署名用 password."""

from __future__ import annotations

from typing import assert_never

from devices.cards import outcomes as cards
from devices.cards.outcomes import Absent, CardTrouble, Left, Locked, PinRefusal, SignatureInvalid
from kiosk.effects import NoWayBack, Overdue
from kiosk.journey import Card, Journey
from kiosk.journeys import troubles as common
from kiosk.journeys.applications import card_pages, troubles
from kiosk.journeys.applications import signing_pages as pages
from kiosk.journeys.applications.card import LookAgain, card_trouble, recognised, while_it_lies
from kiosk.journeys.pin_help import how_to_unlock
from kiosk.journeys.ways_out import ToMenu
from kiosk.line.effects import AnswerForm, EForm, SignApplication
from kiosk.line.outcomes import SignedApplication
from screens.page import Banner, Secret

SignOutcome = SignedApplication | SignatureInvalid | PinRefusal | CardTrouble | Overdue


def sign(form: EForm | AnswerForm, certificate: bytes) -> Journey[SignedApplication]:
    """Until the card has signed; `ToMenu` if she would rather not. certificate: of the card that began this."""
    note: Banner | None = None
    while True:
        try:
            card = yield from recognised(note, for_signature=True)
            if card.auth_certificate != certificate:
                yield NoWayBack()
                raise LookAgain(card_pages.CARD_SWAPPED)
            match card.tries.sign:
                case Left() as tries:
                    return (yield from _enter(form, certificate, tries))
                case Locked():
                    yield from card_trouble(troubles.signature_locked(just_now=False), Secret.SIGNATURE)
                case Absent():
                    yield from card_trouble(troubles.no_signature())
                case never:
                    assert_never(never)
        except LookAgain as again:
            note = again.note


def _enter(form: EForm | AnswerForm, certificate: bytes, tries: Left) -> Journey[SignedApplication]:
    note: Banner | None = None
    while True:
        if tries.left == 1:
            yield from _last_try(tries)
        password = yield from _ask(tries, note)
        outcome: SignOutcome = yield SignApplication(password, certificate, form)
        match outcome:
            case SignedApplication():
                return outcome
            case cards.WrongPin():
                tries = Left(outcome.left, outcome.most)
                note = pages.wrong(outcome.left)
            case cards.PinMalformed():
                note = pages.MALFORMED
            case cards.PinLocked():
                yield from card_trouble(troubles.signature_locked(just_now=outcome.just_now), Secret.SIGNATURE)
            case cards.PinAbsent():
                yield from card_trouble(troubles.no_signature())
            case cards.NoCard() | cards.CardRemoved():
                # Whether the card was given the password isn't known: its counter is asked.
                raise LookAgain(pages.CARD_MOVED_AFTER_PASSWORD)
            case SignatureInvalid():
                yield from card_trouble(common.bad_signature(), card=Card.MAY_LIE)
            case Overdue():
                yield from card_trouble(troubles.signing_silent(), card=Card.MAY_LIE)
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
                yield from card_trouble(common.card(outcome), card=Card.MAY_LIE)
            case _:
                assert_never(outcome)


def _ask(tries: Left, note: Banner | None) -> Journey[bytearray]:
    while True:
        entry = yield from while_it_lies(pages.password(tries, note))
        if isinstance(entry, bytearray):
            return entry
        yield from while_it_lies(how_to_unlock(Secret.SIGNATURE), Card.MAY_GO)


def _last_try(tries: Left) -> Journey[None]:
    """Only an explicit choice spends the last try."""
    while True:
        match (yield from while_it_lies(pages.last_try(tries.most), Card.MAY_GO)):
            case "enter":
                return
            case "help":
                yield from while_it_lies(how_to_unlock(Secret.SIGNATURE), Card.MAY_GO)
            case _:
                raise ToMenu
