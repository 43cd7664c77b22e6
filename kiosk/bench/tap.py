"""A relay on loopback that keeps account of whose turn it was: how long the far end took, seen from the wire alone."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Account:
    """theirs_s: seconds from our last byte to their last one, of all exchanges. seen_at: when the sign passed,
    by the clock; what came after it does not count.
    """

    theirs_s: float
    seen_at: float | None


class Tap:
    """Between us and `target`; whoever wants to talk to that one talks to `port`. sign: bytes of ours to look out for,
    which begin a write. clock: in seconds.
    """

    def __init__(
        self, target: tuple[str, int], sign: bytes | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._target = target
        self._sign = sign
        self._clock = clock
        self._lock = threading.Lock()
        self._theirs_s = 0.0
        self._seen_at: float | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, name="tap", daemon=True).start()

    @property
    def port(self) -> int:
        """On loopback."""
        return int(self._listener.getsockname()[1])

    def settle(self) -> Account:
        """The account since the last time."""
        with self._lock:
            account = Account(self._theirs_s, self._seen_at)
            self._theirs_s, self._seen_at = 0.0, None
        return account

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes `accept`
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(near,), name="tap-line", daemon=True).start()

    def _relay(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError), socket.create_connection(self._target) as far:
            others = {near: far, far: near}
            for each in others:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pass_on(near, others)

    def _pass_on(self, near: socket.socket, others: dict[socket.socket, socket.socket]) -> None:
        counted = self._clock()
        with selectors.DefaultSelector() as ready:
            for each in others:
                ready.register(each, selectors.EVENT_READ)
            while ready.get_map():
                for key, _ in ready.select():
                    speaker = next(each for each in others if each is key.fileobj)
                    piece = speaker.recv(_CHUNK)
                    now = self._clock()
                    if not piece:
                        ready.unregister(speaker)
                        others[speaker].shutdown(socket.SHUT_WR)
                        continue
                    self._note(piece if speaker is near else None, now, now - counted)
                    counted = now
                    others[speaker].sendall(piece)

    def _note(self, ours: bytes | None, now: float, since_s: float) -> None:
        with self._lock:
            if self._seen_at is not None:
                return
            if ours is None:
                self._theirs_s += since_s
            elif self._sign is not None and self._sign in ours:
                self._seen_at = now
