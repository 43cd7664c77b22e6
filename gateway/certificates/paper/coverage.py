"""Which font has which sign, variation sequences included; and never a substitute.

A typesetter that misses a variation sequence silently draws the base character: another person's name. So every text
is cut into runs here, each with the font that has all of it (cmap, and cmap format 14 for sequences: OpenType 1.9),
and the typesetter is told the font of each run and may not fall back.

IPAmj Mincho has 54,578 characters and the Moji_Joho sequences; Noto Serif CJK JP the Adobe-Japan1 ones. A registered
sequence means the same shape in every font that has it, so the first font that has it is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from kiosk.rules.names import graphemes


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the paper: its family name for the typesetter, its file, its number in a collection."""

    family: str
    file: Path
    number: int = 0


FACES = (
    Face("IPAmjMincho", Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")),
    Face("Noto Serif CJK JP", Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")),
)
"""Debian's fonts-ipamj-mincho and fonts-noto-cjk, in the order of preference."""

Run = tuple[int, str]
"""(index into FACES, text)."""


@dataclass(frozen=True, slots=True)
class _Signs:
    plain: frozenset[int]
    sequences: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Missing:
    """Signs that no font has; personal."""

    signs: tuple[str, ...] = field(repr=False)


def runs(text: str) -> tuple[Run, ...] | Missing:
    """The text in runs of one font each."""
    found: list[Run] = []
    missing: list[str] = []
    for sign in graphemes(text):
        face = _face_of(sign)
        if face is None:
            missing.append(sign)
        elif found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + sign)
        else:
            found.append((face, sign))
    return Missing(tuple(missing)) if missing else tuple(found)


def _face_of(sign: str) -> int | None:
    """The first face that has the whole grapheme."""
    wanted = tuple(_pairs(sign))
    return next((at for at, face in enumerate(FACES) if _has(_signs(face), wanted)), None)


def _pairs(sign: str) -> Iterable[tuple[int, int | None]]:
    """Each code point with the variation selector behind it. A selector behind nothing stands alone: no font has it."""
    points = [ord(each) for each in sign]
    at = 0
    while at < len(points):
        selector = points[at + 1] if at + 1 < len(points) and _is_selector(points[at + 1]) else None
        yield points[at], selector
        at += 1 if selector is None else 2


def _has(signs: _Signs, wanted: tuple[tuple[int, int | None], ...]) -> bool:
    return all(
        point in signs.plain and not _is_selector(point) if selector is None else (point, selector) in signs.sequences
        for point, selector in wanted
    )


def _is_selector(point: int) -> bool:
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


@cache
def _signs(face: Face) -> _Signs:
    with TTFont(face.file, fontNumber=face.number, lazy=True) as font:
        cmap = font["cmap"]
        plain = frozenset(cmap.getBestCmap())
        sequences = frozenset(
            (base, selector)
            for table in cmap.tables
            if table.format == 14
            for selector, bases in table.uvsDict.items()
            for base, _ in bases
        )
    return _Signs(plain, sequences)
