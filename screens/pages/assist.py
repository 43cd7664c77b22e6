"""Assist: for the staff. What a device needs, numbered; how things stand; never anything of a resident's."""

from __future__ import annotations

from typing import Literal

from screens.events import Answer
from screens.marks import Mark, Rule
from screens.metrics import Box
from screens.page import Assist, Row
from screens.parts.actions import action_keys, actions_height, main_of
from screens.parts.blocks import banner_height, banner_widget, opening_lines
from screens.parts.content import Content
from screens.parts.counter import hint_of, room
from screens.parts.pictures import panel_ground
from screens.parts.steps import draw_steps, set_steps
from screens.scene import Scene, lettering
from screens.text import Set
from screens.tree import Widget

GAP = 7.4
BETWEEN = 4.5


def lay_out(scene: Scene, page: Assist) -> Content:
    """Steps left, facts right, the note below the steps, keys in the foot (portrait: facts, steps, note, keys)."""
    first, rest = page.actions[:1], page.actions[1:]
    mains = tuple(main_of(scene, action) for action in first)
    place = room(scene, page, main=bool(mains))
    if not scene.is_a:
        place = Box(place.x, place.y + 4.0, place.w, place.h - 4.0)
    head, y = opening_lines(scene, page, place, beside=scene.is_a)
    keys = action_keys(scene, rest, place, columns=3 if scene.is_a else 2)
    foot = place.bottom - actions_height(scene, rest, columns=3 if scene.is_a else 2)
    area = Box(place.x, y + 1.0, place.w, foot - y - 1.0)
    body = _beside(scene, page, area) if scene.is_a else None
    if body is None:
        body = _below(scene, page, area)
    return Content((*head, *body, *keys), mains=mains, hint=hint_of(scene, page))


def _beside(scene: Scene, page: Assist, area: Box) -> list[Widget] | None:
    """Two columns; None where they don't go in. The note goes before the words shrink."""
    if not page.steps or not page.facts:
        return None
    left = Box(area.x, area.y, 0.57 * area.w, area.h)
    right = Box(left.right + GAP, area.y, area.w - left.w - GAP, area.h)
    em = _em(scene, page.facts, right)
    steps = [(text, _TO_DO) for text in page.steps]
    for with_note in (page.note is not None, False):
        note = banner_height(scene, page.note, left.w) + BETWEEN if page.note and with_note else 0.0
        given = set_steps(scene, steps, left.w, left.h - note)
        if given.fit and em is not None:
            widgets = draw_steps(scene, given, Box(left.x, left.y, left.w, left.h - note))
            if page.note and with_note:
                box = Box(left.x, left.bottom - note + BETWEEN, left.w, note - BETWEEN)
                widgets.append(banner_widget(scene, page.note, box))
            return [*widgets, _facts(scene, page.facts, right, em)]
    return None


def _below(scene: Scene, page: Assist, area: Box) -> list[Widget]:
    """One column: facts, steps; the note only where it still finds room."""
    widgets: list[Widget] = []
    y = area.y
    if page.facts:
        em = _em(scene, page.facts, area) or scene.sizes("body")[-1]
        height = min(area.h, _facts_height(scene, page.facts, area.w, em) * 1.25)
        widgets.append(_facts(scene, page.facts, Box(area.x, y, area.w, height), em))
        y = widgets[-1].box.bottom + BETWEEN
    if page.steps:
        steps = set_steps(scene, [(text, _TO_DO) for text in page.steps], area.w, area.bottom - y)
        height = min(area.bottom - y, sum(steps.heights) * 1.3)
        widgets += draw_steps(scene, steps, Box(area.x, y, area.w, height))
        y += height + BETWEEN
    if page.note is not None:
        height = banner_height(scene, page.note, area.w)
        if y + height <= area.bottom + 0.1:
            widgets.append(banner_widget(scene, page.note, Box(area.x, y, area.w, height)))
    return widgets


_TO_DO: Literal["to_come"] = "to_come"
_LEAST_ROW = 13.0


def _em(scene: Scene, rows: tuple[Row, ...], box: Box) -> float | None:
    """The largest em at which the facts go into the box."""
    return next((em for em in scene.sizes("body") if _facts_height(scene, rows, box.w, em) <= box.h + 0.1), None)


def _facts_height(scene: Scene, rows: tuple[Row, ...], width: float, em: float) -> float:
    return sum(_set_row(scene, row, width - 12.0, em)[2] for row in rows) + 4.0


def _set_row(scene: Scene, row: Row, width: float, em: float) -> tuple[Set, Set, float]:
    """Label, value, and the height they want."""
    label = scene.set(scene.phrase(row.label), 0.5 * width, em)
    value = scene.set(scene.phrase(row.value), 0.47 * width, em, bold=True)
    return label, value, max(_LEAST_ROW, label.height + 3.0, value.height + 3.0)


def _facts(scene: Scene, rows: tuple[Row, ...], box: Box, em: float) -> Widget:
    """A panel of label and value."""
    width = box.w - 12.0
    sets = [_set_row(scene, row, width, em) for row in rows]
    wanted = sum(height for _, _, height in sets) + 4.0
    spare = min(10.0, max(0.0, (box.h - wanted) / len(rows)))
    panel = Box(box.x, box.y, box.w, wanted + spare * len(rows))
    y = panel.y + 2.0
    items = []
    for at, (row, (label, value, height)) in enumerate(zip(rows, sets, strict=True)):
        line = Box(panel.x + 6.0, y, width, height + spare)
        marks: list[Mark] = [
            lettering(label, line.x, line.cy - label.height / 2, "ink2", "glow", room=line.inset(-1.0)),
            lettering(
                value, line.right, line.cy - value.height / 2, "ink", "glow", align="right", room=line.inset(-1.0)
            ),
        ]
        if at < len(rows) - 1:
            marks.append(Rule(line.x, line.bottom, line.right, line.bottom, 0.4, "edge"))
        said = (scene.phrase(row.label), scene.phrase(row.value))
        items.append(Widget(f"fact.{at + 1}", "listitem", line, *said, marks=tuple(marks)))
        y = line.bottom
    return Widget("facts", "list", panel, marks=panel_ground(scene, panel), children=tuple(items))


def press(page: Assist, id: str) -> Answer | None:
    """An action's key."""
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
