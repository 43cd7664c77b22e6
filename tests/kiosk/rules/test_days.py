"""Certificates' last days, and periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.certificate_dates import Expired, ExpiresSoon, InDate, judge, last_day
from kiosk.rules.periods import (
    EARLIEST,
    Period,
    PeriodFault,
    between,
    last_months,
    months_before,
    one_day,
    this_month,
)

LAST = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 8, 19), InDate()),
        (date(2026, 8, 20), ExpiresSoon(LAST)),
        (date(2026, 11, 20), ExpiresSoon(LAST)),
        (date(2026, 11, 21), Expired(LAST)),
    ],
)
def test_valid_through_the_day_itself(today: date, state: object) -> None:
    assert judge(LAST, today) == state


def test_the_last_day_is_the_one_in_japan() -> None:
    assert last_day(datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)) == LAST
    assert last_day(datetime(2026, 11, 20, 15, 0, 0, tzinfo=UTC)) == LAST + timedelta(days=1)
    with pytest.raises(ValueError):
        last_day(datetime(2026, 11, 20))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 15), 15, date(2024, 12, 15)),
    ],
)
def test_months_before(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_usual_periods() -> None:
    today = date(2026, 11, 20)
    assert one_day(today) == Period(today, today)
    assert this_month(today) == Period(date(2026, 11, 1), today)
    assert last_months(today, 3) == Period(date(2026, 8, 20), today)
    assert last_months(date(2017, 8, 1), 3).first == EARLIEST


DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_period_of_ones_own_lies_within_bounds(first: date, last: date, today: date) -> None:
    match between(first, last, today):
        case Period():
            assert EARLIEST <= first <= last <= today
        case PeriodFault.BACKWARDS:
            assert last < first
        case PeriodFault.IN_FUTURE:
            assert last > today
        case PeriodFault.TOO_EARLY:
            assert first < EARLIEST


def test_a_period_is_never_backwards() -> None:
    with pytest.raises(ValueError):
        Period(date(2026, 1, 2), date(2026, 1, 1))
