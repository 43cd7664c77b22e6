"""Dates as each language writes and says them. A form is asked for in the words files: `{ MONTH($day) }`.

Japanese shows the era and, where a year stands for itself, the western year beside it: 令和8年(2026年).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from babel.dates import format_date, format_skeleton

from kiosk.rules.certificate_dates import JAPAN_TIME
from kiosk.rules.wareki import EraYear, era_year, named_year
from kiosk.words import numbers
from screens.phrase import Phrase, Run

Form = Literal["day", "both", "month", "year", "fiscal_year", "moment"]


class Dates(Protocol):
    """How one language writes a date in each form."""

    def phrase(self, day: date, form: Form) -> Phrase:
        """A date: "moment" needs a datetime and shows the time of Japan."""


class JapaneseDates:
    """令和8年11月20日. Before 1873 the western year alone."""

    def phrase(self, day: date, form: Form) -> Phrase:
        """The date with readings."""
        if isinstance(day, datetime) and form != "moment":
            day = in_japan(day).date()
        match form:
            case "day":
                return _said(*_year(day.year, era_year(day)), *_month(day), *_day(day))
            case "both":
                return _said(*_year_twice(day.year, era_year(day)), (Run(" "), "、"), *_month(day), *_day(day))
            case "month":
                return _said(*_year(day.year, era_year(day)), *_month(day))
            case "year":
                return _said(*_year_twice(day.year, named_year(day.year)))
            case "fiscal_year":
                return _said(*_year(day.year, named_year(day.year)), (Run("度", "ど"), "ど"))
            case "moment":
                at = in_japan(day)
                return _said(*_year(at.year, era_year(at.date())), *_month(at), *_day(at), *_time(at))


_Part = tuple[Run, str]


def _said(*parts: _Part) -> Phrase:
    return Phrase(tuple(run for run, _ in parts), "".join(speech for _, speech in parts))


def _year(year: int, era: EraYear | None) -> list[_Part]:
    if era is None:
        return _western_year(year)
    if era.year == 1:
        return [(Run(era.era.name, era.era.reading), era.era.reading), (Run("元年", "がんねん"), "がんねん")]
    return [
        (Run(era.era.name, era.era.reading), era.era.reading),
        (Run(str(era.year)), numbers.year(era.year)),
        (Run("年", "ねん"), ""),
    ]


def _year_twice(year: int, era: EraYear | None) -> list[_Part]:
    if era is None:
        return _western_year(year)
    return [*_year(year, era), (Run("("), "、"), *_western_year(year), (Run(")"), "")]


def _western_year(year: int) -> list[_Part]:
    return [(Run(str(year)), numbers.year(year)), (Run("年", "ねん"), "")]


def _month(day: date) -> list[_Part]:
    return [(Run(str(day.month)), numbers.month(day.month)), (Run("月", "がつ"), "")]


_REGULAR_DAYS = frozenset({11, 12, 13, 15, 16, 17, 18, 19, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31})


def _day(day: date) -> list[_Part]:
    said = numbers.day(day.day)
    if day.day in _REGULAR_DAYS:
        return [(Run(str(day.day)), said), (Run("日", "にち"), "")]
    return [(Run(f"{day.day}日", said), said)]


def _time(at: datetime) -> list[_Part]:
    said = numbers.hour(at.hour) + numbers.minute(at.minute)
    return [(Run(" "), "、"), (Run(f"{at.hour}:{at.minute:02d}"), said)]


@dataclass(frozen=True, slots=True)
class WesternDates:
    """The western year alone, as the language writes it (CLDR): 20 November 2026, 2026年11月20日, 2026년 11월 20일.

    day, month: patterns of CLDR, None for its own long form. fiscal: a fiscal year, April to March; {} is the year.
    """

    locale: str
    day: str | None
    month: str | None
    fiscal: str

    def phrase(self, day: date, form: Form) -> Phrase:
        """The date; nothing in it needs a reading."""
        if isinstance(day, datetime) and form != "moment":
            day = in_japan(day).date()
        match form:
            case "day" | "both":
                text = self._day(day)
            case "month":
                text = (
                    format_skeleton("yMMMM", day, locale=self.locale)
                    if self.month is None
                    else self._by(self.month, day)
                )
            case "year":
                text = format_skeleton("y", day, locale=self.locale)
            case "fiscal_year":
                text = self.fiscal.format(day.year)
            case "moment":
                at = in_japan(day)
                between = ", " if self.locale == "en" else " "
                text = f"{self._day(at)}{between}{at.hour}:{at.minute:02d}"
        return Phrase((Run(text),), text)

    def _day(self, day: date) -> str:
        return format_date(day, "long", locale=self.locale) if self.day is None else self._by(self.day, day)

    def _by(self, pattern: str, day: date) -> str:
        return format_date(day, pattern, locale=self.locale)


def in_japan(at: date) -> datetime:
    """An instant as clocks in Japan show it; one without a zone is taken as theirs already."""
    if not isinstance(at, datetime):
        raise TypeError("a moment needs a time")
    return at if at.tzinfo is None else at.astimezone(JAPAN_TIME)


BY_LANGUAGE: dict[str, Dates] = {
    "ja": JapaneseDates(),
    "en": WesternDates("en", "d MMMM y", "MMMM y", "fiscal {}"),
    "zh": WesternDates("zh_Hans", None, None, "{}年度"),
    "ko": WesternDates("ko", None, None, "{}년도"),
    "pt": WesternDates("pt_BR", None, None, "ano fiscal de {}"),
    "vi": WesternDates("vi", "'ngày' d 'tháng' M 'năm' y", "'tháng' M 'năm' y", "năm tài chính {}"),
}
"""By the language's first subtag."""
