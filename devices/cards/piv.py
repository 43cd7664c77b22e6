"""PIV cards (NIST SP 800-73-4): the card authentication key, slot 9E, which proves the card and needs no PIN.

Nothing else of such a card is read. Who holds it isn't asked: the staff list knows its key.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from typing import assert_never

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from devices.cards import tlv
from devices.cards.apdu import NOT_FOUND, OK, SECURITY_STATUS, SHA256_DIGEST_INFO, select_with_fci
from devices.cards.card import Card, NoFile
from devices.cards.certificates import UNREADABLE
from devices.cards.jpki import Unverified
from devices.cards.link import Response
from devices.cards.outcomes import CardFault, CardSwapped, CardTrouble, SignatureInvalid, Signed

APPLICATION = bytes.fromhex("A00000030800001000")  # right-truncated: any version (part 1, 2.2)
CARD_AUTHENTICATION_CERTIFICATE = bytes.fromhex("5FC101")  # part 1, table 3
CARD_AUTHENTICATION_KEY = 0x9E  # part 1, table 4b
RSA_2048, P_256 = 0x07, 0x11  # SP 800-78-4, table 6-2: all that such a key may be

_LONGEST_CERTIFICATE = 8192
_LONGEST_DATA = 255
_CHAINED = 0x10  # of the class byte: more follows (ISO/IEC 7816-4, 5.3.3)
_INS_GET_DATA, _INS_GENERAL_AUTHENTICATE = 0xCB, 0x87

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True, weakref_slot=True)
class PivCard:
    """A card with a card authentication key of a kind that we can ask. certificate: of that key, DER."""

    certificate: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotPiv:
    """No PIV application, or nothing in its slot 9E."""


PivOutcome = PivCard | NotPiv | CardTrouble
PivSignOutcome = Signed | SignatureInvalid | NotPiv | CardTrouble


def recognise(card: Card) -> PivOutcome:
    """Whether this is such a card. Enters nothing."""
    answer = card.call(select_with_fci(0x04, APPLICATION))
    if not isinstance(answer, Response):
        return answer
    if answer.sw != OK:
        return NotPiv()  # whatever the refusal: this card doesn't have it
    certificate = _certificate(card)
    if not isinstance(certificate, bytes):
        return NotPiv() if isinstance(certificate, NoFile) else certificate
    return PivCard(certificate) if _key(certificate) is not None else CardFault("card authentication certificate")


def sign(card: Card, expected: bytes, message: bytes) -> Unverified | NotPiv | CardTrouble:
    """Have SHA-256 of `message` signed, if it is still the card of the expected certificate."""
    found = recognise(card)
    if not isinstance(found, PivCard):
        return found
    if found.certificate != expected:
        return CardSwapped()
    signature = _authenticate(card, _key(expected), message)
    return Unverified(signature, expected, message) if isinstance(signature, bytes) else signature


def verified(outcome: Unverified | NotPiv | CardTrouble) -> PivSignOutcome:
    """A signature, if it is one by the certificate's key; whatever else came of signing passes through."""
    if not isinstance(outcome, Unverified):
        return outcome
    try:
        match _key(outcome.certificate):
            case rsa.RSAPublicKey() as key:
                key.verify(outcome.signature, outcome.message, padding.PKCS1v15(), SHA256())
            case ec.EllipticCurvePublicKey() as key:
                key.verify(outcome.signature, outcome.message, ec.ECDSA(SHA256()))
            case None:
                return SignatureInvalid()
    except InvalidSignature:
        return SignatureInvalid()
    return Signed(outcome.signature, outcome.certificate, outcome.message)


# --- the certificate --------------------------------------------------------------------------------------------------


def _certificate(card: Card) -> bytes | NoFile | CardTrouble:
    """GET DATA of the certificate's object (part 1, appendix A, table 15)."""
    wanted = tlv.encode(0x5C, CARD_AUTHENTICATION_CERTIFICATE)
    answer = card.call(bytes((0x00, _INS_GET_DATA, 0x3F, 0xFF, len(wanted))) + wanted + b"\x00")
    if not isinstance(answer, Response):
        return answer
    if answer.sw in NOT_FOUND:
        return NoFile()
    if answer.sw != OK:
        return CardFault("get data", answer.sw)
    holder = tlv.root(answer.data, 0x53)
    if holder is None:
        return CardFault("data object")
    if not holder.value:
        return NoFile()  # some cards keep the empty object
    certificate, information = tlv.find(holder.value, 0x70), tlv.find(holder.value, 0x71)
    if certificate is None:
        return CardFault("data object")
    zipped = information is not None and information.value[:1] == b"\x01"
    return _unzipped(certificate.value) if zipped else certificate.value


def _unzipped(zipped: bytes) -> bytes | CardFault:
    """RFC 1952, and no more than a certificate can be long."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        certificate = unzip.decompress(zipped, _LONGEST_CERTIFICATE)
    except zlib.error:
        return CardFault("zipped certificate")
    return certificate if unzip.eof else CardFault("zipped certificate")


def _key(certificate: bytes) -> PublicKey | None:
    """Its public key; None if it is none that a card authentication key may be."""
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except UNREADABLE:
        return None
    match key:
        case rsa.RSAPublicKey() if key.key_size == 2048:
            return key
        case ec.EllipticCurvePublicKey() if isinstance(key.curve, ec.SECP256R1):
            return key
        case _:
            return None


# --- the signature ----------------------------------------------------------------------------------------------------


def _authenticate(card: Card, key: PublicKey | None, message: bytes) -> bytes | CardTrouble:
    """GENERAL AUTHENTICATE, the challenge in 81, the response wanted in 82 (part 2, 3.2.4 and appendix A.3)."""
    match key:
        case rsa.RSAPublicKey():
            algorithm, challenge = RSA_2048, _padded(sha256(message).digest())
        case ec.EllipticCurvePublicKey():
            algorithm, challenge = P_256, sha256(message).digest()
        case None:
            return CardFault("card authentication certificate")
        case _:
            assert_never(key)
    answer = _chained(card, algorithm, tlv.encode(0x7C, tlv.encode(0x82, b"") + tlv.encode(0x81, challenge)))
    if not isinstance(answer, Response):
        return answer
    if answer.sw == SECURITY_STATUS:
        return CardFault("card authentication key wants a PIN", answer.sw)
    template = tlv.root(answer.data, 0x7C) if answer.sw == OK else None
    response = None if template is None else tlv.find(template.value, 0x82)
    return CardFault("general authenticate", answer.sw) if response is None else response.value


def _chained(card: Card, algorithm: int, data: bytes) -> Response | CardTrouble:
    """In as many commands as it takes; the answer to the last one."""
    pieces = [data[at : at + _LONGEST_DATA] for at in range(0, len(data), _LONGEST_DATA)]
    for piece in pieces[:-1]:
        answer = card.call(_command(_CHAINED, algorithm, piece))
        if not isinstance(answer, Response) or answer.sw != OK:
            return answer
    return card.call(_command(0x00, algorithm, pieces[-1]) + b"\x00")


def _command(cla: int, algorithm: int, piece: bytes) -> bytes:
    return bytes((cla, _INS_GENERAL_AUTHENTICATE, algorithm, CARD_AUTHENTICATION_KEY, len(piece))) + piece


def _padded(hash: bytes) -> bytes:
    """EMSA-PKCS1-v1_5 (RFC 8017, 9.2), 256 bytes: the card does nothing but the bare RSA."""
    info = SHA256_DIGEST_INFO + hash
    return b"\x00\x01" + b"\xff" * (256 - 3 - len(info)) + b"\x00" + info
