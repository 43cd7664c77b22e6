"""Years of the Japanese eras, for typing a date: the law's own dates, as in `kiosk.rules.wareki` (a test compares)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

EraName = Literal["meiji", "taisho", "showa", "heisei", "reiwa", "western"]


@dataclass(frozen=True, slots=True)
class Era:
    """year_one: western year of its first year. last: the last day that may be written in it."""

    name: EraName
    year_one: int
    first: date
    last: date


ERAS = (
    Era("meiji", 1868, date(1873, 1, 1), date(1912, 7, 30)),
    Era("taisho", 1912, date(1912, 7, 30), date(1926, 12, 25)),
    Era("showa", 1926, date(1926, 12, 25), date(1989, 1, 7)),
    Era("heisei", 1989, date(1989, 1, 8), date(2019, 4, 30)),
    Era("reiwa", 2019, date(2019, 5, 1), date.max),
)
WESTERN = Era("western", 1, date(1873, 1, 1), date.max)


def offered(earliest: date, latest: date) -> tuple[Era, ...]:
    """The eras in which a date between the bounds can lie, and the western calendar last."""
    return (*(era for era in ERAS if era.first <= latest and era.last >= earliest), WESTERN)
