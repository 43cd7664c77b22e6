"""Everything the gateway refuses, as RFC 9457 problem details. `type` is stable: terminals decide by it.

Every answer that isn't a success is a `Problem` with media type application/problem+json.
GET /problems/{name} explains one type to a person; nothing about any request is said there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import AwareDatetime

from gateway.contract.base import Model

MEDIA_TYPE = "application/problem+json"


class ProblemType(StrEnum):
    """The `type` member: a path on the gateway itself (a relative reference, RFC 9457 section 3.1.1)."""

    # The message.
    MALFORMED_REQUEST = "/problems/malformed-request"
    INVALID_REQUEST = "/problems/invalid-request"
    REQUEST_TIMEOUT = "/problems/request-timeout"
    TOO_LARGE = "/problems/too-large"
    HEADERS_TOO_LARGE = "/problems/headers-too-large"
    UNSUPPORTED_MEDIA_TYPE = "/problems/unsupported-media-type"
    NOT_FOUND = "/problems/not-found"
    METHOD_NOT_ALLOWED = "/problems/method-not-allowed"
    REQUEST_REFUSED = "/problems/request-refused"
    # The terminal.
    TERMINAL_UNKNOWN = "/problems/terminal-unknown"
    CLOCK_WRONG = "/problems/clock-wrong"
    TOO_MANY_CHALLENGES = "/problems/too-many-challenges"
    # The log-in.
    CHALLENGE_UNKNOWN = "/problems/challenge-unknown"
    CHALLENGE_USED = "/problems/challenge-used"
    CHALLENGE_EXPIRED = "/problems/challenge-expired"
    CHALLENGE_OF_OTHER_TERMINAL = "/problems/challenge-of-other-terminal"
    LOGIN_MESSAGE_INVALID = "/problems/login-message-invalid"
    SIGNATURE_WRONG = "/problems/signature-wrong"
    CERTIFICATE_UNUSABLE = "/problems/certificate-unusable"
    CERTIFICATE_NOT_FOR_LOGIN = "/problems/certificate-not-for-login"
    CERTIFICATE_ISSUER_UNKNOWN = "/problems/certificate-issuer-unknown"
    CERTIFICATE_NOT_YET_VALID = "/problems/certificate-not-yet-valid"
    CERTIFICATE_EXPIRED = "/problems/certificate-expired"
    CERTIFICATE_REVOKED = "/problems/certificate-revoked"
    REVOCATION_UNKNOWN = "/problems/revocation-unknown"
    # The session and the account.
    SESSION_OVER = "/problems/session-over"
    SESSION_OF_OTHER_TERMINAL = "/problems/session-of-other-terminal"
    ACCOUNT_NEEDED = "/problems/account-needed"
    ACCOUNT_EXISTS = "/problems/account-exists"
    # The gateway.
    SERVICE_CLOSED = "/problems/service-closed"
    UNAVAILABLE = "/problems/unavailable"
    INTERNAL = "/problems/internal"


@dataclass(frozen=True, slots=True)
class Meaning:
    """HTTP status and title of a problem type."""

    status: int
    title: str


MEANING: dict[ProblemType, Meaning] = {
    ProblemType.MALFORMED_REQUEST: Meaning(400, "The request is not well-formed."),
    ProblemType.INVALID_REQUEST: Meaning(422, "The request does not follow the contract."),
    ProblemType.REQUEST_TIMEOUT: Meaning(408, "The request did not arrive in time."),
    ProblemType.TOO_LARGE: Meaning(413, "The request body is too large."),
    ProblemType.HEADERS_TOO_LARGE: Meaning(431, "The request headers are too large."),
    ProblemType.UNSUPPORTED_MEDIA_TYPE: Meaning(415, "The request body must be application/json."),
    ProblemType.NOT_FOUND: Meaning(404, "There is nothing here."),
    ProblemType.METHOD_NOT_ALLOWED: Meaning(405, "This method is not offered here."),
    ProblemType.REQUEST_REFUSED: Meaning(400, "The request can't be served."),
    ProblemType.TERMINAL_UNKNOWN: Meaning(403, "No terminal certificate was shown."),
    ProblemType.CLOCK_WRONG: Meaning(409, "The terminal's clock is wrong."),
    ProblemType.TOO_MANY_CHALLENGES: Meaning(429, "This terminal has too many open challenges."),
    ProblemType.CHALLENGE_UNKNOWN: Meaning(409, "The gateway knows no such challenge."),
    ProblemType.CHALLENGE_USED: Meaning(409, "The challenge has been used before."),
    ProblemType.CHALLENGE_EXPIRED: Meaning(409, "The challenge is too old."),
    ProblemType.CHALLENGE_OF_OTHER_TERMINAL: Meaning(403, "The challenge was given to another terminal."),
    ProblemType.LOGIN_MESSAGE_INVALID: Meaning(400, "The log-in message has not the agreed form."),
    ProblemType.SIGNATURE_WRONG: Meaning(403, "The signature is not by the key of the certificate."),
    ProblemType.CERTIFICATE_UNUSABLE: Meaning(403, "The certificate's key or form can't be used."),
    ProblemType.CERTIFICATE_NOT_FOR_LOGIN: Meaning(403, "The certificate is not one for user authentication."),
    ProblemType.CERTIFICATE_ISSUER_UNKNOWN: Meaning(403, "The certificate was not issued by a trusted authority."),
    ProblemType.CERTIFICATE_NOT_YET_VALID: Meaning(403, "The certificate is not valid yet."),
    ProblemType.CERTIFICATE_EXPIRED: Meaning(403, "The certificate has expired."),
    ProblemType.CERTIFICATE_REVOKED: Meaning(403, "The certificate has been revoked."),
    ProblemType.REVOCATION_UNKNOWN: Meaning(503, "Nobody could say whether the certificate has been revoked."),
    ProblemType.SESSION_OVER: Meaning(401, "There is no such session, or it is over."),
    ProblemType.SESSION_OF_OTHER_TERMINAL: Meaning(403, "The session belongs to another terminal."),
    ProblemType.ACCOUNT_NEEDED: Meaning(403, "The account must be opened first."),
    ProblemType.ACCOUNT_EXISTS: Meaning(409, "The account is open already."),
    ProblemType.SERVICE_CLOSED: Meaning(503, "The service is closed at this hour."),
    ProblemType.UNAVAILABLE: Meaning(503, "The gateway can't serve this now."),
    ProblemType.INTERNAL: Meaning(500, "The gateway made a mistake."),
}


class FieldError(Model):
    """Which member of the request is wrong (a JSON pointer, or query/path and the name) and why; never its value."""

    where: str
    why: str


class Problem(Model):
    """RFC 9457 problem details.

    incident: a number for the operator, with `internal` and `unavailable`. errors: only with `invalid-request`.
    server_time: with `clock-wrong`. opens_at: with `service-closed`.
    """

    type: ProblemType
    title: str
    status: int
    incident: str | None = None
    errors: tuple[FieldError, ...] | None = None
    server_time: AwareDatetime | None = None
    opens_at: AwareDatetime | None = None


class ProblemExplained(Model):
    """What a type means, without any request."""

    type: ProblemType
    title: str
    status: int
