"""What docs/accessibility.md claims of every page and no other test shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from kiosk.words import all_words
from screens import narrator
from screens.gallery import pose, variants
from screens.metrics import PANEL_A
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.theme import Theme, ThemeName, contrast
from screens.tree import Widget
from screens.view import View

WORDS = variants(all_words())

SHAPES = [
    ("edge", "pane"),
    ("edge", "face"),
    ("edge", "wall"),
    ("ledge_edge", "ledge"),
    ("frame", "pane"),
    ("frame", "wall"),
    ("accent", "tint"),
    ("accent", "pane"),
    ("focus_in", "focus_out"),
]
"""What must be seen to know what can be pressed, what is chosen and where the focus is, and what it stands on."""


@pytest.fixture(scope="module")
def view() -> View:
    return View(PANEL_A, WORDS["ja"], voice=True)


def pages(view: View, words: Words) -> Iterator[tuple[str, Widget]]:
    """Every page kind in its states."""
    for name, sample in SAMPLES.items():
        pose(view, sample, words, 1.0, "normal")
        tree = view.tree()
        assert tree is not None
        yield name, tree


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_picture_has_words_and_they_are_said(view: View, language: str) -> None:
    pictures = 0
    for name, tree in pages(view, WORDS[language]):
        said = [line.text for line in narrator.whole(tree)]
        for picture in (widget for widget in tree.walk() if widget.role == "img"):
            pictures += 1
            assert picture.label.plain, (name, picture.id)
            assert picture.spoken.strip() in said, (name, picture.id)
    assert pictures > 10


def test_whatever_can_be_touched_takes_the_focus_once_and_lets_it_go(view: View) -> None:
    for name, sample in SAMPLES.items():
        pose(view, replace(sample, focus=None), WORDS["ja"], 1.0, "normal")
        tree = view.tree()
        assert tree is not None
        keys = [widget.id for widget in tree.focusable]
        walked = [widget.id for _ in (*keys, "once more") if (widget := view.move_focus(1)) is not None]
        assert walked == [*keys, *keys[:1]], name
        last = view.move_focus(-1)
        assert (last.id if last else None) == (keys[-1] if keys else None), name


@pytest.mark.parametrize("theme", get_args(ThemeName))
def test_shapes_stand_out_from_what_they_stand_on(theme: ThemeName) -> None:
    colours = Theme(theme)
    for shape, on in SHAPES:
        assert contrast(colours.rgb(shape), colours.rgb(on)) >= 3.0, (shape, on)


def test_whether_capitals_are_on_is_said(view: View) -> None:
    words = WORDS["en"]
    pose(view, SAMPLES["mail"], words, 1.0, "normal")
    said = []
    for _ in range(2):
        tree = view.tree()
        assert tree is not None
        said.append([line.text for line in narrator.focus(tree, words, "shift")])
        view.press("shift")
    assert "Selected now" not in said[0]
    assert "Selected now" in said[1]
