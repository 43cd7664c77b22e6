"""A printer that speaks IPP Everywhere (PWG 5100.14) and takes PDF: it gets the very bytes, and is asked itself.

The job is created first and gets its document afterwards: its id is known before a byte of the document is out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.printers.documents import reasons, record, wire
from devices.printers.documents.client import POLL_S, Client, Gone, Job
from devices.printers.documents.outcomes import (
    Cancelled,
    NotPrinted,
    NotReady,
    Order,
    Overdue,
    PrinterStatus,
    PrintOutcome,
    Progress,
    Ready,
    Unknown,
    WhyUnknown,
)
from devices.printers.documents.record import JobRecord
from devices.printers.documents.turn import Turn

SILENCE_S = 12.0  # so long a printer may be mute in the middle of a job, before nobody believes in it any more


class IppPrinter(Turn):
    """A `DocumentPrinter`. uri, ca: see `wire.peer_of` (raises ValueError, OSError).

    owner: begins the names of our jobs; a job of this owner that is found while none should be there is cancelled. So
    everyone who prints here (two terminals, the technician's check) needs another one.
    """

    def __init__(self, uri: str, ca: Path | None = None, owner: str = "madoguchi") -> None:
        super().__init__()
        self._client = Client(wire.peer_of(uri, ca), owner)

    def _look(self) -> PrinterStatus:
        printer = self._client.printer(reasons.ASKED)
        if isinstance(printer, NotReady):
            return printer
        status = reasons.status_of(printer, reasons.NEEDS)
        return reasons.with_other_jobs(status, self._client.let_go())

    def _print(self, order: Order, cancel: threading.Event, progress: Callable[[Progress], None]) -> PrintOutcome:
        deadline = time.monotonic() + order.within_s
        status = self._look()
        if not isinstance(status, Ready):
            return NotPrinted(status)
        job = self._client.create(order)
        if not isinstance(job, Job):
            return NotPrinted(job)
        end = self._client.send(job, order.pdf, deadline, cancel)
        if end is None:
            seen = self._watch(job, deadline, cancel, progress)
            if isinstance(seen, JobRecord):
                return record.conclude(seen, order, None)
            if isinstance(seen, WhyUnknown):
                self._client.cancel(job)  # should it hear us
                return Unknown(seen)
            end = seen
        ended = self._client.cancel_and_wait(job)
        return record.conclude(ended, order, end) if isinstance(ended, JobRecord) else Unknown(ended)

    def _watch(
        self, job: Job, deadline: float, cancel: threading.Event, progress: Callable[[Progress], None]
    ) -> JobRecord | Cancelled | Overdue | WhyUnknown:
        """Until the job has ended, or has to be."""
        told, now = None, Progress(0)
        heard = time.monotonic()
        while time.monotonic() < deadline:
            seen = self._client.record_of(job)
            if isinstance(seen, Gone):
                return WhyUnknown.RECORD_LOST
            if isinstance(seen, JobRecord):
                heard = time.monotonic()
                if seen.ended:
                    return seen
                now = Progress(seen.sides or 0, self._client.standstill())
                if now != told:
                    progress(now)
                    told = now
            elif time.monotonic() - heard >= SILENCE_S:
                return WhyUnknown.PRINTER_SILENT
            if cancel.wait(POLL_S):
                return Cancelled()
        return Overdue(now.waiting_for)
