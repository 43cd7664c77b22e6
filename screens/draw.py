"""Marks into pixels.

Round parts are drawn at four times the size on a transparent surface of their own colour and scaled down; straight
parts are plain rectangles. The shape cache holds corners, arches, discs and icons: nothing that anybody typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

import pygame

from screens.icons import OVERSAMPLE, icon
from screens.marks import (
    Arch,
    Corners,
    Disc,
    Fill,
    Frame,
    HalfEllipse,
    Icon,
    Lettering,
    Mark,
    Photograph,
    Ring,
    Rule,
    Shape,
)
from screens.metrics import Panel, Pixels
from screens.text import Typesetter
from screens.theme import Rgb, Theme


class Painter:
    """Draws marks of one panel onto a surface; the surface's clip is respected."""

    def __init__(self, panel: Panel, typesetter: Typesetter) -> None:
        self._panel = panel
        self._typesetter = typesetter

    def draw(self, surface: pygame.Surface, mark: Mark, theme: Theme) -> None:
        """One mark."""
        match mark:
            case Fill():
                radius = self._panel.length_px(mark.radius)
                _fill(surface, self._panel.px(mark.box), radius, theme.rgb(mark.colour), mark.corners)
            case Frame():
                self._frame(surface, mark, theme)
            case Arch():
                foot = self._panel.length_px(mark.foot)
                _arch(surface, self._panel.px(mark.box), foot, theme.rgb(mark.colour))
            case HalfEllipse():
                x, y, w, h = self._panel.px(mark.box)
                surface.blit(_half_ellipse(w, h, theme.rgb(mark.colour)), (x, y))
            case Disc():
                self._disc(surface, mark, theme.rgb(mark.colour))
            case Rule():
                self._rule(surface, mark, theme.rgb(mark.colour))
            case Shape():
                self._shape(surface, mark, theme.rgb(mark.colour))
            case Icon():
                px = self._panel.length_px(mark.size)
                picture = icon(mark.name, px, theme.rgb(mark.colour), mark.phase)
                surface.blit(picture, (self._panel.x_px(mark.x), self._panel.y_px(mark.y)))
            case Lettering():
                self._lettering(surface, mark, theme.rgb(mark.colour))
            case Ring():
                self._ring(surface, mark, theme)
            case Photograph():
                self._photograph(surface, mark, theme.rgb(mark.ground))
            case _:
                assert_never(mark)

    def _frame(self, surface: pygame.Surface, mark: Frame, theme: Theme) -> None:
        x, y, w, h = self._panel.px(mark.box)
        stroke = self._panel.stroke_px(mark.stroke)
        radius = self._panel.length_px(mark.radius)
        _fill(surface, (x, y, w, h), radius, theme.rgb(mark.colour), mark.corners)
        below = 0 if mark.open_foot else stroke
        inside = (x + stroke, y + stroke, w - 2 * stroke, h - stroke - below)
        _fill(surface, inside, max(0, radius - stroke), theme.rgb(mark.inner), mark.corners)

    def _disc(self, surface: pygame.Surface, mark: Disc, rgb: Rgb) -> None:
        size = max(2, self._panel.length_px(2 * mark.r))
        picture = _ellipse(size, size, rgb)
        x, y = self._panel.x_px(mark.x - mark.r), self._panel.y_px(mark.y - mark.r)
        surface.blit(picture, (x, y), pygame.Rect(0, 0, size, size // 2) if mark.upper else None)

    def _ring(self, surface: pygame.Surface, mark: Ring, theme: Theme) -> None:
        x, y, w, h = self._panel.px(mark.box)
        stroke, rim = self._panel.stroke_px(mark.stroke), self._panel.stroke_px(0.3 * mark.stroke)
        surface.blit(_ring(w, h, stroke + 2 * rim, theme.rgb(mark.rim)), (x, y))
        surface.blit(_ring(w - 2 * rim, h - 2 * rim, stroke, theme.rgb(mark.colour)), (x + rim, y + rim))

    def _photograph(self, surface: pygame.Surface, mark: Photograph, ground: Rgb) -> None:
        x, y, w, h = self._panel.px(mark.box)
        image = mark.image
        scale = min(w / image.width, h / image.height)
        size = min(w, round(image.width * scale)), min(h, round(image.height * scale))
        picture = pygame.image.frombuffer(image.rgb, (image.width, image.height), "RGB")
        if size != picture.get_size():
            picture = pygame.transform.smoothscale(picture, size)
        if size != (w, h):
            surface.fill(ground, pygame.Rect(x, y, w, h))
        surface.blit(picture, (x + (w - size[0]) // 2, y + (h - size[1]) // 2))

    def _rule(self, surface: pygame.Surface, mark: Rule, rgb: Rgb) -> None:
        thickness = self._panel.stroke_px(mark.thickness)
        x1, y1, x2, y2 = (
            self._panel.x_px(mark.x1),
            self._panel.y_px(mark.y1),
            self._panel.x_px(mark.x2),
            self._panel.y_px(mark.y2),
        )
        if y1 == y2:
            surface.fill(rgb, pygame.Rect(min(x1, x2), y1 - thickness // 2, abs(x2 - x1), thickness))
        else:
            surface.fill(rgb, pygame.Rect(x1 - thickness // 2, min(y1, y2), thickness, abs(y2 - y1)))

    def _shape(self, surface: pygame.Surface, mark: Shape, rgb: Rgb) -> None:
        points = [(self._panel.x_px(x), self._panel.y_px(y)) for x, y in mark.points]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        picture = _polygon(tuple((x - left, y - top) for x, y in points), rgb)
        surface.blit(picture, (left, top))

    def _lettering(self, surface: pygame.Surface, mark: Lettering, rgb: Rgb) -> None:
        text = mark.text
        for at, line in enumerate(text.lines):
            left = self._panel.x_px(mark.left(at))
            top = self._panel.y_px(mark.top + at * text.leading)
            self._typesetter.draw_line(surface, line, left, top, text.size, text.bold, rgb, text.ruby)


def _fill(surface: pygame.Surface, box: Pixels, radius: int, rgb: Rgb, corners: Corners) -> None:
    x, y, w, h = box
    if w <= 0 or h <= 0:
        return
    r = min(radius, w // 2, h // 2)
    if r <= 0:
        surface.fill(rgb, pygame.Rect(box))
        return
    upper = r if corners in ("all", "top") else 0
    lower = r if corners in ("all", "bottom") else 0
    surface.fill(rgb, pygame.Rect(x, y + upper, w, h - upper - lower))
    corner = _ellipse(2 * r, 2 * r, rgb)
    if upper:
        surface.fill(rgb, pygame.Rect(x + r, y, w - 2 * r, r))
        surface.blit(corner, (x, y), pygame.Rect(0, 0, r, r))
        surface.blit(corner, (x + w - r, y), pygame.Rect(r, 0, r, r))
    if lower:
        surface.fill(rgb, pygame.Rect(x + r, y + h - r, w - 2 * r, r))
        surface.blit(corner, (x, y + h - r), pygame.Rect(0, r, r, r))
        surface.blit(corner, (x + w - r, y + h - r), pygame.Rect(r, r, r, r))


def _arch(surface: pygame.Surface, box: Pixels, foot: int, rgb: Rgb) -> None:
    x, y, w, h = box
    top = min(w // 2, h)
    surface.blit(_half_ellipse(w, top, rgb), (x, y))
    _fill(surface, (x, y + top, w, h - top), foot, rgb, "bottom")


@lru_cache(maxsize=128)
def _ellipse(w: int, h: int, rgb: Rgb) -> pygame.Surface:
    large = _transparent(w, h, rgb)
    pygame.draw.ellipse(large, rgb, large.get_rect())
    return pygame.transform.smoothscale(large, (w, h))


@lru_cache(maxsize=6)
def _ring(w: int, h: int, stroke: int, rgb: Rgb) -> pygame.Surface:
    large = _transparent(w, h, rgb)
    pygame.draw.ellipse(large, rgb, large.get_rect())
    inner = large.get_rect().inflate(-2 * stroke * OVERSAMPLE, -2 * stroke * OVERSAMPLE)
    pygame.draw.ellipse(large, (*rgb, 0), inner)
    return pygame.transform.smoothscale(large, (w, h))


@lru_cache(maxsize=12)
def _half_ellipse(w: int, h: int, rgb: Rgb) -> pygame.Surface:
    large = _transparent(w, h, rgb)
    pygame.draw.ellipse(large, rgb, pygame.Rect(0, 0, w * OVERSAMPLE, 2 * h * OVERSAMPLE))
    return pygame.transform.smoothscale(large, (w, h))


@lru_cache(maxsize=16)
def _polygon(points: tuple[tuple[int, int], ...], rgb: Rgb) -> pygame.Surface:
    w, h = max(x for x, _ in points) + 1, max(y for _, y in points) + 1
    large = _transparent(w, h, rgb)
    pygame.draw.polygon(large, rgb, [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points])
    return pygame.transform.smoothscale(large, (w, h))


def _transparent(w: int, h: int, rgb: Rgb) -> pygame.Surface:
    """Four times the size; see-through in the very colour, so that smooth edges carry no fringe of another."""
    large = pygame.Surface((w * OVERSAMPLE, h * OVERSAMPLE), pygame.SRCALPHA)
    large.fill((*rgb, 0))
    return large
