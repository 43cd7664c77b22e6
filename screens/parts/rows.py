"""Rows: a label, a value, a line below, a key at the right. Each as high as its text needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.marks import Disc, Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Row, Tone
from screens.parts.blocks import BETWEEN
from screens.parts.key import key
from screens.parts.pictures import badge
from screens.phrase import Phrase
from screens.scene import LARGEST, Scene, lettering
from screens.text import Set
from screens.tree import NOTHING, State, Widget

LEAST = 23.8
MASK = 6
"""A hidden value is always six discs: its length says nothing."""
_MASK_W = MASK * 4.6

STATE_ICONS: dict[Tone, tuple[str, str]] = {
    "info": ("info", "ink2"),
    "ok": ("ok", "ok"),
    "warn": ("warn", "warn"),
    "bad": ("error", "bad"),
    "offline": ("offline", "warn"),
}


@dataclass(frozen=True, slots=True)
class SetRow:
    """A list row set into a width."""

    row: Row
    label: Set
    value: Set | None
    second: Set | None
    height: float
    key_w: float
    badge: float


def set_row(
    scene: Scene,
    row: Row,
    width: float,
    *,
    key_w: float,
    masked: bool,
    room: float = float("inf"),
    cap: float = LARGEST,
) -> SetRow:
    """Label bold above, line below, value between label and key. Wraps rather than shrinks; the row grows.

    room: no row may be higher (mm): only then its text shrinks.
    """
    badge_w = (18.0 if scene.is_a else 21.0) if row.icon else 0.0
    left = badge_w + 5.0 if badge_w else 0.0
    right = key_w + 4.0 if row.key is not None else 0.0
    space = width - left - right - (9.0 if row.state else 0.0)
    hidden = masked and row.key is not None
    taken = _MASK_W + 6.0 if hidden else 0.0
    value = _value(scene, row, space, cap) if row.value is not None and not hidden else None
    beside = space - taken - (value.width + 4.0 if value else 0.0)
    label = scene.set(scene.phrase(row.label), beside, scene.em("lead", cap), bold=True)
    # The line below runs under the value too, not under the discs.
    second = scene.set(scene.phrase(row.text), space - taken, scene.em("body", cap)) if row.text else None
    first_h = max(label.height, value.height if value else 0.0)
    text_h = first_h + (BETWEEN + second.height if second else 0.0)
    height = max(LEAST if scene.is_a else 26.0, text_h + 4.0)
    if height > room and cap > 1.0:
        return set_row(scene, row, width, key_w=key_w, masked=masked, room=room, cap=cap - 0.25)
    return SetRow(row, label, value, second, height, key_w, badge_w)


def _value(scene: Scene, row: Row, space: float, cap: float) -> Set:
    """At most half of the row; smaller before it wraps."""
    phrase = scene.phrase(row.value)
    for em in (scene.em("lead", cap), scene.em("body", cap)):
        value = scene.set(phrase, 0.55 * space, em, bold=True)
        if len(value.lines) == 1:
            break
    return value


def draw_row(scene: Scene, one: SetRow, box: Box, action: Phrase, *, masked: bool, last: bool, number: int) -> Widget:
    """A row with its key row.<key>; a hidden value as six discs."""
    row = one.row
    key_h = min(box.h - 3.0, 20.0 if scene.is_a else 22.8)
    marks: list[Mark] = []
    right = box.right - (one.key_w + 4.0 if row.key is not None else 0.0)
    if not last:
        marks.append(Rule(box.x, box.bottom, right if row.key is not None else box.right, box.bottom, 0.4, "line"))
    x = box.x
    if row.icon:
        marks += badge(scene, x, box.cy - 0.46 * one.badge, one.badge, row.icon)
        x += one.badge + 5.0
    first_h = max(one.label.height, one.value.height if one.value else 0.0)
    y = box.cy - (first_h + (BETWEEN + one.second.height if one.second else 0.0)) / 2
    room = box.inset(0, -1)
    middle = y + first_h / 2
    marks.append(lettering(one.label, x, middle - one.label.height / 2, "ink", "pane", room=room))
    if one.second:
        marks.append(lettering(one.second, x, y + first_h + BETWEEN, "ink2", "pane", room=room))
    value = scene.phrase(row.value) if row.value is not None else None
    hidden = masked and row.key is not None
    if row.state:
        icon, colour = STATE_ICONS[row.state]
        right -= 9.0
        marks.append(Icon(icon, right, middle - 4.0, 8.0, colour))
        right -= 1.0
    if hidden:
        value = value or NOTHING
        for at in range(MASK):
            marks.append(Disc(right - 6.0 - (MASK - 1 - at) * 4.6, box.cy, 2.0, "ink2"))
    elif one.value is not None:
        marks.append(
            lettering(one.value, right, middle - one.value.height / 2, "ink", "pane", align="right", room=room)
        )
    label = scene.phrase(row.label)
    children: list[Widget] = []
    if row.text is not None:
        children.append(Widget(f"item.{number}.text", "text", box, scene.phrase(row.text)))
    if row.key is not None:
        place = Box(box.right - one.key_w, box.cy - key_h / 2, one.key_w, key_h)
        icon_name = "eye" if masked else None
        spoken = f"{label.speech}。{action.speech}"
        children.append(key(scene, f"row.{row.key}", place, action, icon=icon_name, speech=spoken))
    return Widget(
        f"item.{number}",
        "listitem",
        box,
        label,
        value,
        state=State(masked=hidden),
        marks=tuple(marks),
        children=tuple(children),
    )


def stacked(rows: Sequence[SetRow], area: Box, *, spread: float = 0.0) -> list[Box]:
    """Places of rows one below the other. spread: each may grow by this much to fill the area."""
    extra = 0.0
    if rows:
        extra = max(0.0, min(spread, (area.h - sum(one.height for one in rows)) / len(rows)))
    places, y = [], area.y
    for one in rows:
        places.append(Box(area.x, y, area.w, one.height + extra))
        y += one.height + extra
    return places
