"""Exchanges that take too long are cut off from outside, so that a dripping server can't hold a worker for ever."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator


class Deadlines:
    """One thread for all of them; it sleeps until the nearest."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: dict[int, tuple[float, socket.socket]] = {}
        self._next = 0
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
        self._thread.start()

    @contextlib.contextmanager
    def within(self, line: socket.socket, seconds: float) -> Iterator[None]:
        """Shut the line down if the block is not left in time: its reads and writes then end."""
        with self._changed:
            self._next += 1
            mine = self._next
            self._running[mine] = (time.monotonic() + seconds, line)
            if len(self._running) == 1:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._running.pop(mine, None)

    def close(self) -> None:
        """Cut off whatever runs, and whatever begins later."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._closing:
                now = time.monotonic()
                for mine in [mine for mine, (until, _) in self._running.items() if until <= now]:
                    _shut(self._running.pop(mine)[1])
                # Deadlines are all of much the same length, so a later one need not wake this thread.
                nearest = min((until for until, _ in self._running.values()), default=None)
                self._changed.wait(None if nearest is None else nearest - now)
            for _, line in self._running.values():
                _shut(line)


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
