"""ListPage: rows with a key each, with a pager; values hidden until their key is pressed."""

from __future__ import annotations

from screens.events import Answer
from screens.metrics import Box
from screens.page import ListPage
from screens.parts.actions import GAP, action_keys, actions_height, main_of
from screens.parts.blocks import line, opening_lines
from screens.parts.content import REACH_B, Content
from screens.parts.counter import room
from screens.parts.pager import BESIDE_W, COLUMN_W, COLUMN_X, ROW_H, paged, pager
from screens.parts.portrait import head_above
from screens.parts.rows import SetRow, draw_row, set_row, stacked
from screens.scene import Scene
from screens.tree import Widget

ON_COUNTER = 2
"""So many further keys find room on the counter; more stand in the foot of the content."""


def lay_out(scene: Scene, page: ListPage) -> Content:
    """Heading, rows; further keys on the counter."""
    mains = (
        tuple(main_of(scene, action, step=False) for action in page.actions) if len(page.actions) <= ON_COUNTER else ()
    )
    place = room(scene, page, main=bool(mains))
    if scene.is_a:
        head, y = opening_lines(scene, page, place, beside=False)
        y = max(y, place.y + 14.5)
    else:
        head, y = head_above(scene, page, REACH_B), REACH_B + 2.0
    area = Box(place.x, y, place.w, place.bottom - y)
    foot = () if mains else page.actions
    rows, turns = _rows(scene, page, Box(area.x, area.y, area.w, area.h - actions_height(scene, foot)))
    hint = scene.phrase(page.hint) if page.hint else None
    if hint is None and page.masked and not mains:
        hint = scene.own("hint-masked")
    return Content((*head, *rows, *action_keys(scene, foot, area)), mains=mains, hint=hint, turns=turns)


def _rows(scene: Scene, page: ListPage, area: Box) -> tuple[list[Widget], dict[str, int]]:
    if not page.rows:
        if page.empty is None:
            return [], {}
        return [
            line(scene, "empty", scene.phrase(page.empty), area.inset(0, 6.0), size="lead", colour="ink", icon="info")
        ], {}
    key_w = _key_width(scene, page)
    whole = [set_row(scene, row, area.w, key_w=key_w, masked=page.masked) for row in page.rows]
    if sum(one.height for one in whole) <= area.h + 0.1:
        return [_list(scene, page, whole, area, 0)], {}
    if scene.is_a:
        beside = Box(area.x, area.y, BESIDE_W - 1.0, area.h)
        turn = Box(COLUMN_X, area.y, COLUMN_W, area.h)
    else:
        beside = Box(area.x, area.y, area.w, area.h - ROW_H - GAP)
        turn = Box(area.x, area.bottom - ROW_H, area.w, ROW_H)
    sets = [set_row(scene, row, beside.w, key_w=key_w, masked=page.masked, room=beside.h) for row in page.rows]
    turning = paged([one.height for one in sets], beside.h + 0.1, 0.0, scene.first)
    shown = [sets[i] for i in turning.shown]
    widgets = [_list(scene, page, shown, beside, turning.shown.start), *pager(scene, turn, turning)]
    return widgets, turning.turns


def _key_width(scene: Scene, page: ListPage) -> float:
    """49 mm as drawn; wider where the words or the text scale ask for it, never more than a third of the row."""
    label = scene.set(scene.phrase(page.row_action), 200.0, scene.em("lead"), bold=True)
    least = 49.0 if scene.is_a else 52.0
    return max(least, min(label.width + 9.0, 70.0))


def _list(scene: Scene, page: ListPage, rows: list[SetRow], area: Box, first: int) -> Widget:
    action = scene.phrase(page.row_action)
    places = stacked(rows, area)
    items = [
        draw_row(scene, one, box, action, masked=page.masked, last=at == len(rows) - 1, number=first + at + 1)
        for at, (one, box) in enumerate(zip(rows, places, strict=True))
    ]
    return Widget("rows", "list", area, children=tuple(items))


def press(page: ListPage, id: str) -> Answer | None:
    """A row's key or a further one."""
    for row in page.rows:
        if row.key is not None and id == f"row.{row.key}":
            return Answer(row.key)
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
