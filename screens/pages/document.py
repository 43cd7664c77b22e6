"""Document: something personal to read – a table with a title, notes below it, paged; hides itself again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.events import Answer
from screens.marks import Fill, Frame, Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Document, Row
from screens.parts.actions import GAP, action_keys, actions_height
from screens.parts.blocks import BETWEEN, opening_lines
from screens.parts.content import REACH_B, Content, Main
from screens.parts.counter import hint_of, room
from screens.parts.pager import BESIDE_W, COLUMN_W, COLUMN_X, ROW_H, Paged, paged, pager
from screens.parts.rows import STATE_ICONS
from screens.phrase import Phrase, Text
from screens.scene import Scene, lettering
from screens.text import Set
from screens.tree import Widget

ROW_LEAST = 15.0
PAD = 5.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table, set. A row with a label alone is a subheading; a note spans the table."""

    label: Set | None
    value: Set | None
    second: Set | None
    height: float
    row: Row | None = None
    note: Text | None = None


def lay_out(scene: Scene, page: Document) -> Content:
    """Heading, table, pager; the main action hides it."""
    place = room(scene, page, main=True)
    head, y = opening_lines(scene, page, place)
    top = max(y, place.y + 14.5) if scene.is_a else y + 2.0
    area = Box(place.x, top, place.w, place.bottom - top)
    foot = actions_height(scene, page.actions)
    keys = action_keys(scene, page.actions, area)
    table, turns = _table(scene, page, Box(area.x, area.y, area.w, area.h - foot))
    hides = page.hide_after_s is not None
    main = Main(scene.phrase(page.action), icon="eye_off" if hides else "next", icon_after=not hides)
    return Content((*head, *table, *keys), mains=(main,), hint=hint_of(scene, page), turns=turns)


def _table(scene: Scene, page: Document, area: Box) -> tuple[list[Widget], dict[str, int]]:
    title = scene.fit(scene.phrase(page.title), area.w - 2 * PAD, 30.0, "body", bold=True)
    head = title.height + 8.0
    lines = _lines(scene, page, area.w)
    room_h = area.h - head - 2.0
    if sum(one.height for one in lines) <= room_h + 0.1:
        return [_drawn(scene, page, title, head, lines, area, 0, fill=False)], {}
    if scene.is_a:
        beside, turn = Box(area.x, area.y, BESIDE_W - 1.0, area.h), Box(COLUMN_X, area.y, COLUMN_W, area.h)
    else:
        # The pager must be within reach even if the table is short.
        beside = Box(area.x, area.y, area.w, area.h - ROW_H - GAP)
        turn = Box(area.x, max(area.bottom - ROW_H, REACH_B), area.w, ROW_H)
    title = scene.fit(scene.phrase(page.title), beside.w - 2 * PAD, 30.0, "body", bold=True)
    head = title.height + 8.0
    room_h = beside.h - head - 2.0
    lines = [part for one in _lines(scene, page, beside.w) for part in _parted(one, room_h)]
    turning: Paged = paged([one.height for one in lines], room_h + 0.1, 0.0, scene.first)
    shown = [lines[i] for i in turning.shown]
    table = _drawn(scene, page, title, head, shown, beside, turning.shown.start, fill=True)
    return [table, *pager(scene, turn, turning)], turning.turns


def _lines(scene: Scene, page: Document, width: float) -> list[_Line]:
    space = width - 2 * PAD
    return [*(_row(scene, row, space) for row in page.rows), *(_note(scene, note, space) for note in page.notes)]


def _row(scene: Scene, row: Row, space: float) -> _Line:
    em = scene.em("body")
    if row.value is None:
        label = scene.set(scene.phrase(row.label), space, em, bold=True)
        second = scene.set(scene.phrase(row.text), space, em) if row.text is not None else None
    else:
        label = scene.set(scene.phrase(row.label), 0.4 * space - 4.0, em)
        second = scene.set(scene.phrase(row.text), 0.6 * space, em) if row.text is not None else None
    value_w = 0.6 * space - (10.0 if row.state else 0.0)
    value = scene.set(scene.phrase(row.value), value_w, em, bold=True) if row.value is not None else None
    if row.value is None:
        height = label.height + (BETWEEN + second.height if second else 0.0)
    else:
        right = (value.height if value else 0.0) + (BETWEEN + second.height if second else 0.0)
        height = max(label.height, right)
    return _Line(label, value, second, max(ROW_LEAST, height + 7.0), row=row)


def _parted(one: _Line, room_h: float) -> list[_Line]:
    """A row higher than the table goes on in further rows with the same label."""
    if one.height <= room_h:
        return [one]
    parts: list[_Line] = []
    for text in (one.value, one.second):
        if text is not None:
            most = max(1, int((room_h - 7.0 - text.above - text.size) / text.leading) + 1)
            for start in range(0, len(text.lines), most):
                lines, widths = text.lines[start : start + most], text.widths[start : start + most]
                parts.append(_part(one, replace(text, lines=lines, widths=widths)))
    return parts


