"""What a municipality's back office does at the intake's database: takes its items away, and says how cases stand.

Handing over is repeatable: an item stays until the back office says that it has it, and saying so twice is nothing new.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from gateway.contract.intake import CaseState, EnvelopeClaims
from gateway.intake import chunks, envelopes
from gateway.intake.schema import cases, items


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is here. attachments: their sealed bytes, whole."""

    claims: EnvelopeClaims = field(repr=False)
    envelope: str = field(repr=False)
    received_at: datetime
    sealed: bytes = field(repr=False)
    attachments: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def stored(cls, envelope: str, received_at: datetime, sealed: bytes, attachments: tuple[bytes, ...]) -> Waiting:
        """From what was written down of an item that was received."""
        read = envelopes.read(envelope)
        if read is None:
            raise RuntimeError("an envelope that was received can't be read any more")
        return cls(read.claims, envelope, received_at, sealed, attachments)


def waiting(conn: Connection, municipality: str, most: int) -> tuple[tuple[str, str], ...]:
    """(terminal, key) of what waits for this municipality, in the order in which it came; of each case in its own."""
    rows = conn.execute(
        select(items.c.terminal, items.c.key)
        .where(items.c.municipality == municipality, items.c.taken_at.is_(None))
        .order_by(items.c.received_at, items.c.case_sequence)
        .limit(most)
    )
    return tuple((row.terminal, row.key) for row in rows)


def fetch(conn: Connection, terminal: str, key: str) -> Waiting | None:
    """One item with everything that belongs to it; None if it does not wait any more."""
    row = conn.execute(select(items).where(items.c.terminal == terminal, items.c.key == key)).first()
    if row is None or row.taken_at is not None:
        return None
    bare = Waiting.stored(row.envelope, row.received_at, bytes(row.sealed), ())
    attachments = tuple(chunks.content_of(conn, terminal, each) for each in bare.claims.attachments)
    return replace(bare, attachments=attachments)


def taken(conn: Connection, terminal: str, key: str, now: datetime) -> None:
    """The back office has it, durably. The sealed bytes go; that it was received stays."""
    mine = (items.c.terminal == terminal) & (items.c.key == key)
    conn.execute(update(items).where(mine, items.c.taken_at.is_(None)).values(taken_at=now, sealed=None))
    chunks.let_go(conn, terminal, key)


def tell(
    conn: Connection, terminal: str, case: str, state: CaseState, delayed: bool, version: int, now: datetime
) -> None:
    """How a case stands. version: counts the municipality's words about it; an older one changes nothing."""
    mine = (cases.c.terminal == terminal) & (cases.c.id == case)
    conn.execute(
        update(cases)
        .where(mine, cases.c.version < version)
        .values(state=state, delayed=delayed, version=version, changed_at=now)
    )
