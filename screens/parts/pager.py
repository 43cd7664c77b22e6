"""Turning pages instead of scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.marks import Frame
from screens.metrics import Box
from screens.parts.key import LIP, RADIUS, focus_ring, key
from screens.phrase import Phrase
from screens.scene import KEY, Scene, centred
from screens.tree import State, Widget, plain

COLUMN_W = 43.0
COLUMN_X = 235.4
BESIDE_W = 212.4
"""Width of what stands beside the pager in landscape."""
ROW_H = 26.0
"""Height of the pager in portrait."""


def split_pages(heights: Sequence[float], room: float, gap: float) -> list[range]:
    """Fill pages one after the other. Something higher than a page gets one of its own."""
    pages: list[range] = []
    start, used = 0, 0.0
    for at, height in enumerate(heights):
        more = height if at == start else used + gap + height
        if at > start and more > room + 0.01:
            pages.append(range(start, at))
            start, used = at, height
        else:
            used = more
    pages.append(range(start, len(heights)))
    return pages


@dataclass(frozen=True, slots=True)
class Paged:
    """Which items are on the page that shows the item `first`, and to which item each key of the pager leads."""

    pages: tuple[range, ...]
    at: int

    @property
    def shown(self) -> range:
        """The items on the page."""
        return self.pages[self.at]

    @property
    def turns(self) -> dict[str, int]:
        """First item after pressing a key."""
        found = {}
        if self.at > 0:
            found["pager.previous"] = self.pages[self.at - 1].start
        if self.at + 1 < len(self.pages):
            found["pager.next"] = self.pages[self.at + 1].start
        return found


def paged(heights: Sequence[float], room: float, gap: float, first: int) -> Paged:
    """Fill pages and open the one that holds item `first`: so a change of text size keeps the place."""
    pages = tuple(split_pages(heights, room, gap))
    at = next((at for at, items in enumerate(pages) if first in items), len(pages) - 1)
    return Paged(pages, at)


def pager(scene: Scene, room: Box, turning: Paged) -> tuple[Widget, ...]:
    """Previous, "1/3", next. room: the column (landscape) or row (portrait) it stands in."""
    at, pages = turning.at, len(turning.pages)
    if scene.is_a:
        high = min(30.0, max(20.0, (room.h - 16.0) / 2))
        first, last = Box(room.x, room.y, room.w, high), Box(room.x, room.bottom - high, room.w, high)
        middle = Box(room.x, first.bottom + 2, room.w, last.y - first.bottom - 4)
    else:
        w = (room.w - 48.0) / 2
        first, last = Box(room.x, room.y, w, room.h), Box(room.right - w, room.y, w, room.h)
        middle = Box(first.right + 3, room.y, 42.0, room.h)
    count = scene.own("pager", page=at + 1, pages=pages)
    text = scene.fit(plain(f"{at + 1}/{pages}"), middle.w, middle.h, "title", bold=True, lines=1)
    return (
        _turn(scene, "pager.previous", first, "up" if scene.is_a else "prev", at == 0, "pager-previous", "pager-first"),
        Widget(
            "pager.count",
            "status",
            middle,
            plain(f"{at + 1}/{pages}", speech=count.speech),
            marks=(centred(text, middle, "ink", "pane"),),
        ),
        _turn(scene, "pager.next", last, "down" if scene.is_a else "fwd", at == pages - 1, "pager-next", "pager-last"),
    )


def _turn(scene: Scene, id: str, box: Box, icon: str, end: bool, label: str, reason: str) -> Widget:
    if end:
        return _end(scene, id, box, scene.own(reason))
    return key(scene, id, box, scene.own(label), icon=icon)


def _end(scene: Scene, id: str, box: Box, reason: Phrase) -> Widget:
    """The flat key at either end carries its reason as its only words, in plain weight."""
    face = Box(box.x, box.y, box.w, box.h - LIP)
    text = scene.fit(reason, face.w - 8.0, face.h - 2.0, "body", leading=KEY)
    marks = (
        *focus_ring(scene, id, face),
        Frame(face, 0.4, "line", "dis", RADIUS),
        centred(text, face.inset(1.0), "dis_on", "dis"),
    )
    state = State(focused=scene.focused == id, unavailable=reason)
    return Widget(id, "button", box, reason, state=state, action=True, marks=marks)
