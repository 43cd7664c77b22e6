"""照会番号: what a bank reads off the paper and types into the public page.

16 signs of an alphabet of 31 without look-alikes (no 0, I, L, O, U): 15 random ones (74 bits; not to be guessed through
a rate limit) and a check sign. 31 is prime, so the weighted sum finds every single wrong sign and every two exchanged
ones: a slip of the finger is told from a number that nobody ever issued.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_SEPARATORS = frozenset(" \u3000-\u2010\u2011\u2012\u2013\u2212\u30fc\uff70")


def fresh() -> str:
    """A new number, as it is stored: without separators."""
    signs = [secrets.choice(ALPHABET) for _ in range(LENGTH - 1)]
    return "".join(signs) + ALPHABET[-_weighted("".join(signs)) % len(ALPHABET)]


def printed(number: str) -> str:
    """In fours, as on the paper."""
    return "-".join(number[at : at + 4] for at in range(0, LENGTH, 4))


def typed(text: str) -> str | None:
    """The number that a person typed: any width and case, with or without separators. None: mistyped."""
    # NFKC is right here and nowhere near a name: it makes ＡＢ１ of a Japanese keyboard AB1.
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign not in _SEPARATORS)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if (_weighted(signs[:-1]) + ALPHABET.index(signs[-1])) % len(ALPHABET) == 0 else None


def _weighted(signs: str) -> int:
    """Weights 2 to 16: all different and none of them 0 or 1 (the check sign's) modulo 31."""
    return sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(signs))
