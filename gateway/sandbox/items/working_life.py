"""Items 6-1 (雇用保険), 6-3 (高年齢雇用継続給付 and 基本手当), 7-4 (老齢年金), 7-6 (年金の記録)."""

from __future__ import annotations

from datetime import date, timedelta

from gateway.contract.self_information import Section
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.levies import NATIONAL_PENSION_MONTH, care_premium, health_premium
from gateway.sandbox.rows import (
    add_months,
    amount,
    day,
    fiscal,
    fiscal_year,
    month,
    months_back,
    note,
    number,
    period,
    section,
    seed,
    table_row,
    text,
    weekday,
)
from gateway.sandbox.town import Resident

FULL_BASIC_PENSION = 847_300  # 老齢基礎年金, 480 months


def employment_insurance(facts: Facts) -> Sheet | None:
    """6-1: insured where employed; 育児休業給付 where the benefit "6-1" runs or ran."""
    person = facts.person
    if person.work != "employee" or not person.employed_since:
        return None
    sections = [
        section(
            "加入の記録",
            text("被保険者番号", f"0000-{seed(person.id, 'insured') % 900000 + 100000}-0"),
            text("事業所", person.employer),
            day("資格取得日", person.employed_since),
            text("被保険者の種類", "高年齢被保険者" if facts.age >= 65 else "一般被保険者"),
        )
    ]
    if since := person.benefits.get("6-1"):
        sections += _parental_leave(person, since, facts.today)
    return Sheet(facts.today - timedelta(days=2), tuple(sections), (note("employment"),))


