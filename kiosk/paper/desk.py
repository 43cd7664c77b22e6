"""The desk where paper is handed out: one transaction from the confirmation to the paper, and never a second beside it.

    look → issue (mint id, ask, verify in memory) → pay → print → settle the money → receipt → report

Steps run on the worker of the lane "paper". `end_of_stay` comes from the terminal's own thread at any instant and kills
the whole transaction: the job is cancelled, the document let go, what was paid comes back or is owed, the request is
reported. Whoever is served next finds the desk empty, or is told to wait.
"""

from __future__ import annotations

import base64
import secrets
import threading
import uuid
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts import outcomes as receipts
from gateway.contract.certificates import NewIssue, Result
from kiosk.clock import Clock
from kiosk.incident import new_number
from kiosk.paper import effects, sealed
from kiosk.paper.accounts import Accounts
from kiosk.paper.outcomes import (
    Decided,
    Decision,
    Delivered,
    DeskBusy,
    Document,
    Issued,
    IssueOutcome,
    LookOutcome,
    Mismatch,
    NobodyKnows,
    NoDecision,
    NoPaperHere,
    NothingCame,
    NotIssued,
    NoWayToPay,
    PaperReady,
    PartCame,
    PaymentNotReady,
    PayOutcome,
    PrinterNotReady,
    PrintOutcome,
    ReceiptFate,
    ReceiptsNotReady,
    Unpaid,
)
from kiosk.paper.parts import Issuer, Log, Parts, hex_id
from kiosk.paper.reporter import Reporter
from kiosk.paper.transaction import Lying, Stage, Transaction, Undecided, fate
from kiosk.portal_outcomes import Cancelled, IssueAnswer


