"""Logging in: card, 利用者証明用 PIN, and the gateway's word. Every kind of card and every trouble has its own page."""

from __future__ import annotations

from datetime import date
from typing import NoReturn, assert_never

from devices.cards import outcomes as cards
from devices.cards.outcomes import Absent, CardTrouble, Left, Locked, PinAbsent, PinLocked, PinMalformed, WrongPin
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    InspectOutcome,
    MyNumberCard,
    OldResidentCard,
    SmartphoneToken,
)
from kiosk import portal_outcomes as portal
from kiosk.effects import InspectCard, LogIn, NoWayBack, Overdue, ProbeGateway, Today
from kiosk.journey import Ask, Card, CardLaid, CardTaken, Journey, ReaderLost
from kiosk.journeys import log_in_pages as pages
from kiosk.journeys import log_in_refusals as refusals
from kiosk.journeys import troubles
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.pin_help import one_pin
from kiosk.journeys.ways_out import ToMenu
from kiosk.portal_outcomes import LoggedIn, LogInRefusal, PortalTrouble, Service
from kiosk.rules.certificate_dates import Expired, ExpiresSoon, InDate, judge, last_day
from screens.page import Banner, Page, Secret

LogInOutcome = (
    LoggedIn | LogInRefusal | PortalTrouble | CardTrouble | cards.PinRefusal | cards.SignatureInvalid | Overdue
)
NotLoggedIn = LogInRefusal | PortalTrouble | CardTrouble | PinAbsent | cards.SignatureInvalid | Overdue


class _LookAgain(Exception):
    """Whatever lies on the reader now must be looked at anew. note: what to say beside the reader."""

    def __init__(self, note: Banner | None = None) -> None:
        super().__init__()
        self.note = note


def log_in(*, receipts: bool = False) -> Journey[LoggedIn]:
    """Until the gateway knows her; `ToMenu` if she would rather not. receipts: there is a small printer for PIN help.

    Whatever interrupts: the card is looked at again, and the tries left are what it says then.
    """
    today: date = yield Today()
    # Before she looks for her card and enters a number: without the gateway nobody can be logged in.
    yield from _gateway_serves()
    note: Banner | None = None
    while True:
        try:
            match (yield Ask(pages.put_card(note), Card.IS_AWAITED)):
                case CardLaid():
                    return (yield from _with_card((yield InspectCard()), today, receipts))
                case ReaderLost():
                    yield from _trouble(troubles.card(cards.NoReader()), Card.MAY_LIE)
                case _:
                    raise ToMenu
        except _LookAgain as again:
            note = again.note


def _gateway_serves() -> Journey[None]:
    while (service := (yield from ask_gateway(ProbeGateway(), Service))).opens_at is not None:
        if (yield troubles.gateway(portal.ServiceClosed(service.opens_at))) != "again":
            raise ToMenu
        yield NoWayBack()


def _with_card(card: InspectOutcome | Overdue, today: date, receipts: bool) -> Journey[LoggedIn]:
    """What lies there decides."""
    match card:
        case MyNumberCard():
            yield from _look_at_dates(card, today)
            return (yield from _with_pin(card, receipts))
        case FaceOnlyCard() | CardWithoutCertificate() | OldResidentCard() | SmartphoneToken() | ForeignCard():
            return (yield from _trouble(refusals.other_card(card)))
        case cards.NoCard() | cards.CardRemoved():
            raise _LookAgain(pages.CARD_MOVED)
        case Overdue():
            return (yield from _trouble(troubles.card_silent()))
        case cards.NoReader() | cards.ReaderServiceDown():
            return (yield from _trouble(troubles.card(card), Card.MAY_LIE))
        case trouble:
            return (yield from _trouble(troubles.card(trouble)))


def _look_at_dates(card: MyNumberCard, today: date) -> Journey[None]:
    if today < last_day(card.certificate.not_before):
        yield from _trouble(refusals.not_yet_valid())
    match judge(last_day(card.certificate.not_after), today):
        case InDate():
            pass
        case ExpiresSoon(day):
            yield from _go_on(pages.expires_soon(day))
        case Expired(day):
            yield from _trouble(refusals.expired(day))


def _with_pin(card: MyNumberCard, receipts: bool) -> Journey[LoggedIn]:
    match card.tries.auth:
        case Absent():
            return (yield from _trouble(refusals.other_card(FaceOnlyCard(card.tries))))
        case Locked():
            return (yield from _locked(Card.MAY_GO, receipts, just_now=False))
        case Left() as tries:
            if not card.has_signature_certificate:
                yield from _go_on(pages.no_signature_certificate())
            return (yield from _enter_pin(card, tries, receipts))
        case never:
            assert_never(never)


