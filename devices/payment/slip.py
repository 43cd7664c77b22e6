"""The number of a counter slip, read aloud and typed by people: seven random digits and a check digit.

The check digit is Luhn's (ISO/IEC 7812-1 annex B): one wrong digit, and nearly every pair swapped, is found – a clerk
must not confirm the slip of somebody else.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from devices.payment.outcomes import Slip

_QR = "MADOGUCHI-PAY:1:"


def new_number() -> str:
    """A random number; whether it is in use already, the journal knows."""
    digits = f"{secrets.randbelow(10**7):07}"
    return digits + _check_digit(digits)


def slip_of(number: str, yen: int) -> Slip:
    """The slip as shown and printed."""
    return Slip(number, f"{_QR}{number}:{yen}", yen)


def read_number(entered: str) -> str | None:
    """The number in what a clerk typed (any width, spaces, hyphens) or scanned; None if it can't be one."""
    plain = unicodedata.normalize("NFKC", entered).strip()
    if scanned := re.fullmatch(re.escape(_QR) + r"([0-9]{8}):[0-9]{1,6}", plain):
        plain = scanned[1]
    digits = re.sub(r"[\s‐‑–ー−-]", "", plain)
    if not re.fullmatch(r"[0-9]{8}", digits) or _check_digit(digits[:7]) != digits[7]:
        return None
    return digits


def _check_digit(digits: str) -> str:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-sum(each - 9 if each > 9 else each for each in doubled) % 10)
