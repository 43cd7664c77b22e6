"""お知らせ: sent by a municipality, opened and deleted by the account's owner, gone when their time is over.

`send` is the sender's; it may be repeated. A notice that nobody has opened goes after a year, any after its sender's
period. Both rules also stand in every query.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from gateway.contract.base import Label
from gateway.contract.notices import Notice, NoticeHead, NoticeList
from gateway.portal.folder import year_before
from gateway.portal.schema import notices as table
from gateway.sessions import AccountVisit
from gateway.store.operations import record_operation

_HEAD = tuple(column for column in table.c if column.name not in ("body", "reply", "account_id", "deleted_at"))


def send(conn: Connection, account_id: str, notice: Notice) -> None:
    """Put a notice into an account's box. One with this id that is or was there: nothing happens."""
    try:
        with conn.begin_nested():
            conn.execute(
                insert(table).values(
                    id=notice.id,
                    account_id=account_id,
                    sender=notice.sender.model_dump(mode="json"),
                    title=notice.title.model_dump(mode="json"),
                    body=notice.body,
                    receipt=notice.receipt,
                    state=notice.state,
                    reply=None if notice.reply is None else notice.reply.model_dump(mode="json"),
                    sent_at=notice.sent_at,
                    ends_at=notice.ends_at,
                )
            )
    except IntegrityError:
        return


def box(visit: AccountVisit) -> NoticeList:
    """What is in the box, newest first, without what it says."""
    rows = visit.conn.execute(select(*_HEAD).where(_visible(visit)).order_by(table.c.sent_at.desc(), table.c.id))
    found = tuple(NoticeHead.model_validate(_head(dict(row._mapping))) for row in rows)
    return NoticeList(box=visit.account_id, notices=found, unread=sum(each.read_at is None for each in found))


def read(visit: AccountVisit, id: str) -> Notice | None:
    """Open a notice: from now on it counts as read. None: there is no such notice in this box."""
    mine = and_(_visible(visit), table.c.id == id)
    opened = update(table).where(mine, table.c.read_at.is_(None)).values(read_at=visit.now, read_by_principal=True)
    first = visit.conn.execute(opened).rowcount == 1
    row = visit.conn.execute(select(*_HEAD, table.c.body, table.c.reply).where(mine)).first()
    if row is None:
        return None
    if first:
        record_operation(visit.conn, visit.account_id, "notices", "notices.read", visit.now)
    return Notice.model_validate(_head(dict(row._mapping)))


def remove(visit: AccountVisit, id: str) -> bool:
    """Delete a notice; False if there is none. What it said is gone; its id stays until its time is over."""
    gone = {
        "deleted_at": visit.now,
        "body": "",
        "title": {"ja": "", "en": ""},
        "receipt": None,
        "state": None,
        "reply": None,
    }
    done = visit.conn.execute(update(table).where(_visible(visit), table.c.id == id).values(gone))
    if done.rowcount == 0:
        return False
    record_operation(visit.conn, visit.account_id, "notices", "notices.deleted", visit.now)
    return True


def forget_old(conn: Connection, now: datetime) -> int:
    """Delete what is past its time, for everybody. Says how many rows."""
    unread = and_(table.c.read_at.is_(None), table.c.sent_at <= year_before(now))
    return conn.execute(delete(table).where(or_(table.c.ends_at <= now, unread))).rowcount


def _visible(visit: AccountVisit) -> ColumnElement[bool]:
    return and_(
        table.c.account_id == visit.account_id,
        table.c.deleted_at.is_(None),
        table.c.ends_at > visit.now,
        or_(table.c.read_at.is_not(None), table.c.sent_at > year_before(visit.now)),
    )


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(row)
    principal = values.pop("read_by_principal")
    values["sender"], values["title"] = (Label.model_validate(values[each]) for each in ("sender", "title"))
    return values | {"read_by": None if principal is None else "self" if principal else "agent"}
