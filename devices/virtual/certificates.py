"""Certificates of cardholders as JPKI issues them: 利用者証明用 without, 署名用 with the four attributes.

What the real ones look like was taken from dumps in public projects; what is not known there (EKU, OCSP and CRL
addresses of the authentication certificate) is left out or given an address that cannot exist (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography import x509
from cryptography.hazmat.asn1 import encode_der
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from devices.virtual.authority import SERVICE, Authority, Purpose, key_usage
from devices.virtual.personas import Person, Standing

JAPAN = ZoneInfo("Asia/Tokyo")
# No policy of test cards is known for authentication; for signatures it is the one of J-LIS's JPKI-TEST.
POLICY: dict[Purpose, str] = {"auth": "1.2.392.200149.8.5.1.3.30", "sign": "1.2.392.200149.8.5.1.0.20"}
CPS = "http://jpki.madoguchi.test/cps.html"

# otherName types in the subjectAltName of 署名用, in the order of real certificates
_NAME, _BIRTH, _SEX, _ADDRESS, _NAME_MARKS, _ADDRESS_MARKS = (
    x509.ObjectIdentifier(f"1.2.392.200149.8.5.5.{arc}") for arc in (1, 4, 3, 5, 2, 6)
)
_SEX_DIGIT = {"男": "1", "女": "2"}
_ERAS = ((date(2019, 5, 1), 5), (date(1989, 1, 8), 4), (date(1926, 12, 25), 3), (date(1912, 7, 30), 2))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where revocation can be asked, as written into certificates: URLs of an OCSP responder and of a CRL.

    `{purpose}` in the CRL's address becomes "auth" or "sign".
    """

    ocsp: str = "http://ocsp.jpki.madoguchi.test/"
    crl: str = "http://crl.jpki.madoguchi.test/{purpose}.crl"


NOWHERE = Addresses()


def period(person: Person, standing: Standing, now: datetime, ca: x509.Certificate) -> tuple[datetime, datetime]:
    """From when until when a certificate made now is valid: the end of a birthday, never beyond its CA."""
    match standing:
        # The 5th birthday lies at least four years ahead: no certificate of less than that outlasts it.
        case "expiring":
            begins, last_day = now - timedelta(days=1415), now.astimezone(JAPAN).date() + timedelta(days=40)
        case "expired":
            begins, last_day = now - timedelta(days=1465), now.astimezone(JAPAN).date() - timedelta(days=10)
        case "not_yet_valid":
            begins = now + timedelta(days=30)
            last_day = _fifth_birthday(person.birth, begins)
        case _:
            # A month after birth at the earliest: newborns have cards, the unborn have none.
            born = datetime(person.birth.year, person.birth.month, person.birth.day, tzinfo=JAPAN)
            begins = max(now - timedelta(days=365), born + timedelta(days=30))
            last_day = _fifth_birthday(person.birth, begins)
    ends = datetime(last_day.year, last_day.month, last_day.day, 23, 59, 59, tzinfo=JAPAN).astimezone(UTC)
    return begins.replace(microsecond=0), min(ends, ca.not_valid_after_utc)


def still_as_told(standing: Standing, certificate: x509.Certificate, now: datetime) -> bool:
    """Whether a certificate made some time ago still stands as its persona says. Expiring means within 3 months."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    match standing:
        case "expiring":
            return begins <= now <= ends and ends - now < timedelta(days=85)
        case "expired":
            return now > ends
        case "not_yet_valid":
            return now + timedelta(days=1) < begins
        case _:
            return begins <= now and ends - now > timedelta(days=95)


def issue(
    person: Person,
    purpose: Purpose,
    public_key: rsa.RSAPublicKey,
    authority: Authority,
    valid: tuple[datetime, datetime],
    addresses: Addresses,
    authority_key_id: bytes,
) -> x509.Certificate:
    """One end-entity certificate. `authority_key_id` is normally the authority's own; a forger writes another."""
    builder = (
        x509.CertificateBuilder()
        .issuer_name(authority.certificate.subject)
        .subject_name(_subject(person, purpose))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(_USAGE[purpose], critical=True)
        .add_extension(
            x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(POLICY[purpose]), [CPS])]),
            critical=True,
        )
        .add_extension(x509.IssuerAlternativeName([SERVICE]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier(authority_key_id, None, None), critical=False)
        .add_extension(_crl_point(addresses.crl.format(purpose=purpose)), critical=False)
        .add_extension(_ocsp_address(addresses.ocsp), critical=False)
    )
    if purpose == "sign":
        builder = builder.add_extension(_attributes(person), critical=False)
    return builder.sign(authority.key, hashes.SHA256())


_USAGE: dict[Purpose, x509.KeyUsage] = {
    "auth": key_usage("digital_signature"),
    "sign": key_usage("digital_signature", "content_commitment"),
}


def _subject(person: Person, purpose: Purpose) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "JP")
    if purpose == "auth":
        return x509.Name([country, x509.NameAttribute(NameOID.COMMON_NAME, person.subject)])
    place = [x509.NameAttribute(NameOID.LOCALITY_NAME, each) for each in ("Kaku-ken", "Komorebi-shi")]
    own_name = x509.NameAttribute(NameOID.COMMON_NAME, f"{person.subject[:-4]}001A")
    return x509.Name([country, *place, own_name])


def _attributes(person: Person) -> x509.SubjectAlternativeName:
    name, name_marks = _without_variants(person.printed_name)
    address, address_marks = _without_variants(person.address)
    values = (
        (_NAME, name),
        (_BIRTH, f"{era_digit(person.birth)}{person.birth:%Y%m%d}"),
        (_SEX, _SEX_DIGIT[person.sex]),
        (_ADDRESS, address),
        (_NAME_MARKS, name_marks),
        (_ADDRESS_MARKS, address_marks),
    )
    return x509.SubjectAlternativeName([x509.OtherName(type_id, encode_der(value)) for type_id, value in values])


def _without_variants(text: str) -> tuple[str, str]:
    """Text with its variation selectors dropped, and 0 or 1 per character: 1 where one stood (代替文字)."""
    is_selector: Callable[[str], bool] = lambda sign: "\U000e0100" <= sign <= "\U000e01ef"  # noqa: E731
    kept = [(sign, following) for sign, following in zip(text, text[1:] + " ", strict=True) if not is_selector(sign)]
    marks = "".join("1" if is_selector(following) else "0" for _, following in kept)
    return "".join(sign for sign, _ in kept), marks


def era_digit(day: date) -> int:
    """明治 1, 大正 2, 昭和 3, 平成 4, 令和 5."""
    return next((digit for begins, digit in _ERAS if day >= begins), 1)


def _crl_point(url: str) -> x509.CRLDistributionPoints:
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return x509.CRLDistributionPoints([point])


def _ocsp_address(url: str) -> x509.AuthorityInformationAccess:
    where = x509.UniformResourceIdentifier(url)
    return x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, where)])


def birthday(birth: date, year: int) -> date:
    """The birthday in a year; on 28 February for those born on the 29th, where that year has none."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def nth_birthday(birth: date, since: date, count: int) -> date:
    """The count-th birthday after a day, as certificates (5th) and cards (10th, minors 5th) count it."""
    first = since.year if birthday(birth, since.year) > since else since.year + 1
    return birthday(birth, first + count - 1)


def _fifth_birthday(birth: date, begins: datetime) -> date:
    return nth_birthday(birth, begins.astimezone(JAPAN).date(), 5)
