"""What was asked for, issued, printed and paid in some days: ids, kinds, results and yen; nobody's name.

A document that was given out and never reported is unaccounted: somebody has to look at that terminal. So is one
whose result is unknown, money that is unclear, and money that does not fit the paper: printed and not paid, or paid
and not printed.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from gateway.certificates.schema import requests
from kiosk.rules.opening import JAPAN_TIME

_UNCLEAR = ("owed", "due", "unclear")


@dataclass(frozen=True, slots=True)
class Line:
    """One request. fee_yen: for one copy. outcome: what is known last: the result, or the state before a report.

    payment_kept and so on: every yen that was paid in, as contract `Sums`; None if the terminal didn't say.
    """

    id: str
    requested_at: datetime
    terminal: str
    version: str
    kind: str
    municipality: str | None
    copies: int
    fee_yen: int
    outcome: str
    refusal: str | None
    payment_way: str | None
    payment_state: str | None
    payment_yen: int | None
    incident: str | None
    payment_kept: int | None = None
    payment_returned: int | None = None
    payment_owed: int | None = None
    payment_unclear: int | None = None

    @property
    def unaccounted(self) -> bool:
        """Whether a document may lie somewhere, or money, that nobody has an account of."""
        if self.outcome in ("issued", "unknown") or self.payment_state in _UNCLEAR:
            return True
        return self.yen.get("earned", 0) != (self.price_yen if self.outcome == "printed" else 0)

    @property
    def yen(self) -> dict[str, int]:
        """Yen by how they stand; together all that was paid in, as far as the terminal said."""
        if self.payment_kept is None:
            return {} if self.payment_state is None else {self.payment_state: self.payment_yen or 0}
        sums = {
            "earned": self.payment_kept,
            "returned": self.payment_returned or 0,
            "owed": self.payment_owed or 0,
            "unclear": self.payment_unclear or 0,
        }
        return {state: yen for state, yen in sums.items() if yen} or {"nothing": 0}

    @property
    def price_yen(self) -> int:
        """What all copies cost together."""
        return self.fee_yen * self.copies


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """first, last: days in Japan by the time of the request, both included. Oldest first."""

    first: date
    last: date
    lines: tuple[Line, ...]

    @property
    def unaccounted(self) -> tuple[Line, ...]:
        """What somebody has to look into."""
        return tuple(line for line in self.lines if line.unaccounted)

    def counts(self) -> dict[str, int]:
        """Requests by outcome."""
        return dict(sorted(Counter(line.outcome for line in self.lines).items()))

    def yen(self) -> dict[str, int]:
        """Yen by how the money stands."""
        total: Counter[str] = Counter()
        for line in self.lines:
            total.update(line.yen)
        return dict(sorted(total.items()))


def reconcile(conn: Connection, first: date, last: date) -> Reconciliation:
    """Everything that was requested on these days."""
    begins = datetime.combine(first, time(), JAPAN_TIME)
    ends = datetime.combine(last + timedelta(days=1), time(), JAPAN_TIME)
    asked = (
        select(requests)
        .where(requests.c.requested_at >= begins, requests.c.requested_at < ends)
        .order_by(requests.c.requested_at, requests.c.id)
    )
    lines = tuple(
        Line(
            id=row.id,
            requested_at=row.requested_at,
            terminal=row.terminal_id,
            version=row.terminal_version,
            kind=row.kind,
            municipality=row.municipality,
            copies=row.copies,
            fee_yen=row.fee_yen,
            outcome=row.result or row.state,
            refusal=row.refusal,
            payment_way=row.payment_way,
            payment_state=row.payment_state,
            payment_yen=row.payment_yen,
            incident=row.incident,
            payment_kept=row.payment_kept,
            payment_returned=row.payment_returned,
            payment_owed=row.payment_owed,
            payment_unclear=row.payment_unclear,
        )
        for row in conn.execute(asked)
    )
    return Reconciliation(first, last, lines)


def as_text(report: Reconciliation) -> str:
    """For a person: the unaccounted ones with all that is known, then sums."""
    out = [f"{report.first} - {report.last}: {len(report.lines)} requests"]
    out += [f"  {outcome:<16}{count:>8}" for outcome, count in report.counts().items()]
    out += [f"  yen {state:<12}{yen:>8}" for state, yen in report.yen().items()]
    out.append(f"unaccounted: {len(report.unaccounted)}")
    for line in report.unaccounted:
        at = line.requested_at.astimezone(JAPAN_TIME).strftime("%Y-%m-%d %H:%M:%S")
        known = ", ".join(f"{state} {yen}" for state, yen in line.yen.items()) + f" of {line.price_yen} yen"
        money = known if line.payment_state else "no word about money"
        incident = f", incident {line.incident}" if line.incident else ""
        out.append(f"  {line.id}  {at}  {line.terminal}  {line.kind} x{line.copies}: {line.outcome}, {money}{incident}")
    return "\n".join(out)


def as_json(report: Reconciliation) -> str:
    """For a program: every line."""
    lines = [{**asdict(line), "requested_at": line.requested_at.isoformat()} for line in report.lines]
    return json.dumps(
        {
            "first": report.first.isoformat(),
            "last": report.last.isoformat(),
            "counts": report.counts(),
            "yen": report.yen(),
            "unaccounted": [line.id for line in report.unaccounted],
            "requests": lines,
        },
        indent=2,
    )
