"""Items 4-1 (児童手当), 5-4 (障害者手帳), 5-13 (介護保険)."""

from __future__ import annotations

from datetime import date, timedelta

from gateway.contract.self_information import Section
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.levies import care_premium, care_stage, total_income
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

_CHILD_RELATIONS = ("子", "長男", "長女", "二男", "二女", "三男", "三女")


def child_allowance(facts: Facts) -> Sheet | None:
    """4-1: for the parent who earns most: until 31 March after the 18th birthday, paid in even months for two months.

    15,000 yen before 3, 10,000 from then, 30,000 from the third child on (児童手当法, since October 2024).
    """
    children = [child for child in _children(facts) if _counts(child, facts.today)]
    if not children or _receiver(facts).id != facts.person.id:
        return None
    rows = []
    for child in children:
        yen = _monthly(child, facts, facts.today)
        rows.append(table_row(text("対象の子ども", child.name), day("生年月日", child.birth), amount("月額", yen)))
    paid = [
        m for m in months_back(facts.today + timedelta(days=31), 7) if m.month % 2 == 0 and m + PAY_DAY <= facts.today
    ]
    payments = [_payment(facts, m) for m in paid[:3]]
    since = max(min(child.birth for child in children) + timedelta(days=9), facts.person.moved_in or date.min)
    return Sheet(
        facts.today - timedelta(days=1),
        (
            section(
                "認定の内容",
                text("受給者", facts.person.name),
                day("認定日", since),
                number("対象の子どもの人数", len(children), "人"),
            ),
            section("対象の子ども", *rows),
            *(payment for payment in payments if payment is not None),
        ),
        (note("child_allowance"),),
    )


PAY_DAY = timedelta(days=9)


def _children(facts: Facts) -> list[Resident]:
    born = [m for m in facts.household.members if m.relation in _CHILD_RELATIONS and m.birth <= facts.today]
    return sorted(born, key=lambda child: child.birth)


def _counts(child: Resident, on: date) -> bool:
    """Until the 31 March after the 18th birthday (a birthday on 1 April counts to the year before)."""
    last_year = child.birth.year + 18 + (child.birth >= date(child.birth.year, 4, 2))
    return child.birth <= on <= date(last_year, 3, 31)


def _monthly(child: Resident, facts: Facts, on: date) -> int:
    counted = [c for c in _children(facts) if c.birth <= on and c.age(on) < 22]
    if [c.id for c in counted].index(child.id) >= 2:
        return 30_000
    return 15_000 if child.age(on) < 3 else 10_000


def _receiver(facts: Facts) -> Resident:
    parents = [m for m in facts.household.members if m.relation in ("世帯主", "妻", "夫")]
    return max(parents, key=lambda m: (total_income(m, facts.today.year - 1), m.id == facts.household.head.id))


def _payment(facts: Facts, on: date) -> Section | None:
    months = [add_months(on, -2), add_months(on, -1)]
    total = sum(_monthly(c, facts, m) for m in months for c in _children(facts) if _counts(c, m) and c.birth < m)
    if not total:
        return None
    return section(
        "支払い",
        day("支払日", weekday(on + PAY_DAY)),
        period("対象の期間", months[0], on - timedelta(days=1)),
        amount("支払額", total),
        text("支払い方法", "口座振込"),
    )


def handbook(facts: Facts) -> Sheet | None:
    """5-4: the disability handbook(s) held."""
    if not facts.person.handbook:
        return None
    kind, grade = facts.person.handbook.split(" ")
    issued = add_months(facts.person.birth, 12 * (facts.age // 2 + 1)) + timedelta(days=40)
    rows = [
        text("手帳の種類", kind),
        text("等級・程度", grade),
        text("手帳の番号", f"架空県 第{seed(facts.person.id, kind) % 90000 + 10000}号"),
        day("交付日", issued),
    ]
    if kind == "身体障害者手帳":
        rows.append(text("障害名", "肢体不自由（下肢機能障害）"))
    else:
        end = issued
        while end <= facts.today:
            end = add_months(end, 24)
        rows.append(day("次の判定・有効期限", end))
    return Sheet(facts.today - timedelta(days=1), (section("障害者手帳", *rows),), (note("handbook"),))


def care_insurance(facts: Facts) -> Sheet | None:
    """5-13: premium stage from 65 on; level and use of services where care was recognised."""
    year = fiscal_year(facts.today)
    sections: list[Section] = []
    if facts.age >= 65:
        stage, per_cent = care_stage(facts.person, year)
        sections.append(
            section(
                "介護保険料",
                fiscal("年度", year),
                text("所得段階", f"第{stage}段階"),
                number("基準額に対する割合", per_cent / 100, "倍"),
                amount("年間の保険料", care_premium(facts.person, year)),
                text("納め方", "年金からの天引き" if facts.person.pension else "納付書または口座振替"),
            )
        )
    if facts.person.care_level:
        sections += _recognised(facts)
    if not sections:
        return None
    return Sheet(facts.today - timedelta(days=1), tuple(sections), (note("care"),))


_CARE_COST = {"要支援1": 28_000, "要支援2": 46_000, "要介護1": 96_000, "要介護2": 132_000, "要介護3": 189_000}
_SERVICES = ("通所介護", "訪問介護", "福祉用具貸与", "短期入所生活介護")


def _recognised(facts: Facts) -> list[Section]:
    person = facts.person
    first = date(fiscal_year(facts.today) - 1, 7, 1)
    level = section(
        "要介護認定",
        text("要介護状態区分", person.care_level),
        period("認定の有効期間", first, add_months(first, 36) - timedelta(days=1)),
        day("認定日", first - timedelta(days=12)),
        number("利用者負担の割合", 1, "割"),
    )
    used = []
    for back in months_back(facts.today, 5)[2:]:
        whole = 0
        rows = []
        for service in _SERVICES[: 2 + seed(person.id, "services") % 2]:
            cost = _CARE_COST[person.care_level] // 2 + seed(person.id, back, service) % 900 * 10
            whole += cost
            rows.append(table_row(text("サービス", service), amount("費用", cost), amount("払った額", cost // 10)))
        rows.append(table_row(text("サービス", "この月の合計"), amount("費用", whole), amount("払った額", whole // 10)))
        used.append(section("使ったサービス", month("利用した月", back), *rows, period=f"{back:%Y-%m}"))
    return [level, *used]
