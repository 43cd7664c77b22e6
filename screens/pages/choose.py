"""Choose: up to two large tiles, three rows, a grid of six, or a list with a pager – what the text has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from screens.events import Answer
from screens.metrics import Box
from screens.page import Choose, Option
from screens.parts.blocks import opening_lines
from screens.parts.choice import Fitted, choice, fitted
from screens.parts.content import REACH_B, Content
from screens.parts.counter import room
from screens.parts.pager import BESIDE_W, COLUMN_W, COLUMN_X, ROW_H, paged, pager
from screens.parts.portrait import head_above
from screens.parts.tries import tries_box
from screens.phrase import msg
from screens.scene import Scene
from screens.tree import Widget

GAP = 4.5
LEAST, LOW, HIGH = 20.0, 24.8, 32.6


def lay_out(scene: Scene, page: Choose) -> Content:
    """Heading and choices."""
    legend = page.explanation is None and any(option.needs_card for option in page.options)
    if legend:
        page = replace(page, explanation=msg("screen-card-legend"))
    icon = "card" if legend else None
    place = room(scene, page, main=False)
    if not scene.is_a:
        return _portrait(scene, page, place, icon)
    corner = Box(place.right - 55, place.y, 55, 25) if page.tries else None
    tries = [tries_box(scene, page.tries, corner)] if page.tries and corner else []
    head, y = opening_lines(scene, page, place, corner=corner, icon=icon)
    y = max(y, place.y + 14.7)
    choices, turns = choices_in(scene, page.options, Box(place.x, y, place.w, place.bottom - y))
    if turns and page.tries and page.explanation is not None:
        head, choices, turns = _in_sight(scene, page, place, corner) or (head, choices, turns)
    return _content(scene, page, [*head, *tries, *choices], turns)


def _in_sight(
    scene: Scene, page: Choose, place: Box, corner: Box | None
) -> tuple[list[Widget], list[Widget], Mapping[str, int]] | None:
    """Ways out of a warning are weighed against each other: before one of them goes to another page, the explanation
    is only said, and the lines below the choices give way.
    """
    head, y = opening_lines(scene, replace(page, explanation=None), place, corner=corner)
    count, gap = len(page.options), 3.2
    height = (place.bottom - y - gap * (count - 1)) / count
    if height < LEAST or page.explanation is None:
        return None
    head.append(Widget("explanation", "text", head[0].box, scene.phrase(page.explanation)))
    places = [Box(place.x, y + at * (height + gap), place.w, height) for at in range(count)]
    sets = [fitted(scene, option, box, 17.0, title_lines=1) for option, box in zip(page.options, places, strict=True)]
    return head, _drawn(scene, sets, places), {}


def _portrait(scene: Scene, page: Choose, place: Box, icon: str | None) -> Content:
    corner = Box(place.right - 62, place.y, 62, 29) if page.tries else None
    head = head_above(scene, page, REACH_B, corner=corner, icon=icon)
    top = next(widget.box.y for widget in head if widget.role == "heading")
    tries = [tries_box(scene, page.tries, replace(corner, y=top))] if page.tries and corner else []
    choices, turns = choices_in(scene, page.options, Box(place.x, REACH_B + 0.6, place.w, place.bottom - REACH_B - 0.6))
    return _content(scene, page, [*head, *tries, *choices], turns)


def _content(scene: Scene, page: Choose, widgets: list[Widget], turns: Mapping[str, int]) -> Content:
    hint = scene.phrase(page.hint) if page.hint else scene.own("hint-choose")
    return Content(tuple(widgets), hint=hint, hint_icon="choose", turns=turns)


def choices_in(scene: Scene, options: Sequence[Option], area: Box) -> tuple[list[Widget], Mapping[str, int]]:
    """The choices, as large as the area lets them be, and what the keys of the pager turn to."""
    for columns, low, high, badge in _grids(scene, len(options)):
        places = _grid(area, len(options), columns, low, high)
        if places is None:
            continue
        sets = [fitted(scene, option, place, badge) for option, place in zip(options, places, strict=True)]
        if all(one.whole for one in sets):
            return _drawn(scene, sets, places), {}
    return _listed(scene, options, area)


def _grids(scene: Scene, count: int) -> list[tuple[int, float, float, float]]:
    """Layouts to try: columns, least and greatest height of a choice, width of its badge."""
    if scene.is_a:
        if count <= 2:
            return [(2, 40.0, 78.0, 40.0), (2, 40.0, 78.0, 23.0), (1, LOW, 50.0, 23.0)]
        if count == 3:
            return [(1, LOW, LOW, 20.0), (1, LOW, 38.0, 20.0)]
        if count <= 6:
            return [(2, LOW, HIGH, 23.0 if count < 6 else 21.0), (1, 20.0, 26.0, 17.0)]
        return [(2, 20.0, LOW, 17.0)] if count <= 8 else []
    if count <= 2:
        return [(1, 40.0, 60.0, 34.0)]
    if count == 3:
        return [(1, 40.0, 52.0, 30.0)]
    if count <= 6:
        return [(2, 40.0, 52.0, 26.5), (1, 25.8, 32.0, 21.0)]
    return [(2, 30.0, 52.0, 21.0)] if count <= 10 else []


def _grid(area: Box, count: int, columns: int, low: float, high: float) -> list[Box] | None:
    rows = -(-count // columns)
    gap_x, gap_y = (GAP if columns == 2 else 0.0), GAP
    height = min(high, (area.h - gap_y * (rows - 1)) / rows)
    if height < low - 0.05:
        gap_y = 3.4
        height = min(high, (area.h - gap_y * (rows - 1)) / rows)
        if height < low - 0.05:
            return None
    width = (area.w - gap_x * (columns - 1)) / columns
    top = area.y + min(3.0, area.h - rows * height - gap_y * (rows - 1))
    return [
        Box(area.x + (i % columns) * (width + gap_x), top + (i // columns) * (height + gap_y), width, height)
        for i in range(count)
    ]


def _listed(scene: Scene, options: Sequence[Option], area: Box) -> tuple[list[Widget], Mapping[str, int]]:
    """One below the other, as high as each needs, with a pager where they don't go on one page."""
    badge, gap = (21.0, 3.2) if scene.is_a else (21.0, 3.4)
    everything = _rows(scene, options, Box(area.x, area.y, area.w, area.h), badge)
    if sum(one.height for one in everything) + gap * (len(everything) - 1) <= area.h:
        return _stacked(scene, everything, area, gap, 0, len(options)), {}
    if scene.is_a:
        beside, turn = Box(area.x, area.y, BESIDE_W, area.h), Box(COLUMN_X, area.y, COLUMN_W, area.h)
    else:
        beside = Box(area.x, area.y, area.w, area.h - ROW_H - GAP)
        turn = Box(area.x, area.bottom - ROW_H, area.w, ROW_H)
    sets = _rows(scene, options, beside, badge)
    turning = paged([one.height for one in sets], beside.h, gap, scene.first)
    shown = [sets[i] for i in turning.shown]
    widgets = _stacked(scene, shown, beside, gap, turning.shown.start, len(options))
    return [*widgets, *pager(scene, turn, turning)], turning.turns


def _rows(scene: Scene, options: Sequence[Option], area: Box, badge: float) -> list[Fitted]:
    tallest = Box(area.x, area.y, area.w, min(area.h, 43.0))
    sets = [fitted(scene, option, tallest, badge) for option in options]
    return [replace(one, height=max(one.height, 24.8 if scene.is_a else 26.0)) for one in sets]


def _stacked(scene: Scene, sets: Sequence[Fitted], area: Box, gap: float, first: int, of: int) -> list[Widget]:
    widgets, y = [], area.y
    for at, one in enumerate(sets):
        widgets.append(choice(scene, one, Box(area.x, y, area.w, one.height), first + at + 1, of))
        y += one.height + gap
    return widgets


def _drawn(scene: Scene, sets: Sequence[Fitted], places: Sequence[Box]) -> list[Widget]:
    return [
        choice(scene, one, place, at + 1, len(sets)) for at, (one, place) in enumerate(zip(sets, places, strict=True))
    ]


def press(page: Choose, id: str) -> Answer | None:
    """A choice answers at once."""
    return next((Answer(option.key) for option in page.options if id == f"option.{option.key}"), None)
