"""The touchscreen: input devices to the kernel, a giver of plain touches to the terminal."""

from __future__ import annotations

import itertools
import os
import selectors
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from devices.inputs.folder_watch import FolderWatch
from devices.inputs.outcomes import Absence
from devices.inputs.sources import Event, Gone
from devices.inputs.touch_contacts import Fingers
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_frames import Frame, Frames, Lost
from devices.inputs.touch_outcomes import TouchGone, TouchNews, TouchReady, TouchState
from devices.inputs.touch_source import HeldTouch, TouchSource

RETRY_S = 2.0
"""Nothing tells when another program lets go of a device."""


class Touchscreen:
    """One touchscreen, held by us alone as long as the terminal runs.

    A thread of its own sleeps until a finger or a plug says something, and hands on news, oldest first, as they come
    together; `tell` is called on that thread. Pulled out and plugged in again it is taken up again, whatever the kernel
    calls it then. What happens first is whether it is there at all.
    """

    def __init__(self, source: TouchSource, fitting: Fitting, tell: Callable[[Sequence[TouchNews]], None]) -> None:
        self._source = source
        self._fitting = fitting
        self._tell = tell
        self._watch = FolderWatch(source.folder)
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._watch, selectors.EVENT_READ)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._numbers = itertools.count(1)
        self._screens: tuple[_Screen, ...] = ()
        self._state: TouchState | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="touch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give it back."""
        if not self._closed.is_set():
            self._closed.set()
            os.write(self._wake_write, b"\0")
            self._thread.join()
            os.close(self._wake_write)

    # --- its own thread -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._look()
        while not self._closed.is_set():
            ready = self._selector.select(self._patience_s())
            if not ready and self._state == TouchGone(Absence.BUSY):
                self._look()
            for key, _ in ready:
                if key.fileobj is self._watch:
                    self._watch.changed()
                    self._look()
                elif key.data in self._screens:
                    self._hear(key.data)
            now = time.monotonic()
            self._say([news for screen in self._screens for news in screen.fingers.tick(now)])
        self._let_go()
        self._selector.close()
        self._watch.close()
        os.close(self._wake_read)

    def _patience_s(self) -> float | None:
        """How long nothing need be done, unless something happens."""
        if self._state == TouchGone(Absence.BUSY):
            return RETRY_S
        due = [tick for screen in self._screens if (tick := screen.fingers.next_tick()) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _look(self) -> None:
        """Take it if we don't have it yet."""
        if self._screens:
            return
        taken = self._source.take()
        if not isinstance(taken, tuple):
            self._is(TouchGone(taken))
            return
        self._screens = tuple(_Screen(held, self._fitting, self._numbers) for held in taken)
        for screen in self._screens:
            self._selector.register(screen.held, selectors.EVENT_READ, screen)
        try:
            for screen in self._screens:
                screen.take_up()
        except Gone:
            self._lose()
        else:
            self._is(TouchReady(taken[0].name))

    def _hear(self, screen: _Screen) -> None:
        news: list[TouchNews] = []
        try:
            for event in screen.held.read():
                news += screen.take(event)
        except Gone:
            self._say(news)
            self._lose()
            # It may be back already: what its folder said before this was taken in while it was still held.
            self._look()
        else:
            self._say(news)

    def _lose(self) -> None:
        now = time.monotonic()
        self._say([news for screen in self._screens for news in screen.fingers.let_go(now)])
        self._let_go()
        self._is(TouchGone(Absence.NOT_THERE))

    def _let_go(self) -> None:
        for screen in self._screens:
            self._selector.unregister(screen.held)
            screen.held.close()
        self._screens = ()

    def _is(self, state: TouchState) -> None:
        if state != self._state:
            self._state = state
            self._say([state])

    def _say(self, news: Sequence[TouchNews]) -> None:
        if news:
            self._tell(news)


class _Screen:
    """One device of the touchscreen's."""

    def __init__(self, held: HeldTouch, fitting: Fitting, numbers: itertools.count[int]) -> None:
        self.held = held
        self.fingers = Fingers(held.axes, fitting, numbers)
        self._frames = Frames(held.axes, fitting.least_pressure)

    def take(self, event: Event) -> list[TouchNews]:
        """One event; raises Gone."""
        match self._frames.take(event):
            case Frame() as frame:
                return self.fingers.take(frame if self.held.monotonic else replace(frame, at=time.monotonic()))
            case Lost():
                return self.take_up()
            case None:
                return []

    def take_up(self) -> list[TouchNews]:
        """From the state that the kernel has now; raises Gone."""
        return self.fingers.take(self._frames.restore(self.held.snapshot(), time.monotonic()))
