"""A terminal that sends: its certificate, its envelopes, and a municipality's key to seal to."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from gateway.backoffice.keys import SealKey, _of_parts
from gateway.contract.applications import Content, Document, Inquiry
from gateway.contract.intake import (
    CONTENT_DIGEST,
    ENVELOPE_TYPE,
    IDEMPOTENCY_KEY,
    LANE_OF,
    LONGEST_CHUNK,
    Kind,
    content_digest,
)
from gateway.contract.sealing import ITEM, Recipient, attachment, seal
from gateway.intake import recipients
from gateway.store.database import Store
from tests.parts.house import NOON, Client

MUNICIPALITY = "132217"
BOOT = "6c9a3c0e-0f6e-4f0b-9b9a-3f2d2f0a7c11"
INQUIRY = Inquiry(
    about="other", text="窓口の時間を教えてください。", shown=(("おたずね", "窓口の時間を教えてください。"),)
)

AnyKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def seal_key() -> SealKey:
    """A municipality's key, quickly made."""
    from cryptography.hazmat.primitives.asymmetric import x25519

    found = _of_parts((x25519.X25519PrivateKey.generate(),))
    assert found is not None
    return found


def publish(store: Store, key: SealKey, municipality: str = MUNICIPALITY, now: datetime = NOON) -> Recipient:
    """Offer it at the intake."""
    recipient = key.recipient(municipality)
    with store.write() as conn:
        recipients.publish(conn, recipient, now)
    return recipient


def certificate(name: str, key: AnyKey) -> bytes:
    """Of a terminal, DER; signed by itself: who signed it is TLS's business."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
    )
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


@dataclass(frozen=True, slots=True)
class Item:
    """Ready to be sent. chunks: of all its attachments."""

    key: str
    case: str
    body: dict[str, str]
    chunks: tuple[bytes, ...] = ()
    claims: dict[str, Any] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        """What goes with it."""
        return {IDEMPOTENCY_KEY: self.key}


@dataclass(slots=True)
class Sender:
    """A terminal. Its counters go on by themselves."""

    recipient: Recipient
    name: str = "kiosk-01"
    key: AnyKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    der: bytes = b""
    sequences: Counter[str] = field(default_factory=Counter)
    in_case: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.der = self.der or certificate(self.name, self.key)

    def renew(self) -> None:
        """A new key and certificate."""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.der = certificate(self.name, self.key)

    def item(
        self,
        content: Content | Document = INQUIRY,
        *,
        kind: Kind = "inquiry",
        case: str | None = None,
        clear: tuple[bytes, ...] = (),
        key: str | None = None,
        follow: str | None = None,
        accepted_at: datetime = NOON - timedelta(minutes=5),
        **claims: Any,
    ) -> Item:
        """Seal something, and write its envelope. claims: said otherwise than they are. clear: attachments."""
        key, case = key or secrets.token_hex(16), case or secrets.token_hex(16)
        plain = content if isinstance(content, Content) else Content(document=content)
        sealed = seal(self.recipient, kind, key, ITEM, plain.to_bytes())
        attachments = [seal(self.recipient, kind, key, attachment(at), each) for at, each in enumerate(clear)]
        lane = LANE_OF[kind]
        self.sequences[lane] += 1
        self.in_case[case] += 1
        said = {
            "version": 1,
            "terminal": self.name,
            "municipality": self.recipient.municipality,
            "recipient": self.recipient.key_id,
            "suite": self.recipient.suite,
            "lane": lane,
            "kind": kind,
            "key": key,
            "case": case,
            "case_sequence": self.in_case[case],
            "sequence": self.sequences[lane],
            "accepted_at": accepted_at.isoformat(),
            "boot_id": BOOT,
            "clock_offset_s": 0.25,
            "digest": sha256(sealed).hexdigest(),
            "size": len(sealed),
            "attachments": [_described(each) for each in attachments],
            "follow": None if follow is None else sha256(follow.encode()).hexdigest(),
            **claims,
        }
        body = {"envelope": self.sign(said), "sealed": b64encode(sealed).decode()}
        return Item(key, case, body, tuple(chunk for each in attachments for chunk in pieces(each)), said)

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        """An envelope around these claims. header: said otherwise."""
        rsa_key = isinstance(self.key, rsa.RSAPrivateKey)
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        known = RSAKey.import_key(pem) if rsa_key else ECKey.import_key(pem)
        alg = "RS256" if rsa_key else "ES256"
        head = {"alg": alg, "kid": sha256(self.der).hexdigest(), "typ": ENVELOPE_TYPE, **header}
        return jws.serialize_compact(head, json.dumps(claims).encode(), known, algorithms=[alg])


def pieces(sealed: bytes) -> list[bytes]:
    """An attachment in chunks."""
    return [sealed[at : at + LONGEST_CHUNK] for at in range(0, len(sealed), LONGEST_CHUNK)]


def post(client: Client, item: Item) -> httpx.Response:
    """Send an item."""
    return client.post("/v1/intake/items", json=item.body, headers=item.headers)


def batch_of(*batch: Item) -> dict[str, Any]:
    """Items as they are sent together."""
    return {"items": [{"key": each.key, **each.body} for each in batch]}


def post_batch(client: Client, *batch: Item) -> httpx.Response:
    """Send items together."""
    return client.post("/v1/intake/batches", json=batch_of(*batch))


def put_chunk(client: Client, chunk: bytes, **headers: str) -> httpx.Response:
    """Send a chunk."""
    said = {CONTENT_DIGEST: content_digest(chunk), "Content-Type": "application/octet-stream"} | headers
    return client.put(f"/v1/intake/chunks/{sha256(chunk).hexdigest()}", content=chunk, headers=said)


def _described(sealed: bytes) -> dict[str, Any]:
    chunks = [sha256(each).hexdigest() for each in pieces(sealed)]
    return {"size": len(sealed), "sha256": sha256(sealed).hexdigest(), "chunks": chunks}
