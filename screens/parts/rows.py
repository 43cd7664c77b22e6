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
from screens.scene import Scene, lettering
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


def set_row(scene: Scene, row: Row, width: float, *, key_w: float, masked: bool) -> SetRow:
    """Label bold above, line below, value between label and key. Wraps rather than shrinks; the row grows."""
    badge_w = (18.0 if scene.is_a else 21.0) if row.icon else 0.0
    left = badge_w + 5.0 if badge_w else 0.0
    right = key_w + 4.0 if row.key is not None else 0.0
    space = width - left - right - (9.0 if row.state else 0.0)
    title = scene.em("lead")
    hidden = masked and row.key is not None
    value: Set | None = None
    if row.value is not None and not hidden:
        phrase = scene.phrase(row.value)
        value = scene.set(phrase, space * 0.5, title, bold=True)
        if len(value.lines) > 2:
            value = scene.set(phrase, space * 0.55, scene.em("body"), bold=True)
    taken = (value.width + 4.0 if value else 0.0) if not hidden else _MASK_W + 6.0
    label = scene.set(scene.phrase(row.label), max(40.0, space - taken), title, bold=True)
    second = scene.set(scene.phrase(row.text), max(40.0, space - taken), scene.em("body")) if row.text else None
    text_h = label.height + (BETWEEN + second.height if second else 0.0)
    least = max(LEAST if scene.is_a else 26.0, value.height if value else 0.0)
    return SetRow(row, label, value, second, max(least, text_h + 4.0), key_w, badge_w)


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
    height = one.label.height + (BETWEEN + one.second.height if one.second else 0.0)
    y = box.cy - height / 2
    room = box.inset(0, -1)
    marks.append(lettering(one.label, x, y, "ink", "pane", room=room))
    if one.second:
        marks.append(lettering(one.second, x, y + one.label.height + BETWEEN, "ink2", "pane", room=room))
    value = scene.phrase(row.value) if row.value is not None else None
    hidden = masked and row.key is not None
    if row.state:
        icon, colour = STATE_ICONS[row.state]
        right -= 9.0
        marks.append(Icon(icon, right, box.cy - 4.0, 8.0, colour))
        right -= 1.0
    if hidden:
        value = value or NOTHING
        for at in range(MASK):
            marks.append(Disc(right - 6.0 - (MASK - 1 - at) * 4.6, box.cy, 2.0, "ink2"))
    elif one.value is not None:
        marks.append(
            lettering(one.value, right, box.cy - one.value.height / 2, "ink", "pane", align="right", room=room)
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
