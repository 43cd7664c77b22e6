"""What can come of asking the gateway. Closed unions; match them exhaustively.

A call gives its success, or a `PortalTrouble`; a log-in can also be refused (`LogInRefusal`). What is personal is
hidden from `repr`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from gateway.contract.certificates import IssueState, Offer
from gateway.contract.notices import Notice, NoticeHead
from gateway.contract.operations import OperationPage
from gateway.contract.problem import ProblemType
from gateway.contract.provision_records import ProvisionRecord, RecordsRequest
from gateway.contract.self_information import Answer, Holder, Item, ItemField, Request

# --- what went well ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Service:
    """The gateway is there. opens_at: None while residents may log in."""

    version: str
    municipality_code: str
    municipality: str
    server_time: datetime
    opens_at: datetime | None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OpenChallenge:
    """To be signed by the card within 60 s; see `portal.login_message`. terminal: thumbprint of our certificate."""

    challenge_id: str
    nonce: str = field(repr=False)
    audience: str
    terminal: str
    issued_at: int


@dataclass(frozen=True, slots=True, weakref_slot=True)
class LoggedIn:
    """The gateway knows her. nickname: None when no account has been opened yet.

    certificate_ends: the last instant of the certificate's last day. idle_s, ends_at: the gateway's own limits.
    """

    nickname: str | None = field(repr=False)
    certificate_ends: datetime = field(repr=False)
    certificate_expires_soon: bool
    idle_s: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class StillLoggedIn:
    """The session lives on at the gateway, and its idle time has begun anew."""


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """The session is over at the gateway, too."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Account:
    """The account as it stands."""

    nickname: str = field(repr=False)
    mail_addresses: tuple[str, ...] = field(repr=False)
    notices_by_mail: bool


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Items:
    """Items of self-information that match, and all fields and holders to choose from."""

    items: tuple[Item, ...] = field(repr=False)
    fields: tuple[ItemField, ...] = field(repr=False)
    holders: tuple[Holder, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Disclosure:
    """One request for self-information. `answer` is there once it has been read and the outcome is "answered"."""

    request: Request = field(repr=False)
    answer: Answer | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Disclosures:
    """The requests in the folder, newest first."""

    requests: tuple[Request, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Records:
    """One request for provision records. `records` is there once it has been read and the outcome is "answered"."""

    request: RecordsRequest = field(repr=False)
    records: tuple[ProvisionRecord, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Notices:
    """The account's notices, newest first, without what they say. box: where an answer may be sent to."""

    notices: tuple[NoticeHead, ...] = field(repr=False)
    unread: int
    box: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OneNotice:
    """A notice, opened."""

    notice: Notice = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeDeleted:
    """It is gone."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class RecordsRequests:
    """The requests for provision records in the folder, newest first."""

    requests: tuple[RecordsRequest, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Operations:
    """A page of the operation history."""

    page: OperationPage = field(repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Offers:
    """Every kind of certificate, and whether this resident can have it here and now."""

    offers: tuple[Offer, ...] = field(repr=False)
    server_time: datetime


@dataclass(frozen=True, slots=True, weakref_slot=True)
class IssueAnswer:
    """What the issuing side answered. Nobody has looked at it yet: `kiosk.paper.sealed` does.

    owner: what the statement must name as its owner, reckoned here from this session and card.
    """

    pdf: bytes = field(repr=False)
    statement: str = field(repr=False)
    owner: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IssueKnown:
    """Where a request stands at the gateway. Nothing personal."""

    state: IssueState


@dataclass(frozen=True, slots=True)
class Registered:
    """利用登録申請 has been received."""

    receipt: str
    working_days: tuple[int, int]


# --- why a log-in was refused -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CertificateRevoked:
    """Revoked. A new one is to be had at the municipal counter."""


@dataclass(frozen=True, slots=True)
class CertificateExpired:
    """Its last day is over."""


@dataclass(frozen=True, slots=True)
class CertificateNotYetValid:
    """Its time has not begun."""


@dataclass(frozen=True, slots=True)
class IssuerUnknown:
    """Not issued by an authority the gateway trusts: not a card for this service."""


@dataclass(frozen=True, slots=True)
class NotForLogin:
    """Not a certificate for user authentication, or with a key that isn't accepted."""


@dataclass(frozen=True, slots=True)
class RevocationUnknown:
    """Nobody could say whether it has been revoked. Trying again later may help."""


@dataclass(frozen=True, slots=True)
class SignatureWrong:
    """The card's signature doesn't fit its certificate."""


@dataclass(frozen=True, slots=True)
class ChallengeUsed:
    """The challenge has been used, is too old or unknown: begin the log-in anew."""


@dataclass(frozen=True, slots=True)
class WrongTerminal:
    """The challenge belongs to another terminal."""


LogInRefusal = (
    CertificateRevoked
    | CertificateExpired
    | CertificateNotYetValid
    | IssuerUnknown
    | NotForLogin
    | RevocationUnknown
    | SignatureWrong
    | ChallengeUsed
    | WrongTerminal
)


# --- what can go wrong with any call ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No connection, or it was cut before the answer was complete. Whether the gateway acted isn't known."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """No complete answer within the call's time. Whether the gateway acted isn't known."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Given up by the terminal itself."""


class TlsTrouble(Enum):
    """What the TLS handshake failed for."""

    SERVER_NOT_TRUSTED = "server_not_trusted"
    SERVER_OUT_OF_DATE = "server_out_of_date"  # or our clock is wrong
    TERMINAL_NOT_TRUSTED = "terminal_not_trusted"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TlsRefused:
    """The two ends don't trust each other. A technician's matter."""

    why: TlsTrouble


@dataclass(frozen=True, slots=True)
class ServerTrouble:
    """The gateway itself is in trouble (5xx). incident: its number, if it gave one."""

    status: int
    incident: str | None = None


class Oddity(Enum):
    """How an answer departs from the contract."""

    NOT_HTTP = "not_http"
    REDIRECT = "redirect"
    CONTENT_TYPE = "content_type"
    TOO_LARGE = "too_large"
    NOT_THE_CONTRACT = "not_the_contract"


@dataclass(frozen=True, slots=True)
class Nonsense:
    """An answer that isn't the contract's: something else stands there, or another version."""

    why: Oddity


@dataclass(frozen=True, slots=True)
class ClockWrong:
    """Terminal and gateway disagree about the time by `offset_s` seconds (positive: the terminal is ahead)."""

    offset_s: float


@dataclass(frozen=True, slots=True)
class ServiceClosed:
    """No log-in at this hour."""

    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionOver:
    """Not logged in (any more): begin anew. The token has been dropped."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway refuses this request, and it isn't one of the above. opens_at: when it won't, where that is known."""

    problem: ProblemType
    opens_at: datetime | None = None


PortalTrouble = (
    Unreachable
    | TimedOut
    | Cancelled
    | TlsRefused
    | ServerTrouble
    | Nonsense
    | ClockWrong
    | ServiceClosed
    | SessionOver
    | Refused
)
