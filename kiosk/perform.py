"""Does what journeys ask for, on the workers' threads: the only place where a device or the gateway is touched."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

from devices.cards.outcomes import CardTrouble, PinRefusal, SignatureInvalid, Signed
from devices.cards.recognise import InspectOutcome
from devices.cards.service import CardService
from kiosk.clock import Clock
from kiosk.effects import (
    ChangeAccount,
    DeleteNotice,
    InspectCard,
    KeepSession,
    ListDisclosures,
    ListItems,
    ListNotices,
    ListOperations,
    ListRecordsRequests,
    LogIn,
    LogOut,
    OpenAccount,
    PortalEffect,
    ProbeGateway,
    ReadAccount,
    ReadDisclosure,
    ReadNotice,
    ReadRecords,
    RequestItem,
    RequestRecords,
    Today,
)
from kiosk.journey import Effect
from kiosk.line.effects import LineEffect
from kiosk.paper import effects as paper
from kiosk.paper.outcomes import NoPaperHere
from kiosk.portal import Cancelled as PortalCancelled
from kiosk.portal import LoggedIn, LogInRefusal, OpenChallenge, Portal, PortalTrouble, assemble, login_message
from kiosk.staff.effects import StaffEffect

if TYPE_CHECKING:
    from kiosk.line.performing import LinePerformer
    from kiosk.paper.desk import PaperDesk
    from kiosk.staff.room import StaffRoom

MARGIN_S = 0.5
"""A device's own deadline ends this much before the effect's: its own word is worth more than `Overdue`."""

CARD_LOG_IN_S = 9.0
"""PIN and signature together take a real card one to two seconds."""

LogInOutcome = LoggedIn | LogInRefusal | PortalTrouble | PinRefusal | CardTrouble | SignatureInvalid


class Performer:
    """The parts a terminal has. Called on workers: one effect of each lane at a time.

    desk: None where no paper is handed out. staff: None where nobody of the staff is known. line: None where nothing
    can be applied for.
    """

    def __init__(
        self,
        cards: CardService,
        portal: Portal,
        clock: Clock,
        desk: PaperDesk | None = None,
        staff: StaffRoom | None = None,
        line: LinePerformer | None = None,
    ) -> None:
        self._staff = staff
        self._line = line
        self._cards = cards
        self._portal = portal
        self._clock = clock
        self._desk = desk

    def __call__(self, effect: Effect, cancel: threading.Event) -> object:
        """Do it and say what came of it."""
        match effect:
            case Today():
                return self._today()
            case InspectCard():
                return self._inspect(effect)
            case LogIn():
                return self._log_in(effect, cancel)
            case PortalEffect():
                return self._ask_portal(effect, cancel)
            case StaffEffect() if self._staff is not None:
                return self._staff(effect, cancel)
            case LineEffect() if self._line is not None:
                return self._line(effect, cancel)
            case _ if self._desk is not None:
                return _at_desk(self._desk, effect, cancel)
            case paper.LookAtDevices():
                return NoPaperHere()
            case _:
                raise NotImplementedError(type(effect).__name__)

    def _today(self) -> date:
        return self._clock.now().date()

    def _inspect(self, effect: InspectCard) -> InspectOutcome:
        return self._cards.inspect(effect.deadline_s - MARGIN_S)

    def _log_in(self, effect: LogIn, cancel: threading.Event) -> LogInOutcome:
        """The challenge first: without the gateway no try is spent."""
        challenge = self._portal.challenge(cancel)
        if not isinstance(challenge, OpenChallenge):
            return challenge
        if cancel.is_set():
            return PortalCancelled()
        signed = self._cards.authenticate(
            effect.pin,
            effect.certificate,
            lambda certificate: login_message(challenge, certificate),
            CARD_LOG_IN_S,
        )
        if not isinstance(signed, Signed):
            return signed
        if cancel.is_set():
            return PortalCancelled()
        return self._portal.log_in(assemble(signed.message, signed.signature), cancel)

    def _ask_portal(self, effect: PortalEffect, cancel: threading.Event) -> object:
        portal = self._portal
        match effect:
            case ProbeGateway():
                return portal.service(cancel)
            case KeepSession():
                return portal.keep(cancel)
            case LogOut():
                return portal.log_out(cancel)
            case OpenAccount():
                return portal.open_account(effect.nickname, effect.mail_addresses, effect.notices_by_mail, cancel)
            case ReadAccount():
                return portal.account(cancel)
            case ChangeAccount():
                return portal.change_account(effect.nickname, effect.mail_addresses, effect.notices_by_mail, cancel)
            case ListItems():
                return portal.items(effect.search, effect.field, effect.subfield, cancel)
            case RequestItem():
                return portal.request_item(effect.item, effect.holder, cancel)
            case ListDisclosures():
                return portal.disclosures(cancel)
            case ReadDisclosure():
                return portal.disclosure(effect.request, cancel)
            case RequestRecords():
                return portal.request_records(effect.first, effect.last, cancel)
            case ListRecordsRequests():
                return portal.records_requests(cancel)
            case ReadRecords():
                return portal.records(effect.request, cancel)
            case ListOperations():
                return portal.operations(effect.page_number, cancel)
            case ListNotices():
                return portal.notices(cancel)
            case ReadNotice():
                return portal.notice(effect.notice, cancel)
            case DeleteNotice():
                return portal.delete_notice(effect.notice, cancel)
            case paper.AskOffers():
                return portal.offers(cancel)
            case paper.Register():
                return portal.register(effect.domicile, effect.head, effect.phone, cancel)
            case _:
                raise NotImplementedError(type(effect).__name__)


def _at_desk(desk: PaperDesk, effect: Effect, cancel: threading.Event) -> object:
    match effect:
        case paper.LookAtDevices():
            return desk.look()
        case paper.Issue():
            return desk.issue(effect, cancel)
        case paper.Pay():
            return desk.pay(effect)
        case paper.PrintPaper():
            return desk.print_paper(effect)
        case paper.Taken():
            desk.taken()
            return None
        case paper.PrintPinHelp():
            return desk.print_pin_help(effect)
        case paper.AwaitDecision():
            return desk.await_decision()
        case _:
            raise NotImplementedError(type(effect).__name__)
