"""Items 3-2 (医療費・保険料), 3-4 (予防接種) and 3-17 (薬). One set of invented visits feeds 3-2 and 3-17, so that
they tell the same story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gateway.contract.self_information import Row, Section
from gateway.sandbox.holders import usual
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.levies import health_premium, total_income
from gateway.sandbox.rows import (
    add_months,
    age,
    amount,
    day,
    fiscal_year,
    months_back,
    note,
    number,
    pick,
    section,
    seed,
    table_row,
    text,
    weekday,
)
from gateway.sandbox.town import Resident

MONTHS_SHOWN = 6
UPDATED_ON = 11  # medical data arrive about the 11th of the month

_SURGERIES = (
    ("こもれび内科クリニック", ("アサツユ錠5mg", "コモレビロール錠10mg")),
    ("みずうみ整形外科", ("ヤワラギテープ20mg",)),
    ("あさひ歯科医院", ()),
    ("ひなた眼科", ("シズク点眼液0.1%",)),
    ("わかば皮ふ科", ("ナゴミ軟膏0.05%",)),
    ("こもれび市立病院", ("アサツユ錠5mg", "ヨゾラ錠2.5mg")),
)
_CHILDREN_SURGERIES = (("どんぐり小児科", ("ハナウタシロップ2%", "コダマ散10%")), ("あさひ歯科医院", ()))
_PHARMACIES = ("ひだまり薬局", "せせらぎ薬局", "こもれび調剤薬局")
_USES = ("1日1回 朝食後", "1日2回 朝夕食後", "1日3回 毎食後", "1日1回 ねる前")


@dataclass(frozen=True, slots=True)
class Visit:
    """One surgery in one month. Costs in yen; medicines empty where none were prescribed."""

    surgery: str
    days: int
    cost: int
    on: date
    pharmacy: str
    medicines: tuple[str, ...]
    medicine_cost: int


def visits(person: Resident, month: date) -> list[Visit]:
    """The person's visits of a month (its first day): more with age, some months none."""
    if month < person.birth:
        return []
    years = age(person.birth, month)
    most = 4 if years >= 70 else 3 if years >= 60 or years < 7 else 2
    surgeries = _CHILDREN_SURGERIES if years < 15 else _SURGERIES
    count = min(seed(person.id, month, "visits") % (most + 1), len(surgeries))
    start = seed(person.id, "usual surgery")
    return [_visit(person, month, *surgeries[(start + k) % len(surgeries)]) for k in range(count)]


def _visit(person: Resident, month: date, surgery: str, medicines: tuple[str, ...]) -> Visit:
    about = (person.id, month, surgery)
    days = 1 + seed(*about, "days") % 3
    return Visit(
        surgery=surgery,
        days=days,
        cost=sum(2_910 + seed(*about, k) % 520 * 10 for k in range(days)),
        on=weekday(month + timedelta(days=2 + seed(*about, "on") % 26)),
        pharmacy=pick(_PHARMACIES, person.id, "pharmacy"),
        medicines=medicines,
        medicine_cost=days * (1_380 + seed(*about, "medicine") % 210 * 10) if medicines else 0,
    )


def share(person: Resident, on: date) -> int:
    """一部負担金の割合 in tenths: 3, before school and from 70 on less, none with 医療扶助."""
    years = age(person.birth, on)
    if person.insurance == "assistance":
        return 0
    income = total_income(person, on.year - 1)
    if years >= 75:
        return 3 if income >= 2_600_000 else 2 if income >= 1_400_000 else 1
    school_age = on >= date(person.birth.year + 6 + (person.birth >= date(person.birth.year, 4, 2)), 4, 1)
    return 2 if years >= 70 or not school_age else 3


def medical_costs(facts: Facts) -> Sheet:
    """3-2: insurance, premiums, then month by month back from two months ago (three before the 11th)."""
    lag = 2 if facts.today.day >= UPDATED_ON else 3
    months = months_back(facts.today, MONTHS_SHOWN + lag - 1)[lag - 1 :]
    monthly = [_cost_month(facts.person, month) for month in months if visits(facts.person, month)]
    sections = (_insurance(facts), *_premium(facts), *monthly)
    return Sheet(_updated(facts.today), sections, (note("medical_costs"),))


def _updated(today: date) -> date:
    here = today.replace(day=UPDATED_ON)
    return here if here <= today else add_months(here, -1)


def _insurance(facts: Facts) -> Section:
    person = facts.person
    since = person.employed_since or person.moved_in or max(person.birth, date(2015, 4, 1))
    if person.insurance == "koki":
        since = add_months(person.birth, 75 * 12)
    rows = [
        text("保険者", usual("3-2", person).name.ja),
        text("制度", _SCHEMES[person.insurance]),
        day("資格取得日", max(person.birth, since)),
        number("窓口で払う割合", share(person, facts.today), "割"),
    ]
    if person.insurance != "assistance":
        rows.insert(
            2, text("記号・番号", f"見本{seed(facts.household.id) % 900 + 100}・{seed(person.id) % 9000 + 1000}")
        )
    return section("健康保険", *rows)


_SCHEMES = {
    "kokuho": "国民健康保険",
    "koki": "後期高齢者医療",
    "kyokai": "健康保険（協会）",
    "union": "健康保険（組合）",
    "seaman": "船員保険",
    "mutual": "共済組合",
    "assistance": "医療扶助",
}


