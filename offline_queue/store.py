"""What stands in a lane's file. Every method runs inside a transaction (or a read) that `lane.py` begins and ends.

Put: the envelope is made, signed and stored with the item, so that every sending is byte for byte the same. Order: an
item is sent only as the *head* of its case; a dead letter stays the head, so it holds its case and nothing else.
Nothing goes by age. Delivered items leave their key, so that a late repetition of a put is still answered as the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gateway.contract.intake import EnvelopeAttachment
from offline_queue.mark import Mark
from offline_queue.opening import BEFORE_THIS_FILE
from offline_queue.values import Accepted, Dead, DeadLetter, Lane, LaneStatus, NeverPut, No, Reason, Received, Waiting
from offline_queue.wall import Wall, instant

REMEMBERED = 10_000
"""Delivered keys of a lane that are still known."""


@dataclass(frozen=True, slots=True)
class Put:
    """An item as it came through the socket. digest: SHA-256 of all of it, to know a repetition."""

    kind: str
    key: str
    case: str
    municipality: str
    recipient: str
    suite: str
    attachments: tuple[EnvelopeAttachment, ...]
    follow: str | None
    sealed: bytes = field(repr=False)
    digest: bytes = field(repr=False)

    @property
    def sealed_digest(self) -> str:
        """SHA-256 of the sealed bytes, hex."""
        return sha256(self.sealed).hexdigest()

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.sealed) + sum(attachment.size for attachment in self.attachments)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a lane holds at most; bytes: of sealed content."""

    items: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Signed:
    """What was made of a put: its envelope (JWS), and what is told about it."""

    envelope: str = field(repr=False)
    receipt: str | None
    accepted_at: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """As the envelope tells them. case_anew: what went before in the case, if anything did, was lost with a file."""

    sequence: int
    case_sequence: int
    case_anew: bool


Sign = Callable[[Lane, Put, Numbers], Signed]


@dataclass(frozen=True, slots=True)
class ToSend:
    """The head of a case. attachments: how many it has."""

    lane: Lane
    sequence: int
    key: str
    case: str
    receipt: str | None
    attachments: int
    envelope: str = field(repr=False)
    sealed: bytes = field(repr=False)


