"""Key codes of a keyboard into signs: the US and the Japanese (JIS X 6002) layout, as far as codes need them.

A scanner presses keys, not signs; which sign a key means was set in the scanner, and must be set here the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from evdev import ecodes as keys


class Layout(Enum):
    """Which keyboard the scanner plays."""

    US = "us"
    JIS = "jis"


SHIFTS = frozenset((keys.KEY_LEFTSHIFT, keys.KEY_RIGHTSHIFT))
ENDS = frozenset((keys.KEY_ENTER, keys.KEY_KPENTER, keys.KEY_TAB))
SILENT = frozenset((keys.KEY_NUMLOCK,))
"""Pressed by scanners that type on the number pad."""

_NUMBERS = {getattr(keys, f"KEY_{digit}"): str(digit) for digit in range(10)}
_PAD = {getattr(keys, f"KEY_KP{digit}"): str(digit) for digit in range(10)} | {
    keys.KEY_KPDOT: ".",
    keys.KEY_KPMINUS: "-",
    keys.KEY_KPPLUS: "+",
    keys.KEY_KPSLASH: "/",
    keys.KEY_KPASTERISK: "*",
}
_LETTERS = {getattr(keys, f"KEY_{letter}"): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_SHIFTED_LETTERS = {code: letter.upper() for code, letter in _LETTERS.items()}
_SPACE = {keys.KEY_SPACE: " "}

_US_PLAIN = {
    keys.KEY_MINUS: "-",
    keys.KEY_EQUAL: "=",
    keys.KEY_LEFTBRACE: "[",
    keys.KEY_RIGHTBRACE: "]",
    keys.KEY_SEMICOLON: ";",
    keys.KEY_APOSTROPHE: "'",
    keys.KEY_GRAVE: "`",
    keys.KEY_BACKSLASH: "\\",
    keys.KEY_COMMA: ",",
    keys.KEY_DOT: ".",
    keys.KEY_SLASH: "/",
}
_US_SHIFTED = {
    **{getattr(keys, f"KEY_{digit}"): sign for digit, sign in enumerate(")!@#$%^&*(")},
    keys.KEY_MINUS: "_",
    keys.KEY_EQUAL: "+",
    keys.KEY_LEFTBRACE: "{",
    keys.KEY_RIGHTBRACE: "}",
    keys.KEY_SEMICOLON: ":",
    keys.KEY_APOSTROPHE: '"',
    keys.KEY_GRAVE: "~",
    keys.KEY_BACKSLASH: "|",
    keys.KEY_COMMA: "<",
    keys.KEY_DOT: ">",
    keys.KEY_SLASH: "?",
}
_JIS_PLAIN = {
    keys.KEY_MINUS: "-",
    keys.KEY_EQUAL: "^",
    keys.KEY_YEN: "\\",
    keys.KEY_LEFTBRACE: "@",
    keys.KEY_RIGHTBRACE: "[",
    keys.KEY_SEMICOLON: ";",
    keys.KEY_APOSTROPHE: ":",
    keys.KEY_BACKSLASH: "]",
    keys.KEY_COMMA: ",",
    keys.KEY_DOT: ".",
    keys.KEY_SLASH: "/",
    keys.KEY_RO: "\\",
}
_JIS_SHIFTED = {
    **{getattr(keys, f"KEY_{digit}"): sign for digit, sign in enumerate("!\"#$%&'()", start=1)},
    keys.KEY_MINUS: "=",
    keys.KEY_EQUAL: "~",
    keys.KEY_YEN: "|",
    keys.KEY_LEFTBRACE: "`",
    keys.KEY_RIGHTBRACE: "{",
    keys.KEY_SEMICOLON: "+",
    keys.KEY_APOSTROPHE: "*",
    keys.KEY_BACKSLASH: "}",
    keys.KEY_COMMA: "<",
    keys.KEY_DOT: ">",
    keys.KEY_SLASH: "?",
    keys.KEY_RO: "_",
}

_PLAIN: Mapping[Layout, Mapping[int, str]] = {
    Layout.US: _NUMBERS | _PAD | _LETTERS | _SPACE | _US_PLAIN,
    Layout.JIS: _NUMBERS | _PAD | _LETTERS | _SPACE | _JIS_PLAIN,
}
_SHIFTED: Mapping[Layout, Mapping[int, str]] = {
    Layout.US: _SHIFTED_LETTERS | _SPACE | _US_SHIFTED,
    Layout.JIS: _SHIFTED_LETTERS | _SPACE | _JIS_SHIFTED,
}


def sign(layout: Layout, code: int, *, shifted: bool) -> str | None:
    """The ASCII sign of a key code (linux/input-event-codes.h); None: it stands for none."""
    return (_SHIFTED if shifted else _PLAIN)[layout].get(code)


def strokes(layout: Layout, text: str) -> list[tuple[int, bool]]:
    """The keys that type a text: (code, with shift). Raises ValueError if the layout has a sign not."""
    found = []
    for wanted in text:
        for shifted, table in ((False, _PLAIN[layout]), (True, _SHIFTED[layout])):
            code = next((code for code, sign in table.items() if sign == wanted), None)
            if code is not None:
                found.append((code, shifted))
                break
        else:
            raise ValueError("no key for a sign of this text")
    return found
