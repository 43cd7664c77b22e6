"""What stands on the paper: the records' complete data, less everything that was not asked for. Pure.

Only for a case that `entitlement.judge` let through; anything missing here is a bug.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from gateway.certificates.entitlement import Case, chosen
from gateway.certificates.paper.forms import (
    FamilyRegister,
    FamilyRegisterPerson,
    Foreigner,
    Form,
    ResidentEntry,
    ResidentItems,
    ResidentRecord,
)
from gateway.certificates.records import Register
from gateway.contract.certificates import (
    FamilyRegisterPersonWanted,
    FamilyRegisterWanted,
    Item,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    SealRegistrationWanted,
    TaxWanted,
)


def draft(case: Case) -> Form:
    """The form of what is wanted."""
    wanted = case.wanted
    match wanted:
        case ResidentRecordWanted():
            return _resident_record(case, wanted)
        case ResidentRecordItemsWanted():
            return _resident_items(case, wanted)
        case SealRegistrationWanted():
            if case.file.seal is None:
                raise ValueError("no seal")
            return case.file.seal.form
        case TaxWanted():
            return _tax(case, wanted)
        case FamilyRegisterWanted(kind="family_register_full"):
            return _register(case).form
        case FamilyRegisterWanted():
            return _register(case).addresses
        case FamilyRegisterPersonWanted():
            return _register_person(_register(case), case.people[wanted.person])
        case _:
            assert_never(wanted)


def _resident_record(case: Case, wanted: ResidentRecordWanted) -> ResidentRecord:
    residence = case.file.residence
    members = chosen(case, wanted.persons)
    return ResidentRecord(
        address=residence.address,
        head=residence.members[0].entry.name if wanted.relation else None,
        persons=tuple(_resident_entry(member.entry, wanted) for member in members),
        whole=len(members) == len(chosen(case, None)),
    )


def _resident_entry(entry: ResidentEntry, wanted: ResidentRecordWanted) -> ResidentEntry:
    return replace(
        entry,
        relation=entry.relation if wanted.relation else None,
        registered_domicile=entry.registered_domicile if wanted.domicile else None,
        register_head=entry.register_head if wanted.domicile else None,
        my_number=entry.my_number if wanted.my_number else None,
        foreigner=entry.foreigner if wanted.foreign_items else None,
    )


def _resident_items(case: Case, wanted: ResidentRecordItemsWanted) -> ResidentItems:
    residence, items = case.file.residence, wanted.items
    return ResidentItems(
        address=residence.address if "address" in items else None,
        head=residence.members[0].entry.name if "household" in items else None,
        persons=tuple(_items_entry(member.entry, items) for member in chosen(case, wanted.persons)),
    )


def _items_entry(entry: ResidentEntry, items: tuple[Item, ...]) -> ResidentEntry:
    """Built up from nothing, so that a new member of the form can't slip in."""
    foreigner = entry.foreigner
    return ResidentEntry(
        name=entry.name,
        kana=entry.kana if "name" in items else None,
        alias=entry.alias if "name" in items else None,
        birth=entry.birth if "birth" in items else None,
        sex=entry.sex if "sex" in items else None,
        relation=entry.relation if "household" in items else None,
        resident_since=entry.resident_since if "since" in items else None,
        address_since=entry.address_since if "since" in items else None,
        registered_domicile=entry.registered_domicile if "domicile" in items else None,
        register_head=entry.register_head if "domicile" in items else None,
        foreigner=Foreigner(nationality=foreigner.nationality) if foreigner and "nationality" in items else None,
    )


def _tax(case: Case, wanted: TaxWanted) -> Form:
    year = case.file.taxes[wanted.year]
    if year is None:
        raise ValueError("nothing declared")
    match wanted.kind:
        case "tax_income":
            return year.income
        case "tax_assessment":
            return year.assessment
        case "tax_payment":
            return year.payment
        case _:
            assert_never(wanted.kind)


def _register(case: Case) -> Register:
    if case.file.register is None:
        raise ValueError("no register")
    return case.file.register


def _register_person(register: Register, person: str) -> FamilyRegisterPerson:
    whole: FamilyRegister = register.form
    return FamilyRegisterPerson(
        registered_domicile=whole.registered_domicile,
        head=whole.head,
        events=whole.events,
        person=whole.persons[register.persons.index(person)],
    )