class PaperDesk:
    """See above. log: thread-safe. progressed: called when a running effect's page has something new to show."""

    def __init__(
        self,
        portal: Issuer,
        parts: Parts,
        clock: Clock,
        log: Log,
        progressed: Callable[[], None],
    ) -> None:
        self._portal = portal
        self._parts = parts
        self._clock = clock
        self._log = log
        self._progressed = progressed
        self._reporter = Reporter(portal, lambda request: log("report_undelivered", request=hex_id(request)))
        # Printers refuse whoever comes while they are spoken to: a clerk who looks must not cost a resident her paper.
        self._printers = threading.Lock()
        self._accounts = Accounts(parts, log, self._reporter, self._printers)
        self._lock = threading.Lock()
        self._now: Transaction | None = None
        self._undecided: Undecided | None = None
        self._slip: money.Slip | None = None
        self._tray = parts.tray
        if self._tray.lying.left:
            log("paper_left")

    # --- what the terminal asks ---------------------------------------------------------------------------------------

    @property
    def lying(self) -> Lying:
        """For the tray, from the devices' own word."""
        return self._tray.lying

    @property
    def busy(self) -> bool:
        """Whether a transaction is under way or being put away."""
        return self._now is not None

    @property
    def holds_money(self) -> bool:
        """Whether something may have been put in that comes back if the stay ends now."""
        now = self._now
        return now is not None and now.way is money.Way.COINS and now.stage is not Stage.ASKED

    @property
    def clear(self) -> bool:
        """Whether a new stay may begin: nothing runs, and no paper of somebody else's lies there."""
        lying = self._tray.lying
        return not self.busy and not lying.left and not lying.untaken

    @property
    def open_slip(self) -> money.Slip | None:
        """What is to be paid at the counter now."""
        return self._slip

    def confirm_slip(self, slip: str, staff: str) -> money.ConfirmOutcome:
        """A clerk has the money for this slip."""
        outcome = self._parts.till.confirm_slip(slip, staff)
        if isinstance(outcome, money.Confirmed):
            self._slip = None
        return outcome

    def devices(self) -> tuple[printing.PrinterStatus | None, receipts.ReceiptStatus | None]:
        """How the printers stand; Nones while one of them works for us."""
        parts = self._parts
        if not self._printers.acquire(blocking=False):
            return None, None
        try:
            return (
                None if parts.printer is None else parts.printer.status(),
                None if parts.receipts is None else parts.receipts.status(),
            )
        finally:
            self._printers.release()

    @property
    def undecided(self) -> tuple[str, str] | None:
        """Request and incident number of a set that staff must look at."""
        undecided = self._undecided
        return None if undecided is None else (undecided.request, undecided.incident)

    def end_of_stay(self) -> None:
        """The stay is over, whatever the reason: kill what there is. Never blocks."""
        with self._lock:
            undecided, self._undecided = self._undecided, None
            lying = self._tray.lying
            void = lying.void or undecided is not None
            # She didn't say that she took it. Most do, but the next one is asked to look.
            untaken = not void and (lying.paper or lying.receipt)
            self._tray.change(
                paper=False,
                receipt=False,
                refund=False,
                void=False,
                left=lying.left or void,
                untaken=lying.untaken or untaken,
            )
            now = self._now
            idle = now is not None and not now.working
            if now is not None:
                now.ended.set()
                now.stop_paying.set()
                now.working = True
        if undecided is not None:
            undecided.decided.set()
            threading.Thread(target=self._refund_slip, args=(undecided,), name="paper-slip", daemon=True).start()
        if void:
            self._log("paper_left")
        elif untaken:
            self._log("paper_not_confirmed_taken")
        if now is not None and idle:
            threading.Thread(target=self._kill, args=(now,), name="paper-end", daemon=True).start()

    def taken(self) -> None:
        """The resident says that she has everything."""
        self._tray.change(paper=False, receipt=False, refund=False, void=False)

    def looked_for_paper(self, *, found: bool) -> None:
        """Whoever came next has looked whether untaken paper lies there."""
        self._log("paper_looked_for", found="yes" if found else "no")
        if found:
            self._leave_paper()
        else:
            self._tray.change(untaken=False)

    # --- steps --------------------------------------------------------------------------------------------------------

    def look(self, yen: int | None = None) -> LookOutcome:
        """Whether paper can be handed out now. yen: what is to be paid, where that is known."""
        parts = self._parts
        if parts.printer is None:
            return NoPaperHere()
        if yen and parts.way is money.Way.FREE:
            # The issuing side and this terminal's settings disagree.
            return NoWayToPay()
        if self._now is not None:
            return DeskBusy()
        with self._printers:
            return self._look(parts.printer, yen)

    def _look(self, printer: DocumentPrinter, yen: int | None) -> LookOutcome:
        parts = self._parts
        status = printer.status()
        if not isinstance(status, printing.Ready):
            return PrinterNotReady(status)
        if yen != 0 and parts.way is not money.Way.FREE and parts.receipts is not None:
            state = parts.receipts.status()
            if not isinstance(state, receipts.Ready | receipts.PaperNearEnd):
                return ReceiptsNotReady(state)
        return PaperReady()

    def issue(self, order: effects.Issue, cancel: threading.Event) -> IssueOutcome:
        """Have it made, and look whether it is what was asked for. Nothing has moved when this comes back."""
        yen = order.fee_yen * order.copies
        ready = self.look(yen)
        if not isinstance(ready, PaperReady):
            return ready
        way = self._parts.way if yen else money.Way.FREE
        now = Transaction(str(uuid.uuid4()), order.wanted.kind, order.copies, yen, way, working=True)
        with self._lock:
            if self._now is not None:
                return DeskBusy()
            self._now = now
        self._reporter.wait_told(5.0)
        self._log("certificate_requested", request=hex_id(now.request), kind=now.kind, copies=now.copies)
        nonce = base64.urlsafe_b64encode(secrets.token_bytes(24)).decode()
        wanted = NewIssue(
            request_id=now.request, nonce=nonce, wanted=order.wanted, copies=order.copies, fee_yen=order.fee_yen
        )
        with self._at_work(now):
            answer = self._portal.issue(wanted, cancel)
            if not isinstance(answer, IssueAnswer):
                self._drop(now, "not_printed", None)
                return answer
            if cancel.is_set() or now.ended.is_set():
                self._drop(now, "not_printed", None)
                return Cancelled()
            return self._verify(now, nonce, answer)

    def _verify(self, now: Transaction, nonce: str, answer: IssueAnswer) -> IssueOutcome:
        expected = sealed.Expected(
            request_id=now.request,
            nonce=nonce,
            kind=now.kind,
            copies=now.copies,
            fee_yen=now.yen,
            owner=answer.owner,
            terminal=self._portal.thumbprint,
        )
        verdict = sealed.verify(answer.pdf, answer.statement, expected, self._parts.trust, self._clock.now())
        if not isinstance(verdict, sealed.Verified):
            incident = new_number()
            what = type(verdict).__name__
            if isinstance(verdict, sealed.NotOurs):
                what = f"{what}.{verdict.claim}"
            self._log("certificate_mismatch", request=hex_id(now.request), what=what, number=incident)
            self._drop(now, "not_printed", None, incident)
            return Mismatch(incident)
        document = Document(answer.pdf)
        now.pages, now.number, now.document, now.stage = verdict.pages, verdict.inquiry_number, document, Stage.ISSUED
        return Issued(now.yen, now.way, weakref.ref(document))

    def pay(self, effect: effects.Pay) -> PayOutcome:
        """Take the fee; hold it."""
        now = self._begin_step(Stage.ISSUED)
        if now is None:
            return NotIssued()
        with self._at_work(now):
            return self._take_money(now, effect)

    def _take_money(self, now: Transaction, effect: effects.Pay) -> PayOutcome:
        till = self._parts.till
        quoted = till.quote(now.request, now.yen, now.way)
        if not isinstance(quoted, money.Quoted):
            if isinstance(quoted, money.AlreadyUsed):
                raise RuntimeError("a request id came up twice")
            self._drop(now, "not_printed", None)
            return PaymentNotReady(quoted)
        if now.way is money.Way.COUNTER:
            effect.watch.slip = self._slip = quoted.slip
            self._progressed()
            self._accounts.print(now, self._parts.words.slip(quoted.slip))

        def seen(progress: money.Progress) -> None:
            effect.watch.coins = progress
            self._progressed()

        with self._stopped_by(now, effect):
            within = effects.COUNTER_WITHIN_S if now.way is money.Way.COUNTER else effects.PAY_WITHIN_S
            paid = till.pay(now.request, within, seen)
        self._slip = None
        match paid:
            case money.Paid():
                now.stage, now.received = Stage.PAID, paid.received
                return paid
            case money.Stopped():
                self._drop(now, "not_printed", paid.result)
                return Unpaid(paid.result)
            case money.BooksNotWritable():
                self._drop(now, "not_printed", None)
                return PaymentNotReady(paid)
            case money.NotNow():
                # It was given up between the quote and the wait for money.
                closed = self._accounts.give_up(now)
                self._drop(now, "not_printed", closed)
                return NotIssued() if closed is None else Unpaid(closed)
            case _:
                assert_never(paid)

    @contextmanager
    def _stopped_by(self, now: Transaction, effect: effects.Pay) -> Iterator[None]:
        """While money is awaited: a key of the page, or the end of the stay, gives it up."""
        over = threading.Event()

        def watch() -> None:
            effect.stopped.wait()
            if not over.is_set():
                reason = money.GiveUpReason.SESSION_END if now.ended.is_set() else money.GiveUpReason.RESIDENT
                self._parts.till.give_up(now.request, reason)

        with self._lock:
            now.stop_paying = effect.stopped
            if now.ended.is_set():
                effect.stopped.set()
        watcher = threading.Thread(target=watch, name="paper-payment", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            effect.stopped.set()
            watcher.join()

    def print_paper(self, effect: effects.PrintPaper) -> PrintOutcome:
        """Print, settle, tell."""
        now = self._begin_step(Stage.PAID)
        if now is None:
            return NotIssued()
        with self._at_work(now):
            return self._print(now, effect)

    def _print(self, now: Transaction, effect: effects.PrintPaper) -> PrintOutcome:
        document, printer = now.document, self._parts.printer
        if document is None or printer is None:
            raise RuntimeError("nothing to print")
        # On the disk, even where nothing is paid: who starts after a power cut must know that sheets may lie there.
        began = self._tray.print_begins() and isinstance(self._parts.till.print_begins(now.request), money.Paid)
        if not began:
            self._tray.change(printing=False)
            closed = self._accounts.give_up(now)
            self._drop(now, "not_printed", closed)
            return NotIssued()
        now.stage = Stage.PRINTING

        def seen(progress: printing.Progress) -> None:
            effect.watch.sheets = progress
            self._progressed()

        order = printing.Order(document.pdf, now.pages, now.copies, within_s=effects.PRINT_WITHIN_S)
        with self._printers:
            outcome = printer.print(order, now.ended, seen)
        now.document = None
        del document, order
        return self._settle(now, outcome)

    def _settle(self, now: Transaction, outcome: printing.PrintOutcome) -> PrintOutcome:
        """What is on paper decides about the money; both are logged and reported."""
        delivery, result = fate(outcome)
        closed = self._parts.till.print_ended(now.request, delivery)
        ended = closed if isinstance(closed, money.Closed) else None
        fine = isinstance(outcome, printing.Printed) and isinstance(ended, money.Settled)
        incident = None if fine else new_number()
        match outcome:
            case printing.Printed():
                self._tray.change(paper=True)
            case printing.PartlyPrinted() | printing.Unknown():
                self._tray.change(void=True)
            case printing.NotPrinted():
                pass
        receipt = ReceiptFate.NONE
        if not isinstance(outcome, printing.Unknown):
            receipt = self._accounts.receipt(now, ended, incident)
            self._small_paper(receipt, ended)
        self._accounts.log(now, result, ended, incident)
        self._put_away(now, outcome, ended, incident or "")
        self._drop(now, result, ended, incident)
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

    def _small_paper(self, receipt: ReceiptFate, closed: money.Closed | None) -> None:
        """A receipt or a 返金票 lies there, if it came out."""
        if receipt is ReceiptFate.PRINTED:
            refund = isinstance(closed, money.OwedBack | money.StaffDecide)
            self._tray.change(receipt=True, refund=refund)

    def _put_away(
        self, now: Transaction, outcome: printing.PrintOutcome, closed: money.Closed | None, incident: str
    ) -> None:
        """Before the desk is free for the next: nothing of somebody who is gone may be taken for hers."""
        with self._lock:
            gone = now.ended.is_set()
            if not gone and isinstance(outcome, printing.Unknown):
                self._undecided = Undecided(now, closed, incident)
        if gone and isinstance(outcome, printing.Unknown):
            self._accounts.receipt(now, closed, incident)  # for the staff, who find it beside the sheets
        if gone and not isinstance(outcome, printing.NotPrinted):
            self._leave_paper()
        elif gone:
            self._tray.change(receipt=False, printing=False)
        else:
            self._tray.change(printing=False)

    def print_pin_help(self, effect: effects.PrintPinHelp) -> receipts.ReceiptOutcome | None:
        """Nothing personal, nothing paid: it doesn't count as something to be taken."""
        return self._accounts.pin_help(effect.secret)

    def await_decision(self) -> Decided | NoDecision:
        """Until the staff say what became of the set. If nobody does, a 返金票 is what she takes along."""
        undecided = self._undecided
        if undecided is None:
            return NoDecision()
        undecided.decided.wait(effects.DECIDE_WITHIN_S)
        if undecided.came is None:
            slip = self._refund_slip(undecided)
            with self._lock:
                if self._undecided is undecided:
                    self._small_paper(slip, undecided.money)
        return undecided.came or NoDecision()

    def _refund_slip(self, undecided: Undecided) -> ReceiptFate:
        """Once, and never beside a 領収書."""
        with undecided.printing:
            if undecided.slip is None:
                undecided.slip = self._accounts.receipt(undecided.of, undecided.money, undecided.incident)
            return undecided.slip

    # --- the staff's side ---------------------------------------------------------------------------------------------

    def decide(self, decision: Decision, staff: str) -> bool:
        """Staff have looked at the set: books, report, small paper and page follow. False: it was not open any more, or
        the books can't be written; nothing is decided.
        """
        undecided = self._undecided
        if undecided is None:
            return False
        good = decision is Decision.GOOD
        closed = self._parts.till.decide_paper(undecided.request, staff, good)
        if not isinstance(closed, money.Closed):
            return False
        self._accounts.decided(undecided, decision, closed)
        self._log("set_decided", request=hex_id(undecided.request), decision=decision.value, staff=staff)
        receipt = self._decided_paper(undecided, closed, good=good)
        with self._lock:
            undecided.came = Decided(decision, closed, receipt)
            if self._undecided is undecided:  # else the stay ended meanwhile, and all of it is for the staff
                self._undecided = None
                self._tray.change(paper=good, void=False)
                self._small_paper(receipt, closed)
        undecided.decided.set()
        return True

    def _decided_paper(self, undecided: Undecided, closed: money.Closed, *, good: bool) -> ReceiptFate:
        """領収書 for a good set; 返金票 for a void one, if it isn't out already."""
        with undecided.printing:
            if good or undecided.slip is not ReceiptFate.PRINTED:
                undecided.slip = self._accounts.receipt(undecided.of, closed, undecided.incident)
            return undecided.slip

    def open_debts(self) -> tuple[money.Debt, ...]:
        """Money and papers that somebody must look at; without the set that a resident is waiting for."""
        undecided = self._undecided
        waiting = None if undecided is None else undecided.request
        return tuple(each for each in self._parts.till.debts() if each.payment != waiting)

    def settle_debt(self, payment: str, how: effects.Settling, staff: str) -> money.CloseOutcome:
        """What staff did about an open debt; the gateway hears of it."""
        till = self._parts.till
        debt = next((each for each in till.debts() if each.payment == payment), None)
        match how:
            case "handed_back":
                closed = till.handed_back(payment, staff)
            case "earned" | "not_earned":
                closed = till.decide_paper(payment, staff, how == "earned")
            case "came_out" | "stayed_in":
                closed = till.decide_doubt(payment, staff, how == "came_out")
            case _:
                assert_never(how)
        if debt is not None and isinstance(closed, money.Closed):
            self._accounts.settled(debt, closed)
        return closed

    def recovered(self, found: money.Recovery) -> None:
        """Tell the gateway of what the last stop cut short; to be called once, at the start."""
        for ended in found.ended:
            self._accounts.interrupted(ended)

    def cleared_away(self, staff: str) -> None:
        """Staff took away what somebody had left."""
        self._log("paper_cleared_away", staff=staff)
        self._tray.put(Lying())

    # --- how ----------------------------------------------------------------------------------------------------------

    def _begin_step(self, stage: Stage) -> Transaction | None:
        with self._lock:
            now = self._now
            if now is None or now.stage is not stage or now.ended.is_set():
                return None
            now.working = True
            return now

    @contextmanager
    def _at_work(self, now: Transaction) -> Iterator[None]:
        """After a step: if the stay ended meanwhile, nobody else puts the transaction away."""
        try:
            yield
        except BaseException:
            self._kill(now)
            raise
        with self._lock:
            now.working = now.ended.is_set()
            kill = now.working and self._now is now
        if kill:
            self._kill(now)

    def _kill(self, now: Transaction) -> None:
        """Between two steps: the document goes, what was paid comes back."""
        now.document = None
        if self._now is not now:
            return
        if now.stage is Stage.PRINTING:
            # A bug while printing: what came out is not known.
            self._parts.till.print_ended(now.request, money.Delivery.UNKNOWN)
            self._leave_paper()
            self._drop(now, "unknown", None, new_number())
            return
        closed = self._accounts.give_up(now)
        incident = None
        if isinstance(closed, money.OwedBack | money.StaffDecide):
            # The slip is all that she can show at the counter.
            incident = new_number()
            self._accounts.print(now, self._parts.words.owed(closed.slip, closed.owed, incident))
        self._accounts.log(now, "not_printed", closed, incident)
        self._drop(now, "not_printed", closed, incident)

    def _drop(self, now: Transaction, result: Result, closed: money.Closed | None, incident: str | None = None) -> None:
        """The transaction is over: let go, and tell the gateway."""
        now.document = None
        self._accounts.report(now, result, closed, incident)
        with self._lock:
            if self._now is now:
                self._now = None

    def _leave_paper(self) -> None:
        """Sheets of somebody who is gone may lie there: nobody is served before staff have looked."""
        self._tray.put(Lying(left=True))
        self._log("paper_left")
