"""One issue, from the terminal's id to the sealed bytes.

First the id is claimed, in a transaction of its own: from then on nobody can use it again, whatever happens. Then, in
one transaction that holds the session and the request, everything is looked at anew (switch, hours, fee, records,
entitlement), the paper is made and the request becomes "issued". Only after that commit do the bytes leave; they are
in no other place. A request that dies in between stays "requested", and reconciliation shows it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from sqlalchemy import CursorResult, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway import log
from gateway.caller import Visitor
from gateway.certificates.drafting import draft
from gateway.certificates.entitlement import Case, Entitled, NotEntitled, judge
from gateway.certificates.office import Issuing, NotIssuedHere, Terms, issuer_of, people_of, registration_of, terms
from gateway.certificates.paper.press import GlyphMissing, Paper, TooLong
from gateway.certificates.records import NobodyHere, PersonFile, Silent
from gateway.certificates.schema import requests
from gateway.contract.certificates import Issue, IssueStatement, NewIssue, owner_binding
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal
from gateway.sessions import Visit
from gateway.store.operations import record_operation
from kiosk.rules.opening import Open, Shut, Why


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is issued. opens_at: where it is only closed."""

    why: ProblemType
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The paper, and who issues it."""

    paper: Paper = field(repr=False)
    municipality: str


def issue(issuing: Issuing, visitor: Visitor, version: str, new: NewIssue) -> Issue:
    """Issue one document, or raise `Refusal` with the problem that fits."""
    with visitor.visit() as visit:
        _claim(visit, version, new)
    with visitor.visit() as visit:
        # Whoever reports "not printed" for a request that is still being made gives it up.
        mine = select(requests.c.state).where(requests.c.id == new.request_id).with_for_update()
        if visit.conn.execute(mine).scalar_one() != "requested":
            raise Refusal(ProblemType.ISSUE_ID_USED)
        outcome = _make(issuing, visit, new)
        _write_down(visit, new, outcome)
        if isinstance(outcome, Made):
            signed = issuing.statement_key.sign(_statement(visitor, visit, new, outcome.paper))
    match outcome:
        case Refused():
            log.event("certificate_refused", request=new.request_id, why=outcome.why.name)
            raise Refusal(outcome.why, opens_at=outcome.opens_at)
        case Made():
            log.event("certificate_issued", request=new.request_id, kind=new.wanted.kind)
            return Issue(statement=signed, pdf=b64encode(outcome.paper.pdf))
        case _:
            assert_never(outcome)


def _claim(visit: Visit, version: str, new: NewIssue) -> None:
    """Use up the id. The primary key decides, on whichever node and from whichever session it comes first."""
    try:
        with visit.conn.begin_nested():
            visit.conn.execute(
                insert(requests).values(
                    id=new.request_id,
                    session_id=visit.session_id,
                    terminal=visit.terminal.thumbprint,
                    terminal_id=visit.terminal.id,
                    terminal_version=version,
                    kind=new.wanted.kind,
                    copies=new.copies,
                    fee_yen=new.fee_yen,
                    state="requested",
                    requested_at=visit.now,
                )
            )
    except IntegrityError:
        whose = select(requests.c.session_id).where(requests.c.id == new.request_id)
        own = visit.conn.execute(whose).scalar_one() == visit.session_id
        raise Refusal(ProblemType.ISSUE_ID_USED if own else ProblemType.ISSUE_OF_SOMEBODY_ELSE) from None


def _make(issuing: Issuing, visit: Visit, new: NewIssue) -> Made | Refused:
    unreported = (requests.c.session_id == visit.session_id) & (requests.c.state == "issued")
    if visit.conn.execute(select(requests.c.id).where(unreported)).first() is not None:
        return Refused(ProblemType.ISSUE_LAST_ONE_OPEN)
    file = issuing.records.file_of(visit.person.subject, visit.now)
    match file:
        case Silent():
            return Refused(ProblemType.ISSUE_RECORDS_SILENT)
        case NobodyHere():
            return Refused(ProblemType.ISSUE_NOT_RESIDENT)
        case PersonFile():
            return _make_of(issuing, visit, new, file)
        case _:
            assert_never(file)


def _make_of(issuing: Issuing, visit: Visit, new: NewIssue, file: PersonFile) -> Made | Refused:
    kind = new.wanted.kind
    issuer = issuer_of(file, kind)
    if issuer is None:
        return Refused(ProblemType.ISSUE_REGISTER_NONE)
    found = terms(issuing, visit.conn, issuer, kind, issuing.channel(visit.terminal), visit.now)
    if isinstance(found, NotIssuedHere):
        return Refused(ProblemType.ISSUE_NOT_OFFERED)
    if (refused := _against_terms(found, new)) is not None:
        return refused
    case = Case(
        file=file,
        municipality=found.municipality,
        certificate=found.certificate,
        wanted=new.wanted,
        people=people_of(file, visit.session_id),
        registration=registration_of(issuing, visit.conn, visit.person, visit.now),
        now=visit.now,
    )
    verdict = judge(case)
    match verdict:
        case NotEntitled():
            return Refused(verdict.why)
        case Entitled():
            pass
        case _:
            assert_never(verdict)
    paper = issuing.presses[issuer].make(draft(case), case.today)
    match paper:
        case GlyphMissing():
            return Refused(ProblemType.ISSUE_GLYPH_MISSING)
        case TooLong():
            return Refused(ProblemType.ISSUE_TOO_LONG)
        case Paper():
            return Made(paper, issuer)
        case _:
            assert_never(paper)


def _against_terms(found: Terms, new: NewIssue) -> Refused | None:
    if found.stopped:
        return Refused(ProblemType.ISSUE_STOPPED)
    match found.opening:
        case Shut(why=Why.MAINTENANCE, opens_at=opens_at):
            return Refused(ProblemType.ISSUE_MAINTENANCE, opens_at)
        case Shut(opens_at=opens_at):
            return Refused(ProblemType.ISSUE_CLOSED, opens_at)
        case Open():
            pass
        case _:
            assert_never(found.opening)
    if new.copies > found.certificate.most_copies:
        return Refused(ProblemType.ISSUE_OPTIONS_WRONG)
    return Refused(ProblemType.ISSUE_FEE_CHANGED) if new.fee_yen != found.yen else None


def _write_down(visit: Visit, new: NewIssue, outcome: Made | Refused) -> None:
    match outcome:
        case Refused():
            values: dict[str, object] = {"state": "refused", "refusal": outcome.why.value.removeprefix("/problems/")}
        case Made(paper=paper, municipality=municipality):
            values = {
                "state": "issued",
                "issued_at": visit.now,
                "municipality": municipality,
                "inquiry_number": paper.inquiry_number,
                "sha256": paper.sha256.hex(),
                "pages": paper.pages,
            }
        case _:
            assert_never(outcome)
    still = (requests.c.id == new.request_id) & (requests.c.state == "requested")
    done: CursorResult[object] = visit.conn.execute(update(requests).where(still).values(values))
    if done.rowcount != 1:
        raise RuntimeError("a request changed its state under our lock")
    if isinstance(outcome, Made) and visit.account_id is not None:
        record_operation(
            visit.conn, visit.account_id, "certificates", "certificates.issued", visit.now, subject=new.wanted.kind
        )


def _statement(visitor: Visitor, visit: Visit, new: NewIssue, paper: Paper) -> IssueStatement:
    return IssueStatement(
        iss=visitor.parts.settings.id,
        request_id=new.request_id,
        nonce=new.nonce,
        owner=owner_binding(new.nonce, visitor.token, int(visit.person.serial, 16)),
        terminal=visit.terminal.thumbprint,
        kind=new.wanted.kind,
        sha256=paper.sha256.hex(),
        pages=paper.pages,
        copies=new.copies,
        fee_yen=new.fee_yen * new.copies,
        issued_at=int(visit.now.timestamp()),
        inquiry_number=paper.inquiry_number,
    )
