"""Money, receipt, log line and report of one transaction: what is left of it once the paper's fate is known."""

from __future__ import annotations

import threading

from devices.payment import outcomes as money
from devices.printers.receipts import outcomes as receipts
from devices.printers.receipts.receipt import Receipt
from gateway.contract.certificates import IssueReport, Result
from kiosk.paper.outcomes import Decision, ReceiptFate
from kiosk.paper.parts import Log, Parts, hex_id
from kiosk.paper.reporter import Reporter
from kiosk.paper.transaction import Transaction, Undecided, reported, result_of
from screens.page import Secret

RECEIPT_WITHIN_S = 30.0


class Accounts:
    """Blocking; called on the desk's worker. printers: held by whoever speaks to one."""

    def __init__(self, parts: Parts, log: Log, reporter: Reporter, printers: threading.Lock) -> None:
        self._printers = printers
        self._parts = parts
        self._log = log
        self._reporter = reporter

    def give_up(self, now: Transaction) -> money.Closed | None:
        """End the payment before the print: what was put in comes back. None: the books can't be written."""
        closed = self._parts.till.give_up(now.request, money.GiveUpReason.SESSION_END)
        return closed if isinstance(closed, money.Closed) else None

    def print(self, now: Transaction, receipt: Receipt) -> bool:
        """Whether the printer says that it came out."""
        outcome = self._print(receipt)
        if outcome is None:
            return False
        self._log("receipt_settled", request=hex_id(now.request), outcome=type(outcome).__name__)
        return isinstance(outcome, receipts.Printed)

    def pin_help(self, secret: Secret) -> receipts.ReceiptOutcome | None:
        """How to set a PIN anew; belongs to no transaction."""
        return self._print(self._parts.words.pin_unlock(secret))

    def _print(self, receipt: Receipt) -> receipts.ReceiptOutcome | None:
        printer = self._parts.receipts
        if printer is None:
            return None
        with self._printers:
            return printer.print(receipt, RECEIPT_WITHIN_S)

    def receipt(self, now: Transaction, closed: money.Closed | None, incident: str | None) -> ReceiptFate:
        """領収書 for what was kept, 返金票 for what is owed."""
        match closed:
            case money.Settled(kept=kept) if kept:
                words = self._parts.words.paid(kept, now.received, now.number, now.copies)
            case money.OwedBack(owed=owed, slip=slip) | money.StaffDecide(owed=owed, slip=slip) if now.yen:
                words = self._parts.words.owed(slip, owed, incident or "")
            case _:
                return ReceiptFate.NONE
        return ReceiptFate.PRINTED if self.print(now, words) else ReceiptFate.MISSING

    def log(self, now: Transaction, result: Result, closed: money.Closed | None, incident: str | None) -> None:
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

    def report(self, now: Transaction, result: Result, closed: money.Closed | None, incident: str | None) -> None:
        """Tell the gateway, soon and more than once if need be."""
        report = IssueReport(result=result, payment=reported(now.way, closed), incident=incident)
        self._reporter.tell(now.request, report)

    def decided(self, undecided: Undecided, decision: Decision, closed: money.CloseOutcome) -> None:
        """Tell the gateway what the staff saw: a good set is valid from then on, whoever asks by its inquiry number."""
        if isinstance(closed, money.Closed):
            result: Result = "printed" if decision is Decision.GOOD else "partly_printed"
            self.report(undecided.of, result, closed, undecided.incident)

    def settled(self, debt: money.Debt, closed: money.Closed) -> None:
        """Tell the gateway what the staff did about open money."""
        report = IssueReport(result=result_of(closed), payment=reported(debt.way, closed))
        self._reporter.settle(debt.payment, report)

    def interrupted(self, ended: money.Ended) -> None:
        """Tell the gateway of a request that the last stop cut short."""
        result: Result = result_of(ended.result) if ended.printing else "not_printed"
        self._reporter.tell(ended.payment, IssueReport(result=result, payment=reported(ended.way, ended.result)))
