"""From the card's commands to the queue's files: a card program, the real queue, the municipality's own key."""

from __future__ import annotations

import base64
import io
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jws
from joserfc.jwk import RSAKey
from PIL import Image as Pillow

from devices.camera.outcomes import CameraGone, FaceSeen, Fault, NotTaken, SheetSeen, StillOutcome
from devices.camera.outcomes import Photo as Taken
from devices.cards.outcomes import Attributes, WrongPin
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.inputs.keymap import Layout
from devices.inputs.outcomes import Absence, NothingScanned, ScannerGone
from devices.inputs.scanner import KeyboardScanner
from devices.inputs.sources import SocketSource
from devices.printers.receipts.outcomes import Printed, Ready
from devices.printers.receipts.receipt import Qr, Receipt, Text
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.scanner.program import ScannerProgram
from gateway.contract.applications import EApplication, parse_content, parse_document
from gateway.contract.sealing import ITEM, Recipient, attachment, hpke, info, key_id_of
from kiosk.line import effects
from kiosk.line.effects import AnswerForm, EForm
from kiosk.line.outcomes import (
    Delivered,
    Kept,
    NoPhoto,
    NoPromise,
    NoSuchCode,
    NotKept,
    NotPhotographed,
    NotPromised,
    OnItsWay,
    PerhapsKept,
    Photo,
    Places,
    Promised,
    SignedApplication,
)
from kiosk.line.performing import Address, LinePerformer, Paper
from kiosk.line.places import find
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.procedures.files import known
from kiosk.rules.photos import FaceFault
from kiosk.words import all_words
from offline_queue.client import QueueClient
from offline_queue.values import Accepted, Lane
from screens.page import Image
from screens.phrase import Data, msg
from tests.devices.virtual.fixtures import deck, state  # noqa: F401
from tests.kiosk.procedures.filling import AT, Filling
from tests.offline_queue.site import MUNICIPALITY, Site

WORDS = all_words()
NEVER = threading.Event()
FOLLOW = "https://gateway.example/follow"


@pytest.fixture
def private() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


@pytest.fixture
def site(tmp_path: Path, private: X25519PrivateKey) -> Site:
    public = private.public_key().public_bytes_raw()
    to = Recipient(
        municipality=MUNICIPALITY,
        key_id=key_id_of("X25519", public),
        suite="X25519",
        public_key=base64.b64encode(public),
    )
    return Site(tmp_path, to)


@pytest.fixture
def queue(site: Site) -> Iterator[QueueClient]:
    with site.running() as client:
        yield client


def performer(queue: QueueClient, **parts: object) -> LinePerformer:
    return LinePerformer(queue, Address(MUNICIPALITY, FOLLOW), WORDS["ja"], wait_s=0.1, **parts)  # type: ignore[arg-type]


def form(id: str = "moving-out") -> EForm:
    filled = Filling(next(each for each in known() if each.id == id)).run().form
    assert filled is not None
    return filled


def promised(line: LinePerformer) -> Promised:
    outcome = line(effects.MayAccept("e-application", 100_000), NEVER)
    assert isinstance(outcome, Promised), outcome
    return outcome


def opened(site: Site, private: X25519PrivateKey, promise: Promised, sealed: bytes, part: str = ITEM) -> bytes:
    context = info(MUNICIPALITY, site.to.key_id, "X25519", "e-application", promise.key, part)
    return hpke("X25519").decrypt(sealed, private, info=context)


# --- the queue --------------------------------------------------------------------------------------------------------


def test_kept_once_however_often_it_is_put(site: Site, queue: QueueClient) -> None:
    line = performer(queue)
    promise = promised(line)
    assert promise.url == f"{FOLLOW}/{promise.follow}"
    put = effects.PutItem(promise, form("care-card"), None)
    kept = line(put, NEVER)
    assert isinstance(kept, Kept)
    assert "-000001-" in kept.receipt
    assert site.status().lanes[Lane.APPLICATIONS].depth == 1
    assert line(effects.AwaitDelivery(kept.key), NEVER) == OnItsWay()


