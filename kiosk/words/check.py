"""`python -m kiosk.words.check`: whether every sentence is there, in every language, with every reading.

Finds: files that don't parse, ids missing in a language or unknown to the code or unused by it, fewer arguments than
Japanese has, kanji without a reading, readings that nobody has checked, headings that are too long, words of another
language left standing.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from fluent.syntax import ast as ftl
from fluent.syntax import parse

from kiosk.words import ruby
from kiosk.words.fluent import files, languages
from kiosk.words.in_code import InCode, ids_in_code

LINE_WIDTH = 18
LINES = 2
VALUE_WIDTH = 5
"""A value in a heading counts as so many full-width characters."""

LATIN_IN_JAPANESE = frozenset({"Language", "JPKI", "QR", "ID"})
JAPANESE_IN_OTHERS = frozenset({"ことば", "署名用", "利用者証明用", "住民基本台帳用", "券面事項入力補助用"})
"""The language key, and the names on the paper slip that every resident got in Japanese."""

UNSPACED = frozenset({"ja", "ja-Hira", "zh-Hans"})
"""Languages whose lines may break within a phrase."""

_LATIN = re.compile(r"[A-Za-z]{2,}")
_JAPANESE = re.compile(f"[{ruby.KANJI}ぁ-ゖァ-ヺー]+")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_PLACEABLE = "\ufdd1"


@dataclass(slots=True)
class Sentence:
    """A message as it stands in one language: its patterns with values cut out, and the names of those values."""

    id: str
    shown: tuple[str, ...]
    spoken: tuple[str, ...]
    arguments: frozenset[str] = field(default_factory=frozenset)


def complaints() -> list[str]:
    """Everything that is wrong, as sentences for the writer."""
    found: list[str] = []
    sentences: dict[str, dict[str, Sentence]] = {}
    for language in languages():
        sentences[language], broken = read(language)
        found += broken
    code = ids_in_code(Path(str(resources.files("kiosk"))).parent)
    found += _missing(sentences)
    found += _unknown_or_unused(sentences, code)
    found += _lost_arguments(sentences)
    for language, known in sentences.items():
        found += _too_long_headings(language, known.values())
        found += _left_untranslated(language, known.values(), sentences["ja"])
    for language in _with_kanji(sentences):
        found += _readings(language, sentences[language].values(), checked_readings())
    return found


def _with_kanji(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if tag.split("-")[0] == "ja"]


def read(language: str) -> tuple[dict[str, Sentence], list[str]]:
    """The sentences of a language, and what doesn't parse or stands twice."""
    known: dict[str, Sentence] = {}
    broken: list[str] = []
    for file in files(language):
        for entry in parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Junk):
                broken.append(f"{language}/{file.name}: not Fluent: {(entry.content or '').splitlines()[0]!r}")
            elif isinstance(entry, ftl.Message):
                if entry.id.name in known:
                    broken.append(f"{language}/{file.name}: {entry.id.name} stands twice")
                known[entry.id.name] = _sentence(entry)
    return known, broken


def _sentence(message: ftl.Message) -> Sentence:
    shown = tuple(_variants(message.value)) if message.value else ()
    spoken = tuple(text for each in message.attributes for text in _variants(each.value))
    return Sentence(message.id.name, shown, spoken, frozenset(_arguments(message)))


def _variants(pattern: ftl.Pattern) -> Iterator[str]:
    """Every text that the pattern can become, values cut out. Selections are tried one at a time."""
    texts = [""]
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            texts = [text + element.value for text in texts]
        elif isinstance(element.expression, ftl.SelectExpression):
            ends = [end for variant in element.expression.variants for end in _variants(variant.value)]
            texts = [text + end for text in texts for end in ends]
        else:
            texts = [text + _PLACEABLE for text in texts]
    yield from texts


def _arguments(node: ftl.BaseNode) -> Iterator[str]:
    if isinstance(node, ftl.VariableReference):
        yield node.id.name
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ftl.BaseNode):
                yield from _arguments(child)


# --- complaints -------------------------------------------------------------------------------------------------------


def _missing(sentences: dict[str, dict[str, Sentence]]) -> Iterator[str]:
    every = {id for known in sentences.values() for id in known}
    for language, known in sentences.items():
        yield from (f"{language}: {id} is missing" for id in sorted(every - set(known)))


