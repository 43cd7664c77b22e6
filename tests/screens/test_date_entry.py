"""Entering a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules import wareki
from screens import eras
from screens.events import Answer
from screens.page import DateEntry
from screens.pages import date_entry
from screens.pages.date_entry import State
from screens.phrase import Data

PAGE = DateEntry(name="day", heading=Data("", personal=False), earliest="1912-07-30", latest="2026-11-20")


def enter(era: str, digits: str, page: DateEntry = PAGE) -> State:
    state = date_entry.start(page)
    chosen = date_entry.press(page, state, f"era.{era}")
    assert isinstance(chosen, State)
    return date_entry.typed(page, chosen, digits)


@given(st.dates(date(1912, 7, 30), date(2026, 11, 20)))
def test_every_day_can_be_typed_in_its_era_and_in_the_western_calendar(day: date) -> None:
    written = wareki.era_year(day)
    assert written is not None
    for era, year in ((written.era.english.lower(), f"{written.year:02d}"), ("western", str(day.year))):
        state = enter(era, f"{year}{day.month:02d}{day.day:02d}")
        assert date_entry.entered(PAGE, state) == day
        assert date_entry.press(PAGE, state, "main") == Answer(day)


@pytest.mark.parametrize(
    ("era", "digits", "day"), [("showa", "25412", date(1950, 4, 12)), ("reiwa", "81120", date(2026, 11, 20))]
)
def test_single_digits_hand_over_as_soon_as_nothing_else_can_be_meant(era: str, digits: str, day: date) -> None:
    assert date_entry.entered(PAGE, enter(era, digits)) == day


def test_a_single_digit_that_could_go_on_is_ended_by_the_main_key() -> None:
    state = enter("showa", "501")
    assert state.parts == ("50", "1", "")
    assert state.at == 1
    onward = date_entry.press(PAGE, state, "main")
    assert isinstance(onward, State)
    assert date_entry.entered(PAGE, date_entry.typed(PAGE, onward, "5")) == date(1975, 1, 5)


@pytest.mark.parametrize(
    ("era", "digits"),
    [
        ("showa", "640108"),  # 平成 had begun
        ("heisei", "010107"),
        ("western", "20230229"),
        ("western", "20261121"),  # beyond the bounds
        ("western", "19120729"),
        ("showa", "000101"),
    ],
)
def test_days_that_do_not_exist_or_lie_outside_give_no_answer(era: str, digits: str) -> None:
    state = enter(era, digits)
    assert date_entry.entered(PAGE, state) is None
    assert not isinstance(date_entry.press(PAGE, state, "main"), Answer)


def test_without_an_era_nothing_is_taken() -> None:
    state = date_entry.typed(PAGE, date_entry.start(PAGE), "50")
    assert state.parts == ("", "", "")


def test_full_width_digits_are_digits() -> None:
    assert enter("showa", "５０").parts[0] == "50"


@given(st.text(alphabet="0123456789", max_size=10))
def test_erasing_walks_back_to_nothing(digits: str) -> None:
    state = enter("showa", digits)
    for _ in range(12):
        back = date_entry.press(PAGE, state, "erase_one")
        assert isinstance(back, State)
        state = back
    assert state == State("showa")


def test_only_eras_that_can_be_meant_are_offered() -> None:
    names = [era.name for era in eras.offered(date(2020, 1, 1), date(2026, 1, 1))]
    assert names == ["reiwa", "western"]


def test_the_eras_are_those_of_the_rules() -> None:
    for mine, theirs in zip(eras.ERAS, wareki.ERAS, strict=True):
        assert mine.name == theirs.english.lower()
        assert (mine.year_one, mine.first) == (theirs.year_one, theirs.first)
        assert mine.last == (theirs.last or date.max)


def test_the_typed_day_is_not_in_the_repr() -> None:
    assert "50" not in repr(enter("showa", "500412"))
