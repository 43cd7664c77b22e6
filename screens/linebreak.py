"""Where lines of Japanese and other text may break, and the best way to break them.

A writer parts phrases by half spaces: the best places. Next best are the phrase ends that budoux finds, and the spaces
of Latin text. Only what is longer than a line by itself breaks inside, and then never against the kinsoku rules
(JIS X 4051: no line begins with a closing sign or a small kana, none ends with an opening one).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import budoux

from screens.fonts import clusters
from screens.phrase import Run

NOT_AT_START = frozenset(
    "、。，．・：；？！‐゠–〜～…‥ー々〻ヽヾゝゞ）］｝〉》」』】〕〙〗’”)]},.:;?!%％円"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
NOT_AT_END = frozenset("（［｛〈《「『【〔〘〖‘“([{")

_JAPANESE = re.compile("[ぁ-ゖァ-ヺー々\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")

_TOGETHER = re.compile("[0-9A-Za-z:.,/@～–+-]")
"""Numbers, times and addresses: 8:30～20:00 stays on one line."""
_SEAM = re.compile(r"(?<=[@./_-])(?=[0-9A-Za-z])")
"""Where a mail address is parted if it must be."""

_SPACE, _PHRASE, _INSIDE = 0.0, 1.0, 40.0
"""What a break costs: at a space nothing, between phrases a little, inside a word a lot."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together. cost: of breaking after it; None = forced break after it.

    gap: the space after it, drawn only if the line goes on.
    """

    runs: tuple[Run, ...]
    gap: str
    cost: float | None


Line = tuple[Run, ...]
Measure = Callable[[tuple[Run, ...]], float]


@lru_cache(maxsize=1)
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def pieces(runs: Sequence[Run]) -> list[Piece]:
    """The text as pieces between which a line may break."""
    text = "".join(run.base for run in runs)
    readings: list[tuple[int, int, str]] = []  # from, to, reading
    at = 0
    for run in runs:
        if run.reading:
            readings.append((at, at + len(run.base), run.reading))
        at += len(run.base)
    breaks = {place: cost for place, cost in _places(text).items() if not _inside(place, readings)}
    found: list[Piece] = []
    start = 0
    for place in sorted(breaks):
        found.append(_piece(text, start, place, readings, breaks[place]))
        start = place
    if start < len(text) or not found:
        found.append(_piece(text, start, len(text), readings, _SPACE))
    return found


def _inside(place: int, readings: list[tuple[int, int, str]]) -> bool:
    return any(start < place < end for start, end, _ in readings)


def _places(text: str) -> dict[int, float | None]:
    """Index after which a line may break -> cost. A space or \\n counts to the piece before it."""
    places: dict[int, float | None] = {}
    for found in re.finditer(r"\n| +", text):
        places[found.end()] = None if found.group() == "\n" else _SPACE
    for found in re.finditer(r"[^\n ]+", text):
        word = found.group()
        if not _JAPANESE.search(word):
            continue
        at = found.start()
        for phrase in _parser().parse(word)[:-1]:
            at += len(phrase)
            if text[at] in NOT_AT_START or text[at - 1] in NOT_AT_END:
                continue
            if not (_TOGETHER.match(text[at - 1]) and _TOGETHER.match(text[at])):
                places.setdefault(at, _PHRASE)
    places.pop(len(text), None)
    return places


def _piece(text: str, start: int, end: int, readings: list[tuple[int, int, str]], cost: float | None) -> Piece:
    stop = end
    while stop > start and text[stop - 1] in " \n":
        stop -= 1
    return Piece(_cut(text, start, stop, readings), text[stop:end].replace("\n", ""), cost)


def _cut(text: str, start: int, stop: int, readings: list[tuple[int, int, str]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = start
    for begin, end, reading in readings:
        if begin >= start and end <= stop:
            if begin > at:
                runs.append(Run(text[at:begin]))
            runs.append(Run(text[begin:end], reading))
            at = end
    if at < stop:
        runs.append(Run(text[at:stop]))
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines, and whether a word had to be torn apart for them."""

    lines: tuple[Line, ...]
    torn: bool


