"""Voices: text to samples. Japanese by Open JTalk in this process, other languages by the espeak-ng program."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np

from devices.speaker.sounds import Pcm, scaled, without_silence
from devices.speaker.spelling import japanese

ESPEAK = {"en": "en-gb", "zh": "cmn", "ko": "ko", "pt": "pt-br", "vi": "vi"}
"""espeak-ng's voices by primary language tag. It knows no kanji: Japanese isn't among them."""
_ESPEAK_WORDS_A_MINUTE = 150
_ESPEAK_LIMIT_S = 10.0


class NoVoice(Exception):
    """Nothing here speaks that language. Never holds what was to be said."""


class Voice(Protocol):
    """One language's voice."""

    @property
    def name(self) -> str:
        """Which voice in which version: another name, other samples."""

    def speak(self, text: str, speed: float) -> Pcm:
        """Samples of a text. Raises NoVoice."""


class JapaneseVoice:
    """pyopenjtalk-plus: dictionary and voice lie in its wheel, nothing is fetched."""

    @property
    def name(self) -> str:
        """Package and version."""
        return f"pyopenjtalk-plus {version('pyopenjtalk-plus')}"

    def speak(self, text: str, speed: float) -> Pcm:
        """Kana are spoken as they stand; kanji as the dictionary guesses them."""
        written = japanese(text)
        if not written:
            return Pcm(48_000, b"")
        samples, rate = _open_jtalk().tts(written, speed=speed)
        return without_silence(scaled(np.asarray(samples, dtype=np.float64), int(rate)))

    def load(self) -> None:
        """Take in dictionary and voice (about 1.5 s) before they are needed."""
        _open_jtalk().tts("あ")


class EspeakVoice:
    """The espeak-ng program, one run a sentence. The text goes in by its standard input: arguments can be seen."""

    def __init__(self, language: str) -> None:
        self._voice = ESPEAK[language]

    @property
    def name(self) -> str:
        """Program, version and its voice."""
        return f"espeak-ng {_espeak_version()} {self._voice}"

    def speak(self, text: str, speed: float) -> Pcm:
        """One run of the program."""
        program = shutil.which("espeak-ng")
        if program is None:
            raise NoVoice
        rate = str(round(_ESPEAK_WORDS_A_MINUTE * speed))
        command = [program, "-v", self._voice, "-s", rate, "-b", "1", "--stdin", "--stdout"]
        try:
            ran = subprocess.run(
                command,
                input=text.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_ESPEAK_LIMIT_S,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            raise NoVoice from None  # what it says may quote the text
        return _of_wave(ran.stdout)


def voice_of(language: str) -> Voice:
    """The voice of a BCP 47 tag; やさしい日本語 is spoken as Japanese. Raises NoVoice."""
    primary = language.split("-")[0]
    if primary == "ja":
        return JapaneseVoice()
    if primary in ESPEAK:
        return EspeakVoice(primary)
    raise NoVoice


def _of_wave(data: bytes) -> Pcm:
    # It can't go back in a pipe: the header's length is wrong, so all that follows the header is taken.
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
    samples = np.frombuffer(data[44 : len(data) - len(data) % 2], "<i2").astype(np.float64)
    return without_silence(scaled(samples, rate))


@cache
def _open_jtalk() -> Any:
    import pyopenjtalk  # a second and a half: only where Japanese is spoken

    return pyopenjtalk


@cache
def _espeak_version() -> str:
    program = shutil.which("espeak-ng")
    if program is None:
        return "none"
    ran = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, timeout=_ESPEAK_LIMIT_S)
    words = ran.stdout.split()
    return words[words.index("text-to-speech:") + 1] if "text-to-speech:" in words else "unknown"
