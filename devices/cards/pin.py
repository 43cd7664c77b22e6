"""PIN entries: the form is checked and normalised before anything reaches the card, without making a `str` of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from devices.cards.outcomes import CardPin, PinFormError, PinMalformed
from devices.cards.profile import PIN_RULES

# UTF-8 of the full-width forms: U+FF10..19 digits, U+FF21..3A capitals, U+FF41..5A small letters.
_FULL_WIDTH = (
    (b"\xef\xbc", 0x90, 0x99, ord("0")),
    (b"\xef\xbc", 0xA1, 0xBA, ord("A")),
    (b"\xef\xbd", 0x81, 0x9A, ord("a")),
)


def wipe(buffer: bytearray) -> None:
    """Overwrite a secret in place, keeping its length."""
    buffer[:] = bytes(len(buffer))


@contextmanager
def wiped(buffer: bytearray) -> Iterator[bytearray]:
    """Wipe `buffer` at the end of the block, whatever happens in it."""
    try:
        yield buffer
    finally:
        wipe(buffer)


def prepare(pin: CardPin, entry: bytearray) -> bytearray | PinMalformed:
    """The bytes to send for what a person typed (UTF-8), or why they can't be this PIN.

    Full-width digits and letters are accepted; the sign password is upper-cased, as the official software does.
    The caller wipes both `entry` and the result.
    """
    rule = PIN_RULES[pin]
    plain = bytearray(len(entry))  # one fixed allocation: growing would leave copies behind
    length, at = 0, 0
    while at < len(entry):
        code, at = _next_ascii(entry, at)
        if rule.letters and ord("a") <= code <= ord("z"):
            code -= 0x20
        digit = ord("0") <= code <= ord("9")
        letter = rule.letters and ord("A") <= code <= ord("Z")
        if not (digit or letter):
            wipe(plain)
            return PinMalformed(PinFormError.CHARACTERS)
        plain[length] = code
        length += 1
    if not rule.shortest <= length <= rule.longest:
        wipe(plain)
        return PinMalformed(PinFormError.LENGTH)
    with wiped(plain):
        return plain[:length]


def _next_ascii(entry: bytearray, at: int) -> tuple[int, int]:
    """One character in ASCII and where the next begins; anything foreign comes back as a code that no PIN has."""
    for prefix, first, last, base in _FULL_WIDTH:
        if entry[at : at + 2] == prefix and at + 2 < len(entry) and first <= entry[at + 2] <= last:
            return base + entry[at + 2] - first, at + 3
    return entry[at], at + 1
