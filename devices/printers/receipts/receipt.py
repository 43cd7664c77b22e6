"""What a receipt says, line by line, before it has any pixels.

This room draws it (`layout`); whoever asks for it brings finished sentences in one language. A receipt names no
resident: paper is left lying about. `repr` shows no text all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Title:
    """What this paper is, large and centred: 領収書."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a name in body size."""

    text: str = field(repr=False)
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the left edge, its value at the right one; the value goes to a line of its own if both don't fit."""

    label: str = field(repr=False)
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum of money, large: label left, amount right."""

    label: str = field(repr=False)
    amount: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is called or read out, very large and centred, in a frame."""

    label: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper. heavy: a thick one, else a thin dotted one."""

    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code (ISO/IEC 18004, error correction M), at least 20 mm wide and never with modules under 0.5 mm.

    payload: ASCII only, else ValueError: readers guess what other bytes mean, and guess differently.
    """

    payload: str = field(repr=False)
    caption: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.payload.isascii():
            raise ValueError("the payload of a QR code must be ASCII")


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Space:
    """Empty paper, in mm."""

    mm: float


Line = Title | Text | Pair | Amount | Number | Rule | Qr | Note | Space


@dataclass(frozen=True, slots=True)
class Receipt:
    """The lines from top to bottom. Margins and the cut come by themselves."""

    lines: tuple[Line, ...]
