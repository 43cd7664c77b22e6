"""Breaking a sentence into lines: at spaces and phrase ends (budoux), else anywhere the kinsoku rules allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

import budoux

from devices.printers.receipts.fonts import signs

_NO_START = re.compile(
    "[、。，．・：；？！）］｝〉》」』】〕〙〗’”)\\]},.:;?!%％円々ー〜～…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]"
)
_NO_END = re.compile("[（［｛〈《「『【〔〘〖‘“(\\[{]")
_ONE_WORD = re.compile("[0-9A-Za-z]")


def lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines not wider than `width`, by a first-fit; a single sign wider than that stands alone. \\n is obeyed."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for phrase in _phrases(paragraph):
            if measure((line + phrase).rstrip()) <= width:
                line += phrase
                continue
            if line:
                found.append(line.rstrip())
            *full, line = _torn(phrase, width, measure)
            found += full
        found.append(line.rstrip())
    return found


def _phrases(paragraph: str) -> Iterator[str]:
    for word in re.findall(r"[^ ]+ *| +", paragraph):
        held = ""
        for phrase in _parser().parse(word):
            if held and not _may_part(held[-1], phrase[0]):
                held += phrase
                continue
            if held:
                yield held
            held = phrase
        yield held


def _torn(phrase: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A phrase that may be wider than a line. What should stay together and still doesn't fit is torn anywhere."""
    parts = [""]
    kept = (signs(whole) if measure(whole) > width else [whole] for whole in _units(phrase))
    for unit in chain.from_iterable(kept):
        if parts[-1] and measure((parts[-1] + unit).rstrip()) > width:
            parts.append("")
        parts[-1] += unit
    return parts


def _units(phrase: str) -> list[str]:
    units: list[str] = []
    for sign in signs(phrase):
        if units and not _may_part(units[-1][-1], sign[0]):
            units[-1] += sign
        else:
            units.append(sign)
    return units


def _may_part(before: str, after: str) -> bool:
    if _NO_START.match(after) or _NO_END.match(before) or after == " ":
        return False
    return not (_ONE_WORD.match(before) and _ONE_WORD.match(after))


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
