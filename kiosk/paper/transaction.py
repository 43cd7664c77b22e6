"""One request on its way from the confirmation to the paper, and what is said of it to the gateway."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from gateway.contract.certificates import Kind, Payment, Result
from kiosk.paper.outcomes import Decided, Document, ReceiptFate


class Stage(Enum):
    """How far a transaction has come."""

    ASKED = "asked"
    ISSUED = "issued"
    PAID = "paid"
    PRINTING = "printing"


@dataclass(slots=True, eq=False)
class Transaction:
    """request: the id from confirmation to paper. ended: the stay is over. stop_paying: ends the wait for money."""

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


def reported(way: money.Way, closed: money.Closed | None) -> Payment:
    """How the money stands, in the gateway's words. closed: None if no payment was begun."""
    match way:
        case money.Way.FREE:
            return Payment(way="free", state="nothing", yen=0)
        case money.Way.COUNTER:
            name: Literal["counter", "coin_unit"] = "counter"
        case money.Way.COINS:
            name = "coin_unit"
        case _:
            assert_never(way)
    match closed:
        case None:
            return Payment(way=name, state="nothing", yen=0)
        case money.Settled(kept=kept):
            return Payment(way=name, state="earned", yen=kept)
        case money.Refunded(returned=returned):
            return Payment(way=name, state="returned" if returned else "nothing", yen=returned)
        case money.OwedBack(owed=owed):
            return Payment(way=name, state="owed", yen=owed)
        case money.StaffDecide(owed=owed, unclear=unclear):
            return Payment(way=name, state="unclear", yen=owed + unclear)
        case _:
            assert_never(closed)