def _parental_leave(person: Resident, since: date, today: date) -> list[Section]:
    """育児休業給付金: 67 % of the daily wage for 180 days, then 50 %, decided every two months."""
    daily = person.earnings // 365
    given = []
    for unit in range(6):
        first = add_months(since, unit * 2)
        last = add_months(since, unit * 2 + 2) - timedelta(days=1)
        if last + timedelta(days=20) > today:
            break
        percent = 67 if unit < 3 else 50
        given.append(
            section(
                "育児休業給付金",
                period("対象の期間", first, last),
                number("支給率", percent, "%"),
                amount("支給額", daily * 60 * percent // 100),
                day("支給決定日", last + timedelta(days=20)),
            )
        )
    return given[::-1]


def later_working_life(facts: Facts) -> Sheet | None:
    """6-3: 基本手当 where the benefit "6-3" is given, else 高年齢雇用継続 for employees of 60 to 64."""
    person = facts.person
    if since := person.benefits.get("6-3"):
        sections = _unemployment(person, since, facts.today)
    elif person.work == "employee" and 60 <= facts.age < 65:
        sections = _continued(person, facts.today)
    else:
        return None
    return Sheet(facts.today - timedelta(days=2), tuple(sections), (note("employment"),))


def _unemployment(person: Resident, since: date, today: date) -> list[Section]:
    daily = max(2_295, person.earnings // 365 * 60 // 100)
    total = 120
    rows = []
    for unit in range(total // 28 + 1):
        recognised = since + timedelta(days=28 * (unit + 1))
        if recognised > today:
            break
        days = min(28, total - 28 * unit)
        rows.append(table_row(day("認定日", recognised), number("日数", days, "日"), amount("支給額", days * daily)))
    entitled = section(
        "基本手当",
        text("受給資格者番号", f"{since:%y}-{seed(person.id, 'unemployed') % 90000 + 10000}-0"),
        day("離職日", since - timedelta(days=14)),
        text("離職の理由", "会社の都合"),
        number("所定給付日数", total, "日"),
        amount("日額", daily),
        period("受給の期間", since, add_months(since, 12) - timedelta(days=1)),
    )
    return [entitled, section("支給の記録", *rows[::-1])] if rows else [entitled]


def _continued(person: Resident, today: date) -> list[Section]:
    wage = person.earnings // 12
    rows = [
        table_row(month("対象の月", back), amount("賃金", wage), amount("支給額", wage * 10 // 100))
        for back in months_back(today, 5)[1:]
        if back >= add_months(person.birth, 60 * 12)
    ]
    heading = section(
        "高年齢雇用継続給付", number("支給率", 10, "%"), day("受給資格の確認日", add_months(person.birth, 721))
    )
    return [heading, section("支給の記録", *rows)] if rows else [heading]


def _insured_months(person: Resident, today: date) -> tuple[int, int]:
    """(国民年金, 厚生年金) months between 20 and 60 (70 while employed)."""
    twenty = add_months(person.birth, 240)
    end = min(today, add_months(person.birth, 720))
    whole = max(0, _months(twenty, end))
    if person.work in ("employee", "official", "seaman"):
        employed = _months(max(person.employed_since or twenty, twenty), min(today, add_months(person.birth, 840)))
        employed = max(0, employed)
        return max(0, whole - employed), employed
    employed = whole * (seed(person.id, "career") % 60) // 100 if person.pension or person.work == "none" else 0
    return whole - employed, employed


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def pension_record(facts: Facts) -> Sheet | None:
    """7-6: periods insured and, for those who pay themselves, the last months of contributions."""
    if facts.age < 20:
        return None
    person = facts.person
    national, employees = _insured_months(person, facts.today)
    sections = [
        section(
            "加入の記録",
            text("基礎年金番号", f"0000-{seed(person.id, 'pension') % 900000 + 100000}"),
            number("国民年金の月数", national, "月"),
            number("厚生年金の月数", employees, "月"),
            number("合計の月数", national + employees, "月"),
            text("いまの種別", _category(person, facts.age)),
        )
    ]
    if person.work == "self_employed" and facts.age < 60:
        rows = [
            table_row(month("対象の月", back), amount("保険料", NATIONAL_PENSION_MONTH), text("納付の状況", "納付済み"))
            for back in months_back(facts.today, 7)[1:]
        ]
        sections.append(section("保険料の納付", *rows))
    elif person.work in ("employee", "official", "seaman"):
        standard = person.earnings // 12 // 10_000 * 10_000
        premium = standard * 915 // 10_000
        rows = [
            table_row(month("対象の月", back), amount("標準報酬月額", standard), amount("保険料", premium))
            for back in months_back(facts.today, 7)[1:]
        ]
        sections.append(section("厚生年金の保険料", *rows))
    return Sheet(facts.today.replace(day=1), tuple(sections), (note("pension_record"),))


def _category(person: Resident, years: int) -> str:
    if person.work in ("employee", "official", "seaman"):
        return "第2号被保険者"
    if years >= 60:
        return "加入期間は終わりました"
    return (
        "第3号被保険者"
        if person.relation in ("妻", "夫") and person.insurance not in ("kokuho", "assistance")
        else "第1号被保険者"
    )


def old_age_pension(facts: Facts) -> Sheet | None:
    """7-4: from 65 on: amounts of the year and the last three payments (15th of even months, for two months)."""
    person = facts.person
    if facts.age < 65 or not person.pension:
        return None
    basic = min(person.pension, FULL_BASIC_PENSION)
    year = fiscal_year(facts.today)
    amounts = section(
        "年金の額",
        fiscal("年度", year),
        amount("老齢基礎年金", basic),
        *([amount("老齢厚生年金", person.pension - basic)] if person.pension > basic else []),
        amount("年額の合計", person.pension),
        day("受けとりはじめた日", add_months(person.birth, 781).replace(day=1)),
    )
    withheld = (care_premium(person, year) + (health_premium(person, year) if person.insurance == "koki" else 0)) // 6
    paid = [m for m in months_back(facts.today + timedelta(days=31), 8) if m.month % 2 == 0]
    payments = [
        section(
            "支払い",
            day("支払日", weekday(m + timedelta(days=14))),
            amount("支払額", person.pension // 6),
            amount("天引きされた保険料", withheld),
            amount("振込額", person.pension // 6 - withheld),
        )
        for m in paid
        if add_months(person.birth, 782) < m + timedelta(days=14) <= facts.today
    ]
    return Sheet(facts.today.replace(day=1), (amounts, *payments[:3]), (note("pension"),))
