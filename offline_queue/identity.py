"""Who this terminal is: its TLS certificate and key. The same key signs envelopes (JWS, RFC 7515)."""

from __future__ import annotations

import base64
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from gateway.contract.intake import ENVELOPE_TYPE, EnvelopeHeader


class IdentityError(Exception):
    """Certificate or key can't be used; the text says why, for the technician."""


@dataclass(frozen=True, slots=True)
class Files:
    """PEM files."""

    ca: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Identity:
    """terminal: the certificate's subject CN. thumbprint: SHA-256 of the certificate (DER), hex.

    tls: for the line to the gateway. tls_1_2: the same without TLS 1.3, to find out why a line was cut.
    known: set once the gateway has answered to this certificate, and so remembers it.
    """

    terminal: str
    thumbprint: str
    tls: ssl.SSLContext = field(repr=False)
    tls_1_2: ssl.SSLContext = field(repr=False)
    _header: str = field(repr=False)
    _header_with_certificate: str = field(repr=False)
    _sign: Callable[[bytes], bytes] = field(repr=False)
    known: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)

    def jws(self, payload: bytes) -> str:
        """Compact JWS over a payload. As long as the gateway may never have seen the certificate, it goes along: it may
        be renewed before there is a line."""
        header = self._header if self.known.is_set() else self._header_with_certificate
        message = f"{header}.{_segment(payload)}"
        return f"{message}.{_segment(self._sign(message.encode('ascii')))}"


def load(files: Files) -> Identity:
    """Raises IdentityError."""
    try:
        certificate = x509.load_pem_x509_certificates(files.certificate.read_bytes())[0]
        key = load_pem_private_key(files.key.read_bytes(), None)
        tls, tls_1_2 = _tls(files), _tls(files)
    except (OSError, ValueError, TypeError) as error:  # SSLError is an OSError
        raise IdentityError(f"gateway.ca, certificate, key: can't be used ({type(error).__name__})") from None
    tls_1_2.maximum_version = ssl.TLSVersion.TLSv1_2
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(names) != 1 or not isinstance(names[0].value, str):
        raise IdentityError("gateway.certificate: has not exactly one subject CN")
    der = certificate.public_bytes(Encoding.DER)
    thumbprint = sha256(der).hexdigest()
    algorithm, sign = _signer(key)
    bare = EnvelopeHeader(alg=algorithm, kid=thumbprint, typ=ENVELOPE_TYPE)
    full = bare.model_copy(update={"x5c": (base64.b64encode(der).decode("ascii"),)})
    header, header_with = (_segment(each.model_dump_json(exclude_none=True).encode()) for each in (bare, full))
    return Identity(names[0].value, thumbprint, tls, tls_1_2, header, header_with, sign)


def _tls(files: Files) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(files.ca)
    context.load_cert_chain(files.certificate, files.key)
    return context


def _signer(key: object) -> tuple[Literal["ES256", "ES384", "RS256"], Callable[[bytes], bytes]]:
    match key:
        case rsa.RSAPrivateKey():
            return "RS256", lambda message: key.sign(message, PKCS1v15(), hashes.SHA256())
        case ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()):
            return "ES256", lambda message: _ecdsa(key, message, hashes.SHA256(), 32)
        case ec.EllipticCurvePrivateKey(curve=ec.SECP384R1()):
            return "ES384", lambda message: _ecdsa(key, message, hashes.SHA384(), 48)
        case _:
            raise IdentityError("gateway.key: neither P-256, P-384 nor RSA")


def _ecdsa(key: ec.EllipticCurvePrivateKey, message: bytes, digest: hashes.HashAlgorithm, size: int) -> bytes:
    """R and S side by side (RFC 7518 section 3.4)."""
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _segment(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
