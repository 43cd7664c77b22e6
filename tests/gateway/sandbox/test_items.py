"""What the templates say: for every item somebody, nothing from the future, sums that agree, one story."""

import os
import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.contract.self_information import Row
from gateway.portal.catalogue import catalogue
from gateway.sandbox.items import medical
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.items.registry import held_by, sheet
from gateway.sandbox.rows import add_months
from gateway.sandbox.town import Resident, komorebi

TODAY = date(2026, 11, 20)
ITEMS = [item.no for item in catalogue().items]
RESIDENTS = komorebi().residents

days = st.dates(date(2026, 1, 1), date(2031, 12, 31))
residents = st.sampled_from(RESIDENTS)


def facts(resident: Resident | str, today: date = TODAY) -> Facts:
    person = next(r for r in RESIDENTS if resident in (r, r.id))
    return Facts(person, komorebi().household_of(person), today)


def must(item: str, resident: str, today: date = TODAY) -> Sheet:
    found = sheet(item, facts(resident, today))
    assert found is not None
    return found


def rows(found: Sheet) -> list[Row]:
    return [row for section in found.sections for row in section.rows]


def value(found: Sheet, label: str) -> str:
    return next(row.value for row in rows(found) if row.label.ja == label)


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_is_held_about_somebody(item: str) -> None:
    assert any(sheet(item, facts(resident)) for resident in RESIDENTS)


def test_every_field_is_held_about_at_least_twelve() -> None:
    people: defaultdict[str, set[str]] = defaultdict(set)
    for item in catalogue().items:
        people[item.field] |= {r.id for r in RESIDENTS if sheet(item.no, facts(r))}
    assert {field: len(ids) >= 12 for field, ids in people.items()} == dict.fromkeys(people, True)
    assert len(people) == 7


PLANS_AHEAD = re.compile("期間|予定|期限|有効")


@given(residents, st.sampled_from(ITEMS), days)
def test_a_sheet_is_whole_and_knows_no_future(resident: Resident, item: str, today: date) -> None:
    found = sheet(item, facts(resident, today))
    if found is None:
        return
    assert found == sheet(item, facts(resident, today))
    assert found.as_of <= today
    assert found.sections
    assert all(section.rows for section in found.sections)
    for row in rows(found):
        for cell in (row, *row.details):
            if cell.kind == "date" and not PLANS_AHEAD.search(cell.label.ja):
                assert date.fromisoformat(cell.value) <= today, cell.label.ja
            if cell.kind == "amount":
                assert int(cell.value) >= 0, cell.label.ja


@given(residents, days)
def test_a_table_has_the_same_columns_in_all_rows(resident: Resident, today: date) -> None:
    for item in ITEMS:
        found = sheet(item, facts(resident, today))
        for section in found.sections if found else ():
            tables = [row for row in section.rows if row.details]
            for one, next_one in pairwise(tables):
                assert [cell.label for cell in one.details] == [cell.label for cell in next_one.details]


def test_labels_have_readings_in_hiragana() -> None:
    for resident in RESIDENTS:
        for item in ITEMS:
            found = sheet(item, facts(resident))
            for row in rows(found) if found else ():
                for label in (row.label, *(cell.label for cell in row.details)):
                    assert label.reading
                    assert re.fullmatch(r"[ぁ-んー・（） ]+", label.reading), label.reading


def test_names_are_handed_on_code_point_for_code_point() -> None:
    for resident in RESIDENTS:
        names = [row.value for row in rows(must("1", resident.id)) if row.label.ja == "氏名"]
        assert resident.name in names


def test_nothing_tells_address_or_number() -> None:
    """Item 1 is the household alone (住民基本台帳法 7条4号); a My Number is nowhere."""
    for resident in RESIDENTS:
        for item in ITEMS:
            found = sheet(item, facts(resident))
            for row in rows(found) if found else ():
                for cell in (row, *row.details):
                    assert komorebi().household_of(resident).address not in cell.value
                    assert not re.fullmatch(r"\d{12}", cell.value)


