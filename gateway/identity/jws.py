"""The log-in message: a compact JWS (RFC 7515), RS256 and nothing else, with exactly one certificate in `x5c`."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from gateway.contract.identity import LOGIN_ALGORITHM, LoginHeader, LoginPayload

_LONGEST_HEADER = 6_000


@dataclass(frozen=True, slots=True)
class LoginMessage:
    """A message of the right form. Its signature has not been checked yet: `signed_by` does."""

    payload: LoginPayload
    certificate: x509.Certificate = field(repr=False)
    compact: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotALoginMessage:
    """Anything else."""


def parse(compact: str) -> LoginMessage | NotALoginMessage:
    """Read header, payload and certificate, strictly."""
    try:
        message = jws.extract_compact(compact.encode("ascii"), registry=_registry())
        header = LoginHeader.model_validate(message.headers(), strict=False)
        payload = LoginPayload.model_validate_json(message.payload)
        certificate = x509.load_der_x509_certificate(base64.b64decode(header.x5c[0], validate=True))
        # Parsing is lazy: names and extensions that can't be read must show now, not later.
        _ = certificate.subject, certificate.issuer, certificate.extensions, certificate.public_key()
    except (JoseError, ValueError, TypeError, RecursionError):
        # joserfc lets those of base64 and json through; pydantic's and most of cryptography's are ValueErrors.
        return NotALoginMessage()
    except (UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return NotALoginMessage()
    return LoginMessage(payload, certificate, compact)


def signed_by(message: LoginMessage, key: RSAPublicKey) -> bool:
    """Whether this key signed the message."""
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        jws.deserialize_compact(message.compact, RSAKey.import_key(pem), registry=_registry())
    except JoseError:
        return False
    return True


def _registry() -> jws.JWSRegistry:
    registry = jws.JWSRegistry(algorithms=[LOGIN_ALGORITHM])
    # joserfc's default of 512 bytes has no room for a certificate.
    registry.max_header_length = _LONGEST_HEADER
    return registry
