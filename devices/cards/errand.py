"""One piece of work in a thread of its own, from which its asker may walk away.

PC/SC calls can block without limit: a mute card holds `SCardTransmit` until it leaves. So whoever asks for something
waits by a deadline and goes on; the thread that is stuck does nothing more but clean up, whenever it wakes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from devices.cards.outcomes import Cancelled, CardMute

T = TypeVar("T")


class Errand(Generic[T]):
    """Runs `work(errand)` at once. One asker calls `wait`; `call_off` from any thread."""

    def __init__(self, work: Callable[[Errand[T]], T]) -> None:
        self._changed = threading.Condition()
        self._came: list[T] = []
        self._bug: BaseException | None = None
        self._walked_away = False
        self._called_off = False
        self._ended = False
        threading.Thread(target=self._run, args=(work,), name="card-errand", daemon=True).start()

    def _run(self, work: Callable[[Errand[T]], T]) -> None:
        try:
            came = work(self)
            with self._changed:
                if not self._walked_away:  # what nobody waits for may be personal: let it go
                    self._came.append(came)
        except BaseException as bug:
            with self._changed:
                if self._walked_away:
                    raise  # nobody else will tell
                self._bug = bug
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    # --- the asker's side --------------------------------------------------------------------------------------------

    def wait(self, deadline: float) -> T | CardMute | Cancelled:
        """What came of the work; or walk away at `deadline` (monotonic seconds), or at once when called off."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._called_off, _left(deadline))
            if not self._ended:
                self._walked_away = True
                self._changed.notify_all()
                return Cancelled() if self._called_off else CardMute()
        if self._bug is not None:
            bug, self._bug = self._bug, None
            raise bug
        return self._came.pop()

    def call_off(self) -> None:
        """Wake whoever waits."""
        with self._changed:
            self._called_off = True
            self._changed.notify_all()

    def wait_ended(self, deadline: float) -> CardMute | Cancelled | None:
        """Wait until an errand that was walked away from has cleaned up: None, or `CardMute` if it is still stuck."""
        with self._changed:
            self._called_off = False
            self._changed.wait_for(lambda: self._ended or self._called_off, _left(deadline))
            if self._ended:
                return None
            return Cancelled() if self._called_off else CardMute()

    # --- the work's side ---------------------------------------------------------------------------------------------

    def copy_if_wanted(self, command: bytes | bytearray) -> list[int] | None:
        """The command to send, or None if nobody waits any more.

        In one step: the asker wipes its PIN right after walking away, and zeros must never reach a try counter.
        """
        with self._changed:
            return None if self._walked_away else list(command)

    def pause(self, seconds: float) -> bool:
        """Wait a little; False if nobody waits any more."""
        with self._changed:
            return not self._changed.wait_for(lambda: self._walked_away, seconds)


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