class Store:
    """One lane's file. Raises sqlite3.Error, and OSError when the mark can't be raised."""

    def __init__(self, lane: Lane, connection: sqlite3.Connection, mark: Mark, limits: Limits, sign: Sign) -> None:
        self.lane = lane
        self.connection = connection
        self._mark = mark
        self._limits = limits
        self._sign = sign

    # --- coming in ----------------------------------------------------------------------------------------------------

    def room(self, bytes: int, items: int = 1) -> bool:
        """Whether so much fits into the lane's limits."""
        held, size = self._one("SELECT items, bytes FROM lane")
        return bool(held + items <= self._limits.items and size + bytes <= self._limits.bytes)

    def keep_chunk(self, key: str, attachment: int, number: int, digest: str, chunk: bytes) -> No | None:
        """A piece of an attachment, before its item is put. The same place again replaces it."""
        if self._known(key) is not None:
            return None
        if not self.room(len(chunk)):
            return No(Reason.FULL)
        self._run(
            "INSERT INTO chunk (key, attachment, number, sha256, bytes) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key, attachment, number) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes",
            (key, attachment, number, digest, chunk),
        )
        return None

    def repetition(self, put: Put) -> Accepted | No | None:
        """What was answered to this key before; None: it is new."""
        known = self._known(put.key)
        if known is None:
            return None
        (digest, accepted) = known
        return accepted if digest == put.digest else No(Reason.KEY_TAKEN)

    def put(self, put: Put) -> Accepted | No:
        """Accept an item, or answer a repetition as the first time."""
        known = self.repetition(put)
        if known is not None:
            return known
        if not self.room(put.size):
            return No(Reason.FULL)
        if not self._complete(put):
            return No(Reason.ATTACHMENTS_MISSING)
        sequence = self._one("SELECT sequence FROM lane")[0] + 1
        self._mark.cover(sequence)
        case_sequence, case_anew = self._next_of(put.case)
        signed = self._sign(self.lane, put, Numbers(sequence, case_sequence, case_anew))
        self._run(
            "INSERT INTO item (sequence, key, case_id, case_sequence, head, kind, receipt, accepted_at, size, put,"
            " attachments, envelope, sealed)"
            " SELECT ?, ?, ?, ?, NOT EXISTS (SELECT 1 FROM item WHERE case_id = ?), ?, ?, ?, ?, ?, ?, ?, ?",
            (
                sequence,
                put.key,
                put.case,
                case_sequence,
                put.case,
                put.kind,
                signed.receipt,
                signed.accepted_at,
                put.size,
                put.digest,
                len(put.attachments),
                signed.envelope,
                put.sealed,
            ),
        )
        self._run("UPDATE lane SET sequence = ?, items = items + 1, bytes = bytes + ?", (sequence, put.size))
        return Accepted(signed.receipt, sequence, instant(signed.accepted_at))

    def unclaimed(self) -> list[str]:
        """Keys of attachments whose item never came: nobody was promised anything."""
        return [key for (key,) in self._run("SELECT DISTINCT key FROM chunk WHERE key NOT IN (SELECT key FROM item)")]

    def let_go(self, key: str) -> None:
        """Of the attachments under this key, if their item never came."""
        self._run("DELETE FROM chunk WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE key = ?1)", (key,))

    # --- going out ----------------------------------------------------------------------------------------------------

    def heads(self, after: int, most: int) -> list[ToSend]:
        """Items that may be sent, one of each case, in the order they came, those after a sequence."""
        rows = self._run(
            "SELECT sequence, key, case_id, receipt, attachments, envelope, sealed FROM item"
            " WHERE head = 1 AND problem IS NULL AND sequence > ? ORDER BY sequence LIMIT ?",
            (after, most),
        )
        return [ToSend(self.lane, *row) for row in rows]

    def chunks(self, key: str) -> list[tuple[str, int]]:
        """SHA-256 (hex) and id of each chunk of an item's attachments, in order."""
        query = "SELECT sha256, id FROM chunk WHERE key = ? ORDER BY attachment, number"
        return [(str(digest), int(id)) for digest, id in self._run(query, (key,))]

    def chunk(self, id: int) -> bytes:
        """The bytes of one."""
        return bytes(self._one("SELECT bytes FROM chunk WHERE id = ?", (id,))[0])

    def delivered(self, key: str, received_at: str) -> None:
        """The gateway has it: content gone, key remembered, the next of its case may go."""
        found = self._maybe("SELECT case_id, size FROM item WHERE key = ?", (key,))
        if found is None:
            return
        case, size = found
        self._run(
            "INSERT INTO delivered (key, put, sequence, receipt, accepted_at, received_at)"
            " SELECT key, put, sequence, receipt, accepted_at, ? FROM item WHERE key = ?",
            (received_at, key),
        )
        self._run("DELETE FROM item WHERE key = ?", (key,))
        self._run("DELETE FROM chunk WHERE key = ?", (key,))
        self._run(
            "UPDATE item SET head = 1 WHERE case_id = ?1"
            " AND case_sequence = (SELECT min(case_sequence) FROM item WHERE case_id = ?1)",
            (case,),
        )
        self._run("UPDATE lane SET items = items - 1, bytes = bytes - ?", (size,))
        self._run("DELETE FROM delivered WHERE id <= (SELECT max(id) FROM delivered) - ?", (REMEMBERED,))

    def refused(self, key: str, problem: str) -> None:
        """A dead letter: it stays, and holds its case."""
        self._run("UPDATE item SET problem = ? WHERE key = ?", (problem, key))

    def retry(self, key: str) -> bool:
        """Take a dead letter up again; False if there is none of this key."""
        return self._run("UPDATE item SET problem = NULL WHERE key = ? AND problem IS NOT NULL", (key,)).rowcount == 1

    # --- questions ----------------------------------------------------------------------------------------------------

    def fate(self, key: str) -> Waiting | Received | Dead | NeverPut:
        """What became of an item. Tries are the sender's to know: 0 here."""
        waiting = self._maybe("SELECT problem, accepted_at FROM item WHERE key = ?", (key,))
        if waiting is not None:
            problem, accepted_at = waiting
            return Waiting(instant(accepted_at), 0, None) if problem is None else Dead(problem)
        done = self._maybe("SELECT receipt, received_at FROM delivered WHERE key = ?", (key,))
        return NeverPut() if done is None else Received(done[0], instant(done[1]))

    def dead_letters(self, most: int) -> list[DeadLetter]:
        """The oldest ones."""
        rows = self._run(
            "SELECT key, kind, problem, accepted_at FROM item WHERE problem IS NOT NULL ORDER BY sequence LIMIT ?",
            (most,),
        )
        return [DeadLetter(key, self.lane, kind, problem, instant(at)) for key, kind, problem, at in rows]

    def status(self, wall: Wall) -> LaneStatus:
        """Figures."""
        items, size = self._one("SELECT items, bytes FROM lane")
        oldest = self._maybe("SELECT accepted_at FROM item ORDER BY sequence LIMIT 1")
        (dead,) = self._one("SELECT count(*) FROM item WHERE problem IS NOT NULL")
        (held,) = self._one(
            "SELECT count(DISTINCT later.sequence) FROM item AS first JOIN item AS later"
            " ON later.case_id = first.case_id AND later.sequence > first.sequence AND later.problem IS NULL"
            " WHERE first.problem IS NOT NULL"
        )
        age = None if oldest is None else (wall.now() - instant(oldest[0])).total_seconds()
        return LaneStatus(items, size, age, dead, held)

    # --- SQLite -------------------------------------------------------------------------------------------------------

    def _known(self, key: str) -> tuple[bytes, Accepted] | None:
        row = self._maybe(
            "SELECT put, receipt, sequence, accepted_at FROM item WHERE key = ?1"
            " UNION ALL SELECT put, receipt, sequence, accepted_at FROM delivered WHERE key = ?1",
            (key,),
        )
        return None if row is None else (row[0], Accepted(row[1], row[2], instant(row[3])))

    def _complete(self, put: Put) -> bool:
        """Whether every chunk that it names is here, and nothing else under its key."""
        here = [
            row[0]
            for row in self._run("SELECT sha256 FROM chunk WHERE key = ? ORDER BY attachment, number", (put.key,))
        ]
        if here != [digest for attachment in put.attachments for digest in attachment.chunks]:
            return False
        for index, attachment in enumerate(put.attachments):
            whole, size = sha256(), 0
            for (piece,) in self._run(
                "SELECT bytes FROM chunk WHERE key = ? AND attachment = ? ORDER BY number", (put.key, index)
            ):
                whole.update(piece)
                size += len(piece)
            if (whole.hexdigest(), size) != (attachment.sha256, attachment.size):
                return False
        return True

    def _next_of(self, case: str) -> tuple[int, bool]:
        """The number of a case's next item, and whether the case begins anew with it."""
        before = self._maybe("SELECT last FROM case_of WHERE id = ?", (BEFORE_THIS_FILE,))
        above = 0 if before is None else int(before[0])
        (last,) = self._one(
            "INSERT INTO case_of (id, last) VALUES (?, ?)"
            " ON CONFLICT (id) DO UPDATE SET last = last + 1 RETURNING last",
            (case, above + 1),
        )
        return int(last), above > 0 and last == above + 1

    def _run(self, statement: str, values: Sequence[str | int | bytes | None] = ()) -> sqlite3.Cursor:
        return self.connection.execute(statement, values)

    def _one(self, statement: str, values: Sequence[str | int | bytes | None] = ()) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._run(statement, values).fetchone()
        return row

    def _maybe(self, statement: str, values: Sequence[str | int | bytes | None] = ()) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._run(statement, values).fetchone()
        return row
