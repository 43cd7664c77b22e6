"""One paper, from the confirmation to the tray, and never a second beside it.

    issue (mint id, look, ask, verify in memory) → pay → print → `ending`: settle the money → receipt → report

Steps run on the worker of the lane "paper". The end of the stay comes from the terminal's own thread at any instant and
kills the whole transaction: the job is cancelled, the document let go, what was paid comes back or is owed, the request
is reported. Whoever is served next finds the desk empty, or is told to wait.
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
from gateway.contract.certificates import NewIssue
from kiosk.clock import Clock
from kiosk.incident import new_number
from kiosk.paper import effects, sealed
from kiosk.paper.accounts import Accounts
from kiosk.paper.ending import Ending
from kiosk.paper.leftovers import Leftovers
from kiosk.paper.outcomes import (
    DeskBusy,
    Document,
    Issued,
    IssueOutcome,
    Mismatch,
    NotIssued,
    PaperReady,
    PaymentNotReady,
    PayOutcome,
    PrintOutcome,
    Unpaid,
)
from kiosk.paper.parts import Issuer, Log, Parts, hex_id
from kiosk.paper.readiness import Readiness
from kiosk.paper.transaction import OnDesk, Stage, Transaction
from kiosk.portal_outcomes import Cancelled, IssueAnswer, Refused


class OnePaper:
    """See above. progressed: called when a running effect's page has something new to show."""

    def __init__(
        self,
        portal: Issuer,
        parts: Parts,
        clock: Clock,
        log: Log,
        progressed: Callable[[], None],
        desk: OnDesk,
        readiness: Readiness,
        accounts: Accounts,
        leftovers: Leftovers,
        ending: Ending,
    ) -> None:
        self._portal = portal
        self._parts = parts
        self._clock = clock
        self._log = log
        self._progressed = progressed
        self._desk = desk
        self._readiness = readiness
        self._accounts = accounts
        self._leftovers = leftovers
        self._ending = ending

    def stay_ended(self) -> Transaction | None:
        """With the desk's lock held. Gives a transaction that waits between two steps: somebody has to kill it."""
        now = self._desk.now
        if now is None:
            return None
        idle = not now.working
        now.ended.set()
        now.stop_paying.set()
        now.working = True
        return now if idle else None

    def issue(self, order: effects.Issue, cancel: threading.Event) -> IssueOutcome:
        """Have it made, and look whether it is what was asked for. Nothing has moved when this comes back."""
        yen = order.fee_yen * order.copies
        ready = self._readiness.look(yen)
        if not isinstance(ready, PaperReady):
            return ready
        way = self._parts.way if yen else money.Way.FREE
        now = Transaction(str(uuid.uuid4()), order.wanted.kind, order.copies, yen, way, working=True)
        with self._desk.lock:
            if self._desk.now is not None:
                return DeskBusy()
            self._desk.now = now
        with self._at_work(now):
            self._accounts.begins(now)
            self._log("certificate_requested", request=hex_id(now.request), kind=now.kind, copies=now.copies)
            nonce = base64.urlsafe_b64encode(secrets.token_bytes(24)).decode()
            wanted = NewIssue(
                request_id=now.request, nonce=nonce, wanted=order.wanted, copies=order.copies, fee_yen=order.fee_yen
            )
            answer = self._portal.issue(wanted, cancel)
            if not isinstance(answer, IssueAnswer):
                now.unanswered = not isinstance(answer, Refused)
                self._ending.drop(now, "not_printed", None)
                return answer
            if cancel.is_set() or now.ended.is_set():
                self._ending.drop(now, "not_printed", None)
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
            self._ending.drop(now, "not_printed", None, incident)
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
            self._ending.drop(now, "not_printed", None)
            return PaymentNotReady(quoted)
        if now.way is money.Way.COUNTER:
            effect.watch.slip = self._desk.slip = quoted.slip
            self._progressed()
            self._accounts.slip(now, quoted.slip)

        def seen(progress: money.Progress) -> None:
            effect.watch.coins = progress
            self._progressed()

        with self._stopped_by(now, effect):
            within = effects.COUNTER_WITHIN_S if now.way is money.Way.COUNTER else effects.PAY_WITHIN_S
            paid = till.pay(now.request, within, seen)
        self._desk.slip = None
        match paid:
            case money.Paid():
                now.stage, now.received = Stage.PAID, paid.received
                return paid
            case money.Stopped():
                self._ending.drop(now, "not_printed", paid.result)
                return Unpaid(paid.result)
            case money.BooksNotWritable():
                self._ending.drop(now, "not_printed", paid)
                return PaymentNotReady(paid)
            case money.NotNow():
                # It was given up between the quote and the wait for money.
                closed = self._accounts.give_up(now)
                self._ending.drop(now, "not_printed", closed)
                return Unpaid(closed) if isinstance(closed, money.Closed) else NotIssued()
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

        with self._desk.lock:
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
        began = self._leftovers.print_begins() and isinstance(self._parts.till.print_begins(now.request), money.Paid)
        if not began:
            self._leftovers.came_out(printing=False)
            closed = self._accounts.give_up(now)
            self._ending.drop(now, "not_printed", closed)
            return NotIssued()
        now.stage = Stage.PRINTING

        def seen(progress: printing.Progress) -> None:
            effect.watch.sheets = progress
            self._progressed()

        order = printing.Order(document.pdf, now.pages, now.copies, within_s=effects.PRINT_WITHIN_S)
        with self._parts.turn:
            outcome = printer.print(order, now.ended, seen)
        now.document = None
        del document, order
        return self._ending.settle(now, outcome)

    # --- how ----------------------------------------------------------------------------------------------------------

    def _begin_step(self, stage: Stage) -> Transaction | None:
        with self._desk.lock:
            now = self._desk.now
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
            self._ending.kill(now)
            raise
        with self._desk.lock:
            now.working = now.ended.is_set()
            kill = now.working and self._desk.now is now
        if kill:
            self._ending.kill(now)
