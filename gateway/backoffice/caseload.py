"""The cases: how an item gets in, which state follows which, and what a clerk may look at.

    received 受付済       -> under_review | correction | done | refused | withdrawn
    under_review 審査中   -> correction | done | refused | withdrawn
    correction 補正依頼   -> under_review | done | refused | withdrawn
    done 完了, refused 不受理, withdrawn 取下げ: the end

Records and reports of the staff are done once they have been read.

Every state is an act with the next version number, in the transaction that puts the case into it; `outgoing` tells it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from gateway.backoffice.schema import acts, attachments, cases, items
from gateway.contract.intake import LANE_OF, CaseState, EnvelopeClaims, Kind
from gateway.intake.handover import Waiting

NEXT: Mapping[CaseState, tuple[CaseState, ...]] = {
    "received": ("under_review", "correction", "done", "refused", "withdrawn"),
    "under_review": ("correction", "done", "refused", "withdrawn"),
    "correction": ("under_review", "done", "refused", "withdrawn"),
    "done": (),
    "refused": (),
    "withdrawn": (),
}
NEEDS_NOTE: tuple[CaseState, ...] = ("correction", "refused")


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of looking at an item. trouble: why it could not be opened or verified; then nothing else is known.

    procedure: of an e-application. refers_to: the receipt that an answer is about. signer: (issuer key id, serial).
    """

    trouble: str | None = None
    procedure: str | None = None
    refers_to: str | None = None
    signer: tuple[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. troubles: of its items, by key."""

    terminal: str
    id: str
    kind: Kind
    receipt: str | None
    procedure: str | None
    refers_to: str | None
    state: CaseState
    delayed: bool
    version: int
    signer: tuple[str, str] | None = field(repr=False)
    opened_at: datetime
    changed_at: datetime
    troubles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """One state that a case was put into."""

    case: Case
    version: int
    state: CaseState
    delayed: bool
    note: str | None = field(repr=False)
    by: str | None
    at: datetime
    notice: str
    told_at: datetime | None


def has(conn: Connection, terminal: str, key: str) -> bool:
    """Whether this item is in the case load."""
    mine = (items.c.terminal == terminal) & (items.c.key == key)
    return conn.execute(select(items.c.key).where(mine)).first() is not None


def put(conn: Connection, item: Waiting, judged: Judged, now: datetime) -> None:
    """Take an item in: it opens its case, or follows in it. A second one with the same number there is in trouble."""
    claims = item.claims
    before = find(conn, claims.terminal, claims.case)
    if before is None:
        conn.execute(
            insert(cases).values(
                terminal=claims.terminal,
                id=claims.case,
                kind=claims.kind,
                receipt=claims.receipt,
                state="received",
                delayed=False,
                version=0,
                opened_at=item.received_at,
                changed_at=now,
            )
        )
    elif _number_taken(conn, claims):
        judged = Judged("number_taken")
    conn.execute(
        insert(items).values(
            terminal=claims.terminal,
            key=claims.key,
            case_id=claims.case,
            case_sequence=claims.case_sequence,
            envelope=item.envelope,
            sealed=item.sealed,
            received_at=item.received_at,
            taken_at=now,
            trouble=judged.trouble,
        )
    )
    for number, sealed in enumerate(item.attachments):
        conn.execute(insert(attachments).values(terminal=claims.terminal, key=claims.key, number=number, sealed=sealed))
    _apply(conn, claims.terminal, claims.case, judged, now, first=before is None)


def settle(conn: Connection, terminal: str, key: str, case: str, judged: Judged, now: datetime) -> None:
    """An item that was in trouble has been judged anew."""
    mine = (items.c.terminal == terminal) & (items.c.key == key)
    conn.execute(update(items).where(mine).values(trouble=judged.trouble))
    _apply(conn, terminal, case, judged, now, first=False)


def decide(conn: Connection, case: Case, state: CaseState, note: str | None, by: str | None, now: datetime) -> None:
    """Put a case into a state that may follow (`NEXT`). Ends a delay: somebody has looked."""
    if state not in NEXT[case.state]:
        raise ValueError(f"{state} does not follow {case.state}")
    _act(conn, case, state, delayed=False, note=note, by=by, now=now)


def find(conn: Connection, terminal: str, id: str) -> Case | None:
    """One case. In a transaction that writes it stays as it is until the end."""
    mine = (cases.c.terminal == terminal) & (cases.c.id == id)
    row = conn.execute(select(cases).where(mine).with_for_update()).first()
    return None if row is None else _case(conn, row)


def named(conn: Connection, name: str) -> tuple[Case, ...]:
    """Cases with this receipt number or id. More than one: a terminal has begun to count anew."""
    rows = conn.execute(
        select(cases).where((cases.c.receipt == name.upper()) | (cases.c.id == name)).order_by(cases.c.opened_at)
    ).all()
    return tuple(_case(conn, row) for row in rows)


def every(conn: Connection, states: tuple[CaseState, ...] = (), *, in_trouble: bool = False) -> tuple[Case, ...]:
    """Cases in these states (none given: in any), the oldest first."""
    wanted = select(cases).order_by(cases.c.opened_at, cases.c.id)
    if states:
        wanted = wanted.where(cases.c.state.in_(states))
    if in_trouble:
        wanted = wanted.where(cases.c.delayed)
    return tuple(_case(conn, row) for row in conn.execute(wanted).all())


def stored(conn: Connection, case: Case) -> tuple[Waiting, ...]:
    """The items of a case as they came, in their order."""
    mine = (items.c.terminal == case.terminal) & (items.c.case_id == case.id)
    rows = conn.execute(select(items).where(mine).order_by(items.c.case_sequence)).all()
    return tuple(_stored(conn, row) for row in rows)


def in_trouble(conn: Connection, which: tuple[str, ...]) -> tuple[Waiting, ...]:
    """Items in one of these troubles, the oldest first."""
    rows = conn.execute(
        select(items).where(items.c.trouble.in_(which)).order_by(items.c.received_at, items.c.case_sequence)
    ).all()
    return tuple(_stored(conn, row) for row in rows)


def history(conn: Connection, case: Case) -> tuple[Act, ...]:
    """What was done with a case, the oldest first."""
    mine = (acts.c.terminal == case.terminal) & (acts.c.case_id == case.id)
    return tuple(_as_act(case, row) for row in conn.execute(select(acts).where(mine).order_by(acts.c.version)))


def untold(conn: Connection, most: int) -> tuple[Act, ...]:
    """Acts that nobody outside knows of yet, the oldest first."""
    rows = conn.execute(select(acts).where(acts.c.told_at.is_(None)).order_by(acts.c.id).limit(most)).all()
    found = []
    for row in rows:
        mine = (cases.c.terminal == row.terminal) & (cases.c.id == row.case_id)
        found.append(_as_act(_case(conn, conn.execute(select(cases).where(mine)).one()), row))
    return tuple(found)


def told(conn: Connection, act: Act, now: datetime) -> None:
    """It is known outside."""
    conn.execute(update(acts).where(acts.c.notice == act.notice).values(told_at=now))


def _apply(conn: Connection, terminal: str, id: str, judged: Judged, now: datetime, *, first: bool) -> None:
    case = find(conn, terminal, id)
    if case is None:
        raise RuntimeError("an item without a case")
    mine = (cases.c.terminal == terminal) & (cases.c.id == id)
    if (case.procedure, case.refers_to, case.signer) == (None, None, None):
        issuer, serial = judged.signer or (None, None)
        learnt = {"procedure": judged.procedure, "refers_to": judged.refers_to}
        conn.execute(update(cases).where(mine).values(learnt | {"signer_issuer": issuer, "signer_serial": serial}))
    state = _following(case, judged, first=first)
    delayed = bool(case.troubles)
    if first or (state, delayed) != (case.state, case.delayed):
        _act(conn, case, state, delayed=delayed, note=None, by=None, now=now)
    if judged.trouble is None and judged.refers_to is not None:
        _answered(conn, judged.refers_to, judged.signer, now)


def _number_taken(conn: Connection, claims: EnvelopeClaims) -> bool:
    mine = (items.c.terminal == claims.terminal) & (items.c.case_id == claims.case)
    same = select(items.c.key).where(mine, items.c.case_sequence == claims.case_sequence)
    return conn.execute(same).first() is not None


def _following(case: Case, judged: Judged, *, first: bool) -> CaseState:
    if judged.trouble is None and LANE_OF[case.kind] == "records":
        return "done"
    # What was asked for has come.
    return "under_review" if case.state == "correction" and judged.trouble is None and not first else case.state


def _answered(conn: Connection, receipt: str, signer: tuple[str, str] | None, now: datetime) -> None:
    for each in named(conn, receipt):
        case = find(conn, each.terminal, each.id)
        # What one person signed no other answers.
        if case is not None and case.state == "correction" and case.signer in (None, signer):
            _act(conn, case, "under_review", delayed=case.delayed, note=None, by=None, now=now)


def _act(
    conn: Connection, case: Case, state: CaseState, *, delayed: bool, note: str | None, by: str | None, now: datetime
) -> None:
    mine = (cases.c.terminal == case.terminal) & (cases.c.id == case.id) & (cases.c.version == case.version)
    version = case.version + 1
    changed = update(cases).where(mine).values(state=state, delayed=delayed, version=version, changed_at=now)
    if conn.execute(changed).rowcount != 1:
        raise RuntimeError("a case changed under our lock")
    conn.execute(
        insert(acts).values(
            terminal=case.terminal,
            case_id=case.id,
            version=version,
            state=state,
            delayed=delayed,
            note=note,
            by=by,
            at=now,
            notice=secrets.token_hex(16),
        )
    )


def _case(conn: Connection, row: Row[Any, Any]) -> Case:
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
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        troubles=troubles,
    )


def _stored(conn: Connection, row: Row[Any, Any]) -> Waiting:
    mine = (attachments.c.terminal == row.terminal) & (attachments.c.key == row.key)
    sealed = conn.execute(select(attachments.c.sealed).where(mine).order_by(attachments.c.number)).scalars()
    return Waiting.stored(row.envelope, row.received_at, bytes(row.sealed), tuple(bytes(each) for each in sealed))


def _as_act(case: Case, row: Row[Any, Any]) -> Act:
    return Act(case, row.version, row.state, row.delayed, row.note, row.by, row.at, row.notice, row.told_at)
