"""Colours, type sizes and icons by their names, from `tokens.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, get_args

from screens.metrics import Form

ThemeName = Literal["normal", "high_contrast"]
Rgb = tuple[int, int, int]

SIZES = ("display", "h1", "h1_tight", "title", "lead", "body", "fee", "receipt", "count")
FIXED_SIZES = ("digit_key", "digit_box", "kana_key")

LARGEST_THAT_MULTIPLIES = 6.6
"""Growth: up to here sizes are multiplied with the text scale; larger ones gain what 6.6 mm gains."""


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The file as it is."""
    loaded: dict[str, Any] = json.loads(resources.files("screens").joinpath("tokens.json").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours."""

    name: ThemeName

    @property
    def high_contrast(self) -> bool:
        """White on black with colour only in signs."""
        return self.name == "high_contrast"

    def rgb(self, token: str) -> Rgb:
        """A colour by its name; an unknown name is a bug (KeyError)."""
        return _colours(self.name)[token]


def theme(name: str) -> Theme:
    """The theme of that name."""
    for known in get_args(ThemeName):
        if known == name:
            return Theme(known)
    raise ValueError(f"no theme {name}")


@lru_cache(maxsize=2)
def _colours(name: ThemeName) -> dict[str, Rgb]:
    return {token: _rgb(value) for token, value in tokens()["color"][name].items()}


def _rgb(value: str) -> Rgb:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def type_mm(name: str, form: Form) -> float:
    """A type size by its name, before growth, in mm of em."""
    return float(tokens()["type"][name][form])


def grown(mm: float, scale: float) -> float:
    """The size at a text scale of 1.0 to 1.5."""
    if mm <= LARGEST_THAT_MULTIPLIES:
        return mm * scale
    return mm + LARGEST_THAT_MULTIPLIES * (scale - 1.0)


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: Rgb) -> float:
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in rgb))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def text_pair_ratio(name: ThemeName, text: str, on: str) -> float | None:
    """The agreed contrast of a text colour on a ground, or None where the pair is not allowed."""
    for pair in tokens()["text_pairs"]:
        if pair["theme"] == name and text in pair["text"] and on in pair["on"]:
            return float(pair["ratio"])
    return None
