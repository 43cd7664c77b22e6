"""Resident tax and premiums: figures worked out by hand from the law, and rules that hold for everybody."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.sandbox.levies import (
    care_premium,
    care_stage,
    pay_after_deduction,
    pension_after_deduction,
    resident_tax,
    total_income,
)
from gateway.sandbox.town import Household, Resident, komorebi


@pytest.mark.parametrize(
    ("gross", "year", "income"),
    [
        (500_000, 2024, 0),
        (1_000_000, 2024, 450_000),
        (1_000_000, 2025, 350_000),
        (1_625_000, 2024, 1_075_000),
        (3_600_000, 2024, 2_440_000),
        (5_000_000, 2024, 3_560_000),
        (6_600_000, 2024, 4_840_000),
        (8_500_000, 2024, 6_550_000),
        (12_000_000, 2024, 10_050_000),
    ],
)
def test_pay_after_deduction(gross: int, year: int, income: int) -> None:
    assert pay_after_deduction(gross, year) == income


@pytest.mark.parametrize(
    ("gross", "years", "income"), [(2_010_000, 80, 910_000), (1_000_000, 70, 0), (1_300_000, 62, 700_000)]
)
def test_pension_after_deduction(gross: int, years: int, income: int) -> None:
    assert pension_after_deduction(gross, years) == income


def single(earnings: int) -> Household:
    person = Resident(
        id="someone",
        subject="",
        name="だれか",
        kana="だれか",
        birth=date(1980, 5, 5),
        sex="女",
        relation="世帯主",
        work="employee",
        insurance="kyokai",
        earnings=earnings,
        employed_since=date(2000, 4, 1),
    )
    return Household("someone", "どこか", (person,))


def test_a_tax_worked_out_by_hand() -> None:
    """Pay 5,000,000 in 2025: income 3,560,000; insurance 15.45 % 772,500; basic 430,000; base 2,357,000."""
    home = single(5_000_000)
    tax = resident_tax(home, home.head, 2026)
    assert (tax.income, tax.deducted, tax.base) == (3_560_000, 1_202_500, 2_357_000)
    assert tax.relief == 2_500
    assert (tax.city, tax.prefecture) == (139_900, 93_200)
    assert tax.total == 139_900 + 93_200 + 4_000 + 1_000


def test_who_earns_little_is_exempt() -> None:
    home = single(1_000_000)
    assert resident_tax(home, home.head, 2026).total == 0


@given(st.integers(0, 20_000_000), st.integers(0, 500_000))
def test_more_pay_is_never_less_tax(earnings: int, more: int) -> None:
    less, richer = single(earnings), single(earnings + more)
    assert resident_tax(less, less.head, 2026).total <= resident_tax(richer, richer.head, 2026).total


@given(st.sampled_from(komorebi().residents), st.integers(2022, 2035))
def test_the_notice_adds_up(resident: Resident, year: int) -> None:
    tax = resident_tax(komorebi().household_of(resident), resident, year)
    assert tax.base <= max(0, tax.income - tax.deducted) < tax.base + 1000
    assert tax.total == tax.city + tax.prefecture + tax.flat + tax.forest
    assert min(tax.city, tax.prefecture, tax.flat, tax.forest, tax.relief) >= 0


def test_only_one_member_claims_the_family() -> None:
    for household in komorebi().households:
        claimed = [
            member.id
            for member in household.members
            if {name for name, _ in resident_tax(household, member, 2026).deductions} & {"配偶者控除", "扶養控除"}
        ]
        assert len(claimed) <= 1


def test_care_premium_follows_the_stage() -> None:
    person = next(r for r in komorebi().residents if r.id == "reiji-ichiro")
    assert total_income(person, 2025) == 910_000
    assert care_stage(person, 2026) == (6, 120)
    assert care_premium(person, 2026) == 89_280
    assert care_premium(replace(person, birth=date(1990, 1, 1)), 2026) == 0
