"""Size, colours and language: the resident's own, and back to the start when she leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, get_args

from screens.phrase import Words
from screens.scene import TEXT_SCALES
from screens.theme import ThemeName
from screens.view import View

T = TypeVar("T")

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)


@dataclass(slots=True)
class _Settings:
    scale: float = TEXT_SCALES[0]
    theme: str = THEMES[0]
    language: str = "ja"


class Appearance:
    """What the view looks like. words: by language, in the order in which the key walks through them."""

    def __init__(self, view: View, words: Mapping[str, Words]) -> None:
        self._view = view
        self._words = words
        self._settings = _Settings()

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that can be chosen."""
        return tuple(self._words)

    def apply(self) -> None:
        """Have the view look like this."""
        settings = self._settings
        self._view.set_settings(settings.scale, settings.theme, self._words[settings.language])

    def reset(self) -> None:
        """As it is for the next resident."""
        if self._settings != _Settings():
            self._settings = _Settings()
            self.apply()

    def larger(self) -> None:
        """The next text size; after the largest the first."""
        self._settings.scale = _next(TEXT_SCALES, self._settings.scale)
        self.apply()

    def other_colours(self) -> None:
        """The next colours."""
        self._settings.theme = _next(THEMES, self._settings.theme)
        self.apply()

    def language(self, tag: str | None = None) -> None:
        """This language, or the next one."""
        self._settings.language = tag or _next(self.languages, self._settings.language)
        self.apply()


def _next(values: tuple[T, ...], value: T) -> T:
    return values[(values.index(value) + 1) % len(values)]
