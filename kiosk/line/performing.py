"""Does what journeys ask for with an application, on the workers' threads: card, scanner, camera, queue, small paper.

What is put into the queue is sealed here, in memory; the queue's process never sees it in the clear. Sealing is never
twice the same, so what was sealed for a key is kept – sealed – until the queue has said what became of it: only the
very same bytes may be put again.
"""

from __future__ import annotations

import io
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol, assert_never

from PIL import Image as Pillow

from devices.camera.outcomes import CameraGone, FaceSeen, NotTaken, StillOutcome
from devices.camera.outcomes import Photo as Taken
from devices.camera.photo_file import Facts, facts
from devices.cards.outcomes import AttributesOutcome, Signed, SignOutcome
from devices.cards.service import CardService
from devices.inputs.outcomes import Absence, ScannerGone, ScanOutcome
from devices.inputs.scanner import Scanner
from devices.printers.receipts.outcomes import ReceiptOutcome
from devices.printers.receipts.receipt import Receipt
from gateway.contract.applications import Content, UsageRecord, assemble_signed, signing_input
from gateway.contract.intake import LONGEST_ATTACHMENT
from gateway.contract.sealing import ITEM, Recipient, attachment, overhead, seal
from kiosk.journey import Effect
from kiosk.line import effects, places
from kiosk.line.documents import document
from kiosk.line.outcomes import (
    Delivered,
    DeliveryOutcome,
    KeepOutcome,
    Kept,
    NoPhoto,
    NoPromise,
    NotKept,
    NotPhotographed,
    NotPromised,
    OnItsWay,
    PerhapsKept,
    Photo,
    PhotoOutcome,
    Promised,
    PromiseOutcome,
    SignedApplication,
    Stuck,
)
from kiosk.rules.photos import FaceFault, PictureFile, card_photo_faults, face_faults, sheet_faults
from offline_queue.client import QueueClient
from offline_queue.values import (
    Accepted,
    Dead,
    Lane,
    NeverPut,
    NewItem,
    No,
    Reason,
    Received,
    Silent,
    Unknown,
    Waiting,
    Yes,
    mint,
)
from screens.page import Image
from screens.phrase import Words

CARD_S = 11.0
"""Password, certificate and signature together take a real card two to three seconds."""
PREVIEW_PX = (1000, 1000)
LARGE = 2 * 1024 * 1024
"""What the queue is asked to have room for while nobody has begun: an application with a photo or two."""
_MOST_OVERHEAD = max(overhead(suite) for suite in ("MLKEM768_X25519", "X25519", "P256"))


class Stills(Protocol):
    """The camera while its pictures are shown; see `devices.camera.camera.Camera`."""

    def still(self, deadline_s: float, cancel: threading.Event) -> StillOutcome:
        """Photograph what is seen now."""


