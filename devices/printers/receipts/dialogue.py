"""Talking to a printer over one open connection: questions with a time limit, and data as fast as it is taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from devices.printers.receipts import commands
from devices.printers.receipts.outcomes import (
    CoverOpen,
    CutterError,
    Doubt,
    Faulty,
    Offline,
    PaperNearEnd,
    PaperOut,
    Ready,
    ReceiptStatus,
    StatusUnknown,
)
from devices.printers.receipts.replies import Cleared, Done, Noise, Replies, Reply, StatusByte
from devices.printers.receipts.wire import Wire

ANSWER_S = 2.0
"""How long a printer may think about a question that it answers at once."""
STALL_S = 3.0
"""How long it may take no byte before it counts as stopped."""
_SLICE_S = 0.05  # how soon a call-off is noticed


class CalledOff(Exception):
    """The caller cancelled; never leaves this folder."""


class Dialogue:
    """wanted: asked again and again while waiting; False raises CalledOff (until `finish`)."""

    def __init__(self, wire: Wire, wanted: Callable[[], bool] = lambda: True) -> None:
        self._wire = wire
        self._wanted = wanted
        self._replies = Replies()
        self.done: set[bytes] = set()
        """Tokens that came back."""

    def close(self) -> None:
        self._wire.close()

    def abort(self) -> None:
        """Close, and let nothing be delivered any more."""
        self._wire.abort()

    def finish(self) -> None:
        """From now on nobody can call off: what is begun must be brought to an end."""
        self._wanted = lambda: True

    # --- questions ---------------------------------------------------------------------------------------------------

    def status(self, deadline: float) -> ReceiptStatus:
        """Ask all four. deadline: monotonic seconds."""
        answers: list[int] = []
        for kind in (1, 2, 3, 4):
            self._drain()
            limit = min(deadline, time.monotonic() + ANSWER_S)
            if not self.send(commands.ask_status(kind), limit):
                return StatusUnknown(Doubt.SILENT)
            reply = self._until(lambda reply: isinstance(reply, StatusByte | Noise), limit)
            match reply:
                case StatusByte(bits):
                    answers.append(bits)
                case None:
                    return StatusUnknown(Doubt.SILENT)
                case _:
                    return StatusUnknown(Doubt.NONSENSE)
        return read_status(*answers)

    def clear(self, deadline: float) -> bool:
        """Empty the printer. True: it said so, and what has not been reported as done by now never will be."""
        limit = min(deadline, time.monotonic() + ANSWER_S)
        if not self.send(commands.CLEAR, limit):
            return False
        return self._until(lambda reply: isinstance(reply, Cleared), limit) is not None

    def wait_done(self, tokens: Collection[bytes], deadline: float) -> bool:
        """Whether the printer has sent one of the tokens back (it may leave out earlier ones)."""
        if self.done.isdisjoint(tokens):
            self._until(lambda reply: isinstance(reply, Done) and reply.token in tokens, deadline)
        return not self.done.isdisjoint(tokens)

    # --- bytes -------------------------------------------------------------------------------------------------------

    def send(self, data: bytes, deadline: float) -> bool:
        """Whether all of it was taken: not after the deadline, nor when nothing moved for STALL_S."""
        moved = time.monotonic()
        while data:
            self._check_wanted()
            now = time.monotonic()
            if now >= min(deadline, moved + STALL_S):
                return False
            taken = self._wire.write(data, _SLICE_S)
            if taken:
                data, moved = data[taken:], time.monotonic()
        return True

    def _until(self, fits: Callable[[Reply], bool], deadline: float) -> Reply | None:
        """The first reply that fits; tokens are noted on the way."""
        while True:
            self._check_wanted()
            left = deadline - time.monotonic()
            found: Reply | None = None
            for reply in self._replies.take(self._wire.read(min(_SLICE_S, max(0.0, left)))):
                self._note(reply)
                if found is None and fits(reply):
                    found = reply
            if found is not None or left <= 0:
                return found

    def _drain(self) -> None:
        """Late answers to earlier questions must not be taken for answers to the next one."""
        while data := self._wire.read(0):
            for reply in self._replies.take(data):
                self._note(reply)

    def _note(self, reply: Reply) -> None:
        if isinstance(reply, Done):
            self.done.add(reply.token)

    def _check_wanted(self) -> None:
        if not self._wanted():
            raise CalledOff


def read_status(printer: int, offline: int, error: int, paper: int) -> ReceiptStatus:
    """The answers to DLE EOT 1 to 4 as one; the cause that a person can mend first."""
    if offline & 0x04:
        return CoverOpen()
    if paper & 0x60 or offline & 0x20:
        return PaperOut()
    if error & 0x08:
        return CutterError()
    if error & 0x20:
        return Faulty(lasting=True)
    if error & 0x44 or offline & 0x40:
        return Faulty(lasting=False)
    if printer & 0x08:
        return Offline()
    return PaperNearEnd() if paper & 0x0C else Ready()
