"""Typing kana."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens import kana


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("か", "゛", "が"),
        ("が", "゛", "か"),
        ("は", "゛", "ば"),
        ("ば", "゜", "ぱ"),
        ("ぱ", "゛", "ば"),
        ("つ", "小", "っ"),
        ("っ", "゛", "づ"),
        ("や", "小", "ゃ"),
        ("う", "゛", "ゔ"),
        ("あん", "゛", "あん"),
        ("", "小", ""),
    ],
)
def test_marks_change_the_sign_before_them(before: str, mark: str, after: str) -> None:
    assert kana.marked(before, mark) == after


@given(st.text(alphabet="あかがさはばぱつっや", max_size=5), st.sampled_from(list(kana.MARKS)))
def test_a_mark_pressed_twice_takes_itself_back(text: str, mark: str) -> None:
    once = kana.marked(text, mark)
    twice = kana.marked(once, mark)
    assert kana.marked(twice, mark) == once
    assert text[:-1] == once[:-1] == twice[:-1]


def test_the_board_has_fifty_keys_and_every_sign_once() -> None:
    signs = "".join(kana.COLUMNS)
    assert len(signs) == 50 == len(set(signs))


def test_erasing_takes_a_sign_with_all_that_belongs_to_it() -> None:
    assert kana.erased("渡葛\U000e0102") == "渡"
    assert kana.erased("か\u3099") == ""
    assert kana.erased("𠮷") == ""
    assert kana.erased("") == ""


@given(st.text(max_size=8))
def test_erasing_shortens_by_one_until_nothing_is_left(text: str) -> None:
    length = kana.length(text)
    assert kana.length(kana.erased(text)) == max(0, length - 1)
