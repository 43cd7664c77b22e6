"""Samples to the sound system: aplay (alsa-utils) takes them by its standard input. Killing it is silence at once."""

from __future__ import annotations

import shutil
import subprocess
import threading
from contextlib import suppress

from devices.speaker.outcomes import Why

_BUFFER_US = 200_000


class Player:
    """One thing that is heard, from its first sample to the last. device: ALSA's name of a PCM ("plughw:1,0")."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._rate = 0
        self._stopped = False

    def play(self, samples: bytes, rate: int) -> Why | None:
        """Hand samples over; returns when the sound system has room for them, or why it doesn't take them."""
        if rate != self._rate and (why := self.finish()) is not None:
            return why
        with self._lock:
            if self._stopped:
                return None
            process = self._process
            if process is None:
                program = shutil.which("aplay")
                if program is None:
                    return Why.NO_PLAYER
                self._rate = rate
                process = self._process = _start(program, self._device, rate)
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        try:
            process.stdin.write(samples)
            process.stdin.flush()
        except (OSError, ValueError):
            return None if self._stopped else Why.NOT_THERE
        return None

    def finish(self) -> Why | None:
        """Wait until all has been heard; why not, if it hasn't."""
        with self._lock:
            process = self._process
        if process is None:
            return None
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        with suppress(OSError):  # it has gone already: its exit code says how
            process.stdin.close()
        code = process.wait()
        with self._lock:
            self._process = None
            return Why.NOT_THERE if code != 0 and not self._stopped else None

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped

    def stop(self) -> None:
        """Silence, from any thread."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()


def _start(program: str, device: str, rate: int) -> subprocess.Popen[bytes]:
    command = [program, "-q", "-D", device, "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(rate)]
    command += [f"--buffer-time={_BUFFER_US}"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
