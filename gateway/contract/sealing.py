"""Sealing: HPKE (RFC 9180) in base mode to a municipality's public key, so that nobody on the way can read it.

    recipient = Recipient(...)                              # of GET /v1/intake/recipients
    sealed = seal(recipient, "e-application", key, ITEM, plain)

KDF is HKDF-SHA256, AEAD is AES-256-GCM, the KEM is the suite's. A sealed part is what `cryptography`'s HPKE gives:
the encapsulated key, then the ciphertext with its tag; `overhead(suite)` bytes longer than what went in. Opening is
the municipality's (gateway/backoffice). What is sealed says nothing of who sealed it: that is the envelope's.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, assert_never

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite
from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints, model_validator

from gateway.contract.base import Model

SuiteName = Literal["MLKEM768_X25519", "X25519", "P256"]
"""The first is the default: it holds as long as one of its two halves does."""

MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5,6}$")]
KeyId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]

ITEM = "item"
"""The part that every sealed item has; attachments are `attachment(0)`, `attachment(1)` …"""

_MLKEM768_PUBLIC = 1184
_CONTEXT = "madoguchi/sealed/1"

PublicKey = MLKEM768X25519PublicKey | x25519.X25519PublicKey | ec.EllipticCurvePublicKey


class Recipient(Model):
    """A municipality's key to seal to, until before `not_after` (null: until further notice). It names itself.

    key_id: `key_id_of`. public_key: X25519: 32 bytes (RFC 7748); P256: 65 bytes (SEC 1, uncompressed);
    MLKEM768_X25519: 1184 bytes (FIPS 203), then the 32 of X25519. Refused (ValueError) if it can't be used.
    """

    municipality: MunicipalityCode
    key_id: KeyId
    suite: SuiteName
    public_key: Base64Bytes
    not_after: AwareDatetime | None = None

    @model_validator(mode="after")
    def _is_a_key(self) -> Recipient:
        load_public_key(self.suite, self.public_key)
        if self.key_id != key_id_of(self.suite, self.public_key):
            raise ValueError("key_id is not this key's")
        return self

    def usable(self, now: datetime) -> bool:
        """Whether something may still be sealed to it."""
        return self.not_after is None or now < self.not_after


def key_id_of(suite: SuiteName, public_key: bytes) -> str:
    """The key's own name: the first 16 bytes of SHA-256 over suite, NUL, raw public key; hex."""
    return sha256(suite.encode() + b"\0" + public_key).hexdigest()[:32]


def attachment(index: int) -> str:
    """The part that is the attachment of this index (from 0)."""
    return f"attachment/{index}"


def info(municipality: str, key_id: str, suite: str, kind: str, key: str, part: str) -> bytes:
    """HPKE's `info`: what a sealed part is bound to. Each field as its length in bytes (4, big-endian) and UTF-8.

    Opened under another context (another key, kind or part) it does not open.
    """
    fields = [field.encode() for field in (_CONTEXT, municipality, key_id, suite, kind, key, part)]
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def seal(recipient: Recipient, kind: str, key: str, part: str, plain: bytes) -> bytes:
    """Seal one part of an item. kind, key: of the item (`gateway.contract.intake`). part: `ITEM`, `attachment(i)`."""
    context = info(recipient.municipality, recipient.key_id, recipient.suite, kind, key, part)
    return hpke(recipient.suite).encrypt(plain, load_public_key(recipient.suite, recipient.public_key), info=context)


def overhead(suite: SuiteName) -> int:
    """How many bytes longer the sealed part is than the plain one (both ends have to plan for it)."""
    encapsulated = {"MLKEM768_X25519": 1120, "X25519": 32, "P256": 65}[suite]
    return encapsulated + 16


def hpke(suite: SuiteName) -> Suite:
    """The algorithms of a suite."""
    kem = {"MLKEM768_X25519": KEM.MLKEM768_X25519, "X25519": KEM.X25519, "P256": KEM.P256}[suite]
    return Suite(kem, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def load_public_key(suite: SuiteName, raw: bytes) -> PublicKey:
    """The key in the form `Recipient` describes. ValueError if it is none."""
    try:
        match suite:
            case "MLKEM768_X25519":
                post_quantum = mlkem.MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM768_PUBLIC])
                classic = x25519.X25519PublicKey.from_public_bytes(raw[_MLKEM768_PUBLIC:])
                return MLKEM768X25519PublicKey(post_quantum, classic)
            case "X25519":
                return x25519.X25519PublicKey.from_public_bytes(raw)
            case "P256":
                if len(raw) != 65:
                    raise ValueError("not an uncompressed point")
                return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
            case _:
                assert_never(suite)
    except UnsupportedAlgorithm as error:
        raise ValueError(f"{suite}: this machine's cryptography can't do it") from error


class RecipientList(Model):
    """Answer of GET /v1/intake/recipients: every key that may be sealed to now; several while a key is changed.

    Of one municipality, the first usable one is to be taken.
    """

    recipients: Annotated[tuple[Recipient, ...], Field(max_length=4000)]
    server_time: AwareDatetime