class SlipWords(Protocol):
    """See `kiosk.paper.receipts.ReceiptWords`."""

    def filed(self, number: str, url: str, received_at: datetime | None) -> Receipt:
        """受付の控え."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where applications go. municipality: its code. follow: the public status page, to which a token is added."""

    municipality: str
    follow: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The small printer, and what stands on the slip."""

    words: SlipWords
    print_: Callable[[Receipt], ReceiptOutcome | None]


@dataclass(slots=True)
class LinePerformer:
    """The parts a terminal has for this. japanese: the words of the documents. wait_s: how long the gateway's word is
    waited for. Called on workers: one effect of each lane at a time.
    """

    queue: QueueClient
    address: Address
    japanese: Words
    cards: CardService | None = None
    scanner: Scanner | None = None
    camera: Stills | None = None
    paper: Paper | None = None
    wait_s: float = effects.DELIVERY_WAIT_S
    _sealed: NewItem | None = field(default=None, repr=False)

    def forget(self) -> None:
        """The stay is over: what was sealed and may not have been kept is put no more."""
        self._sealed = None

    def __call__(self, effect: Effect, cancel: threading.Event) -> object:
        """Do it and say what came of it."""
        match effect:
            case effects.MayAccept():
                return self._may_accept(effect)
            case effects.PutItem():
                return self._put(effect, cancel)
            case effects.AwaitDelivery():
                return self._delivery(effect)
            case effects.FindPlaces():
                return places.find(effect.code)
            case effects.ReadAttributes() if self.cards is not None:
                return self._attributes(self.cards, effect)
            case effects.SignApplication() if self.cards is not None:
                return self._sign(self.cards, effect)
            case effects.ScanForm():
                return self._scan(effect, cancel)
            case effects.TakePhoto():
                return self._photograph(effect, cancel)
            case effects.PrintSlip():
                return self._print_slip(effect)
            case effects.LookAtQueue():
                return self._refuses(LARGE)
            case effects.CountUse():
                self._count(effect, cancel)
                return None
            case _:
                raise NotImplementedError(type(effect).__name__)

    # --- card ---------------------------------------------------------------------------------------------------------

    def _attributes(self, cards: CardService, effect: effects.ReadAttributes) -> AttributesOutcome:
        return cards.read_attributes(effect.pin, effect.certificate, effect.deadline_s - 0.5)

    def _sign(self, cards: CardService, effect: effects.SignApplication) -> SignedApplication | SignOutcome:
        clear = document(effect.form, self.japanese).to_bytes()
        signed = cards.sign(
            effect.password, effect.certificate, lambda certificate: signing_input(clear, certificate), CARD_S
        )
        if not isinstance(signed, Signed):
            return signed
        return SignedApplication(assemble_signed(signed.message, signed.signature))

    # --- queue --------------------------------------------------------------------------------------------------------

    def _may_accept(self, effect: effects.MayAccept) -> PromiseOutcome:
        self._sealed = None
        why = self._refuses(effect.bytes)
        if why is not None:
            return NotPromised(why)
        token = urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()
        return Promised(key=mint(), case=mint(), follow=token, url=f"{self.address.follow}/{token}")

    def _refuses(self, bytes: int) -> NoPromise | None:
        answer = self.queue.may_accept(Lane.APPLICATIONS, bytes + _MOST_OVERHEAD, self.address.municipality)
        match answer:
            case Yes():
                return None
            case No():
                return _why(answer.reason)
            case Silent():
                return NoPromise.SILENT
            case _:
                assert_never(answer)

    def _put(self, effect: effects.PutItem, cancel: threading.Event) -> KeepOutcome:
        if self._sealed is None or self._sealed.key != effect.promise.key:
            recipients = self.queue.recipients(self.address.municipality)
            if isinstance(recipients, Silent):
                return PerhapsKept()
            if not recipients:
                return NotKept(NoPromise.NO_KEY)
            self._sealed = self._seal(effect, recipients[0])
        answer = self.queue.put(self._sealed, cancel)
        match answer:
            case Accepted():
                self._sealed = None
                return Kept(answer.receipt or "", answer.accepted_at, effect.promise.key)
            case No():
                self._sealed = None
                return NotKept(_why(answer.reason))
            case Unknown():
                return PerhapsKept()
            case _:
                assert_never(answer)

    def _seal(self, effect: effects.PutItem, recipient: Recipient) -> NewItem:
        promise, made = effect.promise, document(effect.form, self.japanese)
        if effect.content is None:
            content = Content(document=made, attachments=made.attachments)
        else:
            content = Content(signed=effect.content.jws, attachments=made.attachments)
        return NewItem(
            lane=Lane.APPLICATIONS,
            kind=effect.form.kind,
            key=promise.key,
            case=promise.case,
            municipality=recipient.municipality,
            recipient=recipient.key_id,
            suite=recipient.suite,
            sealed=seal(recipient, effect.form.kind, promise.key, ITEM, content.to_bytes()),
            attachments=tuple(
                seal(recipient, effect.form.kind, promise.key, attachment(at), photo.jpeg)
                for at, (_, photo) in enumerate(effect.form.photos)
            ),
            follow=sha256(promise.follow.encode()).hexdigest(),
        )

    def _delivery(self, effect: effects.AwaitDelivery) -> DeliveryOutcome:
        answer = self.queue.delivery(effect.key, self.wait_s)
        match answer:
            case Received():
                return Delivered(answer.receipt or "", answer.received_at)
            case Dead():
                return Stuck()
            case Waiting() | Silent() | NeverPut() | Unknown():
                return OnItsWay()
            case _:
                assert_never(answer)

    def _count(self, effect: effects.CountUse, cancel: threading.Event) -> None:
        """Once, and not again: a record that can't be kept now isn't worth somebody's waiting."""
        recipients = self.queue.recipients(self.address.municipality)
        if isinstance(recipients, Silent) or not recipients:
            return
        to, key = recipients[0], mint()
        record = UsageRecord(day=effect.day, staff="", counts=dict.fromkeys(effect.purposes, 1))
        item = NewItem(
            lane=Lane.RECORDS,
            kind=record.kind,
            key=key,
            case=mint(),
            municipality=to.municipality,
            recipient=to.key_id,
            suite=to.suite,
            sealed=seal(to, record.kind, key, ITEM, Content(document=record).to_bytes()),
        )
        self.queue.put(item, cancel)

    # --- scanner ------------------------------------------------------------------------------------------------------

    def _scan(self, effect: effects.ScanForm, cancel: threading.Event) -> ScanOutcome:
        if self.scanner is None:
            return ScannerGone(Absence.NOT_THERE)
        return self.scanner.read(effects.SCAN_S, _Either(cancel, effect.instead))

    # --- camera -------------------------------------------------------------------------------------------------------

    def _photograph(self, effect: effects.TakePhoto, cancel: threading.Event) -> PhotoOutcome:
        if self.camera is None:
            return NotPhotographed(NoPhoto.NO_CAMERA)
        still = self.camera.still(effect.deadline_s - 1.0, cancel)
        match still:
            case CameraGone():
                return NotPhotographed(NoPhoto.NO_CAMERA)
            case NotTaken():
                return NotPhotographed(NoPhoto.NOT_SEEN)
            case Taken(jpeg=jpeg, seen=seen):
                if len(jpeg) + _MOST_OVERHEAD > LONGEST_ATTACHMENT:
                    return NotPhotographed(NoPhoto.TOO_LARGE)
                if isinstance(seen, FaceSeen):
                    return _face(jpeg, seen)
                if sheet_faults(seen):
                    return NotPhotographed(NoPhoto.NOT_SEEN)
                return Photo(jpeg, _preview(jpeg))
            case _:
                assert_never(still)

    # --- paper --------------------------------------------------------------------------------------------------------

    def _print_slip(self, effect: effects.PrintSlip) -> ReceiptOutcome | None:
        if self.paper is None:
            return None
        received = effect.fate.received_at if isinstance(effect.fate, Delivered) else None
        return self.paper.print_(self.paper.words.filed(effect.kept.receipt, effect.url, received))