def _premium(facts: Facts) -> list[Section]:
    year = fiscal_year(facts.today)
    premium = health_premium(facts.person, year)
    if not premium:
        return []
    instalment = premium // 8 // 100 * 100
    return [
        section(
            "保険料",
            amount("年間の保険料", premium),
            amount("1期目の額", premium - instalment * 7),
            amount("2期目からの額", instalment),
            number("納期の数", 8, "回"),
            period=str(year),
        )
    ]


def _cost_month(person: Resident, month: date) -> Section:
    rows: list[Row] = []
    tenths = share(person, month)
    whole = paid = days = 0
    for visit in visits(person, month):
        for place, cost in ((visit.surgery, visit.cost), (visit.pharmacy, visit.medicine_cost)):
            if cost:
                rows.append(_cost_row(text("かかった所", place), visit.days, cost, _paid(cost, tenths)))
                whole, paid = whole + cost, paid + _paid(cost, tenths)
        days += visit.days
    rows.append(_cost_row(text("かかった所", "この月の合計"), days, whole, paid))
    return section("診療分", *rows, period=f"{month:%Y-%m}")


def _cost_row(head: Row, days: int, cost: int, paid: int) -> Row:
    return table_row(head, number("日数", days, "日"), amount("医療費", cost), amount("払った額", paid))


def _paid(cost: int, tenths: int) -> int:
    """Rounded to 10 yen as at the counter (健康保険法 75条)."""
    return (cost * tenths // 10 + 5) // 10 * 10


def medicines(facts: Facts) -> Sheet | None:
    """3-17: what was dispensed, back from last month (two months ago before the 11th)."""
    lag = 1 if facts.today.day >= UPDATED_ON else 2
    months = months_back(facts.today, MONTHS_SHOWN + lag - 1)[lag - 1 :]
    dispensed = [
        _dispensing(facts.person, visit)
        for month in months
        for visit in sorted(visits(facts.person, month), key=lambda visit: visit.on, reverse=True)
        if visit.medicines
    ]
    if not dispensed:
        return None
    return Sheet(_updated(facts.today), tuple(dispensed), (note("medicines"),))


def _dispensing(person: Resident, visit: Visit) -> Section:
    supply = 7 * (1 + seed(person.id, visit.surgery, visit.on) % 4)
    rows = [day("調剤日", visit.on), text("薬局", visit.pharmacy), text("処方した所", visit.surgery)]
    for medicine in visit.medicines:
        use = text("使い方", pick(_USES, person.id, medicine))
        rows.append(table_row(text("薬", medicine), use, number("日数", supply, "日分")))
    return section("調剤", *rows, period=f"{visit.on:%Y-%m}")


# Vaccine, dose, months of age when it is given. What children are given since 2024 (予防接種法 A類疾病).
_CHILDHOOD = (
    ("五種混合", 1, 2),
    ("小児用肺炎球菌", 1, 2),
    ("B型肝炎", 1, 2),
    ("ロタウイルス", 1, 2),
    ("五種混合", 2, 3),
    ("小児用肺炎球菌", 2, 3),
    ("B型肝炎", 2, 3),
    ("五種混合", 3, 4),
    ("BCG", 1, 6),
    ("B型肝炎", 3, 8),
    ("麻しん風しん", 1, 12),
    ("水痘", 1, 12),
    ("五種混合", 4, 15),
    ("水痘", 2, 18),
    ("日本脳炎", 1, 37),
    ("日本脳炎", 2, 38),
    ("日本脳炎", 3, 50),
    ("麻しん風しん", 2, 66),
    ("日本脳炎", 4, 112),
    ("二種混合", 1, 134),
)
_RECORDS_FROM = date(2010, 4, 1)


def vaccinations(facts: Facts, *, here: bool = True) -> Sheet | None:
    """3-4: childhood vaccines by schedule, COVID-19 of 2021, and those of the elderly; newest first.

    こもれび市 has them all; the municipality where somebody lived before (not `here`) those until the move.
    """
    until = facts.today if here else facts.person.moved_in or date.min
    given = sorted(_given(facts.person, until), key=lambda dose: dose[2], reverse=True)
    if not given:
        return None
    rows = []
    for vaccine, dose, on in given:
        place = pick(("こもれび市保健センター", "どんぐり小児科", "こもれび内科クリニック"), facts.person.id, vaccine)
        rows.append(
            table_row(
                text("ワクチン", vaccine), number("回数", dose, "回目"), day("接種日", on), text("受けた所", place)
            )
        )
    return Sheet(facts.today - timedelta(days=1), (section("接種の記録", *rows),), (note("vaccinations"),))


def _given(person: Resident, until: date) -> list[tuple[str, int, date]]:
    doses = [
        (vaccine, dose, add_months(person.birth, months) + timedelta(days=3 + seed(person.id, vaccine, dose) % 12))
        for vaccine, dose, months in _CHILDHOOD
    ]
    if age(person.birth, date(2021, 8, 1)) >= 16:
        first = date(2021, 6, 5) if age(person.birth, date(2021, 8, 1)) >= 65 else date(2021, 8, 21)
        first += timedelta(days=seed(person.id, "covid") % 20)
        doses += [("新型コロナ", 1, first), ("新型コロナ", 2, first + timedelta(days=21))]
    for year in range(max(2021, person.birth.year + 65), until.year + 1):
        autumn = date(year, 10, 20) + timedelta(days=seed(person.id, year) % 40)
        if age(person.birth, autumn) >= 65:
            doses.append(("インフルエンザ", 1, autumn))
    doses.append(("高齢者用肺炎球菌", 1, add_months(person.birth, 65 * 12 + 5)))
    return [dose for dose in doses if _RECORDS_FROM <= dose[2] <= until]
