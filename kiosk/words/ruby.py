"""Readings in text: `暗証番号《あんしょうばんごう》`, or with an explicit start `｜4桁《よんけた》`.

Without a start mark the reading belongs to the run of kanji right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from screens.phrase import Run

KANJI = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
KANA = "ぁ-ゖァ-ヺー・"

_MARKED = re.compile(
    rf"｜(?P<base>[^｜《》]+)《(?P<reading>[^｜《》]+)》|(?P<kanji>[{KANJI}]+)《(?P<kanji_reading>[^｜《》]+)》"
)
_MARK = re.compile("[｜《》]")
_KANJI_RUN = re.compile(rf"([{KANJI}]+)")
_PHRASE_SPACE = re.compile(r"(?<![!-~]) | (?![!-~])")


class BrokenRubyError(ValueError):
    """A mark without its partner: a mistake in a words file. Carries our own text, never data."""


def parse(text: str) -> tuple[Run, ...]:
    """Runs of marked text."""
    runs: list[Run] = []
    at = 0
    for found in _MARKED.finditer(text):
        runs.extend(_plain(text[at : found.start()]))
        runs.append(Run(found["base"] or found["kanji"], found["reading"] or found["kanji_reading"]))
        at = found.end()
    runs.extend(_plain(text[at:]))
    return tuple(runs)


def _plain(text: str) -> Iterable[Run]:
    if _MARK.search(text):
        raise BrokenRubyError(text)
    return (Run(text),) if text else ()


def said(runs: Iterable[Run]) -> str:
    """The same with readings instead of kanji."""
    return "".join(run.reading or run.base for run in runs).replace("\n", " ")


def without_phrase_spaces(text: str) -> str:
    """Japanese without the half spaces that only part phrases; a space between Latin words stays."""
    return _PHRASE_SPACE.sub("", text)


def align(base: str, reading: str) -> tuple[Run, ...]:
    """Spread the reading of a whole label over its kanji; where that can't be told for sure, one run carries it all."""
    parts = [part for part in _KANJI_RUN.split(base) if part]
    if not any(_KANJI_RUN.fullmatch(part) for part in parts):
        return (Run(base),) if base else ()
    short, long = (_readings(parts, reading, more) for more in ("+?", "+"))
    if short is None or short != long:
        return (Run(base, reading),)
    readings = iter(short)
    return tuple(Run(part, next(readings)) if _KANJI_RUN.fullmatch(part) else Run(part) for part in parts)


def _readings(parts: list[str], reading: str, more: str) -> tuple[str, ...] | None:
    kanji = f"([ぁ-ゖー]{more})"
    found = re.fullmatch("".join(kanji if _KANJI_RUN.fullmatch(part) else _kana(part) for part in parts), reading)
    return found.groups() if found else None


def _kana(part: str) -> str:
    """How what stands between kanji may stand in a reading: in either kana."""
    hiragana = "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in part)
    return f"(?:{re.escape(part)}|{re.escape(hiragana)})"


def without_reading(runs: Iterable[Run]) -> list[str]:
    """Every piece of kanji that no reading covers."""
    return [kanji for run in runs if run.reading is None for kanji in _KANJI_RUN.findall(run.base)]


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs, neighbours without readings made one."""
    merged: list[Run] = []
    for run in runs:
        if merged and run.reading is None and merged[-1].reading is None:
            merged[-1] = Run(merged[-1].base + run.base)
        else:
            merged.append(run)
    return tuple(merged)
