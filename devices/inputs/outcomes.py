"""What a scanner says: closed unions. What was scanned is personal: it stands in no repr, log or exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Scanned:
    """One whole code, as printable ASCII text without the key that ended it."""

    text: str = field(repr=False)


class Why(Enum):
    """Why keys made no code."""

    TOO_LONG = "too_long"
    UNKNOWN_KEY = "unknown_key"  # a key that stands for no sign in this layout
    NO_END = "no_end"  # it broke off before Enter or Tab
    LOST = "lost"  # the kernel threw keys away (SYN_DROPPED)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something was scanned, but not a whole code: scan it again."""

    why: Why


@dataclass(frozen=True, slots=True)
class NothingScanned:
    """The deadline passed, or the caller called off."""


class Absence(Enum):
    """Why there is no scanner."""

    NOT_THERE = "not_there"  # not plugged in, or not the one of the settings
    BUSY = "busy"  # another program holds it
    NOT_PERMITTED = "not_permitted"


@dataclass(frozen=True, slots=True)
class ScannerGone:
    """No scanner (any more). It is taken up again by itself when it comes back."""

    why: Absence


@dataclass(frozen=True, slots=True)
class ScannerReady:
    """It is there and held by us alone. name: what the device calls itself."""

    name: str


ScanOutcome = Scanned | Unreadable | NothingScanned | ScannerGone
ScannerState = ScannerReady | ScannerGone
