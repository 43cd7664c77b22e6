"""Where a case stands, for whoever holds its follow token. Nothing else can be learnt with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from gateway.contract.intake import CaseState, follow_hash
from gateway.intake.schema import cases, items

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Here:
    """It has arrived. delayed: somebody has to look at it by hand."""

    state: CaseState
    delayed: bool


@dataclass(frozen=True, slots=True)
class NotHere:
    """Not arrived yet, or nobody's token."""


Standing = Here | NotHere


def standing(conn: Connection, token: str) -> Standing:
    """The state behind a token."""
    if not _TOKEN.fullmatch(token):
        return NotHere()
    row = conn.execute(
        select(cases.c.state, cases.c.delayed)
        .join(items, (items.c.terminal == cases.c.terminal) & (items.c.case_id == cases.c.id))
        .where(items.c.follow == follow_hash(token))
        .limit(1)
    ).first()
    return NotHere() if row is None else Here(row.state, row.delayed)
