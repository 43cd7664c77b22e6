"""Whether everything on a page has its place: what is cut, covered or too small to press, from the tree alone.

The view asks it when text is large, and draws the page with the next smaller size if something hasn't.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from screens.marks import Lettering
from screens.metrics import Box, Form, Panel
from screens.tree import Role, Widget

FLOOR = 16.0
"""The smallest side of a key, in mm."""

_THINGS: tuple[Role, ...] = ("listitem", "row", "img", "status", "note", "alert", "table", "list")


def ink(mark: Lettering) -> list[Box]:
    """The faces of the lines, in mm: what must neither be cut nor covered."""
    boxes = []
    size = mark.text.size
    for at in range(len(mark.text.lines)):
        top = mark.top + at * mark.text.leading
        boxes.append(Box(mark.left(at), top + 0.05 * size, mark.text.widths[at], 0.9 * size))
    return boxes


def crowding(tree: Widget, panel: Panel) -> Iterator[str]:
    """What has no place, in words for a tester; the first one is enough to know that something hasn't."""
    yield from _small(tree)
    yield from _cut(tree, panel.sheet)
    yield from _in_foot(tree, panel)
    yield from _covered(tree)


def _small(tree: Widget) -> Iterator[str]:
    for key in tree.focusable:
        if min(key.box.w, key.box.h) < FLOOR - 0.05:
            yield f"{key.id}: {key.box.w:.1f} x {key.box.h:.1f} mm"


def _cut(tree: Widget, sheet: Box) -> Iterator[str]:
    for widget in tree.walk():
        for mark in widget.lettering:
            room = mark.room or widget.box
            for box in ink(mark):
                if not room.encloses(box, 0.4):
                    yield f"{widget.id}: text {short(mark)} leaves its room by {_over(room, box):.1f} mm"
                    break
                if not sheet.encloses(box):
                    yield f"{widget.id}: text {short(mark)} leaves the panel"
                    break


_FOOT: dict[Form, Box] = {"A": Box(0, 152.6, 287.0, 8.4), "B": Box(0, 363.6, 258.0, 10.4)}
"""The window's foot, where the opening is."""
_MAY = frozenset({"have_ready", "tray"})


def _in_foot(tree: Widget, panel: Panel) -> Iterator[str]:
    foot = _FOOT[panel.form]
    for widget in tree.walk():
        if widget.id in _MAY:
            continue
        for mark in widget.lettering:
            if any(foot.y < box.bottom and box.y < foot.bottom and box.x < foot.right for box in ink(mark)):
                yield f"{widget.id}: text {short(mark)} hangs into the foot"


def _over(room: Box, box: Box) -> float:
    return max(room.x - box.x, room.y - box.y, box.right - room.right, box.bottom - room.bottom)


def _covered(tree: Widget) -> Iterator[str]:
    texts = [(widget, mark, box) for widget in tree.walk() for mark in widget.lettering for box in ink(mark)]
    for (one, mark, box), (other, mark2, box2) in combinations(texts, 2):
        if mark is not mark2 and box.gap_to(box2) < -0.3:
            yield f"{one.id} {short(mark)} and {other.id} {short(mark2)} overlap"
    keys = tree.focusable
    things = [widget for widget in tree.walk() if widget.role in _THINGS]
    for widget, mark, box in texts:
        for key in keys:
            if key.box.gap_to(box) < -0.3 and not _related(key, widget):
                yield f"{widget.id} {short(mark)} runs under {key.id}"
        for thing in things:
            if thing.box.gap_to(box) < -0.5 and not _related(thing, widget):
                yield f"{widget.id} {short(mark)} runs into {thing.id}"


def _related(one: Widget, other: Widget) -> bool:
    return one.find(other.id) is not None or other.find(one.id) is not None


def short(mark: Lettering) -> str:
    """The first letters, for a message."""
    return f"“{mark.text.plain[:12]}”".replace("\n", "/")
