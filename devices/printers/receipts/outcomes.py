"""What a receipt printer is, and what can come of printing: closed unions, to be matched exhaustively."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

# --- how it stands ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """Paper in, cover closed, on line: by its own word, a moment ago."""


@dataclass(frozen=True, slots=True)
class PaperNearEnd:
    """Prints, but staff should bring a new roll."""


@dataclass(frozen=True, slots=True)
class PaperOut:
    """The roll is empty."""


@dataclass(frozen=True, slots=True)
class CoverOpen:
    """The cover is open."""


@dataclass(frozen=True, slots=True)
class CutterError:
    """The cutter is stuck: paper may hang in it."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """Another error of the printer. lasting: it says that only switching off (or a repair) helps."""

    lasting: bool


@dataclass(frozen=True, slots=True)
class Offline:
    """Nobody there (no power, no cable, wrong address), or the printer says it is off line and gives no reason."""


class Doubt(Enum):
    """Why the state is not known."""

    SILENT = "silent"  # it is connected and answers nothing
    NONSENSE = "nonsense"  # it answers what no receipt printer answers
    LINE_LOST = "line_lost"  # the connection broke while we talked
    UNCLEARED = "uncleared"  # it does not confirm that nothing of an earlier receipt is left in it
    NO_RECEIPTS = "no_receipts"  # it does not report finished prints (GS ( H function 48): not usable here
    BUSY = "busy"  # another call of ours holds it
    CANCELLED = "cancelled"  # our caller called off before it was known


@dataclass(frozen=True, slots=True)
class StatusUnknown:
    """Not known, and never to be taken for ready."""

    why: Doubt


ReceiptStatus = Ready | PaperNearEnd | PaperOut | CoverOpen | CutterError | Faulty | Offline | StatusUnknown

# --- what came of printing -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer itself said that it has printed and cut this receipt. after: how it stood afterwards."""

    after: ReceiptStatus


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Undrawable:
    """It could not be drawn. missing: signs that no font has, as code points (U+845B U+E0102); or empty where a QR
    code does not fit the paper."""

    missing: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Called off by the caller."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Not finished by the deadline."""


Reason = PaperOut | CoverOpen | CutterError | Faulty | Offline | StatusUnknown | Undrawable | Cancelled | TimedOut


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """This receipt was not finished and will not be: nothing of it is left in the printer.

    begun: it had been started, so a piece of it may hang from the printer.
    """

    reason: Reason
    begun: bool = False


class PrintDoubt(Enum):
    """Why nobody can say whether a receipt came out."""

    LINE_LOST = "line_lost"  # the connection broke after everything had been sent: it may be printed
    UNCLEARED = "uncleared"  # it stopped and did not confirm that it forgot the rest: it may print later


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have come out, wholly or in part, or may come out yet. A matter for staff.

    stopped: how the printer stood when it was last heard of. Until the printer has confirmed that it is empty, every
    further `status` says `StatusUnknown(UNCLEARED)` and nothing else is printed.
    """

    why: PrintDoubt
    stopped: ReceiptStatus


ReceiptOutcome = Printed | NotPrinted | Unknown
