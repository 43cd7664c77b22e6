"""Sessions: begun by a log-in, used by one terminal, ended by log-out or by time. A row in `sessions` is a live one.

Whoever keeps something only as long as a resident is there gives a `SessionEnd`: it runs in the very transaction
that ends the session, so nothing outlives it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from gateway.config import SessionLimits
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal
from gateway.store.database import Store
from gateway.store.operations import record_operation
from gateway.store.schema import sessions
from gateway.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Person:
    """The owner of an authentication certificate. issuer_key_id: SHA-256 of the issuer's public key, hex.

    subject: CN of the certificate, by which holders of information know the person.
    """

    issuer_key_id: str
    serial: str = field(repr=False)
    subject: str = field(repr=False)


Ending = Literal["logged_out", "timed_out", "replaced"]


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that ends now. `replaced`: the same person or the same terminal has begun another one."""

    id: str
    account_id: str | None
    ending: Ending
    at: datetime


SessionEnd = Callable[[Connection, EndedSession], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a live session: its transaction, and who acts. account_id is None until an account is open."""

    conn: Connection
    now: datetime
    session_id: str
    ends_at: datetime
    terminal: Terminal
    person: Person
    account_id: str | None


@dataclass(frozen=True, slots=True)
class AccountVisit(Visit):
    """A visit of somebody who has an account."""

    account_id: str


@dataclass(frozen=True, slots=True)
class Started:
    """A session that began. The token is told once and stored only as its hash."""

    token: str = field(repr=False)
    ends_at: datetime


class Sessions:
    """All sessions of this gateway."""

    def __init__(self, store: Store, limits: SessionLimits, at_end: Sequence[SessionEnd] = ()) -> None:
        self._store = store
        self._limits = limits
        self._at_end = tuple(at_end)

    def begin(
        self, conn: Connection, person: Person, terminal: Terminal, account_id: str | None, now: datetime
    ) -> Started:
        """Begin a session. Ends every other one of this person and of this terminal: one resident, one place.

        Raises `sqlalchemy.exc.IntegrityError` if another node begins one at the same instant: do it all again.
        """
        others = or_(
            sessions.c.terminal == terminal.thumbprint,
            and_(sessions.c.issuer_key_id == person.issuer_key_id, sessions.c.serial == person.serial),
        )
        self._end_where(conn, others, now, "replaced")
        token = secrets.token_urlsafe(32)
        ends_at = now + timedelta(seconds=self._limits.absolute_s)
        conn.execute(
            insert(sessions).values(
                id=secrets.token_hex(16),
                token_hash=_hash(token),
                terminal=terminal.thumbprint,
                issuer_key_id=person.issuer_key_id,
                serial=person.serial,
                subject=person.subject,
                account_id=account_id,
                started_at=now,
                idle_until=now + timedelta(seconds=self._limits.idle_s),
                ends_at=ends_at,
            )
        )
        return Started(token, ends_at)

    @contextmanager
    def visit(self, token: str, terminal: Terminal, now: datetime) -> Iterator[Visit]:
        """One request's transaction. Other requests of this session, log-out too, wait until it is over.

        Raises `Refusal`: session-over, session-of-other-terminal.
        """
        with self._store.write() as conn:
            row = conn.execute(select(sessions).where(sessions.c.token_hash == _hash(token)).with_for_update()).first()
            if row is None:
                raise Refusal(ProblemType.SESSION_OVER)
            if row.terminal != terminal.thumbprint:
                raise Refusal(ProblemType.SESSION_OF_OTHER_TERMINAL)
            alive = now < min(row.idle_until, row.ends_at)
            if alive:
                idle_until = now + timedelta(seconds=self._limits.idle_s)
                conn.execute(update(sessions).where(sessions.c.id == row.id).values(idle_until=idle_until))
                person = Person(row.issuer_key_id, row.serial, row.subject)
                yield Visit(conn, now, row.id, row.ends_at, terminal, person, row.account_id)
            else:
                self._end(conn, row, now, "timed_out")
        if not alive:
            raise Refusal(ProblemType.SESSION_OVER)

    @contextmanager
    def account_visit(self, token: str, terminal: Terminal, now: datetime) -> Iterator[AccountVisit]:
        """As `visit`; raises `Refusal` account-needed too."""
        with self.visit(token, terminal, now) as visit:
            if visit.account_id is None:
                raise Refusal(ProblemType.ACCOUNT_NEEDED)
            yield AccountVisit(
                visit.conn, now, visit.session_id, visit.ends_at, terminal, visit.person, visit.account_id
            )

    def log_out(self, visit: Visit) -> None:
        """End the visit's own session."""
        row = visit.conn.execute(select(sessions).where(sessions.c.id == visit.session_id)).one()
        self._end(visit.conn, row, visit.now, "logged_out")

    def end_expired(self, conn: Connection, now: datetime) -> int:
        """End every session whose time is over (automatic log-out). Says how many."""
        return self._end_where(conn, or_(sessions.c.idle_until <= now, sessions.c.ends_at <= now), now, "timed_out")

    def _end_where(self, conn: Connection, which: ColumnElement[bool], now: datetime, ending: Ending) -> int:
        # In the order of ids, so that two nodes that do this at once don't wait for each other in a circle.
        rows = conn.execute(select(sessions).where(which).order_by(sessions.c.id).with_for_update()).all()
        for row in rows:
            self._end(conn, row, now, ending)
        return len(rows)

    def _end(self, conn: Connection, row: Row[Any], now: datetime, ending: Ending) -> None:
        conn.execute(delete(sessions).where(sessions.c.id == row.id))
        if row.account_id is not None:
            act: Literal["account.logged_out", "account.timed_out"] = (
                "account.logged_out" if ending == "logged_out" else "account.timed_out"
            )
            record_operation(conn, row.account_id, "account", act, now)
        ended = EndedSession(row.id, row.account_id, ending, now)
        for at_end in self._at_end:
            at_end(conn, ended)


def _hash(token: str) -> str:
    # 256 random bits need no salt and no slow hash.
    return sha256(token.encode()).hexdigest()
