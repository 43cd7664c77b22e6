"""What is put into the queue, and everything that can come of it: closed unions, matched with `assert_never`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    """Acts of residents, and records of low value. Each has its own file and its own limits."""

    APPLICATIONS = "applications"
    RECORDS = "records"


class Reason(StrEnum):
    """Why the queue does not take something. Only the first four can be a resident's lot; the others are bugs."""

    FULL = "full"
    NO_SPACE = "no-space"
    NO_KEY = "no-key"  # no public key of this municipality that is still good (or not this one any more)
    BROKEN = "broken"  # the disk answers with errors: nothing can be promised
    KEY_TAKEN = "key-taken"  # other bytes came with the same key before
    ATTACHMENTS_MISSING = "attachments-missing"
    TOO_LARGE = "too-large"
    MALFORMED = "malformed"


class LinkState(StrEnum):
    """How it stands between here and the gateway."""

    UNKNOWN = "unknown"  # nothing has been tried yet
    ONLINE = "online"
    NO_NETWORK = "no-network"
    CAPTIVE = "captive"  # something that is not the gateway answers in its place
    NO_GATEWAY = "network-but-no-gateway"
    STOPPED = "stopped: identity"  # the gateway refuses this terminal's certificate: a technician must act


class Trouble(StrEnum):
    """Why a sending did not succeed. It is tried again, except where a dead letter says otherwise."""

    NO_NETWORK = "no-network"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    CUT_OFF = "cut-off"
    FOREIGN = "foreign"  # TLS with somebody else's certificate, or no TLS at all
    GATEWAY_OUT_OF_DATE = "gateway-out-of-date"  # its certificate, or our clock
    IDENTITY = "identity"
    BUSY = "busy"  # 429, 503
    SERVER = "server"  # other 5xx, 408, 425
    NONSENSE = "nonsense"  # an answer outside the contract
    SEQUENCE_GAP = "sequence-gap"
    CHUNKS_MISSING = "chunks-missing"
    DAMAGED = "damaged-on-the-way"


@dataclass(frozen=True, slots=True)
class NewItem:
    """A sealed item as the terminal puts it.

    key, case: 32 lower hex digits, minted by the caller (`mint`) before the first put. kind: the contract's word.
    municipality, recipient (its key id), suite: to whom it is sealed. sealed, attachments: sealed bytes, within the
    contract's sizes (`gateway.contract.intake`). follow: `follow_hash` of the token of the public status page.
    """

    lane: Lane
    kind: str
    key: str
    case: str
    municipality: str
    recipient: str
    suite: str
    sealed: bytes = field(repr=False)
    attachments: tuple[bytes, ...] = field(default=(), repr=False)
    follow: str | None = None


def mint() -> str:
    """A new key or case: 128 random bits, 32 lower hex digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Silent:
    """No (complete) answer from the queue's process in time."""


@dataclass(frozen=True, slots=True)
class Yes:
    """It would be taken now."""


@dataclass(frozen=True, slots=True)
class No:
    """It would not, or was not, taken; nothing of it is kept."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is on the disk and will be delivered: 「お預かりしました。まだ届いていません」.

    receipt: 受付番号, None in the records lane. sequence: the terminal's, of the lane. accepted_at: UTC, the
    terminal's clock.
    """

    receipt: str | None
    sequence: int
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell. Of a put: no answer in time, it may be kept or not; put it again with the same key, or ask for
    its delivery. Of anything else: the file that would tell can't be read now."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Kept, not yet delivered. since: accepted at. tries: since the queue's process began. last_trouble: of a try."""

    since: datetime
    tries: int
    last_trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Received:
    """The gateway has it: 「受け付けました」. received_at: the gateway's clock."""

    receipt: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """The gateway refuses it for good; operators see it. problem: the gateway's word, e.g. digest-differs."""

    problem: str


@dataclass(frozen=True, slots=True)
class NeverPut:
    """The queue does not know this key (any more: it remembers some thousand delivered ones)."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What the gateway refused. Its case waits; `retry` takes it up again."""

    key: str
    lane: Lane
    kind: str
    problem: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class LaneStatus:
    """depth: items not delivered, dead ones included. held: of these, not dead, but behind a dead letter.

    bytes: of sealed content. oldest_s: age by the terminal's clock of the oldest one.
    """

    depth: int
    bytes: int
    oldest_s: float | None
    dead: int
    held: int


@dataclass(frozen=True, slots=True)
class Status:
    """The queue as the technician sees it. lanes: Unknown where a file can't be used.

    last_success_s: seconds since the gateway last answered well. next_try_s: seconds until the line is tried again.
    set_aside: corrupt files that were found, by name. clock_offset_s: gateway's clock minus this one.
    """

    lanes: dict[Lane, LaneStatus | Unknown]
    dead_letters: tuple[DeadLetter, ...]
    link: LinkState
    last_trouble: Trouble | None
    last_success_s: float | None
    next_try_s: float | None
    free_bytes: int
    ballast: bool
    recipients: int
    set_aside: tuple[str, ...]
    clock_offset_s: float | None
