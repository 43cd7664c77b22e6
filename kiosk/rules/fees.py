"""What a copy costs on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kiosk.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Campaign:
    """Another fee, in yen, on the days of `period`."""

    period: Period
    yen: int


def campaign_on(campaigns: Sequence[Campaign], day: date) -> Campaign | None:
    """The campaign of this day. Campaigns that overlap are a mistake in the catalogue, which its checker finds."""
    return next((each for each in campaigns if each.period.first <= day <= each.period.last), None)


def first_overlap(periods: Sequence[Period]) -> tuple[int, int] | None:
    """The places of two periods that share a day, or None."""
    in_order = sorted(range(len(periods)), key=lambda at: periods[at].first)
    for before, after in pairwise(in_order):
        if periods[after].first <= periods[before].last:
            return min(before, after), max(before, after)
    return None
