"""The signed code on the back of the paper: a compact JWS (RFC 7515), ES256, small enough for a QR of 4 cm.

    {"mun": "132217", "no": "…16 signs…", "kind": "resident_record", "date": "2026-11-21", "sheets": 1, "sha256": "…"}

No name and nothing about anybody. sha256 (base64url) binds the code to what is printed: over the inquiry number, a zero
byte and the printed content. Nobody can learn the content from it, but the office can show that a paper was changed.
Why JWS and not COSE: docs/adr.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from gateway.contract.certificates import Kind

TYPE = "paper+jwt"
_REGISTRY = jws.JWSRegistry(algorithms=["ES256"])
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the code says about a paper. content_hash: see the module."""

    municipality: str
    inquiry_number: str
    kind: Kind
    issued_on: date
    sheets: int
    content_hash: bytes


def content_hash(inquiry_number: str, content: bytes) -> bytes:
    """SHA-256 over the number, a zero byte and what is printed."""
    return hashlib.sha256(inquiry_number.encode("ascii") + b"\0" + content).digest()


class CodeSigner:
    """Signs codes with one P-256 key."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        """The key in the form that the library wants is made once."""
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._key = ECKey.import_key(pem)
        self._header = {"alg": "ES256", "typ": TYPE, "kid": key_id(key.public_key())}

    def sign(self, facts: Facts) -> str:
        """The compact JWS."""
        claims = {
            "mun": facts.municipality,
            "no": facts.inquiry_number,
            "kind": facts.kind,
            "date": facts.issued_on.isoformat(),
            "sheets": facts.sheets,
            "sha256": _base64url(facts.content_hash),
        }
        payload = json.dumps(claims, separators=(",", ":")).encode("ascii")
        return jws.serialize_compact(self._header, payload, self._key, registry=_REGISTRY)


def read(code: str, keys: tuple[ec.EllipticCurvePublicKey, ...]) -> Facts | None:
    """What a code says, or None if none of these keys signed it. Never raises."""
    if len(code) > _LONGEST or not code.isascii():
        return None
    for key in keys:
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            found = jws.deserialize_compact(code, ECKey.import_key(pem), registry=_REGISTRY)
            if found.headers().get("typ") == TYPE:
                return _facts(json.loads(found.payload))
        except (JoseError, ValueError, TypeError, KeyError):
            # joserfc lets those of base64 and json through.
            continue
    return None


def public_keys(keys: tuple[ec.EllipticCurvePublicKey, ...]) -> dict[str, Any]:
    """The keys as a JWK set (RFC 7517), for whoever wants to verify codes without us."""
    return {"keys": [_jwk(key) | {"kid": key_id(key), "alg": "ES256", "use": "sig"} for key in keys]}


def key_id(key: ec.EllipticCurvePublicKey) -> str:
    """The first 8 signs of the JWK thumbprint (RFC 7638): a hint, kept short for the QR."""
    canonical = json.dumps(_jwk(key), separators=(",", ":"), sort_keys=True).encode("ascii")
    return _base64url(hashlib.sha256(canonical).digest())[:8]


def _jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    x, y = (_base64url(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def _facts(claims: dict[str, Any]) -> Facts:
    kind = claims["kind"]
    if kind not in get_args(Kind):
        raise ValueError
    digest = base64.urlsafe_b64decode(claims["sha256"] + "=")
    return Facts(claims["mun"], claims["no"], kind, date.fromisoformat(claims["date"]), claims["sheets"], digest)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
