"""The fonts, what they can draw, and text split by the font that can draw it.

SDL_ttf has no fallback of its own, draws an empty box for a missing sign, and silently draws the base form where a font
lacks a variation sequence. So every text is split here first: cluster by cluster, the first font of the chain that has
the sign (cmap) and its variation (cmap format 14) gets it. What no font has is a `Missing`, never an empty box.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

_DEBIAN = Path("/usr/share/fonts")


@dataclass(frozen=True, slots=True)
class Face:
    """A font family as files: first the path where Debian puts it, then what fontconfig is asked for."""

    name: str
    regular: str
    bold: str | None
    pattern: str


CHAIN = (
    Face(
        "BIZ UDPGothic",
        "truetype/bizud-gothic/BIZUDPGothic-Regular.ttf",
        "truetype/bizud-gothic/BIZUDPGothic-Bold.ttf",
        "BIZ UDPGothic",
    ),
    Face(
        "Noto Sans CJK JP",
        "opentype/noto/NotoSansCJK-Regular.ttc",
        "opentype/noto/NotoSansCJK-Bold.ttc",
        "Noto Sans CJK JP",
    ),
    Face("IPAmj Mincho", "truetype/ipamj/ipamjm.ttf", None, "IPAmjMincho"),
)


LEADS = {"zh-Hans": 1, "ko": 1, "vi": 1}
"""Languages that BIZ UDPGothic covers in part only: the first font tried is one that has all of it, so that no word is
drawn in two. Its Chinese characters have Japanese forms, as in the records; the Chinese face in the same file can't be
opened by pygame."""


class NoFontError(Exception):
    """A font of the chain is not installed: the terminal can't start. The text names the family."""


@dataclass(frozen=True, slots=True)
class Span:
    """Signs that one font draws. face: place in `CHAIN`."""

    text: str
    face: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A cluster that no font has. Part of what is shown, so as personal as that is."""

    text: str

    @property
    def code_points(self) -> str:
        """How it is shown instead: U+2A6D6, or U+845B U+E0199 for a variation."""
        return " ".join(f"U+{ord(sign):04X}" for sign in self.text)


def font_file(face: Face, bold: bool) -> Path:
    """Where the font lies. A family without a bold file gives its regular one."""
    relative = face.bold if bold and face.bold else face.regular
    path = _DEBIAN / relative
    if path.is_file():
        return path
    style = "bold" if bold and face.bold else "regular"
    found = subprocess.run(
        ["fc-match", "--format=%{file}\t%{family}", f"{face.pattern}:{style}"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    file, _, family = found.partition("\t")
    # fc-match always finds something; only the family that was asked for will do.
    if face.pattern.replace(" ", "") not in family.replace(" ", ""):
        raise NoFontError(f"font not installed: {face.name}")
    return Path(file)


class Coverage:
    """Which code points and which variation sequences a font file has."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            # Only code points count here: real glyph names would cost the outlines' table (35 MB for Noto).
            font.setGlyphOrder([""] * font["maxp"].numGlyphs)
            table = font["cmap"]
            points = table.getBestCmap() or {}
            self._bits = bytearray(0x110000 // 8)
            for point in points:
                self._bits[point >> 3] |= 1 << (point & 7)
            self._variations = frozenset(
                base << 32 | selector
                for sub in table.tables
                if sub.format == 14
                for selector, pairs in sub.uvsDict.items()
                for base, _ in pairs
            )

    def has(self, cluster: str) -> bool:
        """Whether every sign of the cluster, variations included, can be drawn as it is."""
        for at, sign in enumerate(cluster):
            point = ord(sign)
            if is_selector(point):
                if at == 0 or ord(cluster[at - 1]) << 32 | point not in self._variations:
                    return False
            elif not self._bits[point >> 3] >> (point & 7) & 1:
                return False
        return True


@lru_cache(maxsize=len(CHAIN))
def coverage(face: int) -> Coverage:
    """Coverage of a font of the chain, read when it is first needed (bold files cover what regular ones do)."""
    return Coverage(font_file(CHAIN[face], bold=False))


def is_selector(point: int) -> bool:
    """Variation selectors, standardised and ideographic."""
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def clusters(text: str) -> Iterator[str]:
    """Signs with what belongs to them: variation selectors, combining marks, voicing marks, joiners."""
    cluster = ""
    for sign in text:
        if cluster and (_extends(ord(sign)) or cluster.endswith("\u200d")):
            cluster += sign
        else:
            if cluster:
                yield cluster
            cluster = sign
    if cluster:
        yield cluster


def _extends(point: int) -> bool:
    return (
        is_selector(point)
        or 0x0300 <= point <= 0x036F
        or point in (0x3099, 0x309A, 0x200D)
        or 0x1F3FB <= point <= 0x1F3FF
    )


def split(text: str, first: int = 0) -> tuple[Span | Missing, ...]:
    """The text as runs of one font each, in order; neighbours of one font joined. first: the font tried first."""
    parts: list[Span | Missing] = []
    for cluster in clusters(text):
        part = _place(cluster, first)
        last = parts[-1] if parts else None
        if isinstance(part, Span) and isinstance(last, Span) and last.face == part.face:
            parts[-1] = Span(last.text + part.text, part.face)
        else:
            parts.append(part)
    return tuple(parts)


def _place(cluster: str, first: int) -> Span | Missing:
    for face in (first, *range(len(CHAIN))):
        if coverage(face).has(cluster):
            return Span(cluster, face)
    return Missing(cluster)


def missing(texts: Iterable[str]) -> tuple[Missing, ...]:
    """Everything in these texts that no font can draw, each cluster once."""
    found = {part: None for text in texts for part in split(text.replace("\n", "")) if isinstance(part, Missing)}
    return tuple(found)
