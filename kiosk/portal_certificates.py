"""Certificates, as the terminal asks for them: what may be had, one issue at a time, and what became of the paper."""

from __future__ import annotations

from urllib.parse import quote

from pydantic import ValidationError

from gateway.contract.certificates import (
    Issue,
    IssueReport,
    IssueState,
    NewIssue,
    NewRegistration,
    OfferList,
    Registration,
)
from gateway.contract.problem import ProblemType
from kiosk.portal_call import Cancel, Line
from kiosk.portal_outcomes import (
    IssueAnswer,
    IssueKnown,
    Offers,
    PortalTrouble,
    Refused,
    Registered,
    SessionOver,
)


class CertificateCalls:
    """Calls about certificates."""

    _line: Line

    def offers(self, cancel: Cancel = None) -> Offers | PortalTrouble:
        """GET /v1/certificates/offers."""
        found = self._line.session_call("GET", "/v1/certificates/offers", OfferList, cancel=cancel)
        return Offers(found.offers, found.server_time) if isinstance(found, OfferList) else found

    def issue(self, wanted: NewIssue, cancel: Cancel = None) -> IssueAnswer | PortalTrouble:
        """POST /v1/certificates/issues: the document, once and never again."""
        owner = self._line.owner(wanted.nonce)
        if owner is None:
            return SessionOver()
        issued = self._line.session_call("POST", "/v1/certificates/issues", Issue, wanted, cancel=cancel)
        return IssueAnswer(issued.pdf, issued.statement, owner) if isinstance(issued, Issue) else issued

    def issue_state(self, request_id: str, cancel: Cancel = None) -> IssueKnown | PortalTrouble:
        """GET /v1/certificates/issues/{id}; needs no session."""
        path = f"/v1/certificates/issues/{quote(request_id, safe='')}"
        found = self._line.call("GET", path, IssueState, cancel=cancel)
        return IssueKnown(found) if isinstance(found, IssueState) else found

    def report_issue(self, request_id: str, report: IssueReport, cancel: Cancel = None) -> IssueKnown | PortalTrouble:
        """POST /v1/certificates/issues/{id}/report; needs no session: it may be over by then."""
        path = f"/v1/certificates/issues/{quote(request_id, safe='')}/report"
        found = self._line.call("POST", path, IssueState, report, cancel=cancel)
        return IssueKnown(found) if isinstance(found, IssueState) else found

    def register(self, domicile: str, head: str, phone: str, cancel: Cancel = None) -> Registered | PortalTrouble:
        """POST /v1/certificates/registrations (利用登録申請)."""
        try:
            wanted = NewRegistration(domicile=domicile, head=head, phone=phone)
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        path = "/v1/certificates/registrations"
        made = self._line.session_call("POST", path, Registration, wanted, cancel=cancel)
        return Registered(made.receipt, made.working_days) if isinstance(made, Registration) else made
