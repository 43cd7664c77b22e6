"""Paying, printing, and what is said of it. "Done" only after the printer said so."""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from gateway.contract.certificates import Offer
from kiosk.effects import Overdue
from kiosk.journey import Journey
from kiosk.journeys import certificates_fates as fates
from kiosk.journeys import certificates_troubles as troubles
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.paper.effects import AwaitDecision, Pay, PrintPaper, Taken
from kiosk.paper.outcomes import (
    Decided,
    Decision,
    Delivered,
    Issued,
    NobodyKnows,
    NoDecision,
    NothingCame,
    NotIssued,
    PartCame,
    PaymentNotReady,
    PayOutcome,
    PrintOutcome,
    ReceiptsNotReady,
    Unpaid,
)
from screens.page import Done


def pay_and_print(issued: Issued, offer: Offer, copies: int) -> Journey[bool]:
    """Whether it is to be done once more, as a new request. Ends by `Finished` or `ToMenu` otherwise."""
    paid: PayOutcome | Overdue = yield Pay(issued.yen, issued.way)
    match paid:
        case money.Paid():
            pass
        case Unpaid():
            return bool((yield fates.unpaid(paid)) == "again")
        case PaymentNotReady() | ReceiptsNotReady():
            yield troubles.devices(paid)
            raise ToMenu
        case NotIssued() | Overdue():
            yield troubles.issue_unknown()
            raise ToMenu
        case _:
            assert_never(paid)
    printed: PrintOutcome | Overdue = yield PrintPaper(issued.yen)
    return (yield from _say(printed, copies))


def _say(printed: PrintOutcome | Overdue, copies: int) -> Journey[bool]:
    match printed:
        case Delivered():
            yield from _take(fates.delivered(printed))
        case NothingCame():
            if (yield fates.nothing_came(printed)) == "again":
                return True
        case PartCame():
            choice = yield fates.part_came(printed)
            yield Taken()
            if choice == "again":
                return True
        case NobodyKnows():
            return (yield from _ask_staff(printed, copies))
        case NotIssued() | Overdue():
            yield troubles.print_unknown()
        case _:
            assert_never(printed)
    raise ToMenu


def _ask_staff(printed: NobodyKnows, copies: int) -> Journey[bool]:
    """They look at the paper; until then nobody says that it is there or not."""
    looked: Decided | NoDecision | Overdue = yield AwaitDecision(printed.incident)
    match looked:
        case Decided(decision=Decision.GOOD):
            yield from _take(fates.found_good(copies, looked))
        case Decided():
            choice = yield fates.found_void(printed.incident, looked)
            yield Taken()
            if choice == "again":
                return True
        case NoDecision() | Overdue():
            yield fates.nobody_came(printed)
        case _:
            assert_never(looked)
    raise ToMenu


def _take(page: Done) -> Journey[None]:
    """Until she says that she has everything."""
    choice = yield page
    yield Taken()
    raise ToMenu if choice == "more" else Finished
