"""One request on its way from the confirmation to the paper, and what is said of it to the gateway."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from gateway.contract.certificates import Kind, Payment, Result, Sums
from kiosk.paper.outcomes import Decided, Document, ReceiptFate


class Stage(Enum):
    """How far a transaction has come."""

    ASKED = "asked"
    ISSUED = "issued"
    PAID = "paid"
    PRINTING = "printing"


@dataclass(slots=True, eq=False)
class Transaction:
    """request: the id from confirmation to paper. ended: the stay is over. stop_paying: ends the wait for money.
    small_paper: a 領収書 or 返金票 of it came out, or may have. unanswered: the gateway was asked and said nothing; it
    may hear the question later than that it was given up.
    """

    request: str
    kind: Kind
    copies: int
    yen: int
    way: money.Way
    stage: Stage = Stage.ASKED
    pages: int = 0
    number: str = ""
    document: Document | None = field(default=None, repr=False)
    received: int = 0
    working: bool = False
    small_paper: bool = False
    unanswered: bool = False
    ended: threading.Event = field(default_factory=threading.Event)
    stop_paying: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True, eq=False)
class Undecided:
    """A set that staff must look at. of: what is left of its transaction. money: until it is decided. decided: set when
    it is, or when the stay ends; came: what the staff said. slip: what became of the small paper, under `printing`.
    """

    of: Transaction
    money: money.Closed | None
    incident: str
    decided: threading.Event = field(default_factory=threading.Event)
    came: Decided | None = None
    slip: ReceiptFate | None = None
    printing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def request(self) -> str:
        """Its id."""
        return self.of.request


@dataclass(slots=True, eq=False)
class OnDesk:
    """All that the desk is about now; written under `lock`. slip: to be paid at the counter."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    now: Transaction | None = None
    undecided: Undecided | None = None
    slip: money.Slip | None = None


@dataclass(frozen=True, slots=True)
class Lying:
    """What the devices put out and nobody has said to have taken. void: sheets that count for nothing, or perhaps some.
    left: such sheets of somebody whose stay is over. untaken: good paper of somebody who went without a word.
    printing: sheets may be on their way. refund: the small paper is a 返金票.
    """

    paper: bool = False
    receipt: bool = False
    void: bool = False
    left: bool = False
    untaken: bool = False
    printing: bool = False
    refund: bool = False


def fate(outcome: printing.PrintOutcome) -> tuple[money.Delivery, Result]:
    """What a print outcome means for the money, and for the gateway."""
    match outcome:
        case printing.Printed():
            return money.Delivery.PRINTED, "printed"
        case printing.NotPrinted():
            return money.Delivery.NOT_PRINTED, "not_printed"
        case printing.PartlyPrinted():
            return money.Delivery.PARTLY, "partly_printed"
        case printing.Unknown():
            return money.Delivery.UNKNOWN, "unknown"
        case _:
            assert_never(outcome)


def result_of(closed: money.Closed) -> Result:
    """What the money says about the paper, long after: earned by a good set; a set that earned nothing is void."""
    match closed:
        case money.Settled():
            return "printed"
        case money.OwedBack(kept=kept):
            return "printed" if kept else "partly_printed"
        case money.Refunded():
            return "partly_printed"
        case money.StaffDecide():
            return "unknown"
        case _:
            assert_never(closed)


def reported(way: money.Way, closed: money.CloseOutcome | None) -> Payment:
    """How the money stands, in the gateway's words. closed: None if no payment was begun. What the books don't tell is
    unclear.
    """
    match way:
        case money.Way.FREE:
            return Payment(way="free", state="nothing", yen=0)
        case money.Way.COUNTER:
            name: Literal["counter", "coin_unit"] = "counter"
        case money.Way.COINS:
            name = "coin_unit"
        case _:
            assert_never(way)
    sums = _sums(closed)
    if sums.unclear or isinstance(closed, money.StaffDecide) or is_open(closed):
        return Payment(way=name, state="unclear", yen=sums.owed + sums.unclear, sums=sums)
    if sums.owed:
        return Payment(way=name, state="owed", yen=sums.owed, sums=sums)
    if sums.kept or isinstance(closed, money.Settled):
        return Payment(way=name, state="earned", yen=max(0, sums.kept), sums=sums)
    return Payment(way=name, state="returned" if sums.returned else "nothing", yen=sums.returned, sums=sums)


def is_open(closed: money.CloseOutcome | None) -> bool:
    """Whether there is a payment of which the books can't say (now) what became of it: a start finds it again."""
    return isinstance(closed, money.BooksNotWritable) or (isinstance(closed, money.NotNow) and closed.state is not None)


def _sums(closed: money.CloseOutcome | None) -> Sums:
    """Every yen. A coin unit that gave out too much leaves less than nothing in the books: that is told as kept."""
    match closed:
        case None | money.NotNow():
            return Sums(kept=0, returned=0, owed=0, unclear=0)
        case money.BooksNotWritable(held=held):
            return Sums(kept=0, returned=0, owed=0, unclear=held)
        case money.Settled(kept=kept, returned=returned):
            return Sums(kept=kept, returned=returned, owed=0, unclear=0)
        case money.Refunded(returned=returned):
            return Sums(kept=0, returned=returned, owed=0, unclear=0)
        case money.OwedBack(kept=kept, returned=returned, owed=owed):
            return Sums(kept=kept, returned=returned, owed=owed, unclear=0)
        case money.StaffDecide(returned=returned, owed=owed, unclear=unclear, kept=kept):
            return Sums(kept=kept + min(0, unclear), returned=returned, owed=owed, unclear=max(0, unclear))
        case _:
            assert_never(closed)
