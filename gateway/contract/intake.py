"""The intake: sealed items of terminals, taken once. It can't open them.

    PUT  /v1/intake/chunks/{sha256}  raw bytes   -> 201 | 200 ChunkKept   (HEAD: 200 | 404; to resume)
    POST /v1/intake/items            NewItem     -> 201 Received          (the same bytes for every repetition)
    POST /v1/intake/batches          NewBatch    -> 200 BatchAnswer       (each item as if it had come alone)
    GET  /v1/intake/items/{key}                  -> ItemState             (of this terminal)
    GET  /v1/intake/recipients                   -> sealing.RecipientList

Mutual TLS says who the terminal is; there is no session. A chunk comes with `Content-Type: application/octet-stream`
and `Content-Digest: sha-256=:…:` (RFC 9530). An item comes with `Idempotency-Key: KEY`; an answer that is a repetition
carries `Idempotency-Replayed: true`.

Items without order among them may come together, as a batch: 200 then says only that each has its own answer, in the
order sent. `received` is byte for byte what `items` answers, `problem` what it refuses with. Whatever else is answered
to a batch is no word about any of its items, and a batch that broke off may come again, whole, in parts or in others.

What a refusal means for the item (`Problem.type`):
    sequence-gap                     its predecessor in the case is not here yet: later
    chunks-missing                   `missing` names them: send these chunks, then the item again
    too-many-requests, unavailable   `Retry-After` seconds later
    digest-wrong                     the chunk was damaged on the way: once more
    digest-differs, envelope-refused, recipient-unknown, invalid-request, malformed-request, too-large
                                     never: dead letter, to be reported
    terminal-unknown                 the queue stops

The envelope is made and signed when the item is accepted at the terminal, and sent byte for byte the same ever after.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints, model_validator
from stdnum.iso7064 import mod_37_36

from gateway.contract.base import Model
from gateway.contract.problem import Problem
from gateway.contract.sealing import KeyId, MunicipalityCode, SuiteName

LONGEST_SEALED = 64 * 1024
"""Bytes of a sealed item; what is longer is an attachment."""
LONGEST_CHUNK = 256 * 1024
LONGEST_ATTACHMENT = 8 * 1024 * 1024
MOST_ATTACHMENTS = 10
MOST_CHUNKS = LONGEST_ATTACHMENT // LONGEST_CHUNK
LONGEST_ENVELOPE = 40_000
LONGEST_ITEM = 130_000
"""Bytes of a `NewItem` as JSON."""
MOST_TOGETHER = 64
"""Items of a batch."""
LONGEST_BATCH = 1024 * 1024
"""Bytes of a `NewBatch` as JSON."""

IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY_REPLAYED = "Idempotency-Replayed"
CONTENT_DIGEST = "Content-Digest"
CHUNK_TYPE = "application/octet-stream"

ENVELOPE_TYPE: Literal["madoguchi-envelope+jwt"] = "madoguchi-envelope+jwt"
ENVELOPE_ALGORITHMS = ("ES256", "ES384", "RS256")
"""By the terminal's TLS key: P-256, P-384, RSA. JWS (RFC 7515), compact."""

Lane = Literal["applications", "records"]
Kind = Literal["card-application", "e-application", "answer", "inquiry", "usage-record", "issue-report"]

LANE_OF: dict[Kind, Lane] = {
    "card-application": "applications",
    "e-application": "applications",
    "answer": "applications",
    "inquiry": "applications",
    "usage-record": "records",
    "issue-report": "records",
}

