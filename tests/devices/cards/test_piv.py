"""PIV cards through `CardService`: both kinds of key, other cards, every fault at every command, a real pcscd."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from devices.cards.outcomes import CardFault, CardMute, CardRemoved, CardSwapped, NoCard, SignatureInvalid, Signed
from devices.cards.piv import NotPiv, PivCard
from devices.cards.recognise import ForeignCard
from devices.cards.service import CardService
from devices.virtual import piv_card
from devices.virtual.deck import Deck
from devices.virtual.layout import tlv
from devices.virtual.link import VirtualReader
from devices.virtual.piv_card import CERTIFICATE
from devices.virtual.vpcd import VpcdReader
from tests.devices.cards.conftest import RESIDENT
from tests.devices.virtual.fixtures import lay, shared_readers, take_away

SOON = 10.0
CARDS = ("staff_piv", "staff_piv_rsa")
MESSAGE = b"a fresh message of a terminal"


@pytest.fixture
def reader(state: Path) -> VirtualReader:
    return VirtualReader(Deck(state, persistent=False))


@pytest.fixture
def service(reader: VirtualReader) -> CardService:
    return CardService("", slot=reader)


@pytest.fixture
def program(reader: VirtualReader, state: Path) -> piv_card.PivCard:
    """A card of this test's own, with the key of the deck's, on the reader."""
    reader.insert("staff_piv")
    card = reader.slot._card
    assert card is not None
    assert isinstance(card.program, piv_card.PivCard)
    return card.program


def seen(service: CardService) -> PivCard:
    found = service.inspect_piv(SOON)
    assert isinstance(found, PivCard)
    return found


def verify(certificate: bytes, signature: bytes) -> None:
    """Raises if it is none."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, MESSAGE, padding.PKCS1v15(), SHA256())
    else:
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(signature, MESSAGE, ec.ECDSA(SHA256()))


@pytest.mark.parametrize("id", CARDS)
def test_it_signs_without_a_pin(reader: VirtualReader, service: CardService, id: str) -> None:
    reader.insert(id)
    found = seen(service)
    signed = service.authenticate_piv(found.certificate, MESSAGE, SOON)
    assert isinstance(signed, Signed)
    assert signed.certificate == found.certificate
    verify(found.certificate, signed.signature)
    assert found.certificate.hex() not in repr(found)


@pytest.mark.parametrize("id", CARDS)
def test_a_resident_cannot_log_in_with_it(reader: VirtualReader, service: CardService, id: str) -> None:
    reader.insert(id)
    assert service.inspect(SOON) == ForeignCard()


@pytest.mark.parametrize("id", ["ordinary", "old_juki", "foreign", "blank"])
def test_other_cards_are_none(reader: VirtualReader, service: CardService, id: str) -> None:
    reader.insert(id)
    assert service.inspect_piv(SOON) == NotPiv()
    assert service.authenticate_piv(b"", MESSAGE, SOON) == NotPiv()


def test_no_card(service: CardService) -> None:
    assert service.inspect_piv(SOON) == NoCard()


def test_another_card_is_not_asked(reader: VirtualReader, service: CardService) -> None:
    reader.insert("staff_piv")
    certificate = seen(service).certificate
    reader.swap("staff_piv_rsa")
    assert service.authenticate_piv(certificate, MESSAGE, SOON) == CardSwapped()
    assert not reader.slot.wait(lambda _, commands: "AUTHENTICATE" in commands, 0)


@pytest.mark.parametrize("id", CARDS)
def test_a_copy_of_the_certificate_proves_nothing(reader: VirtualReader, service: CardService, id: str) -> None:
    """Whoever has read a card's certificate can put it on another one, but not its key."""
    reader.insert(id)
    card = reader.slot._card
    assert card is not None
    assert isinstance(card.program, piv_card.PivCard)
    own = card.program._key
    forger: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = ec.generate_private_key(ec.SECP256R1())
    if isinstance(own, rsa.RSAPrivateKey):
        forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    card.program._key = forger
    assert service.authenticate_piv(seen(service).certificate, MESSAGE, SOON) == SignatureInvalid()


