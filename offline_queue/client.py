"""The queue as the terminal sees it: blocking calls, each with a deadline, each giving a closed union.

    queue = QueueClient(Path("/run/madoguchi/queue.sock"))
    queue.may_accept(Lane.APPLICATIONS, bytes=7_000_000, municipality="132217")   # before the resident begins to type
    queue.recipients("132217")                                                    # to whom it is sealed
    queue.put(item)                                                               # Accepted | No | Unknown
    queue.delivery(item.key, wait_s=8)                                            # Received | Waiting | Dead | …

A call opens its own connection, so calls may come from any thread.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from gateway.contract.intake import LONGEST_CHUNK
from gateway.contract.sealing import Recipient, RecipientList
from offline_queue.frames import FrameError, Header, LineClosed, receive, send
from offline_queue.values import (
    Accepted,
    Dead,
    DeadLetter,
    Lane,
    LaneStatus,
    LinkState,
    NeverPut,
    NewItem,
    No,
    Reason,
    Received,
    Silent,
    Status,
    Trouble,
    Unknown,
    Waiting,
    Yes,
)

_AGAIN_AFTER_S = 0.2
T = TypeVar("T")


class QueueClient:
    """One queue, by its socket. timeout_s: what a call takes at most (`put`: all its tries together)."""

    def __init__(self, path: Path, timeout_s: float = 10.0) -> None:
        self._path = path
        self._timeout_s = timeout_s

    def may_accept(self, lane: Lane, bytes: int, municipality: str | None = None) -> Yes | No | Silent:
        """Would it take an item of so many sealed bytes (attachments included), sealed to this municipality?

        A yes has room to spare, so that the put of whoever was told yes does not fail for want of space.
        """
        header = {"op": "may_accept", "lane": lane, "bytes": bytes, "municipality": municipality}
        return self._once(header, _permission)

    def recipients(self, municipality: str) -> tuple[Recipient, ...] | Silent:
        """The public keys to seal to, as last heard from the gateway; those that may still be used, the first first."""
        return self._once({"op": "recipients", "municipality": municipality}, _recipients)

    def put(self, item: NewItem, cancel: threading.Event | None = None) -> Accepted | No | Unknown:
        """Hand an item over. A line that breaks is tried again with the same key until the deadline."""
        deadline = time.monotonic() + self._timeout_s
        while True:
            answer = self._put(item, deadline)
            if not isinstance(answer, Silent):
                return answer
            left = deadline - time.monotonic()
            if left <= 0 or (cancel or _never).wait(min(_AGAIN_AFTER_S, left)):
                return Unknown()

    def delivery(self, key: str, wait_s: float = 0.0) -> Waiting | Received | Dead | NeverPut | Unknown | Silent:
        """What became of an item; waits for its delivery (or death) for `wait_s` at most."""
        return self._once({"op": "delivery", "key": key, "wait_s": wait_s}, _fate, wait_s)

    def status(self) -> Status | Silent:
        """For checks and staff: nothing about whose items these are."""
        return self._once({"op": "status"}, _status)

    def retry(self, key: str) -> Yes | NeverPut | Unknown | Silent:
        """The operator takes a dead letter and its case up again. NeverPut: no such dead letter."""
        return self._once({"op": "retry", "key": key}, _retried)

    def resume(self) -> Yes | Silent:
        """The technician has put the terminal's identity right: try again now."""
        return self._once({"op": "resume"}, _resumed)

    # --- the line -----------------------------------------------------------------------------------------------------

    def _once(self, header: Header, read: Callable[[Header, bytes], T], longer_s: float = 0.0) -> T | Silent:
        deadline = time.monotonic() + self._timeout_s + longer_s
        try:
            with self._connect(deadline) as line:
                send(line, header, b"", deadline)
                return read(*receive(line, deadline))
        except (OSError, LineClosed, FrameError, KeyError, ValueError, TypeError):
            return Silent()

    def _put(self, item: NewItem, deadline: float) -> Accepted | No | Silent:
        try:
            with self._connect(deadline) as line:
                for index, attachment in enumerate(item.attachments):
                    for number, chunk in enumerate(chunks(attachment)):
                        send(line, _chunk_header(item, index, number, chunk), chunk, deadline)
                        refused = _chunk_answer(*receive(line, deadline))
                        if refused is not None:
                            return refused
                send(line, _put_header(item), item.sealed, deadline)
                return _put_answer(*receive(line, deadline))
        except (OSError, LineClosed, FrameError, KeyError, ValueError, TypeError):
            return Silent()

    def _connect(self, deadline: float) -> socket.socket:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(max(0.001, deadline - time.monotonic()))
            line.connect(str(self._path))
        except BaseException:
            line.close()
            raise
        return line


