"""How it stands with the line to the gateway, and when it may be tried again.

Full jitter: after the n-th failure in a row it is tried again at a random time within min(LONGEST, 2^n) seconds, so
that ten thousand terminals don't come back in one second after an outage. The gateway's Retry-After wins over that,
and over everything that would try sooner. All times are monotonic.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from gateway.contract.intake import MOST_TOGETHER
from offline_queue.values import LinkState, Trouble

LONGEST_S = 300.0
STOPPED_LOOK_S = 3600.0
"""While the gateway refuses this terminal, no item is sent; it only asks this seldom whether it still does."""
WOKEN_WITHIN_S = 1.0

_random = random.SystemRandom()

_STATES = {
    Trouble.NO_NETWORK: LinkState.NO_NETWORK,
    Trouble.FOREIGN: LinkState.CAPTIVE,
    Trouble.UNREACHABLE: LinkState.NO_GATEWAY,
    Trouble.TIMED_OUT: LinkState.NO_GATEWAY,
    Trouble.CUT_OFF: LinkState.NO_GATEWAY,
    Trouble.GATEWAY_OUT_OF_DATE: LinkState.NO_GATEWAY,
    Trouble.SERVER: LinkState.NO_GATEWAY,
    Trouble.NONSENSE: LinkState.NO_GATEWAY,
    Trouble.BUSY: LinkState.ONLINE,
}


def jitter(failures: int) -> float:
    """Seconds until the next try after so many failures in a row."""
    return _random.uniform(0.0, min(LONGEST_S, 2.0 ** min(failures, 20)))


@dataclass(slots=True)
class Batch:
    """How many items may go together: after each success twice as many, after a batch that did not come through one.

    So a line that is too slow for many still gets one after the other. From half of what failed on it grows by one.
    """

    most: int = 1
    _doubles_to: int = MOST_TOGETHER

    def went_well(self) -> None:
        """A batch, or an item alone, was answered."""
        self.most = min(MOST_TOGETHER, 2 * self.most if 2 * self.most <= self._doubles_to else self.most + 1)

    def failed(self, items: int) -> None:
        """So many together were not."""
        self.most, self._doubles_to = 1, max(1, items // 2)


@dataclass(slots=True)
class Line:
    """Not safe from several threads: its owner has a lock. Methods that change `state` give whether they did."""

    state: LinkState = LinkState.UNKNOWN
    trouble: Trouble | None = None
    last_success: float | None = None
    _failures: int = 0
    _failed_at: float = 0.0
    _not_before: float = 0.0
    _told: float = 0.0
    _woken: bool = False
    _resumed_at: float = 0.0
    _jitter: Callable[[int], float] = jitter

    @property
    def stopped(self) -> bool:
        """The gateway refuses this terminal."""
        return self.state is LinkState.STOPPED

    @property
    def certain(self) -> bool:
        """The last exchange went well, so several may go at once."""
        return self.state is LinkState.ONLINE and self._failures == 0

    def wait_s(self) -> float:
        """Seconds until it may be tried again; 0: now."""
        return max(0.0, max(self._not_before, self._told) - time.monotonic())

    def succeeded(self) -> bool:
        """An answer by the contract came, whatever it said about an item."""
        self.last_success = time.monotonic()
        self._failures, self._not_before, self.trouble, self._woken = 0, 0.0, None, False
        return self._become(LinkState.ONLINE)

    def failed(self, trouble: Trouble, began: float, wait_s: float | None = None) -> bool:
        """An exchange that began at `began` failed. Several that failed together count as one."""
        if self.stopped:
            return False
        now = time.monotonic()
        self.trouble = trouble
        if wait_s is not None:
            # The gateway's own word: it is there. Nobody comes back before; and not all at the same instant.
            self._told = max(self._told, now + wait_s)
        if began >= self._failed_at:
            # A try out of turn doesn't count: ten puts in an outage are not ten outages.
            self._failures = max(1, self._failures + (0 if self._woken else 1))
            self._woken = False
            self._failed_at = now
            self._not_before = max(now, self._told) + self._jitter(self._failures)
        return self._become(_STATES.get(trouble, self.state))

    def stop(self, began: float) -> bool:
        """The gateway refused this terminal in an exchange that began then; what was said before `resume` is over."""
        if began < self._resumed_at:
            return False
        self.trouble = Trouble.IDENTITY
        self._not_before = time.monotonic() + STOPPED_LOOK_S * _random.uniform(0.5, 1.0)
        return self._become(LinkState.STOPPED)

    def resume(self) -> None:
        """Somebody has acted: try now."""
        self._resumed_at = time.monotonic()
        self._failures, self._not_before, self._told, self._woken = 0, 0.0, 0.0, False
        if self.stopped:
            self.state = LinkState.UNKNOWN

    def wake(self, within_s: float = 0.0) -> None:
        """There is a reason to try sooner than planned, within so many seconds; the gateway's Retry-After stays."""
        soon = time.monotonic() + _random.uniform(0.0, within_s)
        if not self.stopped and soon < self._not_before:
            self._not_before, self._woken = soon, True

    def _become(self, state: LinkState) -> bool:
        before, self.state = self.state, state
        return before is not state
