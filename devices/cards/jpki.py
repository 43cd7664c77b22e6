"""公的個人認証AP: the two certificates and keys. Pure code above a `Card`."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from devices.cards import profile
from devices.cards.apdu import SHA256_DIGEST_INFO
from devices.cards.card import Card, NoFile, NotAllowed
from devices.cards.certificates import verifies
from devices.cards.outcomes import CardFault, CardTrouble, SignatureInvalid, Signed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unverified:
    """What a card gave for a signature. It becomes a `Signed` by `verified` only."""

    signature: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    message: bytes = field(repr=False)


def select(card: Card) -> NoFile | CardTrouble | None:
    """Make the JPKI application current."""
    return card.select_application(profile.JPKI_AP)


def token_label(card: Card) -> str | NoFile | CardTrouble:
    """The label of the token, padding removed: what kind of thing speaks JPKI here."""
    info = card.read_whole(profile.TOKEN_INFO)
    if isinstance(info, NotAllowed):
        return NoFile()
    if not isinstance(info, bytes):
        return info
    return info[:32].rstrip(b" \x00\xff").decode("ascii", "replace")


def auth_certificate(card: Card) -> bytes | NoFile | NotAllowed | CardTrouble:
    """利用者証明用電子証明書 (DER). Free on a card, behind the PIN on a phone."""
    return card.read_object(profile.AUTH_CERTIFICATE)


def sign_certificate(card: Card) -> bytes | NoFile | NotAllowed | CardTrouble:
    """署名用電子証明書 (DER). `NotAllowed` until the sign password was accepted."""
    return card.read_object(profile.SIGN_CERTIFICATE)


def has_sign_certificate(card: Card) -> bool | CardTrouble:
    """Whether there is a 署名用 certificate, without its password: by EF 0008 if the card has it, and by the file.

    Under-15s are given none, and everyone loses it with a change of name or address.
    """
    available = card.read_whole(profile.AVAILABILITY)
    if isinstance(available, bytes) and available[0] == 0x00:
        return False
    if not isinstance(available, bytes | NoFile | NotAllowed | CardFault):
        return available
    found = card.select_file(profile.SIGN_CERTIFICATE)
    if isinstance(found, NoFile):
        return False
    return True if found is None else found


def sign(card: Card, key: int, certificate: bytes, message: bytes) -> Unverified | CardTrouble:
    """Have SHA-256 of `message` signed by RSASSA-PKCS1-v1_5."""
    signature = card.sign(key, SHA256_DIGEST_INFO + sha256(message).digest())
    if isinstance(signature, NotAllowed):
        return CardFault("key not open")
    return Unverified(signature, certificate, message) if isinstance(signature, bytes) else signature


def verified(outcome: Unverified | T) -> Signed | SignatureInvalid | T:
    """A signature, if it is one by the certificate's key; whatever else came of signing passes through."""
    if not isinstance(outcome, Unverified):
        return outcome
    if not verifies(outcome.certificate, outcome.message, outcome.signature):
        return SignatureInvalid()
    return Signed(outcome.signature, outcome.certificate, outcome.message)
