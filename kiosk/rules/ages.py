"""Ages as the law counts them (年齢計算ニ関スル法律, 民法 143条)."""

from __future__ import annotations

from datetime import date


def age_on(birth: date, day: date) -> int:
    """Completed years during `day`. Who was born on 29 February is a year older from 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
