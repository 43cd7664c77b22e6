"""What the sandbox CA says about its certificates: OCSP answers (RFC 6960) and CRLs (RFC 5280 section 5), pure.

It reads the state directory of the card issuer (its format: docstring of devices/virtual/issuer.py) and signs with the
CA's own keys. A revocation there is known here at once: `issued.json` is read again whenever it has changed.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509 import ocsp

OCSP_LASTS = timedelta(hours=1)
CRL_LASTS = timedelta(days=1)

Lie = Literal["says_good", "wrong_key", "stale"]
"""says_good: nothing is revoked. wrong_key: signed by somebody else's key. stale: a week old."""


class StateUnusable(Exception):
    """The directory is no card issuer's state; the text says which file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate of the index."""

    serial: int
    revoked_at: datetime | None
    reason: x509.ReasonFlags | None


@dataclass(frozen=True, slots=True)
class Authority:
    """One CA: its certificate, key, and everything it issued, by serial. `name`: "auth-3" (purpose and generation)."""

    name: str
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)
    issued: Mapping[int, Issued] = field(repr=False)

    @property
    def key_bits(self) -> bytes:
        """The value of the subjectPublicKey BIT STRING, which OCSP hashes (RFC 6960 4.1.1)."""
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)


class Authorities:
    """All CAs of one state directory, as they stand now. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Raises StateUnusable."""
        self._folder = folder
        self._lock = threading.Lock()
        self._mark: object = None
        self._known: tuple[Authority, ...] = ()
        self.now()

    def now(self) -> tuple[Authority, ...]:
        """The CAs; reads the index again if it has changed. Raises StateUnusable."""
        index = self._folder / "issued.json"
        with self._lock:
            try:
                stat = index.stat()
                mark = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                if mark != self._mark:
                    self._known = _read(self._folder, json.loads(index.read_bytes()))
                    self._mark = mark
            except OSError as error:
                raise StateUnusable(f"{index}: {type(error).__name__}") from None
            except (ValueError, KeyError, TypeError) as error:
                raise StateUnusable(f"{index}: not as the card issuer writes it ({type(error).__name__})") from None
            return self._known

    def named(self, name: str) -> Authority | None:
        """By "auth-3", or by "auth" for the newest generation."""
        found = [each for each in self.now() if name in (each.name, each.name.split("-")[0])]
        return max(found, key=lambda each: each.name, default=None)


def _read(folder: Path, index: dict[str, Any]) -> tuple[Authority, ...]:
    by_issuer: dict[str, dict[int, Issued]] = {}
    for each in index["certificates"]:
        serial = int(each["serial"], 16)
        revoked_at = datetime.fromisoformat(each["revoked_at"]) if each["revoked_at"] else None
        reason = x509.ReasonFlags(each["reason"]) if each["reason"] else None
        by_issuer.setdefault(each["issuer_key_id"], {})[serial] = Issued(serial, revoked_at, reason)
    return tuple(
        Authority(
            name=f"{each['purpose']}-{each['generation']}",
            certificate=x509.load_pem_x509_certificate((folder / each["certificate"]).read_bytes()),
            key=_key(folder / each["key"]),
            issued=by_issuer.get(each["key_id"], {}),
        )
        for each in index["authorities"]
    )


def _key(file: Path) -> rsa.RSAPrivateKey:
    # The issuer made the key itself; checking it again would cost most of the start.
    return cast(rsa.RSAPrivateKey, load_pem_private_key(file.read_bytes(), None, unsafe_skip_rsa_key_validation=True))


def ocsp_answer(authorities: Sequence[Authority], question: bytes, now: datetime, lie: Lie | None = None) -> bytes:
    """The DER answer to a DER question about one certificate; nonces are echoed."""
    try:
        asked = ocsp.load_der_ocsp_request(question)
        algorithm = asked.hash_algorithm
        nonces = [each.value for each in asked.extensions if isinstance(each.value, x509.OCSPNonce)]
    except (ValueError, NotImplementedError, x509.DuplicateExtension):
        # Also a question about several certificates at once: we never sign a list.
        return _failure(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    issuer = next((each for each in authorities if _is_issuer(each, asked, algorithm.name)), None)
    if issuer is None:
        return _failure(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    issued = issuer.issued.get(asked.serial_number)
    revoked = issued if issued and issued.revoked_at and issued.revoked_at <= now and lie != "says_good" else None
    made = now - timedelta(days=7) if lie == "stale" else now
    status = ocsp.OCSPCertStatus.GOOD if issued else ocsp.OCSPCertStatus.UNKNOWN
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=asked.serial_number,
        algorithm=algorithm,
        cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else status,
        this_update=made,
        next_update=made + OCSP_LASTS,
        revocation_time=revoked.revoked_at if revoked else None,
        revocation_reason=revoked.reason if revoked else None,
    )
    signer = _signer(authorities, issuer, lie)
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    for nonce in nonces:
        builder = builder.add_extension(nonce, critical=False)
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _failure(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)


def _is_issuer(authority: Authority, asked: ocsp.OCSPRequest, algorithm: str) -> bool:
    """The name alone says nothing: all generations share it."""
    name = hashlib.new(algorithm, authority.certificate.subject.public_bytes(), usedforsecurity=False).digest()
    key = hashlib.new(algorithm, authority.key_bits, usedforsecurity=False).digest()
    return (name, key) == (asked.issuer_name_hash, asked.issuer_key_hash)


def crl(authorities: Sequence[Authority], issuer: Authority, now: datetime, lie: Lie | None = None) -> bytes:
    """The whole CRL of one CA, DER. Its number is the second in which it was made."""
    made = now - timedelta(days=7) if lie == "stale" else now
    own_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(made + CRL_LASTS)
        .add_extension(own_key, critical=False)
        .add_extension(x509.CRLNumber(int(made.timestamp())), critical=False)
    )
    for each in issuer.issued.values():
        if each.revoked_at and each.revoked_at <= now and lie != "says_good":
            builder = builder.add_revoked_certificate(_entry(each.serial, each.revoked_at, each.reason))
    return builder.sign(_signer(authorities, issuer, lie).key, hashes.SHA256()).public_bytes(Encoding.DER)


def _entry(serial: int, revoked_at: datetime, reason: x509.ReasonFlags | None) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(revoked_at)
    # RFC 5280 5.3.1: "unspecified" is said by saying nothing.
    if reason not in (None, x509.ReasonFlags.unspecified):
        builder = builder.add_extension(x509.CRLReason(cast(x509.ReasonFlags, reason)), critical=False)
    return builder.build()


def _signer(authorities: Sequence[Authority], issuer: Authority, lie: Lie | None) -> Authority:
    if lie != "wrong_key":
        return issuer
    return next(each for each in authorities if each.name != issuer.name)
