"""What can come of each step between the resident's confirmation and the paper in her hand. Closed unions.

None of these values holds a byte of the document, a name or a number of hers.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from enum import Enum

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.receipts import outcomes as receipts
from kiosk.portal_outcomes import PortalTrouble

# --- before anything: the devices -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PaperReady:
    """Everything that a certificate needs here is ready, by the devices' own word a moment ago.

    fees: whether this terminal takes any; otherwise it hands out only what is free.
    """

    fees: bool = True


@dataclass(frozen=True, slots=True)
class NoPaperHere:
    """This terminal has no document printer."""


@dataclass(frozen=True, slots=True)
class NoWayToPay:
    """It costs something, and this terminal takes no money."""


@dataclass(frozen=True, slots=True)
class PrinterNotReady:
    """The document printer can't print now."""

    why: printing.NotReady


@dataclass(frozen=True, slots=True)
class ReceiptsNotReady:
    """The receipt printer can't print now, and money without a receipt is not taken."""

    why: receipts.ReceiptStatus


@dataclass(frozen=True, slots=True)
class PaymentNotReady:
    """The fee can't be taken now."""

    why: money.CoinsNotPossible | money.AmountNotPossible | money.OtherPaymentOpen | money.BooksNotWritable


@dataclass(frozen=True, slots=True)
class DeskBusy:
    """The last issue is still being put away: money comes out, or a printer is silent."""


NotReady = NoPaperHere | NoWayToPay | PrinterNotReady | ReceiptsNotReady | PaymentNotReady | DeskBusy
LookOutcome = PaperReady | NotReady


@dataclass(frozen=True, slots=True)
class CoinsCompared:
    """The coin unit's own counters beside the books. yen: so much more is in it; None: it can't be asked now, being
    silent or at work, or the books can't be read.
    """

    yen: int | None


# --- issue ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True, weakref_slot=True, eq=False)
class Document:
    """The verified bytes. Held by the desk alone, until the printer has settled or the stay ends."""

    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Issued:
    """The document is here and has been verified; nothing has moved yet. yen: for all copies. way: to pay here.

    document: so that the session can watch that it goes; it keeps nothing alive.
    """

    yen: int
    way: money.Way
    document: weakref.ref[Document] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What came is not what this session asked for, or not whole, or not sealed. Nothing was printed."""

    incident: str


IssueOutcome = Issued | Mismatch | NotReady | PortalTrouble

# --- pay --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotIssued:
    """There is no transaction (any more): the stay was ended meanwhile."""


@dataclass(frozen=True, slots=True)
class Unpaid:
    """No payment came about; `money` says where what was put in is now. slip: to be shown at the counter, if owed."""

    money: money.Closed


PayOutcome = money.Paid | Unpaid | PaymentNotReady | ReceiptsNotReady | NotIssued

# --- print ------------------------------------------------------------------------------------------------------------


class ReceiptFate(Enum):
    """What became of the receipt."""

    NONE = "none"  # nothing was paid
    PRINTED = "printed"
    MISSING = "missing"  # it did not come out, or nobody knows: the counter writes one


@dataclass(frozen=True, slots=True)
class Delivered:
    """All of it is out: the printer itself said so. incident: only where the money needs somebody."""

    copies: int
    money: money.Closed | None
    receipt: ReceiptFate
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class NothingCame:
    """No side came out and none will. No charge."""

    why: printing.WhyNot
    money: money.Closed | None
    incident: str


@dataclass(frozen=True, slots=True)
class PartCame:
    """Some sides came out: the set is void. No charge."""

    money: money.Closed | None
    incident: str


@dataclass(frozen=True, slots=True)
class NobodyKnows:
    """What came out must be looked at by the staff; they decide about paper and money."""

    why: printing.WhyUnknown
    money: money.Closed | None
    incident: str


PrintOutcome = Delivered | NothingCame | PartCame | NobodyKnows | NotIssued

# --- staff decide -----------------------------------------------------------------------------------------------------


class Decision(Enum):
    """What the staff say about a set that nobody knew about."""

    GOOD = "good"  # the resident has all of it
    VOID = "void"  # taken back and crossed out; the fee is given back
    VOID_AND_AGAIN = "void_and_again"  # the same, and she may ask for it anew


@dataclass(frozen=True, slots=True)
class Decided:
    """The staff have looked. money: as the decision leaves it. receipt: 領収書 if good, 返金票 if void."""

    decision: Decision
    money: money.Closed
    receipt: ReceiptFate


@dataclass(frozen=True, slots=True)
class NoDecision:
    """Nobody came in time."""


# --- staff have cleared away ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cleared:
    """The tray is empty, and nothing is on its way: the next resident may come."""


ClearOutcome = Cleared | PrinterNotReady | DeskBusy
"""Otherwise the tray stays as it was: the printer may still put out a sheet of hers."""
