"""What an answer of the intake means for the item, and for the line (RFC 9110, RFC 9457, `gateway.contract.intake`)."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import ValidationError

from gateway.contract.intake import Received
from gateway.contract.problem import MEDIA_TYPE
from offline_queue.values import Trouble
from offline_queue.wire import Answer

LONGEST_WAIT_S = 86_400.0
_PROBLEM = re.compile(r"/problems/([a-z0-9-]{1,70})")


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


@dataclass(frozen=True, slots=True)
class Apart:
    """No word about any item of a batch: to be sent one by one."""


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


def of_batch(
    answer: Answer | Trouble, keys: Sequence[str]
) -> tuple[Taken | SendChunks | Later | Never | Stop, ...] | Later | Stop | Apart:
    """POST /v1/intake/batches: what it means for each of these; or for the line, if it does not speak of them."""
    if not isinstance(answer, Answer):
        return _of_trouble(answer)
    if answer.status != 200:
        found = _refusal(answer)
        return found if isinstance(found, Stop) or (isinstance(found, Later) and found.line) else Apart()
    try:
        members = json.loads(answer.body)["answers"]
        if [member["key"] for member in members] != list(keys):
            return Apart()
        return tuple(_of_member(member) for member in members)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Apart()


def _of_member(member: dict[str, Any]) -> Taken | SendChunks | Later | Never | Stop:
    """`ItemReceived` or `ItemRefused`. Raises ValueError, KeyError, TypeError, AttributeError."""
    if "received" in member:
        received = Received.model_validate(member["received"])
        return Taken(received.receipt, received.received_at)
    details, wait_s = member["problem"], member.get("retry_after")
    problem, missing = _problem(details)
    return _of_problem(int(details["status"]), problem, missing, None if wait_s is None else _within_bounds(wait_s))


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
    problem, missing = None, frozenset[str]()
    if answer.content_type == MEDIA_TYPE:
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            problem, missing = _problem(json.loads(answer.body))
    return _of_problem(answer.status, problem, missing, retry_after_s(answer))


def _of_problem(
    status: int, problem: str | None, missing: frozenset[str], wait_s: float | None
) -> SendChunks | Later | Never | Stop:
    match status:
        case 401 | 403:
            return Stop(status)
        case 429 | 503:
            return Later(Trouble.BUSY, wait_s or 0.0, line=True)
        case 408 | 425:
            return Later(Trouble.SERVER)
        case _ if status >= 500:
            return Later(Trouble.SERVER, wait_s)
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


def _problem(details: Any) -> tuple[str | None, frozenset[str]]:
    """The name of the problem, if it is one (RFC 9457), and the chunks that are missing.

    Raises KeyError, TypeError, AttributeError on what has not its form.
    """
    name, missing = str(details["type"]), details.get("missing") or ()
    known = _PROBLEM.fullmatch(name)
    return (known[1], frozenset(str(each) for each in missing)) if known else (None, frozenset())


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
    return _within_bounds(seconds)


def _within_bounds(seconds: float) -> float:
    return min(max(0.0, seconds), LONGEST_WAIT_S)
