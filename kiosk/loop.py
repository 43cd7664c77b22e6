"""The event loop: sleeps in select() until a hand, a card, a worker or the clock has something to say."""

from __future__ import annotations

import os
import selectors
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST_SLEEP_S = 60.0


class Loop:
    """One thread, no polling. Other threads hand work in by `post`.

    tick: called after everything that happened. next_tick: seconds from now until tick wants to be called anyway.
    crashed: told of every exception that a callback let through; the loop goes on.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._posted: deque[Callable[[], None]] = deque()
        self._running = False
        self.watch(self._wake_read, self._run_posted)

    def post(self, work: Callable[[], None]) -> None:
        """Have `work` called on the loop's thread soon. Safe from any thread and from signal handlers."""
        self._posted.append(work)
        self.wake()

    def wake(self) -> None:
        """End the present sleep."""
        try:
            os.write(self._wake_write, b"\0")
        except BlockingIOError:
            return  # the pipe is full of wake-ups already

    def watch(self, fd: int, ready: Callable[[], None]) -> None:
        """Call `ready` whenever `fd` can be read."""
        self._selector.register(fd, selectors.EVENT_READ, ready)

    def unwatch(self, fd: int) -> None:
        """Watch `fd` no more."""
        self._selector.unregister(fd)

    def run(
        self, tick: Callable[[], None], next_tick: Callable[[], float], crashed: Callable[[BaseException], None]
    ) -> None:
        """Run until `stop`."""
        self._running = True
        _guarded(tick, crashed)
        while self._running:
            for key, _ in self._selector.select(min(max(0.0, next_tick()), LONGEST_SLEEP_S)):
                _guarded(key.data, crashed)
            _guarded(tick, crashed)

    def stop(self) -> None:
        """Leave `run` after what is being done."""
        self._running = False
        self.wake()

    def close(self) -> None:
        """Give the descriptors back."""
        self._selector.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    @contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT stop the loop in good order."""

        def stop(_signal: int, _frame: FrameType | None) -> None:
            self.stop()

        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _run_posted(self) -> None:
        os.read(self._wake_read, 4096)
        try:
            while self._posted:
                self._posted.popleft()()
        finally:
            if self._posted:
                self.wake()


def _guarded(work: Callable[[], None], crashed: Callable[[BaseException], None]) -> None:
    try:
        work()
    except Exception as error:
        crashed(error)
