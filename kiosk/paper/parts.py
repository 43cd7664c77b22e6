"""What a desk is made of: the gateway's side, the devices, the words on its receipts."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

from devices.payment import outcomes as money
from devices.payment.payments import Payments
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts.printer import ReceiptPrinter
from devices.printers.receipts.receipt import Receipt
from gateway.contract.certificates import NewIssue
from kiosk.paper import sealed
from kiosk.paper.open_requests import OpenRequests
from kiosk.paper.reporter import Reports
from kiosk.paper.tray import Tray
from kiosk.portal_outcomes import IssueAnswer, PortalTrouble
from screens.page import Secret


class Issuer(Reports, Protocol):
    """The gateway, as far as certificates go."""

    @property
    def thumbprint(self) -> str:
        """SHA-256 of this terminal's TLS certificate, hex."""

    def issue(self, wanted: NewIssue, cancel: threading.Event | None = None) -> IssueAnswer | PortalTrouble:
        """The document, once and never again."""


def hex_id(request: str) -> str:
    """A request id as the log takes it."""
    return request.replace("-", "")


class Log(Protocol):
    """`Audit.log`."""

    def __call__(self, event: str, **fields: int | float | str) -> None:
        """Log an event of the catalogue."""


class Words(Protocol):
    """What stands on the receipts of this terminal."""

    def paid(self, yen: int, received: int, number: str, copies: int) -> Receipt:
        """領収書."""

    def slip(self, slip: money.Slip) -> Receipt:
        """What to pay at the counter."""

    def owed(self, slip: money.Slip, yen: int, incident: str) -> Receipt:
        """What the counter has to hand back."""

    def pin_unlock(self, secret: Secret) -> Receipt:
        """How to set a PIN anew."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The devices of this desk; None where there is none. way: how fees are paid here. trust: whom this terminal
    believes about documents. tray: what lies there, also from before the start. open_requests: what the gateway has
    not heard the end of. turn: held by whoever speaks to a printer: they refuse a second caller, and a clerk who looks
    must not cost a resident her paper.
    """

    printer: DocumentPrinter | None
    receipts: ReceiptPrinter | None
    till: Payments
    way: money.Way
    trust: sealed.Trust
    words: Words
    tray: Tray
    open_requests: OpenRequests = field(default_factory=OpenRequests)
    turn: threading.Lock = field(default_factory=threading.Lock)
