"""Hours: sharp at both ends, and what is said about the next opening is true."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.opening import JAPAN_TIME, Days, Open, Shut, Span, Timetable, Why, state
from kiosk.rules.periods import Period

LABOUR_THANKSGIVING = date(2026, 11, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN_TIME)


def every_day(**more: object) -> Timetable:
    return Timetable(Days.EVERY_DAY, time(6, 30), time(23), lambda _day: False, **more)  # type: ignore[arg-type]


def family_register(**more: object) -> Timetable:
    return Timetable(
        Days.WEEKDAYS,
        time(9),
        time(17),
        lambda day: day == LABOUR_THANKSGIVING,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-21T06:29:59.999999", Shut(Why.HOURS, at("2026-11-21T06:30"))),
        ("2026-11-21T06:30", Open(at("2026-11-21T23:00"))),
        ("2026-11-21T22:59:59.999999", Open(at("2026-11-21T23:00"))),
        ("2026-11-21T23:00", Shut(Why.HOURS, at("2026-11-22T06:30"))),
        ("2026-12-28T22:59", Open(at("2026-12-28T23:00"))),
        ("2026-12-28T23:00", Shut(Why.HOURS, at("2027-01-04T06:30"))),
        ("2026-12-29T12:00", Shut(Why.YEAR_END, at("2027-01-04T06:30"))),
        ("2027-01-03T22:59", Shut(Why.YEAR_END, at("2027-01-04T06:30"))),
        ("2027-01-04T06:30", Open(at("2027-01-04T23:00"))),
    ],
)
def test_sharp(when: str, expected: Open | Shut) -> None:
    assert state(every_day(), at(when)) == expected


def test_some_places_issue_all_year() -> None:
    assert state(every_day(year_end=False), at("2027-01-01T12:00")) == Open(at("2027-01-01T23:00"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-20T16:59", Open(at("2026-11-20T17:00"))),
        # Friday evening: Saturday, Sunday and the holiday on Monday lie between.
        ("2026-11-20T17:00", Shut(Why.HOURS, at("2026-11-24T09:00"))),
        ("2026-11-21T10:00", Shut(Why.NOT_TODAY, at("2026-11-24T09:00"))),
        ("2026-11-23T10:00", Shut(Why.NOT_TODAY, at("2026-11-24T09:00"))),
    ],
)
def test_weekdays_without_holidays(when: str, expected: Open | Shut) -> None:
    assert state(family_register(), at(when)) == expected


def test_maintenance_in_mid_day() -> None:
    work = Span(at("2026-11-21T13:00"), at("2026-11-21T15:30"))
    timetable = every_day(maintenance=(work,))
    assert state(timetable, at("2026-11-21T12:59")) == Open(at("2026-11-21T13:00"))
    assert state(timetable, at("2026-11-21T13:00")) == Shut(Why.MAINTENANCE, at("2026-11-21T15:30"))
    assert state(timetable, at("2026-11-21T15:30")) == Open(at("2026-11-21T23:00"))


def test_maintenance_over_night_ends_before_the_morning() -> None:
    timetable = every_day(maintenance=(Span(at("2026-11-21T20:00"), at("2026-11-22T05:00")),))
    assert state(timetable, at("2026-11-21T20:00")) == Shut(Why.MAINTENANCE, at("2026-11-22T06:30"))
    late = every_day(maintenance=(Span(at("2026-11-21T20:00"), at("2026-11-22T10:00")),))
    assert state(late, at("2026-11-21T23:30")) == Shut(Why.HOURS, at("2026-11-22T10:00"))


def test_closures() -> None:
    closure = Period(date(2026, 11, 21), date(2026, 11, 22))
    shut = state(every_day(closures=(closure,)), at("2026-11-21T12:00"))
    assert shut == Shut(Why.CLOSURE, at("2026-11-23T06:30"), closure)


def test_closed_for_good() -> None:
    for_good = every_day(closures=(Period(date(2026, 1, 1), date(2099, 1, 1)),))
    assert state(for_good, at("2026-11-21T12:00")) == Shut(Why.CLOSURE, None, for_good.closures[0])


def test_nonsense_is_a_bug() -> None:
    with pytest.raises(ValueError):
        Timetable(Days.EVERY_DAY, time(23), time(6, 30), lambda _day: False)
    with pytest.raises(ValueError):
        Span(at("2026-11-21T12:00"), at("2026-11-21T12:00"))
    with pytest.raises(ValueError):
        state(every_day(), datetime(2026, 11, 21, 12))  # noqa: DTZ001


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=JAPAN_TIME))  # noqa: DTZ001
SPANS = st.builds(
    lambda begins, minutes: Span(begins, begins + timedelta(minutes=minutes)), MOMENTS, st.integers(1, 4000)
)
CLOSURES = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(0, 20),
)
HOURS = st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1])


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    opens, closes = draw(HOURS)
    holidays = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=20))
    return Timetable(
        draw(st.sampled_from(Days)),
        opens,
        closes,
        holidays.__contains__,
        draw(st.booleans()),
        tuple(draw(st.lists(CLOSURES, max_size=4))),
        tuple(draw(st.lists(SPANS, max_size=4))),
    )


@given(timetables(), MOMENTS)
def test_what_is_said_is_true(timetable: Timetable, now: datetime) -> None:
    an_instant = timedelta(microseconds=1)
    match state(timetable, now):
        case Open(closes_at=closes_at):
            assert now < closes_at
            assert isinstance(state(timetable, closes_at - an_instant), Open)
            assert isinstance(state(timetable, closes_at), Shut)
        case Shut(opens_at=None):
            pass
        case Shut(opens_at=opens_at):
            assert opens_at is not None
            assert now < opens_at
            assert isinstance(state(timetable, opens_at), Open)
            assert isinstance(state(timetable, opens_at - an_instant), Shut)


@given(timetables(), MOMENTS, st.integers(0, 10_000))
def test_nothing_is_open_before_the_next_opening(timetable: Timetable, now: datetime, minutes: int) -> None:
    shut = state(timetable, now)
    between = now + timedelta(minutes=minutes)
    if isinstance(shut, Shut) and shut.opens_at is not None and between < shut.opens_at:
        assert isinstance(state(timetable, between), Shut)
