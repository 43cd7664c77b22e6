"""The 61 icons, drawn from their strokes in `tokens.json`: a grid of 24, stroke 2, round caps and joins, one colour.

Operations: L line, Z closed line, F filled polygon, C circle, D disc, E ellipse, A arc (cx cy r from to, degrees
clockwise from 3 o'clock), R rounded rectangle x y w h r, B bar, H filled pie.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import pygame

from screens.theme import Rgb, tokens

GRID = 24
STROKE = 2.0
OVERSAMPLE = 4

Point = tuple[float, float]


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(tokens()["icons"])


@lru_cache(maxsize=128)
def icon(name: str, px: int, rgb: Rgb, phase: int = 0) -> pygame.Surface:
    """The icon as px x px with alpha. phase: which of the three boxes of `wait` is filled."""
    pen = _Pen(px, rgb)
    shape = tokens()["icons"][name]
    if name == "wait":
        shape = shape.rpartition(";")[0] + f";B {1.5 + 8 * (phase % 3)} 8.5 5 7"
    for operation in shape.split(";"):
        kind, *numbers = operation.split()
        pen.draw(kind, [float(number) for number in numbers])
    return pygame.transform.smoothscale(pen.surface, (px, px))


class _Pen:
    """Draws at four times the size; the caller scales down."""

    def __init__(self, px: int, rgb: Rgb) -> None:
        self._unit = px * OVERSAMPLE / GRID
        self._rgb = rgb
        self._radius = STROKE / 2 * self._unit
        self.surface = pygame.Surface((px * OVERSAMPLE, px * OVERSAMPLE), pygame.SRCALPHA)
        self.surface.fill((*rgb, 0))

    def draw(self, kind: str, n: Sequence[float]) -> None:
        """One operation."""
        match kind:
            case "L":
                self._stroke(_points(n))
            case "Z":
                self._stroke([*_points(n), (n[0], n[1])])
            case "F":
                pygame.draw.polygon(self.surface, self._rgb, [self._at(p) for p in _points(n)])
            case "C":
                self._stroke(_arc(n[0], n[1], n[2], n[2], 0, 360))
            case "E":
                self._stroke(_arc(n[0], n[1], n[2], n[3], 0, 360))
            case "A":
                self._stroke(_arc(n[0], n[1], n[2], n[2], n[3], n[4]))
            case "D":
                pygame.draw.circle(self.surface, self._rgb, self._at((n[0], n[1])), n[2] * self._unit)
            case "B":
                x, y = self._at((n[0], n[1]))
                pygame.draw.rect(self.surface, self._rgb, pygame.Rect(x, y, n[2] * self._unit, n[3] * self._unit))
            case "H":
                pie = [(n[0], n[1]), *_arc(n[0], n[1], n[2], n[2], n[3], n[4])]
                pygame.draw.polygon(self.surface, self._rgb, [self._at(p) for p in pie])
            case "R":
                self._stroke(_rounded(*n))
            case _:
                raise ValueError(f"unknown icon operation {kind}")

    def _at(self, point: Point) -> Point:
        return point[0] * self._unit, point[1] * self._unit

    def _stroke(self, points: Sequence[Point]) -> None:
        """A line of thick segments with a disc on every point: round caps and joins."""
        scaled = [self._at(point) for point in points]
        for (x1, y1), (x2, y2) in pairwise(scaled):
            length = math.hypot(x2 - x1, y2 - y1)
            if length:
                dx, dy = (y2 - y1) / length * self._radius, (x1 - x2) / length * self._radius
                corners = [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]
                pygame.draw.polygon(self.surface, self._rgb, corners)
        for point in scaled:
            pygame.draw.circle(self.surface, self._rgb, point, self._radius)


def _points(numbers: Sequence[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> list[Point]:
    steps = max(2, math.ceil(abs(end - start) / 6))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


def _rounded(x: float, y: float, w: float, h: float, r: float) -> list[Point]:
    corners = ((x + r, y + r, 180), (x + w - r, y + r, 270), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90))
    points = [point for cx, cy, start in corners for point in _arc(cx, cy, r, r, start, start + 90)]
    return [*points, points[0]]
