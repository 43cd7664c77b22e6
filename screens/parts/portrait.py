"""Portrait: heading and explanation stand right above what is touched; above them the opening with the page's sign."""

from __future__ import annotations

from screens.metrics import Box
from screens.page import Page
from screens.parts.blocks import BELOW_HEADING, opening_lines
from screens.parts.content import CONTENT, PANE
from screens.parts.moved import moved
from screens.parts.pictures import large_icon, lintel
from screens.scene import Scene
from screens.tree import Widget

_LOWEST, _HIGHEST = 54.0, 86.0
_BELOW_LINTEL = 8.0


def head_above(
    scene: Scene, page: Page, bottom: float, *, corner: Box | None = None, icon: str | None = None
) -> list[Widget]:
    """Picture (if there is room for it), heading, explanation and banner, down to `bottom`."""
    content = CONTENT["B"]
    upper = Box(content.x, content.y, content.w, bottom - content.y)
    head, y = opening_lines(scene, page, upper, beside=False, corner=corner, icon=icon)
    height = y - BELOW_HEADING - upper.y
    line = bottom - 6.0 - height - _BELOW_LINTEL
    rise = min(_HIGHEST, line - PANE["B"].y - 12.0)
    if rise < _LOWEST:
        return head
    opening = Box(PANE["B"].cx - 77.0, line - rise, 154.0, rise)
    marks = lintel(scene, opening.x, opening.y, opening.w, opening.h, PANE["B"])
    sign = large_icon(scene, opening.inset(8.0), page.icon)[-1]
    picture = Widget("picture", "none", opening, marks=(*marks, sign))
    return [picture, *(moved(widget, line + _BELOW_LINTEL - upper.y) for widget in head)]
