"""A session at the gateway ends after some time without a call. Who reads for long makes none, but presses keys: half
of that time after the last call, the next press is passed on. Without a press nothing is.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.effects import KeepSession
from kiosk.workers import Ticket, Workers


class KeepAlive:
    """One stay's. settled: told what came of a call."""

    def __init__(self, workers: Workers, settled: Callable[[Ticket, object], None]) -> None:
        self._workers = workers
        self._settled = settled
        self._idle_s: float | None = None
        self._called = 0.0
        self._pressed = False
        self._running: Ticket | None = None

    def logged_in(self, idle_s: float) -> None:
        """From now on there is a session that ends after so long without a call."""
        self._idle_s = idle_s

    def called(self, began: float) -> None:
        """A call that began then came through."""
        self._called = began

    def pressed(self) -> None:
        """She is there."""
        self._pressed = True

    def tick(self, now: float, *, busy: bool) -> None:
        """Pass the press on if it is time; busy: a call of hers does so by itself."""
        if self._running is not None and now >= self._running.deadline:
            self._workers.overdue(self._running)
        pressed, self._pressed = self._pressed, False
        if not pressed or busy or self._running is not None or self._idle_s is None:
            return
        if now - self._called > self._idle_s / 2:
            self._running = self._workers.start(KeepSession(), now, self._told)

    def next_tick(self) -> float:
        """The instant (monotonic) at which `tick` has something to do."""
        return self._running.deadline if self._running is not None else float("inf")

    def close(self) -> None:
        """The stay is over."""
        self._idle_s = None
        if self._running is not None:
            self._running.give_up()

    def _told(self, ticket: Ticket, outcome: object) -> None:
        self._running = None
        self._settled(ticket, outcome)
