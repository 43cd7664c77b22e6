"""和暦: the days on which it is decided, and there and back for every other day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.wareki import (
    ERAS,
    HEISEI,
    MEIJI,
    REIWA,
    SHOWA,
    TAISHO,
    Era,
    EraYear,
    NoSuchDay,
    era_year,
    named_year,
    western,
)

CHANGES = [
    (date(1873, 1, 1), MEIJI, 6),
    (date(1912, 7, 29), MEIJI, 45),
    (date(1912, 7, 30), TAISHO, 1),
    (date(1926, 12, 24), TAISHO, 15),
    (date(1926, 12, 25), SHOWA, 1),
    (date(1989, 1, 7), SHOWA, 64),
    (date(1989, 1, 8), HEISEI, 1),
    (date(2019, 4, 30), HEISEI, 31),
    (date(2019, 5, 1), REIWA, 1),
    (date(2026, 11, 20), REIWA, 8),
]


@pytest.mark.parametrize(("day", "era", "year"), CHANGES)
def test_days_around_a_change(day: date, era: Era, year: int) -> None:
    assert era_year(day) == EraYear(era, year)
    assert western(era, year, day.month, day.day) == day


def test_before_the_calendar_was_changed_there_is_no_simple_answer() -> None:
    assert era_year(date(1872, 12, 31)) is None
    assert western(MEIJI, 5, 12, 31) == NoSuchDay()


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [
        (SHOWA, 64, 1, 8),
        (HEISEI, 1, 1, 7),
        (HEISEI, 31, 5, 1),
        (REIWA, 1, 4, 30),
        (SHOWA, 0, 1, 1),
        (SHOWA, 50, 2, 30),
        (HEISEI, 13, 2, 29),
        (REIWA, 9000, 1, 1),
        (TAISHO, 1, 7, 29),
    ],
)
def test_days_that_do_not_exist(era: Era, year: int, month: int, day: int) -> None:
    assert western(era, year, month, day) == NoSuchDay()


def test_the_day_of_two_names_is_read_with_either() -> None:
    assert western(MEIJI, 45, 7, 30) == western(TAISHO, 1, 7, 30) == date(1912, 7, 30)
    assert western(TAISHO, 15, 12, 25) == western(SHOWA, 1, 12, 25) == date(1926, 12, 25)


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2200, 12, 31)))
def test_there_and_back(day: date) -> None:
    found = era_year(day)
    assert found is not None
    assert western(found.era, found.year, day.month, day.day) == day


def test_no_day_is_without_an_era() -> None:
    for before, after in pairwise(ERAS):
        assert before.last is not None
        assert after.first - before.last <= timedelta(days=1)


@pytest.mark.parametrize(("year", "era", "number"), [(2019, REIWA, 1), (1989, HEISEI, 1), (2026, REIWA, 8)])
def test_a_year_goes_by_the_era_it_ended_in(year: int, era: Era, number: int) -> None:
    assert named_year(year) == EraYear(era, number)
