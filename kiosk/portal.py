"""The gateway as the terminal sees it: one typed function per path, each giving a closed union (`portal_outcomes`).

    challenge = portal.challenge()                       # OpenChallenge
    message = login_message(challenge, certificate)      # bytes: the card signs their SHA-256 (RS256)
    portal.log_in(assemble(message, signature))          # LoggedIn

The session's token lives in the `Portal` alone and goes with `log_out` or `forget`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import ValidationError

from gateway.contract.identity import Challenge, NewSession, SessionStarted, SessionState
from gateway.contract.service import ServiceStatus
from kiosk.portal_account import AccountCalls
from kiosk.portal_call import Cancel, Line
from kiosk.portal_certificates import CertificateCalls
from kiosk.portal_login import REFUSALS, assemble, login_message, serial_in
from kiosk.portal_notices import NoticeCalls
from kiosk.portal_outcomes import (
    Cancelled,
    ChallengeUsed,
    ClockWrong,
    LoggedIn,
    LoggedOut,
    LogInRefusal,
    NotForLogin,
    OpenChallenge,
    PortalTrouble,
    Refused,
    Service,
    StillLoggedIn,
    Unreachable,
)
from kiosk.portal_wire import peer_of

__all__ = [
    "Cancelled",
    "ChallengeUsed",
    "LogInRefusal",
    "LoggedIn",
    "LoggedOut",
    "OpenChallenge",
    "Portal",
    "PortalTrouble",
    "Refused",
    "Service",
    "StillLoggedIn",
    "Unreachable",
    "assemble",
    "login_message",
]

CLOCKS_APART_S = 120.0
"""A terminal whose clock is further off than this doesn't begin a log-in."""


class Portal(AccountCalls, CertificateCalls, NoticeCalls):
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
            return REFUSALS.get(started.problem, started)
        if not isinstance(started, SessionStarted):
            return started
        if not self._line.keep(started.token, serial_in(jws), begun):
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

    @property
    def thumbprint(self) -> str:
        """SHA-256 of this terminal's TLS certificate (DER), hex: statements name it."""
        return self._thumbprint

    def _clock_trouble(self, server_time: datetime) -> ClockWrong | None:
        offset = (self._now() - server_time).total_seconds()
        return ClockWrong(offset) if abs(offset) > CLOCKS_APART_S else None
