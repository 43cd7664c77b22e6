"""What is wrong with a page, from its tree and from its pixels.

The tree says where text stands and on what; the pixels say whether that is so: what is really behind a text, how far
the two stand apart, and whether anything lies over it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pygame
from numpy.typing import NDArray

from screens.crowding import ink, short
from screens.draw import Painter
from screens.marks import Lettering
from screens.metrics import Panel
from screens.page import Page
from screens.theme import Rgb, Theme, contrast
from screens.tree import Widget
from tests.screens.rules import broken

LEAST = {"high_contrast": 15.0}
LEAST_ELSEWHERE = 7.0
SEEN = 0.97
"""Share of a text's full-coloured pixels that must be there; rounding at the edges of a redraw takes a few."""


class Judge:
    """Judges pages on one panel. painter: draws a text alone, to know how much of it there should be."""

    def __init__(self, panel: Panel, painter: Painter) -> None:
        self._panel = panel
        self._painter = painter
        self._alone = pygame.Surface((panel.width_px, panel.height_px))

    def tree(self, tree: Widget, page: Page, theme: Theme) -> list[str]:
        """The rules of the look."""
        return broken(tree, page, self._panel, theme.name)

    def pixels(self, surface: pygame.Surface, tree: Widget, theme: Theme) -> list[str]:
        """Contrast as it really is, and text that something lies over."""
        found: list[str] = []
        for widget in tree.walk():
            for mark in widget.lettering:
                found += (f"{widget.id}: {short(mark)} {what}" for what in self._text(surface, mark, theme))
        return found

    def _text(self, surface: pygame.Surface, mark: Lettering, theme: Theme) -> Iterator[str]:
        rect = self._rect(mark).clip(surface.get_rect())
        if not rect.w or not rect.h:
            return
        wanted = theme.rgb(mark.colour)
        there = _packed(surface, rect)
        values, counts = np.unique(there, return_counts=True)
        behind = _unpacked(int(values[counts.argmax()]))
        if behind == wanted:  # bold and dense: the text has more pixels than its ground
            others = [(int(count), int(value)) for value, count in zip(values, counts, strict=True)]
            behind = next((_unpacked(v) for _, v in sorted(others, reverse=True) if _unpacked(v) != wanted), wanted)
        ratio = contrast(wanted, behind)
        if ratio < LEAST.get(theme.name, LEAST_ELSEWHERE):
            yield f"stands on {behind} with {ratio:.1f}"
        expected = self._count_alone(mark, rect, theme)
        seen = int((there == _value(wanted)).sum())
        if seen < SEEN * expected:
            yield f"is covered: {seen} of {expected} pixels"

    def _count_alone(self, mark: Lettering, rect: pygame.Rect, theme: Theme) -> int:
        self._alone.fill(theme.rgb(mark.on), rect)
        self._alone.set_clip(rect)
        self._painter.draw(self._alone, mark, theme)
        self._alone.set_clip(None)
        return int((_packed(self._alone, rect) == _value(theme.rgb(mark.colour))).sum())

    def _rect(self, mark: Lettering) -> pygame.Rect:
        rects = [pygame.Rect(self._panel.px(box)) for box in ink(mark)]
        return rects[0].unionall(rects[1:]) if rects else pygame.Rect(0, 0, 0, 0)


def _packed(surface: pygame.Surface, rect: pygame.Rect) -> NDArray[np.uint32]:
    """The pixels as 0xRRGGBB."""
    pixels = pygame.surfarray.array3d(surface.subsurface(rect)).astype(np.uint32)
    packed: NDArray[np.uint32] = (pixels << np.array([16, 8, 0], np.uint32)).sum(axis=2, dtype=np.uint32)
    return packed


def _value(rgb: Rgb) -> int:
    return rgb[0] << 16 | rgb[1] << 8 | rgb[2]


def _unpacked(value: int) -> Rgb:
    return value >> 16 & 255, value >> 8 & 255, value & 255
