"""15日特例 and days relative to today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.bounds import day_of, is_bound
from kiosk.rules.deadlines import month_after, office_rests, paid_from, within_days

DAYS = st.dates(date(2000, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (date(2026, 10, 1), date(2026, 10, 16)),  # a Friday
        (date(2026, 10, 2), date(2026, 10, 19)),  # 17 October is a Saturday
        (date(2026, 12, 15), date(2027, 1, 4)),  # 30 December to 3 January: offices rest
        (date(2026, 4, 21), date(2026, 5, 7)),  # Constitution, Greenery, Children's Day, and a substitute
    ],
)
def test_fifteen_days(event: date, last: date) -> None:
    assert within_days(event, 15).last == last


@given(DAYS, st.integers(0, 400))
def test_a_deadline_is_never_too_early_and_on_a_working_day(event: date, days: int) -> None:
    deadline = within_days(event, days)
    assert deadline.last >= event + timedelta(days=days)
    assert not office_rests(deadline.last)
    assert all(
        office_rests(event + timedelta(days=days + extra)) for extra in range((deadline.last - event).days - days)
    )
    assert deadline.days_left(deadline.last) == 0
    assert deadline.days_left(deadline.last + timedelta(days=1)) == -1


@pytest.mark.parametrize(
    ("event", "applied", "first_month"),
    [
        (date(2026, 10, 20), date(2026, 10, 31), date(2026, 11, 1)),  # the same month
        (date(2026, 10, 20), date(2026, 11, 4), date(2026, 11, 1)),  # the fifteenth day
        (date(2026, 10, 20), date(2026, 11, 5), date(2026, 12, 1)),  # a day late: a month is lost
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_fifteen_days_save_a_month(event: date, applied: date, first_month: date) -> None:
    assert paid_from(event, applied) == first_month


@given(DAYS, st.integers(0, 200))
def test_whoever_is_in_time_loses_nothing(event: date, after: int) -> None:
    applied = event + timedelta(days=after)
    in_time = applied <= within_days(event, 15).last
    first = paid_from(event, applied)
    assert first == month_after(event) if in_time else first in (month_after(event), month_after(applied))


def test_nobody_applies_before_the_event() -> None:
    with pytest.raises(ValueError):
        paid_from(date(2026, 10, 2), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("bound", "day"),
    [
        ("today", date(2024, 2, 29)),
        ("today-1y", date(2023, 2, 28)),
        ("today+4y", date(2028, 2, 29)),
        ("today+1m", date(2024, 3, 29)),
        ("today-1m", date(2024, 1, 29)),
        ("today+30d", date(2024, 3, 30)),
        ("2020-01-31", date(2020, 1, 31)),
    ],
)
def test_bounds(bound: str, day: date) -> None:
    assert is_bound(bound)
    assert day_of(bound, date(2024, 2, 29)) == day


@pytest.mark.parametrize("bound", ["", "yesterday", "today+", "today+1", "today+1w", "2020-02-30", "today 1d"])
def test_what_is_no_bound(bound: str) -> None:
    assert not is_bound(bound)


@given(DAYS, st.integers(0, 120))
def test_years_go_back_and_forth(today: date, years: int) -> None:
    assert day_of(f"today-{years}y", today).year == today.year - years
