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
from screens.parts.pictures import printing, reader, scanning, turning, waiting
from screens.parts.steps import draw_steps, set_steps
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
        case "scan":
            return scene.own("hint-scan")
        case "turn_card" | "busy" | "printing":
            return None


def _landscape(scene: Scene, page: Wait, place: Box) -> list[Widget]:
    """Picture and steps side by side; the picture goes if the steps need its room."""
    picture = Box(168.4, 55, 110, 95) if page.picture in ("busy", "printing") else Box(167.8, 31, 110.6, 119)
    beside = _text(scene, page, Box(place.x, place.y, picture.x - 4.0 - place.x, place.h))
    if beside is not None:
        return [*beside, *_picture(scene, page, picture)]
    return _text(scene, page, place, whatever=True) or []


def _text(scene: Scene, page: Wait, place: Box, *, whatever: bool = False) -> list[Widget] | None:
    """Heading, steps and keys in a column; None if the steps don't go in, unless drawn `whatever` comes of it."""
    head, y = opening_lines(scene, page, place, beside=False)
    area = Box(place.x, y + 2.0, place.w, place.bottom - y - 2.0 - actions_height(scene, page.actions))
    steps = set_steps(scene, page.steps, area.w, area.h)
    if not steps.fit and not whatever:
        return None
    return [*head, *draw_steps(scene, steps, area), *action_keys(scene, page.actions, place)]


def _portrait(scene: Scene, page: Wait, place: Box) -> list[Widget]:
    head, y = opening_lines(scene, page, Box(place.x, place.y + 4.0, place.w, place.h), beside=False)
    keys = action_keys(scene, page.actions, place)
    bottom = place.bottom - actions_height(scene, page.actions)
    top = max(76.0, y)
    height = REACH_B - 4.0 - top if page.steps else 150.0
    if height >= 60.0:
        picture = Box(58.85, top, 150, height)
        area = Box(56.0, picture.bottom + 14.0, 190.0, bottom - picture.bottom - 14.0)
        steps = set_steps(scene, page.steps, area.w, area.h)
        if steps.fit:
            return [*head, *_picture(scene, page, picture), *draw_steps(scene, steps, area), *keys]
    area = Box(place.x, y + 6.0, place.w, bottom - y - 6.0)
    return [*head, *draw_steps(scene, set_steps(scene, page.steps, area.w, area.h), area), *keys]


def _picture(scene: Scene, page: Wait, box: Box) -> list[Widget]:
    marks: tuple[Mark, ...]
    match page.picture:
        case "put_card":
            marks, name = reader(scene, box, "put"), "picture-put-card"
        case "take_card":
            marks, name = reader(scene, box, "take"), "picture-take-card"
        case "turn_card":
            marks, name = turning(scene, box), "picture-turn-card"
        case "printing":
            marks, name = printing(scene, box), "picture-printing"
        case "scan":
            marks, name = scanning(scene, box), "picture-scan"
        case "busy":
            marks, name = waiting(scene, box), "picture-busy"
    return [Widget("picture", "img", box, scene.own(name), marks=marks)]


def press(page: Wait, id: str) -> Answer | None:
    """An action's key."""
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
