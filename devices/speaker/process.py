"""The speaker behind a worker process: the terminal never loads a voice, and what was said dies with the worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from devices.speaker.outcomes import (
    NORMAL,
    Began,
    Earcon,
    Ended,
    Listener,
    Manner,
    Outlet,
    Saying,
    Silent,
    SpeakerEvent,
    Why,
)

_ROOT = Path(__file__).parents[2]


class ProcessSpeaker:
    """A `devices.speaker.outcomes.Speaker`. outlets: ALSA's name of a PCM each. rendered: what `rendered.py` keeps.

    told is called on a thread of its own. The worker is started at once: its voice takes a moment to load.
    """

    def __init__(self, outlets: Mapping[Outlet, str], rendered: Path | None, told: Listener) -> None:
        self._outlets = {outlet.value: device for outlet, device in outlets.items()}
        self._rendered = rendered
        self._told = told
        self._lock = threading.Lock()
        self._jobs = 0
        self._knows = False
        self._closed = False
        self._worker = _Worker(self._outlets, rendered, told)

    def say(
        self, sayings: Sequence[Saying], outlet: Outlet, manner: Manner = NORMAL, sound: Earcon | None = None
    ) -> int:
        """See `Speaker`. Private sayings are left out where everybody would hear them."""
        fit = [saying for saying in sayings if outlet is Outlet.HANDSET or not saying.private]
        with self._lock:
            self._jobs += 1
            if self._closed:
                return self._jobs
            self._knows = self._knows or any(saying.private for saying in fit)
            order = {
                "do": "say",
                "job": self._jobs,
                "sayings": [[saying.text, saying.language] for saying in fit],
                "outlet": outlet.value,
                "speed": manner.speed,
                "volume": manner.volume,
                "sound": None if sound is None else sound.value,
            }
            if not self._worker.order(order):
                self._worker.close()
                self._worker = _Worker(self._outlets, self._rendered, self._told)
                self._worker.order(order)
            return self._jobs

    def hush(self) -> None:
        """See `Speaker`."""
        with self._lock:
            self._worker.order({"do": "hush"})

    def forget(self) -> None:
        """See `Speaker`. A worker that was told nothing private goes on."""
        with self._lock:
            if self._closed or not self._knows:
                return
            self._knows = False
            self._worker.close()
            self._worker = _Worker(self._outlets, self._rendered, self._told)

    def close(self) -> None:
        """See `Speaker`."""
        with self._lock:
            self._closed = True
            self._worker.close()


class _Worker:
    """One worker, from its start to its end."""

    def __init__(self, outlets: Mapping[str, str], rendered: Path | None, told: Listener) -> None:
        self._told = told
        self._closed = False
        self._job = 0
        ours, theirs = socket.socketpair()
        self._socket = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "devices.speaker.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what goes wrong there must not quote what was said
                start_new_session=True,  # it ends together with its players
                env={**os.environ, "PYTHONPATH": str(_ROOT)},
            )
        self.order({"do": "open", "outlets": dict(outlets), "rendered": None if rendered is None else str(rendered)})
        self._hearing = threading.Thread(target=self._hear, name="speaker", daemon=True)
        self._hearing.start()

    def order(self, order: Mapping[str, object]) -> bool:
        """Whether it could be told."""
        if isinstance(job := order.get("job"), int):
            self._job = job
        try:
            self._socket.sendall(json.dumps(order).encode() + b"\n")
        except OSError:
            return False
        return True

    def close(self) -> None:
        """It and its players end now."""
        self._closed = True
        self._kill()
        self._hearing.join()

    def _kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)

    def _hear(self) -> None:
        with self._socket, self._socket.makefile("rb") as lines:
            try:
                for line in lines:
                    self._told(_event(json.loads(line)))
            except (OSError, ValueError):
                pass  # half a line: it ended while it spoke
            self._kill()
            self._process.wait()
        if not self._closed:
            self._told(Silent(self._job, Why.BROKEN))


def _event(said: Mapping[str, object]) -> SpeakerEvent:
    job = int(str(said["job"]))
    match said["is"]:
        case "began":
            return Began(job)
        case "ended":
            return Ended(job)
        case _:
            return Silent(job, Why(said["why"]))
