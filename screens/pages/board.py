"""Board: the blind is down, and a board hangs before it with a question. Nothing personal can be seen."""

from __future__ import annotations

import math

from screens.events import Answer
from screens.marks import Disc, Fill, Frame, Mark, Rule
from screens.metrics import Box
from screens.page import Board
from screens.parts.blocks import heading, line
from screens.parts.content import PANE, Content, Main
from screens.scene import Scene, lettering
from screens.tree import Widget, plain

PANE_S = 10
"""Seconds that one pane of the countdown stands for."""


def lay_out(scene: Scene, page: Board) -> Content:
    """The board; its answers stand where Back, Stop and the main action always stand."""
    box = Box(38, 44, 220.4, 100) if scene.is_a else Box(30, 80, 207.7, 150)
    pane = PANE[scene.form]
    marks: list[Mark] = []
    for x in (box.x + 40.2, box.right - 40.2):
        marks.append(Rule(x, pane.y, x, box.y, 1.0, "frame"))
    marks.append(Frame(box, 1.6, "frame", "pane", 6.0))
    for x in (box.x + 40.2, box.right - 40.2):
        marks.append(Disc(x, box.y + 6.0, 1.7, "frame"))
    board = Widget("board", "group", box, marks=tuple(marks), children=tuple(_inside(scene, page, box)))
    main = Main(scene.phrase(page.go_on), icon="check")
    return Content((board,), mains=(main,), ways="board", blind=True, stop_label=scene.phrase(page.leave))


def _inside(scene: Scene, page: Board, box: Box) -> list[Widget]:
    inner = Box(box.x + 10.0, box.y + 13.0, box.w - 20.0, box.h - 25.0)
    explanation = scene.phrase(page.explanation) if page.explanation is not None else None
    top = heading(scene, scene.phrase(page.heading), inner, centre=True)
    if page.seconds is None:
        return _quiet(scene, page, inner)
    text = scene.fit(explanation, inner.w, 30.0, "body", lines=3) if explanation is not None else None
    foot = text.height if text else 0.0
    middle = Box(inner.x, top.box.bottom + 2.0, inner.w, inner.bottom - top.box.bottom - 4.0 - foot)
    widgets = [top, *_countdown(scene, page.seconds, page.of or 60, middle)]
    if explanation is not None:
        at = Box(inner.x, inner.bottom - foot, inner.w, foot + 1.0)
        widgets.append(line(scene, "explanation", explanation, at, colour="ink", centre=True))
    return widgets


def _quiet(scene: Scene, page: Board, inner: Box) -> list[Widget]:
    """Without a countdown question and explanation stand in the middle."""
    top = heading(scene, scene.phrase(page.heading), inner, centre=True)
    if page.explanation is None:
        return [heading(scene, scene.phrase(page.heading), inner.moved(dy=(inner.h - top.box.h) / 2), centre=True)]
    below = line(
        scene, "explanation", scene.phrase(page.explanation), inner, size="lead", colour="ink", centre=True, lines=4
    )
    height = top.box.h + 8.0 + below.box.h
    y = inner.y + max(0.0, (inner.h - height) / 2) - 2.0
    first = heading(scene, scene.phrase(page.heading), Box(inner.x, y, inner.w, inner.h), centre=True)
    rest = Box(inner.x, first.box.bottom + 8.0, inner.w, inner.bottom - first.box.bottom - 8.0)
    return [
        first,
        line(
            scene, "explanation", scene.phrase(page.explanation), rest, size="lead", colour="ink", centre=True, lines=4
        ),
    ]


def _countdown(scene: Scene, seconds: int, of: int, area: Box) -> list[Widget]:
    """「あと 30 秒」 and a pane for every ten seconds; a pane fills when its ten seconds are gone."""
    em = min(scene.em("count"), area.h * 0.62)
    number = scene.set(plain(str(seconds)), 80.0, em, bold=True)
    before, after = scene.own("seconds-before"), scene.own("seconds-after")
    small = scene.em("title", 1.25)
    left = scene.set(before, 60.0, small) if before.plain else None
    right = scene.set(after, 80.0, small) if after.plain else None
    bar_h = 8.6
    y = area.y + max(0.0, (area.h - em - bar_h - 4.0) / 2)
    gap = 5.0
    # The number's own width changes with its digits; the words keep their places around the widest.
    widest = scene.typesetter.width("0" * max(2, len(str(of))), em, bold=True)
    words = [one.width + gap for one in (left, right) if one]
    start = area.cx - (widest + sum(words)) / 2
    marks: list[Mark] = []
    base = y + 0.88 * em
    x = start
    if left:
        marks.append(lettering(left, x, base - left.above - 0.88 * small, "ink", "pane", room=area))
        x += left.width + gap
    marks.append(lettering(number, x + widest / 2, y, "ink", "pane", align="centre", room=area))
    x += widest + gap
    if right:
        marks.append(lettering(right, x, base - right.above - 0.88 * small, "ink", "pane", room=area))
    marks += _panes(scene, seconds, of, Box(area.cx - 48.0, y + em + 4.0, 96.0, bar_h))
    said = scene.own("seconds", seconds=seconds)
    return [
        Widget(
            "seconds",
            "timer",
            area,
            plain(f"{before.plain} {seconds} {after.plain}".strip(), speech=said.speech),
            marks=tuple(marks),
        )
    ]


def _panes(scene: Scene, seconds: int, of: int, bar: Box) -> list[Mark]:
    panes = max(1, math.ceil(of / PANE_S))
    left = min(panes, math.ceil(seconds / PANE_S))
    width = (bar.w - 0.8) / panes
    marks: list[Mark] = [Fill(bar, "frame", 1.4)]
    for at in range(panes - left, panes):
        marks.append(Fill(Box(bar.x + 0.8 + at * width, bar.y + 0.8, width - 0.8, bar.h - 1.6), "pane", 0.5))
    return marks


def press(page: Board, id: str) -> Answer | None:
    """Back means: back to what I was doing."""
    match id:
        case "main" | "back":
            return Answer("go_on")
        case "stop":
            return Answer("stop")
    return None
