"""The gateway as the terminal sees it: one typed function per path, each giving a closed union (`portal_outcomes`).

    challenge = portal.challenge()                       # OpenChallenge
    message = login_message(challenge, certificate)      # bytes: the card signs their SHA-256 (RS256)
    portal.log_in(assemble(message, signature))          # LoggedIn

The session's token lives in the `Portal` alone and goes with `log_out` or `forget`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import ValidationError

from gateway.contract import account as accounts
from gateway.contract.certificates import (
    Issue,
    IssueReport,
    IssueState,
    NewIssue,
    NewRegistration,
    OfferList,
    Registration,
)
from gateway.contract.identity import (
    LOGIN_ALGORITHM,
    LOGIN_TYPE,
    Challenge,
    LoginPayload,
    NewSession,
    SessionStarted,
    SessionState,
)
from gateway.contract.operations import OperationPage
from gateway.contract.problem import ProblemType
from gateway.contract.provision_records import NewRecordsRequest, RecordsDetail, RecordsRequest, RecordsRequestList
from gateway.contract.self_information import ItemList, NewRequest, Request, RequestDetail, RequestList
from gateway.contract.service import ServiceStatus
from kiosk.portal_call import Cancel, Line
from kiosk.portal_outcomes import (
    Account,
    Cancelled,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    ChallengeUsed,
    ClockWrong,
    Disclosure,
    Disclosures,
    IssueAnswer,
    IssueKnown,
    IssuerUnknown,
    Items,
    LoggedIn,
    LoggedOut,
    LogInRefusal,
    Nonsense,
    NotForLogin,
    Oddity,
    Offers,
    OpenChallenge,
    Operations,
    PortalTrouble,
    Records,
    RecordsRequests,
    Refused,
    Registered,
    RevocationUnknown,
    ServerTrouble,
    Service,
    ServiceClosed,
    SessionOver,
    SignatureWrong,
    StillLoggedIn,
    TimedOut,
    TlsRefused,
    TlsTrouble,
    Unreachable,
    WrongTerminal,
)
from kiosk.portal_wire import peer_of

__all__ = [
    "Account",
    "Cancelled",
    "CertificateExpired",
    "CertificateNotYetValid",
    "CertificateRevoked",
    "ChallengeUsed",
    "ClockWrong",
    "Disclosure",
    "Disclosures",
    "IssueAnswer",
    "IssueKnown",
    "IssuerUnknown",
    "Items",
    "LogInRefusal",
    "LoggedIn",
    "LoggedOut",
    "Nonsense",
    "NotForLogin",
    "Oddity",
    "Offers",
    "OpenChallenge",
    "Operations",
    "Portal",
    "PortalTrouble",
    "Records",
    "RecordsRequests",
    "Refused",
    "Registered",
    "RevocationUnknown",
    "ServerTrouble",
    "Service",
    "ServiceClosed",
    "SessionOver",
    "SignatureWrong",
    "StillLoggedIn",
    "TimedOut",
    "TlsRefused",
    "TlsTrouble",
    "Unreachable",
    "WrongTerminal",
    "assemble",
    "login_message",
]

CLOCKS_APART_S = 120.0
"""A terminal whose clock is further off than this doesn't begin a log-in."""


def login_message(challenge: OpenChallenge, certificate: bytes) -> bytes:
    """The JWS signing input (RFC 7515 section 5.1) for a challenge and the card's certificate (DER)."""
    header = {"alg": LOGIN_ALGORITHM, "typ": LOGIN_TYPE, "x5c": [base64.b64encode(certificate).decode()]}
    payload = LoginPayload(
        challenge_id=challenge.challenge_id,
        nonce=challenge.nonce,
        aud=challenge.audience,
        terminal=challenge.terminal,
        iat=challenge.issued_at,
    )
    return _segment(json.dumps(header).encode()) + b"." + _segment(payload.model_dump_json().encode())


def assemble(message: bytes, signature: bytes) -> str:
    """The compact JWS from its signing input and the card's signature (256 bytes, RSASSA-PKCS1-v1_5 SHA-256)."""
    return (message + b"." + _segment(signature)).decode("ascii")


