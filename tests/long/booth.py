"""One terminal of the long run: the desk and books that a resident meets, and every device virtual, but on its wire."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from devices.cards.service import CardService
from devices.payment.cctalk import Host
from devices.payment.coin_unit import CcTalkUnit
from devices.payment.journal import Journal, open_journal
from devices.payment.outcomes import Way
from devices.payment.serial_line import SerialLine
from devices.payment.till import Till
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts.escpos import EscposPrinter
from devices.printers.receipts.wire import NetworkPort
from devices.virtual.coin_unit import line as coin_line
from devices.virtual.coin_unit.mechanism import Mechanism
from devices.virtual.coin_unit.program import UnitProgram
from devices.virtual.link import VirtualReader
from devices.virtual.printer.printer import VirtualPrinter
from devices.virtual.printer.spooler import Spooler
from devices.virtual.receipt_printer.program import ReceiptPrinterProgram
from gateway.contract.certificates import IssueReport, NewIssue
from gateway.dev_certs import make
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.demo.line import Good, Line
from kiosk.paper.desk import PaperDesk
from kiosk.paper.open_requests import OpenRequests
from kiosk.paper.parts import Parts
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.paper.tray import Tray
from kiosk.portal import Portal
from kiosk.portal_outcomes import IssueAnswer, IssueKnown, PortalTrouble
from kiosk.words import FluentWords
from tests.long.site import Site

PACE_MS = 20
SHEETS = 500
FLOAT_COINS = 40
_QUEUE = "certificates"
_PORTAL_S = 5.0
_DEVICE_S = 45.0
_TELLING_S = 60.0


class Heard:
    """The gateway, with an ear at the door: which request ids went there, and whose stay it was. Keeps no document."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self.stay = 0
        self.asked: dict[str, int] = {}  # request id -> stay
        self.twice: list[str] = []

    @property
    def thumbprint(self) -> str:
        """See `Issuer`."""
        return self._portal.thumbprint

    def issue(self, wanted: NewIssue, cancel: threading.Event | None = None) -> IssueAnswer | PortalTrouble:
        """See `Issuer`."""
        if wanted.request_id in self.asked:
            self.twice.append(wanted.request_id)
        self.asked[wanted.request_id] = self.stay
        return self._portal.issue(wanted, cancel)

    def report_issue(
        self, request_id: str, report: IssueReport, cancel: threading.Event | None = None
    ) -> IssueKnown | PortalTrouble:
        """See `Issuer`."""
        return self._portal.report_issue(request_id, report, cancel)

    def issue_state(self, request_id: str, cancel: threading.Event | None = None) -> IssueKnown | PortalTrouble:
        """See `Reports`."""
        return self._portal.issue_state(request_id, cancel)


@dataclass(slots=True)
class Money:
    """What physically is where, in yen. swallowed, tray: ever in, ever out; stuck: between; inside: in the hoppers and
    the stacker.
    """

    swallowed: int
    tray: int
    stuck: int
    inside: int


@dataclass(slots=True)
class Booth:
    """Started by `booth`. cash: what the clerk took at the counter. muted: the document printer stands still.
    coin_line, parts: from which a start makes till and desk.
    """

    name: str
    way: Way
    portal: Portal
    heard: Heard
    line: Line
    reader: VirtualReader
    cards: CardService
    printer: VirtualPrinter
    spooler: Spooler | None
    receipts: ReceiptPrinterProgram
    mechanism: Mechanism
    unit: UnitProgram
    journal: Journal
    coin_line: SerialLine | None
    parts: Callable[[Till], Parts]
    clock: Clock
    audit: Audit
    receipt_folder: Path
    till: Till = field(init=False)
    desk: PaperDesk = field(init=False)
    log: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)  # stay, event, fields
    cash: int = 0
    muted: bool = False
    coins_at_first: int = FLOAT_COINS
    _written_on: dict[str, bool] = field(default_factory=dict)

    def start(self) -> None:
        """As the program's start does it: books, tray and open requests as the disk has them."""
        unit = None if self.coin_line is None else CcTalkUnit(Host(self.coin_line))
        self.till = Till(self.journal, unit, poll_s=0.05, payout_s=10.0)
        found = self.till.recover()
        self.desk = PaperDesk(self.heard, self.parts(self.till), self.clock, self.note, lambda: None)
        self.desk.recovered(found)

    def start_anew(self) -> bool:
        """The program ends in good order and begins again. False: it doesn't finish telling."""
        told = self.desk._reporter.wait_told(_TELLING_S)
        self.desk.close()
        self.start()
        return told and self.desk._reporter.wait_told(_TELLING_S)

    def note(self, event: str, **fields: int | float | str) -> None:
        """The terminal's log: what doesn't fit the catalogue raises."""
        self.audit.log(event, **fields)
        self.log.append((self.heard.stay, event, fields))

    def events(self, name: str, stay: int | None = None) -> list[dict[str, Any]]:
        """The fields of every event of that name."""
        return [fields for of, event, fields in self.log if event == name and stay in (None, of)]

    # --- what lies there ---------------------------------------------------------------------------------------------

    def money(self) -> Money:
        """The coin unit, looked into with a torch."""
        with self.mechanism.news:
            vault = self.mechanism.vault
            coins = sum(coin * count for coin, count in vault.hoppers.items())
            return Money(vault.swallowed, vault.tray, vault.stuck, coins + 1000 * vault.stacker)

    def sides(self) -> dict[int, int]:
        """Document number -> sides in the tray; all that came out before this call is in it."""
        if not self.muted:
            self.printer.pace(PACE_MS)  # answered on the same pipe, after everything that was said before
        state: Any = self.printer.state()
        return {each["number"]: each["sides"] for each in state["documents"]}

    def receipts_out(self) -> int:
        """Small papers with something on them, one that still hangs at the cutter too: it came out when it was printed,
        not when somebody tears it off. (The driver cuts a blank strip off where it isn't sure.)
        """
        for name in self.receipts.state()["papers"]:
            if name not in self._written_on:
                with Image.open(self.receipt_folder / name) as picture:
                    self._written_on[name] = picture.convert("L").getextrema()[0] == 0
        hanging = any(any(row) for row in list(self.receipts._machine._paper))
        return sum(self._written_on.values()) + hanging

    def spooled(self) -> list[str]:
        """Documents (d…) and descriptions of jobs (c…) in cupsd's spool."""
        return [] if self.spooler is None else [file.name for file in self.spooler.documents()]

    # --- hands -------------------------------------------------------------------------------------------------------

    def power_cut(self) -> None:
        """The document printer is dead."""
        self.unmute()
        self.printer.power_cut()

    def mute(self) -> None:
        """The document printer answers nobody any more."""
        self.muted = True
        self.printer.mute()

    def unmute(self) -> None:
        """And again."""
        self.printer.unmute()
        self.muted = False

    def mend(self) -> None:
        """A technician puts everything right; nothing of it tells the terminal."""
        self.line.set(Good())
        self.unmute()
        if not self.printer.state()["on"]:
            self.printer.power_on()
        self.printer.set_reasons()
        self.printer.unhang()
        self.printer.press_go()
        self.printer.load(SHEETS)
        self.printer.pace(PACE_MS)
        self.receipts.mend()
        self.receipts.tear()
        self.unit.clear()
        self.mechanism.power(on=True)
        self.mechanism.repair()


