"""What the voice said, for whoever drives the terminal (never in production): a test that only listens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from devices.speaker.outcomes import Earcon, Outlet
from screens.narrator import Line


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that was said, as it was told to the speaker."""

    outlet: Outlet
    lines: tuple[Line, ...] = field(repr=False)
    sound: Earcon | None


class Transcript:
    """Utterances since the stay began, counted from 1 over all stays: who asks what came after one misses none."""

    def __init__(self) -> None:
        self._before = 0
        self._said: list[Utterance] = []

    def add(self, outlet: Outlet, lines: Sequence[Line], sound: Earcon | None) -> None:
        """This is said now."""
        self._said.append(Utterance(outlet, tuple(lines), sound))

    def clear(self) -> None:
        """The stay is over, and what was said in it is forgotten."""
        self._before += len(self._said)
        self._said = []

    @property
    def count(self) -> int:
        """How many there were, the forgotten ones among them."""
        return self._before + len(self._said)

    def since(self, number: int) -> list[dict[str, Any]]:
        """What was said after utterance `number` and isn't forgotten, for the drive socket."""
        return [
            {
                "number": self._before + at,
                "outlet": said.outlet.value,
                "sound": None if said.sound is None else said.sound.value,
                "lines": [line.text for line in said.lines],
                "private": [line.private for line in said.lines],
            }
            for at, said in enumerate(self._said, start=1)
            if self._before + at > number
        ]
