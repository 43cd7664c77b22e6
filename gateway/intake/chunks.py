"""Attachments in pieces, addressed by what they contain. Sealed, so no two of them are ever alike."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway.contract.intake import EnvelopeAttachment
from gateway.intake.schema import chunk_uses, chunks
from gateway.terminal import Terminal

LOOSE_FOR = timedelta(days=1)


def is_named(digest: str, content: bytes) -> bool:
    """Whether this is the chunk that the digest (SHA-256, hex) names."""
    return sha256(content).hexdigest() == digest


def keep(conn: Connection, terminal: Terminal, content: bytes, now: datetime) -> bool:
    """Keep a chunk; False if it was here already."""
    digest = sha256(content).hexdigest()
    if _touch(conn, terminal, (digest,), now):
        return False
    try:
        with conn.begin_nested():
            conn.execute(
                insert(chunks).values(
                    terminal=terminal.id, sha256=digest, size=len(content), content=content, named_at=now
                )
            )
    except IntegrityError:
        return False
    return True


def is_here(conn: Connection, terminal: Terminal, digest: str) -> bool:
    """Whether this terminal has sent it."""
    wanted = (chunks.c.terminal == terminal.id) & (chunks.c.sha256 == digest)
    return conn.execute(select(chunks.c.size).where(wanted)).first() is not None


def loose_bytes(conn: Connection, terminal: Terminal) -> int:
    """Bytes of this terminal's chunks that no item needs."""
    total = select(func.coalesce(func.sum(chunks.c.size), 0)).where(chunks.c.terminal == terminal.id, ~_needed())
    return int(conn.execute(total).scalar_one())


def name(conn: Connection, terminal: Terminal, digests: Collection[str], now: datetime) -> tuple[str, ...]:
    """Hold these chunks for an item that is being received: none of them goes before this transaction ends.

    Returns those that are not here; an item may be received only if there are none.
    """
    here = _touch(conn, terminal, digests, now)
    return tuple(digest for digest in digests if digest not in here)


def use(conn: Connection, terminal: Terminal, key: str, digests: Collection[str]) -> None:
    """From now on this item needs them."""
    for digest in dict.fromkeys(digests):
        conn.execute(insert(chunk_uses).values(terminal=terminal.id, key=key, sha256=digest))


def content_of(conn: Connection, terminal: str, attachment: EnvelopeAttachment) -> bytes:
    """The sealed bytes of an attachment whose chunks are all here."""
    rows = conn.execute(
        select(chunks.c.sha256, chunks.c.content).where(
            chunks.c.terminal == terminal, chunks.c.sha256.in_(attachment.chunks)
        )
    )
    pieces = {row.sha256: bytes(row.content) for row in rows}
    return b"".join(pieces[digest] for digest in attachment.chunks)


def let_go(conn: Connection, terminal: str, key: str) -> None:
    """An item needs its chunks no more; those that no other needs are deleted."""
    of_item = select(chunk_uses.c.sha256).where(chunk_uses.c.terminal == terminal, chunk_uses.c.key == key)
    digests = tuple(conn.execute(of_item).scalars())
    conn.execute(delete(chunk_uses).where(chunk_uses.c.terminal == terminal, chunk_uses.c.key == key))
    conn.execute(delete(chunks).where(chunks.c.terminal == terminal, chunks.c.sha256.in_(digests), ~_needed()))


def sweep(conn: Connection, now: datetime) -> int:
    """Delete what no item has named for a day. Says how many."""
    # `name` moves named_at: a transaction that is using one right now makes this condition false when it ends.
    return conn.execute(delete(chunks).where(chunks.c.named_at < now - LOOSE_FOR, ~_needed())).rowcount


def _touch(conn: Connection, terminal: Terminal, digests: Collection[str], now: datetime) -> set[str]:
    # In one order, so that two transactions never wait for each other in a circle.
    found = set()
    for digest in sorted(set(digests)):
        mine = (chunks.c.terminal == terminal.id) & (chunks.c.sha256 == digest)
        if conn.execute(update(chunks).where(mine).values(named_at=now)).rowcount:
            found.add(digest)
    return found


def _needed() -> ColumnElement[bool]:
    return exists().where(chunk_uses.c.terminal == chunks.c.terminal, chunk_uses.c.sha256 == chunks.c.sha256)
