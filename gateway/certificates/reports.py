"""What became of a document: the terminal's report, where a request stands, and what the public page may know of it.

A report is told by the terminal that asked, with or without the session. A second one may only settle what the first
left open (result unknown; money due, owed or unclear), or tell of coins that were counted since; anything else
contradicts it and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select, update

from gateway import log
from gateway.certificates.schema import requests
from gateway.contract.certificates import IssueReport, IssueState, Kind, Payment, Sums
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal
from gateway.terminal import Terminal
from kiosk.rules.opening import JAPAN_TIME

_OPEN_MONEY = ("due", "owed", "unclear")


def state_of(conn: Connection, terminal: Terminal, request_id: str) -> IssueState:
    """Where a request of this terminal stands. Raises `Refusal`: not-found, issue-of-somebody-else."""
    return _state(_row(conn, terminal, request_id))


def report(conn: Connection, terminal: Terminal, request_id: str, told: IssueReport, now: datetime) -> IssueState:
    """Write a report down. Raises `Refusal`: not-found, issue-of-somebody-else, issue-reported-otherwise."""
    row = _row(conn, terminal, request_id)
    before = _state(row)
    if not _may_follow(before, told):
        raise Refusal(ProblemType.ISSUE_REPORTED_OTHERWISE)
    conn.execute(
        update(requests)
        .where(requests.c.id == request_id)
        .values(
            state="reported",
            reported_at=now,
            result=told.result,
            payment_way=told.payment.way,
            payment_state=told.payment.state,
            payment_yen=told.payment.yen,
            incident=told.incident or row.incident,
            **_columns(told.payment.sums),
        )
    )
    log.event("certificate_reported", request=request_id, result=told.result, payment=told.payment.state)
    return _state(_row(conn, terminal, request_id))


def _columns(sums: Sums | None) -> dict[str, int | None]:
    return {f"payment_{name}": None if sums is None else getattr(sums, name) for name in Sums.model_fields}


def _sums(row: Row[Any]) -> Sums | None:
    if row.payment_kept is None:
        return None
    return Sums(**{name: getattr(row, f"payment_{name}") for name in Sums.model_fields})


def _may_follow(before: IssueState, told: IssueReport) -> bool:
    if before.report is None:
        # Where nothing was issued nothing can have been printed; and who says so first gives the request up.
        return before.state == "issued" or told.result == "not_printed"
    was = before.report
    if (was.result, was.payment) == (told.result, told.payment):
        return True
    result_fits = told.result == was.result or was.result == "unknown"
    money_fits = told.payment == was.payment or (
        told.payment.way == was.payment.way
        and (was.payment.state in _OPEN_MONEY or _counted_on(was.payment.sums, told.payment.sums))
    )
    return result_fits and money_fits


def _counted_on(was: Sums | None, told: Sums | None) -> bool:
    """Whether a coin unit's counters, which only go up, have told more since: of coins put in, or given out."""
    if was is None or told is None or was == told:
        return False
    return told.paid_in >= was.paid_in and told.returned >= was.returned


def _row(conn: Connection, terminal: Terminal, request_id: str) -> Row[Any]:
    row = conn.execute(select(requests).where(requests.c.id == request_id).with_for_update()).first()
    if row is None:
        raise Refusal(ProblemType.NOT_FOUND)
    if row.terminal != terminal.thumbprint:
        raise Refusal(ProblemType.ISSUE_OF_SOMEBODY_ELSE)
    return row


def _state(row: Row[Any]) -> IssueState:
    told = None
    if row.state == "reported":
        payment = Payment(way=row.payment_way, state=row.payment_state, yen=row.payment_yen, sums=_sums(row))
        told = IssueReport(result=row.result, payment=payment, incident=row.incident)
    return IssueState(request_id=row.id, state=row.state, kind=row.kind, report=told)


@dataclass(frozen=True, slots=True)
class Known:
    """An inquiry number that belongs to a document. pages: of one copy.

    valid: printed. void: the set was declared void (not or only partly printed). open: no word about the paper yet.
    """

    kind: Kind
    municipality: str
    issued_on: date
    pages: int
    copies: int
    sha256: str
    standing: Literal["valid", "void", "open"]


def by_inquiry_number(conn: Connection, number: str) -> Known | None:
    """What may be said to anybody who holds the paper. `number`: as it was minted (without separators)."""
    row = conn.execute(select(requests).where(requests.c.inquiry_number == number)).first()
    if row is None:
        return None
    standing: dict[str | None, Literal["valid", "void", "open"]] = {
        "printed": "valid",
        "not_printed": "void",
        "partly_printed": "void",
    }
    return Known(
        kind=row.kind,
        municipality=row.municipality,
        issued_on=row.issued_at.astimezone(JAPAN_TIME).date(),
        pages=row.pages,
        copies=row.copies,
        sha256=row.sha256,
        standing=standing.get(row.result, "open"),
    )
