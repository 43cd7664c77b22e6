"""Who signed, as the certificate says: name, birth date, sex and address stand in every 署名用 certificate.

The applicant is this person, whatever the form says; no account is needed to know it (docs/adr/0030).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cryptography import x509
from cryptography.hazmat import asn1

from gateway.contract.applications import Applicant

Sex = Literal["male", "female", "other", "unknown"]
Attribute = Literal["name", "birth_date", "sex", "address"]

# otherName types in the subjectAltName (公的個人認証サービス 証明書プロファイル).
_NAME, _SEX, _BIRTH, _ADDRESS = (x509.ObjectIdentifier(f"1.2.392.200149.8.5.5.{arc}") for arc in (1, 3, 4, 5))
_SEXES: dict[str, Sex] = {"1": "male", "2": "female", "3": "other"}


@dataclass(frozen=True, slots=True)
class Certified:
    """Code point for code point; None: not in the certificate, or not to be read (a birth date may be unknown)."""

    name: str | None = field(repr=False)
    birth_date: date | None = field(repr=False)
    sex: Sex | None = field(repr=False)
    address: str | None = field(repr=False)


def certified(certificate: x509.Certificate) -> Certified:
    """What a certificate says of its owner."""
    found = _other_names(certificate)
    return Certified(
        name=found.get(_NAME),
        birth_date=_birth(found.get(_BIRTH, "")),
        sex=_SEXES.get(found.get(_SEX, "")),
        address=found.get(_ADDRESS),
    )


def differing(applicant: Applicant, owner: Certified) -> tuple[Attribute, ...]:
    """What the form says otherwise than the certificate; spaces say nothing. For a clerk to look at: names and
    addresses are written in more than one way, and she may apply for somebody else."""
    found: list[Attribute] = []
    if owner.name is not None and _bare(applicant.name) != _bare(owner.name):
        found.append("name")
    if owner.birth_date is not None and applicant.birth_date != owner.birth_date:
        found.append("birth_date")
    if owner.sex is not None and applicant.sex not in (owner.sex, "unknown"):
        found.append("sex")
    if owner.address is not None and _bare(applicant.address) != _bare(owner.address):
        found.append("address")
    return tuple(found)


def _bare(text: str) -> str:
    return "".join(text.split())


def _other_names(certificate: x509.Certificate) -> dict[x509.ObjectIdentifier, str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return {}
    found = {}
    for each in names.get_values_for_type(x509.OtherName):
        try:
            found[each.type_id] = asn1.decode_der(str, each.value)
        except ValueError:
            continue
    return found


def _birth(text: str) -> date | None:
    """An era digit, then YYYYMMDD."""
    try:
        return date.fromisoformat(text[1:])
    except ValueError:
        return None
