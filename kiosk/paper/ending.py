"""How a transaction ends: by what is on paper, or killed before. Then it is reported, and the desk is free."""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from gateway.contract.certificates import Result
from kiosk.incident import new_number
from kiosk.paper.accounts import Accounts
from kiosk.paper.leftovers import Leftovers
from kiosk.paper.outcomes import Delivered, NobodyKnows, NothingCame, PartCame, PrintOutcome, ReceiptFate
from kiosk.paper.parts import Parts
from kiosk.paper.transaction import OnDesk, Stage, Transaction, Undecided, fate


class Ending:
    """Blocking; called on the desk's worker, or on a thread of its own when the stay ended between two steps."""

    def __init__(self, parts: Parts, desk: OnDesk, accounts: Accounts, leftovers: Leftovers) -> None:
        self._parts = parts
        self._desk = desk
        self._accounts = accounts
        self._leftovers = leftovers

    def settle(self, now: Transaction, outcome: printing.PrintOutcome) -> PrintOutcome:
        """What is on paper decides about the money; both are logged and reported."""
        delivery, result = fate(outcome)
        closed = self._parts.till.print_ended(now.request, delivery)
        ended = closed if isinstance(closed, money.Closed) else None
        fine = isinstance(outcome, printing.Printed) and isinstance(ended, money.Settled)
        incident = None if fine else new_number()
        match outcome:
            case printing.Printed():
                self._leftovers.came_out(paper=True)
            case printing.PartlyPrinted():
                self._leftovers.came_out(void=True)
            case printing.Unknown():
                self._leftovers.came_out(void=True)
                self._leftovers.job_lost()
            case printing.NotPrinted():
                pass
        receipt = ReceiptFate.NONE
        if not isinstance(outcome, printing.Unknown):
            receipt = self._accounts.receipt(now, ended, incident)
            if receipt is ReceiptFate.PRINTED:
                self._leftovers.small_paper(refund=isinstance(ended, money.OwedBack | money.StaffDecide))
        self._accounts.log(now, result, closed, incident)
        self._put_away(now, outcome, ended, incident or "")
        self.drop(now, result, closed, incident)
        match outcome:
            case printing.Printed():
                return Delivered(now.copies, ended, receipt, incident)
            case printing.NotPrinted(why=why):
                return NothingCame(why, ended, incident or "")
            case printing.PartlyPrinted():
                return PartCame(ended, incident or "")
            case printing.Unknown(why=doubt):
                return NobodyKnows(doubt, ended, incident or "")
            case _:
                assert_never(outcome)

    def _put_away(
        self, now: Transaction, outcome: printing.PrintOutcome, closed: money.Closed | None, incident: str
    ) -> None:
        """Before the desk is free for the next: nothing of somebody who is gone may be taken for hers."""
        with self._desk.lock:
            gone = now.ended.is_set()
            if not gone and isinstance(outcome, printing.Unknown):
                self._desk.undecided = Undecided(now, closed, incident)
        if gone and isinstance(outcome, printing.Unknown):
            self._accounts.receipt(now, closed, incident)  # for the staff, who find it beside the sheets
        if gone and (now.small_paper or not isinstance(outcome, printing.NotPrinted)):
            self._leftovers.leave()
        elif gone:
            self._leftovers.nothing_left()
        else:
            self._leftovers.came_out(printing=False)

    def kill(self, now: Transaction) -> None:
        """Between two steps: the document goes, what was paid comes back."""
        now.document = None
        if self._desk.now is not now:
            return
        if now.stage is Stage.PRINTING:
            # A bug while printing: what came out is not known.
            closed = self._parts.till.print_ended(now.request, money.Delivery.UNKNOWN)
            self._leftovers.leave()
            self._leftovers.job_lost()
            self.drop(now, "unknown", closed, new_number())
            return
        closed = self._accounts.give_up(now)
        incident = None
        if isinstance(closed, money.OwedBack | money.StaffDecide):
            incident = new_number()
            self._slip_for_staff(now, closed, incident)
        self._accounts.log(now, "not_printed", closed, incident)
        self.drop(now, "not_printed", closed, incident)

    def _slip_for_staff(self, now: Transaction, closed: money.Closed, incident: str) -> None:
        """She is gone, and is owed something: whoever stands there next must not get the slip."""
        self._leftovers.came_out(printing=True)  # the same on the disk as if sheets were on their way
        self._accounts.receipt(now, closed, incident)
        if now.small_paper:
            self._leftovers.leave()
        else:
            self._leftovers.nothing_left()

    def drop(
        self, now: Transaction, result: Result, closed: money.CloseOutcome | None, incident: str | None = None
    ) -> None:
        """The transaction is over: let go, and tell the gateway. closed: None if no payment was begun."""
        now.document = None
        self._accounts.report(now, result, closed, incident)
        with self._desk.lock:
            if self._desk.now is now:
                self._desk.now = None
