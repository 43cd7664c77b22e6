"""Single questions to one printer, or to one queue of cupsd, which speaks the same language."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass

from devices.printers.documents import reasons, record, wire
from devices.printers.documents.message import Answer, Attribute, Group, Operation, Tag, number, text
from devices.printers.documents.outcomes import (
    Cancelled,
    Hindered,
    Hindrance,
    NotReady,
    Offline,
    Order,
    Refused,
    Unclear,
    Untrusted,
    WhyNot,
    WhyUnknown,
)
from devices.printers.documents.record import JobRecord
from devices.printers.documents.wire import Peer, WireTrouble

ANSWER_S = 5.0  # for one exchange without a document
POLL_S = 0.2
END_S = 15.0  # so long a cancelled job may take to end: the sheet that is on its way comes out first
PURGE_S = 6.0  # so long cupsd may keep a job that it was told to purge: it waits for the job's backend (JobKillDelay)
_HIGH_QUALITY = 5
_NOT_FOUND = 0x0406
_BUSY = (0x0506, 0x0507)  # not-accepting-jobs, busy


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its id there, and the name that proves it is ours. Ids begin again after a restart, names never do."""

    id: int
    name: str


class Gone:
    """It answers, and has no such job."""


def new_name(owner: str) -> str:
    """A name that says nothing, and comes only once."""
    return f"{owner}-{secrets.token_hex(16)}"


