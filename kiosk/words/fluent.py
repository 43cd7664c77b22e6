"""One language's sentences, resolved by Project Fluent.

Values never enter the sentence as text: each takes a slot (two signs that no text holds), and its runs come in after
the readings of the sentence have been parsed. So 《 in a record can't be mistaken for a reading, and a value keeps its
own spoken form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, partial
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentInt, FluentType

from kiosk.words import ruby
from kiosk.words.dates import BY_LANGUAGE, Form
from screens.phrase import Argument, Data, Msg, Phrase, Run, Text

_OPEN = "\ufdd0"  # a noncharacter: stands in no text
_BASE = 0xF0000
_ENTRY = re.compile(r"^(-?[A-Za-z][\w-]*) *=", re.MULTILINE)
"""Where a message or term begins; what belongs to it is indented."""
_NAME = re.compile(r"-?[A-Za-z][\w-]*")
_SLOT = re.compile(f"{_OPEN}(.)", re.DOTALL)
_FORMS: dict[str, Form] = {
    "DAY": "day",
    "BOTH": "both",
    "MONTH": "month",
    "YEAR": "year",
    "FISCAL_YEAR": "fiscal_year",
    "MOMENT": "moment",
}


class BadArgumentsError(Exception):
    """A message was given too few arguments or the wrong kind: a bug. Names the message, never a value."""


class _Value(FluentType):
    """A value on its way through Fluent; compares with variant keys by its text."""

    def __init__(self, slots: list[Phrase], make: Callable[[], Phrase], value: object) -> None:
        self.slots = slots
        self.make = make
        self.value = value

    def format(self, locale: object) -> str:
        """Take a slot."""
        self.slots.append(self.make())
        return _OPEN + chr(_BASE + len(self.slots) - 1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.value == other

    __hash__ = None  # type: ignore[assignment]


class FluentWords:
    """`screens.phrase.Words` for one language tag: its folder beside this file."""

    def __init__(self, language: str) -> None:
        if language not in languages():
            raise ValueError(f"no words for {language}")
        self._language = language
        self._dates = BY_LANGUAGE[language.split("-")[0]]
        self._fixed: dict[str, Phrase] = {}
        self._parsed: set[str] = set()

    @cached_property
    def _sources(self) -> dict[str, str]:
        """Messages and terms by their name, unparsed: parsing all takes a fifth of a second, and a stay needs few."""
        found: dict[str, str] = {}
        for file in files(self._language):
            text = file.read_text(encoding="utf-8")
            starts = [*_ENTRY.finditer(text)]
            for start, end in zip(starts, [*(each.start() for each in starts[1:]), len(text)], strict=True):
                found.setdefault(start[1], text[start.start() : end])
        return found

    def _parse(self, name: str, on_the_way: tuple[str, ...] = ()) -> None:
        """Have a message in the bundle, after everything that it may name: who sees it there sees it whole."""
        source = self._sources.get(name)
        if source is None or name in self._parsed or name in on_the_way:
            return
        for other in _NAME.findall(source):
            self._parse(other, (*on_the_way, name))
        self._bundle.add_resource(FluentResource(source))
        self._parsed.add(name)

    @cached_property
    def _bundle(self) -> FluentBundle:
        functions: dict[str, Any] = {name: partial(self._dated, form) for name, form in _FORMS.items()}
        functions["LABEL"] = self._label
        functions["WORDING"] = self._wording
        return FluentBundle([self._language], functions=functions, use_isolating=False)

    @property
    def language(self) -> str:
        """BCP 47 tag."""
        return self._language

    def phrase(self, text: Text) -> Phrase:
        """Resolve a text. A missing id is a bug: KeyError."""
        if isinstance(text, Data):
            return Phrase((Run(text.value),), text.value if text.speech is None else text.speech, text.personal)
        if text.args or text.personal:
            return self._resolve(text)
        fixed = self._fixed.get(text.id)
        if fixed is None:
            fixed = self._fixed[text.id] = self._resolve(text)
        return fixed

    def _resolve(self, text: Msg) -> Phrase:
        self._parse(text.id)
        if not self._bundle.has_message(text.id):
            raise KeyError(text.id)
        message = self._bundle.get_message(text.id)
        if message.value is None:
            raise KeyError(text.id)
        runs, spoken = self._format(text, message.value)
        if "speech" in message.attributes:
            _, spoken = self._format(text, message.attributes["speech"])
        return Phrase(runs, spoken, _is_personal(text))

    def _format(self, text: Msg, pattern: Any) -> tuple[tuple[Run, ...], str]:
        slots: list[Phrase] = []
        args = {name: self._argument(slots, value) for name, value in text.args.items()}
        marked, errors = self._bundle.format_pattern(pattern, args)
        if errors:
            # `from None`: what Fluent says may quote a value.
            raise BadArgumentsError(text.id) from None
        runs: list[Run] = []
        spoken: list[str] = []
        for run in _runs_with_slots(str(marked)):
            if isinstance(run, int):
                runs.extend(slots[run].runs)
                spoken.append(slots[run].speech)
            else:
                runs.append(run)
                said = ruby.said((run,))
                spoken.append(ruby.without_phrase_spaces(said) if self._language.startswith("ja") else said)
        return ruby.joined(runs), "".join(spoken)

    def _argument(self, slots: list[Phrase], value: Argument | Msg | Data) -> object:
        match value:
            case Msg() | Data():
                return _Value(slots, partial(self.phrase, value), value.value if isinstance(value, Data) else None)
            case str():
                return _Value(slots, partial(_literal, value), value)
            case datetime():
                return _Value(slots, partial(self._dates.phrase, value, "moment"), value)
            case date():
                return _Value(slots, partial(self._dates.phrase, value, "day"), value)
            case int():
                return FluentInt(value)

    def _dated(self, form: Form, value: object) -> FluentType:
        if not isinstance(value, _Value) or not isinstance(value.value, date):
            raise TypeError("not a date")
        return _Value(value.slots, partial(self._dates.phrase, value.value, form), value.value)

    def _label(self, ja: _Value, reading: _Value, en: _Value) -> FluentType:
        if self._language.split("-")[0] != "ja":
            return en
        wording, said = str(ja.value), str(reading.value)
        return _Value(ja.slots, partial(_with_reading, wording, said), wording)

    def _wording(self, ja: _Value, en: _Value) -> FluentType:
        if self._language.split("-")[0] != "ja":
            return en
        return _Value(ja.slots, partial(_marked, str(ja.value)), ja.value)


_ORDER = ("ja", "ja-Hira", "en", "zh-Hans", "ko", "pt-BR", "vi")
"""As they stand on the counter."""


def languages() -> tuple[str, ...]:
    """The tags that have a folder; Japanese first."""
    folders = {entry.name for entry in resources.files("kiosk.words").iterdir() if entry.is_dir() and files(entry.name)}
    known = [tag for tag in _ORDER if tag in folders]
    return (*known, *sorted(folders.difference(known)))


def files(language: str) -> list[Traversable]:
    """The words files of a language, by name."""
    folder = resources.files("kiosk.words").joinpath(language)
    return sorted((file for file in folder.iterdir() if file.name.endswith(".ftl")), key=lambda file: file.name)


def all_words() -> dict[str, FluentWords]:
    """Every language by its tag."""
    return {language: FluentWords(language) for language in languages()}


def _literal(text: str) -> Phrase:
    return Phrase((Run(text),), text)


def _with_reading(base: str, reading: str) -> Phrase:
    if not reading:
        return Phrase((Run(base),), ruby.without_phrase_spaces(base))
    return Phrase(ruby.align(base, reading), reading)


def _marked(text: str) -> Phrase:
    runs = ruby.parse(text)
    return Phrase(ruby.joined(runs), ruby.without_phrase_spaces(ruby.said(runs)))


def _runs_with_slots(marked: str) -> list[Run | int]:
    found: list[Run | int] = []
    for at, part in enumerate(_SLOT.split(marked)):
        if at % 2:
            found.append(ord(part) - _BASE)
        else:
            found.extend(ruby.parse(part))
    return found


def _is_personal(text: Text) -> bool:
    if isinstance(text, Data) or text.personal:
        return text.personal
    return any(_is_personal(value) for value in text.args.values() if isinstance(value, Msg | Data))
