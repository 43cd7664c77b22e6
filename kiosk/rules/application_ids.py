"""申請書ID: the 23 digits on the form for a card (交付申請書), typed or read from the code beside them.

Nothing is known for sure of what the digits mean, so nothing but their number is checked.
"""

from __future__ import annotations

import re
from enum import Enum

LENGTH = 23

_BETWEEN = re.compile(r"[\s\-‐-―−ー－_.・]+")
_DIGITS = re.compile(rf"(?<![0-9])[0-9]{{{LENGTH}}}(?![0-9])")
_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)}


class IdFault(Enum):
    """Why an entry can't be an 申請書ID."""

    EMPTY = "empty"
    SIGNS = "signs"  # something else than digits
    SHORT = "short"
    LONG = "long"


class CodeFault(Enum):
    """Why a scanned code gives no 申請書ID."""

    NONE = "none"  # another code: of a shop, of a letter
    SEVERAL = "several"


def read_typed(text: str) -> str | IdFault:
    """23 ASCII digits of what a person typed: spaces, hyphens and full-width digits are forgiven."""
    digits = _BETWEEN.sub("", text).translate(_FULL_WIDTH)
    if not digits:
        return IdFault.EMPTY
    if not (digits.isascii() and digits.isdigit()):
        return IdFault.SIGNS
    if len(digits) < LENGTH:
        return IdFault.SHORT
    return digits if len(digits) == LENGTH else IdFault.LONG


def read_code(text: str) -> str | CodeFault:
    """23 ASCII digits out of a code: the bare number, or an address that carries it as a parameter.

    The address is never opened, and its other parts are not looked at: scanners with another keyboard layout spoil
    its signs, never its digits. Two different numbers of 23 digits are no answer.
    """
    typed = read_typed(text)
    if isinstance(typed, str):
        return typed
    found = set(_DIGITS.findall(text))
    if len(found) != 1:
        return CodeFault.SEVERAL if found else CodeFault.NONE
    return str(found.pop())


def grouped(id: str) -> tuple[str, ...]:
    """The digits as they are shown, four at a time, so that they can be compared with the form."""
    return tuple(id[at : at + 4] for at in range(0, len(id), 4))
