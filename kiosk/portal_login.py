"""The message that a card signs to log its owner in (a JWS, RFC 7515), and what a refusal of it means."""

from __future__ import annotations

import base64
import json

from cryptography import x509

from gateway.contract.identity import LOGIN_ALGORITHM, LOGIN_TYPE, LoginPayload
from gateway.contract.problem import ProblemType
from kiosk.portal_outcomes import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    ChallengeUsed,
    IssuerUnknown,
    LogInRefusal,
    NotForLogin,
    OpenChallenge,
    RevocationUnknown,
    SignatureWrong,
    WrongTerminal,
)

REFUSALS: dict[ProblemType, LogInRefusal] = {
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


def serial_in(jws: str) -> int:
    """The serial number of the certificate that a log-in was signed with. The gateway has just accepted it."""
    header = json.loads(base64.urlsafe_b64decode(jws.partition(".")[0] + "=="))
    return x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0])).serial_number


def _segment(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
