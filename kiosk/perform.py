"""Does what journeys ask for, on the workers' threads: the only place where a device or the gateway is touched."""

from __future__ import annotations

import threading
from datetime import date

from devices.cards.outcomes import CardTrouble, PinRefusal, SignatureInvalid, Signed
from devices.cards.recognise import InspectOutcome
from devices.cards.service import CardService
from kiosk.clock import Clock
from kiosk.effects import (
    ChangeAccount,
    InspectCard,
    KeepSession,
    ListDisclosures,
    ListItems,
    ListOperations,
    ListRecordsRequests,
    LogIn,
    LogOut,
    OpenAccount,
    PortalEffect,
    ProbeGateway,
    ReadAccount,
    ReadDisclosure,
    ReadRecords,
    RequestItem,
    RequestRecords,
    Today,
)
from kiosk.journey import Effect
from kiosk.portal import Cancelled as PortalCancelled
from kiosk.portal import LoggedIn, LogInRefusal, OpenChallenge, Portal, PortalTrouble, assemble, login_message

MARGIN_S = 0.5
"""A device's own deadline ends this much before the effect's: its own word is worth more than `Overdue`."""

CARD_LOG_IN_S = 9.0
"""PIN and signature together take a real card one to two seconds."""

LogInOutcome = LoggedIn | LogInRefusal | PortalTrouble | PinRefusal | CardTrouble | SignatureInvalid


class Performer:
    """The parts a terminal has. Called on workers: one card effect and one portal effect at a time."""

    def __init__(self, cards: CardService, portal: Portal, clock: Clock) -> None:
        self._cards = cards
        self._portal = portal
        self._clock = clock

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
            case _:
                raise NotImplementedError(type(effect).__name__)
