"""The form of the card's secrets, checked before anything is sent: a slip of form must never spend a try.

Works on bytearrays (UTF-8) and makes no str of them, because only a bytearray can be zeroed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PinFault(Enum):
    """Why an entry can't be this secret."""

    LENGTH = "length"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class PinForm:
    """Shortest and longest length; letters: A-Z besides 0-9."""

    shortest: int
    longest: int
    letters: bool


FOUR_DIGITS = PinForm(4, 4, letters=False)
"""利用者証明用, 住民基本台帳用, 券面事項入力補助用."""

SIGNATURE = PinForm(6, 16, letters=True)
"""署名用: letters are upper-cased first, as the card only knows upper case."""


def read(form: PinForm, entry: bytearray) -> bytearray | PinFault:
    """The secret as it goes to the card (ASCII), or why not. The caller zeroes both bytearrays."""
    ascii_form = _narrow(entry)
    if ascii_form is None:
        return PinFault.CHARACTERS
    for at, sign in enumerate(ascii_form):
        if form.letters and ord("a") <= sign <= ord("z"):
            ascii_form[at] = sign - 0x20
    if not all(_allowed(form, sign) for sign in ascii_form):
        _zero(ascii_form)
        return PinFault.CHARACTERS
    if not form.shortest <= len(ascii_form) <= form.longest:
        _zero(ascii_form)
        return PinFault.LENGTH
    return ascii_form


def _narrow(entry: bytearray) -> bytearray | None:
    """ASCII of half-width and full-width signs (U+FF01-FF5E are EF BC 81 - EF BD 9E); None where others stand."""
    narrow = bytearray(len(entry))
    at = length = 0
    while at < len(entry):
        if entry[at] < 0x80:
            narrow[length] = entry[at]
            at += 1
        elif entry[at] == 0xEF and at + 2 < len(entry) and entry[at + 1] in (0xBC, 0xBD):
            code = (entry[at + 1] - 0xBC) * 0x40 + entry[at + 2] - 0x80
            if not 0x01 <= code <= 0x5E:
                _zero(narrow)
                return None
            narrow[length] = code + 0x20
            at += 3
        else:
            _zero(narrow)
            return None
        length += 1
    del narrow[length:]
    return narrow


def _allowed(form: PinForm, sign: int) -> bool:
    return ord("0") <= sign <= ord("9") or (form.letters and ord("A") <= sign <= ord("Z"))


def _zero(secret: bytearray) -> None:
    secret[:] = bytes(len(secret))
