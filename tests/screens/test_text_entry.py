"""Entering text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens import kana
from screens.events import Answer, Refused
from screens.metrics import PANEL_A
from screens.page import Frame, TextEntry, TrayState
from screens.pages import text_entry
from screens.phrase import Data, Words
from screens.view import View

FRAME = Frame(tray=TrayState.EMPTY, can_go_back=True)


def page(keyboard: str = "kana", *, longest: int = 20, optional: bool = False, start: str = "") -> TextEntry:
    return TextEntry(
        name="text",
        heading=Data("q", personal=False),
        label=Data("l", personal=False),
        keyboard="latin" if keyboard == "latin" else "kana",
        longest=longest,
        optional=optional,
        start=start,
    )


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    return View(PANEL_A, words["ja"])


def press(view: View, *ids: str) -> object:
    event: object = None
    for id in ids:
        event = view.press(id)
    return event


def test_kana_are_typed_and_voiced(view: View) -> None:
    view.show(page(), FRAME)
    answer = press(view, "kana.し", "kana.゛", "kana.と", "kana.゛", "kana.う", "kana.て", "main")
    assert answer == Answer("じどうて")


def test_small_kana_and_erasing(view: View) -> None:
    view.show(page(), FRAME)
    assert press(view, "kana.き", "kana.や", "kana.小", "kana.ー", "erase_one", "main") == Answer("きゃ")


def test_letters_can_be_reached_and_left_again(view: View) -> None:
    view.show(page(), FRAME)
    assert press(view, "switch", "shift", "latin.A", "latin.b", "switch", "kana.あ", "main") == Answer("Abあ")


def test_who_reads_no_japanese_begins_with_letters(words: Mapping[str, Words]) -> None:
    view = View(PANEL_A, words["en"])
    view.show(page(), FRAME)
    assert press(view, "shift", "latin.A", "latin.n", "latin.n", "main") == Answer("Ann")


def test_an_address_has_its_signs_and_endings(view: View) -> None:
    view.show(page("latin", longest=254), FRAME)
    assert press(view, "latin.a", "latin.@", "latin.b", "latin..ne.jp", "main") == Answer("a@b.ne.jp")


def test_an_address_takes_no_sign_that_none_has(view: View) -> None:
    view.show(page("latin"), FRAME)
    assert view.type_text("a b\u3042c\r") == Answer("abc")


def test_nothing_typed_goes_on_only_where_it_may_be_left_out(view: View) -> None:
    view.show(page(), FRAME)
    assert isinstance(view.press("main"), Refused)
    view.show(page(optional=True), FRAME)
    assert view.press("main") == Answer("")


def test_the_answer_before_stands_in_the_field(view: View) -> None:
    view.show(page(start="さくら"), FRAME)
    assert press(view, "erase_one", "main") == Answer("さく")


@given(st.lists(st.sampled_from(["あ", "葛\U000e0102", "𠮷", "Z", " "]), max_size=12), st.integers(1, 8))
def test_no_more_signs_than_allowed_however_many_code_points_they_have(signs: list[str], longest: int) -> None:
    asked = page(longest=longest)
    state = text_entry.typed(asked, text_entry.start(asked, "ja"), "".join(signs))
    assert kana.length(state.text) == min(len(signs), longest)
    assert "".join(signs).startswith(state.text)


def test_a_long_text_shows_its_end(view: View) -> None:
    view.show(page("latin", longest=254), FRAME)
    view.type_text("a" * 100 + "@end.example")
    tree = view.tree()
    assert tree is not None
    field = tree.find("field")
    assert field is not None
    drawn = field.lettering[0].text.plain
    assert drawn.startswith("…")
    assert drawn.endswith("@end.example")
    assert field.box.encloses(field.lettering[0].box, 1.0)


def test_what_is_typed_is_personal_and_in_no_repr(view: View) -> None:
    view.show(page(), FRAME)
    view.type_text("さくら")
    tree = view.tree()
    assert tree is not None
    field = tree.find("field")
    assert field is not None
    assert field.personal
    assert view._shown is not None
    assert "さくら" not in repr(view._shown.state)
