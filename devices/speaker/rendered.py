"""Pre-rendered speech: a folder of WAV files, each named by what is said in it, by whom and how fast.

Only fixed sentences of the words files lie here; what is spoken at run time is never written down.
"""

from __future__ import annotations

import hashlib
import os
import wave
from pathlib import Path

from devices.speaker.sounds import Pcm


class Rendered:
    """The folder. None: nothing is pre-rendered."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, voice: str, text: str, speed: float) -> Pcm | None:
        """Samples that were rendered, or None: there are none, or not whole ones."""
        if self._folder is None:
            return None
        try:
            with wave.open(str(self.path(voice, text, speed)), "rb") as file:
                if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                    return None
                return Pcm(file.getframerate(), file.readframes(file.getnframes()))
        except (OSError, wave.Error, EOFError):
            return None

    def keep(self, voice: str, text: str, speed: float, pcm: Pcm) -> Path:
        """Write one, whole or not at all."""
        path = self.path(voice, text, speed)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        with wave.open(str(new), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(pcm.rate)
            file.writeframes(pcm.samples)
        os.replace(new, path)
        return path

    def has(self, voice: str, text: str, speed: float) -> bool:
        """Whether it lies there."""
        return self._folder is not None and self.path(voice, text, speed).is_file()

    def path(self, voice: str, text: str, speed: float) -> Path:
        """Where it lies, if it does."""
        assert self._folder is not None  # noqa: S101 - callers looked
        name = hashlib.sha256(f"{voice}\0{speed:.2f}\0{text}".encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.wav"