# --- what its object may hold -----------------------------------------------------------------------------------------


def test_a_zipped_certificate(program: piv_card.PivCard, service: CardService) -> None:
    plain = program.certificate.public_bytes(Encoding.DER)
    program.objects[CERTIFICATE] = tlv(0x70, gzip.compress(plain)) + tlv(0x71, b"\x01") + tlv(0xFE, b"")
    assert seen(service).certificate == plain


def test_a_zip_that_swells_is_stopped(program: piv_card.PivCard, service: CardService) -> None:
    program.objects[CERTIFICATE] = tlv(0x70, gzip.compress(bytes(1_000_000))) + tlv(0x71, b"\x01")
    assert service.inspect_piv(SOON) == CardFault("zipped certificate")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (None, NotPiv()),
        (b"", NotPiv()),
        (tlv(0x71, b"\x00"), CardFault("data object")),
        (tlv(0x70, b"no certificate"), CardFault("card authentication certificate")),
        (tlv(0x70, b"no zip") + tlv(0x71, b"\x01"), CardFault("zipped certificate")),
    ],
    ids=["none", "empty", "no certificate", "rubbish", "rubbish zipped"],
)
def test_what_else_may_stand_there(
    program: piv_card.PivCard, service: CardService, content: bytes | None, outcome: object
) -> None:
    if content is None:
        del program.objects[CERTIFICATE]
    else:
        program.objects[CERTIFICATE] = content
    assert service.inspect_piv(SOON) == outcome


def test_a_key_that_no_such_card_may_have(program: piv_card.PivCard, service: CardService) -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    other = piv_card._certificate(key, datetime.now(UTC)).public_bytes(Encoding.DER)
    program.objects[CERTIFICATE] = tlv(0x70, other) + tlv(0x71, b"\x00")
    assert service.inspect_piv(SOON) == CardFault("card authentication certificate")


def test_a_key_that_wants_a_pin_is_refused(reader: VirtualReader, service: CardService) -> None:
    reader.insert("staff_piv")
    certificate = seen(service).certificate
    reader.fault("sw=6982@AUTHENTICATE")
    outcome = service.authenticate_piv(certificate, MESSAGE, SOON)
    assert outcome == CardFault("card authentication key wants a PIN", 0x6982)


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", CARDS)
@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("fault", ["remove", "sw=6F00", "sw=6982", "corrupt", "truncate"])
def test_faults_at_every_command(reader: VirtualReader, service: CardService, id: str, at: int, fault: str) -> None:
    """Nothing raises, and what is called signed is signed."""
    reader.insert(id)
    certificate = seen(service).certificate
    reader.fault(f"{fault}@{at}")
    outcome = service.authenticate_piv(certificate, MESSAGE, SOON)
    if isinstance(outcome, Signed):
        assert outcome.certificate == certificate
        verify(certificate, outcome.signature)
    else:
        assert isinstance(outcome, NotPiv | SignatureInvalid | CardFault | CardRemoved | CardSwapped)


def test_a_mute_card(reader: VirtualReader, service: CardService) -> None:
    reader.insert("staff_piv")
    certificate = seen(service).certificate
    reader.fault("mute@2")
    assert service.authenticate_piv(certificate, MESSAGE, 0.2) == CardMute()
    reader.remove()


# --- a real pcscd -----------------------------------------------------------------------------------------------------


@pytest.fixture
def laid(state: Path) -> Iterator[VpcdReader]:
    reader = VpcdReader(Deck(state, persistent=False), shared_readers().port(0))
    reader.start()
    yield reader
    take_away(reader)
    reader.stop()


@pytest.mark.parametrize("id", CARDS)
def test_through_pcscd(laid: VpcdReader, id: str) -> None:
    lay(laid, id)
    service = CardService(RESIDENT)
    found = seen(service)
    signed = service.authenticate_piv(found.certificate, MESSAGE, SOON)
    assert isinstance(signed, Signed)
    verify(found.certificate, signed.signature)
