"""The document printer, as the terminal sees it.

    printer: DocumentPrinter = IppPrinter("ipps://printer.local/ipp/print", ca=...) | CupsPrinter("certificates")
    if not isinstance(printer.status(), Ready): ...          # before payment
    match printer.print(Order(pdf, sides=2), cancel, progress):
        case Printed(): ...
        case NotPrinted(why): ...                            # nothing came out: no charge
        case PartlyPrinted(sides): ...                       # void; take what came out
        case Unknown(why): ...                               # staff must look

Whatever `print` answers, nothing of the job is left in printer or spool as far as they can be reached; the driver keeps
no byte of the document. If a printer could not be made to let a job go (it is silent), `status()` and `print()` go on
trying, and until they succeed the answer is `Hindered(OTHER_JOB)` or `Offline`, and nothing else is sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from devices.printers.documents.outcomes import Order, PrinterStatus, PrintOutcome, Progress

# How long `print` may go on after the order's time has passed or it was cancelled: cancel, wait for the end, purge.
# Usually a second or two; this is for a printer that finishes its sheet first, or falls silent at every question.
# An effect that prints has a deadline of at least `within_s + SETTLE_S`.
SETTLE_S = 45.0


def ignore_progress(_: Progress) -> None:
    """For callers that don't want to know."""


class DocumentPrinter(Protocol):
    """One printer; one call at a time (each from any thread). Expected trouble is a value, never raised."""

    def status(self) -> PrinterStatus:
        """How it is now; within about 5 s. Also lets go what an earlier job left behind."""
        ...

    def print(
        self,
        order: Order,
        cancel: threading.Event | None = None,
        progress: Callable[[Progress], None] = ignore_progress,
    ) -> PrintOutcome:
        """Print one set, and come back when it is settled: at most `order.within_s + SETTLE_S`.

        cancel: set from another thread, it ends the job (cancel, wait for its end, purge); what it answers then is
        still the truth: `Printed` if everything was out already, `PartlyPrinted`, or `NotPrinted(Cancelled())`.
        progress: called in the calling thread whenever it changes; must not block. When it says `waiting_for`, the
        caller decides whether to wait for staff (until `within_s`) or to cancel.
        """
        ...
