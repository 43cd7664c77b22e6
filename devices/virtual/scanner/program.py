"""The virtual scanner: what is held before it is typed, key by key, to whoever holds it.

As with a grabbed device only one program gets the keys; a second one is turned away. Unplugging takes the socket's
file away; plugging in puts it back.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from evdev import ecodes

from devices.inputs.keymap import Layout, strokes
from devices.inputs.sources import RECORD

Fault = Literal["no_end", "half", "foreign_key", "dropped", "torn"]
FAULTS: tuple[Fault, ...] = ("no_end", "half", "foreign_key", "dropped", "torn")
"""no_end: without the key that ends a code. half: breaks off in the middle, then unplugged. foreign_key: one key
that stands for no sign. dropped: the kernel lost keys. torn: a long pause in the middle.
"""

_TORN_S = 1.0
_KEY_S = 0.002


class ScannerProgram:
    """One scanner at one socket. Its methods may be called from any thread."""

    def __init__(self, device: Path, layout: Layout) -> None:
        self._device = device
        self._layout = layout
        self._listener: socket.socket | None = None
        self._holder: socket.socket | None = None
        self._news = threading.Condition()
        self._typing = threading.Lock()

    @property
    def plugged(self) -> bool:
        """Whether it is plugged in."""
        return self._listener is not None

    @property
    def held(self) -> bool:
        """Whether a program holds it."""
        return self._holder is not None

    def plug(self) -> None:
        """Plug it in: its file appears, ready to be opened."""
        with self._news:
            if self._listener is not None:
                return
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            # It appears under its name only once it listens, as a device does.
            unfinished = self._device.with_name(f".{self._device.name}.new")
            unfinished.unlink(missing_ok=True)
            listener.bind(str(unfinished))
            listener.listen()
            os.chmod(unfinished, 0o600)
            self._listener = listener
            threading.Thread(target=self._accept, args=(listener,), name="virtual-scanner", daemon=True).start()
            os.rename(unfinished, self._device)

    def unplug(self) -> None:
        """Pull it out."""
        with self._news:
            listener, self._listener = self._listener, None
            if listener is None:
                return
            self._device.unlink(missing_ok=True)
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            if self._holder is not None:
                with contextlib.suppress(OSError):  # it may have let go just now
                    self._holder.shutdown(socket.SHUT_RDWR)
            self._news.wait_for(lambda: self._holder is None)

    def scan(self, text: str, fault: Fault | None = None) -> bool:
        """Hold a code before it; whether somebody got the keys. Raises ValueError for signs no key types."""
        keys = strokes(self._layout, text)
        with self._typing:
            for record in typed(keys, fault):
                if record is None:
                    time.sleep(_TORN_S)
                elif not self._send(record):
                    return False
                else:
                    time.sleep(_KEY_S / 2)
            if fault == "half":
                self.unplug()
        return True

    def wait_held(self, timeout_s: float) -> bool:
        """Wait until a program holds it."""
        with self._news:
            return self._news.wait_for(lambda: self.held, timeout_s)

    def _send(self, records: bytes) -> bool:
        with self._news:
            if self._holder is None:
                return False
            try:
                self._holder.sendall(records)
            except OSError:
                return False
            return True

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # unplugged
            with self._news:
                taken = self._holder is not None or self._listener is not listener
                if not taken:
                    self._holder = connection
                    self._news.notify_all()
            if taken:
                connection.close()
            else:
                threading.Thread(target=self._until_let_go, args=(connection,), daemon=True).start()

    def _until_let_go(self, connection: socket.socket) -> None:
        while _received(connection):
            pass
        with self._news:
            self._holder = None
            connection.close()
            self._news.notify_all()


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(256)
    except OSError:
        return b""


def typed(keys: list[tuple[int, bool]], fault: Fault | None) -> Iterator[bytes | None]:
    """The records of a code, one key event with its SYN_REPORT at a time; None: a pause here."""
    middle = len(keys) // 2
    for at, (code, shifted) in enumerate(keys):
        if at == middle:
            match fault:
                case "half":
                    return
                case "torn":
                    yield None
                case "dropped":
                    yield _record(ecodes.EV_SYN, ecodes.SYN_DROPPED, 0) + _report()
                case "foreign_key":
                    yield from _press(ecodes.KEY_F5, False)
        yield from _press(code, shifted)
    if fault != "no_end":
        yield from _press(ecodes.KEY_ENTER, False)


def _press(code: int, shifted: bool) -> Iterator[bytes]:
    if shifted:
        yield _record(ecodes.EV_KEY, ecodes.KEY_LEFTSHIFT, 1) + _report()
    yield _record(ecodes.EV_KEY, code, 1) + _report()
    yield _record(ecodes.EV_KEY, code, 0) + _report()
    if shifted:
        yield _record(ecodes.EV_KEY, ecodes.KEY_LEFTSHIFT, 0) + _report()


def _report() -> bytes:
    return _record(ecodes.EV_SYN, ecodes.SYN_REPORT, 0)


def _record(kind: int, code: int, value: int) -> bytes:
    at = time.monotonic_ns()
    return RECORD.pack(at // 1_000_000_000, at // 1000 % 1_000_000, kind, code, value)
