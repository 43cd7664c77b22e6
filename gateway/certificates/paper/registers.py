"""戸籍全部事項証明書, 戸籍個人事項証明書 and 戸籍の附票の写し as content, in the order of the computerised register."""

from __future__ import annotations

from gateway.certificates.paper.content import CENTRE, LEFT, Block, Content, Entry, Grid, Pair, Row, day
from gateway.certificates.paper.forms import (
    AddressHistory,
    AddressPerson,
    FamilyRegister,
    FamilyRegisterPerson,
    RegisterEvent,
    RegisterPerson,
)

_OMITTED = "省略"


def family_register(form: FamilyRegister) -> Content:
    """戸籍全部事項証明書. The statement is the one of 戸籍法施行規則."""
    return Content(
        title="戸籍全部事項証明書",
        head=(_register(form.registered_domicile, form.head),),
        blocks=(*_register_events(form.events), *(block for person in form.persons for block in _person(person))),
        statement="これは、戸籍に記録されている事項の全部を証明した書面である。",
    )


def family_register_person(form: FamilyRegisterPerson) -> Content:
    """戸籍個人事項証明書."""
    return Content(
        title="戸籍個人事項証明書",
        head=(_register(form.registered_domicile, form.head),),
        blocks=(*_register_events(form.events), *_person(form.person)),
        statement="これは、戸籍中の一部の者について記録されている事項の全部を証明した書面である。",
    )


def address_history(form: AddressHistory) -> Content:
    """戸籍の附票の写し: every address of every person, oldest first."""
    whole = "" if form.whole else "（一部）"
    return Content(
        title=f"戸籍の附票{whole}の写し",
        head=(_register(form.registered_domicile or _OMITTED, form.head or _OMITTED),),
        blocks=tuple(block for person in form.persons for block in _addresses(person)),
        statement="この写しは、戸籍の附票の原本と相違ないことを証明する。",
    )


def _register(domicile: str, head: str) -> Grid:
    return Grid(((Pair("本籍", domicile),), (Pair("氏名（筆頭者）", head, large=True),)))


def _register_events(events: tuple[RegisterEvent, ...]) -> tuple[Entry, ...]:
    return (Entry("戸籍事項", ()), *(Entry(each.title, each.items, indented=True) for each in events)) if events else ()


def _person(person: RegisterPerson) -> tuple[Entry, ...]:
    lines = [("名", person.name)]
    lines += [("名の振り仮名", person.kana)] if person.kana else []
    lines += [("生年月日", day(person.birth))]
    lines += [("配偶者区分", person.spouse)] if person.spouse else []
    lines += [("父", person.father), ("母", person.mother), ("続柄", person.relation)]
    return (
        Entry("戸籍に記録されている者", tuple(lines), stamp="除籍" if person.removed else ""),
        Entry("身分事項", ()),
        *(Entry(each.title, each.items, indented=True) for each in person.events),
    )


def _addresses(person: AddressPerson) -> tuple[Block, ...]:
    about = [(Pair("名", person.name, large=True),)]
    about += [(Pair("生年月日", day(person.birth)),)] if person.birth else []
    about += [(Pair("性別", person.sex),)] if person.sex else []
    widths = (12.0, 112.0, 50.0)
    rows = tuple(
        Row((str(at), spell.address, day(spell.since) if spell.since else ""), widths, (CENTRE, LEFT, LEFT))
        for at, spell in enumerate(person.addresses, start=1)
    )
    return (
        Grid(tuple(about), gap=3.0),
        Row(("", "住所", "住所を定めた年月日"), widths, (CENTRE,) * 3, head=True),
        *rows,
    )
