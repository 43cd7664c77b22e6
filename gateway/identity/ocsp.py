"""Revocation by OCSP (RFC 6960). An answer counts only if it is about this certificate, to this question, signed by the
issuer or by a responder the issuer appointed, and of now. Everything else is "unknown"."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from gateway.config import OcspSettings
from gateway.identity.http import Failed, fetch
from gateway.identity.revocation import Good, Revoked, Status, Unknown

CLOCKS_APART = timedelta(minutes=5)
_SOUND_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True, slots=True)
class OcspRevocation:
    """Asks one responder for every log-in; nothing is cached, the question carries a nonce."""

    settings: OcspSettings

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """Ask the responder."""
        nonce = secrets.token_bytes(16)
        # SHA-1 only names the issuer here (RFC 5019); responders know it by no other hash.
        builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
        question = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
        fetched = fetch(
            str(self.settings.url),
            self.settings.timeout_s,
            post=question.public_bytes(Encoding.DER),
            content_type="application/ocsp-request",
        )
        if isinstance(fetched, Failed):
            return Unknown(f"responder: {fetched.why}")
        if fetched.content_type != "application/ocsp-response":
            return Unknown("responder: other content type")
        try:
            return _read(fetched.body, question, nonce, issuer, now, timedelta(seconds=self.settings.max_age_s))
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return Unknown("responder: not an OCSP response")
        except (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
            return Unknown("responder: not an OCSP response")


def _read(
    body: bytes, question: ocsp.OCSPRequest, nonce: bytes, issuer: x509.Certificate, now: datetime, max_age: timedelta
) -> Status:
    answer = ocsp.load_der_ocsp_response(body)
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return Unknown(f"responder: {answer.response_status.name}")
    if not _is_entitled(answer, issuer, now):
        return Unknown("responder: not signed by the issuer or its responder")
    if _nonce(answer) != nonce:
        return Unknown("responder: other nonce")
    singles = [single for single in answer.responses if _is_about(single, question)]
    if len(singles) != 1:
        return Unknown("responder: about another certificate")
    single = singles[0]
    ends = single.next_update_utc or single.this_update_utc + max_age
    if single.this_update_utc > now + CLOCKS_APART or ends < now - CLOCKS_APART:
        return Unknown("responder: not of now")
    match single.certificate_status:
        case ocsp.OCSPCertStatus.GOOD:
            return Good()
        case ocsp.OCSPCertStatus.REVOKED:
            return Revoked(single.revocation_time_utc or single.this_update_utc)
        case _:
            return Unknown("responder: knows no such certificate")


def _is_about(single: ocsp.OCSPSingleResponse, question: ocsp.OCSPRequest) -> bool:
    return (
        single.serial_number == question.serial_number
        and single.issuer_key_hash == question.issuer_key_hash
        and single.issuer_name_hash == question.issuer_name_hash
    )


def _nonce(answer: ocsp.OCSPResponse) -> bytes | None:
    try:
        return answer.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return None


def _is_entitled(answer: ocsp.OCSPResponse, issuer: x509.Certificate, now: datetime) -> bool:
    """Signed by the issuer's own key, or by one it certified for OCSP signing (RFC 6960 4.2.2.2)."""
    if _names(answer, issuer) and _signed(answer, issuer):
        return True
    return any(
        _names(answer, candidate) and _is_appointed(candidate, issuer, now) and _signed(answer, candidate)
        for candidate in answer.certificates
    )


def _is_appointed(candidate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> bool:
    try:
        candidate.verify_directly_issued_by(issuer)
        usage = candidate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    in_time = candidate.not_valid_before_utc <= now <= candidate.not_valid_after_utc
    return in_time and ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _names(answer: ocsp.OCSPResponse, candidate: x509.Certificate) -> bool:
    if answer.responder_name is not None:
        return answer.responder_name == candidate.subject
    return answer.responder_key_hash == x509.SubjectKeyIdentifier.from_public_key(candidate.public_key()).digest


def _signed(answer: ocsp.OCSPResponse, candidate: x509.Certificate) -> bool:
    algorithm = answer.signature_hash_algorithm
    if not isinstance(algorithm, _SOUND_HASHES):
        return False
    key = candidate.public_key()
    try:
        match key:
            case rsa.RSAPublicKey():
                key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
            case ec.EllipticCurvePublicKey():
                key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
            case _:
                return False
    except InvalidSignature:
        return False
    return True
