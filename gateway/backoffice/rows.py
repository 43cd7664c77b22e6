"""Rows of the case load as values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from gateway.backoffice.case import Act, Case
from gateway.backoffice.schema import attachments, items
from gateway.contract.notices import NoticeQuestion
from gateway.intake.handover import Waiting


def case(conn: Connection, row: Row[Any, Any]) -> Case:
    """A row of `cases`, with the troubles of its items."""
    mine = (items.c.terminal == row.terminal) & (items.c.case_id == row.id) & items.c.trouble.is_not(None)
    troubles = {each.key: each.trouble for each in conn.execute(select(items.c.key, items.c.trouble).where(mine))}
    signer = None if row.signer_serial is None else (row.signer_issuer, row.signer_serial)
    return Case(
        terminal=row.terminal,
        id=row.id,
        kind=row.kind,
        receipt=row.receipt,
        procedure=row.procedure,
        refers_to=row.refers_to,
        state=row.state,
        delayed=row.delayed,
        version=row.version,
        signer=signer,
        box=row.box,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        troubles=troubles,
    )


def item(conn: Connection, row: Row[Any, Any]) -> Waiting:
    """A row of `items` as it came, with its attachments."""
    mine = (attachments.c.terminal == row.terminal) & (attachments.c.key == row.key)
    sealed = conn.execute(select(attachments.c.sealed).where(mine).order_by(attachments.c.number)).scalars()
    return Waiting.stored(row.envelope, row.received_at, bytes(row.sealed), tuple(bytes(each) for each in sealed))


def act(of: Case, row: Row[Any, Any]) -> Act:
    """A row of `acts`. case: whose."""
    return Act(
        case=of,
        version=row.version,
        state=row.state,
        delayed=row.delayed,
        note=row.note,
        by=row.by,
        at=row.at,
        notice=row.notice,
        told_at=row.told_at,
        says=row.says,
        questions=tuple(NoticeQuestion.model_validate(each) for each in row.questions or ()),
    )
