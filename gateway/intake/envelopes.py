"""The sender's envelope: a compact JWS (RFC 7515) by the terminal's TLS key."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from gateway.contract.intake import ENVELOPE_ALGORITHMS, LONGEST_ENVELOPE, EnvelopeClaims, EnvelopeHeader

_REGISTRY = jws.JWSRegistry(algorithms=list(ENVELOPE_ALGORITHMS))
_REGISTRY.max_header_length = _REGISTRY.max_payload_length = LONGEST_ENVELOPE


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope of the right form. Its signature has not been checked yet: `signed_by` does."""

    header: EnvelopeHeader
    claims: EnvelopeClaims = field(repr=False)
    compact: str = field(repr=False)
    _message: jws.CompactSignature = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the whole envelope, hex. It names the sealed bytes, too: one digest for an item."""
        return sha256(self.compact.encode()).hexdigest()

    def fits(self, sealed: bytes) -> bool:
        """Whether these are the sealed bytes that it speaks of."""
        return len(sealed) == self.claims.size and sha256(sealed).hexdigest() == self.claims.digest


def read(compact: str) -> Envelope | None:
    """Header and claims, strictly; None if it isn't an envelope."""
    try:
        message = jws.extract_compact(compact.encode("ascii"), registry=_REGISTRY)
        header = EnvelopeHeader.model_validate(message.headers(), strict=False)
        claims = EnvelopeClaims.model_validate_json(message.payload)
    except (JoseError, ValueError, TypeError, RecursionError):
        # joserfc lets those of base64 and json through; pydantic's are ValueErrors.
        return None
    return Envelope(header, claims, compact, message)


def signed_by(envelope: Envelope, certificate: bytes) -> bool:
    """Whether the key of this certificate (DER) signed it."""
    key = _key_of(certificate)
    try:
        return key is not None and jws.validate_compact(envelope._message, key, registry=_REGISTRY)
    except (JoseError, ValueError):
        # Also an algorithm that is not this key's.
        return False


# A queue that empties itself sends thousands of envelopes by one key.
@lru_cache(maxsize=256)
def _key_of(certificate: bytes) -> RSAKey | ECKey | None:
    key = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(key, EllipticCurvePublicKey | RSAPublicKey):
        return None
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return RSAKey.import_key(pem) if isinstance(key, RSAPublicKey) else ECKey.import_key(pem)
