"""One item on its way: its chunks, as far as the gateway hasn't got them, then itself. What came of it is a value."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import partial
from typing import assert_never

from gateway.contract.intake import CHUNK_TYPE, CONTENT_DIGEST, IDEMPOTENCY_KEY
from offline_queue.answers import Absent, Here, Later, Never, SendChunks, Stop, Taken, of_chunk, of_item
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.store import Store, ToSend
from offline_queue.values import Trouble
from offline_queue.wire import Answer, Ask

Exchange = Callable[[Ask], Answer | Trouble]
Outcome = Taken | Later | Never | Stop

_ITEMS = "/v1/intake/items"
_CHUNKS = "/v1/intake/chunks/"


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
    if isinstance(answer, SendChunks):
        return Later(Trouble.CHUNKS_MISSING)
    if isinstance(answer, Taken) and answer.receipt != item.receipt:
        # An answer, but not to this.
        return Later(Trouble.NONSENSE)
    return answer


def _item(item: ToSend) -> Ask:
    content = {"envelope": item.envelope, "sealed": base64.b64encode(item.sealed).decode("ascii")}
    headers = {"Content-Type": "application/json", IDEMPOTENCY_KEY: item.key}
    return Ask("POST", _ITEMS, headers, json.dumps(content, separators=(",", ":")).encode("ascii"))


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
