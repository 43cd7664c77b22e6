"""Whose application it is: the JWS by the card's 署名用 key, its certificate, and whether that had been revoked.

What counts is the moment of receipt, which the gateway's clock says. When it was signed only the terminal's clock
says (`accepted_at`): a hint. So a certificate that was in order at receipt is in order. One that was not, but may have
been when it was signed, is for a clerk to decide; it is never refused by a program.
"""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, assert_never

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from gateway.contract.applications import SIGNED_ALGORITHM, Document, SignedHeader, parse_document
from gateway.contract.intake import LONGEST_SEALED
from gateway.identity.anchors import Anchor, Anchors
from gateway.identity.certificate import end_of_day
from gateway.identity.revocation import Good, Revocation, Revoked, Unknown

_LONGEST_HEADER = 6_000
_SHORTEST_KEY = 2048
_SOUND_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True, slots=True)
class Signer:
    """The certificate that signed. issuer_key_id: as in `gateway.sessions.Person`; serial: hex."""

    issuer_key_id: str
    serial: str = field(repr=False)
    certificate: x509.Certificate = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """In order at the moment of receipt. document: what was signed."""

    document: Document = field(repr=False)
    signer: Signer = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unverified:
    """not_a_signature: no JWS of the agreed form. wrong: not by this key. unusable: key or hash too weak.
    issuer_unknown, not_for_signing: another kind of certificate.
    expired, not_yet_valid, revoked: at receipt. Where the terminal's clock says that it was in order when it was
    signed: expired_since_signing, revoked_since_signing.
    revocation_unknown: nobody could say; to be asked again.
    """

    why: Literal[
        "not_a_signature",
        "signature_wrong",
        "certificate_unusable",
        "issuer_unknown",
        "not_for_signing",
        "not_yet_valid",
        "expired",
        "expired_since_signing",
        "revoked",
        "revoked_since_signing",
        "revocation_unknown",
    ]


@dataclass(frozen=True, slots=True)
class Times:
    """received_at: the gateway's clock. accepted_at: the terminal's. now: ours."""

    received_at: datetime
    accepted_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Judge:
    """What signatures are judged by. policies: one of them must be in the certificate (none: any will do)."""

    anchors: Anchors
    policies: Collection[str]
    revocation: Revocation

    def verify(self, compact: str, times: Times) -> Signed | Unverified:
        """Judge a signed document."""
        parsed = _parse(compact)
        if parsed is None:
            return Unverified("not_a_signature")
        document, certificate = parsed
        issuer = self.anchors.issuer_of(certificate)
        if issuer is None:
            return Unverified("issuer_unknown")
        if not _is_for_signing(certificate, self.policies):
            return Unverified("not_for_signing")
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey) or key.key_size < _SHORTEST_KEY:
            return Unverified("certificate_unusable")
        if not isinstance(certificate.signature_hash_algorithm, _SOUND_HASHES):
            return Unverified("certificate_unusable")
        if not _signed_by(compact, key):
            return Unverified("signature_wrong")
        return self._in_force(certificate, issuer, times) or Signed(
            document, Signer(issuer.key_id, format(certificate.serial_number, "x"), certificate)
        )

    def _in_force(self, certificate: x509.Certificate, issuer: Anchor, times: Times) -> Unverified | None:
        if times.received_at < certificate.not_valid_before_utc:
            return Unverified("not_yet_valid")
        for each in (certificate, issuer.certificate):
            ends = end_of_day(each.not_valid_after_utc)
            if times.received_at > ends:
                return Unverified("expired_since_signing" if times.accepted_at <= ends else "expired")
        status = self.revocation.status(certificate, issuer.certificate, times.now)
        match status:
            case Good():
                return None
            case Revoked(at=at) if at > times.received_at:
                return None
            case Revoked(at=at):
                return Unverified("revoked_since_signing" if times.accepted_at < at else "revoked")
            case Unknown():
                return Unverified("revocation_unknown")
            case _:
                assert_never(status)


def document_of(compact: str) -> Document | None:
    """What a JWS says, whoever signed it: to be looked at, not believed."""
    parsed = _parse(compact)
    return None if parsed is None else parsed[0]


def certificate_of(compact: str) -> x509.Certificate | None:
    """The certificate in a JWS, whoever made it."""
    parsed = _parse(compact)
    return None if parsed is None else parsed[1]


def _parse(compact: str) -> tuple[Document, x509.Certificate] | None:
    try:
        message = jws.extract_compact(compact.encode("ascii"), registry=_registry())
        header = SignedHeader.model_validate(message.headers(), strict=False)
        certificate = x509.load_der_x509_certificate(base64.b64decode(header.x5c[0], validate=True))
        # Parsing is lazy: names and extensions that can't be read must show now, not later.
        _ = certificate.subject, certificate.issuer, certificate.extensions, certificate.public_key()
    except (JoseError, ValueError, TypeError, RecursionError):
        return None
    except (UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None
    document = parse_document(message.payload)
    return None if document is None else (document, certificate)


def _signed_by(compact: str, key: RSAPublicKey) -> bool:
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        jws.deserialize_compact(compact, RSAKey.import_key(pem), registry=_registry())
    except JoseError:
        return False
    return True


def _is_for_signing(certificate: x509.Certificate, policies: Collection[str]) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    # nonRepudiation sets the signature certificate (署名用) apart from that for log-in.
    if not usage.content_commitment or usage.key_cert_sign:
        return False
    if not policies:
        return True
    try:
        stated = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier.dotted_string in policies for policy in stated)


def _registry() -> jws.JWSRegistry:
    registry = jws.JWSRegistry(algorithms=[SIGNED_ALGORITHM])
    registry.max_header_length = _LONGEST_HEADER
    registry.max_payload_length = LONGEST_SEALED
    return registry