Id128 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""128 random bits, lower hex: an item's `key`, its `case`."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
TerminalId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
Counter = Annotated[int, Field(ge=1, le=2**53 - 1)]
FollowToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""128 random bits, base64url without padding."""
Receipt = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,39}-[0-9]{6,16}-[0-9A-Z]$")]


def receipt_number(terminal: str, sequence: int) -> str:
    """受付番号 of the sequence-th item in the lane "applications": "KIOSK-01-000042-G".

    The last sign is ISO/IEC 7064 MOD 37,36 over the letters and digits before it, without hyphens.
    """
    stem = f"{terminal.upper()}-{sequence:06}"
    return f"{stem}-{mod_37_36.calc_check_digit(stem.replace('-', ''))}"


def is_receipt_number(text: str) -> bool:
    """Whether a text could be one: its form and its check sign (any single wrong sign shows)."""
    form = re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,39}-[0-9]{6,16}-[0-9A-Z]", text)
    return form is not None and bool(mod_37_36.is_valid(text.replace("-", "")))


def follow_hash(token: str) -> str:
    """What the envelope says of a follow token: SHA-256 of its ASCII text, hex."""
    return sha256(token.encode("ascii")).hexdigest()


def content_digest(content: bytes) -> str:
    """The value of `Content-Digest` (RFC 9530 section 2)."""
    return f"sha-256=:{b64encode(sha256(content).digest()).decode()}:"


def digest_fits(value: str, content: bytes) -> bool:
    """Whether a `Content-Digest` names SHA-256 and says what these bytes have. Other algorithms in it say nothing."""
    stated = [member.strip() for member in value.split(",") if member.strip().startswith("sha-256=")]
    return stated == [content_digest(content)]


class EnvelopeHeader(Model):
    """JOSE header. kid: SHA-256 of the terminal's certificate (DER), hex. x5c: that certificate (RFC 7515 section
    4.1.6), where the gateway may never have seen it.
    """

    alg: Literal["ES256", "ES384", "RS256"]
    kid: Sha256
    typ: Literal["madoguchi-envelope+jwt"]
    x5c: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)] | None = None


class EnvelopeAttachment(Model):
    """Sealed bytes of one attachment: size, SHA-256, and that of each chunk of LONGEST_CHUNK bytes (the last: rest)."""

    size: Annotated[int, Field(ge=1, le=LONGEST_ATTACHMENT)]
    sha256: Sha256
    chunks: Annotated[tuple[Sha256, ...], Field(min_length=1, max_length=MOST_CHUNKS)]

    @model_validator(mode="after")
    def _as_many_as_it_needs(self) -> EnvelopeAttachment:
        if len(self.chunks) != -(-self.size // LONGEST_CHUNK):
            raise ValueError("chunks: not as many as the size needs")
        return self


class EnvelopeClaims(Model):
    """What a terminal says, signed, about one item.

    sequence: of the terminal in this lane, 1, 2, 3 … without holes. case_sequence: in this case of this terminal,
    likewise. case_anew: the terminal has lost the file that counted its cases, and goes on above whatever it may have
    given: to be taken with any number above those that came. accepted_at: by the terminal's clock, at the put.
    boot_id: /proc/sys/kernel/random/boot_id.
    clock_offset_s: server's clock minus the terminal's as last seen; null: never seen. digest, size: of the sealed
    bytes. follow: `follow_hash`.
    """

    version: Literal[1]
    terminal: TerminalId
    municipality: MunicipalityCode
    recipient: KeyId
    suite: SuiteName
    lane: Lane
    kind: Kind
    key: Id128
    case: Id128
    case_sequence: Counter
    case_anew: bool = False
    sequence: Counter
    accepted_at: AwareDatetime
    boot_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{32,36}$")]
    clock_offset_s: Annotated[float, Field(ge=-1e10, le=1e10)] | None
    digest: Sha256
    size: Annotated[int, Field(ge=1, le=LONGEST_SEALED)]
    attachments: Annotated[tuple[EnvelopeAttachment, ...], Field(max_length=MOST_ATTACHMENTS)] = ()
    follow: Sha256 | None = None

    @model_validator(mode="after")
    def _in_its_lane(self) -> EnvelopeClaims:
        if LANE_OF[self.kind] != self.lane:
            raise ValueError("this kind has another lane")
        return self

    @property
    def receipt(self) -> str | None:
        """受付番号; the lane "records" has none."""
        return receipt_number(self.terminal, self.sequence) if self.lane == "applications" else None


class NewItem(Model):
    """An item. envelope: compact JWS, EnvelopeHeader . EnvelopeClaims . signature. sealed: base64."""

    envelope: Annotated[
        str, StringConstraints(max_length=LONGEST_ENVELOPE, pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$")
    ] = Field(repr=False)
    sealed: Annotated[Base64Bytes, Field(min_length=1, max_length=LONGEST_SEALED)] = Field(repr=False)


class Received(Model):
    """The gateway has it, durably. receipt: null in the lane "records"."""

    receipt: Receipt | None
    received_at: AwareDatetime
    state: Literal["received"] = "received"


class BatchItem(NewItem):
    """An item among others. key: what `Idempotency-Key` says of one that comes alone."""

    key: Id128


class NewBatch(Model):
    """Items of one terminal. Those of one case take effect in the order in which they stand here."""

    items: Annotated[tuple[BatchItem, ...], Field(min_length=1, max_length=MOST_TOGETHER)]


class ItemReceived(Model):
    """replayed: it was received before."""

    key: Id128
    received: Received
    replayed: bool


class ItemRefused(Model):
    """retry_after: what the header of that name says to one that comes alone, seconds."""

    key: Id128
    problem: Problem
    retry_after: Annotated[int, Field(ge=0)] | None = None


class BatchAnswer(Model):
    """As many answers as items, in their order."""

    answers: tuple[ItemReceived | ItemRefused, ...]


class ChunkKept(Model):
    """The chunk is here. It goes again when no item has named it for a day."""

    sha256: Sha256
    size: int


CaseState = Literal["received", "under_review", "correction", "done", "refused", "withdrawn"]
"""受付済 / 審査中 / 補正依頼 / 完了 / 不受理 / 取下げ."""


class ItemState(Model):
    """Where an item of this terminal stands. delayed: 「確認に時間がかかっています」."""

    key: Id128
    receipt: Receipt | None
    received_at: AwareDatetime
    state: CaseState
    delayed: bool
