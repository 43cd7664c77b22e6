"""Colours, type sizes and icons by their names, from `tokens.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, get_args

from screens.metrics import Form

ThemeName = Literal["normal", "high_contrast", "low_blue", "monochrome"]
Rgb = tuple[int, int, int]

SIZES = ("display", "h1", "h1_tight", "title", "lead", "body", "fee", "receipt", "count")
FIXED_SIZES = ("digit_key", "digit_box", "kana_key")

BLUE_LEFT = 0.62
"""Of the blue in every colour, in the theme for eyes that strong light hurts."""
FOR_MACHINES = frozenset({"qr", "qr_bg"})
"""What a camera reads is black on white in every theme."""

LARGEST_THAT_MULTIPLIES = 6.6
"""Growth: up to here sizes are multiplied with the text scale; larger ones gain what 6.6 mm gains."""


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The file as it is."""
    loaded: dict[str, Any] = json.loads(resources.files("screens").joinpath("tokens.json").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Two are drawn (`tokens.json`), two are made of the normal one: less blue, and greys."""

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


@lru_cache(maxsize=4)
def _colours(name: ThemeName) -> dict[str, Rgb]:
    drawn = {token: _rgb(value) for token, value in tokens()["color"][_drawn(name)].items()}
    match name:
        case "normal" | "high_contrast":
            return drawn
        case "low_blue":
            made = _less_blue
        case "monochrome":
            made = _grey
    return {token: rgb if token in FOR_MACHINES else made(rgb) for token, rgb in drawn.items()}


def _drawn(name: ThemeName) -> ThemeName:
    return "high_contrast" if name == "high_contrast" else "normal"


def _less_blue(rgb: Rgb) -> Rgb:
    return rgb[0], rgb[1], round(BLUE_LEFT * rgb[2])


def _grey(rgb: Rgb) -> Rgb:
    """The grey of the same luminance: every contrast stays what it was."""
    linear = _luminance(rgb)
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return (round(255 * value),) * 3


def _rgb(value: str) -> Rgb:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def type_mm(name: str, form: Form) -> float:
    """A type size by its name, before growth, in mm of em."""
    return float(tokens()["type"][name][form])


def grown(mm: float, scale: float) -> float:
    """The size at a text scale of 1.0 to 2.0."""
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
    drawn = _drawn(name)
    for pair in tokens()["text_pairs"]:
        if pair["theme"] == drawn and text in pair["text"] and on in pair["on"]:
            return float(pair["ratio"]) if name == drawn else contrast(theme(name).rgb(text), theme(name).rgb(on))
    return None
