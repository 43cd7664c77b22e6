"""So many questions a minute from one place; a number of 74 bits can't be guessed, but the page must stay usable.

In memory and per process: it protects this process. Places are forgotten after a minute; the oldest ones when there are
too many of them.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable

_WINDOW_S = 60.0
_MOST_PLACES = 10_000


class Limiter:
    """Fixed windows of a minute that begin with a place's first question."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._monotonic = monotonic
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def allow(self, address: str) -> bool:
        """Count a question from this address; False if there have been too many."""
        now, place = self._monotonic(), _place(address)
        began, asked = self._windows.get(place, (now, 0))
        if now - began >= _WINDOW_S:
            began, asked = now, 0
            self._windows.pop(place, None)
        self._windows[place] = (began, asked + 1)
        while len(self._windows) > _MOST_PLACES:
            self._windows.popitem(last=False)
        return asked < self._per_minute


def _place(address: str) -> str:
    """An IPv4 address, or the /64 that one subscriber of IPv6 has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
