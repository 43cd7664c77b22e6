"""Names: counted as people count them, never normalised, and what a ニックネーム may be."""

from __future__ import annotations

import unicodedata
from enum import Enum

NICKNAME_LONGEST = 20
MY_NUMBER_DIGITS = 12
_MOST_CODE_POINTS = 60
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"


class NicknameFault(Enum):
    """Why a nickname can't be taken."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SIGNS = "signs"  # a sign that can't be seen
    MY_NUMBER = "my_number"  # twelve digits: the account never holds a My Number


def graphemes(text: str) -> list[str]:
    """The characters as a person counts and erases them.

    The part of UAX #29 that names need: combining marks, variation sequences (葛 + U+E0102) and joined signs stay with
    the character before them. Uncomposed Hangul letters and flags count by code point.
    """
    found: list[str] = []
    for sign in text:
        if found and (
            unicodedata.category(sign) in ("Mn", "Me", "Mc") or sign == _JOINER or found[-1].endswith(_JOINER)
        ):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def nickname_fault(text: str) -> NicknameFault | None:
    """Why `text` can't be a nickname; None if it can. Spaces around it are the caller's to strip."""
    if not text.strip():
        return NicknameFault.EMPTY
    if text != text.strip() or any(unicodedata.category(sign) in _UNSEEN for sign in text):
        return NicknameFault.SIGNS
    # The gateway counts everything but Mn; the longer count of the two decides.
    if sum(unicodedata.category(sign) != "Mn" for sign in text) > NICKNAME_LONGEST or len(text) > _MOST_CODE_POINTS:
        return NicknameFault.TOO_LONG
    if _looks_like_my_number(text):
        return NicknameFault.MY_NUMBER
    return None


def _looks_like_my_number(text: str) -> bool:
    rest = [sign for sign in text if sign not in " -\u3000\uff0d\u2010\u30fc"]
    return len(rest) == MY_NUMBER_DIGITS and all(unicodedata.decimal(sign, None) is not None for sign in rest)
