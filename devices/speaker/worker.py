"""The voice's own process: what is spoken is known here and nowhere else, and ends with it.

    python -m devices.speaker.worker FD

FD: its end of a socket pair. Lines of JSON come: {"do": "say", "job", "sayings": [[text, language], ...], "outlet",
"speed", "volume", "sound"} breaks off what is heard; {"do": "hush"} only that; the first is {"do": "open", "outlets":
{outlet: device}, "rendered": folder}. Lines go: {"is": "began" | "ended" | "silent", "job", "why"}. Its end ends it.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from devices.speaker.outcomes import Earcon, Manner, Saying, Why
from devices.speaker.playing import Player
from devices.speaker.rendered import Rendered
from devices.speaker.sounds import Pcm, at_volume, earcon, silence
from devices.speaker.spelling import pieces, sentences
from devices.speaker.voices import JapaneseVoice, NoVoice, voice_of

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_PAUSE_S = 0.25
"""Between sentences; the samples themselves hardly hold any."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be heard, and where."""

    number: int
    sayings: tuple[Saying, ...] = field(repr=False)
    device: str
    manner: Manner
    sound: Earcon | None


class Mouth:
    """Says one job after the other, on a thread of its own. tell: (what, job, why) for the terminal."""

    def __init__(self, terminal: socket.socket, outlets: dict[str, str], rendered: Rendered) -> None:
        self._terminal = terminal
        self._outlets = outlets
        self._rendered = rendered
        self._news = threading.Condition()
        self._next: Job | None = None
        self._player: Player | None = None
        threading.Thread(target=self._speak_or_end, daemon=True).start()

    def order(self, order: dict[str, Any]) -> None:
        """Take in what is to be said next; what is heard is broken off."""
        job = None
        if order["do"] == "say":
            device = self._outlets.get(order["outlet"])
            if device is None:
                self._tell("silent", order["job"], Why.NO_OUTLET)
            else:
                job = _job(order, device)
        with self._news:
            self._next = job
            if self._player is not None:
                self._player.stop()
            self._news.notify()

    # --- its own thread -----------------------------------------------------------------------------------------------

    def _speak_or_end(self) -> None:
        """A bug ends the process: the terminal hears of it, and starts another one."""
        try:
            self._run()
        finally:
            os._exit(1)

    def _run(self) -> None:
        while True:
            with self._news:
                while self._next is None:
                    self._news.wait()
                job, self._next = self._next, None
                player = self._player = Player(job.device)
            why = self._say(job, player)
            with self._news:
                self._player = None
                broken_off = player.stopped
            if why is not None:
                self._tell("silent", job.number, why)
            elif not broken_off:
                self._tell("ended", job.number)

    def _say(self, job: Job, player: Player) -> Why | None:
        began = False
        without_voice: Why | None = None
        for pcm in self._samples(job):
            if player.stopped:
                return None
            if isinstance(pcm, Why):
                without_voice = pcm
                continue
            why = player.play(at_volume(pcm, job.manner.volume), pcm.rate)
            if why is not None:
                return why
            if not began and not player.stopped:
                began = True
                self._tell("began", job.number)
        return player.finish() or without_voice

    def _samples(self, job: Job) -> Iterator[Pcm | Why]:
        """Piece by piece: while one is heard, the next one is made."""
        if job.sound is not None:
            yield earcon(job.sound)
        for saying in job.sayings:
            for sentence in sentences(saying):
                last: Pcm | Why | None = None
                for last in self._sentence(sentence, job.manner.speed):
                    yield last
                if isinstance(last, Pcm):
                    yield silence(_PAUSE_S / job.manner.speed, last.rate)

    def _sentence(self, sentence: Saying, speed: float) -> Iterator[Pcm | Why]:
        for part in (sentence, *pieces(sentence)):
            try:
                voice = voice_of(part.language)
                found = self._rendered.find(voice.name, part.text, speed)
                if found is not None:
                    yield found
                    if part is sentence:
                        return
                elif part is not sentence:
                    yield _spoken(part.language, part.text, speed)
            except NoVoice:
                yield Why.NO_VOICE
                return

    def _tell(self, what: str, job: int, why: Why | None = None) -> None:
        line = json.dumps({"is": what, "job": job, "why": None if why is None else why.value})
        try:
            self._terminal.sendall(line.encode() + b"\n")
        except OSError:
            return  # the terminal has gone, and so will this process


@lru_cache(maxsize=64)
def _spoken(language: str, text: str, speed: float) -> Pcm:
    """What was said is often said again: repeated, walked past, counted."""
    return voice_of(language).speak(text, speed)


def _job(order: dict[str, Any], device: str) -> Job:
    sayings = tuple(Saying(text, language) for text, language in order["sayings"])
    sound = None if order["sound"] is None else Earcon(order["sound"])
    return Job(order["job"], sayings, device, Manner(order["speed"], order["volume"]), sound)


def main() -> int:
    """Serve one terminal until it closes its end."""
    _leave_nothing()
    terminal = socket.socket(fileno=int(sys.argv[1]))
    lines = terminal.makefile("rb")
    opened = json.loads(lines.readline())
    folder = opened["rendered"]
    mouth = Mouth(terminal, opened["outlets"], Rendered(None if folder is None else Path(folder)))
    threading.Thread(target=JapaneseVoice().load, daemon=True).start()
    for line in lines:
        mouth.order(json.loads(line))
    return 0


def _leave_nothing() -> None:
    """No core file, nobody may read this memory, and it ends with the terminal."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
