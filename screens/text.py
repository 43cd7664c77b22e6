"""Setting text: measuring, breaking into lines, readings above the line, drawing.

Sizes are ems in mm. Everything that was set stays in caches until `wipe`; personal text must not outlive its session,
so the terminal calls that when a stay ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import pygame

from screens.fonts import CHAIN, LEADS, Missing, Span, font_file, split
from screens.linebreak import Line, break_lines
from screens.metrics import Panel
from screens.phrase import Phrase, Run
from screens.theme import Rgb

BASELINE = 0.88
"""From the top of the em down to the baseline, in em."""
RUBY = 0.5
"""Size of readings in em."""
RUBY_ABOVE = 0.52
"""Room that readings need above the em."""
CODE_POINTS = 0.5
"""Size of the code points that stand for a sign no font has, in em."""

_MOST_CACHED = 800
_MOST_DRAWN = 8_000_000
"""Bytes of drawn text that are kept: two or three pages."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Set:
    """Text broken into lines. size, widths in mm; leading from line to line in mm.

    ruby: readings are drawn. torn: a word had to be broken.
    """

    lines: tuple[Line, ...] = field(repr=False)
    widths: tuple[float, ...]
    size: float
    bold: bool
    leading: float
    ruby: bool
    torn: bool = False

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max(self.widths, default=0.0)

    @property
    def above(self) -> float:
        """Room for readings above the first em."""
        return RUBY_ABOVE * self.size if self.ruby and has_readings(self.lines[:1]) else 0.0

    @property
    def height(self) -> float:
        """From the readings of the first line to the foot of the last em."""
        return self.above + self.leading * (len(self.lines) - 1) + self.size

    @property
    def plain(self) -> str:
        """What is seen, without readings."""
        return "\n".join("".join(run.base for run in line) for line in self.lines)


def has_readings(lines: Iterable[Line]) -> bool:
    """Whether any run carries a reading."""
    return any(run.reading for line in lines for run in line)


