"""The one way to a card: `transmit`. Everything about JPKI is pure code above it.

Two implementations: `devices.cards.pcsc` (a real PC/SC reader) and the virtual card's in-process slot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from devices.cards.outcomes import CardTrouble

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Response:
    """A response APDU (ISO/IEC 7816-4): data and status word, e.g. `sw=0x9000`. The data may be personal."""

    data: bytes = field(repr=False)
    sw: int


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """The reader as it stands, without touching the card."""

    name: str  # the full PC/SC name
    card_present: bool


class Link(Protocol):
    """One exclusive connection to one powered card, alive during `Slot.run`. Used by one thread at a time."""

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        """Send one command APDU and return what came of it.

        Raw: 61xx/6Cxx are not chained here. After trouble the link is dead: every later call returns trouble.
        The buffer may carry a PIN and is zeroed by the caller afterwards: keep no reference and never log it.
        """


class Slot(Protocol):
    """A place where a card may lie. One caller at a time."""

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        """Power the card, hold it exclusively, and return what `act` makes of it; then take the power away, so that
        every PIN accepted is forgotten.

        Returns by `deadline` (`time.monotonic()` seconds), always: with `CardMute` if the card has not answered by
        then. `act` may run in another thread; after trouble its result is dropped.
        """

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        """The reader without touching the card, by `deadline`."""

    def cancel(self) -> None:
        """From any thread: a `run` or `status` now waiting returns `Cancelled` at once, and nothing more is sent to
        the card. Does nothing when none is waiting."""
