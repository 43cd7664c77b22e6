"""The window: events of the panel in, pixels and pictures out. The dummy driver draws the same pixels as X11."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pygame
import pytest
from PIL import Image

from screens.events import Answer, Command, Touched
from screens.metrics import PANEL_A
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.view import View
from screens.window import Closed, Window


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLES["menu"].page, SAMPLES["menu"].frame)
    return view


@pytest.fixture
def window(view: View) -> Iterator[Window]:
    window = Window(PANEL_A, view, headless=True)
    window.events(0.0)
    yield window
    window.close()


def middle(view: View, id: str) -> tuple[int, int]:
    tree = view.tree()
    assert tree is not None
    widget = tree.find(id)
    assert widget is not None
    x, y, w, h = PANEL_A.px(widget.box)
    return x + w // 2, y + h // 2


def mouse(kind: int, pos: tuple[int, int], *, touch: bool = False) -> None:
    if kind == pygame.MOUSEMOTION:
        pygame.event.post(pygame.event.Event(kind, pos=pos, buttons=(1, 0, 0), rel=(0, 0), touch=touch))
    else:
        pygame.event.post(pygame.event.Event(kind, pos=pos, button=1, touch=touch))


def finger(kind: int, pos: tuple[int, int], id: int = 1) -> None:
    x, y = pos[0] / PANEL_A.width_px, pos[1] / PANEL_A.height_px
    pygame.event.post(pygame.event.Event(kind, x=x, y=y, dx=0.0, dy=0.0, finger_id=id, touch_id=1, pressure=1.0))


def key(code: int, unicode: str = "", mod: int = 0) -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, unicode=unicode, mod=mod, scancode=0))


def test_sdl_was_told_before_pygame_began() -> None:
    assert os.environ["SDL_FRAMEBUFFER_ACCELERATION"] == "0"


def test_a_click_answers(view: View, window: Window) -> None:
    mouse(pygame.MOUSEBUTTONDOWN, middle(view, "option.how"))
    assert window.events(1.0) == []
    mouse(pygame.MOUSEBUTTONUP, middle(view, "option.how"))
    assert window.events(1.1) == [Answer("how")]


def test_a_touch_counts_once_though_it_comes_as_mouse_too(view: View, window: Window) -> None:
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    at = middle(view, "digit.5")
    finger(pygame.FINGERDOWN, at)
    mouse(pygame.MOUSEBUTTONDOWN, at, touch=True)
    finger(pygame.FINGERUP, at)
    mouse(pygame.MOUSEBUTTONUP, at, touch=True)
    assert window.events(1.0) == [Touched("digit.5")]


def test_a_second_finger_neither_presses_nor_lets_go(view: View, window: Window) -> None:
    finger(pygame.FINGERDOWN, middle(view, "option.how"), 1)
    finger(pygame.FINGERDOWN, middle(view, "option.pin"), 2)
    finger(pygame.FINGERUP, middle(view, "option.pin"), 2)
    assert window.events(1.0) == []
    finger(pygame.FINGERUP, middle(view, "option.how"), 1)
    assert window.events(1.1) == [Answer("how")]


def test_sliding_off_cancels(view: View, window: Window) -> None:
    mouse(pygame.MOUSEBUTTONDOWN, middle(view, "option.how"))
    mouse(pygame.MOUSEMOTION, (5, 5))
    mouse(pygame.MOUSEMOTION, middle(view, "option.how"))
    mouse(pygame.MOUSEBUTTONUP, middle(view, "option.how"))
    assert window.events(1.0) == []


def test_the_keypad_walks_and_presses(view: View, window: Window) -> None:
    key(pygame.K_TAB)
    key(pygame.K_DOWN)
    key(pygame.K_UP)
    key(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    assert window.events(1.0) == []
    assert view.focused == "rail.language"
    key(pygame.K_RETURN)
    assert window.events(2.0) == [Command("language")]


def test_a_keyboard_types_erases_and_goes_on(view: View, window: Window) -> None:
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    for sign in "7395":
        key(0, sign)
    key(pygame.K_BACKSPACE)
    key(0, "1")
    key(pygame.K_RETURN)
    events = window.events(1.0)
    assert isinstance(events[-1], Answer)
    assert events[-1].value == bytearray(b"7391")


def test_closing_the_window_is_told(window: Window) -> None:
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert window.events(1.0) == [Closed()]


def test_a_shot_is_what_is_shown(view: View, window: Window, tmp_path: Path) -> None:
    window.shot(tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as shot:
        assert shot.size == (1920, 1080)
        assert shot.getpixel((60, 960)) == (0xFF, 0xF8, 0xE7)
    assert window.present() == []


def test_uncovering_draws_everything_again(window: Window) -> None:
    window.present()
    assert window.present() == []
    pygame.event.post(pygame.event.Event(pygame.WINDOWEXPOSED))
    window.events(1.0)
    assert window.present() == [pygame.Rect(0, 0, 1920, 1080)]
