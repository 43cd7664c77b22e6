"""A lane's store without the daemon around it: transactions by hand, envelopes that only name their numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from gateway.contract.intake import EnvelopeAttachment, receipt_number
from offline_queue.opening import Opened, open_lane
from offline_queue.store import Limits, Numbers, Put, Signed, Store
from offline_queue.values import Lane

T = TypeVar("T")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def put_of(key: str, case: str, sealed: bytes = b"sealed", pieces: tuple[bytes, ...] = ()) -> Put:
    """A put; each piece is an attachment of one chunk."""
    attachments = tuple(
        EnvelopeAttachment(size=len(each), sha256=sha256(each).hexdigest(), chunks=(sha256(each).hexdigest(),))
        for each in pieces
    )
    digest = sha256(repr((key, case, sealed, pieces)).encode()).digest()
    return Put("inquiry", key, case, "132217", "0" * 32, "X25519", attachments, None, sealed, digest)


def signed(_lane: Lane, put: Put, numbers: Numbers) -> Signed:
    """In place of an envelope, what it would say."""
    claims = json.dumps({"key": put.key, "case": put.case, **asdict(numbers)})
    return Signed(claims, receipt_number("kiosk-01", numbers.sequence), NOW.isoformat())


class Kept:
    """A lane's file, opened; `do` is a transaction."""

    def __init__(self, directory: Path, limits: Limits | None = None) -> None:
        self._directory, self._limits = directory, limits or Limits(1000, 10_000_000)
        self.set_aside: str | None = None
        self.open()

    def open(self) -> None:
        """Open, or open again."""
        opened = open_lane(self._directory, Lane.APPLICATIONS, NOW)
        assert isinstance(opened, Opened), opened
        self.set_aside = opened.set_aside
        self.store = Store(Lane.APPLICATIONS, opened.connection, opened.mark, self._limits, signed)

    def close(self) -> None:
        """Let go."""
        self.store.connection.close()

    def do(self, work: Callable[[Store], T]) -> T:
        """One transaction."""
        self.store.connection.execute("BEGIN IMMEDIATE")
        try:
            done = work(self.store)
        except BaseException:
            self.store.connection.execute("ROLLBACK")
            raise
        self.store.connection.execute("COMMIT")
        return done