def _unknown_or_unused(sentences: dict[str, dict[str, Sentence]], code: InCode) -> Iterator[str]:
    needed: dict[str, frozenset[str]] = {}
    for known in sentences.values():
        for id, sentence in known.items():
            needed[id] = needed.get(id, frozenset()) | sentence.arguments
    for said in code.said:
        if said.id not in needed:
            yield f"{said.place}: {said.id} is in no words file"
        elif said.arguments is not None and said.arguments != needed[said.id]:
            names = ", ".join(sorted(said.arguments ^ needed[said.id]))
            yield f"{said.place}: {said.id} is not given what it needs: {names}"
    yield from (f"{id} is used nowhere" for id in sorted(needed) if not code.mentions(id))


def _lost_arguments(sentences: dict[str, dict[str, Sentence]]) -> Iterator[str]:
    """What Japanese tells, every language tells; some tell more (3つ目 is 3 of 5)."""
    for language, known in sentences.items():
        for id, sentence in known.items():
            lost = sentences["ja"][id].arguments - sentence.arguments if id in sentences["ja"] else frozenset()
            if lost:
                yield f"{language}: {id} doesn't tell, as ja does: {', '.join(sorted(lost))}"


def _too_long_headings(language: str, known: Iterable[Sentence]) -> Iterator[str]:
    for sentence in known:
        if not sentence.id.endswith("-heading"):
            continue
        for text in sentence.shown:
            lines = lines_of(_plain(text), between_words=language not in UNSPACED)
            if len(lines) > LINES:
                yield f"{language}: {sentence.id} needs {len(lines)} lines of {LINE_WIDTH}: {' / '.join(lines)}"
            if text.endswith(("。", ".")):
                yield f"{language}: {sentence.id} ends with a full stop"


def _plain(text: str) -> str:
    return "".join(run.base for run in ruby.parse(text)).replace(_PLACEABLE, "〇" * VALUE_WIDTH)


def lines_of(text: str, *, between_words: bool) -> list[str]:
    """How a heading breaks: at half spaces and line feeds first; Japanese also within a phrase."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for phrase in paragraph.split(" "):
            longer = f"{line} {phrase}" if line else phrase
            if _width(longer) <= LINE_WIDTH:
                line = longer
                continue
            lines += [line] if line else []
            while not between_words and _width(phrase) > LINE_WIDTH:
                lines.append(phrase[:LINE_WIDTH])
                phrase = phrase[LINE_WIDTH:]
            line = phrase
        lines.append(line)
    return lines


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def _left_untranslated(language: str, known: Iterable[Sentence], japanese: dict[str, Sentence]) -> Iterator[str]:
    for sentence in known:
        for text in sentence.shown + sentence.spoken:
            if language.startswith("ja"):
                left = set(_LATIN.findall(text)) - LATIN_IN_JAPANESE
            else:
                sign = _KANA if language.startswith("zh") else _JAPANESE
                left = set(sign.findall(text)) - JAPANESE_IN_OTHERS
            if left:
                yield f"{language}: {sentence.id} leaves untranslated: {', '.join(sorted(left))}"


# --- readings ---------------------------------------------------------------------------------------------------------


def checked_readings() -> frozenset[tuple[str, str]]:
    """Every (kanji, reading) that somebody has looked at. A slip in one of a hundred sentences stands out by it."""
    table = resources.files("kiosk.words").joinpath("readings.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset((row[0], reading) for row in rows for reading in row[1].split("、"))


def used_readings(known: Iterable[Sentence]) -> dict[tuple[str, str], str]:
    """Every (kanji, reading) of the sentences, with the id of one that has it."""
    used: dict[tuple[str, str], str] = {}
    for sentence in known:
        for text in sentence.shown + sentence.spoken:
            for run in ruby.parse(text):
                if run.reading is not None:
                    used.setdefault((run.base, run.reading), sentence.id)
    return used


def _readings(language: str, known: Iterable[Sentence], checked: frozenset[tuple[str, str]]) -> Iterator[str]:
    """Of what is shown. What is spoken may hold kanji that no voice misreads."""
    sentences = list(known)
    for sentence in sentences:
        for text in sentence.shown:
            bare = ruby.without_reading(ruby.parse(text))
            if bare:
                yield f"{language}: {sentence.id} has kanji without a reading: {', '.join(bare)}"
    used = used_readings(sentences)
    for (base, reading), id in used.items():
        if (base, reading) not in checked:
            yield f"{language}: {id} reads {base} as {reading}, which is not in readings.tsv"


def main() -> int:
    """Print the complaints; 1 if there are any."""
    found = complaints()
    for complaint in found:
        print(complaint)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
