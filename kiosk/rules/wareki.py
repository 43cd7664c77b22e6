"""和暦 and 西暦, both ways.

Own code: five rows of law and an addition are less than a dependency. Sources: the Cabinet orders that changed the era
(元号を改める政令), the Imperial edicts before them, and the calendar edict of 1872.

Before 1 January 1873 (明治6年) Japan used another calendar, so a Gregorian day has no simple Japanese one: `None`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """元号. first: the day that is written in this era. last: the last day that may be written in it, or None.

    明治 and 大正 ended on the very day on which the next era began: that day carries both names, and family registers
    hold both. It is written with the new name and read with either.
    """

    name: str
    reading: str
    english: str
    year_one: int
    first: date
    last: date | None


MEIJI = Era("明治", "めいじ", "Meiji", 1868, date(1873, 1, 1), date(1912, 7, 30))
TAISHO = Era("大正", "たいしょう", "Taisho", 1912, date(1912, 7, 30), date(1926, 12, 25))
SHOWA = Era("昭和", "しょうわ", "Showa", 1926, date(1926, 12, 25), date(1989, 1, 7))
HEISEI = Era("平成", "へいせい", "Heisei", 1989, date(1989, 1, 8), date(2019, 4, 30))
REIWA = Era("令和", "れいわ", "Reiwa", 2019, date(2019, 5, 1), None)

ERAS = (MEIJI, TAISHO, SHOWA, HEISEI, REIWA)


@dataclass(frozen=True, slots=True)
class EraYear:
    """A year of an era; `year` 1 is written 元年."""

    era: Era
    year: int


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """The calendar has no such day, or it lies outside its era (昭和64年1月8日)."""


def era_year(day: date) -> EraYear | None:
    """The era and year that `day` is written with, or None before 1873."""
    for era in reversed(ERAS):
        if day >= era.first:
            return EraYear(era, day.year - era.year_one + 1)
    return None


def named_year(year: int) -> EraYear | None:
    """The era and year that a whole western year (or 年度) goes by: the era it ended in. 2019 is 令和元年."""
    return era_year(date(year, 12, 31))


def western(era: Era, year: int, month: int, day: int) -> date | NoSuchDay:
    """The day that is written so in 和暦."""
    try:
        found = date(era.year_one + year - 1, month, day)
    except (ValueError, OverflowError):
        return NoSuchDay()
    if year < 1 or found < era.first or (era.last is not None and found > era.last):
        return NoSuchDay()
    return found