def test_the_same_on_every_machine() -> None:
    """No randomness, no hash seed, no set order."""
    program = (
        "from tests.gateway.sandbox.test_items import *\n"
        "import hashlib\n"
        "print(hashlib.sha256(repr([sheet(i, facts(r)).sections[-1].model_dump() for r in RESIDENTS for i in ITEMS"
        " if sheet(i, facts(r))]).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


# Medical cost and medicines


@given(residents, days)
def test_months_add_up_and_match_the_medicines(resident: Resident, today: date) -> None:
    costs = sheet("3-2", facts(resident, today))
    assert costs is not None
    months = {s.period for s in costs.sections if s.period and s.title and s.title.ja == "診療分"}
    for section in costs.sections:
        if section.title and section.title.ja == "診療分":
            *visits, total = section.rows
            for name in ("医療費", "払った額"):
                column = [int(next(c.value for c in row.details if c.label.ja == name)) for row in visits]
                assert int(next(c.value for c in total.details if c.label.ja == name)) == sum(column)
    given_out = sheet("3-17", facts(resident, today))
    for section in given_out.sections if given_out else ():
        if section.period and section.period <= max(months, default=""):
            surgery = next(row.value for row in section.rows if row.label.ja == "処方した所")
            treated = [s for s in costs.sections if s.period == section.period]
            assert any(surgery == row.value for s in treated for row in s.rows)


@pytest.mark.parametrize(("day", "newest"), [(10, "2026-08"), (11, "2026-09"), (30, "2026-09")])
def test_medical_cost_arrives_about_the_eleventh(day: int, newest: str) -> None:
    found = must("3-2", "reiji-ichiro", date(2026, 11, day))
    assert max(s.period for s in found.sections if s.title and s.title.ja == "診療分" and s.period) <= newest
    assert found.as_of == date(2026, 11 if day >= 11 else 10, 11)


@pytest.mark.parametrize(("day", "newest"), [(10, "2026-09"), (11, "2026-10")])
def test_medicines_arrive_a_month_earlier(day: int, newest: str) -> None:
    found = [must("3-17", r.id, date(2026, 11, day)) for r in RESIDENTS if sheet("3-17", facts(r))]
    assert max(s.period or "" for one in found for s in one.sections) == newest


@pytest.mark.parametrize(
    ("resident", "tenths"),
    [("mihon-taro", 3), ("katsuragi-hinata", 2), ("reiji-fumi", 1), ("sougou-tokiko", 0), ("mihon-sakura", 3)],
)
def test_share_at_the_counter(resident: str, tenths: int) -> None:
    assert medical.share(facts(resident).person, TODAY) == tenths


def test_school_starts_in_april_after_the_sixth_birthday() -> None:
    child = facts("katsuragi-mio").person  # born on 1 April 2021: counts to the year before
    assert medical.share(child, date(2027, 3, 31)) == 2
    assert medical.share(child, date(2027, 4, 1)) == 3


def test_nobody_is_vaccinated_before_birth() -> None:
    for resident in RESIDENTS:
        found = sheet("3-4", facts(resident))
        for row in rows(found) if found else ():
            assert date.fromisoformat(next(c.value for c in row.details if c.kind == "date")) > resident.birth


# Families and age


def test_child_allowance_goes_to_one_parent_only() -> None:
    assert sheet("4-1", facts("mihon-taro"))
    assert sheet("4-1", facts("mihon-hanako")) is None
    assert sheet("4-1", facts("mihon-sakura")) is None
    assert sheet("4-1", facts("reiji-ichiro")) is None


@pytest.mark.parametrize(
    ("parent", "today", "monthly"),
    [
        ("katsuragi-miyabi", date(2027, 1, 14), {"葛󠄂城　澪": "10000", "葛󠄂城　陽向": "15000"}),
        ("katsuragi-miyabi", date(2027, 1, 15), {"葛󠄂城　澪": "10000", "葛󠄂城　陽向": "10000"}),
        ("shisaku-hiroshi", TODAY, {"試作　はる": "10000", "試作　空": "10000", "試作　星": "30000"}),
    ],
)
def test_child_allowance_by_age_and_order(parent: str, today: date, monthly: dict[str, str]) -> None:
    children = [row for row in rows(must("4-1", parent, today)) if row.details]
    assert {row.value: next(c.value for c in row.details if c.label.ja == "月額") for row in children} == monthly


def test_child_allowance_is_paid_for_two_months() -> None:
    found = must("4-1", "shisaku-hiroshi")
    paid = [{row.label.ja: row.value for row in s.rows} for s in found.sections if s.title and s.title.ja == "支払い"]
    assert [one["支払額"] for one in paid] == ["100000"] * 3
    assert paid[0]["対象の期間"] == "2026-08-01/2026-09-30"
    assert paid[0]["支払日"] == "2026-10-09"  # the 10th is a Saturday


def test_child_allowance_ends_after_the_eighteenth_birthday() -> None:
    """大地, born 2019-02-20, is the last of the family: until 31 March 2037."""
    assert sheet("4-1", facts("mihon-taro", date(2037, 3, 31)))
    assert sheet("4-1", facts("mihon-taro", date(2037, 4, 1))) is None


def test_care_insurance_begins_at_65() -> None:
    birthday = add_months(facts("kamisaki-sho").person.birth, 65 * 12)
    assert sheet("5-13", facts("kamisaki-sho", birthday - timedelta(days=1))) is None
    assert sheet("5-13", facts("kamisaki-sho", birthday))


def test_pension_payment_is_amount_less_premiums() -> None:
    found = must("7-4", "reiji-ichiro")
    for section in found.sections[1:]:
        cells = {row.label.ja: row.value for row in section.rows}
        assert int(cells["振込額"]) == int(cells["支払額"]) - int(cells["天引きされた保険料"])
        assert date.fromisoformat(cells["支払日"]).month % 2 == 0
        assert date.fromisoformat(cells["支払日"]).weekday() < 5


def test_pension_record_adds_up() -> None:
    for resident in RESIDENTS:
        found = sheet("7-6", facts(resident))
        if found:
            both = int(value(found, "国民年金の月数")) + int(value(found, "厚生年金の月数"))
            assert both == int(value(found, "合計の月数"))


# Holders


def test_the_town_before_keeps_the_years_before() -> None:
    moved = facts("sample-maria")
    here, before = held_by(moved, "2", "komorebi"), held_by(moved, "2", "sazanami")
    assert here is not None
    assert before is not None
    assert [s.period for s in here.sections] == ["2026"]
    assert [s.period for s in before.sections] == ["2025", "2024"]
    assert held_by(facts("mihon-taro"), "2", "sazanami") is None


def test_other_holders_have_nothing() -> None:
    assert held_by(facts("mihon-taro"), "3-2", "kyokai") is None
    assert held_by(facts("mihon-taro"), "3-2", "union") is not None
