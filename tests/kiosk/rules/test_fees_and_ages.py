"""Fees of a day, and ages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.ages import age_on
from kiosk.rules.fees import Campaign, campaign_on, first_overlap
from kiosk.rules.periods import Period

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days=days)), DAYS, st.integers(0, 40))


def test_a_campaign_includes_both_its_days() -> None:
    campaign = Campaign(Period(date(2026, 12, 1), date(2026, 12, 28)), 10)
    found = [campaign_on([campaign], date(2026, 12, day)) for day in (1, 28, 29)]
    assert found == [campaign, campaign, None]
    assert campaign_on([campaign], date(2026, 11, 30)) is None


@given(st.lists(PERIODS, max_size=6))
def test_overlap(periods: list[Period]) -> None:
    def share(a: Period, b: Period) -> bool:
        return a.first <= b.last and b.first <= a.last

    found = first_overlap(periods)
    pairs = [(a, b) for b in range(len(periods)) for a in range(b) if share(periods[a], periods[b])]
    assert (found is None) == (not pairs)
    if found is not None:
        assert found in pairs


@given(st.lists(PERIODS, max_size=6), DAYS)
def test_at_most_one_campaign_a_day(periods: list[Period], day: date) -> None:
    campaigns = [Campaign(period, yen) for yen, period in enumerate(periods)]
    found = campaign_on(campaigns, day)
    running = [each for each in campaigns if each.period.first <= day <= each.period.last]
    if first_overlap(periods) is None:
        assert running == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2011, 11, 22), date(2026, 11, 21), 14),
        (date(2011, 11, 21), date(2026, 11, 21), 15),
        (date(2012, 2, 29), date(2027, 2, 28), 14),
        (date(2012, 2, 29), date(2027, 3, 1), 15),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
    ],
)
def test_ages(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
