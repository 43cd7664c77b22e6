"""Millimetres and pixels: the panel, its form, and boxes on it.

Everything is laid out in millimetres of one of two sheets, landscape (A) or portrait (B), and only here turned into
pixels: each *edge* is rounded, so neighbours that touch in millimetres touch in pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Form = Literal["A", "B"]
Pixels = tuple[int, int, int, int]

SHEETS: dict[Form, tuple[float, float]] = {"A": (345.4, 194.3), "B": (267.7, 475.9)}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm of the sheet: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """Middle, across."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """Middle, down."""
        return self.y + self.h / 2

    def inset(self, by: float, vertically: float | None = None) -> Box:
        """Smaller by `by` on each side (negative: larger)."""
        v = by if vertically is None else vertically
        return Box(self.x + by, self.y + v, self.w - 2 * by, self.h - 2 * v)

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Box:
        """The same size elsewhere."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in the box; the left and upper edge belong to it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def away(self, x: float, y: float) -> float:
        """How far a point is from the box; 0: it lies in it. Just outside is never 0."""
        if self.contains(x, y):
            return 0.0
        return max(math.hypot(max(self.x - x, 0.0, x - self.right), max(self.y - y, 0.0, y - self.bottom)), 1e-9)

    def encloses(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies wholly inside, give or take `slack` mm."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def gap_to(self, other: Box) -> float:
        """Distance between the edges in mm; negative where the boxes overlap."""
        dx = max(other.x - self.right, self.x - other.right)
        dy = max(other.y - self.bottom, self.y - other.bottom)
        if dx > 0 and dy > 0:
            return math.hypot(dx, dy)
        return max(dx, dy)


@dataclass(frozen=True, slots=True)
class Panel:
    """A display: pixels, and the millimetres of its visible area as its data sheet gives them."""

    width_px: int
    height_px: int
    width_mm: float
    height_mm: float

    @property
    def form(self) -> Form:
        """A for landscape, B for portrait."""
        return "A" if self.width_px >= self.height_px else "B"

    @property
    def text_base(self) -> float:
        """People stand farther from the big portrait panel: its text is larger."""
        return 1.0 if self.form == "A" else 1.15

    @property
    def sheet(self) -> Box:
        """The area that is laid out. A panel of other proportions shows more wall around it."""
        return Box(0, 0, *SHEETS[self.form])

    @property
    def shrink(self) -> float:
        """Real millimetres per sheet millimetre; below 1 the panel is too small for the sizes that people need."""
        w, h = SHEETS[self.form]
        return min(self.width_mm / w, self.height_mm / h)

    @property
    def scale(self) -> float:
        """Pixels per sheet millimetre, the same across and down."""
        w, h = SHEETS[self.form]
        # The sheets' own proportions differ from 16 : 9 by less than a pixel: width decides.
        return min(self.width_px / w, self.height_px / h * 1.0005)

    @property
    def origin(self) -> tuple[float, float]:
        """Where the sheet's upper left corner lies, in px."""
        w, h = SHEETS[self.form]
        return max(0.0, self.width_px - w * self.scale) / 2, max(0.0, self.height_px - h * self.scale) / 2

    @property
    def bleed(self) -> Box:
        """The whole panel in mm of the sheet: what reaches the rim is drawn to here."""
        ox, oy = self.origin
        return Box(-ox / self.scale, -oy / self.scale, self.width_px / self.scale, self.height_px / self.scale)

    def x_px(self, mm: float) -> int:
        """A vertical edge in px."""
        return _round(self.origin[0] + mm * self.scale)

    def y_px(self, mm: float) -> int:
        """A horizontal edge in px."""
        return _round(self.origin[1] + mm * self.scale)

    def px(self, box: Box) -> Pixels:
        """A box in px: left, top, width, height."""
        left, top = self.x_px(box.x), self.y_px(box.y)
        return left, top, self.x_px(box.right) - left, self.y_px(box.bottom) - top

    def stroke_px(self, mm: float) -> int:
        """A line's thickness in px, never nothing."""
        return max(1, _round(mm * self.scale))

    def length_px(self, mm: float) -> int:
        """A length that belongs to no edge (radius, icon) in px."""
        return _round(mm * self.scale)

    def font_px(self, mm: float) -> int:
        """An em in px."""
        return max(1, math.ceil(mm * self.scale - 0.25))

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        """A touched pixel (its middle) as a point of the sheet."""
        ox, oy = self.origin
        return (x + 0.5 - ox) / self.scale, (y + 0.5 - oy) / self.scale


PANEL_A = Panel(1920, 1080, 345.4, 194.3)
PANEL_B = Panel(1080, 1920, 267.7, 475.9)


def _round(value: float) -> int:
    return math.floor(value + 0.5)
