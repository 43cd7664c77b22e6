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
    # Issuing a certificate: what stands in the way at all.
    TERMINAL_VERSION_REFUSED = "/problems/terminal-version-refused"
    ISSUE_NOT_OFFERED = "/problems/issue-not-offered"
    ISSUE_CLOSED = "/problems/issue-closed"
    ISSUE_MAINTENANCE = "/problems/issue-maintenance"
    ISSUE_STOPPED = "/problems/issue-stopped"
    ISSUE_RECORDS_SILENT = "/problems/issue-records-silent"
    ISSUE_RECORDS_STALE = "/problems/issue-records-stale"
    ISSUE_OPTIONS_WRONG = "/problems/issue-options-wrong"
    ISSUE_FEE_CHANGED = "/problems/issue-fee-changed"
    ISSUE_ID_USED = "/problems/issue-id-used"
    ISSUE_OF_SOMEBODY_ELSE = "/problems/issue-of-somebody-else"
    ISSUE_LAST_ONE_OPEN = "/problems/issue-last-one-open"
    ISSUE_REPORTED_OTHERWISE = "/problems/issue-reported-otherwise"
    # Issuing a certificate: why this person gets none from a terminal.
    ISSUE_ASK_AT_COUNTER = "/problems/issue-ask-at-counter"
    ISSUE_NOT_RESIDENT = "/problems/issue-not-resident"
    ISSUE_MOVED_OUT = "/problems/issue-moved-out"
    ISSUE_MOVING_OUT = "/problems/issue-moving-out"
    ISSUE_MOVED_IN_TODAY = "/problems/issue-moved-in-today"
    ISSUE_DECEASED = "/problems/issue-deceased"
    ISSUE_UNDER_AGE = "/problems/issue-under-age"
    ISSUE_SEAL_NOT_REGISTERED = "/problems/issue-seal-not-registered"
    ISSUE_SEAL_CANCELLED = "/problems/issue-seal-cancelled"
    ISSUE_TAX_NOT_DECLARED = "/problems/issue-tax-not-declared"
    ISSUE_TAX_SWITCH_OVER = "/problems/issue-tax-switch-over"
    ISSUE_TAX_NOT_HERE = "/problems/issue-tax-not-here"
    ISSUE_REGISTER_IN_PROCESS = "/problems/issue-register-in-process"
    ISSUE_REGISTER_NONE = "/problems/issue-register-none"
    ISSUE_REGISTRATION_NEEDED = "/problems/issue-registration-needed"
    ISSUE_REGISTRATION_PENDING = "/problems/issue-registration-pending"
    ISSUE_REGISTRATION_NOT_NEEDED = "/problems/issue-registration-not-needed"
    ISSUE_GLYPH_MISSING = "/problems/issue-glyph-missing"
    ISSUE_TOO_LONG = "/problems/issue-too-long"
    # The intake of sealed items.
    DIGEST_WRONG = "/problems/digest-wrong"
    DIGEST_DIFFERS = "/problems/digest-differs"
    SEQUENCE_GAP = "/problems/sequence-gap"
    CHUNKS_MISSING = "/problems/chunks-missing"
    ENVELOPE_REFUSED = "/problems/envelope-refused"
    RECIPIENT_UNKNOWN = "/problems/recipient-unknown"
    TOO_MANY_REQUESTS = "/problems/too-many-requests"
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
    ProblemType.UNSUPPORTED_MEDIA_TYPE: Meaning(415, "The request body is not of the media type that belongs here."),
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
    ProblemType.TERMINAL_VERSION_REFUSED: Meaning(403, "This terminal's software is too old to issue certificates."),
    ProblemType.ISSUE_NOT_OFFERED: Meaning(409, "The municipality does not issue this kind at this terminal."),
    ProblemType.ISSUE_CLOSED: Meaning(409, "This kind is not issued at this hour."),
    ProblemType.ISSUE_MAINTENANCE: Meaning(409, "The issuing system is being worked on."),
    ProblemType.ISSUE_STOPPED: Meaning(409, "Issuing has been switched off."),
    ProblemType.ISSUE_RECORDS_SILENT: Meaning(503, "The municipality's records can't be reached."),
    ProblemType.ISSUE_RECORDS_STALE: Meaning(503, "The municipality's records are older than agreed."),
    ProblemType.ISSUE_OPTIONS_WRONG: Meaning(409, "This can't be chosen for this certificate."),
    ProblemType.ISSUE_FEE_CHANGED: Meaning(409, "The fee is not the one that was confirmed."),
    ProblemType.ISSUE_ID_USED: Meaning(409, "This request id has been used; its state can be asked for."),
    ProblemType.ISSUE_OF_SOMEBODY_ELSE: Meaning(403, "This request id belongs to another session or terminal."),
    ProblemType.ISSUE_LAST_ONE_OPEN: Meaning(409, "What became of this session's last document has not been told."),
    ProblemType.ISSUE_REPORTED_OTHERWISE: Meaning(409, "Another result has been reported, or nothing was issued."),
    ProblemType.ISSUE_ASK_AT_COUNTER: Meaning(403, "This certificate is issued at the municipality's counter."),
    ProblemType.ISSUE_NOT_RESIDENT: Meaning(403, "The municipality has no such resident."),
    ProblemType.ISSUE_MOVED_OUT: Meaning(403, "The resident has moved out."),
    ProblemType.ISSUE_MOVING_OUT: Meaning(403, "A member of the household has given notice of moving out."),
    ProblemType.ISSUE_MOVED_IN_TODAY: Meaning(403, "On the day of moving in the terminal can't issue yet."),
    ProblemType.ISSUE_DECEASED: Meaning(403, "A death has been notified for a person on this certificate."),
    ProblemType.ISSUE_UNDER_AGE: Meaning(403, "The resident is too young for this at a terminal."),
    ProblemType.ISSUE_SEAL_NOT_REGISTERED: Meaning(403, "No seal is registered."),
    ProblemType.ISSUE_SEAL_CANCELLED: Meaning(403, "The seal registration has been cancelled."),
    ProblemType.ISSUE_TAX_NOT_DECLARED: Meaning(403, "No income has been declared for this year."),
    ProblemType.ISSUE_TAX_SWITCH_OVER: Meaning(403, "The new year's tax is not settled yet."),
    ProblemType.ISSUE_TAX_NOT_HERE: Meaning(403, "The resident was not taxed here in this year."),
    ProblemType.ISSUE_REGISTER_IN_PROCESS: Meaning(403, "A notification to the family register is being entered."),
    ProblemType.ISSUE_REGISTER_NONE: Meaning(403, "There is no such family register."),
    ProblemType.ISSUE_REGISTRATION_NEEDED: Meaning(403, "The family register is kept elsewhere: register first."),
    ProblemType.ISSUE_REGISTRATION_PENDING: Meaning(403, "The registration has been applied for and is not done yet."),
    ProblemType.ISSUE_REGISTRATION_NOT_NEEDED: Meaning(409, "No registration is needed."),
    ProblemType.ISSUE_GLYPH_MISSING: Meaning(403, "A name or address can't be printed exactly as registered."),
    ProblemType.ISSUE_TOO_LONG: Meaning(403, "Something is too long for the printed form."),
    ProblemType.DIGEST_WRONG: Meaning(400, "The bytes are not those that the digest says."),
    ProblemType.DIGEST_DIFFERS: Meaning(409, "This key was used for other bytes."),
    ProblemType.SEQUENCE_GAP: Meaning(409, "What comes before it in its case is not here yet."),
    ProblemType.CHUNKS_MISSING: Meaning(409, "Some chunks of its attachments are not here."),
    ProblemType.ENVELOPE_REFUSED: Meaning(422, "The envelope is not by this terminal, or contradicts the item."),
    ProblemType.RECIPIENT_UNKNOWN: Meaning(422, "Nobody here has the key that it is sealed to."),
    ProblemType.TOO_MANY_REQUESTS: Meaning(429, "This terminal sends too much at once."),
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
    server_time: with `clock-wrong`. opens_at: with `service-closed`, and with `issue-closed` and `issue-maintenance`
    where it is known. missing: with `chunks-missing`, their SHA-256, hex.
    """

    type: ProblemType
    title: str
    status: int
    incident: str | None = None
    errors: tuple[FieldError, ...] | None = None
    server_time: AwareDatetime | None = None
    opens_at: AwareDatetime | None = None
    missing: tuple[str, ...] | None = None


class ProblemExplained(Model):
    """What a type means, without any request."""

    type: ProblemType
    title: str
    status: int
