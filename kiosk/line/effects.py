"""What a journey can have done with an application: promised, signed, photographed, kept, delivered, told on paper.

`kiosk.line.performing` does it. Everything personal that an effect carries is hidden from `repr`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from gateway.contract.applications import Applicant
from kiosk.journey import Effect
from kiosk.line import pages
from kiosk.line.outcomes import (
    Delivered,
    Kept,
    Photo,
    Promised,
    SignedApplication,
    Stuck,
)
from screens.page import Page
from screens.phrase import Text

QUEUE_S = 12.0
DELIVERY_WAIT_S = 10.0
SCAN_S = 60.0

Kind = Literal["card-application", "e-application", "answer", "inquiry"]


@dataclass(frozen=True, slots=True)
class LineEffect(Effect):
    """What `kiosk.line.performing` does."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class EForm:
    """An e-application as the review page showed it. shown: its lines. titles: of the photographed papers, by photo.

    language: of the pages is the view's matter; what is signed is Japanese, as the municipality reads it.
    """

    procedure: str
    procedure_version: str
    title: Text
    applicant: Applicant = field(repr=False)
    answers: Mapping[str, object] = field(repr=False)
    shown: tuple[tuple[Text, Text], ...] = field(repr=False)
    photos: tuple[tuple[Text, Photo], ...] = field(default=(), repr=False)
    kind: ClassVar[Kind] = "e-application"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class CardForm:
    """交付申請 as the review page showed it; fields as in `gateway.contract.applications.CardApplication`."""

    application_id: str = field(repr=False)
    id_from: Literal["scanner", "typed"]
    birth_date: date = field(repr=False)
    contact_name: str = field(repr=False)
    phone: str | None = field(repr=False)
    mail: str | None = field(repr=False)
    signature_certificate: bool
    authentication_certificate: bool
    braille: str | None = field(repr=False)
    shown: tuple[tuple[Text, Text], ...] = field(repr=False)
    photos: tuple[tuple[Text, Photo], ...] = field(default=(), repr=False)
    kind: ClassVar[Kind] = "card-application"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class AnswerForm:
    """What she answers to a notice, or that she withdraws what it is about, as the review page showed it."""

    to_notice: str = field(repr=False)
    to_receipt: str | None = field(repr=False)
    answers: Mapping[str, object] = field(repr=False)
    withdraws: bool
    shown: tuple[tuple[Text, Text], ...] = field(repr=False)
    photos: tuple[tuple[Text, Photo], ...] = field(default=(), repr=False)
    kind: ClassVar[Kind] = "answer"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class InquiryForm:
    """お問い合わせ as the review page showed it; fields as in `gateway.contract.applications.Inquiry`."""

    about: str = field(repr=False)
    text: str = field(repr=False)
    contact_name: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    box: str | None = field(repr=False)
    shown: tuple[tuple[Text, Text], ...] = field(repr=False)
    photos: ClassVar[tuple[tuple[Text, Photo], ...]] = ()
    kind: ClassVar[Kind] = "inquiry"


Form = EForm | CardForm | AnswerForm | InquiryForm


@dataclass(frozen=True, slots=True)
class ReadAttributes(LineEffect):
    """The four attributes, with the 券面事項入力補助用 PIN. Gives `devices.cards.outcomes.AttributesOutcome`.

    certificate: the authentication certificate inspected before. `pin` is zeroed.
    """

    pin: bytearray = field(repr=False)
    certificate: bytes = field(repr=False)
    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 12.0

    def page(self) -> Page:
        """The card is being read; it must not move."""
        return pages.reading_attributes()

    def closes_way_back(self, outcome: object) -> bool:
        """After an entry nobody walks back before it: the tries left that were shown then are no longer true."""
        return True


@dataclass(frozen=True, slots=True)
class FindPlaces(LineEffect):
    """Which places a postal code (7 digits) stands for. Gives `PlacesOutcome`."""

    code: str = field(repr=False)
    lane: ClassVar[str] = "places"
    deadline_s: ClassVar[float] = 5.0


@dataclass(frozen=True, slots=True)
class MayAccept(LineEffect):
    """Whether the queue would take an application with so many bytes of photographs. Gives `PromiseOutcome`.

    Asked before she types anything. The keys of this one application come with the promise.
    """

    kind: Kind
    bytes: int
    lane: ClassVar[str] = "queue"
    deadline_s: ClassVar[float] = QUEUE_S

    def page(self) -> Page:
        """Whether it can be taken."""
        return pages.asking_queue()

    def closes_way_back(self, outcome: object) -> bool:
        """A promise is for what is asked now; Back asks nothing anew."""
        return not isinstance(outcome, Promised)


