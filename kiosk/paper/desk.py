"""The desk where paper is handed out, as the terminal, the journeys and the staff's pages see it.

What is on it belongs to one transaction (`one_paper`), which `end_of_stay` kills as a whole. Before it stands a look at
the devices (`readiness`), behind it what lies in the tray (`leftovers`), beside it what only staff may do (`clerks`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.receipts import outcomes as receipts
from devices.printers.receipts.receipt import Receipt
from kiosk.clock import Clock
from kiosk.paper import effects
from kiosk.paper.accounts import Accounts
from kiosk.paper.clerks import Clerks
from kiosk.paper.ending import Ending
from kiosk.paper.leftovers import Leftovers
from kiosk.paper.one_paper import OnePaper
from kiosk.paper.outcomes import (
    ClearOutcome,
    CoinsCompared,
    Decided,
    Decision,
    IssueOutcome,
    LookOutcome,
    NoDecision,
    PayOutcome,
    PrintOutcome,
)
from kiosk.paper.parts import Issuer, Log, Parts, hex_id
from kiosk.paper.readiness import Readiness
from kiosk.paper.reporter import Reporter
from kiosk.paper.transaction import Lying, OnDesk, Stage


class PaperDesk:
    """log: thread-safe. progressed: called when a running effect's page has something new to show."""

    def __init__(self, portal: Issuer, parts: Parts, clock: Clock, log: Log, progressed: Callable[[], None]) -> None:
        def undelivered(request: str) -> None:
            log("report_undelivered", request=hex_id(request))

        self._desk = OnDesk()
        self._reporter = Reporter(portal, parts.open_requests, undelivered)
        self._accounts = Accounts(parts, log, self._reporter)
        self._readiness = Readiness(parts, self._desk)
        self._leftovers = Leftovers(parts, log, self._readiness)
        self._clerks = Clerks(parts.till, self._desk, self._accounts, self._leftovers, log)
        self._ending = Ending(parts, self._desk, self._accounts, self._leftovers)
        self._paper = OnePaper(
            portal,
            parts,
            clock,
            log,
            progressed,
            self._desk,
            self._readiness,
            self._accounts,
            self._leftovers,
            self._ending,
        )

    def recovered(self, found: money.Recovery) -> None:
        """Tell the gateway of what the last stop cut short; to be called once, at the start."""
        self._accounts.recovered(found)

    def close(self) -> None:
        """The program ends: nobody looks after the printer any more."""
        self._leftovers.close()

    # --- the terminal's own thread: none of these blocks --------------------------------------------------------------

    @property
    def lying(self) -> Lying:
        """For the tray, from the devices' own word."""
        return self._leftovers.lying

    @property
    def busy(self) -> bool:
        """Whether a transaction is under way or being put away."""
        return self._desk.now is not None

    @property
    def holds_money(self) -> bool:
        """Whether something may have been put in that comes back if the stay ends now."""
        now = self._desk.now
        return now is not None and now.way is money.Way.COINS and now.stage is not Stage.ASKED

    @property
    def clear(self) -> bool:
        """Whether a new stay may begin: nothing runs, and no paper of somebody else's lies there."""
        lying = self.lying
        return not self.busy and not lying.left and not lying.untaken

    def end_of_stay(self) -> None:
        """The stay is over, whatever the reason: kill what there is."""
        with self._desk.lock:
            undecided, self._desk.undecided = self._desk.undecided, None
            tell = self._leftovers.stay_ended(undecided=undecided is not None)
            waiting = self._paper.stay_ended()
        tell()
        if undecided is not None:
            undecided.decided.set()
            threading.Thread(target=self._clerks.refund_slip, args=(undecided,), name="paper-slip", daemon=True).start()
        if waiting is not None:
            threading.Thread(target=self._ending.kill, args=(waiting,), name="paper-end", daemon=True).start()

    def looked_for_paper(self, *, found: bool) -> None:
        """Whoever came next has looked whether untaken paper lies there."""
        self._leftovers.looked_for(found=found)

    # --- a journey's effects, on the worker of the lane "paper" -------------------------------------------------------

    def look(self) -> LookOutcome:
        """Whether paper can be handed out now."""
        return self._readiness.look()

    def issue(self, order: effects.Issue, cancel: threading.Event) -> IssueOutcome:
        """Have it made, and look whether it is what was asked for. Nothing has moved when this comes back."""
        return self._paper.issue(order, cancel)

    def pay(self, effect: effects.Pay) -> PayOutcome:
        """Take the fee; hold it."""
        return self._paper.pay(effect)

    def print_paper(self, effect: effects.PrintPaper) -> PrintOutcome:
        """Print, settle, tell."""
        return self._paper.print_paper(effect)

    def await_decision(self) -> Decided | NoDecision:
        """Until the staff say what became of the set. If nobody does, a 返金票 is what she takes along."""
        return self._clerks.await_decision()

    def taken(self) -> None:
        """The resident says that she has everything."""
        self._leftovers.taken()

    def print_pin_help(self, effect: effects.PrintPinHelp) -> receipts.ReceiptOutcome | None:
        """Nothing personal, nothing paid: it doesn't count as something to be taken."""
        return self._accounts.pin_help(effect.secret)

    def print_small(self, receipt: Receipt) -> receipts.ReceiptOutcome | None:
        """Something that belongs to no transaction: the slip of an application."""
        return self._accounts.small(receipt)

    # --- the staff's pages, on a worker of their own ------------------------------------------------------------------

    def devices(self) -> tuple[printing.PrinterStatus | None, receipts.ReceiptStatus | None]:
        """How the printers stand; Nones while one of them works for us."""
        return self._readiness.devices()

    def coins(self) -> CoinsCompared | None:
        """The coin unit beside the books; None where there is no unit."""
        return self._readiness.coins()

    @property
    def open_slip(self) -> money.Slip | None:
        """What is to be paid at the counter now."""
        return self._desk.slip

    @property
    def undecided(self) -> tuple[str, str] | None:
        """Request and incident number of a set that staff must look at."""
        undecided = self._desk.undecided
        return None if undecided is None else (undecided.request, undecided.incident)

    def confirm_slip(self, slip: str, staff: str) -> money.ConfirmOutcome:
        """A clerk has the money for this slip."""
        return self._clerks.confirm_slip(slip, staff)

    def decide(self, decision: Decision, staff: str) -> bool:
        """Staff have looked at the set. False: it was not open any more, or the books can't be written."""
        return self._clerks.decide(decision, staff)

    def open_debts(self) -> tuple[money.Debt, ...]:
        """Money and papers that somebody must look at; without the set that a resident is waiting for."""
        return self._clerks.open_debts()

    def settle_debt(self, payment: str, how: effects.Settling, staff: str) -> money.CloseOutcome:
        """What staff did about an open debt; the gateway hears of it."""
        return self._clerks.settle_debt(payment, how, staff)

    def cleared_away(self, staff: str) -> ClearOutcome:
        """Staff took away what somebody had left. Not before the printer says that nothing more will come."""
        return self._leftovers.cleared_away(staff)