class Portal:
    """One gateway. Calls may come from any thread; each takes `timeout_s` at most, and ends when `cancel` is set.

    url: https://host[:port]. ca, certificate, key: PEM files. now: the terminal's wall clock, aware.
    Raises OSError, ValueError or ssl.SSLError if the files or the URL can't be used.
    """

    def __init__(
        self,
        url: str,
        ca: Path,
        certificate: Path,
        key: Path,
        timeout_s: float,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname is None or parts.path not in ("", "/"):
            raise ValueError("the gateway's URL must be https://host[:port]")
        self._line = Line(peer_of(parts.hostname, parts.port or 443, ca, certificate, key), timeout_s, now)
        ours = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
        self._thumbprint = sha256(ours.public_bytes(Encoding.DER)).hexdigest()
        self._now = now

    def forget(self) -> None:
        """Drop what is held of the session."""
        self._line.forget()

    # --- without a session --------------------------------------------------------------------------------------------

    def service(self, cancel: Cancel = None) -> Service | PortalTrouble:
        """GET /v1/service: is the gateway there, does it serve, do the clocks agree."""
        status = self._line.call("GET", "/v1/service", ServiceStatus, cancel=cancel)
        if not isinstance(status, ServiceStatus):
            return status
        return self._clock_trouble(status.server_time) or Service(
            status.version, status.municipality.code, status.municipality.name.ja, status.server_time, status.opens_at
        )

    def challenge(self, cancel: Cancel = None) -> OpenChallenge | PortalTrouble:
        """POST /v1/challenges."""
        challenge = self._line.call("POST", "/v1/challenges", Challenge, cancel=cancel)
        if not isinstance(challenge, Challenge):
            return challenge
        return self._clock_trouble(challenge.server_time) or OpenChallenge(
            challenge.challenge_id,
            challenge.nonce,
            challenge.audience,
            self._thumbprint,
            int(self._now().timestamp()),
        )

    def log_in(self, jws: str, cancel: Cancel = None) -> LoggedIn | LogInRefusal | PortalTrouble:
        """POST /v1/sessions with the signed message. Keeps the token, unless `forget` is called meanwhile."""
        begun = self._line.forget()
        try:
            body = NewSession(jws=jws)
        except ValidationError:
            # A card may hand over anything as its certificate.
            return NotForLogin()
        started = self._line.call("POST", "/v1/sessions", SessionStarted, body, cancel=cancel)
        if isinstance(started, Refused):
            return _LOGIN_REFUSALS.get(started.problem, started)
        if not isinstance(started, SessionStarted):
            return started
        if not self._line.keep(started.token, _serial_in(jws), begun):
            # Given up meanwhile. The gateway ends that session by itself, at the latest at the next log-in here.
            return Cancelled()
        return LoggedIn(
            started.account.nickname if started.account else None,
            started.certificate.not_after,
            started.certificate.expires_soon,
            started.idle_seconds,
            started.absolute_expires_at,
        )

    # --- with one -----------------------------------------------------------------------------------------------------

    def keep(self, cancel: Cancel = None) -> StillLoggedIn | PortalTrouble:
        """GET /v1/sessions/current: the resident is still there."""
        state = self._line.session_call("GET", "/v1/sessions/current", SessionState, cancel=cancel)
        return StillLoggedIn() if isinstance(state, SessionState) else state

    def log_out(self, cancel: Cancel = None) -> LoggedOut | PortalTrouble:
        """DELETE /v1/sessions/current. The token is gone, whatever comes of it."""
        return self._line.end_session(cancel)

    def open_account(
        self,
        nickname: str,
        mail_addresses: tuple[str, ...] = (),
        notices_by_mail: bool = False,
        cancel: Cancel = None,
    ) -> Account | PortalTrouble:
        """POST /v1/account. A nickname or address outside the contract gives `Refused(INVALID_REQUEST)` unsent."""
        return self._write_account("POST", accounts.NewAccount, nickname, mail_addresses, notices_by_mail, cancel)

    def account(self, cancel: Cancel = None) -> Account | PortalTrouble:
        """GET /v1/account."""
        return _account(self._line.session_call("GET", "/v1/account", accounts.Account, cancel=cancel))

    def change_account(
        self,
        nickname: str | None = None,
        mail_addresses: tuple[str, ...] | None = None,
        notices_by_mail: bool | None = None,
        cancel: Cancel = None,
    ) -> Account | PortalTrouble:
        """PATCH /v1/account; None leaves a thing as it is. Out of the contract: as `open_account`."""
        return self._write_account("PATCH", accounts.AccountChange, nickname, mail_addresses, notices_by_mail, cancel)

    def items(
        self, search: str | None = None, field: str | None = None, subfield: str | None = None, cancel: Cancel = None
    ) -> Items | PortalTrouble:
        """GET /v1/self-information/items."""
        query = {"q": search, "field": field, "subfield": subfield}
        path = _with_query("/v1/self-information/items", query)
        found = self._line.session_call("GET", path, ItemList, cancel=cancel)
        return Items(found.items, found.fields, found.holders) if isinstance(found, ItemList) else found

    def request_item(self, item: str, holder: str | None = None, cancel: Cancel = None) -> Disclosure | PortalTrouble:
        """POST /v1/self-information/requests. The answer itself is read by `disclosure`."""
        try:
            wanted = NewRequest(item=item, holder=holder)
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        made = self._line.session_call("POST", "/v1/self-information/requests", Request, wanted, cancel=cancel)
        return Disclosure(made) if isinstance(made, Request) else made

    def disclosures(self, cancel: Cancel = None) -> Disclosures | PortalTrouble:
        """GET /v1/self-information/requests."""
        found = self._line.session_call("GET", "/v1/self-information/requests", RequestList, cancel=cancel)
        return Disclosures(found.requests) if isinstance(found, RequestList) else found

    def disclosure(self, request: str, cancel: Cancel = None) -> Disclosure | PortalTrouble:
        """GET /v1/self-information/requests/{id}: this is the reading."""
        path = f"/v1/self-information/requests/{quote(request, safe='')}"
        read = self._line.session_call("GET", path, RequestDetail, cancel=cancel)
        return Disclosure(read.request, read.answer) if isinstance(read, RequestDetail) else read

    def request_records(self, first: date, last: date, cancel: Cancel = None) -> Records | PortalTrouble:
        """POST /v1/provision-records/requests, both days included. The records themselves are read by `records`."""
        try:
            wanted = NewRecordsRequest.model_validate({"from": first, "to": last})
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        path = "/v1/provision-records/requests"
        made = self._line.session_call("POST", path, RecordsRequest, wanted, cancel=cancel)
        return Records(made) if isinstance(made, RecordsRequest) else made

    def records_requests(self, cancel: Cancel = None) -> RecordsRequests | PortalTrouble:
        """GET /v1/provision-records/requests."""
        path = "/v1/provision-records/requests"
        found = self._line.session_call("GET", path, RecordsRequestList, cancel=cancel)
        return RecordsRequests(found.requests) if isinstance(found, RecordsRequestList) else found

    def records(self, request: str, cancel: Cancel = None) -> Records | PortalTrouble:
        """GET /v1/provision-records/requests/{id}: this is the reading."""
        path = f"/v1/provision-records/requests/{quote(request, safe='')}"
        read = self._line.session_call("GET", path, RecordsDetail, cancel=cancel)
        return Records(read.request, read.records) if isinstance(read, RecordsDetail) else read

    def operations(self, page: int = 1, cancel: Cancel = None) -> Operations | PortalTrouble:
        """GET /v1/operations, newest first; pages count from 1."""
        path = _with_query("/v1/operations", {"page": str(page)})
        found = self._line.session_call("GET", path, OperationPage, cancel=cancel)
        return Operations(found) if isinstance(found, OperationPage) else found

    # --- certificates -------------------------------------------------------------------------------------------------

    @property
    def thumbprint(self) -> str:
        """SHA-256 of this terminal's TLS certificate (DER), hex: statements name it."""
        return self._thumbprint

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

    # --- how --------------------------------------------------------------------------------------------------------

    def _write_account(
        self,
        method: str,
        form: type[accounts.NewAccount] | type[accounts.AccountChange],
        nickname: str | None,
        mail_addresses: tuple[str, ...] | None,
        notices_by_mail: bool | None,
        cancel: Cancel,
    ) -> Account | PortalTrouble:
        notices = None if notices_by_mail is None else accounts.Notices(by_mail=notices_by_mail)
        try:
            body = form.model_validate({"nickname": nickname, "mail_addresses": mail_addresses, "notices": notices})
        except ValidationError:
            return Refused(ProblemType.INVALID_REQUEST)
        return _account(self._line.session_call(method, "/v1/account", accounts.Account, body, cancel=cancel))

    def _clock_trouble(self, server_time: datetime) -> ClockWrong | None:
        offset = (self._now() - server_time).total_seconds()
        return ClockWrong(offset) if abs(offset) > CLOCKS_APART_S else None


_LOGIN_REFUSALS: dict[ProblemType, LogInRefusal] = {
    ProblemType.CERTIFICATE_REVOKED: CertificateRevoked(),
    ProblemType.CERTIFICATE_EXPIRED: CertificateExpired(),
    ProblemType.CERTIFICATE_NOT_YET_VALID: CertificateNotYetValid(),
    ProblemType.CERTIFICATE_ISSUER_UNKNOWN: IssuerUnknown(),
    ProblemType.CERTIFICATE_NOT_FOR_LOGIN: NotForLogin(),
    ProblemType.CERTIFICATE_UNUSABLE: NotForLogin(),
    ProblemType.REVOCATION_UNKNOWN: RevocationUnknown(),
    ProblemType.SIGNATURE_WRONG: SignatureWrong(),
    ProblemType.CHALLENGE_USED: ChallengeUsed(),
    ProblemType.CHALLENGE_EXPIRED: ChallengeUsed(),
    ProblemType.CHALLENGE_UNKNOWN: ChallengeUsed(),
    ProblemType.CHALLENGE_OF_OTHER_TERMINAL: WrongTerminal(),
}


def _account(outcome: accounts.Account | PortalTrouble) -> Account | PortalTrouble:
    if not isinstance(outcome, accounts.Account):
        return outcome
    return Account(outcome.nickname, outcome.mail_addresses, outcome.notices.by_mail)


def _with_query(path: str, query: Mapping[str, str | None]) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def _serial_in(jws: str) -> int:
    """The serial number of the certificate that a log-in was signed with. The gateway has just accepted it."""
    header = json.loads(base64.urlsafe_b64decode(jws.partition(".")[0] + "=="))
    return x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0])).serial_number


def _segment(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
