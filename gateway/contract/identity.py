"""Log-in: a challenge, signed by the card, becomes a session that only this terminal can use.

    POST   /v1/challenges                    -> 201 Challenge
    POST   /v1/sessions          NewSession  -> 201 SessionStarted
    GET    /v1/sessions/current              -> 200 SessionState
    DELETE /v1/sessions/current              -> 204

The session's token goes into `Authorization: Bearer …` of every further request.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from gateway.contract.base import Model

LOGIN_TYPE: Literal["madoguchi-login+jwt"] = "madoguchi-login+jwt"
LOGIN_ALGORITHM: Literal["RS256"] = "RS256"


ChallengeId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Nonce = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]
Audience = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,100}$")]


class Challenge(Model):
    """To be signed within 60 s, once, by the terminal that asked. `audience` names this gateway."""

    challenge_id: ChallengeId
    nonce: Nonce
    audience: Audience
    expires_at: AwareDatetime
    server_time: AwareDatetime


class LoginHeader(Model):
    """JOSE header of the log-in message (RFC 7515): exactly these members, exactly one certificate (base64 DER)."""

    alg: Literal["RS256"]
    typ: Literal["madoguchi-login+jwt"]
    x5c: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]


class LoginPayload(Model):
    """Payload of the log-in message. terminal: SHA-256 of the terminal's TLS certificate, hex. iat: Unix seconds."""

    challenge_id: ChallengeId
    nonce: Nonce
    aud: Audience
    terminal: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    iat: Annotated[int, Field(ge=0, le=2**33)]


class NewSession(Model):
    """The log-in message as compact JWS: LoginHeader . LoginPayload . RS256 signature by the card."""

    jws: Annotated[
        str,
        StringConstraints(min_length=5, max_length=12_000, pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$"),
    ] = Field(repr=False)


class CertificateState(Model):
    """The certificate that logged in. expires_soon: renewal is open (from three months before)."""

    not_after: AwareDatetime
    expires_soon: bool


class KnownAccount(Model):
    """The account that was found. The nickname is the only name ever shown."""

    nickname: str = Field(repr=False)


class SessionStarted(Model):
    """A session. It ends after `idle_seconds` without a request, and at `absolute_expires_at` in any case.

    account: null when none has been opened with this certificate yet.
    """

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,200}$")] = Field(repr=False)
    idle_seconds: int
    absolute_expires_at: AwareDatetime
    server_time: AwareDatetime
    certificate: CertificateState
    account: KnownAccount | None


class SessionState(Model):
    """The session that is asked with. Like every request it begins `idle_seconds` anew: whoever reads for long is still
    there. A terminal asks only after its resident has pressed something.
    """

    idle_seconds: int
    absolute_expires_at: AwareDatetime
