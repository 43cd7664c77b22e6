"""戸籍 and 附票 of こもれび市's people, from registers.toml: computerised form, with the events a register has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jaconv import hira2kata

from gateway.certificates.paper.forms import (
    AddressHistory,
    AddressPerson,
    AddressSpell,
    FamilyRegister,
    RegisterEvent,
    RegisterPerson,
)
from gateway.certificates.records import Register
from gateway.sandbox.rows import pick
from gateway.sandbox.town import Resident, Town, komorebi
from kiosk.rules.wareki import era_year

_REFORM = date(2004, 10, 2)
"""When こもれび市's registers were moved into the computer (改製)."""

_GRANDFATHERS = ("一", "正", "清", "勇", "実", "進")
_GRANDMOTHERS = ("よし子", "きみ子", "ふじ江", "千代", "春子", "みつ")


def domiciles(happened: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """本籍 and 筆頭者's name by person, of everybody who is in a register of the file."""
    names = _names()
    return {
        member: (register["domicile"], names[head])
        for head, register in happened["registers"].items()
        for member in register["members"]
    }


def register_of(resident: Resident, town: Town, happened: Mapping[str, Any], here: str) -> Register | None:
    """The register that a person is in; None for foreigners, and for who isn't in the file."""
    found = next(((h, r) for h, r in happened["registers"].items() if resident.id in r["members"]), None)
    if found is None or resident.nationality:
        return None
    head, raw = found
    members = [next(each for each in town.residents if each.id == id) for id in raw["members"]]
    people: Mapping[str, Any] = happened["people"]
    municipality = raw.get("municipality", here)
    return Register(
        municipality=municipality,
        form=_form(head, raw, members, people),
        addresses=_addresses(raw, members, people, town),
        persons=tuple(each.id for each in members),
        in_process=raw.get("in_process", False),
        far=municipality != here,
        counter_only=any("counter_only" in people.get(each.id, {}) for each in members),
    )


def _names() -> dict[str, str]:
    return {each.id: each.name for each in komorebi().residents}


def _form(head: str, raw: Mapping[str, Any], members: list[Resident], people: Mapping[str, Any]) -> FamilyRegister:
    married: date | None = raw.get("married")
    made = married or _REFORM
    events = [RegisterEvent(title="戸籍編製", items=(("編製日", _day(made)),))]
    if made < _REFORM:
        events = [
            RegisterEvent(
                title="戸籍改製",
                items=(
                    ("改製日", _day(_REFORM)),
                    ("改製事由", "平成6年法務省令第51号附則第2条第1項による改製"),
                ),
            )
        ]
    return FamilyRegister(
        registered_domicile=raw["domicile"],
        head=next(each.name for each in members if each.id == head),
        events=tuple(events),
        persons=tuple(_person(at, each, members, raw, people) for at, each in enumerate(members)),
    )


def _person(
    at: int, member: Resident, members: list[Resident], raw: Mapping[str, Any], people: Mapping[str, Any]
) -> RegisterPerson:
    said: Mapping[str, Any] = people.get(member.id, {})
    married: date | None = raw.get("married")
    couple = married is not None and at < 2
    child = at >= (2 if married else 1)
    father, mother = _parents(member, members, said, child=child, couple=married is not None)
    born_as = member.relation if child and member.relation not in ("子",) else _eldest(member)
    events = [_birth(member, raw["domicile"], "父" if father else "母")]
    if couple and married is not None:
        spouse = members[1 - at]
        from_family = _parents(spouse, members, people.get(spouse.id, {}), child=False, couple=True)[0]
        # The one who took the family's name is written with the name before.
        spouse_name = spouse.name if at == 1 else f"{_family(from_family)}　{_given(spouse.name)}"
        former = raw["domicile"].split("市")[0] + "市"
        events.append(_marriage(spouse_name, f"{former}　{father}", married))
    return RegisterPerson(
        name=_given(member.name),
        kana=_given(hira2kata(member.kana)),
        birth=member.birth,
        spouse=("夫" if member.sex == "男" else "妻") if couple else None,
        father=father,
        mother=mother,
        relation=said.get("born_as", born_as),
        events=tuple(events),
    )


def _parents(
    member: Resident, members: list[Resident], said: Mapping[str, Any], *, child: bool, couple: bool
) -> tuple[str, str]:
    if not child:
        family = _family(member.name)
        father, mother = pick(_GRANDFATHERS, "father", member.id), pick(_GRANDMOTHERS, "mother", member.id)
        return said.get("father", f"{family}　{father}"), said.get("mother", mother)
    parents = members[: 2 if couple else 1]
    father = next((each.name for each in parents if each.sex == "男"), "")
    mother = next((each.name for each in parents if each.sex == "女"), "")
    # A mother of the same family is written by her given name alone.
    return father, _given(mother) if father and mother else mother


def _birth(member: Resident, domicile: str, by: str) -> RegisterEvent:
    place = domicile.split("市")[0] + "市"
    notified = member.birth + timedelta(days=9)
    items = [("出生日", _day(member.birth)), ("出生地", place), ("届出日", _day(notified))]
    items.append(("届出人", by))
    return RegisterEvent(title="出生", items=tuple(items))


def _marriage(spouse: str, former_register: str, married: date) -> RegisterEvent:
    items = (("婚姻日", _day(married)), ("配偶者氏名", spouse), ("従前戸籍", former_register))
    return RegisterEvent(title="婚姻", items=items)


def _addresses(
    raw: Mapping[str, Any], members: list[Resident], people: Mapping[str, Any], town: Town
) -> AddressHistory:
    persons = []
    for member in members:
        before = people.get(member.id, {}).get("previous_address")
        since = member.moved_in or max(member.birth, date(2004, 4, 1))
        spells = [AddressSpell(address=before, since=None)] if before else []
        spells.append(AddressSpell(address=town.household_of(member).address, since=since))
        persons.append(AddressPerson(name=_given(member.name), birth=member.birth, addresses=tuple(spells)))
    return AddressHistory(
        registered_domicile=raw["domicile"],
        head=members[0].name,
        persons=tuple(persons),
        whole=True,
    )


def _family(name: str) -> str:
    return name.split("　")[0]


def _given(name: str) -> str:
    return name.split("　")[-1]


def _eldest(member: Resident) -> str:
    return "長男" if member.sex == "男" else "長女"


def _day(on: date) -> str:
    year = era_year(on)
    if year is None:
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{year.era.name}{'元' if year.year == 1 else year.year}年{on.month}月{on.day}日"
