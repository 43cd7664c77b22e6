"""How the voice speaks to one resident: speed, loudness, a dark screen. Hers, and back to the start when she leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from devices.speaker.outcomes import Manner

SPEEDS = (0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
VOLUMES = (0.2, 0.35, 0.5, 0.7, 0.85, 1.0)


@dataclass(frozen=True, slots=True)
class Manners:
    """speed, volume: places in SPEEDS and VOLUMES. on: whether the voice speaks by itself."""

    on: bool = False
    speed: int = SPEEDS.index(1.0)
    volume: int = VOLUMES.index(0.7)
    dark: bool = False

    @property
    def manner(self) -> Manner:
        """For the speaker."""
        return Manner(SPEEDS[self.speed], VOLUMES[self.volume])

    def changed(self, what: Literal["speed", "volume"], by: int) -> Manners | None:
        """One step slower, faster, softer or louder; None: that is as far as it goes."""
        if what == "speed":
            at = self.speed + by
            return replace(self, speed=at) if 0 <= at < len(SPEEDS) else None
        at = self.volume + by
        return replace(self, volume=at) if 0 <= at < len(VOLUMES) else None
