"""A job that was lost with its printer must not come out for whoever stands there then.

A mute printer keeps what it has, and prints it when it speaks again; cupsd would send it then. Asking a driver how it
is also lets go what it finds of ours (`DocumentPrinter.status`), so it is asked until it answers and holds no job.
"""

from __future__ import annotations

import threading

from devices.printers.documents.outcomes import Hindered, Hindrance, PrinterStatus, Ready
from kiosk.paper.parts import Parts

ASK_EVERY_S = 1.0


class LostJob:
    """One thread, which lives only while a job is lost."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._asking = False

    def ask_until_gone(self) -> None:
        """Doesn't block."""
        with self._lock:
            if self._asking or self._parts.printer is None:
                return
            self._asking = True
        threading.Thread(target=self._ask, name="paper-lost-job", daemon=True).start()

    @property
    def asking(self) -> bool:
        """Whether something may still come out."""
        return self._asking

    def close(self) -> None:
        """Ask no more."""
        self._closed.set()

    def _ask(self) -> None:
        printer, turn = self._parts.printer, self._parts.turn
        if printer is None:
            raise AssertionError("no printer, no job")
        while True:
            with turn:
                status = printer.status()
            if _holds_nothing(status):
                break
            if self._closed.wait(ASK_EVERY_S):
                break
        with self._lock:
            self._asking = False


def _holds_nothing(status: PrinterStatus) -> bool:
    """It answers, and has no job; that it lacks toner doesn't matter here."""
    return isinstance(status, Ready) or (isinstance(status, Hindered) and Hindrance.OTHER_JOB not in status.hindrances)
