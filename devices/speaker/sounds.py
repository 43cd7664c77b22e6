"""Samples: one channel of 16 bits at a rate in Hz. Scaled before they become whole numbers, so nothing is clipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from devices.speaker.outcomes import Earcon

RATE = 48_000
FULL = 32767
HEADROOM = 0.89
"""-1 dBFS: loudspeakers' resampling needs room above the highest sample."""
_NOTHING = 1e-6
_FADE_S = 0.006
"""Tones that begin or end at once click."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """Little-endian signed 16-bit samples."""

    rate: int
    samples: bytes = field(repr=False)

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return len(self.samples) / 2 / self.rate


def scaled(wave: NDArray[np.float64], rate: int) -> Pcm:
    """Any wave, brought to full scale less the headroom. Silence stays silence."""
    peak = float(np.max(np.abs(wave), initial=0.0))
    factor = HEADROOM * FULL / peak if peak > _NOTHING else 0.0
    return Pcm(rate, (wave * factor).astype("<i2").tobytes())


def at_volume(pcm: Pcm, volume: float) -> bytes:
    """The samples at 0.0 to 1.0 of full scale."""
    factor = min(max(volume, 0.0), 1.0)
    return (np.frombuffer(pcm.samples, "<i2") * factor).astype("<i2").tobytes()


def without_silence(pcm: Pcm, keep_s: float = 0.08) -> Pcm:
    """Less of the silence that voices put before and after a sentence; `keep_s` of it stays."""
    samples = np.frombuffer(pcm.samples, "<i2")
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > FULL // 200)
    if not len(loud):
        return pcm
    keep = int(keep_s * pcm.rate)
    return Pcm(pcm.rate, samples[max(0, loud[0] - keep) : loud[-1] + keep].tobytes())


def silence(seconds: float, rate: int) -> Pcm:
    """Nothing to be heard for so long."""
    return Pcm(rate, bytes(2 * int(seconds * rate)))


# (Hz, seconds) one after the other: up is good, down is not.
_TONES: dict[Earcon, Sequence[tuple[float, float]]] = {
    Earcon.PRESS: ((880.0, 0.035),),
    Earcon.ERROR: ((440.0, 0.11), (294.0, 0.18)),
    Earcon.DONE: ((659.0, 0.09), (784.0, 0.09), (1047.0, 0.16)),
}


def earcon(which: Earcon) -> Pcm:
    """The sound, and a moment of silence after it."""
    tones = [_tone(hertz, seconds) for hertz, seconds in _TONES[which]]
    pause = np.zeros(int(0.05 * RATE))
    return scaled(np.concatenate([*tones, pause]) * 0.8, RATE)


def _tone(hertz: float, seconds: float) -> NDArray[np.float64]:
    at = np.arange(int(seconds * RATE)) / RATE
    wave = np.sin(2 * np.pi * hertz * at) + 0.25 * np.sin(4 * np.pi * hertz * at)
    fade = np.minimum(1.0, np.minimum(at, at[::-1]) / _FADE_S)
    return np.asarray(wave * fade, dtype=np.float64)
