"""Does what the staff pages ask for, on their own worker; never sees anything of a resident's."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from devices.cards.outcomes import CardFault, CardTrouble, Left, PinRefusal, SignatureInvalid, Signed, SignOutcome
from devices.cards.piv import NotPiv, PivCard, PivSignOutcome
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.receipts import outcomes as receipts
from kiosk.journey import Effect
from kiosk.paper.outcomes import CoinsCompared
from kiosk.staff import effects
from kiosk.staff.people import Known, StaffCard, StaffList

if TYPE_CHECKING:
    from kiosk.paper.desk import PaperDesk
    from kiosk.paper.parts import Log

CARD_S = 9.0


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the staff may know. None: there is no such device, or it is at work and isn't asked now.

    coins: the unit beside the books. slip: to be paid at the counter, open now. undecided: incident number of a set
    that must be looked at.
    """

    printer: printing.PrinterStatus | None
    receipts: receipts.ReceiptStatus | None
    coins: CoinsCompared | None
    printing: bool
    slip: money.Slip | None
    undecided: str | None
    paper_left: bool
    debts: tuple[money.Debt, ...]
    incident: tuple[str, datetime] | None


class LastIncident(Protocol):
    """The log, as far as the staff read it."""

    @property
    def last_incident(self) -> tuple[str, datetime] | None:
        """Number and time of the last incident."""


class StaffRoom:
    """restart: ends the program in good order and begins it anew; False while somebody is served."""

    def __init__(
        self,
        people: StaffList,
        cards: CardService,
        desk: PaperDesk | None,
        log: Log,
        incidents: LastIncident,
        restart: Callable[[], bool],
    ) -> None:
        self._people = people
        self._cards = cards
        self._desk = desk
        self._log = log
        self._incidents = incidents
        self._restart = restart

    def __call__(self, effect: Effect, cancel: threading.Event) -> object:
        """Do it and say what came of it."""
        match effect:
            case effects.CodeTries():
                return self._people.tries_left
            case effects.EnterByCode():
                found = self._people.of_code(effect.code)
                return self._entered("code", found)
            case effects.LookAtCard():
                return self._whose_card()
            case effects.ProveCard():
                return self._prove(effect)
            case effects.LookAround():
                return self._look()
            case effects.Restart():
                self._log("staff_act", staff=effect.staff, act="restart")
                return self._restart()
            case _ if self._desk is not None:
                return self._at_desk(self._desk, effect)
            case _:
                raise NotImplementedError(type(effect).__name__)

    def _entered(self, way: str, found: object) -> object:
        if isinstance(found, Known):
            self._log("staff_entered", staff=found.id, way=way)
        else:
            self._log("staff_refused", way=way)
        return found

    def _whose_card(self) -> StaffCard | CardTrouble | None:
        """A card may have both kinds of key: then either may be the registered one."""
        piv = self._cards.inspect_piv(CARD_S)
        if isinstance(piv, PivCard):
            who = self._people.of_card(piv.certificate)
            if who is not None:
                return StaffCard(who, piv.certificate, None)
        elif not isinstance(piv, NotPiv | CardFault):
            return piv
        card = self._cards.inspect(CARD_S)
        if isinstance(card, MyNumberCard) and isinstance(card.tries.auth, Left):
            who = self._people.of_card(card.auth_certificate)
            if who is not None:
                return StaffCard(who, card.auth_certificate, card.tries.auth)
        self._log("staff_refused", way="card")
        return None

    def _prove(self, effect: effects.ProveCard) -> Known | NotPiv | PinRefusal | CardTrouble | SignatureInvalid | None:
        """The service verifies the signature with the certificate's key; the key is the registered one."""
        message = b"madoguchi-staff:" + secrets.token_bytes(32)
        card = effect.card
        signed: PivSignOutcome | SignOutcome
        if effect.pin is None:
            signed = self._cards.authenticate_piv(card.certificate, message, CARD_S)
        else:
            signed = self._cards.authenticate(effect.pin, card.certificate, lambda _: message, CARD_S)
        if not isinstance(signed, Signed):
            self._log("staff_refused", way="card")
            return signed
        found = self._people.of_card(signed.certificate)
        self._entered("card", found)
        return found

    def _look(self) -> Situation:
        desk = self._desk
        if desk is None:
            return Situation(None, None, None, False, None, None, False, (), self._incidents.last_incident)
        printer, receipt_printer = desk.devices()
        undecided = desk.undecided
        return Situation(
            printer=printer,
            receipts=receipt_printer,
            coins=desk.coins(),
            printing=printer is None and desk.busy,
            slip=desk.open_slip,
            undecided=None if undecided is None else undecided[1],
            paper_left=desk.lying.left,
            debts=desk.open_debts(),
            incident=self._incidents.last_incident,
        )

    def _at_desk(self, desk: PaperDesk, effect: Effect) -> object:
        match effect:
            case effects.ConfirmSlip():
                self._log("staff_act", staff=effect.staff, act="confirm_slip")
                return desk.confirm_slip(effect.slip, effect.staff)
            case effects.DecideSet():
                return desk.decide(effect.decision, effect.staff)
            case effects.ClearedAway():
                return desk.cleared_away(effect.staff)
            case effects.SettleDebt():
                self._log("staff_act", staff=effect.staff, act=effect.how)
                return desk.settle_debt(effect.payment, effect.how, effect.staff)
            case _:
                raise NotImplementedError(type(effect).__name__)
