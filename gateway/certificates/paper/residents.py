"""住民票の写し, 住民票記載事項証明書 and 印鑑登録証明書 as content."""

from __future__ import annotations

from datetime import date

from gateway.certificates.paper.content import WIDTH, Block, Content, Grid, Imprint, Note, Pair, day
from gateway.certificates.paper.forms import (
    Foreigner,
    ResidentEntry,
    ResidentItems,
    ResidentRecord,
    SealRegistration,
)

_HALF = WIDTH / 2
_OMITTED = "省略"


def resident_record(form: ResidentRecord) -> Content:
    """住民票の写し. What was not asked for stands as 省略, as residents know it from the counter."""
    whole = "世帯全員の" if form.whole else ""
    return Content(
        title="住民票の写し" if form.whole else "住民票の写し（世帯一部）",
        head=(
            Grid(
                ((Pair("住所", form.address),), (Pair("世帯主", form.head or _OMITTED, large=form.head is not None),))
            ),
        ),
        blocks=tuple(_person(at, entry) for at, entry in enumerate(form.persons, start=1)),
        statement=f"この写しは、{whole}住民票の原本と相違ないことを証明する。",
    )


def resident_items(form: ResidentItems) -> Content:
    """住民票記載事項証明書. What was not asked for is not there."""
    head = [Pair("住所", form.address)] if form.address is not None else []
    head += [Pair("世帯主", form.head, large=True)] if form.head is not None else []
    return Content(
        title="住民票記載事項証明書",
        head=(Grid(tuple((pair,) for pair in head)),) if head else (),
        blocks=tuple(_stated(entry) for entry in form.persons),
        statement="住民票に上記の事項が記載されていることを証明する。",
    )


def seal_registration(form: SealRegistration) -> Content:
    """印鑑登録証明書: the imprint in its real size beside the person."""
    pairs = [Pair("氏名", form.name, large=True)]
    pairs += [Pair("通称", form.alias, large=True)] if form.alias else []
    pairs += [Pair("生年月日", day(form.birth))]
    pairs += [Pair("性別", form.sex)] if form.sex else []
    pairs += [Pair("住所", form.address)]
    blocks: tuple[Block, ...] = (
        Imprint(form.imprint, form.imprint_mm, "印影", tuple(pairs)),
        Note("備考　印影は、登録されたものを実寸で写したものです。"),
    )
    return Content(
        title="印鑑登録証明書",
        head=(),
        blocks=blocks,
        statement="この写しは、登録されている印影と相違ないことを証明する。",
    )


def _person(number: int, entry: ResidentEntry) -> Grid:
    """One person's frame. Some lines are there for everybody, some only for whom they exist."""
    rows: list[tuple[Pair, ...]] = [(Pair(f"{number}　氏名", entry.name, large=True),)]
    if entry.kana is not None:
        rows.insert(0, (Pair("フリガナ", entry.kana),))
    if entry.alias is not None:
        rows.append((Pair("通称", entry.alias, large=True),))
    rows.append((_half("生年月日", _day(entry.birth)), _half("性別", entry.sex or _OMITTED)))
    rows.append((_half("続柄", entry.relation or _OMITTED), _half("個人番号", _grouped(entry.my_number))))
    rows.append((_half("住民となった年月日", _day(entry.resident_since)), _half("住民票コード", _OMITTED)))
    rows.append(
        (_half("住所を定めた年月日", _day(entry.address_since)), _half("届出の年月日", _day(entry.notified_on)))
    )
    if entry.previous_address is not None:
        rows.append((Pair("前住所", entry.previous_address),))
    if entry.foreigner is None:
        rows.append((Pair("本籍", entry.registered_domicile or _OMITTED),))
        rows.append((Pair("筆頭者", entry.register_head or _OMITTED),))
    else:
        rows += _foreigner(entry.foreigner)
    return Grid(tuple(rows), gap=3.0)


def _foreigner(of: Foreigner) -> list[tuple[Pair, ...]]:
    return [
        (_half("国籍・地域", of.nationality or _OMITTED), _half("法第30条の45に規定する区分", of.category or _OMITTED)),
        (_half("在留資格", of.status or _OMITTED), _half("在留期間等", of.stay or _OMITTED)),
        (_half("在留期間の満了日", _day(of.stay_until)), _half("在留カード等の番号", of.card_number or _OMITTED)),
    ]


def _stated(entry: ResidentEntry) -> Grid:
    """Only what is not None, one line each."""
    of = entry.foreigner or Foreigner()
    found = (
        ("氏名", entry.name),
        ("フリガナ", entry.kana),
        ("通称", entry.alias),
        ("生年月日", entry.birth and day(entry.birth)),
        ("性別", entry.sex),
        ("続柄", entry.relation),
        ("住民となった年月日", entry.resident_since and day(entry.resident_since)),
        ("住所を定めた年月日", entry.address_since and day(entry.address_since)),
        ("届出の年月日", entry.notified_on and day(entry.notified_on)),
        ("前住所", entry.previous_address),
        ("本籍", entry.registered_domicile),
        ("筆頭者", entry.register_head),
        ("個人番号", entry.my_number and _grouped(entry.my_number)),
        ("国籍・地域", of.nationality),
        ("法第30条の45に規定する区分", of.category),
        ("在留資格", of.status),
        ("在留期間等", of.stay),
        ("在留期間の満了日", of.stay_until and day(of.stay_until)),
        ("在留カード等の番号", of.card_number),
    )
    return Grid(tuple((Pair(label, value, large=label == "氏名"),) for label, value in found if value), gap=3.0)


def _half(label: str, value: str) -> Pair:
    return Pair(label, value, width=_HALF)


def _day(value: date | None) -> str:
    return _OMITTED if value is None else day(value)


def _grouped(my_number: str | None) -> str:
    return _OMITTED if my_number is None else " ".join(my_number[at : at + 4] for at in range(0, 12, 4))
