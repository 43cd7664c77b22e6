"""POST /v1/challenges, POST /v1/sessions, GET and DELETE /v1/sessions/current."""

from __future__ import annotations

from fastapi import APIRouter

from gateway.caller import Asking, Gateway, Visiting
from gateway.contract.identity import Challenge, NewSession, SessionStarted, SessionState
from gateway.contract.problem import ProblemType
from gateway.hours import opens_at
from gateway.identity import challenges
from gateway.identity.login import log_in
from gateway.problems import Refusal, documented

router = APIRouter(prefix="/v1", tags=["identity"])


@router.post(
    "/challenges",
    status_code=201,
    responses=documented(ProblemType.TOO_MANY_CHALLENGES, ProblemType.SERVICE_CLOSED),
)
def new_challenge(gateway: Gateway, terminal: Asking) -> Challenge:
    """A nonce for the card to sign: one use, 60 s, for this terminal."""
    now = gateway.now()
    if (opening := opens_at(gateway.settings.hours, now)) is not None:
        raise Refusal(ProblemType.SERVICE_CLOSED, opens_at=opening)
    with gateway.store.write() as conn:
        issued = challenges.issue(conn, terminal, now)
    if isinstance(issued, challenges.TooMany):
        raise Refusal(ProblemType.TOO_MANY_CHALLENGES)
    return Challenge(
        challenge_id=issued.id,
        nonce=issued.nonce,
        audience=gateway.settings.id,
        expires_at=issued.expires_at,
        server_time=now,
    )


@router.post(
    "/sessions",
    status_code=201,
    responses=documented(
        ProblemType.CLOCK_WRONG,
        ProblemType.CHALLENGE_UNKNOWN,
        ProblemType.CHALLENGE_USED,
        ProblemType.CHALLENGE_EXPIRED,
        ProblemType.CHALLENGE_OF_OTHER_TERMINAL,
        ProblemType.LOGIN_MESSAGE_INVALID,
        ProblemType.SIGNATURE_WRONG,
        ProblemType.CERTIFICATE_UNUSABLE,
        ProblemType.CERTIFICATE_NOT_FOR_LOGIN,
        ProblemType.CERTIFICATE_ISSUER_UNKNOWN,
        ProblemType.CERTIFICATE_NOT_YET_VALID,
        ProblemType.CERTIFICATE_EXPIRED,
        ProblemType.CERTIFICATE_REVOKED,
        ProblemType.REVOCATION_UNKNOWN,
    ),
)
def new_session(gateway: Gateway, terminal: Asking, new: NewSession) -> SessionStarted:
    """Log in with the challenge, signed by the card."""
    return log_in(gateway, terminal, new.jws)


@router.get(
    "/sessions/current",
    responses=documented(ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL),
)
def session_state(visiting: Visiting) -> SessionState:
    """Say that the resident is still there, and until when she may be."""
    with visiting.visit() as visit:
        return SessionState(idle_seconds=visiting.parts.settings.sessions.idle_s, absolute_expires_at=visit.ends_at)


@router.delete(
    "/sessions/current",
    status_code=204,
    responses=documented(ProblemType.SESSION_OVER, ProblemType.SESSION_OF_OTHER_TERMINAL),
)
def end_session(visiting: Visiting) -> None:
    """Log out. What was read vanishes from the folder."""
    with visiting.visit() as visit:
        visiting.parts.sessions.log_out(visit)
