"""The paths of /v1/certificates. A terminal whose software is too old gets nothing; what it still has to report about
documents that it got before is taken.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path

from gateway import log
from gateway.caller import Asking, Gateway, Visiting
from gateway.certificates import issuing as issues
from gateway.certificates import offers, registering, reports
from gateway.certificates.office import Issuing, version_of
from gateway.contract.certificates import (
    VERSION_HEADER,
    Issue,
    IssueReport,
    IssueState,
    NewIssue,
    NewRegistration,
    OfferList,
    Registration,
    RequestId,
)
from gateway.contract.problem import ProblemType
from gateway.problems import Refusal, documented

router = APIRouter(prefix="/v1/certificates", tags=["certificates"])

_SESSION = (ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL, ProblemType.TERMINAL_VERSION_REFUSED)
_ISSUE = tuple(each for each in ProblemType if each.name.startswith("ISSUE_"))
_OF_A_REQUEST = (
    ProblemType.NOT_FOUND,
    ProblemType.ISSUE_OF_SOMEBODY_ELSE,
    ProblemType.ISSUE_REPORTED_OTHERWISE,
)

Version = Annotated[
    str | None,
    Header(alias=VERSION_HEADER, pattern=r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$", description="Of the terminal."),
]
Id = Annotated[RequestId, Path()]


def _certificates(gateway: Gateway, terminal: Asking, version: Version = None) -> tuple[Issuing | None, str]:
    issuing = gateway.certificates
    oldest = issuing.oldest_terminal if issuing else (0, 0, 0)
    if version is None or version_of(version) < oldest:
        log.event("terminal_version_refused", terminal=terminal.id, version=version)
        raise Refusal(ProblemType.TERMINAL_VERSION_REFUSED)
    return issuing, version


# The version first: a terminal that is too old learns nothing else.
Counter = Annotated[tuple[Issuing | None, str], Depends(_certificates)]


@router.get("/offers", responses=documented(*_SESSION, *_ISSUE))
def list_offers(counter: Counter, visiting: Visiting) -> OfferList:
    """What may be had now."""
    issuing, _version = counter
    if issuing is None:
        with visiting.visit() as visit:
            return OfferList(offers=(), server_time=visit.now)
    return offers.offers(issuing, visiting)


@router.post("/issues", status_code=201, responses=documented(*_SESSION, *_ISSUE))
def issue_certificate(counter: Counter, visiting: Visiting, new: NewIssue) -> Issue:
    """Issue one document; its bytes are in this answer and nowhere else."""
    issuing, version = counter
    if issuing is None:
        raise Refusal(ProblemType.ISSUE_NOT_OFFERED)
    return issues.issue(issuing, visiting, version, new)


@router.get("/issues/{request_id}", responses=documented(*_OF_A_REQUEST))
def read_issue_state(gateway: Gateway, terminal: Asking, request_id: Id) -> IssueState:
    """Where a request of this terminal stands."""
    with gateway.store.write() as conn:
        return reports.state_of(conn, terminal, request_id)


@router.post("/issues/{request_id}/report", responses=documented(*_OF_A_REQUEST))
def report_issue(gateway: Gateway, terminal: Asking, request_id: Id, told: IssueReport) -> IssueState:
    """Tell what became of the paper and the money."""
    with gateway.store.write() as conn:
        return reports.report(conn, terminal, request_id, told, gateway.now())


@router.post("/registrations", status_code=201, responses=documented(*_SESSION, *_ISSUE))
def apply_for_registration(counter: Counter, visiting: Visiting, new: NewRegistration) -> Registration:
    """Apply for the use of a family register that is kept elsewhere."""
    issuing, _version = counter
    if issuing is None:
        raise Refusal(ProblemType.ISSUE_NOT_OFFERED)
    return registering.register(issuing, visiting, new)
