"""So much a terminal at once: a queue that comes back after a week must not push the others aside.

In memory and per process: it protects this process. An item of a batch counts as a request. The numbers behind the
default are in docs/operating.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from gateway.config import IntakeSettings


class Limits:
    """Token buckets: `per_minute` requests on average, as many at once.

    loose_bytes: how much a terminal may leave here of chunks that no item has named yet.
    """

    def __init__(self, per_minute: int, loose_bytes: int, monotonic: Callable[[], float]) -> None:
        self.loose_bytes = loose_bytes
        self._per_minute = per_minute
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_s(self, terminal: str) -> float:
        """Count a request: 0 if it may be served, else the seconds until one may be.

        terminal: known by TLS, so there are no more buckets than terminals.
        """
        with self._lock:
            now = self._monotonic()
            left, at = self._buckets.get(terminal, (float(self._per_minute), now))
            left = min(float(self._per_minute), left + (now - at) * self._per_minute / 60)
            allowed = left >= 1
            self._buckets[terminal] = (left - 1 if allowed else left, now)
            return 0.0 if allowed else (1 - left) * 60 / self._per_minute

    def charge(self, terminal: str, items: int) -> None:
        """A request that is served carries so many more items: each counts like a request of its own.

        So the bucket may go below nothing, and stays closed until that is made good.
        """
        with self._lock:
            left, at = self._buckets[terminal]
            self._buckets[terminal] = (left - items, at)


def usual_limits(settings: IntakeSettings | None = None) -> Limits:
    """Those of the settings."""
    wanted = settings or IntakeSettings()
    return Limits(wanted.requests_per_minute, wanted.loose_bytes, time.monotonic)
