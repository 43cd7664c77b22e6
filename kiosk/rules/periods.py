"""Periods of days, both ends included, as a resident asks for records by them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum

EARLIEST = date(2017, 7, 18)
"""情報連携 began on this day; there is no record before it."""


@dataclass(frozen=True, slots=True)
class Period:
    """first ≤ last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period's last day lies before its first")


class PeriodFault(Enum):
    """Why two days are no period to ask for."""

    BACKWARDS = "backwards"
    IN_FUTURE = "in_future"
    TOO_EARLY = "too_early"


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def one_day(day: date) -> Period:
    """A day."""
    return Period(day, day)


def this_month(today: date) -> Period:
    """From the first of this month to today."""
    return Period(today.replace(day=1), today)


def last_months(today: date, months: int) -> Period:
    """From the same day `months` earlier to today."""
    return Period(max(months_before(today, months), EARLIEST), today)


def between(first: date, last: date, today: date) -> Period | PeriodFault:
    """The period between two days that somebody chose."""
    if last < first:
        return PeriodFault.BACKWARDS
    if last > today:
        return PeriodFault.IN_FUTURE
    if first < EARLIEST:
        return PeriodFault.TOO_EARLY
    return Period(first, last)
