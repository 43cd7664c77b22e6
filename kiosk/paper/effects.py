"""What a journey can have done at the desk where paper is handed out. `kiosk.paper.desk` does it.

Effects whose page changes while they run (coins going in, sheets coming out) carry a `Watch`: the worker writes into
it, the page is made from it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.printer import SETTLE_S
from gateway.contract.certificates import Wanted
from kiosk.effects import PortalEffect
from kiosk.journey import Effect
from kiosk.paper import pages
from kiosk.paper.outcomes import Issued, NotIssued
from screens.page import Page, Secret

PAY_WITHIN_S = 300.0
COUNTER_WITHIN_S = 900.0
PRINT_WITHIN_S = 150.0
MONEY_OUT_S = 90.0
RECEIPT_S = 40.0
Settling = Literal["handed_back", "earned", "not_earned", "came_out", "stayed_in", "looked"]
"""What staff can do about open money."""
DECIDE_WITHIN_S = 600.0


class Watch:
    """What is going on, from the worker to the page. Each assignment is whole; nothing personal comes in here."""

    def __init__(self) -> None:
        self.coins: money.Progress | None = None
        self.slip: money.Slip | None = None
        self.sheets: printing.Progress | None = None


@dataclass(frozen=True, slots=True)
class LookAtDevices(Effect):
    """Ask printer, receipt printer and coin unit. Gives `kiosk.paper.outcomes.LookOutcome`."""

    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = 25.0

    def page(self) -> Page:
        """The machine looks after itself."""
        return pages.looking()


@dataclass(frozen=True, slots=True)
class AskOffers(PortalEffect):
    """Which certificates this resident can have here and now. Gives `Offers` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class Register(PortalEffect):
    """利用登録申請. Gives `Registered` or a portal trouble."""

    domicile: str = field(repr=False)
    head: str = field(repr=False)
    phone: str = field(repr=False)

    def closes_way_back(self, outcome: object) -> bool:
        """What has been sent is not taken back by Back."""
        return True


@dataclass(frozen=True, slots=True)
class Issue(Effect):
    """Mint a request id, look at the devices, have the document made, verify it. Gives `IssueOutcome`.

    fee_yen: for one copy, as the confirmation page said it.
    """

    wanted: Wanted = field(repr=False)
    copies: int
    fee_yen: int
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = 60.0

    def page(self) -> Page:
        """The office makes it."""
        return pages.issuing()

    def closes_way_back(self, outcome: object) -> bool:
        """A request that has been made isn't unmade by Back."""
        return isinstance(outcome, Issued)


@dataclass(frozen=True, slots=True)
class Pay(Effect):
    """Take the fee. Gives `PayOutcome`. Told "stop_paying", it ends and gives back what was put in."""

    yen: int
    way: money.Way
    watch: Watch = field(default_factory=Watch, compare=False, repr=False)
    stopped: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = COUNTER_WITHIN_S + MONEY_OUT_S + RECEIPT_S

    def page(self) -> Page:
        """What is in, what is missing."""
        return pages.paying(self.yen, self.way, self.watch.coins, self.watch.slip)

    def told(self, answer: object) -> None:
        """A key of the page while it waits."""
        if answer == "stop_paying":
            self.stopped.set()

    def closes_way_back(self, outcome: object) -> bool:
        """Money is given back by its own way."""
        return True


@dataclass(frozen=True, slots=True)
class PrintPaper(Effect):
    """Print what was issued and paid, settle the money, print the receipt, tell the gateway. Gives `PrintOutcome`."""

    yen: int
    watch: Watch = field(default_factory=Watch, compare=False, repr=False)
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = PRINT_WITHIN_S + SETTLE_S + MONEY_OUT_S + RECEIPT_S + 30.0

    def page(self) -> Page:
        """Printing; Back and Stop lie flat."""
        return pages.printing_now(self.yen, self.watch.sheets)

    def closes_way_back(self, outcome: object) -> bool:
        """What was printed is there."""
        return not isinstance(outcome, NotIssued)


@dataclass(frozen=True, slots=True)
class Taken(Effect):
    """The resident says that she has taken everything: the tray is empty again."""

    lane: ClassVar[str] = "clock"
    deadline_s: ClassVar[float] = 5.0


@dataclass(frozen=True, slots=True)
class PrintPinHelp(Effect):
    """How to set this PIN anew, on the small paper. Gives `ReceiptOutcome`, or None without a printer."""

    secret: Secret
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = RECEIPT_S

    def page(self) -> Page:
        """A moment."""
        return pages.printing_help()


@dataclass(frozen=True, slots=True)
class AwaitDecision(Effect):
    """Until the staff have looked at the paper. Gives `Decided` or `NoDecision`."""

    incident: str
    lane: ClassVar[str] = "paper"
    deadline_s: ClassVar[float] = DECIDE_WITHIN_S + RECEIPT_S + 10.0

    def page(self) -> Page:
        """Somebody comes."""
        return pages.staff_look(self.incident)

    def closes_way_back(self, outcome: object) -> bool:
        """It is decided."""
        return True
