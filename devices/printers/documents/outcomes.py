"""What a document printer can be like, and what can come of printing: closed unions, to be matched exhaustively.

Nothing in here prints anything personal: the document's bytes carry `repr=False`, job names are random.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Hindrance(Enum):
    """Why a printer that answers can't print now (IPP: printer-state, printer-state-reasons; RFC 8011 5.4.12)."""

    PAPER_OUT = "paper_out"  # media-empty, media-needed; other paper than A4 in it
    TRAY_MISSING = "tray_missing"  # input-tray-missing
    JAM = "jam"  # media-jam
    COVER_OPEN = "cover_open"  # cover-open, door-open, interlock-open
    TONER_OUT = "toner_out"  # toner-empty, marker-supply-empty, a cartridge that is missing
    OUTPUT_FULL = "output_full"  # output-area-full
    STOPPED = "stopped"  # somebody paused it, or it stopped itself and gives no other reason
    NOT_ACCEPTING = "not_accepting"  # takes no jobs
    UNSUITABLE = "unsuitable"  # can't do what certificates need: A4, both sides, exact scale, PDF, keeping a record
    OTHER_JOB = "other_job"  # works for somebody else, or still holds a job of ours that it does not let go
    FAULT = "fault"  # any other error: for the technician


class Caution(Enum):
    """It prints, but somebody should come."""

    PAPER_LOW = "paper_low"
    TONER_LOW = "toner_low"
    OUTPUT_NEARLY_FULL = "output_nearly_full"
    OTHER = "other"


# --- how it is -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """A set sent now will be printed, as far as the printer knows."""

    cautions: frozenset[Caution] = frozenset()


@dataclass(frozen=True, slots=True)
class Hindered:
    """It answers, and can't print. At least one hindrance; several are possible."""

    hindrances: frozenset[Hindrance]
    cautions: frozenset[Caution] = frozenset()


@dataclass(frozen=True, slots=True)
class Offline:
    """Nobody answers: switched off, cable out, name unknown; `spooler`: it is cupsd that is silent."""

    spooler: bool = False


@dataclass(frozen=True, slots=True)
class Untrusted:
    """Somebody answers whose TLS certificate is not the printer's (ipps)."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """It answers something that makes no sense. `where` is a fixed word of ours, never printer data."""

    where: str


NotReady = Hindered | Offline | Untrusted | Unclear
PrinterStatus = Ready | NotReady


# --- what is to be printed -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """One set of paper. pdf: the verified bytes. sides: pages of one copy, as the signed answer says.

    within_s: how long printing may take; after it the job is cancelled (paper that came out is reported).
    """

    pdf: bytes = field(repr=False)
    sides: int
    copies: int = 1
    duplex: bool = True
    within_s: float = 120.0

    def __post_init__(self) -> None:
        if self.sides < 1 or self.copies < 1 or self.within_s <= 0:
            raise ValueError("an order has at least one side, one copy and some time")


@dataclass(frozen=True, slots=True)
class Progress:
    """While it prints. sides: out so far, all copies. waiting_for: why it stands still (empty: it does not)."""

    sides: int
    waiting_for: frozenset[Hindrance] = frozenset()


# --- what came of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """All sides of all copies are out: the printer's own job record says so. impressions: as it counts them."""

    impressions: int


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """No side came out, and none will: nothing was sent, or the printer's record of the ended job counts none."""

    why: WhyNot


@dataclass(frozen=True, slots=True)
class PartlyPrinted:
    """The printer's record of the ended job counts some sides, not all; no more will come. The set is void."""

    sides: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say what came out: staff must look. `why` is for the log and the technician."""

    why: WhyUnknown


PrintOutcome = Printed | NotPrinted | PartlyPrinted | Unknown


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller called it off."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """`within_s` passed before anything came out. hindrances: what the printer was waiting for at the end."""

    hindrances: frozenset[Hindrance] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    """The printer or the spooler did not take the job. status: IPP status code (RFC 8011 appendix B)."""

    status: int


@dataclass(frozen=True, slots=True)
class Aborted:
    """The printer gave the job up; bad_document: because it could not read the PDF."""

    bad_document: bool = False


WhyNot = NotReady | Cancelled | Overdue | Refused | Aborted


class WhyUnknown(Enum):
    """Why nobody can say what came out."""

    PRINTER_SILENT = "printer_silent"  # it stopped answering while it had the job
    RECORD_LOST = "record_lost"  # it answers, but knows nothing of the job (power cut, restart)
    NO_COUNT = "no_count"  # it says how the job ended, but not how many sides came out
    COUNT_DIFFERS = "count_differs"  # "completed", but with another number of sides
    NOT_ENDED = "not_ended"  # cancelled, but the job did not end in time: sides may still come
    SPOOLER_LOST = "spooler_lost"  # cupsd went away, or forgot the job
    DISAGREE = "disagree"  # the record contradicts itself, or cupsd the printer
