"""When something is open: daily hours, weekdays, closures by date, the turn of the year, maintenance in mid-day.

Every interval is half-open: 6:30 sharp is open, 23:00 sharp is closed. Days and hours are Japan's, which has known no
summer time since 1951.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from kiosk.rules.periods import Period

JAPAN_TIME = timezone(timedelta(hours=9))
LOOKED_AHEAD_DAYS = 366


class Days(Enum):
    """On which days of the week. WEEKDAYS: Monday to Friday except national holidays."""

    EVERY_DAY = "every_day"
    WEEKDAYS = "weekdays"


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant (aware) until before another."""

    begins: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if self.begins.tzinfo is None or self.ends.tzinfo is None:
            raise ValueError("an instant without a time zone")
        if self.ends <= self.begins:
            raise ValueError("a span ends before it begins")


@dataclass(frozen=True, slots=True)
class Timetable:
    """opens < closes. year_end: closed from 29 December to 3 January. is_holiday: whether a day is a national one."""

    days: Days
    opens: time
    closes: time
    is_holiday: Callable[[date], bool]
    year_end: bool = True
    closures: tuple[Period, ...] = ()
    maintenance: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("closes before it opens")


class Why(Enum):
    """Why it is shut."""

    HOURS = "hours"  # before it opens, after it closed
    NOT_TODAY = "not_today"  # weekend, national holiday
    YEAR_END = "year_end"
    CLOSURE = "closure"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Open:
    """Open until before `closes_at`: the end of the day's hours, or the beginning of maintenance."""

    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Shut:
    """opens_at: the next opening, None if there is none within a year. closure: where that is why."""

    why: Why
    opens_at: datetime | None
    closure: Period | None = None


def state(timetable: Timetable, at: datetime) -> Open | Shut:
    """Whether it is open at this instant (aware)."""
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    here = at.astimezone(JAPAN_TIME)
    if (closed := _closed_day(timetable, here.date())) is not None:
        why, closure = closed
        return Shut(why, _next_opening(timetable, here), closure)
    if not timetable.opens <= here.time() < timetable.closes:
        return Shut(Why.HOURS, _next_opening(timetable, here))
    if any(span.begins <= here < span.ends for span in timetable.maintenance):
        return Shut(Why.MAINTENANCE, _next_opening(timetable, here))
    ends = [_on(here.date(), timetable.closes), *(s.begins for s in timetable.maintenance if s.begins > here)]
    return Open(min(ends).astimezone(JAPAN_TIME))


def _closed_day(timetable: Timetable, day: date) -> tuple[Why, Period | None] | None:
    for closure in timetable.closures:
        if closure.first <= day <= closure.last:
            return Why.CLOSURE, closure
    if timetable.year_end and ((day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)):
        return Why.YEAR_END, None
    if timetable.days is Days.WEEKDAYS and (day.weekday() >= 5 or timetable.is_holiday(day)):
        return Why.NOT_TODAY, None
    return None


def _next_opening(timetable: Timetable, after: datetime) -> datetime | None:
    for ahead in range(LOOKED_AHEAD_DAYS + 1):
        day = after.date() + timedelta(days=ahead)
        if _closed_day(timetable, day) is not None:
            continue
        opening = _past_maintenance(timetable, max(_on(day, timetable.opens), after))
        if opening < _on(day, timetable.closes):
            return opening
    return None


def _past_maintenance(timetable: Timetable, at: datetime) -> datetime:
    for span in sorted(timetable.maintenance, key=lambda each: each.begins):
        if span.begins <= at < span.ends:
            at = span.ends.astimezone(JAPAN_TIME)
    return at


def _on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, JAPAN_TIME)
