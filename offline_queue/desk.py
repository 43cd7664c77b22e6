"""The queue's side of the socket: every request, and what is answered."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import assert_never

from pydantic import ValidationError

from gateway.contract.intake import LANE_OF, LONGEST_SEALED
from offline_queue.frames import Header
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.log import Log
from offline_queue.recipients import Recipients
from offline_queue.requests import (
    REQUEST,
    AskRecipients,
    AskStatus,
    Attachment,
    Delivery,
    MayAccept,
    PutItem,
    Request,
    Resume,
    Retry,
)
from offline_queue.sender import Sender
from offline_queue.space import SPARE, Space
from offline_queue.store import Put
from offline_queue.values import Accepted, Dead, Lane, NeverPut, No, Reason, Received, Waiting
from offline_queue.wall import Wall

Reply = tuple[Header, bytes]

UNCLAIMED_S = 3600.0
"""Attachments whose item does not come within this are let go."""
MOST_LETTERS = 100
_YES: Reply = ({"is": "yes"}, b"")


class Desk:
    """Answers requests. Safe from any thread."""

    def __init__(
        self,
        directory: Path,
        lanes: Mapping[Lane, LaneThread],
        sender: Sender,
        recipients: Recipients,
        space: Space,
        wall: Wall,
        log: Log,
    ) -> None:
        self._directory, self._lanes, self._sender, self._recipients = directory, lanes, sender, recipients
        self._space, self._wall, self._log = space, wall, log
        self._unclaimed: dict[str, tuple[Lane, float]] = {}
        self._lock = threading.Lock()

    def answer(self, header: Header, body: bytes) -> Reply:
        """What is answered to a frame."""
        try:
            request = REQUEST.validate_python(header)
        except ValidationError:
            self._log.event("frame_refused")
            return _no(Reason.MALFORMED)
        return self._answer(request, body)

    def _answer(self, request: Request, body: bytes) -> Reply:
        match request:
            case MayAccept():
                return self._may_accept(request)
            case Attachment():
                return self._attachment(request, body)
            case PutItem():
                return self._put(request, body)
            case Delivery():
                return self._delivery(request)
            case AskRecipients():
                return {"is": "recipients"}, self._recipients.offered(request.municipality)
            case AskStatus():
                return {"is": "status"}, self._status()
            case Retry():
                return self._retry(request)
            case Resume():
                self._sender.resume()
                self._log.event("resumed", why="technician")
                return _YES
            case never:
                assert_never(never)

    def sweep(self) -> None:
        """Let go of attachments whose item never came."""
        now = time.monotonic()
        with self._lock:
            old = {key: lane for key, (lane, at) in self._unclaimed.items() if now - at >= UNCLAIMED_S}
            for key in old:
                del self._unclaimed[key]
        for name, lane in self._lanes.items():
            lane.let_go([key for key, its in old.items() if its is name])

    # --- coming in ----------------------------------------------------------------------------------------------------

    def _may_accept(self, asked: MayAccept) -> Reply:
        """Twice what is asked for must fit, and some more: whoever hears yes must not be refused at the end."""
        room = self._lanes[asked.lane].look(lambda store: store.room(2 * asked.bytes, items=2))
        if isinstance(room, DiskTrouble):
            return _no(Reason.BROKEN)
        if not room:
            return _no(Reason.FULL)
        if not self._space.has_room(asked.bytes + SPARE):
            return _no(Reason.NO_SPACE)
        if not self._recipients.usable(asked.municipality):
            return _no(Reason.NO_KEY)
        return _YES

    def _attachment(self, asked: Attachment, chunk: bytes) -> Reply:
        if not chunk or sha256(chunk).hexdigest() != asked.sha256:
            return _no(Reason.MALFORMED)
        if not self._space.has_room(len(chunk)):
            # Of an item that was accepted, and whose answer was lost, there is nothing to refuse.
            fate = self._fate(asked.key)
            return _no(Reason.NO_SPACE) if isinstance(fate, NeverPut) else ({"is": "ok"}, b"")
        with self._lock:
            self._unclaimed[asked.key] = asked.lane, time.monotonic()
        refused = self._lanes[asked.lane].change(
            lambda store: store.keep_chunk(asked.key, asked.index, asked.chunk, asked.sha256, chunk)
        )
        if isinstance(refused, DiskTrouble):
            return _of_disk(refused)
        return ({"is": "ok"}, b"") if refused is None else _no(refused.reason)

    def _put(self, asked: PutItem, sealed: bytes) -> Reply:
        if not sealed or LANE_OF[asked.kind] != asked.lane:
            return _no(Reason.MALFORMED)
        if len(sealed) > LONGEST_SEALED:
            return _no(Reason.TOO_LARGE)
        lane, put = self._lanes[asked.lane], _put_of(asked, sealed)
        refusal = self._refusal(put)
        if refusal is None:
            outcome = lane.change(lambda store: store.put(put))
        else:
            # What was accepted stays accepted, whatever has changed since.
            known = lane.look(lambda store: store.repetition(put))
            outcome = No(refusal) if known is None else known
        match outcome:
            case Accepted():
                with self._lock:
                    self._unclaimed.pop(put.key, None)
                self._log.event("accepted", lane=asked.lane, kind=put.kind, sequence=outcome.sequence)
                self._sender.put_came()
                return {
                    "is": "accepted",
                    "receipt": outcome.receipt,
                    "sequence": outcome.sequence,
                    "accepted_at": outcome.accepted_at.isoformat(),
                }, b""
            case No(reason):
                self._log.event("refused_to_accept", lane=asked.lane, reason=reason)
                self._let_go(put, lane)
                return _no(reason)
            case DiskTrouble():
                return _of_disk(outcome)
            case never:
                assert_never(never)

    def _let_go(self, put: Put, lane: LaneThread) -> None:
        """Of what came before its item, which was refused: whoever tries again brings it again."""
        with self._lock:
            waited = self._unclaimed.pop(put.key, None)
        if waited is not None:
            lane.change(lambda store: store.let_go(put.key), drains=True)

    def _refusal(self, put: Put) -> Reason | None:
        if not self._space.has_room(put.size):
            return Reason.NO_SPACE
        if not self._recipients.knows(put.municipality, put.recipient, put.suite):
            return Reason.NO_KEY
        return None

    # --- questions ----------------------------------------------------------------------------------------------------

    def _delivery(self, asked: Delivery) -> Reply:
        settled = self._sender.when_settled(asked.key)
        try:
            fate = self._fate(asked.key)
            if isinstance(fate, Waiting) and asked.wait_s and settled.wait(asked.wait_s):
                fate = self._fate(asked.key)
        finally:
            self._sender.forget(asked.key, settled)
        match fate:
            case Waiting(since):
                tries, trouble = self._sender.tries(asked.key)
                return {"is": "waiting", "since": since.isoformat(), "tries": tries, "last_trouble": trouble}, b""
            case Received(receipt, received_at):
                return {"is": "received", "receipt": receipt, "received_at": received_at.isoformat()}, b""
            case Dead(problem):
                return {"is": "dead", "problem": problem}, b""
            case NeverPut():
                return {"is": "never-put"}, b""
            case DiskTrouble():
                return {"is": "unknown"}, b""
            case never:
                assert_never(never)

    def _fate(self, key: str) -> Waiting | Received | Dead | NeverPut | DiskTrouble:
        for lane in self._lanes.values():
            fate = lane.look(lambda store: store.fate(key))
            if not isinstance(fate, NeverPut):
                return fate
        return NeverPut()

    def _retry(self, asked: Retry) -> Reply:
        for lane in self._lanes.values():
            done = lane.change(lambda store: store.retry(asked.key), drains=True)
            if isinstance(done, DiskTrouble):
                return {"is": "unknown"}, b""
            if done:
                self._log.event("retried", lane=lane.lane, key=asked.key)
                self._sender.retried()
                return _YES
        return {"is": "never-put"}, b""

    def _status(self) -> bytes:
        lanes, letters = {}, []
        for name, lane in self._lanes.items():
            figures = lane.look(lambda store: store.status(self._wall))
            lanes[name.value] = None if isinstance(figures, DiskTrouble) else asdict(figures)
            dead = lane.look(lambda store: store.dead_letters(MOST_LETTERS))
            if not isinstance(dead, DiskTrouble):
                letters += [{**asdict(letter), "accepted_at": letter.accepted_at.isoformat()} for letter in dead]
        line = self._sender.status()
        status = {
            "lanes": lanes,
            "dead_letters": letters,
            "link": line.state,
            "last_trouble": line.trouble,
            "last_success_s": line.last_success_s,
            "next_try_s": line.next_try_s,
            "free_bytes": self._space.free(),
            "ballast": self._space.has_ballast(),
            "recipients": len(self._recipients.usable()),
            "set_aside": sorted(path.name for path in self._directory.glob("*.db.corrupt-*")),
            "clock_offset_s": self._wall.offset_s(),
        }
        return json.dumps(status).encode()


def _put_of(asked: PutItem, sealed: bytes) -> Put:
    whole = sha256(asked.model_dump_json().encode() + b"\0" + sha256(sealed).digest())
    return Put(
        kind=asked.kind,
        key=asked.key,
        case=asked.case,
        municipality=asked.municipality,
        recipient=asked.recipient,
        suite=asked.suite,
        attachments=asked.attachments,
        follow=asked.follow,
        sealed=sealed,
        digest=whole.digest(),
    )


def _no(reason: Reason) -> Reply:
    return {"is": "no", "reason": reason}, b""


def _of_disk(trouble: DiskTrouble) -> Reply:
    """A file that can't be used now may have kept the same item before: only want of space is a certain no."""
    return _no(Reason.NO_SPACE) if trouble.certain and trouble.full else ({"is": "unknown"}, b"")
