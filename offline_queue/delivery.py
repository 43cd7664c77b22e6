"""Items on their way. What came of each is a value.

One item alone: its chunks, as far as the gateway hasn't got them, then itself. Several without attachments: a batch.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from gateway.contract.intake import CHUNK_TYPE, CONTENT_DIGEST, IDEMPOTENCY_KEY
from offline_queue.answers import (
    Absent,
    Apart,
    Here,
    Later,
    Never,
    SendChunks,
    Stop,
    Taken,
    of_batch,
    of_chunk,
    of_item,
)
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.store import Store, ToSend
from offline_queue.values import Trouble
from offline_queue.wire import Answer, Ask

Exchange = Callable[[Ask], Answer | Trouble]
Outcome = Taken | Later | Never | Stop

_ITEMS = "/v1/intake/items"
_BATCHES = "/v1/intake/batches"
_CHUNKS = "/v1/intake/chunks/"
_FRAME = 100
"""Bytes of a `BatchItem` as JSON that are neither envelope nor content, at most."""


def deliver(item: ToSend, lane: LaneThread, exchange: Exchange) -> Outcome | DiskTrouble:
    """Send an item. Its chunks are asked for first: a sending that broke off goes on where it was."""
    if item.attachments:
        stopped = _send_chunks(item, lane, exchange, None)
        if stopped is not None:
            return stopped
    answer = of_item(exchange(_item(item)))
    if isinstance(answer, SendChunks):
        # It had them, and let them go meanwhile.
        stopped = _send_chunks(item, lane, exchange, answer.missing)
        if stopped is not None:
            return stopped
        answer = of_item(exchange(_item(item)))
    return _outcome(item, answer)


def deliver_together(items: Sequence[ToSend], exchange: Exchange) -> tuple[Outcome, ...] | Apart:
    """Send several items without attachments; for each what came of it, or for all of them no word."""
    answers = of_batch(exchange(_batch(items)), [item.key for item in items])
    match answers:
        case Later() | Stop():
            return (answers,) * len(items)
        case Apart():
            return answers
        case tuple():
            return tuple(_outcome(item, answer) for item, answer in zip(items, answers, strict=True))
        case never:
            assert_never(never)


def write_down(store: Store, settled: Sequence[tuple[ToSend, Taken | Never]]) -> None:
    """What the gateway has, and what it refuses for good; in the caller's transaction: all of it, or nothing."""
    for item, fate in settled:
        match fate:
            case Taken(received_at=at):
                store.delivered(item.key, at.isoformat())
            case Never(problem):
                store.refused(item.key, problem)
            case never:
                assert_never(never)


def _outcome(item: ToSend, answer: Taken | SendChunks | Later | Never | Stop) -> Outcome:
    if isinstance(answer, SendChunks):
        return Later(Trouble.CHUNKS_MISSING)
    if isinstance(answer, Taken) and answer.receipt != item.receipt:
        # An answer, but not to this.
        return Later(Trouble.NONSENSE)
    return answer


def size_in_batch(item: ToSend) -> int:
    """Bytes that it takes in the body of a batch, at most."""
    return len(item.envelope) + -(-len(item.sealed) // 3) * 4 + _FRAME


def _item(item: ToSend) -> Ask:
    headers = {"Content-Type": "application/json", IDEMPOTENCY_KEY: item.key}
    return Ask("POST", _ITEMS, headers, _json(_content(item)))


def _batch(items: Sequence[ToSend]) -> Ask:
    content = {"items": [{"key": item.key, **_content(item)} for item in items]}
    return Ask("POST", _BATCHES, {"Content-Type": "application/json"}, _json(content))


def _content(item: ToSend) -> dict[str, str]:
    return {"envelope": item.envelope, "sealed": base64.b64encode(item.sealed).decode("ascii")}


def _json(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode("ascii")


def _send_chunks(
    item: ToSend, lane: LaneThread, exchange: Exchange, wanted: frozenset[str] | None
) -> Later | Never | Stop | DiskTrouble | None:
    """Send those in `wanted` (empty: all), or those that the gateway hasn't got; None: it has all of them now."""
    kept = lane.look(lambda store: store.chunks(item.key))
    if isinstance(kept, DiskTrouble):
        return kept
    for digest, place in kept:
        if wanted and digest not in wanted:
            continue
        if wanted is None:
            asked = of_chunk(exchange(Ask("HEAD", _CHUNKS + digest)), "HEAD")
            if isinstance(asked, Here):
                continue
            if not isinstance(asked, Absent):
                return asked
        content = lane.look(partial(Store.chunk, id=place))
        if isinstance(content, DiskTrouble):
            return content
        headers = {
            "Content-Type": CHUNK_TYPE,
            CONTENT_DIGEST: f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode('ascii')}:",
        }
        put = of_chunk(exchange(Ask("PUT", _CHUNKS + digest, headers, content)), "PUT")
        match put:
            case Here():
                continue
            case Absent():
                return Later(Trouble.NONSENSE)
            case Later() | Never() | Stop():
                return put
            case never:
                assert_never(never)
    return None
