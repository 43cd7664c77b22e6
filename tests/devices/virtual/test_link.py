"""The card within the process, driven by the terminal's own card service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from devices.cards.link import Link, ReaderStatus
from devices.cards.outcomes import (
    Attributes,
    Cancelled,
    CardFault,
    CardMute,
    CardRemoved,
    CardSwapped,
    CardUnpowered,
    MyNumber,
    NoCard,
    NoReader,
    PinLocked,
    SignatureInvalid,
    Signed,
    WrongPin,
)
from devices.cards.reader import CardArrived, CardGone, ReaderArrived, ReaderEvent, ReaderGone
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    MyNumberCard,
    OldResidentCard,
    SmartphoneToken,
)
from devices.cards.service import CardService
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.personas import Person, person, personas

SECONDS = 10.0


@pytest.fixture
def service(reader: VirtualReader) -> CardService:
    return CardService("", slot=reader)


def certificate(service: CardService) -> bytes:
    found = service.inspect(SECONDS)
    assert isinstance(found, MyNumberCard)
    return found.auth_certificate


def authenticate(service: CardService, expected: bytes, pin: bytes = b"1234", seconds: float = SECONDS) -> object:
    return service.authenticate(bytearray(pin), expected, lambda _: b"message", seconds)


def expected_kind(persona: str) -> type:
    found = personas()[persona]
    if not isinstance(found, Person):
        return {"mute": CardMute, "dead": CardUnpowered}.get(found.id, ForeignCard)
    match found.kind:
        case "old_juki":
            return OldResidentCard
        case "phone_android" | "phone_iphone":
            return SmartphoneToken
    return {"face_only": FaceOnlyCard, "no_certificates": CardWithoutCertificate}.get(persona, MyNumberCard)


@pytest.mark.parametrize("persona", personas())
def test_every_card_is_recognised_as_what_it_is(reader: VirtualReader, service: CardService, persona: str) -> None:
    reader.insert(persona)
    found = service.inspect(0.2 if persona == "mute" else SECONDS)
    assert type(found) is expected_kind(persona)
    if isinstance(found, MyNumberCard):
        assert found.has_signature_certificate == (person(persona).sign != "absent")
    reader.remove()


@pytest.mark.parametrize(
    "persona", ["ordinary", "rare_kanji", "rare_kanji_supplementary", "foreigner_long_name", "older_ca", "child"]
)
def test_attributes_come_back_as_they_were_written(reader: VirtualReader, service: CardService, persona: str) -> None:
    reader.insert(persona)
    expected, each = certificate(service), person(persona)
    found = service.read_attributes(bytearray(each.pins["text"].encode()), expected, SECONDS)
    assert isinstance(found, Attributes)
    assert (found.name, found.address, found.birth_date) == (each.printed_name, each.address, each.birth)
    assert found.sex == {"男": "1", "女": "2"}[each.sex]
    assert found.checked
    number = service.read_my_number(bytearray(each.pins["text"].encode()), expected, SECONDS)
    assert isinstance(number, MyNumber)
    assert (number.digits, number.checked) == (each.my_number, True)


def test_signing_with_both_keys(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    expected = certificate(service)
    assert isinstance(authenticate(service, expected), Signed)
    signed = service.sign(bytearray(b"sample1"), expected, lambda _: b"application", SECONDS)
    assert isinstance(signed, Signed)
    assert signed.certificate != expected


def test_one_try_left(reader: VirtualReader, service: CardService) -> None:
    reader.insert("one_try_left")
    assert authenticate(service, certificate(service), b"0000") == PinLocked(just_now=True)
    assert authenticate(service, certificate(service), b"1234") == PinLocked(just_now=False)


@pytest.mark.parametrize("persona", ["locked_auth", "locked_6983"])
def test_locked(reader: VirtualReader, service: CardService, persona: str) -> None:
    reader.insert(persona)
    assert authenticate(service, certificate(service)) == PinLocked(just_now=False)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("remove@VERIFY", CardRemoved()),
        ("remove@after-SIGN", CardRemoved()),
        ("sw=6F00@SIGN", CardFault("sign", 0x6F00)),
        ("corrupt@SIGN", SignatureInvalid()),
        ("truncate=1@READ", CardFault("answer without status")),
        ("swap=ordinary_man@1", CardSwapped()),
    ],
)
def test_faults_become_outcomes(reader: VirtualReader, service: CardService, fault: str, outcome: object) -> None:
    reader.insert("ordinary")
    expected = certificate(service)
    reader.fault(fault)
    assert authenticate(service, expected) == outcome


def test_a_slow_card_is_waited_for(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    expected = certificate(service)
    reader.fault("slow=0.2@SIGN")
    assert isinstance(authenticate(service, expected), Signed)


def test_a_mute_card_blocks_until_it_leaves(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    expected = certificate(service)
    reader.fault("mute@SIGN")
    assert authenticate(service, expected, seconds=0.2) == CardMute()
    assert reader.slot.state()["silent"]
    assert authenticate(service, expected, seconds=0.1) == CardMute()
    reader.remove()
    assert service.inspect(SECONDS) == NoCard()
    reader.insert("ordinary")
    assert isinstance(authenticate(service, expected), Signed)


def test_calling_off_wakes_at_once(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    expected = certificate(service)
    reader.fault("mute@SIGN")
    came: list[object] = []
    asking = threading.Thread(target=lambda: came.append(authenticate(service, expected)))
    asking.start()
    assert reader.slot.wait(lambda state, _: bool(state["silent"]), SECONDS)
    service.cancel()
    asking.join(SECONDS)
    assert came == [Cancelled()]
    reader.remove()


def test_power_goes_at_the_end_of_every_run(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    assert isinstance(authenticate(service, certificate(service)), Signed)
    assert reader.slot.state()["powered"] is False

    def sign_without_pin(link: Link) -> object:
        for command in ("00A4040C0AD392F000260100000001", "00A4020C020017"):
            link.transmit(bytes.fromhex(command))
        return link.transmit(b"\x80\x2a\x02\x80\x20" + bytes(32) + b"\x00")

    answer = reader.run(sign_without_pin, time.monotonic() + SECONDS)
    assert getattr(answer, "sw", None) == 0x6982


def test_counters_are_shared_with_nobody(reader: VirtualReader, service: CardService, deck: Deck) -> None:
    reader.insert("ordinary")
    assert authenticate(service, certificate(service), b"0000") == WrongPin(2, 3)
    other = VirtualReader(Deck(deck.state, persistent=False))
    other.insert("ordinary")
    assert other.slot.state()["tries"]["auth"] == 3


def test_events_as_a_monitor_tells_them(deck: Deck) -> None:
    events: list[ReaderEvent] = []
    reader = VirtualReader(deck, "second", "Virtual reader 00 01", events.append)
    reader.start()
    reader.insert("ordinary")
    reader.swap("ordinary_man")
    reader.insert("ordinary_woman")
    reader.remove()
    reader.unplug()
    assert reader.status(0.0) == NoReader()
    reader.plug_in()
    assert reader.status(0.0) == ReaderStatus("Virtual reader 00 01", card_present=False)
    shapes: list[Callable[[ReaderEvent], object]] = [
        lambda event: isinstance(event, ReaderArrived) and event.name == "Virtual reader 00 01",
        lambda event: isinstance(event, CardArrived),
        lambda event: isinstance(event, CardGone),
        lambda event: isinstance(event, CardArrived),
        lambda event: isinstance(event, CardGone),
        lambda event: isinstance(event, ReaderGone),
        lambda event: isinstance(event, ReaderArrived),
    ]
    assert all(shape(event) for shape, event in zip(shapes, events, strict=True))
    insertions = [event.insertion for event in events if isinstance(event, CardArrived | CardGone)]
    assert insertions[0] == insertions[1] != insertions[2] == insertions[3]
