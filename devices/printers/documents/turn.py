"""One call at a time: whoever comes while a set is printed hears that the printer is busy, and touches nothing."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from devices.printers.documents.outcomes import (
    Hindered,
    Hindrance,
    NotPrinted,
    Order,
    PrinterStatus,
    PrintOutcome,
    Progress,
)
from devices.printers.documents.printer import ignore_progress

_BUSY = Hindered(frozenset({Hindrance.OTHER_JOB}))


class Turn(ABC):
    """The common part of the drivers: a worker that was given up may still be settling when the next one comes."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def status(self) -> PrinterStatus:
        """See `DocumentPrinter`."""
        if not self._turn.acquire(blocking=False):
            return _BUSY
        try:
            return self._look()
        finally:
            self._turn.release()

    def print(
        self,
        order: Order,
        cancel: threading.Event | None = None,
        progress: Callable[[Progress], None] = ignore_progress,
    ) -> PrintOutcome:
        """See `DocumentPrinter`."""
        if not self._turn.acquire(blocking=False):
            return NotPrinted(_BUSY)
        try:
            return self._print(order, cancel or threading.Event(), progress)
        finally:
            self._turn.release()

    @abstractmethod
    def _look(self) -> PrinterStatus: ...

    @abstractmethod
    def _print(self, order: Order, cancel: threading.Event, progress: Callable[[Progress], None]) -> PrintOutcome: ...
