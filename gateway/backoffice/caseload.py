"""The cases: how an item gets in, what it changes, and what a clerk may look at.

What a resident answers, or that she withdraws, is applied as its item comes in; after the end it changes nothing, and
she is told so. Records and reports of the staff are done once they have been read.

Every state is an act with the next version number, in the transaction that puts the case into it; `outgoing` tells it.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from gateway.backoffice import rows
from gateway.backoffice.case import NEXT, Act, Case, Judged, Said, Says
from gateway.backoffice.schema import acts, attachments, cases, items
from gateway.contract.intake import LANE_OF, CaseState, EnvelopeClaims
from gateway.contract.notices import NoticeQuestion
from gateway.intake.handover import Waiting


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
    judged = _proven(conn, judged)
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
    judged = _proven(conn, judged)
    mine = (items.c.terminal == terminal) & (items.c.key == key)
    conn.execute(update(items).where(mine).values(trouble=judged.trouble))
    _apply(conn, terminal, case, judged, now, first=False)


def decide(
    conn: Connection,
    case: Case,
    state: CaseState,
    note: str | None,
    by: str | None,
    now: datetime,
    questions: tuple[NoticeQuestion, ...] = (),
) -> None:
    """Put a case into a state that may follow (`NEXT`). Ends a delay: somebody has looked."""
    if state not in NEXT[case.state]:
        raise ValueError(f"{state} does not follow {case.state}")
    _act(conn, case, state, delayed=False, now=now, note=note, by=by, questions=questions)


def find(conn: Connection, terminal: str, id: str) -> Case | None:
    """One case. In a transaction that writes it stays as it is until the end."""
    mine = (cases.c.terminal == terminal) & (cases.c.id == id)
    row = conn.execute(select(cases).where(mine).with_for_update()).first()
    return None if row is None else rows.case(conn, row)


def named(conn: Connection, name: str) -> tuple[Case, ...]:
    """Cases with this receipt number or id. More than one: a terminal has begun to count anew."""
    found = conn.execute(
        select(cases).where((cases.c.receipt == name.upper()) | (cases.c.id == name)).order_by(cases.c.opened_at)
    ).all()
    return tuple(rows.case(conn, row) for row in found)


def terminals_of(conn: Connection, case: Case) -> tuple[str, ...]:
    """Where this case stands: its terminal first. What is answered elsewhere lies in a case of the same id there."""
    if case.kind == "answer":
        return (case.terminal,)
    found = conn.execute(select(cases.c.terminal).where(cases.c.id == case.id, cases.c.kind == "answer")).scalars()
    return (case.terminal, *(each for each in found if each != case.terminal))


def every(conn: Connection, states: tuple[CaseState, ...] = (), *, in_trouble: bool = False) -> tuple[Case, ...]:
    """Cases in these states (none given: in any), the oldest first."""
    wanted = select(cases).order_by(cases.c.opened_at, cases.c.id)
    if states:
        wanted = wanted.where(cases.c.state.in_(states))
    if in_trouble:
        wanted = wanted.where(cases.c.delayed)
    return tuple(rows.case(conn, row) for row in conn.execute(wanted).all())


def stored(conn: Connection, case: Case) -> tuple[Waiting, ...]:
    """The items of a case as they came, in their order."""
    mine = (items.c.terminal == case.terminal) & (items.c.case_id == case.id)
    found = conn.execute(select(items).where(mine).order_by(items.c.case_sequence)).all()
    return tuple(rows.item(conn, row) for row in found)


def in_trouble(conn: Connection, which: tuple[str, ...]) -> tuple[Waiting, ...]:
    """Items in one of these troubles, the oldest first."""
    found = conn.execute(
        select(items).where(items.c.trouble.in_(which)).order_by(items.c.received_at, items.c.case_sequence)
    ).all()
    return tuple(rows.item(conn, row) for row in found)


def history(conn: Connection, case: Case) -> tuple[Act, ...]:
    """What was done with a case, the oldest first."""
    mine = (acts.c.terminal == case.terminal) & (acts.c.case_id == case.id)
    return tuple(rows.act(case, row) for row in conn.execute(select(acts).where(mine).order_by(acts.c.version)))


def untold(conn: Connection, most: int) -> tuple[Act, ...]:
    """Acts that nobody outside knows of yet, the oldest first."""
    waiting = conn.execute(select(acts).where(acts.c.told_at.is_(None)).order_by(acts.c.id).limit(most)).all()
    found = []
    for row in waiting:
        mine = (cases.c.terminal == row.terminal) & (cases.c.id == row.case_id)
        found.append(rows.act(rows.case(conn, conn.execute(select(cases).where(mine)).one()), row))
    return tuple(found)


def told(conn: Connection, act: Act, now: datetime) -> None:
    """It is known outside."""
    conn.execute(update(acts).where(acts.c.notice == act.notice).values(told_at=now))


def _apply(conn: Connection, terminal: str, id: str, judged: Judged, now: datetime, *, first: bool) -> None:
    case = find(conn, terminal, id)
    if case is None:
        raise RuntimeError("an item without a case")
    mine = (cases.c.terminal == terminal) & (cases.c.id == id)
    # An answer says nothing of the case that it lies in but its own.
    of_case = judged.answer is None or case.kind == "answer"
    if of_case and (case.procedure, case.refers_to, case.signer, case.box) == (None,) * 4:
        issuer, serial = judged.signer or (None, None)
        learnt = {"procedure": judged.procedure, "refers_to": judged.refers_to, "box": judged.box}
        conn.execute(update(cases).where(mine).values(learnt | {"signer_issuer": issuer, "signer_serial": serial}))
    answered = _answered(conn, judged)
    state = _following(case, judged, first=first, answers=bool(answered))
    delayed = bool(case.troubles)
    if first or (state, delayed) != (case.state, case.delayed):
        _act(conn, case, state, delayed=delayed, now=now)
    for each in answered:
        if judged.answer is not None and (there := find(conn, each.terminal, each.id)) is not None:
            _take_answer(conn, there, judged.answer, now)


def _following(case: Case, judged: Judged, *, first: bool, answers: bool) -> CaseState:
    if judged.trouble is not None:
        return case.state
    if LANE_OF[case.kind] == "records" or (case.kind == "answer" and answers):
        return "done"
    # What was asked for has come. What one person signed no other corrects.
    hers = case.signer in (None, judged.signer)
    return "under_review" if case.state == "correction" and hers and not (first or judged.answer) else case.state


# --- answers ----------------------------------------------------------------------------------------------------------


def _proven(conn: Connection, judged: Judged) -> Judged:
    """An answer to what another person signed waits for a clerk."""
    if judged.trouble is None and _about(conn, judged) and not _answered(conn, judged):
        return Judged("signer_differs")
    return judged


def _answered(conn: Connection, judged: Judged) -> tuple[Case, ...]:
    """The cases that this answers: signed with their card; where nobody signed, by who has read the notice."""
    if judged.trouble is not None or judged.answer is None:
        return ()
    read = judged.answer.notice is not None
    return tuple(
        case
        for case in _about(conn, judged)
        if (case.signer == judged.signer if case.signer is not None else read and case.box is not None)
    )


def _about(conn: Connection, judged: Judged) -> tuple[Case, ...]:
    """The one that the notice is about, or those of this number."""
    if judged.answer is None:
        return ()
    if judged.answer.notice is not None:
        wanted = (cases.c.terminal == acts.c.terminal) & (cases.c.id == acts.c.case_id)
        row = conn.execute(select(cases).join(acts, wanted).where(acts.c.notice == judged.answer.notice)).first()
        return () if row is None else (rows.case(conn, row),)
    return () if judged.refers_to is None else named(conn, judged.refers_to)


def _take_answer(conn: Connection, case: Case, said: Said, now: datetime) -> None:
    over = not NEXT[case.state]
    if said.withdraws:
        if not over:
            _act(conn, case, "withdrawn", delayed=case.delayed, now=now)
        elif case.state != "withdrawn":
            _act(conn, case, case.state, delayed=case.delayed, now=now, says="withdrawal_late")
    elif over:
        _act(conn, case, case.state, delayed=case.delayed, now=now, says="answer_late")
    else:
        state: CaseState = "under_review" if case.state == "correction" else case.state
        _act(conn, case, state, delayed=case.delayed, now=now, says="answered")


# --- acts -------------------------------------------------------------------------------------------------------------


def _number_taken(conn: Connection, claims: EnvelopeClaims) -> bool:
    mine = (items.c.terminal == claims.terminal) & (items.c.case_id == claims.case)
    same = select(items.c.key).where(mine, items.c.case_sequence == claims.case_sequence)
    return conn.execute(same).first() is not None


def _act(
    conn: Connection,
    case: Case,
    state: CaseState,
    *,
    delayed: bool,
    now: datetime,
    note: str | None = None,
    by: str | None = None,
    says: Says = "state",
    questions: tuple[NoticeQuestion, ...] = (),
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
            says=says,
            questions=[each.model_dump(mode="json") for each in questions] or None,
        )
    )
