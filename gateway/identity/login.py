"""A log-in from message to session. Cheap and local checks come first; outside is asked last, in no transaction."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.exc import IntegrityError

from gateway import accounts, log
from gateway.contract.identity import CertificateState, KnownAccount, LoginPayload, SessionStarted
from gateway.contract.problem import ProblemType
from gateway.identity import certificate as certificates
from gateway.identity import challenges, jws, revocation
from gateway.identity.certificate import Usable
from gateway.identity.jws import LoginMessage
from gateway.parts import Parts
from gateway.problems import Refusal
from gateway.store.operations import record_operation
from gateway.terminal import Terminal

CLOCKS_APART = timedelta(minutes=5)


def log_in(parts: Parts, terminal: Terminal, compact: str) -> SessionStarted:
    """Check a log-in message and begin the session. Raises `Refusal` with the problem that fits."""
    now = parts.now()
    message = jws.parse(compact)
    if isinstance(message, jws.NotALoginMessage):
        raise Refusal(ProblemType.LOGIN_MESSAGE_INVALID)
    _consume_challenge(parts, terminal, message.payload, now)
    usable = _examine_certificate(parts, message, now)
    if not jws.signed_by(message, usable.key):
        raise Refusal(ProblemType.SIGNATURE_WRONG)
    if abs(now - datetime.fromtimestamp(message.payload.iat, now.tzinfo)) > CLOCKS_APART:
        raise Refusal(ProblemType.CLOCK_WRONG, server_time=now)
    _ask_revocation(parts, message, usable, now)
    return _begin(parts, terminal, usable, parts.now())


def _consume_challenge(parts: Parts, terminal: Terminal, payload: LoginPayload, now: datetime) -> None:
    if payload.terminal != terminal.thumbprint:
        raise Refusal(ProblemType.CHALLENGE_OF_OTHER_TERMINAL)
    with parts.store.write() as conn:
        outcome = challenges.consume(conn, payload.challenge_id, terminal, now)
    match outcome:
        case challenges.Consumed(nonce=nonce):
            right = hmac.compare_digest(nonce.encode(), payload.nonce.encode())
            if not right or payload.aud != parts.settings.id:
                raise Refusal(ProblemType.LOGIN_MESSAGE_INVALID)
        case challenges.NotKnown():
            raise Refusal(ProblemType.CHALLENGE_UNKNOWN)
        case challenges.UsedBefore():
            raise Refusal(ProblemType.CHALLENGE_USED)
        case challenges.TooOld():
            raise Refusal(ProblemType.CHALLENGE_EXPIRED)
        case challenges.OtherTerminals():
            raise Refusal(ProblemType.CHALLENGE_OF_OTHER_TERMINAL)
        case _:
            assert_never(outcome)


def _examine_certificate(parts: Parts, message: LoginMessage, now: datetime) -> Usable:
    policies = parts.settings.jpki.authentication_policies
    verdict = certificates.examine(message.certificate, parts.anchors, policies, now)
    match verdict:
        case certificates.Usable():
            return verdict
        case certificates.IssuerUnknown():
            raise Refusal(ProblemType.CERTIFICATE_ISSUER_UNKNOWN)
        case certificates.NotForLogin():
            raise Refusal(ProblemType.CERTIFICATE_NOT_FOR_LOGIN)
        case certificates.Unusable():
            raise Refusal(ProblemType.CERTIFICATE_UNUSABLE)
        case certificates.NotYetValid():
            raise Refusal(ProblemType.CERTIFICATE_NOT_YET_VALID)
        case certificates.Expired():
            raise Refusal(ProblemType.CERTIFICATE_EXPIRED)
        case _:
            assert_never(verdict)


def _ask_revocation(parts: Parts, message: LoginMessage, usable: Usable, now: datetime) -> None:
    status = parts.revocation.status(message.certificate, usable.issuer.certificate, now)
    match status:
        case revocation.Good():
            return
        case revocation.Revoked():
            raise Refusal(ProblemType.CERTIFICATE_REVOKED)
        case revocation.Unknown(why=why):
            log.event("revocation_unknown", why=why)
            raise Refusal(ProblemType.REVOCATION_UNKNOWN)
        case _:
            assert_never(status)


def _begin(parts: Parts, terminal: Terminal, usable: Usable, now: datetime) -> SessionStarted:
    for attempt in (1, 2, 3):
        try:
            return _begin_once(parts, terminal, usable, now)
        except IntegrityError:
            # Another node began a session of this person or terminal at the same instant; the later one wins.
            if attempt == 3:
                raise Refusal(ProblemType.UNAVAILABLE) from None
    raise AssertionError("the third attempt returns or raises")


def _begin_once(parts: Parts, terminal: Terminal, usable: Usable, now: datetime) -> SessionStarted:
    with parts.store.write() as conn:
        parts.sessions.end_expired(conn, now)
        found = accounts.find(conn, usable.person)
        started = parts.sessions.begin(conn, usable.person, terminal, found.id if found else None, now)
        if found is not None:
            record_operation(conn, found.id, "account", "account.logged_in", now)
    return SessionStarted(
        token=started.token,
        idle_seconds=parts.settings.sessions.idle_s,
        absolute_expires_at=started.ends_at,
        server_time=now,
        certificate=CertificateState(not_after=usable.ends, expires_soon=usable.expires_soon),
        account=KnownAccount(nickname=found.account.nickname) if found else None,
    )