def test_what_could_not_be_handed_over_is_put_again_with_the_very_same_bytes(site: Site) -> None:
    line = performer(QueueClient(site.socket, timeout_s=0.3))
    assert line(effects.MayAccept("e-application", 1), NEVER) == NotPromised(NoPromise.SILENT)
    with site.running() as queue:
        promise = promised(line)
        put = effects.PutItem(promise, form("care-card"), None)
        recipients = queue.recipients(MUNICIPALITY)
        assert isinstance(recipients, tuple)
        first = line._sealed = line._seal(put, recipients[0])
        assert isinstance(queue.put(first), Accepted)  # and then the answer is lost on its way
    assert line(put, NEVER) == PerhapsKept()
    with site.running():
        # Sealed anew it would be other bytes, and the queue would refuse them.
        assert isinstance(line(put, NEVER), Kept)
        assert line._sealed is None
        assert site.status().lanes[Lane.APPLICATIONS].depth == 1


def test_without_a_key_nothing_is_promised(site: Site) -> None:
    site.write_recipients(())
    with site.running() as queue:
        line = performer(queue)
        assert line(effects.MayAccept("e-application", 1), NEVER) == NotPromised(NoPromise.NO_KEY)
        put = effects.PutItem(Promised("a" * 32, "b" * 32, "f", "u"), form("care-card"), None)
        assert line(put, NEVER) == NotKept(NoPromise.NO_KEY)


def test_only_the_municipality_reads_it(site: Site, private: X25519PrivateKey, queue: QueueClient) -> None:
    line = performer(queue)
    promise = promised(line)
    picture = Pillow.effect_noise((64, 48), 60).convert("RGB")
    picture.save(site.folder / "sheet.jpg")
    jpeg = (site.folder / "sheet.jpg").read_bytes()
    filled = form("pregnancy")
    photographed = EForm(
        filled.procedure,
        filled.procedure_version,
        filled.title,
        filled.applicant,
        filled.answers,
        filled.shown,
        ((filled.title, Photo(jpeg, Image(1, 1, bytes(3)))),),
    )
    item = line._seal(effects.PutItem(promise, photographed, None), site.to)
    content = parse_content(opened(site, private, promise, item.sealed))
    assert content is not None
    assert isinstance(content.document, EApplication)
    assert content.document.applicant == filled.applicant
    assert content.attachments[0].sha256 == sha256(jpeg).hexdigest()
    assert opened(site, private, promise, item.attachments[0], attachment(0)) == jpeg
    assert item.follow == sha256(promise.follow.encode()).hexdigest()
    assert isinstance(line(effects.PutItem(promise, photographed, None), NEVER), Kept)
    on_disk = b"".join(file.read_bytes() for file in site.directory.iterdir() if file.is_file())
    for secret in ("例示", "みほん", filled.procedure, "妊娠"):
        assert secret.encode() not in on_disk


def test_what_follows_lies_in_the_case_of_what_it_answers(site: Site) -> None:
    shown = ((msg("notices-receipt"), Data("KIOSK01-000001-H")),)
    answer = AnswerForm("d" * 32, "KIOSK01-000001-H", {"text": "ぬめぴょ"}, False, shown)
    with site.running() as queue:
        line = performer(queue)
        first = promised(line)
        assert isinstance(line(effects.PutItem(first, form("care-card"), None), NEVER), Kept)
        for _ in range(2):
            promise = replace(promised(line), case=first.case)
            assert isinstance(line(effects.PutItem(promise, answer, None), NEVER), Kept)
    on_disk = b"".join(file.read_bytes() for file in site.directory.iterdir() if file.is_file())
    assert "ぬめぴょ".encode() not in on_disk
    with closing(sqlite3.connect(site.directory / "applications.db")) as kept:
        rows = kept.execute("SELECT kind, case_id, case_sequence FROM item ORDER BY sequence").fetchall()
    assert rows == [("e-application", first.case, 1), ("answer", first.case, 2), ("answer", first.case, 3)]


# --- the card ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def cards(deck: Deck) -> tuple[CardService, MyNumberCard]:  # noqa: F811
    reader = VirtualReader(deck)
    service = CardService("", slot=reader)
    reader.insert("ordinary_woman")
    card = service.inspect(5.0)
    assert isinstance(card, MyNumberCard)
    return service, card


