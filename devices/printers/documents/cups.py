"""A printer behind CUPS: for those that speak IPP but take no PDF, which cupsd turns into what they take.

cupsd is only the way there. It says "completed" of jobs that lost their power half-way, so what came out is asked of
the printer itself, where the job bears the same name; one that can't be asked is unsuitable. "Printed" needs both.

A job of ours is gone when cupsd knows no such job any more, ended or not (it removes a job's files with the job), and
the printer has none either. Until then `status` is not `Ready`, whatever became of the terminal in between.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.printers.documents import reasons, record, wire
from devices.printers.documents.client import POLL_S, Client, Gone, Job
from devices.printers.documents.message import Group, number, text
from devices.printers.documents.outcomes import (
    Aborted,
    Cancelled,
    Hindered,
    Hindrance,
    NotPrinted,
    NotReady,
    Offline,
    Order,
    Overdue,
    Printed,
    PrinterStatus,
    PrintOutcome,
    Progress,
    Ready,
    Unknown,
    WhyNot,
    WhyUnknown,
)
from devices.printers.documents.record import JobRecord, State
from devices.printers.documents.turn import Turn

SOCKET = Path("/run/cups/cups.sock")
_SPOOLER_SILENCE_S = 3.0  # cupsd is on this machine: if it does not answer, it is gone
_ROUNDING_S = 2.0  # of printer-up-time, twice
_WALL_CLOCK = 10**9  # a printer-up-time that counts from 1970 tells of no restart


@dataclass(slots=True)
class _Device:
    """The printer behind the queue. up_time: its printer-up-time at `asked_at` (monotonic). had_it: it had our job."""

    client: Client
    up_time: int | None
    asked_at: float
    had_it: bool = False


class CupsPrinter(Turn):
    """A `DocumentPrinter`. queue: its name at the cupsd of `spooler`, whose device is ipp:// or ipps://.

    ca, owner: as for `IppPrinter`; `ca` is for asking the printer, cupsd has its own opinion of certificates.
    """

    def __init__(self, queue: str, spooler: Path = SOCKET, ca: Path | None = None, owner: str = "madoguchi") -> None:
        super().__init__()
        self._spooler = Client(wire.queue_of(spooler, queue), owner)
        self._ca = ca
        self._owner = owner

    def _look(self) -> PrinterStatus:
        device = self._find_device()
        return device if not isinstance(device, tuple) else device[0]

    def _find_device(self) -> NotReady | tuple[Ready | Hindered, _Device]:
        """How queue and printer are together, and the printer."""
        queue = self._spooler.printer(("device-uri", *reasons.ASKED))
        if isinstance(queue, NotReady):
            return Offline(spooler=True) if isinstance(queue, Offline) else queue
        # Also while the printer is mute: cupsd would give it the document as soon as it speaks again.
        left = self._spooler.forget_all()
        # What cupsd says about paper and toner is of the last job, however long ago: only the printer knows.
        status = reasons.status_of({**queue, "printer-state-reasons": ("none",)}, reasons.NEEDS)
        client = self._device_of(queue)
        if client is None:
            return Hindered(frozenset({Hindrance.UNSUITABLE}))
        printer = client.printer(("printer-up-time", *reasons.ASKED))
        if isinstance(printer, NotReady):
            return printer
        device = _Device(client, number(printer, "printer-up-time"), time.monotonic())
        for now in (reasons.status_of(printer, reasons.PAPER_NEEDS), left, client.let_go()):
            status = reasons.with_other_jobs(status, now) if isinstance(now, bool) else _both(status, now)
        return (status, device) if isinstance(status, Ready | Hindered) else status

    def _device_of(self, queue: Group) -> Client | None:
        uri, _, _ = (text(queue, "device-uri") or "").partition("?")
        try:
            return Client(wire.peer_of(uri, self._ca), self._owner)
        except (ValueError, OSError):
            return None

    # --- printing ----------------------------------------------------------------------------------------------------

    def _print(self, order: Order, cancel: threading.Event, progress: Callable[[Progress], None]) -> PrintOutcome:
        deadline = time.monotonic() + order.within_s
        found = self._find_device()
        if not isinstance(found, tuple):
            return NotPrinted(found)
        status, device = found
        if not isinstance(status, Ready):
            return NotPrinted(status)
        job = self._spooler.create(order)
        if not isinstance(job, Job):
            return NotPrinted(Offline(spooler=True) if isinstance(job, Offline) else job)
        end = self._spooler.send(job, order.pdf, deadline, cancel)
        seen = self._watch(job, device, deadline, cancel, progress) if end is None else end
        outcome = self._settle(job, device, order, seen)
        # Last of all, also of a job that would not end: the printer has been told by then. What cupsd does not forget
        # now, `status` goes on asking for.
        self._spooler.purge_and_wait(job)
        return outcome

    def _watch(
        self,
        job: Job,
        device: _Device,
        deadline: float,
        cancel: threading.Event,
        progress: Callable[[Progress], None],
    ) -> JobRecord | WhyNot | WhyUnknown:
        """Until cupsd has done with the job, or it has to be ended."""
        told, now = None, Progress(0)
        heard = time.monotonic()
        while time.monotonic() < deadline:
            seen = self._spooler.record_of(job)
            if isinstance(seen, Gone):
                return WhyUnknown.SPOOLER_LOST
            if isinstance(seen, JobRecord):
                heard = time.monotonic()
                if seen.ended:
                    return seen
                if seen.state is State.STOPPED:
                    return Aborted(bad_document=True)  # a filter failed; cupsd would keep it for ever
                now = _progress(device, job.name, now)
                if now != told:
                    progress(now)
                    told = now
            elif time.monotonic() - heard >= _SPOOLER_SILENCE_S:
                return WhyUnknown.SPOOLER_LOST
            if cancel.wait(POLL_S):
                return Cancelled()
        return Overdue(now.waiting_for)

    def _settle(self, job: Job, device: _Device, order: Order, seen: JobRecord | WhyNot | WhyUnknown) -> PrintOutcome:
        """First cupsd lets go, then the printer is asked (and told to let go, too)."""
        why = None
        if isinstance(seen, WhyUnknown):
            self._spooler.cancel(job)  # should it be back
        elif not isinstance(seen, JobRecord):
            why, seen = seen, self._spooler.cancel_and_wait(job)
        at_device = _at_device(device, job.name)
        if isinstance(at_device, Gone) and self._spooler.purge_and_wait(job):
            # An ended job's backend lives on for a few seconds, and may have sent the job only now.
            at_device = _at_device(device, job.name)
        if isinstance(seen, WhyUnknown):
            return Unknown(WhyUnknown.SPOOLER_LOST)  # it may come back with the document
        if isinstance(at_device, WhyUnknown):
            return Unknown(at_device)
        if isinstance(at_device, Gone):
            # It has been on all the time and never heard of the job. Unless cupsd insists, nothing was ever sent.
            completed = seen.state is State.COMPLETED
            return Unknown(WhyUnknown.DISAGREE) if completed else NotPrinted(why or Aborted())
        outcome = record.conclude(at_device, order, why)
        if isinstance(outcome, Printed) and seen.state is not State.COMPLETED:
            return Unknown(WhyUnknown.DISAGREE)
        return outcome


def _at_device(device: _Device, name: str) -> JobRecord | Gone | WhyUnknown:
    """The printer's record of the job, ended; `Gone` if it never had one."""
    job = _find(device.client, name)
    if job is None:
        return WhyUnknown.PRINTER_SILENT
    if isinstance(job, Job):
        return device.client.cancel_and_wait(job)
    return WhyUnknown.RECORD_LOST if device.had_it or not _was_on_all_the_time(device) else Gone()