def chunks(attachment: bytes) -> list[bytes]:
    """A sealed attachment as it travels; an empty one has one empty chunk."""
    return [attachment[start : start + LONGEST_CHUNK] for start in range(0, max(1, len(attachment)), LONGEST_CHUNK)]


_never = threading.Event()


def _chunk_header(item: NewItem, index: int, number: int, chunk: bytes) -> Header:
    return {
        "op": "attachment",
        "lane": item.lane,
        "key": item.key,
        "index": index,
        "chunk": number,
        "sha256": sha256(chunk).hexdigest(),
    }


def _put_header(item: NewItem) -> Header:
    attachments = [
        {
            "size": len(attachment),
            "sha256": sha256(attachment).hexdigest(),
            "chunks": [sha256(chunk).hexdigest() for chunk in chunks(attachment)],
        }
        for attachment in item.attachments
    ]
    return {
        "op": "put",
        "lane": item.lane,
        "kind": item.kind,
        "key": item.key,
        "case": item.case,
        "municipality": item.municipality,
        "recipient": item.recipient,
        "suite": item.suite,
        "attachments": attachments,
        "follow": item.follow,
    }


# --- answers; each raises KeyError, ValueError or TypeError for what is none ------------------------------------------


def _chunk_answer(header: Header, _body: bytes) -> No | None:
    return None if header["is"] == "ok" else No(Reason(header["reason"]))


def _permission(header: Header, _body: bytes) -> Yes | No:
    return Yes() if header["is"] == "yes" else No(Reason(header["reason"]))


def _put_answer(header: Header, _body: bytes) -> Accepted | No | Silent:
    match header["is"]:
        case "accepted":
            return Accepted(header["receipt"], int(header["sequence"]), datetime.fromisoformat(header["accepted_at"]))
        case "unknown":
            return Silent()
        case _:
            return No(Reason(header["reason"]))


def _fate(header: Header, _body: bytes) -> Waiting | Received | Dead | NeverPut | Unknown:
    match header["is"]:
        case "waiting":
            trouble = header["last_trouble"]
            since = datetime.fromisoformat(header["since"])
            return Waiting(since, int(header["tries"]), None if trouble is None else Trouble(trouble))
        case "received":
            return Received(header["receipt"], datetime.fromisoformat(header["received_at"]))
        case "dead":
            return Dead(str(header["problem"]))
        case "never-put":
            return NeverPut()
        case "unknown":
            return Unknown()
        case _:
            raise ValueError


def _retried(header: Header, _body: bytes) -> Yes | NeverPut | Unknown:
    match header["is"]:
        case "yes":
            return Yes()
        case "never-put":
            return NeverPut()
        case "unknown":
            return Unknown()
        case _:
            raise ValueError


def _resumed(header: Header, _body: bytes) -> Yes:
    if header["is"] != "yes":
        raise ValueError
    return Yes()


def _recipients(_header: Header, body: bytes) -> tuple[Recipient, ...]:
    return RecipientList.model_validate_json(body).recipients


def _status(_header: Header, body: bytes) -> Status:
    raw = json.loads(body)
    letters = tuple(
        DeadLetter(
            row["key"],
            Lane(row["lane"]),
            row["kind"],
            row["problem"],
            datetime.fromisoformat(row["accepted_at"]),
        )
        for row in raw.pop("dead_letters")
    )
    trouble = raw.pop("last_trouble")
    return Status(
        lanes={
            Lane(name): Unknown() if lane is None else LaneStatus(**lane) for name, lane in raw.pop("lanes").items()
        },
        dead_letters=letters,
        link=LinkState(raw.pop("link")),
        last_trouble=None if trouble is None else Trouble(trouble),
        set_aside=tuple(raw.pop("set_aside")),
        **raw,
    )
