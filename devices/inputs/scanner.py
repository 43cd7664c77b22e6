"""The code scanner: a keyboard to the kernel, a giver of whole codes to the terminal."""

from __future__ import annotations

import os
import selectors
import threading
import time
from typing import Protocol

from evdev import ecodes

from devices.inputs.assembly import GAP_S, Assembly
from devices.inputs.folder_watch import FolderWatch
from devices.inputs.keymap import Layout
from devices.inputs.outcomes import (
    Absence,
    NothingScanned,
    Scanned,
    ScannerGone,
    ScannerReady,
    ScannerState,
    ScanOutcome,
    Unreadable,
)
from devices.inputs.sources import Event, Gone, Held, Source

_CANCEL_SEEN_S = 0.2
"""A caller's cancel is looked at this often, while a code is awaited."""
_LOOK_S = 5.0
"""A kernel that takes longer to open a device has none to give."""


class Scanner(Protocol):
    """One scanner, held by us alone as long as the terminal runs, so that what it types never lands on a page."""

    def read(self, deadline_s: float, cancel: threading.Event) -> ScanOutcome:
        """The next code that is begun from now on; what was scanned before is forgotten. Call it from a worker."""

    def state(self) -> ScannerState:
        """Whether it is there. Looks again if it isn't."""

    def close(self) -> None:
        """Give it back."""


class KeyboardScanner:
    """A scanner of the USB keyboard class. Its own thread holds it, sleeping until a key or a plug says something.

    Pulled out and plugged in again it is taken up again, whatever the kernel calls it then.
    """

    def __init__(self, source: Source, layout: Layout) -> None:
        self._source = source
        self._assembly = Assembly(layout)
        self._watch = FolderWatch(source.folder)
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._watch, selectors.EVENT_READ)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._held: tuple[Held, ...] = ()
        self._began_for = 0  # the read in whose time the present code began; 0: nobody's
        # Guarded by _news:
        self._news = threading.Condition()
        self._state: ScannerState = ScannerGone(Absence.NOT_THERE)
        self._asked = self._answered = 0  # looks asked for, and those that began after they were asked for
        self._reads = 0
        self._reading = 0
        self._outcome: Scanned | Unreadable | None = None
        self._closed = False
        self._look()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)
        self._thread.start()

    # --- callers' threads ---------------------------------------------------------------------------------------------

    def read(self, deadline_s: float, cancel: threading.Event) -> ScanOutcome:
        """See `Scanner`. A scanner that is gone, or goes, ends the reading at once."""
        until = time.monotonic() + deadline_s
        if isinstance(gone := self.state(), ScannerGone):
            return gone
        with self._news:
            self._reads += 1
            self._reading, self._outcome = self._reads, None
            try:
                while not cancel.is_set() and (left := until - time.monotonic()) > 0:
                    if self._outcome is not None:
                        return self._outcome
                    if isinstance(self._state, ScannerGone):
                        return self._state
                    self._news.wait(min(left, _CANCEL_SEEN_S))
                return NothingScanned()
            finally:
                self._reading, self._outcome = 0, None

    def state(self) -> ScannerState:
        """See `Scanner`."""
        with self._news:
            if isinstance(self._state, ScannerGone) and not self._closed:
                self._asked += 1
                asked = self._asked
                self._wake()
                self._news.wait_for(lambda: self._answered >= asked or self._closed, _LOOK_S)
            return self._state

    def close(self) -> None:
        """See `Scanner`."""
        with self._news:
            if self._closed:
                return
            self._closed = True
            self._state = ScannerGone(Absence.NOT_THERE)
            self._news.notify_all()
            self._wake()
        self._thread.join()

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"\0")
        except BlockingIOError:
            return  # it has been woken already

    # --- its own thread -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closed:
            ready = self._selector.select(GAP_S if self._assembly.begun else None)
            if not ready:
                self._deliver(self._assembly.silence())
            for key, _ in ready:
                if key.fileobj is self._watch:
                    self._watch.changed()
                    self._look()
                elif key.fileobj == self._wake_read:
                    os.read(self._wake_read, 4096)
                    self._look()
                elif key.fileobj in self._held:
                    self._hear(key.data)
        self._let_go()
        self._selector.close()
        self._watch.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _look(self) -> None:
        """Take it if we don't have it yet."""
        with self._news:
            asked = self._asked
        taken = self._held or self._source.take()
        if isinstance(taken, tuple) and not self._held:
            self._held = taken
            for held in taken:
                self._selector.register(held, selectors.EVENT_READ, held)
        with self._news:
            self._answered = asked
            self._state = ScannerReady(taken[0].name) if isinstance(taken, tuple) else ScannerGone(taken)
            self._news.notify_all()

    def _hear(self, held: Held) -> None:
        try:
            events = held.read()
        except Gone:
            self._let_go()
            with self._news:
                self._state = ScannerGone(Absence.NOT_THERE)
                self._news.notify_all()
            # It may be back already: what its folder said before this was taken in while it was still held.
            self._look()
            return
        for event in events:
            self._take_in(event)

    def _take_in(self, event: Event) -> None:
        if (event.type, event.code) == (ecodes.EV_SYN, ecodes.SYN_DROPPED):
            self._note_whose()
            self._assembly.lost(event.at)
        elif event.type == ecodes.EV_KEY:
            self._deliver(self._assembly.pause(event.at))
            self._note_whose()
            self._deliver(self._assembly.key(event.code, event.value, event.at))

    def _note_whose(self) -> None:
        if not self._assembly.begun:
            with self._news:
                self._began_for = self._reading

    def _deliver(self, found: Scanned | Unreadable | None) -> None:
        if found is None:
            return
        with self._news:
            if self._began_for and self._began_for == self._reading and self._outcome is None:
                self._outcome = found
                self._news.notify_all()

    def _let_go(self) -> None:
        for held in self._held:
            self._selector.unregister(held)
            held.close()
        self._held = ()
        self._assembly.clear()