def _part(one: _Line, text: Set) -> _Line:
    height = max(text.height, one.label.height if one.label else 0.0) + 7.0
    if one.note is not None or one.value is None:
        return _Line(one.label, None, text, height, one.row, one.note)
    return _Line(one.label, text, None, height, one.row)


def _note(scene: Scene, note: Text, space: float) -> _Line:
    text = scene.set(scene.phrase(note), space - 10.0, scene.em("body"))
    return _Line(None, None, text, max(ROW_LEAST, text.height + 6.0), note=note)


def _drawn(
    scene: Scene, page: Document, title: Set, head: float, lines: list[_Line], area: Box, first: int, *, fill: bool
) -> Widget:
    used = head + sum(one.height for one in lines) + 1.0
    box = Box(area.x, area.y, area.w, area.h if fill else min(area.h, used))
    band = Box(box.x, box.y, box.w, head)
    marks: tuple[Mark, ...] = (
        Frame(box, 0.5, "edge", "field", 1.6),
        Fill(band.inset(0.5), "tint", 1.2, "top"),
        lettering(title, box.x + PAD, band.cy - title.height / 2, "ink", "tint", room=band),
        *((Rule(box.x, band.bottom, box.right, band.bottom, 0.5, "edge"),) if scene.theme.high_contrast else ()),
    )
    children, y = [], band.bottom
    for at, one in enumerate(lines):
        place = Box(box.x, y, box.w, one.height)
        children.append(_line_widget(scene, one, place, first + at + 1, last=at == len(lines) - 1))
        y += one.height
    return Widget("table", "table", box, scene.phrase(page.title), marks=marks, children=tuple(children))


def _line_widget(scene: Scene, one: _Line, box: Box, number: int, *, last: bool) -> Widget:
    marks: list[Mark] = []
    if not last:
        marks.append(Rule(box.x + 4.0, box.bottom, box.right - 4.0, box.bottom, 0.4, "line"))
    if one.note is not None and one.second is not None:
        phrase = scene.phrase(one.note)
        marks.append(Icon("info", box.x + PAD - 0.5, box.y + 3.0 + one.second.size / 2 - 3.6, 7.2, "ink"))
        marks.append(lettering(one.second, box.x + PAD + 10.0, box.y + 3.0, "ink", "field", room=box))
        return Widget(f"item.{number}", "note", box, phrase, marks=tuple(marks))
    row = one.row
    if row is None or one.label is None:
        raise TypeError("neither row nor note")
    if one.value is None:
        return _subheading(scene, one, one.label, row, box, number, marks)
    top = box.y + 3.5
    indent = box.x + PAD + 0.4 * (box.w - 2 * PAD)
    free = box.h - 7.0
    right_h = one.value.height + (BETWEEN + one.second.height if one.second else 0.0)
    y = top + (free - max(right_h, one.label.height)) / 2
    marks.append(lettering(one.label, box.x + PAD, y, "ink", "field", room=box))
    if row.state:
        icon, colour = STATE_ICONS[row.state]
        marks.append(Icon(icon, indent, y + one.value.size / 2 - 4.0, 8.0, colour if colour != "ink2" else "ink"))
        marks.append(lettering(one.value, indent + 10.0, y, "ink", "field", room=box))
    else:
        marks.append(lettering(one.value, indent, y, "ink", "field", room=box))
    if one.second:
        marks.append(lettering(one.second, indent, y + one.value.height + BETWEEN, "ink", "field", room=box))
    value = scene.phrase(row.value)
    return Widget(
        f"item.{number}",
        "row",
        box,
        scene.phrase(row.label),
        value,
        marks=tuple(marks),
        children=_second(scene, row, box, number),
    )


def _subheading(scene: Scene, one: _Line, text: Set, row: Row, box: Box, number: int, marks: list[Mark]) -> Widget:
    height = text.height + (BETWEEN + one.second.height if one.second else 0.0)
    y = box.cy - height / 2
    marks.append(lettering(text, box.x + PAD, y, "ink", "field", room=box))
    if one.second:
        marks.append(lettering(one.second, box.x + PAD, y + text.height + BETWEEN, "ink", "field", room=box))
    label: Phrase = scene.phrase(row.label)
    return Widget(f"item.{number}", "row", box, label, marks=tuple(marks), children=_second(scene, row, box, number))


def _second(scene: Scene, row: Row, box: Box, number: int) -> tuple[Widget, ...]:
    if row.text is None:
        return ()
    return (Widget(f"item.{number}.text", "text", box, scene.phrase(row.text)),)


def press(page: Document, id: str) -> Answer | None:
    """Hide it, or a further key."""
    if id == "main":
        return Answer("hide")
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