def test_the_card_signs_exactly_what_was_shown(queue: QueueClient, cards: tuple[CardService, MyNumberCard]) -> None:
    service, card = cards
    line, filled = performer(queue, cards=service), form()
    password = bytearray(b"hanako02")
    signed = line(effects.SignApplication(password, card.auth_certificate, filled), NEVER)
    assert isinstance(signed, SignedApplication)
    assert not any(password)
    header = json.loads(base64.urlsafe_b64decode(signed.jws.split(".")[0] + "=="))
    certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    head, payload, signature = signed.jws.split(".")
    key.verify(base64.urlsafe_b64decode(signature + "=="), f"{head}.{payload}".encode(), padding.PKCS1v15(), SHA256())
    registry = jws.JWSRegistry(algorithms=["RS256"])
    registry.max_header_length = registry.max_payload_length = 100_000
    verified = jws.deserialize_compact(signed.jws, RSAKey.import_key(key), registry=registry)
    document = parse_document(verified.payload)
    assert isinstance(document, EApplication)
    assert document.to_bytes() == verified.payload
    assert ("手続き", "転出届と転入予定の連絡") in document.shown
    assert ("氏名", "例示　ふみ") in document.shown


def test_a_wrong_password_is_the_cards_own_word(queue: QueueClient, cards: tuple[CardService, MyNumberCard]) -> None:
    service, card = cards
    line = performer(queue, cards=service)
    assert line(effects.SignApplication(bytearray(b"WRONG12"), card.auth_certificate, form()), NEVER) == WrongPin(4, 5)


def test_the_attributes_come_with_their_own_number(queue: QueueClient, cards: tuple[CardService, MyNumberCard]) -> None:
    service, card = cards
    line = performer(queue, cards=service)
    read = line(effects.ReadAttributes(bytearray(b"1357"), card.auth_certificate), NEVER)
    assert isinstance(read, Attributes)
    assert read.name == "見本　花子"


# --- camera, places, paper --------------------------------------------------------------------------------------------


class Sheets:
    """A camera that has taken this."""

    def __init__(self, outcome: StillOutcome) -> None:
        self.outcome = outcome

    def still(self, deadline_s: float, cancel: threading.Event) -> StillOutcome:
        return self.outcome


GOOD_SHEET = SheetSeen(((0.2, 0.05), (0.8, 0.05), (0.8, 0.95), (0.2, 0.95)), 0.54, False, 190.0, 0.0, 1000.0)


def test_a_sheet_is_photographed_and_shown_small(queue: QueueClient, tmp_path: Path) -> None:
    Pillow.new("RGB", (1600, 1200), "white").save(tmp_path / "a.jpg")
    jpeg = (tmp_path / "a.jpg").read_bytes()
    line = performer(queue, camera=Sheets(Taken(jpeg, 1600, 1200, GOOD_SHEET)))
    photo = line(effects.TakePhoto(form().title), NEVER)
    assert isinstance(photo, Photo)
    assert photo.jpeg == jpeg
    assert (photo.preview.width, photo.preview.height) == (1000, 750)
    assert len(photo.preview.rgb) == 1000 * 750 * 3


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (CameraGone(Fault.UNPLUGGED), NoPhoto.NO_CAMERA),
        (NotTaken(), NoPhoto.NOT_SEEN),
        (Taken(b"", 1, 1, SheetSeen()), NoPhoto.NOT_SEEN),
        (Taken(bytes(9_000_000), 1, 1, GOOD_SHEET), NoPhoto.TOO_LARGE),
    ],
)
def test_no_photograph(queue: QueueClient, outcome: StillOutcome, why: NoPhoto) -> None:
    line = performer(queue, camera=Sheets(outcome))
    assert line(effects.TakePhoto(form().title), NEVER) == NotPhotographed(why)
    assert performer(queue)(effects.TakePhoto(form().title), NEVER) == NotPhotographed(NoPhoto.NO_CAMERA)


def test_places_of_postal_codes() -> None:
    assert find("1000001") == Places(("東京都千代田区千代田",))
    assert find("9999999") == NoSuchCode()
    several = find("4980000")
    assert isinstance(several, Places)
    assert len(several.names) > 1


