"""A printer's own record of a job (RFC 8011 5.3), and what may be concluded from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from devices.printers.documents.message import Group, number, text
from devices.printers.documents.outcomes import (
    Aborted,
    NotPrinted,
    Order,
    PartlyPrinted,
    Printed,
    PrintOutcome,
    Unknown,
    WhyNot,
    WhyUnknown,
)

ASKED = ("job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed")

_BAD_DOCUMENT = frozenset(
    {"document-format-error", "document-unprintable-error", "document-password-error", "unsupported-document-format"}
)


class State(IntEnum):
    """job-state (RFC 8011 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class JobRecord:
    """sides: job-impressions-completed; None if the printer does not count."""

    state: State
    reasons: frozenset[str]
    sides: int | None

    @property
    def ended(self) -> bool:
        """Nothing more will happen to it."""
        return self.state >= State.CANCELED


def read_record(job: Group, name: str) -> JobRecord | None:
    """The record, or None if it is another job's (ids begin again after a power cut) or makes no sense."""
    state = number(job, "job-state")
    if text(job, "job-name") != name or state not in tuple(State):
        return None
    sides = number(job, "job-impressions-completed")
    reasons = frozenset(map(str, job.get("job-state-reasons", ())))
    return JobRecord(State(state), reasons, sides if sides is not None and sides >= 0 else None)


def conclude(record: JobRecord, order: Order, why_we_ended_it: WhyNot | None) -> PrintOutcome:
    """From the record of a job that has ended. why_we_ended_it: if it was us who cancelled it."""
    if not record.ended:
        raise AssertionError("the job goes on")
    if record.sides is None:
        return Unknown(WhyUnknown.NO_COUNT)
    if record.state is State.COMPLETED:
        if "job-completed-successfully" not in record.reasons:
            return Unknown(WhyUnknown.DISAGREE)
        return Printed(record.sides) if record.sides in _whole(order) else Unknown(WhyUnknown.COUNT_DIFFERS)
    if record.sides == 0:
        return NotPrinted(why_we_ended_it or Aborted(bad_document=bool(_BAD_DOCUMENT & record.reasons)))
    if record.sides < min(_whole(order)):
        return PartlyPrinted(record.sides)
    return Unknown(WhyUnknown.DISAGREE)  # ended early, and yet every side is out


def _whole(order: Order) -> frozenset[int]:
    """How many impressions a whole set may count: the empty back of an odd last page may be one."""
    backs = order.sides % 2 if order.duplex else 0
    return frozenset({order.sides * order.copies, (order.sides + backs) * order.copies})