def _enter_pin(card: MyNumberCard, tries: Left, receipts: bool) -> Journey[LoggedIn]:
    note: Banner | None = None
    while True:
        if tries.left == 1:
            yield from _last_try(tries)
        pin = yield from _ask_pin(tries, note, receipts)
        outcome: LogInOutcome = yield LogIn(pin, card.auth_certificate)
        match outcome:
            case LoggedIn():
                return outcome
            case WrongPin():
                tries = Left(outcome.left, outcome.most)
                note = pages.wrong_pin(outcome.left)
            case PinMalformed():
                note = pages.malformed_pin(outcome.reason)
            case PinLocked():
                yield from _locked(Card.MAY_LIE, receipts, just_now=outcome.just_now)
            case cards.NoCard() | cards.CardRemoved():
                # Whether the card was given the PIN isn't known: its counter is asked.
                raise _LookAgain(pages.CARD_MOVED_AFTER_PIN)
            case _:
                yield from _trouble(_why_not(outcome, card), Card.MAY_LIE)


def _ask_pin(tries: Left, note: Banner | None, receipts: bool) -> Journey[bytearray]:
    while True:
        entry = yield from _while_card_lies(pages.pin(tries, note))
        if isinstance(entry, bytearray):
            return entry
        if isinstance((yield from _help(Card.MAY_GO, receipts)), CardTaken):
            raise _LookAgain


def _last_try(tries: Left) -> Journey[None]:
    """Only an explicit choice spends the last try."""
    while True:
        match (yield from _while_card_lies(pages.last_try(tries.most), Card.MAY_GO)):
            case "enter":
                return
            case "staff":
                yield from _while_card_lies(pages.ask_staff(), Card.MAY_GO)
            case _:
                raise ToMenu


def _why_not(outcome: NotLoggedIn, card: MyNumberCard) -> Page:
    match outcome:
        case PinAbsent():
            return refusals.other_card(FaceOnlyCard(card.tries))
        case cards.SignatureInvalid() | portal.SignatureWrong():
            return troubles.bad_signature()
        case Overdue():
            return troubles.log_in_silent()
        case portal.CertificateExpired():
            return refusals.expired(last_day(card.certificate.not_after))
        case portal.CertificateNotYetValid():
            return refusals.not_yet_valid()
        case (
            portal.CertificateRevoked()
            | portal.IssuerUnknown()
            | portal.NotForLogin()
            | portal.RevocationUnknown()
            | portal.ChallengeUsed()
            | portal.WrongTerminal()
        ):
            return refusals.refused(outcome)
        case (
            cards.NoCard()
            | cards.CardRemoved()
            | cards.CardSwapped()
            | cards.CardMute()
            | cards.CardUnpowered()
            | cards.NoReader()
            | cards.ReaderBusy()
            | cards.ReaderServiceDown()
            | cards.Cancelled()
            | cards.CardFault()
        ):
            return troubles.card(outcome)
        case trouble:
            return troubles.gateway(trouble)


# --- asking while a card lies there -----------------------------------------------------------------------------------


def _while_card_lies(page: Page, card: Card = Card.MUST_LIE) -> Journey[object]:
    answer: object = yield Ask(page, card)
    if isinstance(answer, CardTaken):
        raise _LookAgain
    return answer


def _go_on(page: Page) -> Journey[None]:
    """A page that warns and lets her go on."""
    if (yield from _while_card_lies(page, Card.MAY_GO)) != "go_on":
        raise ToMenu


def _trouble(page: Page, card: Card = Card.MAY_GO) -> Journey[NoReturn]:
    """Ends the attempt: "again" looks at the card anew, and so does taking it away."""
    if (yield from _while_card_lies(page, card)) == "again":
        yield NoWayBack()
        raise _LookAgain
    raise ToMenu


def _locked(card: Card, receipts: bool, *, just_now: bool) -> Journey[NoReturn]:
    """Ends the attempt, too; how to unlock can be read here, and taken along."""
    while (yield from _while_card_lies(refusals.locked(just_now=just_now), card)) == "pin_help":
        yield from _help(Card.MAY_LIE, receipts)
    raise ToMenu


def _help(card: Card, receipts: bool) -> Journey[object]:
    return (yield from one_pin(Secret.USER_AUTHENTICATION, receipts=receipts, card=card))
