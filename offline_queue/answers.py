"""What an answer of the intake means for the item, and for the line (RFC 9110, RFC 9457, `gateway.contract.intake`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from pydantic import ValidationError

from gateway.contract.intake import Received
from gateway.contract.problem import MEDIA_TYPE
from offline_queue.values import Trouble
from offline_queue.wire import Answer

LONGEST_WAIT_S = 86_400.0
_PROBLEMS = "/problems/"


@dataclass(frozen=True, slots=True)
class Taken:
    """The gateway has it."""

    receipt: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Here:
    """The chunk is there."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The chunk is not there."""


@dataclass(frozen=True, slots=True)
class SendChunks:
    """It can't be taken without these chunks (SHA-256, hex); none named: all."""

    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again. wait_s: as the gateway wishes (Retry-After). line: it is not this item's own trouble."""

    trouble: Trouble
    wait_s: float | None = None
    line: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """The gateway refuses it for good: a dead letter. problem: e.g. digest-differs."""

    problem: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The gateway does not accept this terminal. status: of HTTP; 0: TLS said so already."""

    status: int


def of_item(answer: Answer | Trouble) -> Taken | SendChunks | Later | Never | Stop:
    """POST /v1/intake/items."""
    if not isinstance(answer, Answer):
        return _of_trouble(answer)
    if answer.status not in (200, 201):
        return _refusal(answer)
    try:
        received = Received.model_validate_json(answer.body)
    except ValidationError:
        return Later(Trouble.NONSENSE)
    return Taken(received.receipt, received.received_at)


def of_chunk(answer: Answer | Trouble, asked: str) -> Here | Absent | Later | Never | Stop:
    """PUT and HEAD /v1/intake/chunks/{sha256}."""
    if not isinstance(answer, Answer):
        return _of_trouble(answer)
    if answer.status in (200, 201):
        return Here()
    if asked == "HEAD" and answer.status == 404:
        return Absent()
    found = _refusal(answer)
    return Later(Trouble.NONSENSE) if isinstance(found, SendChunks) else found


def of_other(answer: Answer | Trouble) -> Later | Stop | None:
    """GET of anything; None: a success."""
    if not isinstance(answer, Answer):
        return _of_trouble(answer)
    if answer.status == 200:
        return None
    found = _refusal(answer)
    return found if isinstance(found, Later | Stop) else Later(Trouble.NONSENSE)


def _of_trouble(trouble: Trouble) -> Later | Stop:
    return Stop(0) if trouble is Trouble.IDENTITY else Later(trouble, line=True)


def _refusal(answer: Answer) -> SendChunks | Later | Never | Stop:
    problem, missing = _problem(answer)
    match answer.status:
        case 401 | 403:
            return Stop(answer.status)
        case 429 | 503:
            return Later(Trouble.BUSY, retry_after_s(answer) or 0.0, line=True)
        case 408 | 425:
            return Later(Trouble.SERVER)
        case status if status >= 500:
            return Later(Trouble.SERVER, retry_after_s(answer))
        case 400 | 409 | 413 | 415 | 422 if problem is not None:
            match problem:
                case "sequence-gap":
                    return Later(Trouble.SEQUENCE_GAP)
                case "chunks-missing":
                    return SendChunks(missing)
                case "digest-wrong":
                    return Later(Trouble.DAMAGED)
                case _:
                    return Never(problem)
        case _:
            # Not by the contract: a proxy's page, or another version's. That is no word about the item.
            return Later(Trouble.NONSENSE)


def _problem(answer: Answer) -> tuple[str | None, frozenset[str]]:
    """The name of the problem, if it is one (RFC 9457), and the chunks that are missing."""
    if answer.content_type != MEDIA_TYPE:
        return None, frozenset()
    try:
        details = json.loads(answer.body)
        name, missing = str(details["type"]), details.get("missing") or ()
        if not name.startswith(_PROBLEMS) or len(name) > 80:
            return None, frozenset()
        return name.removeprefix(_PROBLEMS), frozenset(str(each) for each in missing)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, frozenset()


def retry_after_s(answer: Answer) -> float | None:
    """Retry-After (RFC 9110 section 10.2.3): seconds, or a date, counted from the answer's own Date."""
    text = answer.retry_after
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        seconds = float(text)
    else:
        try:
            seconds = (parsedate_to_datetime(text) - parsedate_to_datetime(answer.date or "")).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(0.0, seconds), LONGEST_WAIT_S)