class Typesetter:
    """Fonts and caches for one panel."""

    def __init__(self, panel: Panel) -> None:
        pygame.font.init()
        self._panel = panel
        self._fonts: dict[tuple[int, bool, int], pygame.font.Font] = {}
        self._widths: dict[tuple[str, bool, int], int] = {}
        self._sets: dict[tuple[object, ...], Set] = {}
        self._surfaces: dict[tuple[str, int, bool, int, Rgb], pygame.Surface] = {}
        self._drawn = 0
        self._first = 0

    def lead_with(self, language: str) -> None:
        """Draw a language's texts in the font that has all of it."""
        first = LEADS.get(language, 0)
        if first != self._first:
            self.wipe()
            self._first = first

    def wipe(self) -> None:
        """Forget every text that was measured or drawn."""
        self._widths.clear()
        self._sets.clear()
        self._surfaces.clear()
        self._drawn = 0

    # --- measuring ----------------------------------------------------------------------------------------------------

    def set(
        self,
        phrase: Phrase,
        width: float,
        size: float,
        *,
        bold: bool = False,
        leading: float = 1.38,
        ruby: bool = False,
    ) -> Set:
        """Break a phrase into lines of at most `width` mm. leading: line height in em (at least 1.66 with readings)."""
        key = (phrase.runs, round(width, 2), round(size, 3), bold, leading, ruby)
        known = self._sets.get(key)
        if known is None:
            runs = phrase.runs if ruby else tuple(Run(run.base) for run in phrase.runs)
            px = self._panel.font_px(size)

            def measure(runs: tuple[Run, ...]) -> float:
                return self._line_px(runs, bold, px, ruby)

            broken = break_lines(runs, width * self._panel.scale + 0.5, measure)
            lines = broken.lines
            with_readings = ruby and has_readings(lines)
            known = Set(
                lines=lines,
                widths=tuple(measure(line) / self._panel.scale for line in lines),
                size=size,
                bold=bold,
                leading=size * (max(leading, 1.66) if with_readings else leading),
                ruby=with_readings,
                torn=broken.torn,
            )
            _remember(self._sets, key, known)
        return known

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of a text on one line, in mm."""
        return self._text_px(text, bold, self._panel.font_px(size)) / self._panel.scale

    def _line_px(self, line: Line, bold: bool, px: int, ruby: bool) -> int:
        return sum(self._run_px(run, bold, px, ruby) for run in line)

    def _run_px(self, run: Run, bold: bool, px: int, ruby: bool) -> int:
        base = self._text_px(run.base, bold, px)
        if not ruby or not run.reading:
            return base
        small = _ruby_px(px)
        # A reading may hang over half a sign of its own size on each side.
        return max(base, self._text_px(run.reading, False, small) - small)

    def _text_px(self, text: str, bold: bool, px: int) -> int:
        key = (text, bold, px)
        known = self._widths.get(key)
        if known is None:
            known = 0
            for part in split(text, self._first):
                match part:
                    case Span():
                        known += self._font(part.face, bold, px).size(part.text)[0]
                    case Missing():
                        known += self._missing_px(part, px)
            _remember(self._widths, key, known)
        return known

    def _missing_px(self, part: Missing, px: int) -> int:
        small = max(1, round(px * CODE_POINTS))
        return self._font(0, False, small).size(part.code_points)[0] + small

    # --- drawing ------------------------------------------------------------------------------------------------------

    def draw_line(
        self, surface: pygame.Surface, line: Line, left: int, top: int, size: float, bold: bool, rgb: Rgb, ruby: bool
    ) -> None:
        """Draw one line. left, top: of the first em, in px."""
        px = self._panel.font_px(size)
        baseline = top + round(px * BASELINE)
        x = left
        for run in line:
            width = self._run_px(run, bold, px, ruby)
            base = self._text_px(run.base, bold, px)
            self._draw_text(surface, run.base, x + (width - base) // 2, baseline, bold, px, rgb)
            if ruby and run.reading:
                small = _ruby_px(px)
                reading = self._text_px(run.reading, False, small)
                above = top - round(0.03 * px) - round(small * (1 - BASELINE))
                self._draw_text(surface, run.reading, x + (width - reading) // 2, above, False, small, rgb)
            x += width

    def _draw_text(
        self, surface: pygame.Surface, text: str, x: int, baseline: int, bold: bool, px: int, rgb: Rgb
    ) -> None:
        for part in split(text, self._first):
            match part:
                case Span():
                    font = self._font(part.face, bold, px)
                    surface.blit(self._rendered(part, bold, px, rgb), (x, baseline - font.get_ascent()))
                    x += font.size(part.text)[0]
                case Missing():
                    x = self._draw_missing(surface, part, x, baseline, px, rgb)

    def _draw_missing(self, surface: pygame.Surface, part: Missing, x: int, baseline: int, px: int, rgb: Rgb) -> int:
        """The code points in a frame: honest, and readable to the staff who must deal with it."""
        small = max(1, round(px * CODE_POINTS))
        width = self._missing_px(part, px)
        frame = pygame.Rect(x + small // 8, baseline - round(px * 0.8), width - small // 4, round(px * 0.8))
        pygame.draw.rect(surface, rgb, frame, max(1, px // 24))
        font = self._font(0, False, small)
        span = Span(part.code_points, 0)
        surface.blit(
            self._rendered(span, False, small, rgb),
            (x + small // 2, frame.centery + round(small * 0.38) - font.get_ascent()),
        )
        return x + width

    def _rendered(self, span: Span, bold: bool, px: int, rgb: Rgb) -> pygame.Surface:
        key = (span.text, span.face, bold, px, rgb)
        known = self._surfaces.get(key)
        if known is None:
            known = self._font(span.face, bold, px).render(span.text, True, rgb)
            self._drawn += known.get_width() * known.get_height() * known.get_bytesize()
            if self._drawn > _MOST_DRAWN:
                self._surfaces.clear()
                self._drawn = 0
            self._surfaces[key] = known
        return known

    def _font(self, face: int, bold: bool, px: int) -> pygame.font.Font:
        key = (face, bold, px)
        known = self._fonts.get(key)
        if known is None:
            known = pygame.font.Font(str(font_file(CHAIN[face], bold)), px)
            if bold and CHAIN[face].bold is None:
                known.set_bold(True)
            self._fonts[key] = known
        return known


def _ruby_px(px: int) -> int:
    return max(1, round(px * RUBY))


def _remember(cache: dict[K, V], key: K, value: V) -> None:
    if len(cache) >= _MOST_CACHED:
        cache.clear()
    cache[key] = value
