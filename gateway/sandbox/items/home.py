"""Items 1 (世帯情報) and 2 (地方税)."""

from __future__ import annotations

from datetime import date, timedelta

from gateway.contract.self_information import Row, Section
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.levies import resident_tax
from gateway.sandbox.rows import amount, day, fiscal_year, note, number, section, text
from gateway.sandbox.town import Resident


def household(facts: Facts) -> Sheet:
    """1: the head, and everybody's relation to the head. The registry is copied every night."""
    rows: list[Section] = [
        section(
            "あなたの世帯",
            text("世帯主の氏名", facts.household.head.name),
            text("あなたの続柄", facts.person.relation),
            number("世帯の人数", len(_living(facts)), "人"),
        )
    ]
    rows += [_member(member) for member in _living(facts)]
    return Sheet(facts.today - timedelta(days=1), tuple(rows), (note("household"),))


def _living(facts: Facts) -> list[Resident]:
    return [member for member in facts.household.members if member.birth <= facts.today]


def _member(member: Resident) -> Section:
    rows: list[Row] = [
        text("氏名", member.name),
        text("ふりがな", member.kana),
        text("続柄", member.relation),
        day("生年月日", member.birth),
        text("性別", member.sex),
    ]
    if member.nationality:
        rows.append(text("国籍・地域", member.nationality))
    if member.moved_in:
        rows.append(day("住民となった日", member.moved_in))
    return section("世帯員", *rows)


def resident_taxes(facts: Facts, *, here: bool = True) -> Sheet | None:
    """2: three years of resident tax, each taxed where the person lived on 1 January. `here`: in こもれび市.

    The notices of a 年度 go out in June.
    """
    newest = fiscal_year(facts.today) - (facts.today.month in (4, 5))
    years = [year for year in (newest, newest - 1, newest - 2) if _taxed(facts.person, year, here)]
    if not years:
        return None
    return Sheet(date(newest, 6, 10), tuple(_tax_year(facts, year) for year in years), (note("tax"), note("tax_paper")))


def _taxed(person: Resident, year: int, here: bool) -> bool:
    lived_here = person.moved_in is None or person.moved_in < date(year, 1, 1)
    return person.birth < date(year, 1, 1) and lived_here == here


def _tax_year(facts: Facts, year: int) -> Section:
    tax = resident_tax(facts.household, facts.person, year)
    incomes = [("給与収入", tax.pay), ("営業等収入", tax.business), ("公的年金等の収入", tax.pension)]
    rows = [amount(name, yen) for name, yen in incomes if yen]
    rows.append(amount("合計所得金額", tax.income))
    rows += [amount(name, yen) for name, yen in tax.deductions]
    rows += [
        amount("所得控除の合計", tax.deducted),
        amount("課税標準額", tax.base),
        amount("調整控除", tax.relief),
        amount("市民税 所得割", tax.city),
        amount("県民税 所得割", tax.prefecture),
        amount("均等割", tax.flat),
        amount("森林環境税", tax.forest),
        amount("年税額", tax.total),
        text("納め方", _way_of_paying(facts.person, tax.total)),
    ]
    return section("年度の税額", *rows, period=str(year))


def _way_of_paying(person: Resident, total: int) -> str:
    if total == 0:
        return "非課税"
    if person.work in ("employee", "official", "seaman"):
        return "給与からの天引き"
    return "年金からの天引き" if person.pension else "納付書または口座振替"