def test_the_slip_says_what_is_true(queue: QueueClient) -> None:
    printed: list[Receipt] = []

    def print_(receipt: Receipt) -> Printed:
        printed.append(receipt)
        return Printed(Ready())

    words = ReceiptWords(WORDS["ja"], Office("こもれび市", "本庁舎 1階", "K7"), lambda: AT)
    line = performer(queue, paper=Paper(words, print_))
    kept = Kept("K7-000001-X", AT, "a" * 32)
    assert line(effects.PrintSlip(kept, None, f"{FOLLOW}/t"), NEVER) == Printed(Ready())
    line(effects.PrintSlip(kept, Delivered(kept.receipt, AT), f"{FOLLOW}/t"), NEVER)
    first, second = (" ".join(each.text for each in slip.lines if isinstance(each, Text)) for slip in printed)
    assert "まだ届いていません" in first
    assert "受け付けました" not in first
    assert "受け付けました" in second
    assert [each.payload for slip in printed for each in slip.lines if isinstance(each, Qr)] == [f"{FOLLOW}/t"] * 2
    assert performer(queue)(effects.PrintSlip(kept, None, "u"), NEVER) is None


# --- faces, codes, counts ---------------------------------------------------------------------------------------------


def face_jpeg(size: tuple[int, int] = (560, 720)) -> bytes:
    """Noise of a photo's size and shape: what is measured comes along with it."""
    out = io.BytesIO()
    Pillow.frombytes("RGB", size, secrets.token_bytes(3 * size[0] * size[1])).save(out, "JPEG")
    return out.getvalue()


GOOD_FACE = FaceSeen(faces=1, size=0.46, dy=0.04, eyes=2, light=170.0, contrast=40.0, sharpness=15.0)


@pytest.mark.parametrize(
    ("seen", "size", "expected"),
    [
        (GOOD_FACE, (560, 720), None),
        (replace(GOOD_FACE, shade=0.5), (560, 720), FaceFault.SHADOW),
        (replace(GOOD_FACE, faces=0), (560, 720), NoPhoto.NOT_SEEN),
        (replace(GOOD_FACE, faces=2), (560, 720), NoPhoto.NOT_SEEN),
        (GOOD_FACE, (280, 360), NoPhoto.UNFIT),
    ],
)
def test_a_face_photo(
    queue: QueueClient, seen: FaceSeen, size: tuple[int, int], expected: FaceFault | NoPhoto | None
) -> None:
    line = performer(queue, camera=Sheets(Taken(face_jpeg(size), *size, seen)))
    outcome = line(effects.TakePhoto(form().title, "face"), NEVER)
    if isinstance(expected, NoPhoto):
        assert outcome == NotPhotographed(expected)
    else:
        assert isinstance(outcome, Photo)
        assert outcome.fault is expected


def test_a_use_is_kept_in_the_records_lane(site: Site, queue: QueueClient) -> None:
    performer(queue)(effects.CountUse(date(2026, 11, 22), ("pin_help", "applications")), NEVER)
    assert site.status().lanes[Lane.RECORDS].depth == 1
    assert site.status().lanes[Lane.APPLICATIONS].depth == 0


def test_whether_more_would_be_taken(site: Site) -> None:
    look = effects.LookAtQueue()
    assert performer(QueueClient(site.socket, timeout_s=0.3))(look, NEVER) is NoPromise.SILENT
    with site.running() as queue:
        assert performer(queue)(look, NEVER) is None


def test_who_would_rather_type_ends_the_reading(queue: QueueClient, tmp_path: Path) -> None:
    program = ScannerProgram(tmp_path / "scanner", Layout.JIS)
    program.plug()
    scanner = KeyboardScanner(SocketSource(tmp_path / "scanner"), Layout.JIS)
    try:
        assert program.wait_held(20)
        line, effect = performer(queue, scanner=scanner), effects.ScanForm()
        effect.told("typed")
        assert line(effect, NEVER) == NothingScanned()
        left = threading.Event()
        left.set()
        assert line(effects.ScanForm(), left) == NothingScanned()
    finally:
        scanner.close()
        program.unplug()


def test_without_a_scanner_there_is_none(queue: QueueClient) -> None:
    assert performer(queue)(effects.ScanForm(), NEVER) == ScannerGone(Absence.NOT_THERE)
