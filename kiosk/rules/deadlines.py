"""Deadlines of applications, reckoned as the law does (民法 140 条, 142 条; 児童手当法 8 条 3 項).

The day of the event itself does not count. A last day on which offices rest (行政機関の休日に関する法律 1 条) gives way
to the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday

CHILD_ALLOWANCE_DAYS = 15


@dataclass(frozen=True, slots=True)
class Deadline:
    """last: the last day on which the application is in time."""

    last: date

    def days_left(self, today: date) -> int:
        """0 on the last day itself, negative when it is over."""
        return (self.last - today).days


def office_rests(day: date) -> bool:
    """Saturdays, Sundays, holidays, and 29 December to 3 January."""
    return day.weekday() >= 5 or jpholiday.is_holiday(day) or (day.month, day.day) in _YEAR_END


_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


def within_days(event: date, days: int) -> Deadline:
    """`days` after the event, the event's own day not counted."""
    last = event + timedelta(days=days)
    while office_rests(last):
        last += timedelta(days=1)
    return Deadline(last)


def paid_from(event: date, applied: date) -> date:
    """First month for which 児童手当 is paid, as its first day: the month after the event, if applied for in that same
    month or within 15 days of the event (15日特例); else the month after the application.
    """
    if applied < event:
        raise ValueError("applied for before the event")
    in_time = (event.year, event.month) == (applied.year, applied.month)
    if in_time or applied <= within_days(event, CHILD_ALLOWANCE_DAYS).last:
        return month_after(event)
    return month_after(applied)


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
