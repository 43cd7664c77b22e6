"""Every card of the virtual deck through `CardService`, in process, and every fault at every command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.cards import certificates
from devices.cards.certificates import Expired, ExpiresSoon, InForce, NotYetValid
from devices.cards.outcomes import (
    Absent,
    AllTries,
    Attributes,
    CardFault,
    CardMute,
    CardRemoved,
    CardSwapped,
    CardUnpowered,
    Left,
    Locked,
    MyNumber,
    PinAbsent,
    PinLocked,
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
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.personas import Person, person, personas

SOON = 10.0
USUAL = AllTries(Left(3, 3), Left(5, 5), Left(3, 3))
PEOPLE = [id for id, each in personas().items() if isinstance(each, Person) and each.kind == "my_number"]


@pytest.fixture
def reader(state: Path) -> VirtualReader:
    """A deck with fresh counters."""
    return VirtualReader(Deck(state, persistent=False))


@pytest.fixture
def service(reader: VirtualReader) -> CardService:
    return CardService("", slot=reader)


def pin_of(id: str, name: str) -> bytearray:
    return bytearray(person(id).pins[name].encode())  # type: ignore[index]


def message(certificate: bytes) -> bytes:
    return b"message for " + certificate[:16]


def certificate_of(service: CardService) -> bytes:
    seen = service.inspect(SOON)
    assert isinstance(seen, MyNumberCard)
    return seen.auth_certificate


# --- what lies there -------------------------------------------------------------------------------------------------

NO_LOG_IN: dict[str, object] = {
    "face_only": FaceOnlyCard(AllTries(Locked(), Absent(), Locked())),
    "no_certificates": CardWithoutCertificate(AllTries(Left(3, 3), Absent(), Left(3, 3))),
    "old_juki": OldResidentCard(),
    "phone_android": SmartphoneToken("android"),
    "phone_iphone": SmartphoneToken("iphone"),
    "foreign": ForeignCard(),
    "blank": ForeignCard(),
    "dead": CardUnpowered(),
}


@pytest.mark.parametrize("id", NO_LOG_IN)
def test_cards_that_cannot_log_in(reader: VirtualReader, service: CardService, id: str) -> None:
    reader.insert(id)
    assert service.inspect(SOON) == NO_LOG_IN[id]


def test_a_mute_thing(reader: VirtualReader, service: CardService) -> None:
    reader.insert("mute")
    assert service.inspect(0.1) == CardMute()
    reader.remove()


@pytest.mark.parametrize("id", [id for id in PEOPLE if id not in NO_LOG_IN])
def test_people(reader: VirtualReader, service: CardService, id: str) -> None:
    holder = person(id)
    reader.insert(id)
    seen = service.inspect(SOON)
    assert isinstance(seen, MyNumberCard)
    assert seen.has_signature_certificate == (holder.sign != "absent")
    auth = seen.tries.auth
    if "auth" in holder.locked:
        assert auth == Locked()
        assert service.authenticate(pin_of(id, "auth"), seen.auth_certificate, message, SOON) == PinLocked(False)
    else:
        assert auth == Left(holder.tries.get("auth", 3), 3)
        signed = service.authenticate(pin_of(id, "auth"), seen.auth_certificate, message, SOON)
        assert isinstance(signed, Signed)
        assert certificates.verifies(seen.auth_certificate, message(seen.auth_certificate), signed.signature)
    if "text" not in holder.locked:
        read_everything(service, seen.auth_certificate, holder)
    if seen.has_signature_certificate and "sign" not in holder.locked:
        document = service.sign(pin_of(id, "sign"), seen.auth_certificate, message, SOON)
        assert isinstance(document, Signed)
        assert document.certificate != seen.auth_certificate


def read_everything(service: CardService, certificate: bytes, holder: Person) -> None:
    found = service.read_attributes(pin_of(holder.id, "text"), certificate, SOON)
    assert found == Attributes(
        holder.printed_name,
        holder.address,
        holder.birth,
        holder.birth.strftime("%Y%m%d"),
        "1" if holder.sex == "男" else "2",
        checked=True,
    )
    number = service.read_my_number(pin_of(holder.id, "text"), certificate, SOON)
    assert number == MyNumber(holder.my_number, checked=True)
    assert holder.my_number not in repr(number)
    assert holder.name not in repr(found)


@pytest.mark.parametrize(
    ("id", "kind"),
    [("ordinary", InForce), ("expired", Expired), ("expiring_soon", ExpiresSoon), ("not_yet_valid", NotYetValid)],
)
def test_validity(reader: VirtualReader, service: CardService, id: str, kind: type) -> None:
    reader.insert(id)
    seen = service.inspect(SOON)
    assert isinstance(seen, MyNumberCard)
    assert isinstance(seen.certificate.validity(datetime.now(UTC)), kind)
    found = certificates.particulars(seen.auth_certificate)
    assert found is not None
    assert "digital_signature" in found.key_usage


def test_one_try_left_and_then_none(reader: VirtualReader, service: CardService) -> None:
    reader.insert("one_try_left")
    certificate = certificate_of(service)
    assert service.authenticate(bytearray(b"0000"), certificate, message, SOON) == PinLocked(just_now=True)
    assert service.query_tries(SOON) == AllTries(Locked(), Left(1, 5), Left(1, 3))
    assert service.authenticate(pin_of("one_try_left", "auth"), certificate, message, SOON) == PinLocked(False)


def test_a_child_cannot_sign(reader: VirtualReader, service: CardService) -> None:
    reader.insert("child")
    assert service.sign(bytearray(b"SAMPLE1"), certificate_of(service), message, SOON) == PinAbsent()


# --- exchanged cards -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["authenticate", "sign", "attributes", "number"])
def test_a_silent_exchange_costs_the_other_person_no_try(reader: VirtualReader, service: CardService, act: str) -> None:
    reader.insert("ordinary")
    mine = certificate_of(service)
    reader.swap("ordinary_woman")
    calls: dict[str, Callable[[], object]] = {
        "authenticate": lambda: service.authenticate(pin_of("ordinary", "auth"), mine, message, SOON),
        "sign": lambda: service.sign(pin_of("ordinary", "sign"), mine, message, SOON),
        "attributes": lambda: service.read_attributes(pin_of("ordinary", "text"), mine, SOON),
        "number": lambda: service.read_my_number(pin_of("ordinary", "text"), mine, SOON),
    }
    assert calls[act]() == CardSwapped()
    assert service.query_tries(SOON) == USUAL


@pytest.mark.parametrize("when", ["SIGN", "after-SIGN"])
def test_exchanged_while_signing(reader: VirtualReader, service: CardService, when: str) -> None:
    """No reader tells of it. The other card has had no PIN, so it refuses; what the first one signed is its own."""
    reader.insert("ordinary")
    mine = certificate_of(service)
    reader.fault(f"swap=ordinary_woman@{when}")
    outcome = service.authenticate(pin_of("ordinary", "auth"), mine, message, SOON)
    assert isinstance(outcome, Signed if when == "after-SIGN" else CardFault | CardSwapped)


def test_the_forged_card_is_another_card(reader: VirtualReader, service: CardService) -> None:
    """Same name in it, other key: only the gateway can tell that it is false, but nobody takes one for the other."""
    reader.insert("ordinary_man")
    mine = certificate_of(service)
    reader.swap("forged")
    assert service.authenticate(pin_of("ordinary_man", "auth"), mine, message, SOON) == CardSwapped()


# --- faults ----------------------------------------------------------------------------------------------------------


def count(reader: VirtualReader, service: CardService) -> tuple[bytes, int]:
    """The certificate, and how many commands a log-in takes."""
    reader.insert("ordinary")
    certificate = certificate_of(service)
    assert isinstance(service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON), Signed)
    return certificate, service.last_apdus


FAULTS = ["remove", "sw=6F00", "sw=6A82", "sw=6982", "sw=9000", "corrupt", "truncate", "truncate=1"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_command_is_an_outcome_and_the_next_log_in_works(
    reader: VirtualReader, service: CardService, fault: str
) -> None:
    certificate, commands = count(reader, service)
    for nth in range(1, commands + 1):
        reader.insert("ordinary")
        reader.slot.renew()
        reader.fault(f"{fault}@{nth}")
        outcome = service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON)
        if isinstance(outcome, Signed):
            assert certificates.verifies(certificate, message(certificate), outcome.signature)
        if fault == "remove":
            assert outcome == CardRemoved()
        reader.slot.clear_faults()
        reader.insert("ordinary")
        assert isinstance(service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON), Signed)


@pytest.mark.parametrize("command", ["SELECT", "READ", "QUERY", "VERIFY", "SIGN"])
def test_a_silent_card_is_left_alone_in_time(reader: VirtualReader, service: CardService, command: str) -> None:
    reader.insert("ordinary")
    certificate = certificate_of(service)
    reader.fault(f"mute@{command}")
    assert service.authenticate(pin_of("ordinary", "auth"), certificate, message, 0.2) == CardMute()
    reader.remove()
    reader.insert("ordinary")
    assert isinstance(service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON), Signed)


def test_a_slow_signature_is_waited_for(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    certificate = certificate_of(service)
    reader.fault("slow=0.2@SIGN")
    assert isinstance(service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON), Signed)


def test_a_bit_fallen_over_in_the_signature(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    certificate = certificate_of(service)
    reader.fault("corrupt@SIGN")
    assert service.authenticate(pin_of("ordinary", "auth"), certificate, message, SOON) == SignatureInvalid()


@pytest.mark.parametrize(("fault", "left"), [("remove@VERIFY", 3), ("remove@after-VERIFY", 2)])
def test_removal_around_a_wrong_pin(reader: VirtualReader, service: CardService, fault: str, left: int) -> None:
    """Whether the try was spent only the card knows: it is asked again."""
    reader.insert("ordinary")
    certificate = certificate_of(service)
    reader.fault(fault)
    assert service.authenticate(bytearray(b"0000"), certificate, message, SOON) == CardRemoved()
    reader.insert("ordinary")
    tries = service.query_tries(SOON)
    assert isinstance(tries, AllTries)
    assert tries.auth == Left(left, 3)
    assert service.authenticate(bytearray(b"0000"), certificate, message, SOON) == WrongPin(left - 1, 3)


@pytest.mark.parametrize("fault", ["corrupt@READ,always", "truncate@READ,always", "sw=6700@READ,always"])
def test_spoilt_attributes_are_never_shown(reader: VirtualReader, service: CardService, fault: str) -> None:
    reader.insert("ordinary")
    certificate = certificate_of(service)
    reader.fault(fault)
    outcome = service.read_attributes(pin_of("ordinary", "text"), certificate, SOON)
    assert not isinstance(outcome, Attributes)


def test_one_bit_in_the_attributes(reader: VirtualReader, service: CardService) -> None:
    reader.insert("ordinary")
    certificate = certificate_of(service)
    service.read_attributes(pin_of("ordinary", "text"), certificate, SOON)
    last = service.last_apdus
    for nth in range(last - 5, last + 1):
        reader.fault(f"corrupt@{nth}")
        outcome = service.read_attributes(pin_of("ordinary", "text"), certificate, SOON)
        reader.slot.clear_faults()
        reader.slot.renew()
        assert not isinstance(outcome, Attributes) or outcome.name == person("ordinary").name
