"""Readings for the forms' Japanese, so that whoever writes a form writes no furigana.

`glossary.tsv` gives the reading of a term, with its okurigana where the kanji alone could be read otherwise (生まれ).
The longest term that begins at a place is taken; the words' own table (`kiosk/words/readings.tsv`) stands in for runs
of kanji that have one reading only. A form overrides both by `漢字《かんじ》`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from kiosk.words import ruby

_KANJI = re.compile(f"[{ruby.KANJI}]+")
_BY_HAND = re.compile(rf"(｜[^｜《》]+《[^｜《》]+》|[{ruby.KANJI}]+《[^｜《》]+》)")


@lru_cache(maxsize=1)
def glossary() -> dict[str, str]:
    """Term -> reading."""
    return dict(_rows(resources.files("kiosk.procedures").joinpath("glossary.tsv").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _unambiguous() -> dict[str, str]:
    table = resources.files("kiosk.words").joinpath("readings.tsv").read_text(encoding="utf-8")
    return {base: reading for base, reading in _rows(table) if "、" not in reading}


def _rows(table: str) -> list[tuple[str, str]]:
    lines = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return [(term, reading) for term, reading in lines]


@lru_cache(maxsize=4096)
def marked(text: str) -> str:
    """The text with a reading for every kanji that one is known for, as `｜漢字《かんじ》`."""
    parts = _BY_HAND.split(text)
    return "".join(part if at % 2 else _marked_plain(part) for at, part in enumerate(parts))


def unread(text: str) -> list[str]:
    """The kanji for which there is no reading."""
    return ruby.without_reading(ruby.parse(marked(text)))


def spoken(text: str) -> str:
    """The text in kana where readings are known, without the half spaces that part phrases."""
    return ruby.without_phrase_spaces(ruby.said(ruby.parse(marked(text))))


def plain(text: str) -> str:
    """The text without readings."""
    return "".join(run.base for run in ruby.parse(marked(text)))


def _marked_plain(text: str) -> str:
    found, at = "", 0
    while at < len(text):
        term = _term_at(text, at)
        if term is None:
            found += text[at]
            at += 1
            continue
        base, reading = term
        found += "".join(
            f"｜{run.base}《{run.reading}》" if run.reading else run.base for run in ruby.align(base, reading)
        )
        at += len(base)
    return found


def _term_at(text: str, at: int) -> tuple[str, str] | None:
    """The term that begins here, the longer one of both tables."""
    terms, run = glossary(), _KANJI.match(text, at)
    shortest = at
    if run and (at == 0 or not _KANJI.match(text, at - 1)) and run[0] in _unambiguous():
        shortest = run.end()
    for end in range(min(len(text), at + _longest()), max(at, shortest - 1), -1):
        term = text[at:end]
        if term in terms and not (term[0].isdigit() and at and text[at - 1].isdigit()):
            return term, terms[term]
    return (run[0], _unambiguous()[run[0]]) if run and shortest > at else None


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, glossary()))
