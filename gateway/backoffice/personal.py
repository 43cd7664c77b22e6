"""No name, address, birth date or sex in a notice (DOMAIN 3): looks for the applicant's own in what a clerk wrote.

It finds what stands there as it was applied for or is certified, also without spaces and in the usual ways to write a
date. It can't find what a clerk puts into other words: that stays the clerk's duty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cryptography import x509

from gateway.backoffice.certified import certified
from gateway.contract.applications import CardApplication, Document, EApplication, Inquiry
from kiosk.rules.wareki import era_year

Found = Literal["name", "address", "birth_date", "sex"]

# Of an address, a run as long as this says where somebody lives.
_ADDRESS_RUN = 8
_SEX_WORDS = ("性別", "男性", "女性")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of an applicant, from wherever."""

    names: frozenset[str] = field(repr=False)
    addresses: frozenset[str] = field(repr=False)
    birth_dates: frozenset[date] = field(repr=False)


def attributes(documents: Iterable[Document], certificates: Iterable[x509.Certificate]) -> Attributes:
    """Everything in these documents and certificates."""
    names: set[str] = set()
    addresses: set[str] = set()
    births: set[date] = set()
    for document in documents:
        match document:
            case EApplication(applicant=applicant) if applicant is not None:
                names.add(applicant.name)
                addresses.add(applicant.address)
                births.add(applicant.birth_date)
            case CardApplication():
                names.add(document.contact_name or "")
                births.add(document.birth_date)
            case Inquiry():
                names.add(document.contact_name or "")
            case _:
                pass
    for certificate in certificates:
        owner = certified(certificate)
        names.add(owner.name or "")
        addresses.add(owner.address or "")
        if owner.birth_date is not None:
            births.add(owner.birth_date)
    return Attributes(frozenset(names - {""}), frozenset(addresses - {""}), frozenset(births))


def found_in(text: str, known: Attributes) -> tuple[Found, ...]:
    """What of it stands in this text."""
    squeezed = _squeeze(text)
    found: list[Found] = []
    if any(part in squeezed for name in known.names for part in _name_parts(name)):
        found.append("name")
    if any(run in squeezed for address in known.addresses for run in _runs(_squeeze(address))):
        found.append("address")
    if any(written in squeezed for birth in known.birth_dates for written in _written(birth)):
        found.append("birth_date")
    if any(word in squeezed for word in _SEX_WORDS):
        found.append("sex")
    return tuple(found)


def _name_parts(name: str) -> set[str]:
    """The whole name, and family or given name alone where it has two characters or more."""
    return {_squeeze(name), *(part for part in name.split() if len(part) > 1)} - {""}


def _runs(address: str) -> set[str]:
    if len(address) <= _ADDRESS_RUN:
        return {address}
    return {address[at : at + _ADDRESS_RUN] for at in range(len(address) - _ADDRESS_RUN + 1)}


def _written(day: date) -> set[str]:
    found = {day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"}
    found.add(f"{day.year}/{day.month}/{day.day}")
    if (year := era_year(day)) is not None:
        found.add(f"{year.era.name}{'元' if year.year == 1 else year.year}年{day.month}月{day.day}日")
    return found


def _squeeze(text: str) -> str:
    # Digits of any width are one digit; nothing else is touched (names are never normalised).
    wide = str.maketrans("０１２３４５６７８９", "0123456789")
    return "".join(text.split()).translate(wide)
