"""Every page put together: wall, window and counter, then header, content, counter and rail in reading order."""

from __future__ import annotations

from screens.marks import Fill, Frame, HalfEllipse, Mark, Rule
from screens.metrics import Box
from screens.page import Page
from screens.parts.content import PANE, WINDOW, Content
from screens.parts.counter import foot_note, hint_note, main_keys, reason_of, tray, ways
from screens.parts.header import header
from screens.parts.rail import rail
from screens.scene import Scene
from screens.tree import Widget

_COUNTER = {"A": Box(0, 162, 345.4, 32.3), "B": Box(0, 374, 267.7, 67)}
_OPENING = {"A": Box(94.2, 154, 108, 8), "B": Box(57.85, 365, 152, 9)}
_EDGE = 0.9


def compose(scene: Scene, page: Page, content: Content) -> Widget:
    """The whole screen as one tree."""
    reason = reason_of(scene, page) if content.ways == "usual" else None
    children: list[Widget] = [*header(scene, page), *content.widgets]
    if content.mains:
        below = reason or content.hint
        if below is not None and content.foot:
            children.append(foot_note(scene, below, "reason" if reason else "hint"))
        children += main_keys(scene, content.mains)
    elif not content.counter:
        hint = reason or content.hint
        if hint is not None:
            children.append(hint_note(scene, hint, "info" if reason else content.hint_icon))
    children += content.counter
    if not content.counter:
        children.append(tray(scene))
    if content.ways != "none":
        children += ways(scene, page, content, reason)
    children += rail(scene)
    return Widget("page", "application", scene.panel.sheet, marks=_ground(scene, content), children=tuple(children))


def _ground(scene: Scene, content: Content) -> tuple[Mark, ...]:
    bleed, window, counter = scene.panel.bleed, WINDOW[scene.form], _COUNTER[scene.form]
    marks: list[Mark] = [Fill(bleed, "wall"), Frame(window, 1.8, "frame", "pane", 9.0, "top", open_foot=True)]
    if content.blind:
        marks += _blind(PANE[scene.form])
    opening = _OPENING[scene.form]
    if content.opening:
        outer = Box(opening.x - 1.8, opening.y - 1.8, opening.w + 3.6, opening.h + 1.8)
        marks += [HalfEllipse(outer, "frame"), HalfEllipse(opening, "ledge_hi")]
    foot = bleed.bottom if scene.is_a else counter.bottom
    marks.append(Fill(Box(bleed.x, counter.y, bleed.w, foot - counter.y), "ledge"))
    if content.opening:
        # The counter's light strip runs through the opening, its edge stops at it.
        marks.append(Fill(Box(bleed.x, counter.y, bleed.w, 2.6), "ledge_hi"))
        right = opening.right + 1.8
        marks.append(Fill(Box(bleed.x, counter.y, opening.x - 1.8 - bleed.x, _EDGE), "ledge_edge"))
        marks.append(Fill(Box(right, counter.y, bleed.right - right, _EDGE), "ledge_edge"))
    else:
        marks.append(Fill(Box(bleed.x, counter.y, bleed.w, _EDGE), "ledge_edge"))
    if not scene.is_a:
        marks.append(Fill(Box(bleed.x, counter.bottom - _EDGE, bleed.w, _EDGE + 0.4), "ledge_edge"))
    return tuple(marks)


def _blind(pane: Box) -> list[Mark]:
    marks: list[Mark] = [Fill(pane, "slat", 7.2, "top")]
    y = pane.y + 9.0
    while y < pane.bottom:
        marks.append(Rule(pane.x, y, pane.right, y, 0.5, "slat_ln"))
        y += 9.0
    return marks
