"""Confirm: rows to look over, each with a key to change it; the main action goes on."""

from __future__ import annotations

from screens.events import Answer
from screens.metrics import Box
from screens.page import Confirm, Row
from screens.parts.actions import GAP
from screens.parts.amount import amount
from screens.parts.blocks import opening_lines
from screens.parts.confirm_row import SetConfirm, draw_confirm, label_width, set_confirm
from screens.parts.content import REACH_B, Content, Main
from screens.parts.counter import hint_of, room
from screens.parts.pager import BESIDE_W, COLUMN_W, COLUMN_X, ROW_H, paged, pager
from screens.parts.portrait import head_above
from screens.scene import Scene
from screens.tree import Widget


def lay_out(scene: Scene, page: Confirm) -> Content:
    """Heading, rows, the main action on the counter."""
    place = room(scene, page, main=True)
    if scene.is_a:
        head, y = opening_lines(scene, page, place, beside=False)
        top = max(y, place.y + 15.0)
    else:
        head, top = _head_b(scene, page), REACH_B + 2.0
    area = Box(place.x, top, place.w, place.bottom - top)
    rows, turns = _with_amount(scene, page, area) or _without(scene, page, area)
    main = Main(scene.phrase(page.action), icon="next", icon_after=True)
    return Content((*head, *rows), mains=(main,), hint=hint_of(scene, page), turns=turns)


def _head_b(scene: Scene, page: Confirm) -> list[Widget]:
    """Portrait: the amount stands where the picture does on other pages."""
    if page.amount is not None and amount(scene, page.amount, Box(58.85, 66.0, 150.0, 116.0)) is not None:
        head, y = opening_lines(scene, page, Box(20.0, 41.0, 227.7, 40.0), beside=False)
        if y <= 66.0:
            return head
    return head_above(scene, page, REACH_B)


Laid = tuple[list[Widget], dict[str, int]]


def _with_amount(scene: Scene, page: Confirm, area: Box) -> Laid | None:
    """The amount in its opening beside the rows (portrait: above them); None where there is no room for both."""
    if page.amount is None:
        return None
    if scene.is_a:
        beside, opening = Box(area.x, area.y, 170.0, area.h), Box(197.4, 46.0, 81.0, area.bottom - 46.0)
        pitch = 34.5
    else:
        beside, opening = area, Box(58.85, 66.0, 150.0, 116.0)
        pitch = 54.0
    shown = amount(scene, page.amount, opening)
    label_w = label_width(scene, page.rows, beside.w)
    whole = [set_confirm(scene, row, beside.w, label_w) for row in page.rows]
    if shown is None or sum(one.height for one in whole) > beside.h + 0.1:
        return None
    return [_list(scene, whole, beside, 0, pitch), shown], {}


def _without(scene: Scene, page: Confirm, area: Box) -> Laid:
    """Rows alone; the amount is the first of them: of all things it must not go."""
    rows = page.rows
    if page.amount is not None:
        rows = (Row(page.amount.label, page.amount.value, page.amount.text), *rows)
    return _rows(scene, rows, area)


def _rows(scene: Scene, rows: tuple[Row, ...], area: Box) -> Laid:
    label_w = label_width(scene, rows, area.w)
    whole = [set_confirm(scene, row, area.w, label_w) for row in rows]
    if sum(one.height for one in whole) <= area.h + 0.1:
        return [_list(scene, whole, area, 0, 34.5 if scene.is_a else 54.0)], {}
    if scene.is_a:
        beside, turn = Box(area.x, area.y, BESIDE_W, area.h), Box(COLUMN_X, area.y, COLUMN_W, area.h)
    else:
        beside = Box(area.x, area.y, area.w, area.h - ROW_H - GAP)
        turn = Box(area.x, area.bottom - ROW_H, area.w, ROW_H)
    sets = [set_confirm(scene, row, beside.w, label_w) for row in rows]
    turning = paged([one.height for one in sets], beside.h + 0.1, 0.0, scene.first)
    shown = [sets[i] for i in turning.shown]
    return [_list(scene, shown, beside, turning.shown.start, 0.0), *pager(scene, turn, turning)], turning.turns


def _list(scene: Scene, rows: list[SetConfirm], area: Box, first: int, pitch: float) -> Widget:
    spare = (area.h - sum(one.height for one in rows)) / max(1, len(rows))
    items, y = [], area.y
    for at, one in enumerate(rows):
        height = min(max(one.height, pitch), one.height + spare)
        box = Box(area.x, y, area.w, height)
        items.append(draw_confirm(scene, one, box, last=at == len(rows) - 1, number=first + at + 1))
        y += height
    return Widget("rows", "list", area, children=tuple(items))


def press(page: Confirm, id: str) -> Answer | None:
    """Go on, or change a row."""
    if id == "main":
        return Answer("go")
    return next((Answer(row.key) for row in page.rows if row.key is not None and id == f"row.{row.key}"), None)
