"""May this certificate log in: issued by an anchor, for user authentication, valid today, with a sound key."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from gateway.identity.anchors import Anchor, Anchors
from gateway.sessions import Person

JAPAN = ZoneInfo("Asia/Tokyo")
_SHORTEST_KEY = 2048
_NAME = re.compile(r"[\x21-\x7e]{1,64}")
_SOUND_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True, slots=True)
class Usable:
    """It may log in, unless it has been revoked. ends: the last instant of its last day."""

    person: Person
    key: RSAPublicKey = field(repr=False)
    issuer: Anchor = field(repr=False)
    ends: datetime
    expires_soon: bool


@dataclass(frozen=True, slots=True)
class IssuerUnknown:
    """No anchor's key signed it, whatever name it bears; or that anchor's own time is over."""


@dataclass(frozen=True, slots=True)
class NotForLogin:
    """A certificate of the authority, but not one for user authentication (利用者証明用)."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Key or form below what is accepted: RSA of 2048 bits or more, SHA-2, one subject CN in ASCII."""


@dataclass(frozen=True, slots=True)
class NotYetValid:
    """Its time has not begun."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Its last day is over."""


Verdict = Usable | IssuerUnknown | NotForLogin | Unusable | NotYetValid | Expired


def examine(certificate: x509.Certificate, anchors: Anchors, policies: Collection[str], now: datetime) -> Verdict:
    """Look at everything that can be seen without asking anybody. `policies`: any one of them must be there."""
    issuer = anchors.issuer_of(certificate)
    if issuer is None or not _in_time(issuer.certificate, now):
        return IssuerUnknown()
    if not _is_for_login(certificate, policies):
        return NotForLogin()
    key = certificate.public_key()
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    sound_hash = isinstance(certificate.signature_hash_algorithm, _SOUND_HASHES)
    if not isinstance(key, RSAPublicKey) or key.key_size < _SHORTEST_KEY or not sound_hash:
        return Unusable()
    if len(names) != 1 or not _NAME.fullmatch(str(names[0].value)):
        return Unusable()
    if now < certificate.not_valid_before_utc:
        return NotYetValid()
    ends = end_of_day(certificate.not_valid_after_utc)
    if now > ends:
        return Expired()
    person = Person(issuer.key_id, format(certificate.serial_number, "x"), str(names[0].value))
    return Usable(person, key, issuer, ends, _renewal_is_open(now, ends))


def end_of_day(not_after: datetime) -> datetime:
    """A certificate is valid through its last day in Japan, whatever the hour in notAfter (DOMAIN 2)."""
    day = not_after.astimezone(JAPAN).date()
    return (datetime.combine(day + timedelta(days=1), time(), JAPAN) - timedelta(microseconds=1)).astimezone(UTC)


def renewal_opens(last_day: date) -> date:
    """Three months before the last day; where that month is shorter, its last day."""
    year, month = divmod(last_day.year * 12 + last_day.month - 1 - 3, 12)
    for day in (last_day.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _renewal_is_open(now: datetime, ends: datetime) -> bool:
    return now.astimezone(JAPAN).date() >= renewal_opens(ends.astimezone(JAPAN).date())


def _in_time(certificate: x509.Certificate, now: datetime) -> bool:
    return certificate.not_valid_before_utc <= now <= end_of_day(certificate.not_valid_after_utc)


def _is_for_login(certificate: x509.Certificate, policies: Collection[str]) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    # nonRepudiation is what sets the signature certificate (署名用) apart; a CA certificate is nobody's card.
    if not usage.digital_signature or usage.content_commitment or usage.key_cert_sign:
        return False
    if not policies:
        return True
    try:
        stated = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier.dotted_string in policies for policy in stated)
