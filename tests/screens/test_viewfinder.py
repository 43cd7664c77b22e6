"""The camera's picture on its page: only it is drawn anew, only there, and nothing of it stays."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from dataclasses import replace

import pygame
import pytest

from screens.events import Answer, Refused
from screens.metrics import PANEL_A
from screens.page import Image, Viewfinder
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.samples.sentences import say
from screens.view import View

PAGE, FRAME = SAMPLES["viewfinder"].page, SAMPLES["viewfinder"].frame
NEARER, STILL = say("近づいて", "Closer"), say("そのまま", "Hold still")
RED, BLUE = (200, 0, 0), (0, 0, 200)


def plain(size: tuple[int, int], colour: tuple[int, int, int]) -> Image:
    return Image(*size, bytes(colour) * (size[0] * size[1]))


@pytest.fixture
def view(words: Mapping[str, Words]) -> View:
    from screens.samples import SampleWords

    view = View(PANEL_A, SampleWords(words["ja"]))
    view.show(PAGE, FRAME)
    return view


@pytest.fixture
def glass() -> pygame.Surface:
    return pygame.Surface((PANEL_A.width_px, PANEL_A.height_px))


def room(view: View) -> tuple[int, int]:
    size = view.viewfinder()
    assert size is not None
    return size


def middle(view: View) -> tuple[int, int]:
    tree = view.tree()
    assert tree is not None
    live = tree.find("live")
    assert live is not None
    x, y, w, h = PANEL_A.px(live.box)
    return x + w // 2, y + h // 2


def test_a_picture_stands_in_its_place_pixel_for_pixel(view: View, glass: pygame.Surface) -> None:
    view.draw(glass)
    view.live(plain(room(view), RED), NEARER, good=False)
    view.draw(glass)
    x, y = middle(view)
    assert glass.get_at((x, y))[:3] == RED
    width, height = room(view)
    inside = glass.subsurface(pygame.Rect(x - width // 2 + 3, y - height // 2 + 3, width - 6, 8))
    assert pygame.transform.average_color(inside)[:3] == RED


def test_the_next_picture_redraws_its_place_and_nothing_else(view: View, glass: pygame.Surface) -> None:
    view.live(plain(room(view), RED), NEARER, good=False)
    view.draw(glass)
    view.live(plain(room(view), BLUE), NEARER, good=False)
    (changed,) = view.draw(glass)
    width, height = room(view)
    assert (changed.width - width, changed.height - height) <= (8, 8)
    assert changed.collidepoint(middle(view))
    assert glass.get_at(middle(view))[:3] == BLUE
    assert view.draw(glass) == []


def test_what_to_change_is_said_and_stays_until_something_else_is(view: View) -> None:
    def advice() -> tuple[str, str]:
        tree = view.tree()
        assert tree is not None
        widget = tree.find("advice")
        assert widget is not None
        return widget.role, widget.label.plain

    view.live(plain((10, 10), RED), NEARER, good=False)
    assert advice() == ("status", "近づいて")
    view.live(plain((10, 10), RED), None, good=False)
    assert advice() == ("status", "近づいて")
    view.live(plain((10, 10), RED), STILL, good=True)
    assert advice() == ("status", "そのまま")


def test_no_photo_before_the_first_picture(view: View) -> None:
    assert isinstance(view.press("main"), Refused)
    view.live(plain((10, 10), RED), None, good=False)
    assert view.press("main") == Answer("shoot")


def test_after_the_press_and_on_other_pages_pictures_are_ignored(view: View, glass: pygame.Surface) -> None:
    view.live(plain(room(view), RED), None, good=False)
    view.press("main")
    assert view.viewfinder() is None
    view.live(plain((10, 10), BLUE), None, good=False)
    view.draw(glass)
    assert glass.get_at(middle(view))[:3] == RED
    view.show(SAMPLES["menu"].page, FRAME)
    assert view.viewfinder() is None
    view.live(plain((10, 10), BLUE), None, good=False)


def test_a_taken_photo_stands_still_and_is_used_or_taken_again(view: View, glass: pygame.Surface) -> None:
    assert isinstance(PAGE, Viewfinder)
    again = SAMPLES["viewfinder_taken"].page
    assert isinstance(again, Viewfinder)
    view.show(replace(again, taken=plain((420, 540), RED)), FRAME)
    assert view.viewfinder() is None
    view.live(plain((420, 540), BLUE), NEARER, good=False)
    view.draw(glass)
    assert glass.get_at(middle(view))[:3] == RED
    assert view.press("main") == Answer("use")


@pytest.mark.parametrize("way", ["wipe", "other_page"])
def test_nothing_holds_the_picture_afterwards(view: View, glass: pygame.Surface, way: str) -> None:
    image = plain(room(view), RED)
    alive = weakref.ref(image)
    view.live(image, NEARER, good=False)
    view.draw(glass)
    del image
    if way == "wipe":
        view.wipe()
    else:
        view.show(SAMPLES["menu"].page, FRAME)
        view.draw(glass)
    gc.collect()
    assert alive() is None


def test_words_and_tree_never_hold_pixels(view: View) -> None:
    view.live(plain((10, 10), RED), NEARER, good=False)
    tree = view.tree()
    assert tree is not None
    assert "\\xc8" not in repr(tree)
    assert "rgb" not in repr(tree)
