"""Wait: something goes on, or the resident is to do something with the card."""

from __future__ import annotations

from screens.events import Answer
from screens.marks import Mark
from screens.metrics import Box
from screens.page import Wait
from screens.parts.actions import action_keys, actions_height
from screens.parts.blocks import opening_lines
from screens.parts.content import REACH_B, Content
from screens.parts.counter import room
from screens.parts.pictures import reader, turning, waiting
from screens.parts.steps import steps_list
from screens.phrase import Phrase
from screens.scene import Scene
from screens.tree import Widget


def lay_out(scene: Scene, page: Wait) -> Content:
    """Left the question and the steps, right a picture (portrait: picture above, steps below)."""
    place = room(scene, page, main=False)
    widgets = _landscape(scene, page, place) if scene.is_a else _portrait(scene, page, place)
    hint = scene.phrase(page.hint) if page.hint else _hint(scene, page)
    return Content(tuple(widgets), hint=hint)


def _hint(scene: Scene, page: Wait) -> Phrase | None:
    match page.picture:
        case "put_card":
            return scene.own("hint-put-card")
        case "take_card":
            return scene.own("hint-take-card")
        case "turn_card" | "busy":
            return None


def _landscape(scene: Scene, page: Wait, place: Box) -> list[Widget]:
    busy = page.picture == "busy"
    left = Box(place.x, place.y, 142.0 if not busy else 146.0, place.h)
    head, y = opening_lines(scene, page, left, beside=False)
    keys = action_keys(scene, page.actions, left)
    steps = steps_list(
        scene, page.steps, Box(left.x, y + 2.0, left.w, place.bottom - y - 2.0 - actions_height(scene, page.actions))
    )
    picture = Box(168.4, 55, 110, 95) if busy else Box(160.4 + 7.4, 31, 110.6, 119)
    return [*head, *steps, *_picture(scene, page, picture), *keys]


def _portrait(scene: Scene, page: Wait, place: Box) -> list[Widget]:
    head, y = opening_lines(scene, page, Box(place.x, place.y + 4.0, place.w, place.h), beside=False)
    top = max(76.0, y)
    widgets = list(head)
    if REACH_B - 4.0 - top >= 60.0:
        height = REACH_B - 4.0 - top if page.steps else 150.0
        widgets += _picture(scene, page, Box(58.85, top, 150, height))
        y = top + height + 10.0
    keys = action_keys(scene, page.actions, place)
    area = Box(56.0, y + 6.0, 190.0, place.bottom - y - 6.0 - actions_height(scene, page.actions))
    widgets += steps_list(scene, page.steps, area)
    return [*widgets, *keys]


def _picture(scene: Scene, page: Wait, box: Box) -> list[Widget]:
    marks: tuple[Mark, ...]
    match page.picture:
        case "put_card":
            marks, name = reader(scene, box, "put"), "picture-put-card"
        case "take_card":
            marks, name = reader(scene, box, "take"), "picture-take-card"
        case "turn_card":
            marks, name = turning(scene, box), "picture-turn-card"
        case "busy":
            marks, name = waiting(scene, box), "picture-busy"
    return [Widget("picture", "img", box, scene.own(name), marks=marks)]


def press(page: Wait, id: str) -> Answer | None:
    """An action's key."""
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