def booth(
    site: Site, number: int, way: Way, folder: Path, program: Path, stack: ExitStack, *, spooled: bool = False
) -> Booth:
    """Terminal kiosk-NN. program: of `devices.virtual.printer.printer.build`. spooled: it prints through cupsd."""
    name = f"kiosk-{number:02}"
    here = folder / name
    for part in ("paper", "receipts"):
        (here / part).mkdir(parents=True)
    clock = Clock()
    line = stack.enter_context(Line(("127.0.0.1", site.port)))
    tls = site.folder / "a" / "tls"
    make(tls, name, ("localhost",))
    url = f"https://localhost:{line.port}"
    portal = Portal(url, tls / "ca.pem", tls / f"{name}.pem", tls / f"{name}.key", _PORTAL_S)
    printer = stack.enter_context(VirtualPrinter(here / "paper", program=program))
    printer.pace(PACE_MS)
    printer.load(SHEETS)
    spooler = stack.enter_context(Spooler()) if spooled else None
    if spooler is not None:
        spooler.add_queue(_QUEUE, printer.uri)
    receipts = ReceiptPrinterProgram(here / "receipts")
    receipts.start()
    stack.callback(receipts.stop)
    mechanism = Mechanism(float_coins=FLOAT_COINS)
    unit = UnitProgram(mechanism, echo=True)
    journal, coin_wire = _money(here, way, unit, clock, stack)
    reader = VirtualReader(site.deck)
    audit = Audit(clock, stack.enter_context((here / "events.log").open("a")))
    documents: DocumentPrinter = (
        IppPrinter(printer.uri, owner=name) if spooler is None else CupsPrinter(_QUEUE, spooler.socket, owner=name)
    )
    words = ReceiptWords(FluentWords("ja"), Office("こもれび市", "市役所1階", name), clock.now)
    small = EscposPrinter(NetworkPort("127.0.0.1", receipts.port), 80)

    def parts(till: Till) -> Parts:
        tray, requests = Tray(here / "tray"), OpenRequests(here / "requests")
        return Parts(documents, small, till, way, site.trust, words, tray, requests)

    made = Booth(
        name, way, portal, Heard(portal), line, reader, CardService("", reader), printer, spooler, receipts, mechanism,
        unit, journal, coin_wire, parts, clock, audit, here / "receipts",
    )  # fmt: skip
    made.start()
    stack.callback(lambda: made.desk.close())
    return made


def _money(
    folder: Path, way: Way, unit: UnitProgram, clock: Clock, stack: ExitStack
) -> tuple[Journal, SerialLine | None]:
    journal = open_journal(folder / "payments.sqlite", clock.now())
    if not isinstance(journal, Journal):
        raise TypeError("no books")
    stack.callback(journal.close)
    if way is not Way.COINS:
        return journal, None
    line = coin_line.Line(unit, folder / "coins", tick_s=0.01)
    line.start()
    stack.callback(line.stop)
    wire = SerialLine(str(folder / "coins"))
    stack.callback(wire.close)
    return journal, wire


def wait_until(true: Callable[[], bool], within_s: float = _DEVICE_S) -> bool:
    """Ask until it is so; False if that doesn't come about."""
    nothing = threading.Event()
    for _ in range(int(within_s / 0.02)):
        if true():
            return True
        nothing.wait(0.02)
    return true()
