"""One-use challenges, bound to the terminal that asked. Consumption is one UPDATE, so of two uses one loses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from gateway.store.schema import challenges
from gateway.terminal import Terminal

LIFETIME = timedelta(seconds=60)
# Used and expired ones are remembered for a while, only to be refused by the right name.
REMEMBERED = timedelta(minutes=10)
OPEN_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh challenge."""

    id: str
    nonce: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TooMany:
    """The terminal asks for challenges without answering them."""


@dataclass(frozen=True, slots=True)
class Consumed:
    """It was open, in time and this terminal's; now it is used."""

    nonce: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Never issued, or long ago."""


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """Somebody was faster, or it is a replay."""


@dataclass(frozen=True, slots=True)
class TooOld:
    """More than 60 s have passed."""


@dataclass(frozen=True, slots=True)
class OtherTerminals:
    """Issued to another terminal. It stays usable there."""


def issue(conn: Connection, terminal: Terminal, now: datetime) -> Issued | TooMany:
    """A new challenge for this terminal."""
    conn.execute(delete(challenges).where(challenges.c.expires_at < now - REMEMBERED))
    open_ones = conn.execute(
        select(func.count()).where(
            challenges.c.terminal == terminal.thumbprint,
            challenges.c.used_at.is_(None),
            challenges.c.expires_at > now,
        )
    ).scalar_one()
    if open_ones >= OPEN_AT_ONCE:
        return TooMany()
    issued = Issued(secrets.token_hex(16), secrets.token_urlsafe(32), now + LIFETIME)
    conn.execute(
        insert(challenges).values(
            id=issued.id,
            nonce=issued.nonce,
            terminal=terminal.thumbprint,
            issued_at=now,
            expires_at=issued.expires_at,
        )
    )
    return issued


def consume(
    conn: Connection, id: str, terminal: Terminal, now: datetime
) -> Consumed | NotKnown | UsedBefore | TooOld | OtherTerminals:
    """Use a challenge up. Only this terminal's own can be used up, so nobody can spoil another's log-in."""
    row = conn.execute(
        update(challenges)
        .where(
            challenges.c.id == id,
            challenges.c.terminal == terminal.thumbprint,
            challenges.c.used_at.is_(None),
            challenges.c.expires_at > now,
        )
        .values(used_at=now)
        .returning(challenges.c.nonce)
    ).first()
    if row is not None:
        return Consumed(row.nonce)
    there = conn.execute(select(challenges).where(challenges.c.id == id)).first()
    if there is None:
        return NotKnown()
    if there.terminal != terminal.thumbprint:
        return OtherTerminals()
    return UsedBefore() if there.used_at is not None else TooOld()
