"""The unit on a serial line of its own: a pseudo terminal, with a link to it at a path of the caller's choice."""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from pathlib import Path

from devices.virtual.coin_unit.program import UnitProgram

_TICK_S = 0.03  # one coin; real hoppers give about seven a second, tests needn't wait for that
_PAUSE_S = 0.05  # ccTalk: bytes of one message come with less between them


class Line:
    """Serves one unit at `path`, in a thread of its own."""

    def __init__(self, unit: UnitProgram, path: Path, tick_s: float = _TICK_S) -> None:
        self._unit = unit
        self._path = path
        self._tick_s = tick_s
        # Our own hold of the far end keeps the line alive while no terminal has it open.
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        os.set_blocking(self._near, False)
        self._woken, self._wake = os.pipe()
        self._stopping = False
        self._heard_at = 0.0
        self._thread = threading.Thread(target=self._run, name="coin-unit-line", daemon=True)

    def start(self) -> None:
        """Be there from now on."""
        if self._path.is_symlink():
            self._path.unlink()
        self._path.symlink_to(os.ttyname(self._far))
        self._unit.mechanism.listeners.append(self._something_moved)
        self._thread.start()

    def stop(self) -> None:
        """Be gone; the link is removed."""
        self._stopping = True
        self._something_moved()
        self._thread.join()
        self._unit.mechanism.listeners.remove(self._something_moved)
        self._path.unlink(missing_ok=True)
        for handle in (self._near, self._far, self._woken, self._wake):
            os.close(handle)

    def _something_moved(self) -> None:
        os.write(self._wake, b"!")

    def _run(self) -> None:
        while not self._stopping:
            paying = self._unit.mechanism.volatile.order is not None and self._unit.mechanism.powered
            ready, _, _ = select.select([self._near, self._woken], [], [], self._tick_s if paying else None)
            if self._woken in ready:
                os.read(self._woken, 4096)
            if self._near in ready:
                self._answer(os.read(self._near, 4096))
            elif paying and not ready:
                self._unit.mechanism.tick()

    def _answer(self, heard: bytes) -> None:
        now = time.monotonic()
        if now - self._heard_at > _PAUSE_S:
            self._unit.pause()
        self._heard_at = now
        answer = self._unit.hear(heard)
        while answer:
            _, writable, _ = select.select([], [self._near], [], _PAUSE_S)
            if not writable:
                return  # nobody reads
            answer = answer[os.write(self._near, answer) :]
