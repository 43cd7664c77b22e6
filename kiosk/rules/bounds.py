"""Days a form's question allows, written relative to today: `today`, `today-30d`, `today+14d`, `today-120y`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kiosk.rules.periods import months_before

_RELATIVE = re.compile(r"today(?:(?P<sign>[+-])(?P<count>[0-9]{1,5})(?P<unit>[dmy]))?")


def is_bound(text: str) -> bool:
    """Whether `day_of` can read it."""
    if _RELATIVE.fullmatch(text):
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def day_of(bound: str, today: date) -> date:
    """The day meant; ValueError if it is none. A month or year that lacks the day gives its last day."""
    found = _RELATIVE.fullmatch(bound)
    if found is None:
        return date.fromisoformat(bound)
    if found["sign"] is None:
        return today
    count = int(found["count"]) * (1 if found["sign"] == "+" else -1)
    if found["unit"] == "d":
        return today + timedelta(days=count)
    return months_before(today, -count * (12 if found["unit"] == "y" else 1))
