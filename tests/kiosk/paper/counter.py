"""A desk with real verification, real books, and a printer and an issuing side that do what a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from devices.payment.coin_unit import CoinUnit
from devices.payment.journal import Journal, open_journal
from devices.payment.outcomes import Slip, Way
from devices.payment.till import Till
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Order, Progress
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts import outcomes as receipts
from devices.printers.receipts.receipt import Receipt, Title
from gateway.contract.certificates import IssueReport, IssueState, NewIssue, ResidentRecordWanted, owner_binding
from gateway.contract.problem import ProblemType
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.paper import effects
from kiosk.paper.desk import PaperDesk
from kiosk.paper.open_requests import OpenRequests
from kiosk.paper.parts import Parts
from kiosk.paper.tray import Tray
from kiosk.portal_outcomes import IssueAnswer, IssueKnown, PortalTrouble, Refused, Unreachable
from screens.page import Secret
from tests.kiosk.paper.test_sealed import EXPECTED, paper, statement, trust

WAIT_S = 20.0
TOKEN, SERIAL = "token", 1001
FEE = 200


class Issuing:
    """The gateway: signs what it is asked for, unless `changes` or `trouble` say otherwise.

    reports: what it heard first of each request; told: all that it heard, in order.
    """

    thumbprint = EXPECTED.terminal

    def __init__(self) -> None:
        self.asked: list[NewIssue] = []
        self.reports: dict[str, IssueReport] = {}
        self.told: list[IssueReport] = []
        self.trouble: PortalTrouble | None = None
        self.deaf = False
        self.late = 0  # so many reports come before the question they are about
        self.changes: dict[str, Any] = {}
        self.pdf: Callable[[], bytes] = paper
        self.while_asked: Callable[[], None] = lambda: None
        self.heard = threading.Condition()

    def issue(self, wanted: NewIssue, cancel: threading.Event | None = None) -> IssueAnswer | PortalTrouble:
        self.asked.append(wanted)
        self.while_asked()
        if self.trouble is not None:
            return self.trouble
        said: dict[str, Any] = {
            "request_id": wanted.request_id,
            "nonce": wanted.nonce,
            "owner": owner_binding(wanted.nonce, TOKEN, SERIAL),
            "copies": wanted.copies,
            "fee_yen": wanted.copies * wanted.fee_yen,
            "issued_at": int(Clock().now().timestamp()),
        }
        return IssueAnswer(
            self.pdf(),
            statement(paper(), **(said | self.changes)),
            owner_binding(wanted.nonce, TOKEN, SERIAL),
        )

    def report_issue(
        self, request_id: str, report: IssueReport, cancel: threading.Event | None = None
    ) -> IssueKnown | PortalTrouble:
        if self.deaf:
            return Unreachable()
        if self.late:
            self.late -= 1
            return Refused(ProblemType.NOT_FOUND)
        with self.heard:
            self.reports.setdefault(request_id, report)
            self.told.append(report)
            self.heard.notify_all()
        return IssueKnown(IssueState(request_id=request_id, state="reported", kind="resident_record", report=report))

    def issue_state(self, request_id: str, cancel: threading.Event | None = None) -> IssueKnown | PortalTrouble:
        if self.deaf:
            return Unreachable()
        known = self.reports.get(request_id)
        state = "issued" if known is None else "reported"
        return IssueKnown(
            IssueState(request_id=request_id, state=state, kind="resident_record", report=known)  # type: ignore[arg-type]
        )

    def wait_report(self) -> IssueReport:
        """The report about the last request."""
        with self.heard:
            assert self.heard.wait_for(lambda: self.asked[-1].request_id in self.reports, WAIT_S)
            return self.reports[self.asked[-1].request_id]


class Printer:
    """Says what the test wants. held: printing begins and waits there until let go or cancelled."""

    def __init__(self) -> None:
        self.state: printing.PrinterStatus = printing.Ready()
        self.outcome: printing.PrintOutcome = printing.Printed(2)
        self.when_cancelled: printing.PrintOutcome = printing.NotPrinted(printing.Cancelled())
        self.orders: list[Order] = []
        self.begun = threading.Event()
        self.hold = False

    def status(self) -> printing.PrinterStatus:
        return self.state

    def print(
        self, order: Order, cancel: threading.Event | None = None, progress: Callable[[Progress], None] = lambda _: None
    ) -> printing.PrintOutcome:
        self.orders.append(Order(b"", order.sides, order.copies))
        progress(Progress(1))
        self.begun.set()
        if self.hold and cancel is not None:
            assert cancel.wait(WAIT_S)
        return self.when_cancelled if cancel is not None and cancel.is_set() else self.outcome


class SmallPrinter:
    """A receipt printer. printed: titles."""

    def __init__(self) -> None:
        self.state: receipts.ReceiptStatus = receipts.Ready()
        self.outcome: receipts.ReceiptOutcome = receipts.Printed(receipts.Ready())
        self.printed: list[str] = []

    def status(self, deadline_s: float = 5.0) -> receipts.ReceiptStatus:
        return self.state

    def print(self, receipt: Receipt, deadline_s: float = 30.0) -> receipts.ReceiptOutcome:
        self.printed += [line.text for line in receipt.lines if isinstance(line, Title)]
        return self.outcome

    def cancel(self) -> None:
        return


class Words:
    """Receipts by their titles."""

    def paid(self, yen: int, received: int, number: str, copies: int) -> Receipt:
        return Receipt((Title(f"paid {yen}"),))

    def slip(self, slip: Slip) -> Receipt:
        return Receipt((Title(f"slip {slip.yen}"),))

    def owed(self, slip: Slip, yen: int, incident: str) -> Receipt:
        return Receipt((Title(f"owed {yen}"),))

    def pin_unlock(self, secret: Secret) -> Receipt:
        return Receipt((Title(secret.value),))


class Counter:
    """The desk and everything around it. log: events as they were logged. printer: another one than `Printer`. unit:
    to pay with coins.
    """

    def __init__(
        self,
        folder: Path,
        stack: ExitStack,
        way: Way = Way.COUNTER,
        printer: DocumentPrinter | None = None,
        unit: CoinUnit | None = None,
    ) -> None:
        self.clock = Clock()
        self.issuing, self.printer, self.small = Issuing(), Printer(), SmallPrinter()
        journal = open_journal(folder / "payments.sqlite", self.clock.now())
        assert isinstance(journal, Journal)
        stack.callback(journal.close)
        self.journal = journal
        self.till = Till(journal, unit, poll_s=0)
        self.log: list[tuple[str, dict[str, Any]]] = []
        sink = stack.enter_context((folder / "events.log").open("a"))
        self._checked = Audit(self.clock, sink)
        self.news = 0
        self.progressed: Callable[[], None] = lambda: None
        self.desk = PaperDesk(
            self.issuing,
            Parts(
                printer or self.printer,
                self.small,
                self.till,
                way,
                trust(),
                Words(),
                Tray(folder / "payments.sqlite-tray"),
                OpenRequests(folder / "payments.sqlite-requests"),
            ),
            self.clock,
            self._note,
            self._progressed,
        )
        stack.callback(self.desk.close)

    def _note(self, event: str, **fields: int | float | str) -> None:
        self._checked.log(event, **fields)  # fits the catalogue, or raises
        self.log.append((event, fields))

    def _progressed(self) -> None:
        self.news += 1
        self.progressed()

    def events(self, name: str) -> list[dict[str, Any]]:
        """The fields of every event of that name."""
        return [fields for event, fields in self.log if event == name]

    # --- steps --------------------------------------------------------------------------------------------------------

    def issue(self, copies: int = 1, fee: int = FEE) -> Any:
        wanted = ResidentRecordWanted(kind="resident_record", relation=False, domicile=False)
        return self.desk.issue(effects.Issue(wanted, copies, fee), threading.Event())

    def pay(self, effect: effects.Pay | None = None) -> Any:
        """Pay; at the counter a clerk confirms as soon as there is a slip."""
        effect = effect or effects.Pay(FEE, Way.COUNTER)
        clerk = threading.Thread(target=self.clerk)
        clerk.start()
        paid = self.desk.pay(effect)
        clerk.join(WAIT_S)
        return paid

    def clerk(self) -> None:
        """Until the slip is confirmed, or nobody waits for it any more."""
        deadline = threading.Event()
        while not deadline.wait(0.01):
            slip = self.desk.open_slip
            if slip is not None:
                confirmed = self.desk.confirm_slip(slip.number, "0417")
                if type(confirmed).__name__ == "Confirmed":
                    return
            if not self.desk.busy:
                return

    def print(self) -> Any:
        return self.desk.print_paper(effects.PrintPaper(FEE))

    def wait_idle(self) -> None:
        """Until the desk has put everything away."""
        over = threading.Event()
        for _ in range(2000):
            if not self.desk.busy:
                return
            over.wait(0.01)
        raise AssertionError("the desk stays busy")
