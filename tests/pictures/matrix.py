"""Which pictures there are: every page in every language, size and form; every theme in a language and two sizes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from screens.page import Frame, Page
from screens.samples import SAMPLES, Sample
from screens.scene import TEXT_SCALES, WITH_READINGS
from screens.theme import ThemeName

PANELS = ("A", "B")
THEMED = ("ja", (1.0, 2.0))
"""Colours change no layout: themes other than the normal one are drawn in one language and two sizes."""
SAMPLED = ("ja", "en", WITH_READINGS)
"""The samples' sentences are in these languages."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is seen."""

    panel: str
    language: str
    scale: float
    theme: ThemeName

    @property
    def name(self) -> str:
        """For a file."""
        return f"{self.panel}-{self.language}-{round(self.scale * 100)}-{self.theme}"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be drawn. sample: of every kind and state, with the words of the tests; else one of the product's."""

    name: str
    sample: Sample
    product: bool


def looks(panel: str, languages: tuple[str, ...], *, whole: bool) -> Iterator[Look]:
    """Every look on one panel. whole: every theme in everything."""
    for language in languages:
        for scale in TEXT_SCALES:
            if language == WITH_READINGS and scale < 1.25:
                continue
            for theme in get_args(ThemeName):
                if whole or theme == "normal" or (language == THEMED[0] and scale in THEMED[1]):
                    yield Look(panel, language, scale, theme)


def samples() -> list[Subject]:
    """Every page kind in its states."""
    return [Subject(f"kind.{name}", sample, product=False) for name, sample in SAMPLES.items()]


def met_on_tour(folder: Path) -> list[Subject]:
    """The product's pages that a tour left in `folder`; a page that was met twice alike counts once."""
    found: dict[tuple[str, bytes], Subject] = {}
    count: dict[str, int] = {}
    for path in sorted(folder.glob("*.page")):
        kept = path.read_bytes()
        page, frame = pickle.loads(kept)  # noqa: S301 - our own tour wrote it
        if not isinstance(page, Page) or not isinstance(frame, Frame):
            raise TypeError(f"{path.name} holds no page")
        key = (page.name, kept)
        if key in found:
            continue
        count[page.name] = count.get(page.name, 0) + 1
        name = page.name if count[page.name] == 1 else f"{page.name}~{count[page.name]}"
        found[key] = Subject(name, Sample(page, frame), product=True)
    return list(found.values())
