"""Money, receipt, log line and report of one transaction: what is left of it once the paper's fate is known."""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.receipts import outcomes as receipts
from devices.printers.receipts.receipt import Receipt
from gateway.contract.certificates import IssueReport, Result
from kiosk.paper.outcomes import Decision, ReceiptFate
from kiosk.paper.parts import Log, Parts, hex_id
from kiosk.paper.reporter import Reporter
from kiosk.paper.transaction import Transaction, Undecided, is_open, reported, result_of
from screens.page import Secret

RECEIPT_WITHIN_S = 30.0


class Accounts:
    """Blocking; called on workers."""

    def __init__(self, parts: Parts, log: Log, reporter: Reporter) -> None:
        self._parts = parts
        self._log = log
        self._reporter = reporter

    def give_up(self, now: Transaction) -> money.CloseOutcome:
        """End the payment before the print: what was put in comes back."""
        return self._parts.till.give_up(now.request, money.GiveUpReason.SESSION_END)

    def slip(self, now: Transaction, slip: money.Slip) -> None:
        """受付票: what to pay at the counter. It is on the page as well."""
        self._print_for(now, self._parts.words.slip(slip))

    def _print_for(self, now: Transaction, receipt: Receipt) -> receipts.ReceiptOutcome | None:
        outcome = self._print(receipt)
        if outcome is not None:
            self._log("receipt_settled", request=hex_id(now.request), outcome=type(outcome).__name__)
        return outcome

    def pin_help(self, secret: Secret) -> receipts.ReceiptOutcome | None:
        """How to set a PIN anew; belongs to no transaction."""
        outcome = self._print(self._parts.words.pin_unlock(secret))
        self._log("pin_help_settled", pin=secret.value, outcome=type(outcome).__name__)
        return outcome

    def small(self, receipt: Receipt) -> receipts.ReceiptOutcome | None:
        """A small paper of no transaction."""
        return self._print(receipt)

    def _print(self, receipt: Receipt) -> receipts.ReceiptOutcome | None:
        printer = self._parts.receipts
        if printer is None:
            return None
        with self._parts.turn:
            return printer.print(receipt, RECEIPT_WITHIN_S)

    def receipt(self, now: Transaction, closed: money.CloseOutcome | None, incident: str | None) -> ReceiptFate:
        """領収書 for what was kept, 返金票 for what is owed. `now.small_paper`: whether any of it may lie there now."""
        match closed:
            case money.Settled(kept=kept) if kept:
                words = self._parts.words.paid(kept, now.received, now.number, now.copies)
            case money.OwedBack(owed=owed, slip=slip) | money.StaffDecide(owed=owed, slip=slip) if now.yen:
                words = self._parts.words.owed(slip, owed, incident or "")
            case _:
                return ReceiptFate.NONE
        outcome = self._print_for(now, words)
        match outcome:
            case receipts.Printed():
                now.small_paper = True
                return ReceiptFate.PRINTED
            case receipts.Unknown():
                now.small_paper = True
            case receipts.NotPrinted(begun=begun):
                now.small_paper |= begun
            case None:
                pass
            case _:
                assert_never(outcome)
        return ReceiptFate.MISSING

    def log(self, now: Transaction, result: Result, closed: money.CloseOutcome | None, incident: str | None) -> None:
        """One line: request, paper, money."""
        self._log(
            "certificate_settled",
            request=hex_id(now.request),
            result=result,
            money=type(closed).__name__,
            yen=now.yen,
            stay="ended" if now.ended.is_set() else "goes_on",
            number=incident or "none",
        )

    # --- the gateway --------------------------------------------------------------------------------------------------

    def begins(self, now: Transaction) -> None:
        """Before the gateway is asked."""
        self._reporter.begins(now.request)

    def report(self, now: Transaction, result: Result, closed: money.CloseOutcome | None, incident: str | None) -> None:
        """Tell the gateway, soon and more than once if need be."""
        report = IssueReport(result=result, payment=reported(now.way, closed), incident=incident)
        stays_open = now.way is not money.Way.FREE and is_open(closed)
        self._reporter.tell(now.request, report, unanswered=now.unanswered, stays_open=stays_open)
        self._counted_later()

    def decided(self, undecided: Undecided, decision: Decision, closed: money.CloseOutcome) -> None:
        """Tell the gateway what the staff saw: a good set is valid from then on, whoever asks by its inquiry number."""
        if isinstance(closed, money.Closed):
            result: Result = "printed" if decision is Decision.GOOD else "partly_printed"
            self.report(undecided.of, result, closed, undecided.incident)

    def settled(self, debt: money.Debt, closed: money.Closed) -> None:
        """Tell the gateway what the staff did about open money."""
        self._settle(debt.payment, debt.way, closed, result_of(closed))

    def _settle(self, request: str, way: money.Way, closed: money.Closed, result: Result) -> None:
        self._reporter.settle(request, IssueReport(result=result, payment=reported(way, closed)))

    def _counted_later(self) -> tuple[str, ...]:
        """A coin that fell in behind the last reading of the counters; an order of which nobody knew whether it was
        carried out: what was told of that payment isn't true any more. Gives the requests.
        """
        found = self._parts.till.counted_later()
        for each in found:
            self._settle(each.payment, each.way, each.result, result_of(each.result))
        return tuple(each.payment for each in found)

    def recovered(self, found: money.Recovery) -> None:
        """Tell the gateway what the last stop cut short, as far as the books know; to be called once, at the start."""
        cut_off = self._reporter.resume()
        for ended in found.ended:
            result: Result = result_of(ended.result) if ended.printing else "not_printed"
            self._settle(ended.payment, ended.way, ended.result, result)
        told = {*found.interrupted, *self._counted_later()}
        # The last process may have died between a count and its report.
        for debt in self._parts.till.debts():
            if debt.payment not in told:
                self._tell_again(debt)
        if found.set_aside is None:
            for request in set(cut_off) - set(found.interrupted):
                self._cut_off(request)

    def _tell_again(self, debt: money.Debt) -> None:
        closed = self._parts.till.give_up(debt.payment, money.GiveUpReason.SESSION_END)
        if isinstance(closed, money.Closed):
            self._settle(debt.payment, debt.way, closed, result_of(closed))

    def _cut_off(self, request: str) -> None:
        """Nothing moves before it is in the books: what isn't there was neither paid nor printed."""
        closed = self._parts.till.give_up(request, money.GiveUpReason.SESSION_END)
        match closed:
            case money.NotNow(state=None):
                self._reporter.tell(request, IssueReport(result="not_printed", payment=reported(self._parts.way, None)))
            case money.NotNow() | money.BooksNotWritable():
                return  # not known: the gateway's reconciliation shows it as unaccounted
            case _:
                self._settle(request, self._parts.way, closed, result_of(closed))
