"""What a card's certificate says of itself: as much as a terminal and `kiosk check` need.

The verdict on a certificate (chain, revocation, purpose) is the gateway's. (RFC 5280; policies as issued by JPKI.)
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

# What `cryptography` raises for bytes that are no certificate, or one of a kind it does not know.
UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)

RENEWAL_MONTHS = 3  # a certificate may be renewed from three months before its end


@dataclass(frozen=True, slots=True, weakref_slot=True)
class CertificateIdentity:
    """What an account is keyed by: the issuing key (not its name, which three generations share) and the serial."""

    issuer_key_id: bytes = field(repr=False)
    serial: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotYetValid:
    """Its first moment lies ahead: usually the terminal's clock is wrong."""


@dataclass(frozen=True, slots=True)
class InForce:
    """Valid, with time left."""


@dataclass(frozen=True, slots=True)
class ExpiresSoon:
    """Valid, and already renewable."""

    on: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    """Past its end."""

    on: datetime


Validity = NotYetValid | InForce | ExpiresSoon | Expired


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Certificate:
    """A certificate and its dates (aware, in UTC): all that is needed while somebody waits."""

    der: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime

    def validity(self, now: datetime) -> Validity:
        """How it stands at an instant (aware). Its last second is still valid (RFC 5280 4.1.2.5)."""
        if now < self.not_before:
            return NotYetValid()
        if now > self.not_after:
            return Expired(self.not_after)
        return ExpiresSoon(self.not_after) if now >= _months_before(self.not_after) else InForce()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Particulars:
    """Whose certificate it is, and for what. `key_usage` has the names of RFC 5280 4.2.1.3 (snake case)."""

    identity: CertificateIdentity = field(repr=False)
    key_usage: frozenset[str]
    policies: tuple[str, ...]


def _months_before(end: datetime) -> datetime:
    years, month = divmod(end.year * 12 + end.month - 1 - RENEWAL_MONTHS, 12)
    day = min(end.day, calendar.monthrange(years, month + 1)[1])
    return end.replace(year=years, month=month + 1, day=day)


def parse(der: bytes) -> Certificate | None:
    """Read a DER certificate; None if it is none, or has no RSA key (today's profile)."""
    certificate = _load(der)
    if certificate is None:
        return None
    try:
        return Certificate(der, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    except ValueError:
        return None


def particulars(der: bytes) -> Particulars | None:
    """Read its extensions; None where `parse` says None, or if they can't be read."""
    certificate = _load(der)
    if certificate is None:
        return None
    try:
        extensions = certificate.extensions
        return Particulars(
            identity=CertificateIdentity(_issuer_key_id(extensions), certificate.serial_number),
            key_usage=_key_usage(extensions),
            policies=_policies(extensions),
        )
    except UNREADABLE:
        return None


def _load(der: bytes) -> x509.Certificate | None:
    try:
        certificate = x509.load_der_x509_certificate(der)
        return certificate if isinstance(certificate.public_key(), RSAPublicKey) else None
    except UNREADABLE:
        return None


def _issuer_key_id(extensions: x509.Extensions) -> bytes:
    for extension in extensions:
        if isinstance(extension.value, x509.AuthorityKeyIdentifier):
            return extension.value.key_identifier or b""
    return b""


def _key_usage(extensions: x509.Extensions) -> frozenset[str]:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
    )
    for extension in extensions:
        if isinstance(extension.value, x509.KeyUsage):
            usage = extension.value
            return frozenset(name for name in names if getattr(usage, name))
    return frozenset()


def _policies(extensions: x509.Extensions) -> tuple[str, ...]:
    for extension in extensions:
        if isinstance(extension.value, x509.CertificatePolicies):
            return tuple(policy.policy_identifier.dotted_string for policy in extension.value)
    return ()


def find_issuer(der: bytes, authorities: Iterable[bytes]) -> bytes | None:
    """The authority (DER) whose key signed the certificate, or None.

    Several generations share one name, so a name proves nothing, and a key identifier can be copied: the signature
    decides.
    """
    loaded = _load(der)
    if loaded is None:
        return None
    return next((authority for authority in authorities if _signed_by(loaded, authority)), None)


def _signed_by(certificate: x509.Certificate, authority: bytes) -> bool:
    loaded = _load(authority)
    if loaded is None:
        return False
    try:
        certificate.verify_directly_issued_by(loaded)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def verifies(der: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the certificate's key made this RSASSA-PKCS1-v1_5 / SHA-256 signature (RFC 8017, 8.2)."""
    loaded = _load(der)
    if loaded is None:
        return False
    key = loaded.public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
