"""Drawing: only what changed, and never anything else than a whole drawing would give."""

from __future__ import annotations

from collections.abc import Mapping

import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screens.metrics import PANEL_A
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.view import View

SIZE = (PANEL_A.width_px, PANEL_A.height_px)


def pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


@pytest.fixture(scope="module")
def views(words: Mapping[str, Words]) -> tuple[View, View]:
    return View(PANEL_A, words["ja"]), View(PANEL_A, words["ja"])


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    return view


def test_nothing_changed_nothing_drawn(view: View) -> None:
    surface = pygame.Surface(SIZE)
    assert view.draw(surface) == [surface.get_rect()]
    assert view.draw(surface) == []
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    assert view.draw(surface) == []


def test_a_press_is_seen_in_the_next_drawing_and_changes_only_its_key(view: View) -> None:
    surface = pygame.Surface(SIZE)
    view.draw(surface)
    before = surface.copy()
    tree = view.tree()
    assert tree is not None
    key = tree.find("digit.5")
    assert key is not None
    x, y, w, h = PANEL_A.px(key.box)
    view.pointer_down(x + w / 2, y + h / 2, 1.0)
    changed = view.draw(surface)
    assert changed
    around = pygame.Rect(PANEL_A.px(key.box.inset(-2.5)))
    assert all(around.contains(rect) for rect in changed)
    lip = x + w // 2, y + h - 8
    assert surface.get_at(lip) != before.get_at(lip), "the lip is gone"


def test_a_typed_digit_changes_only_boxes_and_main_action(view: View) -> None:
    surface = pygame.Surface(SIZE)
    view.draw(surface)
    view.press("digit.1")
    changed = view.draw(surface)
    assert 0 < sum(rect.w * rect.h for rect in changed) < 0.08 * SIZE[0] * SIZE[1]


STEPS = st.lists(
    st.one_of(
        st.sampled_from(list(SAMPLES)).map(lambda name: ("show", name)),
        st.sampled_from(["digit.1", "erase_one", "kana.か", "kana.゛", "switch", "pager.next", "era.showa"]).map(
            lambda key: ("press", key)
        ),
        st.sampled_from(["1.0", "1.25", "1.5"]).map(lambda scale: ("scale", scale)),
        st.sampled_from(["normal", "high_contrast"]).map(lambda theme: ("theme", theme)),
        st.just(("focus", "")),
    ),
    min_size=1,
    max_size=8,
)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_drawing_step_by_step_gives_the_same_pixels_as_drawing_at_once(
    words: Mapping[str, Words], views: tuple[View, View], steps: list[tuple[str, str]]
) -> None:
    view = views[0]
    stepwise, whole = pygame.Surface(SIZE), pygame.Surface(SIZE)
    scale, theme = 1.0, "normal"
    view.set_settings(scale, theme, words["ja"])
    view.show(SAMPLES["idle"].page, SAMPLES["idle"].frame)
    view.draw(stepwise)
    for kind, what in steps:
        match kind:
            case "show":
                view.show(SAMPLES[what].page, SAMPLES[what].frame)
            case "press":
                view.press(what)
            case "scale":
                scale = float(what)
            case "theme":
                theme = what
            case "focus":
                view.move_focus(1)
        view.set_settings(scale, theme, words["ja"])
        view.draw(stepwise)
    view.redraw()
    view.draw(whole)
    assert pixels(stepwise) == pixels(whole)


def test_the_waiting_sign_changes_only_its_picture(words: Mapping[str, Words]) -> None:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLES["wait"].page, SAMPLES["wait"].frame)
    surface = pygame.Surface(SIZE)
    view.draw(surface)
    view.tick(1.0)
    changed = view.draw(surface)
    assert 0 < sum(rect.w * rect.h for rect in changed) < 0.1 * SIZE[0] * SIZE[1]


def test_a_wipe_leaves_no_pixel_of_the_page(words: Mapping[str, Words]) -> None:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLES["document"].page, SAMPLES["document"].frame)
    surface = pygame.Surface(SIZE)
    view.draw(surface)
    view.wipe()
    assert view.draw(surface) == [surface.get_rect()]
    assert len(set(pygame.image.tobytes(surface, "RGB"))) <= 3, "wall and nothing else"


def test_two_views_draw_the_same_pixels(words: Mapping[str, Words], views: tuple[View, View]) -> None:
    made = []
    for view in views:
        view.set_settings(1.0, "normal", words["ja"])
        view.show(SAMPLES["menu"].page, SAMPLES["menu"].frame)
        view.redraw()
        surface = pygame.Surface(SIZE)
        view.draw(surface)
        made.append(pixels(surface))
    assert made[0] == made[1]