class Client:
    """owner: who asks (requesting-user-name), and how the names of our jobs begin."""

    def __init__(self, peer: Peer, owner: str) -> None:
        self._peer = peer
        self._owner = owner

    # --- the printer -------------------------------------------------------------------------------------------------

    def printer(self, attributes: tuple[str, ...]) -> Group | NotReady:
        """What it says about itself."""
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, _requested(attributes))
        if not isinstance(answer, Answer):
            return _not_ready(answer)
        if answer.status == _NOT_FOUND:
            return Unclear("no-such-printer")
        if not answer.ok or len(answer.groups) != 1:
            return Unclear("get-printer-attributes")
        return answer.groups[0]

    def standstill(self) -> frozenset[Hindrance]:
        """What it is waiting for; nothing if it doesn't say."""
        printer = self.printer(("printer-state", "printer-state-reasons"))
        return frozenset() if isinstance(printer, NotReady) else reasons.standstill(printer)

    def jobs(self, which: str = "not-completed") -> tuple[Job, ...] | NotReady:
        """Every job that is not over, or that is ("completed", as far as it remembers)."""
        asked: Attribute = (Tag.KEYWORD, "which-jobs", which)
        answer = self._ask(Operation.GET_JOBS, [asked, *_requested(("job-id", "job-name"))])
        if not isinstance(answer, Answer):
            return _not_ready(answer)
        if answer.status == _NOT_FOUND:
            return ()
        if not answer.ok:
            return Unclear("get-jobs")
        found = [(number(group, "job-id"), text(group, "job-name") or "") for group in answer.groups]
        return tuple(Job(id, name) for id, name in found if id is not None)

    def let_go(self) -> bool | NotReady:
        """Cancel what an earlier job of ours left behind. Whether anybody's job is there now."""
        jobs = self.jobs()
        if isinstance(jobs, NotReady):
            return jobs
        for job in self._ours(jobs):
            self.cancel(job)
        if not jobs:
            return False
        jobs = self.jobs()
        return jobs if isinstance(jobs, NotReady) else bool(jobs)

    def forget_all(self) -> bool | NotReady:
        """Of cupsd: let go, and have it forget ours that are over. Whether a live job, or any of ours, is there now."""
        alive = self.let_go()
        if isinstance(alive, NotReady):
            return alive
        over = self._over()
        if isinstance(over, list) and over:
            for job in over:
                self.purge(job)
            over = self._over()
        return alive or bool(over) if isinstance(over, list) else over

    def _over(self) -> list[Job] | NotReady:
        jobs = self.jobs("completed")
        return jobs if isinstance(jobs, NotReady) else self._ours(jobs)

    def _ours(self, jobs: tuple[Job, ...]) -> list[Job]:
        return [job for job in jobs if job.name.rpartition("-")[0] == self._owner]

    # --- a job -------------------------------------------------------------------------------------------------------

    def create(self, order: Order) -> Job | WhyNot:
        """A job without a document; whatever goes wrong here, there is nothing that could be printed."""
        name = new_name(self._owner)
        about: list[Attribute] = [
            (Tag.NAME, "job-name", name),
            (Tag.BOOLEAN, "ipp-attribute-fidelity", True),  # refuse rather than print another way
        ]
        answer = self._ask(Operation.CREATE_JOB, [self._user(), *about], _job_attributes(order))
        if not isinstance(answer, Answer):
            return _not_ready(answer)
        if not answer.ok:
            busy = Hindered(frozenset({Hindrance.NOT_ACCEPTING}))
            return busy if answer.status in _BUSY else Refused(answer.status)
        id = number(answer.groups[0], "job-id") if answer.groups else None
        return Job(id, name) if id is not None else Unclear("create-job")

    def send(self, job: Job, pdf: bytes, deadline: float, cancel: threading.Event) -> WhyNot | None:
        """None: it has the document, or may have it. Else why the job is to be ended. deadline: monotonic seconds."""
        document: list[Attribute] = [
            (Tag.MIME_TYPE, "document-format", reasons.PDF),
            (Tag.BOOLEAN, "last-document", True),
        ]
        answer = wire.exchange(
            self._peer,
            Operation.SEND_DOCUMENT,
            [(Tag.INTEGER, "job-id", job.id), self._user(), *document],
            document=pdf,
            within_s=max(0.0, deadline - time.monotonic()),
            cancel=cancel,
        )
        if isinstance(answer, Answer) and not answer.ok:
            return Refused(answer.status)
        return Cancelled() if isinstance(answer, wire.CalledOff) else None

    def record_of(self, job: Job) -> JobRecord | Gone | WireTrouble:
        """What it says about the job now."""
        asked = [(Tag.INTEGER, "job-id", job.id), self._user(), *_requested(record.ASKED)]
        answer = self._ask(Operation.GET_JOB_ATTRIBUTES, asked)
        if not isinstance(answer, Answer):
            return answer
        if answer.status == _NOT_FOUND:
            return Gone()
        if not answer.ok or len(answer.groups) != 1:
            return wire.Babble("get-job-attributes")
        return record.read_record(answer.groups[0], job.name) or Gone()

    def cancel(self, job: Job) -> None:
        """Ask for it; whether it happened, its record says."""
        self._ask(Operation.CANCEL_JOB, [(Tag.INTEGER, "job-id", job.id), self._user()])

    def purge(self, job: Job) -> None:
        """Have cupsd forget an ended job with its document; of a job that goes on, the printer would never be told.

        It answers "ok" and keeps the job while the job's backend lives on (2.4.2), so its word is not worth much.
        """
        purge: Attribute = (Tag.BOOLEAN, "purge-job", True)
        self._ask(Operation.CANCEL_JOB, [(Tag.INTEGER, "job-id", job.id), self._user(), purge])

    def purge_and_wait(self, job: Job) -> bool:
        """Purge until cupsd knows no such job; False if it still does, or doesn't say."""
        until = time.monotonic() + PURGE_S
        nobody = threading.Event()
        while True:
            self.purge(job)
            seen = self.record_of(job)
            if not isinstance(seen, JobRecord):
                return isinstance(seen, Gone)
            if time.monotonic() >= until:
                return False
            nobody.wait(POLL_S)

    def cancel_and_wait(self, job: Job) -> JobRecord | WhyUnknown:
        """Cancel until it has ended."""
        until = time.monotonic() + END_S
        nobody = threading.Event()
        why = WhyUnknown.PRINTER_SILENT
        while True:
            seen = self.record_of(job)
            if isinstance(seen, Gone):
                return WhyUnknown.RECORD_LOST
            if isinstance(seen, JobRecord):
                if seen.ended:
                    return seen
                why = WhyUnknown.NOT_ENDED
            if time.monotonic() >= until:
                return why
            self.cancel(job)
            nobody.wait(POLL_S)

    def _user(self) -> Attribute:
        return (Tag.NAME, "requesting-user-name", self._owner)

    def _ask(
        self, operation: Operation, attributes: list[Attribute], job_attributes: list[Attribute] | None = None
    ) -> Answer | WireTrouble:
        return wire.exchange(self._peer, operation, attributes, job_attributes or (), within_s=ANSWER_S)


def _job_attributes(order: Order) -> list[Attribute]:
    return [
        (Tag.KEYWORD, "media", reasons.A4),
        (Tag.KEYWORD, "sides", reasons.LONG_EDGE if order.duplex else reasons.ONE_SIDE),
        (Tag.KEYWORD, "print-scaling", reasons.EXACT_SCALE),
        (Tag.ENUM, "print-quality", _HIGH_QUALITY),
        (Tag.INTEGER, "copies", order.copies),
    ]


def _requested(names: tuple[str, ...]) -> list[Attribute]:
    return [(Tag.KEYWORD, "requested-attributes", list(names))]


def _not_ready(trouble: WireTrouble) -> NotReady:
    match trouble:
        case wire.Impostor():
            return Untrusted()
        case wire.Babble(where):
            return Unclear(where)
        case wire.Silence() | wire.CalledOff():
            return Offline()