def break_lines(runs: Sequence[Run], width: float, measure: Measure) -> Broken:
    """Fewest lines not wider than `width`; among these the one with the best breaks and the most even lines.

    A single sign wider than the line stands alone on one (the caller sees that it doesn't fit).
    """
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces(runs):
        paragraphs[-1].append(piece)
        if piece.cost is None:
            paragraphs.append([])
    broken = [_within(paragraph, width, measure) for paragraph in paragraphs if paragraph]
    return Broken(tuple(line for one in broken for line in one.lines), any(one.torn for one in broken))


_JOINED = 1.05
"""A line can be so much wider than the pieces it is made of, measured one by one."""


def _within(given: list[Piece], width: float, measure: Measure) -> Broken:
    broken = _break_paragraph(given, width, measure)
    widest = max(measure(line) for line in broken.lines)
    if width < widest <= _JOINED * width:
        return _break_paragraph(given, 2 * width - widest, measure)
    return broken


def _break_paragraph(given: list[Piece], width: float, measure: Measure) -> Broken:
    parts = [small for piece in given for small in _fitting(piece, width, measure)]
    widths = [measure(part.runs) for part in parts]
    gaps = [measure((Run(part.gap),)) if part.gap else 0.0 for part in parts]
    count = len(parts)
    # best[i]: (lines, cost) of setting parts i.. ; choice[i]: where the first of these lines ends
    best: list[tuple[int, float]] = [(0, 0.0)] * (count + 1)
    choice = [count] * (count + 1)
    for i in range(count - 1, -1, -1):
        best[i] = (count + 1, math.inf)
        line = 0.0
        for j in range(i + 1, count + 1):
            line += widths[j - 1] + (gaps[j - 2] if j - 1 > i else 0.0)
            if line > width and j > i + 1:
                break
            last = j == count
            slack = max(0.0, width - line) / width if width else 0.0
            # Even lines read best; the last one may be shorter.
            cost = (0.5 if last else 1.0) * slack * slack + (0.0 if last else parts[j - 1].cost or 0.0)
            lines, rest = best[j]
            if (lines + 1, cost + rest) < best[i]:
                best[i] = (lines + 1, cost + rest)
                choice[i] = j
    result: list[Line] = []
    i, torn = 0, False
    while i < count:
        result.append(_joined(parts[i : choice[i]]))
        i = choice[i]
        torn = torn or (i < count and parts[i - 1].cost == _INSIDE)
    return Broken(tuple(result), torn)


def _fitting(piece: Piece, width: float, measure: Measure) -> list[Piece]:
    """The piece itself, or if it is too wide by itself its smallest breakable parts."""
    if measure(piece.runs) <= width:
        return [piece]
    parts: list[Piece] = []
    for run in piece.runs:
        if run.reading:
            parts.append(Piece((run,), "", _INSIDE))
            continue
        for seam in _SEAM.split(run.base):
            units = [seam] if measure((Run(seam),)) <= width else _units(seam)
            parts += [Piece((Run(unit),), "", _INSIDE) for unit in units]
            parts[-1] = Piece(parts[-1].runs, "", _PHRASE)
    parts[-1] = Piece(parts[-1].runs, piece.gap, piece.cost)
    return parts


def _units(text: str) -> list[str]:
    """Clusters, joined where kinsoku forbids to part them."""
    units: list[str] = []
    for cluster in clusters(text):
        if units and (cluster[0] in NOT_AT_START or units[-1][-1] in NOT_AT_END):
            units[-1] += cluster
        else:
            units.append(cluster)
    return units


def _joined(parts: list[Piece]) -> Line:
    runs: list[Run] = []
    for at, part in enumerate(parts):
        runs.extend(part.runs)
        if part.gap and at < len(parts) - 1:
            runs.append(Run(part.gap))
    merged: list[Run] = []
    for run in runs:
        if merged and run.reading is None and merged[-1].reading is None:
            merged[-1] = Run(merged[-1].base + run.base)
        else:
            merged.append(run)
    return tuple(merged)
