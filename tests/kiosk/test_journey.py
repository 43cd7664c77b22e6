"""The engine: answers, effects, Back by replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journey import Ask, BrokenReplayError, Card, CardLaid, Effect, Ended, Engine, Journey, WentBack
from screens.page import Choose, Option
from screens.phrase import msg


def page(name: str, *, back: bool = True) -> Choose:
    return Choose(name=name, heading=msg("x"), options=(Option(key="a", title=msg("x")),), back=back)


@dataclass(frozen=True, slots=True)
class Do(Effect):
    what: str
    final: bool = False
    lane: ClassVar[str] = "x"
    deadline_s: ClassVar[float] = 1.0

    def closes_way_back(self, outcome: object) -> bool:
        return self.final


def shown(engine: Engine) -> str:
    match engine.step:
        case Ask(page=asked):
            return asked.name
        case Do(what=what):
            return f"!{what}"
        case _:
            return "end"


def three_questions() -> Journey[str]:
    first = yield page("one")
    done = yield Do("read")
    second = yield page(f"two.{first}")
    third = yield page("three")
    return f"{first}{done}{second}{third}"


def test_a_journey_is_answers_and_pages() -> None:
    engine = Engine(three_questions)
    assert shown(engine) == "one"
    engine.answer("A")
    assert shown(engine) == "!read"
    engine.settle("r")
    assert shown(engine) == "two.A"
    engine.answer("B")
    engine.answer("C")
    assert engine.step == Ended("ArBC")


def test_back_drops_the_last_answer_and_repeats_no_effect_before_it() -> None:
    engine = Engine(three_questions)
    engine.answer("A")
    engine.settle("r")
    engine.answer("B")
    engine.back()
    assert shown(engine) == "two.A"
    engine.back()
    assert shown(engine) == "one"
    engine.answer("Z")
    assert shown(engine) == "!read", "what came after the dropped answer is asked anew"


def test_at_the_first_question_there_is_nothing_to_take_back() -> None:
    engine = Engine(three_questions)
    assert engine.at_start
    assert not engine.can_go_back
    with pytest.raises(RuntimeError):
        engine.back()


def test_back_passes_over_what_a_device_answered() -> None:
    def journey() -> Journey[None]:
        yield page("menu")
        yield Ask(page("put_card"), Card.IS_AWAITED)
        yield page("pin")

    engine = Engine(journey)
    engine.answer("a")
    engine.answer(CardLaid("1"), by_hand=False)
    assert shown(engine) == "pin"
    engine.back()
    assert shown(engine) == "menu"


def test_behind_a_final_effect_back_leaves_the_joined_journey() -> None:
    def inner() -> Journey[None]:
        yield Do("log_in", final=True)
        yield page("list")
        yield page("detail")

    def outer() -> Journey[None]:
        while True:
            yield page("menu")
            try:
                yield from inner()
            except WentBack:
                continue

    engine = Engine(outer)
    engine.answer("a")
    engine.settle("ok")
    engine.answer("row")
    engine.back()
    assert shown(engine) == "list", "inside, an answer is taken back"
    engine.back()
    assert shown(engine) == "menu", "at the effect, the journey is left"
    engine.answer("a")
    assert shown(engine) == "!log_in"
    engine.settle("ok")
    engine.answer("row")
    engine.back()
    assert shown(engine) == "list", "the replay takes the left way again"


def test_a_page_can_close_the_way_back() -> None:
    def journey() -> Journey[None]:
        yield page("one")
        yield page("two", back=False)

    engine = Engine(journey)
    engine.answer("a")
    assert not engine.can_go_back


def test_a_journey_that_takes_another_way_with_the_same_answers_is_a_bug() -> None:
    ways = iter(["one", "other"])

    def journey() -> Journey[None]:
        way = next(ways)
        yield page(way)
        yield page("two")
        yield page("three")

    engine = Engine(journey)
    engine.answer("a")
    engine.answer("b")
    with pytest.raises(BrokenReplayError):
        engine.back()


def test_closing_forgets() -> None:
    engine = Engine(three_questions)
    engine.answer("secret")
    engine.close()
    assert isinstance(engine.step, Ended)
    assert engine.at_start


@given(st.lists(st.sampled_from(["answer", "back"]), max_size=60))
def test_any_walk_ends_where_the_answers_say(walk: list[str]) -> None:
    """Model: a stack of answers. The page shown depends on its height alone."""

    def journey() -> Journey[None]:
        for number in range(100):
            yield page(f"q{number}")
            if number % 3 == 0:
                yield Do(str(number))

    engine = Engine(journey)
    height = 0
    for move in walk:
        if move == "answer":
            engine.answer("a")
            height += 1
        elif engine.can_go_back:
            engine.back()
            height -= 1
        while isinstance(engine.step, Do):
            engine.settle("done")
        assert shown(engine) == f"q{height}"
