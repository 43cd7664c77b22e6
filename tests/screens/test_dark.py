"""A dark screen: nothing to be seen, no touch taken, keys as ever, and everything back again."""

from __future__ import annotations

from collections.abc import Mapping

import pygame
import pytest

from screens.gallery import pose
from screens.metrics import PANEL_A
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.view import View


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    view = View(PANEL_A, words["ja"], voice=True)
    pose(view, SAMPLES["pin"], words["ja"], 1.0, "normal")
    return view


@pytest.fixture
def surface() -> pygame.Surface:
    return pygame.Surface((PANEL_A.width_px, PANEL_A.height_px))


def seen(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def test_it_is_dark_and_comes_back_as_it_was(view: View, surface: pygame.Surface) -> None:
    view.draw(surface)
    before = seen(surface)
    view.darken(True)
    assert view.draw(surface)
    assert set(seen(surface)) == {0}
    assert view.draw(surface) == []
    view.darken(False)
    view.draw(surface)
    assert seen(surface) == before


def test_what_changes_in_the_dark_is_not_seen(view: View, surface: pygame.Surface) -> None:
    view.darken(True)
    view.draw(surface)
    view.type_text("34")
    view.draw(surface)
    assert set(seen(surface)) == {0}
    view.darken(False)
    tree = view.tree()
    assert tree is not None
    pin = tree.find("pin")
    assert pin is not None
    assert pin.value is not None
    assert pin.value.plain == "●●●●"


def test_no_touch_is_taken_in_the_dark(view: View) -> None:
    tree = view.tree()
    assert tree is not None
    key = tree.find("rail.staff")
    assert key is not None
    x, y, w, h = PANEL_A.px(key.box)
    for dark in (True, False):
        view.darken(dark)
        view.pointer_down(x + w / 2, y + h / 2, 100.0)
        assert (view.pointer_up(x + w / 2, y + h / 2, 100.1) is None) == dark
