"""Whether everything on a page has its place, and what the view does if it hasn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from screens.crowding import crowding
from screens.gallery import PANELS, pose
from screens.metrics import Box
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.tree import Widget
from screens.view import View

PANEL = PANELS["A"]


@pytest.fixture(scope="module")
def view(words: Mapping[str, Words]) -> View:
    return View(PANELS["A"], words["ja"])


def tree_of(view: View, words: Mapping[str, Words], name: str) -> Widget:
    pose(view, SAMPLES[name], words["ja"], 1.0, "normal")
    tree = view.tree()
    assert tree is not None
    return tree


def changed(tree: Widget, id: str, **fields: object) -> Widget:
    """The tree with one widget changed."""
    if tree.id == id:
        return replace(tree, **fields)  # type: ignore[arg-type]
    return replace(tree, children=tuple(changed(child, id, **fields) for child in tree.children))


def test_a_page_as_it_should_be_is_not_crowded(view: View, words: Mapping[str, Words]) -> None:
    assert not list(crowding(tree_of(view, words, "certificates"), PANEL))


def test_text_that_leaves_its_room_is_seen(view: View, words: Mapping[str, Words]) -> None:
    tree = tree_of(view, words, "certificates")
    heading = tree.find("heading")
    assert heading is not None
    mark = replace(heading.lettering[0], room=Box(heading.box.x, heading.box.y, 20.0, heading.box.h))
    found = list(crowding(changed(tree, "heading", marks=(mark,)), PANEL))
    assert any("leaves its room" in each for each in found)


def test_text_under_a_key_is_seen(view: View, words: Mapping[str, Words]) -> None:
    tree = tree_of(view, words, "certificates")
    heading, key = tree.find("heading"), tree.find("option.record")
    assert heading is not None
    assert key is not None
    mark = replace(heading.lettering[0], top=key.box.y + 4.0, room=None)
    found = list(crowding(changed(tree, "heading", marks=(mark,), box=key.box), PANEL))
    assert any("runs under option.record" in each for each in found)
    assert any("overlap" in each for each in found)


def test_a_key_too_small_to_press_is_seen(view: View, words: Mapping[str, Words]) -> None:
    tree = tree_of(view, words, "certificates")
    box = Box(20, 40, 60, 12)
    assert "back: 60.0 x 12.0 mm" in list(crowding(changed(tree, "back", box=box), PANEL))


@pytest.mark.parametrize(("name", "holds"), [("certificates", 2.0), ("kept", 1.5)])
def test_a_page_is_as_large_as_she_wants_it_or_as_everything_finds_its_place(
    view: View, words: Mapping[str, Words], name: str, holds: float
) -> None:
    pose(view, SAMPLES[name], words["ja"], 2.0, "normal")
    assert view.text_scale == holds
    tree = view.tree()
    assert tree is not None
    assert not list(crowding(tree, PANEL))
