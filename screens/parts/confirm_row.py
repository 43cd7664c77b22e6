"""A row to look over: label at the left, value bold, a line below, 「なおす」 at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.marks import Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Row
from screens.parts.blocks import BETWEEN
from screens.parts.key import key
from screens.parts.rows import STATE_ICONS
from screens.scene import Scene, lettering
from screens.text import Set
from screens.tree import Widget


@dataclass(frozen=True, slots=True)
class SetConfirm:
    """A row set into a width. indent: where the value begins."""

    row: Row
    label: Set
    value: Set | None
    second: Set | None
    indent: float
    height: float
    key_w: float


def label_width(scene: Scene, rows: Sequence[Row], width: float) -> float:
    """The column of the labels: as wide as the longest, within reason."""
    mark = 11.0 if any(row.icon or row.state for row in rows) else 0.0
    widest = max((scene.set(scene.phrase(row.label), width, scene.em("body")).width for row in rows), default=0.0)
    return min(max(widest + mark + 6.0, 0.2 * width), 0.4 * width)


def set_confirm(scene: Scene, row: Row, width: float, label_w: float) -> SetConfirm:
    """Label at the left, the rest beside it; wraps rather than shrinks."""
    fix = scene.set(scene.own("change"), 100.0, scene.em("lead"), bold=True)
    key_w = max(38.0 if scene.is_a else 52.0, min(60.0, fix.width + 12.0)) if row.key is not None else 0.0
    mark = 11.0 if row.icon or row.state else 0.0
    label = scene.set(scene.phrase(row.label), label_w - 4.0 - mark, scene.em("body"))
    space = width - label_w - (key_w + 5.0 if key_w else 0.0)
    value = scene.set(scene.phrase(row.value), space, scene.em("lead"), bold=True) if row.value is not None else None
    second = scene.set(scene.phrase(row.text), space, scene.em("body")) if row.text is not None else None
    text_h = (value.height if value else 0.0) + (second.height if second else 0.0)
    text_h += BETWEEN if value and second else 0.0
    height = max(23.8 if scene.is_a else 29.0, text_h + 6.0, label.height + 6.0)
    return SetConfirm(row, label, value, second, label_w, height, key_w)


def draw_confirm(scene: Scene, one: SetConfirm, box: Box, *, last: bool, number: int) -> Widget:
    """The row and its key row.<key>."""
    row, marks = one.row, []
    marks = _marks(scene, one, box, last=last)
    label = scene.phrase(row.label)
    value = scene.phrase(row.value) if row.value is not None else None
    children: list[Widget] = []
    if row.text is not None:
        children.append(Widget(f"item.{number}.text", "text", box, scene.phrase(row.text)))
    if row.key is not None:
        height = 20.0 if scene.is_a else 26.0
        place = Box(box.right - one.key_w, box.cy - height / 2, one.key_w, height)
        change = scene.own("change")
        spoken = f"{label.speech}。{change.speech}"
        children.append(key(scene, f"row.{row.key}", place, change, icon="pencil", speech=spoken, lines=1))
    return Widget(f"item.{number}", "listitem", box, label, value, marks=tuple(marks), children=tuple(children))


def _marks(scene: Scene, one: SetConfirm, box: Box, *, last: bool) -> list[Mark]:
    marks: list[Mark] = []
    room = box.inset(0, -1)
    x = box.x
    if one.row.state:
        icon, colour = STATE_ICONS[one.row.state]
        marks.append(Icon(icon, x, box.cy - 4.2, 8.4, colour))
        x += 11.0
    elif one.row.icon:
        marks.append(Icon(one.row.icon, x, box.cy - 4.2, 8.4, "accent"))
        x += 11.0
    marks.append(lettering(one.label, x, box.cy - one.label.height / 2, "ink2", "pane", room=room))
    height = (one.value.height if one.value else 0.0) + (one.second.height if one.second else 0.0)
    height += BETWEEN if one.value and one.second else 0.0
    x, y = box.x + one.indent, box.cy - height / 2
    if one.value:
        marks.append(lettering(one.value, x, y, "ink", "pane", room=room))
        y += one.value.height + BETWEEN
    if one.second:
        marks.append(lettering(one.second, x, y, "ink2", "pane", room=room))
    if not last:
        marks.append(Rule(box.x, box.bottom, box.right, box.bottom, 0.4, "line"))
    return marks
