"""What only staff may do at the desk: money, the set that nobody knows about, debts."""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from devices.payment.payments import Payments
from kiosk.paper import effects
from kiosk.paper.accounts import Accounts
from kiosk.paper.leftovers import Leftovers
from kiosk.paper.outcomes import Decided, Decision, NoDecision, ReceiptFate
from kiosk.paper.parts import Log, hex_id
from kiosk.paper.transaction import OnDesk, Undecided


class Clerks:
    """Blocking; called on workers. staff: a clerk's id."""

    def __init__(self, till: Payments, desk: OnDesk, accounts: Accounts, leftovers: Leftovers, log: Log) -> None:
        self._till = till
        self._desk = desk
        self._accounts = accounts
        self._leftovers = leftovers
        self._log = log

    def confirm_slip(self, slip: str, staff: str) -> money.ConfirmOutcome:
        """A clerk has the money for this slip."""
        outcome = self._till.confirm_slip(slip, staff)
        if isinstance(outcome, money.Confirmed):
            self._desk.slip = None
        return outcome

    # --- the set that nobody knows about ------------------------------------------------------------------------------

    def await_decision(self) -> Decided | NoDecision:
        """Until the staff say what became of it. If nobody does, a 返金票 is what she takes along."""
        undecided = self._desk.undecided
        if undecided is None:
            return NoDecision()
        undecided.decided.wait(effects.DECIDE_WITHIN_S)
        if undecided.came is None:
            slip = self._refund_slip(undecided)
            with self._desk.lock:
                if self._desk.undecided is undecided and slip is ReceiptFate.PRINTED:
                    self._leftovers.small_paper(refund=True)
        return undecided.came or NoDecision()

    def decide(self, decision: Decision, staff: str) -> bool:
        """Staff have looked at the set: books, report, small paper and page follow. False: it was not open any more, or
        the books can't be written; nothing is decided.
        """
        undecided = self._desk.undecided
        if undecided is None:
            return False
        good = decision is Decision.GOOD
        closed = self._till.decide_paper(undecided.request, staff, good)
        if not isinstance(closed, money.Closed):
            return False
        self._accounts.decided(undecided, decision, closed)
        self._log("set_decided", request=hex_id(undecided.request), decision=decision.value, staff=staff)
        receipt = self._decided_paper(undecided, closed, good=good)
        with self._desk.lock:
            undecided.came = Decided(decision, closed, receipt)
            if self._desk.undecided is undecided:  # else the stay ended meanwhile, and all of it is for the staff
                self._desk.undecided = None
                self._leftovers.came_out(paper=good, void=False)
                if receipt is ReceiptFate.PRINTED:
                    self._leftovers.small_paper(refund=isinstance(closed, money.OwedBack | money.StaffDecide))
        undecided.decided.set()
        return True

    def refund_slip(self, undecided: Undecided) -> None:
        """She went before anybody had looked: it lies beside the sheets, for the staff."""
        self._refund_slip(undecided)

    def _refund_slip(self, undecided: Undecided) -> ReceiptFate:
        """Once, and never beside a 領収書."""
        with undecided.printing:
            if undecided.slip is None:
                undecided.slip = self._accounts.receipt(undecided.of, undecided.money, undecided.incident)
            return undecided.slip

    def _decided_paper(self, undecided: Undecided, closed: money.Closed, *, good: bool) -> ReceiptFate:
        """領収書 for a good set; 返金票 for a void one, if it isn't out already."""
        with undecided.printing:
            if good or undecided.slip is not ReceiptFate.PRINTED:
                undecided.slip = self._accounts.receipt(undecided.of, closed, undecided.incident)
            return undecided.slip

    # --- debts --------------------------------------------------------------------------------------------------------

    def open_debts(self) -> tuple[money.Debt, ...]:
        """Money and papers that somebody must look at; without the set that a resident is waiting for."""
        undecided = self._desk.undecided
        waiting = None if undecided is None else undecided.request
        return tuple(each for each in self._till.debts() if each.payment != waiting)

    def settle_debt(self, payment: str, how: effects.Settling, staff: str) -> money.CloseOutcome:
        """What staff did about an open debt; the gateway hears of it."""
        till = self._till
        debt = next((each for each in till.debts() if each.payment == payment), None)
        match how:
            case "handed_back":
                closed = till.handed_back(payment, staff)
            case "earned" | "not_earned":
                closed = till.decide_paper(payment, staff, how == "earned")
            case "came_out" | "stayed_in" | "looked":
                closed = till.decide_doubt(payment, staff, how == "came_out")
            case _:
                assert_never(how)
        if debt is not None and isinstance(closed, money.Closed):
            self._accounts.settled(debt, closed)
        return closed
