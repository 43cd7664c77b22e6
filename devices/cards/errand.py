"""Work in another thread, from which its asker may walk away.

PC/SC calls can block without limit: a mute card holds `SCardTransmit` until it leaves. So whoever asks for something
waits by a deadline and goes on; the thread that is stuck does nothing more but clean up, whenever it wakes.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from devices.cards.link import Response
from devices.cards.outcomes import Cancelled, CardFault, CardMute, CardRemoved, CardTrouble

T = TypeVar("T")


class Errands:
    """The errands of one slot, one after the other. One asker at a time; `cancel` from any thread.

    Their thread stays for the next one: a fresh thread for each costs as much as some ten commands to the card.
    """

    def __init__(self) -> None:
        self._last: Errand[Any] | None = None
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=_run_all, args=(self._queue,), name="card-errands", daemon=True).start()
        weakref.finalize(self, self._queue.put, None).atexit = False  # the thread ends with us

    def send(self, work: Callable[[Errand[T]], T], deadline: float) -> T | CardMute | Cancelled:
        """What comes of `work(errand)` by `deadline` (monotonic seconds), once the errand before has let go."""
        if self._last is not None:
            stuck = self._last.wait_ended(deadline)
            if stuck is not None:
                return stuck
        errand = self._last = Errand[T]()
        self._queue.put(lambda: errand.run(work))
        return errand.wait(deadline)

    def cancel(self) -> None:
        """Wake whoever waits."""
        last = self._last
        if last is not None:
            last.call_off()


def _run_all(queue: SimpleQueue[Callable[[], None] | None]) -> None:
    while (run := queue.get()) is not None:
        run()
        del run  # while idle nothing of the last errand is kept alive


class Errand(Generic[T]):
    """One piece of work. One asker calls `wait`; `call_off` from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._came: list[T] = []
        self._bug: BaseException | None = None
        self._walked_away = False
        self._called_off = False
        self._ended = False

    def run(self, work: Callable[[Errand[T]], T]) -> None:
        """Do it, in whatever thread this is called. Never raises."""
        try:
            came = work(self)
            with self._changed:
                if not self._walked_away:  # what nobody waits for may be personal: let it go
                    self._came.append(came)
        except BaseException as bug:
            with self._changed:
                if not self._walked_away:
                    self._bug = bug
            if self._bug is None:
                _tell(bug)  # nobody else will
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
        """The command to send, or None if nobody waits any more, or will not once it has woken up.

        In one step: the asker wipes its PIN right after walking away, and zeros must never reach a try counter.
        """
        with self._lock:
            return None if self._walked_away or self._called_off else list(command)

    def pause(self, seconds: float) -> bool:
        """Wait a little; False if nobody waits any more."""
        with self._changed:
            return not self._changed.wait_for(lambda: self._walked_away, seconds)


class ErrandLink:
    """`devices.cards.link.Link` while an errand is wanted; dead after trouble. `exchange` sends one command."""

    def __init__(self, errand: Errand[Any], exchange: Callable[[list[int]], bytes | CardTrouble]) -> None:
        self._errand = errand
        self._exchange = exchange
        self._dead: CardTrouble | None = None

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        """One APDU."""
        if self._dead is None:
            answer = self._answer(apdu)
            if isinstance(answer, Response):
                return answer
            self._dead = answer
        return self._dead

    def _answer(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        command = self._errand.copy_if_wanted(apdu)
        if command is None:
            return Cancelled()
        answer = self._exchange(command)
        if not isinstance(answer, bytes):
            return answer
        if len(answer) < 2:
            return CardFault("answer without status") if answer else CardRemoved()
        return Response(answer[:-2], answer[-2] << 8 | answer[-1])


def _tell(bug: BaseException) -> None:
    """As of a bug that ends a thread; this one has to go on."""
    threading.excepthook(threading.ExceptHookArgs((type(bug), bug, bug.__traceback__, threading.current_thread())))


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