def _find(client: Client, name: str) -> Job | Gone | None:
    """None: it does not answer."""
    for which in ("not-completed", "completed"):
        jobs = client.jobs(which)
        if isinstance(jobs, NotReady):
            return None
        for job in jobs:
            if job.name == name:
                return job
    return Gone()


def _was_on_all_the_time(device: _Device) -> bool:
    printer = device.client.printer(("printer-up-time",))
    now = None if isinstance(printer, NotReady) else number(printer, "printer-up-time")
    if now is None or device.up_time is None or device.up_time > _WALL_CLOCK:
        return False
    return now - device.up_time >= time.monotonic() - device.asked_at - _ROUNDING_S


def _progress(device: _Device, name: str, before: Progress) -> Progress:
    jobs = device.client.jobs()
    sides = before.sides
    for job in () if isinstance(jobs, NotReady) else jobs:
        if job.name == name:
            device.had_it = True
            seen = device.client.record_of(job)
            sides = (seen.sides or sides) if isinstance(seen, JobRecord) else sides
    return Progress(sides, device.client.standstill())


def _both(one: PrinterStatus, other: PrinterStatus) -> PrinterStatus:
    """What holds for queue and printer together."""
    if not isinstance(one, Ready | Hindered):
        return one
    if not isinstance(other, Ready | Hindered):
        return other
    hindrances = frozenset[Hindrance]().union(*(s.hindrances for s in (one, other) if isinstance(s, Hindered)))
    cautions = one.cautions | other.cautions
    return Hindered(hindrances, cautions) if hindrances else Ready(cautions)
