"""The facade over an in-process card: every outcome, every oddity within the rules, and never a PIN left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from devices.cards import certificates
from devices.cards.link import Response
from devices.cards.outcomes import (
    Absent,
    AllTries,
    Attributes,
    CardFault,
    CardMute,
    CardRemoved,
    CardSwapped,
    CardTrouble,
    Left,
    Locked,
    MyNumber,
    NoCard,
    PinAbsent,
    PinFormError,
    PinLocked,
    PinMalformed,
    SignatureInvalid,
    Signed,
    WrongPin,
)
from devices.cards.recognise import (
    CardWithoutCertificate,
    FaceOnlyCard,
    ForeignCard,
    MyNumberCard,
    OldResidentCard,
    SmartphoneToken,
)
from devices.cards.service import CardService
from tests.devices.cards.plain_card import JPKI, TEXT, Oddities, Pin, PlainCard, PlainSlot, certificate_for, jpki_files

AUTH = certificate_for("auth")


def laid(card: PlainCard | None) -> tuple[CardService, PlainSlot]:
    slot = PlainSlot(card)
    return CardService("Plain", slot), slot


def pin(text: str = "1234") -> bytearray:
    return bytearray(text.encode())


def message(certificate: bytes) -> bytes:
    return b"signed with " + certificate[:8]


def instruction(*codes: int) -> Callable[[bytes], bool]:
    """VERIFY means one with a PIN in it."""
    return lambda apdu: apdu[1] in codes and (apdu[1] != 0x20 or len(apdu) > 5)


def fails(card: PlainCard, when: Callable[[bytes], bool], answer: CardTrouble | Response) -> PlainCard:
    card.before = lambda apdu: answer if when(apdu) else None
    return card


def fails_at(card: PlainCard, nth: int, answer: CardTrouble | Response) -> PlainCard:
    return fails(card, lambda _: len(card.seen) == nth + 1, answer)


# --- recognising -----------------------------------------------------------------------------------------------------


def test_a_my_number_card() -> None:
    service, slot = laid(PlainCard())
    seen = service.inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert seen.auth_certificate == AUTH
    assert seen.tries == AllTries(Left(3, 3), Left(5, 5), Left(3, 3))
    assert seen.has_signature_certificate
    assert seen.token_label == "JPKIAPICCTOKEN2"
    assert slot.card is not None
    assert not slot.card.powered
    assert service.last_apdus == len(slot.card.seen)


ODDITIES = [
    Oddities(not_found=0x6A86),
    Oddities(wants_fci=True),
    Oddities(exact_le=True),
    Oddities(chained=True),
    Oddities(most_per_read=100),
    Oddities(filler=33),
    Oddities(filler=33, exact_le=True, chained=True, most_per_read=64),
    Oddities(stumbles=True),
    Oddities(blocked=0x6983),
]


@pytest.mark.parametrize("odd", ODDITIES, ids=repr)
def test_another_maker_s_card_works_from_end_to_end(odd: Oddities) -> None:
    service, _ = laid(PlainCard(odd=odd))
    seen = service.inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert isinstance(service.authenticate(pin(), AUTH, message, 1), Signed)
    assert isinstance(service.sign(pin("abc123"), AUTH, message, 1), Signed)
    person = service.read_attributes(pin("5678"), AUTH, 1)
    assert isinstance(person, Attributes)
    assert person.checked
    assert person.birth_date == date(1980, 2, 17)
    if odd.filler == 0:  # filler is part of the number's digest, and this one was not digested
        assert service.read_my_number(pin("5678"), AUTH, 1) == MyNumber("123456789018", checked=True)


def test_optional_files_may_be_missing() -> None:
    files = jpki_files()
    del files[0x0008], files[0x000B]
    service, _ = laid(PlainCard(files={JPKI: files}))
    seen = service.inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert seen.has_signature_certificate
    assert seen.tries.text == Absent()
    assert service.read_attributes(pin("5678"), AUTH, 1) == PinAbsent()


def without_sign(availability: bytes | None) -> PlainCard:
    files = jpki_files()
    del files[0x0001], files[0x0008]
    if availability is not None:
        files[0x0008] = availability
        files[0x0001] = b"\xff" * 64
    card = PlainCard(files={JPKI: files, TEXT: PlainCard().files[TEXT]})
    del card.pins[JPKI, 0x1B], card.keys[JPKI, 0x1A], card.guards[JPKI, 1]
    return card


@pytest.mark.parametrize("availability", [b"\x00\x8f\x00", None])
def test_a_child_s_card_has_no_sign_certificate(availability: bytes | None) -> None:
    service, _ = laid(without_sign(availability))
    seen = service.inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert not seen.has_signature_certificate
    assert seen.tries.sign == Absent()
    assert service.sign(pin("ABC123"), AUTH, message, 1) == PinAbsent()


def test_a_sign_password_without_a_certificate() -> None:
    """As after a change of name or address."""
    service, _ = laid(PlainCard(files={JPKI: jpki_files() | {0x0008: b"\x00\x8f\x00"}}))
    seen = service.inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert (seen.has_signature_certificate, seen.tries.sign) == (False, Left(5, 5))


def test_a_sign_certificate_without_a_password() -> None:
    card = PlainCard()
    del card.pins[JPKI, 0x1B], card.guards[JPKI, 1]
    seen = laid(card)[0].inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert not seen.has_signature_certificate


def test_every_pin_locked_by_its_holder() -> None:
    card = PlainCard()
    for each in card.pins.values():
        each.left = 0
    seen = laid(card)[0].inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert seen.tries == AllTries(Locked(), Locked(), Locked())


def test_a_face_only_card_without_pin_files() -> None:
    card = without_sign(None)
    del card.pins[JPKI, 0x18], card.pins[TEXT, 0x11], card.keys[JPKI, 0x17]
    service, _ = laid(card)
    assert service.inspect(1) == FaceOnlyCard(AllTries(Absent(), Absent(), Absent()))
    assert service.authenticate(pin(), AUTH, message, 1) == PinAbsent()


def test_a_face_only_card_with_every_pin_locked() -> None:
    card = without_sign(None)
    for each in card.pins.values():
        each.left = 0
    assert laid(card)[0].inspect(1) == FaceOnlyCard(AllTries(Locked(), Absent(), Locked()))


def test_a_locked_pin_alone_is_not_a_face_only_card() -> None:
    card = PlainCard()
    card.pins[JPKI, 0x18].left = 0
    seen = laid(card)[0].inspect(1)
    assert isinstance(seen, MyNumberCard)
    assert seen.tries.auth == Locked()


def test_a_card_without_certificates() -> None:
    files = jpki_files()
    files[0x000A] = b"\xff" * 64
    assert isinstance(laid(PlainCard(files={JPKI: files}))[0].inspect(1), CardWithoutCertificate)


def test_a_certificate_that_is_none() -> None:
    files = jpki_files()
    files[0x000A] = b"\x30\x03\x02\x01\x00"
    assert laid(PlainCard(files={JPKI: files}))[0].inspect(1) == CardFault("certificate form")


@pytest.mark.parametrize(
    ("token", "seen"),
    [
        (b"JPKIAPICCTOKEN", OldResidentCard()),
        (b"JPKIAPGPSETOKEN", SmartphoneToken("android")),
        (b"JPKIAPIOSTOKEN", SmartphoneToken("iphone")),
        (b"JPKIAPICCTOKEN3", ForeignCard()),
        (b"\xff\xfe", ForeignCard()),
    ],
)
def test_other_tokens(token: bytes, seen: object) -> None:
    assert laid(PlainCard(files={JPKI: jpki_files(token=token)}))[0].inspect(1) == seen


@pytest.mark.parametrize("refusal", [0x6A82, 0x6A86, 0x6D00, 0x6E00, 0x6F00, 0x6881, 0x6999])
def test_foreign_cards(refusal: int) -> None:
    card = fails(PlainCard(files={}), lambda _: True, Response(b"", refusal))
    assert laid(card)[0].inspect(1) == ForeignCard()


def test_no_card() -> None:
    assert laid(None)[0].inspect(1) == NoCard()
    assert laid(None)[0].authenticate(pin(), AUTH, message, 1) == NoCard()


# --- signing ---------------------------------------------------------------------------------------------------------


def test_log_in() -> None:
    service, slot = laid(PlainCard())
    signed = service.authenticate(pin(), AUTH, message, 1)
    assert isinstance(signed, Signed)
    assert (signed.certificate, signed.message) == (AUTH, message(AUTH))
    assert certificates.verifies(AUTH, signed.message, signed.signature)
    assert slot.runs == 1
    assert slot.card is not None
    assert not slot.card.powered


def test_a_document_is_signed_with_the_other_key() -> None:
    signed = laid(PlainCard())[0].sign(pin("ＡＢＣ１２３"), AUTH, message, 1)
    assert isinstance(signed, Signed)
    assert signed.certificate == certificate_for("sign")
    assert certificates.verifies(certificate_for("sign"), message(signed.certificate), signed.signature)


def test_wrong_then_locked() -> None:
    service, slot = laid(PlainCard())
    assert slot.card is not None
    assert service.authenticate(pin("9999"), AUTH, message, 1) == WrongPin(2, 3)
    assert service.authenticate(pin("9999"), AUTH, message, 1) == WrongPin(1, 3)
    assert service.authenticate(pin("9999"), AUTH, message, 1) == PinLocked(just_now=True)
    slot.card.seen.clear()
    assert service.authenticate(pin(), AUTH, message, 1) == PinLocked(just_now=False)
    assert not any(map(instruction(0x20), slot.card.seen)), "a locked PIN is not sent"


@pytest.mark.parametrize("blocked", [0x6983, 0x6984])
def test_locked_between_asking_and_entering(blocked: int) -> None:
    card = fails(PlainCard(), instruction(0x20), Response(b"", blocked))
    assert laid(card)[0].authenticate(pin(), AUTH, message, 1) == PinLocked(just_now=False)


def test_a_wrong_form_never_reaches_the_reader() -> None:
    service, slot = laid(PlainCard())
    assert service.authenticate(pin("12345"), AUTH, message, 1) == PinMalformed(PinFormError.LENGTH)
    assert service.sign(pin("ABC 123"), AUTH, message, 1) == PinMalformed(PinFormError.CHARACTERS)
    assert slot.runs == 0


def test_another_card_never_sees_the_pin() -> None:
    other = PlainCard(files={JPKI: jpki_files("other"), TEXT: PlainCard().files[TEXT]})
    service, slot = laid(other)
    assert service.authenticate(pin(), AUTH, message, 1) == CardSwapped()
    assert service.sign(pin("ABC123"), AUTH, message, 1) == CardSwapped()
    assert service.read_attributes(pin("5678"), AUTH, 1) == CardSwapped()
    assert service.read_my_number(pin("5678"), AUTH, 1) == CardSwapped()
    assert laid(PlainCard(files={}))[0].authenticate(pin(), AUTH, message, 1) == CardSwapped()
    assert not any(map(instruction(0x20), other.seen))
    assert slot.runs == 4


def test_a_corrupt_signature_is_not_passed_on() -> None:
    card = fails(PlainCard(), instruction(0x2A), Response(bytes(256), 0x9000))
    assert laid(card)[0].authenticate(pin(), AUTH, message, 1) == SignatureInvalid()


def test_removal_while_the_pin_was_on_its_way() -> None:
    service, slot = laid(fails(PlainCard(), instruction(0x20), CardRemoved()))
    assert service.authenticate(pin(), AUTH, message, 1) == CardRemoved()
    assert slot.card is not None
    slot.card.before = lambda _: None
    slot.card.pins[JPKI, 0x18].left = 1  # the try was spent, and no answer told us
    assert service.authenticate(pin("9999"), AUTH, message, 1) == PinLocked(just_now=True)


@pytest.mark.parametrize("nth", range(11))
@pytest.mark.parametrize("trouble", [CardRemoved(), CardMute(), NoCard()], ids=repr)
def test_trouble_at_any_command_is_the_outcome_and_ends_the_connection(nth: int, trouble: CardTrouble) -> None:
    card = fails_at(PlainCard(), nth, trouble)
    service, _ = laid(card)
    assert service.authenticate(pin(), AUTH, message, 1) == trouble
    assert len(card.seen) == nth + 1 == service.last_apdus
    assert not card.powered


@pytest.mark.parametrize("nth", range(18))
def test_nonsense_at_any_command_is_never_a_crash_or_a_signature(nth: int) -> None:
    for answer in (Response(b"", 0x6F12), Response(b"\x30", 0x9000), Response(b"", 0x9000), Response(b"\x01", 0x6C05)):
        for operation in ("inspect", "authenticate", "attributes"):
            card = PlainCard()
            fails_at(card, nth, answer)
            service, _ = laid(card)
            if operation == "inspect":
                service.inspect(1)
            elif operation == "attributes":
                read = service.read_attributes(pin("5678"), AUTH, 1)
                assert not isinstance(read, Attributes) or read.name == "試験　太郎"
            else:
                signed = service.authenticate(pin(), AUTH, message, 1)
                assert not isinstance(signed, Signed) or certificates.verifies(AUTH, message(AUTH), signed.signature)
            assert not card.powered


def test_a_truncated_answer_is_noticed() -> None:
    card = PlainCard()

    def cut(apdu: bytes) -> Response | None:
        """What a lost tail looks like: the last data bytes are taken for the status."""
        if apdu[1] != 0xB0:
            return None
        whole = card.process(apdu).data
        return Response(whole[:-2], int.from_bytes(whole[-2:], "big"))

    card.before = cut
    assert isinstance(laid(card)[0].inspect(1), CardFault | ForeignCard)


def test_a_card_that_never_stops_answering() -> None:
    card = fails(PlainCard(), instruction(0xB0, 0xC0), Response(b"\x30\x84\x7f\xff\xff\xff", 0x61FF))
    assert laid(card)[0].inspect(1) == CardFault("endless answer")


def test_an_object_that_claims_to_be_huge() -> None:
    files = jpki_files() | {0x000A: b"\x30\x84\x7f\xff\xff\xff" + bytes(300)}
    assert laid(PlainCard(files={JPKI: files}))[0].inspect(1) == CardFault("object length")


def test_a_file_that_says_yes_and_gives_nothing() -> None:
    card = fails(PlainCard(), lambda apdu: apdu[1] == 0xB0 and apdu[2:4] != b"\0\0", Response(b"", 0x9000))
    assert laid(card)[0].inspect(1) == CardFault("cut short", 0x9000)


def test_an_object_longer_than_its_file() -> None:
    files = jpki_files() | {0x000A: AUTH[:-20]}
    assert isinstance(laid(PlainCard(files={JPKI: files}))[0].inspect(1), CardFault)


def test_a_bug_in_making_the_message_is_a_bug_and_the_card_is_powered_down() -> None:
    service, slot = laid(PlainCard())
    secret = pin()

    def bug(_: bytes) -> bytes:
        raise KeyError("no such thing")

    with pytest.raises(KeyError):
        service.authenticate(secret, AUTH, bug, 1)
    assert secret == bytes(4)
    assert slot.card is not None
    assert not slot.card.powered
    assert isinstance(service.authenticate(pin(), AUTH, message, 1), Signed)


# --- reading ---------------------------------------------------------------------------------------------------------


def test_the_three_counters_are_separate() -> None:
    service, _ = laid(PlainCard())
    assert service.read_attributes(pin("9999"), AUTH, 1) == WrongPin(2, 3)
    assert service.sign(pin("WRONG1"), AUTH, message, 1) == WrongPin(4, 5)
    assert service.query_tries(1) == AllTries(Left(3, 3), Left(4, 5), Left(2, 3))
    assert isinstance(service.read_my_number(pin("５６７８"), AUTH, 1), MyNumber)
    assert service.query_tries(1) == AllTries(Left(3, 3), Left(4, 5), Left(3, 3))


def test_counters_of_a_card_without_them() -> None:
    assert laid(PlainCard(files={}))[0].query_tries(1) == AllTries(Absent(), Absent(), Absent())


def test_a_card_with_more_tries_than_usual() -> None:
    card = PlainCard()
    card.pins[JPKI, 0x18] = Pin(b"1234", 7, 7)
    tries = laid(card)[0].query_tries(1)
    assert isinstance(tries, AllTries)
    assert tries.auth == Left(7, 7)


# --- secrets ---------------------------------------------------------------------------------------------------------

OUTCOMES: dict[str, Callable[[], PlainCard | None]] = {
    "signed": PlainCard,
    "removed": lambda: fails(PlainCard(), instruction(0x20), CardRemoved()),
    "fault": lambda: fails(PlainCard(), instruction(0x20), Response(b"", 0x6700)),
    "swapped": lambda: PlainCard(files={JPKI: jpki_files("other")}),
    "no card": lambda: None,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_pins_are_wiped_and_never_logged(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service, _ = laid(OUTCOMES[name]())
    calls: list[tuple[bytearray, Callable[[bytearray], object]]] = [
        (pin("4821"), lambda entry: service.authenticate(entry, AUTH, message, 1)),
        (pin("zq4821zq"), lambda entry: service.sign(entry, AUTH, message, 1)),
        (pin("４８２１"), lambda entry: service.read_attributes(entry, AUTH, 1)),
        (pin("4821x"), lambda entry: service.read_my_number(entry, AUTH, 1)),
    ]
    for entry, call in calls:
        length = len(entry)
        outcome = call(entry)
        assert entry == bytes(length)
        assert "4821" not in repr(outcome)
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "4821" not in text
    assert b"4821".hex() not in text.lower().replace(" ", "")
    if name == "signed":
        assert "00 20 00 80 [4]" in text, "the trace was on"


def test_oddities_differ() -> None:
    """The list above would prove nothing if the options had no effect."""
    seen = []
    for odd in [Oddities(), *ODDITIES]:
        card = PlainCard(odd=replace(odd))
        service, _ = laid(card)
        service.inspect(1)
        for _ in range(4):
            service.authenticate(pin("9999"), AUTH, message, 1)
        seen.append(tuple((apdu, card.odd.blocked, card.odd.filler) for apdu in card.seen))
    assert len(set(seen)) >= len(seen) - 1
