"""Text as pages carry it, and as it reaches eyes and ears.

A page never holds a finished sentence of ours: it holds a `Msg`, resolved when the tree is built, so that a
change of language in mid-form loses nothing. What came from a record is `Data`: shown exactly as it is, never
normalised, never translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

Argument = str | int | date | datetime


@dataclass(frozen=True, slots=True)
class Msg:
    """A sentence of ours by its id in the words files, with the values it names.

    An argument that is personal (a nickname, a certificate's end) makes the whole phrase personal: say so.
    """

    id: str
    args: Mapping[str, Argument | Msg | Data] = field(default_factory=dict)
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """Text from a record or a device, code point for code point. Personal unless stated otherwise."""

    value: str
    personal: bool = True
    speech: str | None = None


Text = Msg | Data


def msg(id: str, **args: Argument | Msg | Data) -> Msg:
    """Short form of `Msg(id, {...})`."""
    return Msg(id, args)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its reading (furigana), or without."""

    base: str
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text resolved in one language: what is shown (with readings), what is said, and to whom.

    A `\\n` in a run is a line break that the writer wants; a half space is a place where the line may break.
    """

    runs: tuple[Run, ...]
    speech: str
    personal: bool = False

    @property
    def plain(self) -> str:
        """The text without readings."""
        return "".join(run.base for run in self.runs)


class Words(Protocol):
    """One language. Implemented by `kiosk.words`."""

    @property
    def language(self) -> str:
        """BCP 47 tag: ja, ja-Hira (やさしい日本語), en, zh-Hans, ko, pt-BR, vi."""

    def phrase(self, text: Text) -> Phrase:
        """Resolve a text. A missing id is a bug and raises KeyError: tests walk every id."""
