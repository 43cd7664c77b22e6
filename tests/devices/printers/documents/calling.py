"""A set being printed in a thread, as the terminal's worker does it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.printers.documents.outcomes import Order, PrintOutcome, Progress
from devices.printers.documents.printer import DocumentPrinter

SOON_S = 40.0


class Printing:
    """Begins at once. `cancel` is the worker's; `came` waits for the outcome."""

    def __init__(self, printer: DocumentPrinter, order: Order) -> None:
        self.cancel = threading.Event()
        self._news = threading.Condition()
        self._progress: list[Progress] = []
        self._outcome: list[PrintOutcome] = []
        self._thread = threading.Thread(target=self._run, args=(printer, order), daemon=True)
        self._thread.start()

    def _run(self, printer: DocumentPrinter, order: Order) -> None:
        outcome = printer.print(order, self.cancel, self._note)
        with self._news:
            self._outcome.append(outcome)
            self._news.notify_all()

    def _note(self, progress: Progress) -> None:
        with self._news:
            self._progress.append(progress)
            self._news.notify_all()

    def wait_for(self, until: Callable[[Progress], bool]) -> None:
        """Until some progress was such."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(until, self._progress)), SOON_S), self._progress

    def came(self) -> PrintOutcome:
        with self._news:
            assert self._news.wait_for(lambda: self._outcome, SOON_S), "print did not come back"
        self._thread.join(SOON_S)
        return self._outcome[0]
