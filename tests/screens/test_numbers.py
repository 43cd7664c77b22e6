"""Digits, passwords and what was handed in."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.events import Answer
from screens.metrics import PANEL_A, PANEL_B, Panel
from screens.page import Digits, Filed, Frame, Password, Secret, TrayState, Tries
from screens.pages import digits, password
from screens.phrase import Data, Words
from screens.samples import SAMPLES
from screens.theme import ThemeName
from screens.view import View

FRAME = Frame(tray=TrayState.EMPTY, can_go_back=True)
HEADING = Data("q", personal=False)


def number(*, longest: int = 7, shortest: int = 1, optional: bool = False, start: str = "") -> Digits:
    return Digits(
        name="n", heading=HEADING, label=HEADING, longest=longest, shortest=shortest, optional=optional, start=start
    )


SIGN = Password(name="p", heading=HEADING, secret=Secret.SIGNATURE, tries=Tries(5, 5))


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    return View(PANEL_A, words["ja"])


def press(view: View, *ids: str) -> object:
    event: object = None
    for id in ids:
        event = view.press(id)
    return event


def test_digits_are_typed_and_erased(view: View) -> None:
    view.show(number(), FRAME)
    assert press(view, "digit.1", "digit.2", "erase_one", "digit.3", "main") == Answer("13")
    view.show(number(start="99"), FRAME)
    assert press(view, "erase_all", "digit.7", "main") == Answer("7")


def test_too_few_digits_are_no_answer(view: View) -> None:
    view.show(number(shortest=7), FRAME)
    view.type_text("12345")
    assert not isinstance(press(view, "main"), Answer)
    view.type_text("６７８９")
    assert press(view, "main") == Answer("1234567")


def test_an_empty_answer_only_where_it_may_be(view: View) -> None:
    view.show(number(), FRAME)
    assert not isinstance(press(view, "main"), Answer)
    view.show(number(shortest=7, optional=True), FRAME)
    assert press(view, "main") == Answer("")
    view.type_text("1")
    assert not isinstance(press(view, "main"), Answer)


@given(st.text(max_size=30), st.integers(1, 24))
def test_only_digits_and_not_too_many(text: str, longest: int) -> None:
    state = digits.typed(number(longest=longest), digits.State(), text)
    assert len(state.text) <= longest
    assert state.text == "" or (state.text.isascii() and state.text.isdigit())


@given(st.text(alphabet="0123456789", max_size=24))
def test_groups_change_nothing(text: str) -> None:
    assert digits.grouped((3, 4), text).replace("-", "") == text
    assert digits.grouped((), text) == text


def test_a_password_is_handed_over_in_capitals(view: View) -> None:
    view.show(SIGN, FRAME)
    view.type_text("sａ-m")
    answer = press(view, "sign.P", "sign.L", "sign.E", "erase_one", "sign.9", "main")
    assert isinstance(answer, Answer)
    assert answer.value == bytearray(b"SAMPL9")


def test_five_signs_are_too_few_and_seventeen_too_many(view: View) -> None:
    view.show(SIGN, FRAME)
    view.type_text("ABCDE")
    assert not isinstance(press(view, "main"), Answer)
    view.type_text("F" * 20)
    answer = press(view, "main")
    assert isinstance(answer, Answer)
    assert answer.value == bytearray(b"ABCDE" + b"F" * 11)


def test_no_letter_of_a_password_is_seen_or_said(view: View) -> None:
    view.show(SIGN, FRAME)
    view.type_text("QQQQQQ")
    view.press("sign.Z")
    tree = view.tree()
    assert tree is not None
    field = tree.find("password")
    assert field is not None
    assert field.value is not None
    assert field.value.plain == "●" * 7
    assert "Q" not in f"{field.speech}{field.value.speech}"
    assert {widget.speech for widget in tree.walk() if widget.id.startswith("sign.")} == {"もじのキー"}
    assert not any(widget.state.pressed for widget in tree.walk() if widget.id.startswith("sign."))


def test_help_forgets_what_was_typed() -> None:
    state = password.start(SIGN)
    password.typed(SIGN, state, "SAMPLE1")
    kept = state.typed
    assert password.press(SIGN, state, "help") == Answer("help")
    assert not any(kept)
    assert "SAMPLE" not in repr(state)


@pytest.mark.parametrize("panel", [PANEL_A, PANEL_B], ids="AB")
@pytest.mark.parametrize("theme", ["normal", "high_contrast"])
def test_a_camera_reads_the_code_off_the_panel(
    words: Mapping[str, Words], tmp_path: Path, panel: Panel, theme: ThemeName
) -> None:
    sample = SAMPLES["kept"]
    assert isinstance(sample.page, Filed)
    view = View(panel, words["ja"])
    view.set_settings(1.0, theme, words["ja"])
    view.show(sample.page, sample.frame)
    surface = pygame.Surface((panel.width_px, panel.height_px))
    view.draw(surface)
    pygame.image.save(surface, str(tmp_path / "panel.png"))
    command = ["zbarimg", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", str(tmp_path / "panel.png")]
    read = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert read.stdout.strip() == sample.page.code