@dataclass(frozen=True, slots=True)
class TakePhoto(LineEffect):
    """Photograph what the viewfinder shows. Gives `PhotoOutcome`. what: its name, for the page."""

    what: Text
    subject: Literal["face", "sheet"] = "sheet"
    lane: ClassVar[str] = "camera"
    deadline_s: ClassVar[float] = 15.0

    def page(self) -> Page:
        """Hold still."""
        return pages.photographing(self.what, self.subject)


@dataclass(frozen=True, slots=True)
class SignApplication(LineEffect):
    """Have the card sign the form's exact bytes with the 署名用 key. Gives `SignedApplication`, a PIN outcome, a card
    trouble, `SignatureInvalid`. `password` is zeroed. certificate: the *authentication* certificate, as everywhere.
    """

    password: bytearray = field(repr=False)
    certificate: bytes = field(repr=False)
    form: EForm | AnswerForm = field(repr=False)
    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 15.0

    def page(self) -> Page:
        """The card signs; it must not move."""
        return pages.signing()

    def closes_way_back(self, outcome: object) -> bool:
        """After an entry nobody walks back before it."""
        return True


@dataclass(frozen=True, slots=True)
class PutItem(LineEffect):
    """Seal it and put it into the queue. Gives `KeepOutcome`. Done again after `PerhapsKept`, it can't become two.

    content: the signed form, or the form itself where no signature is needed. form: what the photographs belong to.
    """

    promise: Promised = field(repr=False)
    form: Form = field(repr=False)
    content: SignedApplication | None = field(repr=False)
    lane: ClassVar[str] = "queue"
    deadline_s: ClassVar[float] = 30.0

    def page(self) -> Page:
        """It is being put where it is safe."""
        return pages.keeping()

    def closes_way_back(self, outcome: object) -> bool:
        """What has been handed over is not taken back by Back."""
        return True


@dataclass(frozen=True, slots=True)
class AwaitDelivery(LineEffect):
    """Wait a little for the gateway's own word. Gives `DeliveryOutcome`; `OnItsWay` is no trouble."""

    key: str = field(repr=False)
    lane: ClassVar[str] = "queue"
    deadline_s: ClassVar[float] = DELIVERY_WAIT_S + 3.0

    def page(self) -> Page:
        """It is on its way."""
        return pages.delivering()

    def closes_way_back(self, outcome: object) -> bool:
        """It is out."""
        return True


@dataclass(frozen=True, slots=True)
class PrintSlip(LineEffect):
    """受付の控え on the small paper. Gives a `devices.printers.receipts` outcome, or None without a printer."""

    kept: Kept = field(repr=False)
    fate: Delivered | Stuck | None
    url: str = field(repr=False)
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = 40.0

    def page(self) -> Page:
        """A moment."""
        return pages.printing_slip()

    def closes_way_back(self, outcome: object) -> bool:
        """It is printed."""
        return True


@dataclass(frozen=True, slots=True)
class ScanForm(LineEffect):
    """Wait for the code of an 申請書 before the scanner. Gives `devices.inputs.outcomes.ScanOutcome`.

    Told "typed" (she would rather type it), it ends with `NothingScanned`.
    """

    instead: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)
    lane: ClassVar[str] = "scanner"
    deadline_s: ClassVar[float] = SCAN_S + 2.0

    def page(self) -> Page:
        """Hold it there."""
        return pages.scanning()

    def told(self, answer: object) -> None:
        """A key of the page while it waits."""
        if answer == "typed":
            self.instead.set()


@dataclass(frozen=True, slots=True)
class LookAtQueue(LineEffect):
    """Whether the queue could promise anything now. Gives `NoPromise` or None.

    On a lane of its own: nobody waits for it.
    """

    lane: ClassVar[str] = "queue-watch"
    deadline_s: ClassVar[float] = QUEUE_S


@dataclass(frozen=True, slots=True)
class CountUse(LineEffect):
    """利用記録: on which day one stay was for which purposes, never whose. Gives None, kept or not."""

    day: date
    purposes: tuple[str, ...]
    lane: ClassVar[str] = "queue-records"
    deadline_s: ClassVar[float] = QUEUE_S