class _Either(threading.Event):
    """Set when one of two is."""

    def __init__(self, first: threading.Event, second: threading.Event) -> None:
        super().__init__()
        self._events = first, second

    def is_set(self) -> bool:
        """See `threading.Event`."""
        return any(each.is_set() for each in self._events)


def _face(jpeg: bytes, seen: FaceSeen) -> PhotoOutcome:
    """One face, as a file for a card. What else would be better is said to her, and she decides: a measurement
    must not shut out anybody whom it fails to fit.
    """
    faults = face_faults(seen)
    if seen.faces != 1 or FaceFault.NO_FACE in faults:
        return NotPhotographed(NoPhoto.NOT_SEEN)
    file = facts(jpeg)
    if not isinstance(file, Facts) or card_photo_faults(_picture_file(file)):
        return NotPhotographed(NoPhoto.UNFIT)
    return Photo(jpeg, _preview(jpeg), faults[0] if faults else None)


def _picture_file(file: Facts) -> PictureFile:
    return PictureFile(**{name: getattr(file, name) for name in PictureFile.__slots__})


def _why(reason: Reason) -> NoPromise:
    match reason:
        case Reason.FULL:
            return NoPromise.FULL
        case Reason.NO_SPACE:
            return NoPromise.NO_SPACE
        case Reason.NO_KEY:
            return NoPromise.NO_KEY
        case Reason.TOO_LARGE:
            return NoPromise.TOO_LARGE
        case Reason.BROKEN | Reason.KEY_TAKEN | Reason.ATTACHMENTS_MISSING | Reason.MALFORMED:
            return NoPromise.BROKEN
        case _:
            assert_never(reason)


def _preview(jpeg: bytes) -> Image:
    with Pillow.open(io.BytesIO(jpeg)) as picture:
        small = picture.convert("RGB")
    small.thumbnail(PREVIEW_PX)
    return Image(small.width, small.height, small.tobytes())
