"""What shall stand on the certificate: one question a page, and only those that the offer names."""

from __future__ import annotations

from typing import assert_never

from gateway.contract.certificates import (
    FamilyRegisterPersonWanted,
    FamilyRegisterWanted,
    Item,
    MyNumber,
    Offer,
    PersonRef,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    SealRegistrationWanted,
    TaxWanted,
    Wanted,
)
from kiosk.journey import Journey
from kiosk.journeys import certificates_pages as pages

ALWAYS: tuple[Item, ...] = ("name", "address")
"""On a 住民票記載事項証明書 these are chosen from the start."""


def wanted(offer: Offer) -> Journey[Wanted]:
    """The questions of this kind."""
    match offer.kind:
        case "resident_record":
            return (yield from _resident_record(offer))
        case "resident_record_items":
            persons = yield from _persons(offer)
            return ResidentRecordItemsWanted(kind=offer.kind, persons=persons, items=(yield from _items(offer)))
        case "seal_registration":
            return SealRegistrationWanted(kind=offer.kind)
        case "tax_income" | "tax_assessment" | "tax_payment":
            return TaxWanted(kind=offer.kind, year=(yield from _year(offer)))
        case "family_register_full" | "family_register_supplement":
            return FamilyRegisterWanted(kind=offer.kind)
        case "family_register_individual":
            return FamilyRegisterPersonWanted(kind=offer.kind, person=(yield from _one_person(offer)))
        case _:
            assert_never(offer.kind)


def _resident_record(offer: Offer) -> Journey[ResidentRecordWanted]:
    persons = yield from _persons(offer)
    return ResidentRecordWanted(
        kind="resident_record",
        persons=persons,
        relation="relation" in offer.options and (yield pages.shown_or_not("relation")) == "yes",
        domicile="domicile" in offer.options and (yield pages.shown_or_not("domicile")) == "yes",
        foreign_items="foreign_items" in offer.options and (yield pages.shown_or_not("foreign")) == "yes",
        my_number=(yield from _my_number()) if "my_number" in offer.options else None,
    )


def _persons(offer: Offer) -> Journey[tuple[PersonRef, ...] | None]:
    """None: the whole household."""
    if "persons" not in offer.options or len(offer.persons) < 2:
        return None
    match (yield pages.household()):
        case "everybody":
            return None
        case "self":
            return tuple(person.ref for person in offer.persons if person.self_)
    chosen: set[PersonRef] = set()
    while (choice := (yield pages.persons(offer.persons, frozenset(chosen)))) != pages.DONE:
        chosen ^= {choice}
    return tuple(person.ref for person in offer.persons if person.ref in chosen)


def _one_person(offer: Offer) -> Journey[PersonRef]:
    if len(offer.persons) == 1:
        return offer.persons[0].ref
    ref: PersonRef = yield pages.one_person(offer.persons)
    return ref


def _my_number() -> Journey[MyNumber | None]:
    """Asked twice: most who take it don't need it, and most receivers must not keep it."""
    if (yield pages.shown_or_not("my-number")) != "yes":
        return None
    purpose = yield pages.my_number_purpose()
    if (yield pages.my_number_really(purpose)) != "yes":
        return None
    return MyNumber(purpose=purpose)


def _items(offer: Offer) -> Journey[tuple[Item, ...]]:
    chosen = {item for item in offer.items if item in ALWAYS}
    while (choice := (yield pages.items(offer.items, frozenset(chosen)))) != pages.DONE:
        chosen ^= {choice}
    return tuple(item for item in offer.items if item in chosen)


def _year(offer: Offer) -> Journey[int]:
    if len(offer.years) == 1:
        return offer.years[0]
    return int((yield pages.year(offer.years)))
