"""利用者フォルダー: the requests of one account, and how long each of them stays.

What has been read goes when the session that read it ends (`forget_read`, in the very transaction that ends it).
What nobody has read goes a year after it came (`forget_old`). Both rules also stand in every query, so that nothing
depends on the sweep having run.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from gateway.portal.schema import folder_requests as table
from gateway.sessions import AccountVisit, EndedSession

Service = Literal["self_information", "provision_records"]
LATER = "later"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the folder. `content` is the answer's JSON, only where it was asked for."""

    id: str
    asked: Mapping[str, str] = field(repr=False)
    requested_at: datetime
    outcome: Mapping[str, Any] = field(repr=False)
    ticket: str | None = field(repr=False)
    content: str | None = field(repr=False)
    read: bool

    def now_read(self) -> Entry:
        """As it stands after having been opened."""
        return replace(self, read=True)


def keep(
    visit: AccountVisit,
    service: Service,
    asked: Mapping[str, str],
    outcome: Mapping[str, Any],
    *,
    ticket: str | None = None,
    content: str | None = None,
) -> Entry:
    """A new row. An outcome with nothing more to come and nothing to open counts as read: the resident sees it now."""
    waiting = outcome["kind"] == LATER
    entry = Entry(secrets.token_hex(16), asked, visit.now, outcome, ticket, None, content is None and not waiting)
    visit.conn.execute(
        insert(table).values(
            id=entry.id,
            account_id=visit.account_id,
            service=service,
            asked=dict(asked),
            requested_at=visit.now,
            arrived_at=None if waiting else visit.now,
            outcome=dict(outcome),
            ticket=ticket,
            content=content,
            read_in=visit.session_id if entry.read else None,
        )
    )
    return entry


def entries(visit: AccountVisit, service: Service) -> list[Entry]:
    """The folder's rows of a service, newest first, without their content."""
    rows = visit.conn.execute(
        select(table)
        .where(_visible(visit), table.c.service == service)
        .order_by(table.c.requested_at.desc(), table.c.id)
    )
    return [_entry(row, with_content=False) for row in rows]


def entry(visit: AccountVisit, service: Service, id: str) -> Entry | None:
    """One row, with its content; None if this account has no such row (any more)."""
    found = visit.conn.execute(
        select(table).where(_visible(visit), table.c.service == service, table.c.id == id)
    ).first()
    return None if found is None else _entry(found, with_content=True)


def arrive(visit: AccountVisit, id: str, outcome: Mapping[str, Any], content: str | None) -> None:
    """What was postponed has come: once, also when two requests of the session collected it at the same time."""
    visit.conn.execute(
        update(table)
        .where(table.c.id == id, table.c.account_id == visit.account_id, table.c.ticket.is_not(None))
        .values(outcome=dict(outcome), content=content, arrived_at=visit.now, ticket=None)
    )


def mark_read(visit: AccountVisit, id: str) -> None:
    """The resident has opened it in this session."""
    visit.conn.execute(
        update(table)
        .where(table.c.id == id, table.c.account_id == visit.account_id, table.c.read_in.is_(None))
        .values(read_in=visit.session_id)
    )


def forget_read(conn: Connection, ended: EndedSession) -> None:
    """At log-out, automatic log-out too: what was read vanishes. A `SessionEnd` of `gateway.sessions`."""
    if ended.account_id is not None:
        conn.execute(delete(table).where(table.c.account_id == ended.account_id, table.c.read_in.is_not(None)))


def forget_old(conn: Connection, now: datetime) -> int:
    """What nobody has read for a year vanishes. Says how many rows."""
    since = year_before(now)
    # The first condition says nothing new, but has an index.
    return conn.execute(delete(table).where(table.c.requested_at <= since, _came() <= since)).rowcount


def year_before(now: datetime) -> datetime:
    """The same moment of the year before; of 29 February, that of the 28th."""
    try:
        return now.replace(year=now.year - 1)
    except ValueError:
        return now.replace(year=now.year - 1, day=28)


def _came() -> ColumnElement[datetime]:
    return func.coalesce(table.c.arrived_at, table.c.requested_at, type_=table.c.requested_at.type)


def _visible(visit: AccountVisit) -> ColumnElement[bool]:
    return and_(
        table.c.account_id == visit.account_id,
        or_(table.c.read_in.is_(None), table.c.read_in == visit.session_id),
        _came() > year_before(visit.now),
    )


def _entry(row: Row[Any], *, with_content: bool) -> Entry:
    return Entry(
        row.id,
        row.asked,
        row.requested_at,
        row.outcome,
        row.ticket,
        row.content if with_content else None,
        row.read_in is not None,
    )
