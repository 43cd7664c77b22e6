"""Entering a PIN: what comes out, and that it stands nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.events import Answer, Refused, Touched
from screens.metrics import PANEL_A
from screens.pages import pin
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.view import View

SAMPLE = SAMPLES["pin"]


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLE.page, SAMPLE.frame)
    return view


def test_four_digits_are_handed_over_as_bytes_that_can_be_zeroed(view: View) -> None:
    for digit in "7391":
        assert isinstance(view.press(f"digit.{digit}"), Touched)
    answer = view.press("main")
    assert isinstance(answer, Answer)
    assert answer.value == bytearray(b"7391")
    assert "7391" not in repr(answer)


def test_with_digits_missing_the_main_action_lies_flat_and_counts(view: View) -> None:
    view.press("digit.1")
    refused = view.press("main")
    assert isinstance(refused, Refused)
    assert refused.reason is not None
    assert "あと3桁" in refused.reason.plain


def test_a_fifth_digit_is_not_taken(view: View) -> None:
    view.type_text("73915")
    answer = view.press("main")
    assert isinstance(answer, Answer)
    assert answer.value == bytearray(b"7391")


def test_full_width_digits_of_a_keyboard_count(view: View) -> None:
    answer = view.type_text("７３９１\r")
    assert isinstance(answer, Answer)
    assert answer.value == bytearray(b"7391")


def test_asking_for_help_forgets_the_digits(view: View) -> None:
    view.type_text("73")
    shown = view._shown
    assert shown is not None
    state = shown.state
    assert isinstance(state, pin.State)
    typed = state.typed
    assert view.press("help") == Answer("help")
    assert not any(typed)
    assert state.count == 0


def test_digits_are_overwritten_by_a_wipe_and_by_another_page(view: View) -> None:
    seen: list[bytes] = []

    class Watched(bytearray):
        """Says what it holds at the moment it is emptied."""

        def clear(self) -> None:
            seen.append(bytes(self))
            super().clear()

    for forget in (view.wipe, lambda: view.show(SAMPLES["menu"].page, SAMPLE.frame)):
        view.show(SAMPLES["menu"].page, SAMPLE.frame)
        view.show(SAMPLE.page, SAMPLE.frame)
        shown = view._shown
        assert shown is not None
        assert isinstance(shown.state, pin.State)
        shown.state.typed = Watched()
        view.type_text("73")
        seen.clear()
        forget()
        assert seen == [b"\0\0"]


def test_after_the_answer_the_discs_stay_until_the_next_page(view: View) -> None:
    view.type_text("7391\r")
    tree = view.tree()
    assert tree is not None
    count = tree.find("pin.count")
    assert count is not None
    assert "4桁" in count.label.plain
    assert view.press("digit.1") is None


@pytest.fixture(scope="module")
def shared(words: Mapping[str, Words]) -> tuple[View, pygame.Surface]:
    return View(PANEL_A, words["ja"]), pygame.Surface((1920, 1080))


@given(st.text(alphabet="0123456789", min_size=4, max_size=4), st.text(alphabet="0123456789", min_size=4, max_size=4))
def test_neither_tree_nor_picture_depends_on_which_digits_were_typed(
    shared: tuple[View, pygame.Surface], one: str, other: str
) -> None:
    seen = []
    view, surface = shared
    for digits in (one, other):
        view.show(SAMPLES["menu"].page, SAMPLE.frame)
        view.show(SAMPLE.page, SAMPLE.frame)
        view.type_text(digits[:3])
        tree = view.tree()
        assert tree is not None
        view.draw(surface)
        crop = surface.subsurface(pygame.Rect(100, 380, 900, 140))
        seen.append((tree.as_text(), str(tree.as_json()), repr(tree), pygame.image.tobytes(crop, "RGB")))
    assert seen[0] == seen[1]


def test_which_digit_is_held_down_is_not_in_the_tree(view: View) -> None:
    before = view.tree()
    assert before is not None
    key = before.find("digit.7")
    assert key is not None
    x, y, w, h = PANEL_A.px(key.box)
    view.pointer_down(x + w / 2, y + h / 2, 10.0)
    held = view.tree()
    assert held is not None
    assert held.as_json() == before.as_json()
    assert held.find("digit.7") != key, "but it is to be seen"


def test_no_digit_is_said(view: View) -> None:
    tree = view.tree()
    assert tree is not None
    keys = [widget for widget in tree.focusable if widget.id.startswith("digit.")]
    assert len(keys) == 10
    assert len({key.spoken for key in keys}) == 1
    assert not any(sign.isdigit() for key in keys for sign in key.spoken)
