"""How the sandbox reckons resident tax and social insurance: the general rules of the Local Tax Act (地方税法), rounded
to what makes sums agree with each other. Yen everywhere. Good enough to look right, not to assess anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.sandbox.rows import age
from gateway.sandbox.town import Household, Resident

CARE_BASE = 74_400  # 介護保険料 基準額, a year
NATIONAL_PENSION_MONTH = 17_510
FLAT_CITY, FLAT_PREFECTURE, FOREST = 3_000, 1_000, 1_000  # 均等割 and 森林環境税


def pay(person: Resident, year: int) -> int:
    """Pay or business income of a calendar year: none before 15, the first year from the month of starting."""
    if person.age(date(year, 12, 31)) < 15 or not person.earnings:
        return 0
    start = person.employed_since
    if start and start.year > year:
        return 0
    months = 13 - start.month if start and start.year == year else 12
    return int(person.earnings * (1 + 0.012 * (year - 2025)) * months / 12) // 1000 * 1000


def pension(person: Resident, year: int) -> int:
    """Old-age pension of a calendar year from 65 on, the first year from the month after the birthday."""
    years = age(person.birth, date(year, 12, 31))
    if years < 65 or not person.pension:
        return 0
    return person.pension if years > 65 else person.pension * (12 - person.birth.month) // 12


def pay_after_deduction(gross: int, year: int) -> int:
    """給与所得: pay less the employment income deduction (所得税法 28条)."""
    least, flat_to = (650_000, 1_900_000) if year >= 2025 else (550_000, 1_625_000)
    if gross <= flat_to:
        return max(0, gross - least)
    for limit, rate, plus in (
        (1_800_000, 0.4, -100_000),
        (3_600_000, 0.3, 80_000),
        (6_600_000, 0.2, 440_000),
        (8_500_000, 0.1, 1_100_000),
    ):
        if gross <= limit:
            return gross - int(gross * rate + plus)
    return gross - 1_950_000


def pension_after_deduction(gross: int, years: int) -> int:
    """雑所得 of public pensions (所得税法 35条), for incomes without much else."""
    least, flat_to = (1_100_000, 3_300_000) if years >= 65 else (600_000, 1_300_000)
    return max(0, gross - least) if gross <= flat_to else int(gross * 0.75) - 275_000


def total_income(person: Resident, year: int) -> int:
    """合計所得金額 of a calendar year."""
    earned = pay(person, year)
    work = max(0, earned - 650_000) if person.work == "self_employed" else pay_after_deduction(earned, year)
    return work + pension_after_deduction(pension(person, year), person.age(date(year, 12, 31)))


def care_premium(person: Resident, year: int) -> int:
    """介護保険料 of a 第1号被保険者 (65 and over) for the 年度, by stage of the income of the year before."""
    return CARE_BASE * care_stage(person, year)[1] // 1000 * 10 if person.age(date(year, 12, 31)) >= 65 else 0


def care_stage(person: Resident, year: int) -> tuple[int, int]:
    """(stage, per cent of the base amount)."""
    income = total_income(person, year - 1)
    for stage, limit, per_cent in ((1, 0, 28), (4, 450_000, 90), (6, 1_200_000, 120), (7, 2_100_000, 130)):
        if income <= limit:
            return stage, per_cent
    return 8, 150


def health_premium(person: Resident, year: int) -> int:
    """国民健康保険料 or 後期高齢者医療保険料 of the 年度; 0 for insurances that withhold it from pay."""
    base = max(0, total_income(person, year - 1) - 430_000)
    if person.insurance == "kokuho":
        head_part = 13_600 if base == 0 else 45_600
        return min(1_090_000, int(base * 0.1) + head_part) // 100 * 100
    if person.insurance == "koki":
        head_part = 14_400 if base == 0 else 48_000
        return min(800_000, int(base * 0.0949) + head_part) // 100 * 100
    return 0


def social_insurance(person: Resident, year: int) -> int:
    """社会保険料控除 of a calendar year."""
    years = person.age(date(year, 12, 31))
    if person.insurance in ("kyokai", "union", "seaman", "mutual") and pay(person, year):
        return int(pay(person, year) * (0.1545 if 40 <= years < 65 else 0.1465))
    own = NATIONAL_PENSION_MONTH * 12 if person.work == "self_employed" and years < 60 else 0
    return own + health_premium(person, year) + care_premium(person, year)


@dataclass(frozen=True, slots=True)
class ResidentTax:
    """One 年度 of resident tax; `deductions` by name in the order of the notice."""

    year: int
    pay: int
    business: int
    pension: int
    income: int
    deductions: tuple[tuple[str, int], ...]
    base: int
    relief: int
    city: int
    prefecture: int
    flat: int
    forest: int

    @property
    def deducted(self) -> int:
        return sum(yen for _, yen in self.deductions)

    @property
    def total(self) -> int:
        return self.city + self.prefecture + self.flat + self.forest


def resident_tax(household: Household, person: Resident, year: int) -> ResidentTax:
    """個人住民税 of the 年度, on the income of the calendar year before."""
    before = year - 1
    income = total_income(person, before)
    dependents = _dependents(household, person, before)
    family, family_gap = _family_deductions(dependents, before)
    deductions = [("社会保険料控除", social_insurance(person, before)), *family]
    if person.handbook:
        deductions.append(("障害者控除", 300_000 if _severe(person) else 260_000))
    deductions.append(("基礎控除", 430_000))
    base = max(0, income - sum(yen for _, yen in deductions)) // 1000 * 1000
    exempt = income <= _exempt_up_to(len(dependents)) or (person.handbook and income <= 1_350_000)
    relief = _relief(base, 50_000 + family_gap)
    charged = 0 if exempt else 1
    earned = pay(person, before)
    return ResidentTax(
        year=year,
        pay=0 if person.work == "self_employed" else earned,
        business=earned if person.work == "self_employed" else 0,
        pension=pension(person, before),
        income=income,
        deductions=tuple((name, yen) for name, yen in deductions if yen),
        base=base,
        relief=charged * relief,
        city=charged * max(0, base * 6 // 100 - relief * 3 // 5) // 100 * 100,
        prefecture=charged * max(0, base * 4 // 100 - relief * 2 // 5) // 100 * 100,
        flat=charged * (FLAT_CITY + FLAT_PREFECTURE),
        forest=charged * FOREST,
    )


def _dependents(household: Household, person: Resident, year: int) -> list[Resident]:
    """The members without own income count for the one who earns most."""
    earners = sorted(household.members, key=lambda m: total_income(m, year), reverse=True)
    if earners[0].id != person.id:
        return []
    limit = 580_000 if year >= 2025 else 480_000
    alive = [m for m in household.members if m.birth.year <= year and m.id != person.id]
    return [m for m in alive if total_income(m, year) <= limit]


def _family_deductions(dependents: list[Resident], year: int) -> tuple[list[tuple[str, int]], int]:
    """The deductions, and the gap to the national deductions that the 調整控除 makes good."""
    spouse = family = gap = 0
    for member in dependents:
        years = member.age(date(year, 12, 31))
        if member.relation in ("妻", "夫"):
            spouse, gap = 380_000 if years >= 70 else 330_000, gap + (100_000 if years >= 70 else 50_000)
        elif years >= 70:
            family, gap = family + 450_000, gap + 130_000
        elif 19 <= years <= 22:
            family, gap = family + 450_000, gap + 180_000
        elif years >= 16:
            family, gap = family + 330_000, gap + 50_000
    return [("配偶者控除", spouse), ("扶養控除", family)], gap


def _exempt_up_to(dependents: int) -> int:
    return 280_000 * (dependents + 1) + 100_000 + (168_000 if dependents else 0)


def _relief(base: int, gap: int) -> int:
    """調整控除 (地方税法 314条の6)."""
    if base <= 2_000_000:
        return min(gap, base) * 5 // 100
    return max(2_500, (gap - (base - 2_000_000)) * 5 // 100)


def _severe(person: Resident) -> bool:
    return any(grade in person.handbook for grade in ("1級", "2級", "療育手帳A"))
