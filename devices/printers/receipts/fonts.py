"""The fonts of a receipt: which one can draw a sign, exactly as it is written.

A font that lacks a variation sequence silently draws the plain form, and one that lacks a sign draws a box. So every
sign is looked up first, variations too (cmap format 14), and a sign that no font has is reported, never drawn.
Needs Pillow with raqm: its basic layout draws variation selectors as boxes of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont, features

_FOLDER = Path("/usr/share/fonts")
_FILES = (
    ("truetype/bizud-gothic/BIZUDPGothic-Regular.ttf", "truetype/bizud-gothic/BIZUDPGothic-Bold.ttf"),
    ("opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"),
    ("truetype/ipamj/ipamjm.ttf", "truetype/ipamj/ipamjm.ttf"),
)
"""Regular and bold, in the order in which they are asked."""


class FontsMissingError(Exception):
    """This machine can't draw receipts. The text says what to install."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Signs that one font draws. font: its place in the order."""

    text: str
    font: int


@dataclass(frozen=True, slots=True)
class NoFontHas:
    """A sign that no font has, with its variation."""

    sign: str

    @property
    def code_points(self) -> str:
        """U+845B U+E0102."""
        return " ".join(f"U+{ord(part):04X}" for part in self.sign)


def check() -> None:
    """Raise FontsMissingError if receipts can't be drawn here."""
    if not features.check("raqm"):
        raise FontsMissingError("Pillow lacks raqm (Debian package libfribidi0)")
    for pair in _FILES:
        for file in pair:
            if not (_FOLDER / file).is_file():
                raise FontsMissingError(f"font not installed: {Path(file).name}")


def font(place: int, bold: bool, px: int) -> ImageFont.FreeTypeFont:
    """A font of the order in a size (em, dots)."""
    file = _FOLDER / _FILES[place][bold]
    return ImageFont.truetype(file, px, layout_engine=ImageFont.Layout.RAQM)


def pieces(text: str) -> Iterator[Piece | NoFontHas]:
    """The text in pieces of one font each, in order."""
    held: Piece | None = None
    for sign in signs(text):
        place = next((place for place in range(len(_FILES)) if _covers(place, sign)), None)
        if held is not None and held.font == place:
            held = Piece(held.text + sign, held.font)
            continue
        if held is not None:
            yield held
        held = None if place is None else Piece(sign, place)
        if place is None:
            yield NoFontHas(sign)
    if held is not None:
        yield held


def signs(text: str) -> Iterator[str]:
    """Signs with their variation selectors and combining marks."""
    start = 0
    for at in range(1, len(text)):
        if not _selects(text[at]) and not unicodedata.combining(text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _selects(part: str) -> bool:
    return "\ufe00" <= part <= "\ufe0f" or "\U000e0100" <= part <= "\U000e01ef"


def _covers(place: int, sign: str) -> bool:
    points, variations = _table(place)
    plain = [part for part in sign if not _selects(part)]
    chosen = {(ord(base), ord(part)) for base, part in pairwise(sign) if _selects(part)}
    return points.issuperset(map(ord, plain)) and variations.issuperset(chosen)


@cache
def _table(place: int) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Code points, and (code point, selector) pairs. Bold files have what regular ones have."""
    with TTFont(_FOLDER / _FILES[place][0], fontNumber=0, lazy=True) as opened:
        opened.setGlyphOrder([""] * opened["maxp"].numGlyphs)  # names are not needed, and slow to read
        tables = opened["cmap"].tables
        points = frozenset(opened["cmap"].getBestCmap() or {})
        variations = frozenset(
            (base, selector)
            for table in tables
            if table.format == 14
            for selector, entries in table.uvsDict.items()
            for base, _ in entries
        )
    return points, variations
