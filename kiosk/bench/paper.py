"""Certificates: from the confirmation to the first byte at the printer, papers a second, verification, memory."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import IO, Literal
from urllib.parse import urlsplit

import yaml
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.payment.outcomes import Paid, Way
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.personas import person
from devices.virtual.printer.memory import memory_folder
from devices.virtual.printer.printer import VirtualPrinter
from gateway.contract.certificates import IssueReport, NewIssue, Payment, ResidentRecordWanted
from kiosk.audit import Audit
from kiosk.bench.table import Figure, at_most, plain
from kiosk.bench.tap import Tap
from kiosk.clock import Clock
from kiosk.config import Config, Gateway, IppSettings, IssuingSettings, PaymentSettings, Reader, Terminal
from kiosk.demo.town import TERMINAL_ID, Town
from kiosk.effects import InspectCard, LogIn
from kiosk.paper import effects, sealed
from kiosk.paper.building import desk_of
from kiosk.paper.outcomes import Delivered, Issued
from kiosk.paper.sealed import Expected, Trust, Verified
from kiosk.perform import Performer
from kiosk.portal import Portal
from kiosk.portal_outcomes import IssueAnswer, IssueKnown, LoggedIn

PERSONA = "ordinary"
KIND: Literal["resident_record"] = "resident_record"
ROUNDS = 40
VERIFICATIONS = 100
ISSUES_BEFORE, ISSUES = 50, 500
MOST_OURS_MS = 400
MOST_GROWTH_MB = 5
SHEETS = 9000
TIMEOUT_S = 20.0
REPORT_WITHIN_S = 10.0


def paper_figures(folder: Path, cards: Path) -> list[Figure]:
    """Everything about paper. cards: the issuer's directory, which must exist."""
    folder.mkdir()
    paper = memory_folder("madoguchi-bench-")
    with ExitStack() as stack, Path(os.devnull).open("w", encoding="ascii") as sink:
        stack.callback(shutil.rmtree, paper)
        town = stack.enter_context(_FreeTown(folder, cards))
        printer = stack.enter_context(VirtualPrinter(paper))
        printer.pace(0)
        printer.load(SHEETS)
        gateway_tap = stack.enter_context(Tap(("127.0.0.1", town.port)))
        printer_tap = stack.enter_context(Tap(_address(printer), sign=b"%PDF-"))
        config = _config(folder, town, gateway_tap.port, f"ipp://localhost:{printer_tap.port}/ipp/print")
        desk = _Desk(config, cards, sink, stack)
        figures = _first_byte(desk, gateway_tap, printer_tap)
        figures += _made()
        wanted, answer = desk.one_paper()
        figures += _verification(config, desk.portal.thumbprint, wanted, answer)
        figures.append(_memory(folder, config, printer.uri, answer.pdf))
    return figures


# --- from the confirmation to the first byte --------------------------------------------------------------------------


def _first_byte(desk: _Desk, gateway: Tap, printer: Tap) -> list[Figure]:
    """Free of charge: nobody puts coins in between."""
    rounds = [_round(desk, gateway, printer) for _ in range(ROUNDS + 1)][1:]  # the first one warms both ends up
    ours = [each.ours_s * 1000 for each in rounds]
    name = "certificate: confirmed to first byte at the printer"
    return [
        plain(f"{name}, whole", median(each.whole_s for each in rounds) * 1000, "ms"),
        plain(f"{name}, the issuing side's", median(each.gateway_s for each in rounds) * 1000, "ms"),
        plain(f"{name}, the printer's", median(each.printer_s for each in rounds) * 1000, "ms"),
        at_most(f"{name}, ours, p50", median(ours), "ms", MOST_OURS_MS),
        at_most(f"{name}, ours, p95", quantiles(ours, n=20)[18], "ms", MOST_OURS_MS),
    ]


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds: the whole way, and what of it gateway and printer took, on loopback."""

    whole_s: float
    gateway_s: float
    printer_s: float

    @property
    def ours_s(self) -> float:
        """What is left: the terminal's own work."""
        return self.whole_s - self.gateway_s - self.printer_s


def _round(desk: _Desk, gateway: Tap, printer: Tap) -> Round:
    gateway.settle()
    printer.settle()
    began = time.perf_counter()
    desk.print_one()
    at_gateway, at_printer = gateway.settle(), printer.settle()
    if at_printer.seen_at is None:
        raise LookupError("no document came to the printer")
    desk.wait_reported()
    return Round(at_printer.seen_at - began, at_gateway.theirs_s, at_printer.theirs_s)


class _Desk:
    """A terminal without its screen, as `kiosk.app` puts it together; a resident has logged in."""

    def __init__(self, config: Config, cards: Path, sink: IO[str], stack: ExitStack) -> None:
        clock = Clock()
        gateway = config.gateway
        self.portal = Portal(
            str(gateway.url), gateway.ca, gateway.certificate, gateway.key, gateway.timeout_s, clock.now
        )
        self._audit = Audit(clock, sink)
        desk = desk_of(config, self.portal, clock, self._log, lambda: None, stack)
        if desk is None:
            raise ValueError("no paper is handed out here")
        self._desk = desk
        self._request = ""
        reader = VirtualReader(Deck(cards))
        reader.insert(PERSONA)
        self._perform = Performer(CardService("", reader), self.portal, clock, desk)
        self._log_in()

    def _log(self, event: str, **fields: int | float | str) -> None:
        if event == "certificate_requested":
            self._request = str(uuid.UUID(str(fields["request"])))
        self._audit.log(event, **fields)

    def _log_in(self) -> None:
        card = self._perform(InspectCard(), threading.Event())
        if not isinstance(card, MyNumberCard):
            raise TypeError(type(card).__name__)
        pin = bytearray(person(PERSONA).pins["auth"].encode())
        _expect(LoggedIn, self._perform(LogIn(pin, card.auth_certificate), threading.Event()))

    def print_one(self) -> None:
        """What a journey asks for from the confirmation on."""
        nobody = threading.Event()
        _expect(Issued, self._perform(effects.Issue(_wanted(), copies=1, fee_yen=0), nobody))
        _expect(Paid, self._perform(effects.Pay(0, Way.FREE), nobody))
        _expect(Delivered, self._perform(effects.PrintPaper(0), nobody))
        self._perform(effects.Taken(), nobody)

    def wait_reported(self) -> None:
        """Until the gateway knows that it was printed: only then does it issue the next one."""
        until = time.monotonic() + REPORT_WITHIN_S
        while time.monotonic() < until:
            known = self.portal.issue_state(self._request)
            if isinstance(known, IssueKnown) and known.state.report is not None:
                if known.state.report.result != "printed":
                    raise ValueError(known.state.report.result)
                return
            time.sleep(0.01)
        raise TimeoutError("the gateway was not told")

    def one_paper(self) -> tuple[NewIssue, IssueAnswer]:
        """A real answer of the gateway, which is not printed."""
        nonce = base64.urlsafe_b64encode(os.urandom(24)).decode()
        new = NewIssue(request_id=str(uuid.uuid4()), nonce=nonce, wanted=_wanted(), copies=1, fee_yen=0)
        answer = self.portal.issue(new)
        if not isinstance(answer, IssueAnswer):
            raise TypeError(type(answer).__name__)
        unpaid = Payment(way="free", state="nothing", yen=0)
        self.portal.report_issue(new.request_id, IssueReport(result="not_printed", payment=unpaid))
        return new, answer


def _wanted() -> ResidentRecordWanted:
    return ResidentRecordWanted(kind=KIND, relation=True, domicile=True)


def _expect(kind: type[object], outcome: object) -> None:
    if not isinstance(outcome, kind):
        raise TypeError(f"nothing to measure: {type(outcome).__name__}")


# --- the other figures ------------------------------------------------------------------------------------------------


def _made() -> list[Figure]:
    """The issuing side's own measure, in a process of its own."""
    command = [sys.executable, "-m", "gateway.certificates.paper.bench"]
    said = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return [
        plain("certificate: papers made and sealed a second, one process", said["papers_per_s"], "/s"),
        plain("certificate: one sheet made and sealed", said["one_sheet_ms"], "ms"),
        plain("certificate: two sheets made and sealed", said["two_sheets_ms"], "ms"),
    ]


def _verification(config: Config, thumbprint: str, wanted: NewIssue, answer: IssueAnswer) -> list[Figure]:
    """Everything that is looked at before anything moves."""
    expected = Expected(
        request_id=wanted.request_id,
        nonce=wanted.nonce,
        kind=KIND,
        copies=1,
        fee_yen=0,
        owner=answer.owner,
        terminal=thumbprint,
    )
    trust, at = _trust(config), Clock().now()
    took = []
    for _ in range(VERIFICATIONS):
        began = time.perf_counter()
        verdict = sealed.verify(answer.pdf, answer.statement, expected, trust, at)
        took.append(time.perf_counter() - began)
        _expect(Verified, verdict)
    return [plain("certificate: verified at the terminal", median(took) * 1000, "ms")]


def _trust(config: Config) -> Trust:
    issuing = config.issuing
    if issuing is None:
        raise ValueError("nobody is trusted")
    keys = [load_pem_public_key(file.read_bytes()) for file in issuing.statement_keys]
    return Trust(
        tuple(x509.load_pem_x509_certificate(file.read_bytes()) for file in issuing.seal_cas),
        tuple(key for key in keys if isinstance(key, EllipticCurvePublicKey)),
    )


def _memory(folder: Path, config: Config, printer: str, pdf: bytes) -> Figure:
    """A fresh process that hands out the same paper again and again (`kiosk.bench.paper_memory`)."""
    if config.issuing is None:
        raise ValueError("nobody is trusted")
    own_key = config.issuing.model_copy(update={"statement_keys": (folder / "repeater.pem",)})
    own_books = PaymentSettings(journal=folder / "memory.sqlite")
    ipp = IppSettings(kind="ipp", uri=printer)
    settings = config.model_copy(update={"printer": ipp, "payment": own_books, "issuing": own_key})
    order = {
        "config": settings.model_dump(mode="json"),
        "pdf": base64.b64encode(pdf).decode(),
        "looks": [ISSUES_BEFORE, ISSUES],
    }
    command = [sys.executable, "-m", "kiosk.bench.paper_memory"]
    done = subprocess.run(command, input=json.dumps(order).encode(), stdout=subprocess.PIPE, check=True)
    before, after = json.loads(done.stdout)
    name = f"certificate: memory of the terminal's part, {ISSUES_BEFORE} to {ISSUES} issues printed"
    return at_most(name, (after - before) / 1e6, "MB", MOST_GROWTH_MB)


# --- the town ---------------------------------------------------------------------------------------------------------


class _FreeTown(Town):
    """The demo's town on a day on which certificates cost nothing."""

    def _write_settings(self, ocsp: str) -> Path:
        settings = super()._write_settings(ocsp)
        file = settings.parent / "certificates.yaml"
        catalogue = yaml.safe_load(file.read_text("utf-8"))
        for municipality in catalogue["municipalities"]:
            for certificate in municipality["certificates"]:
                certificate["fee"] = 0
                certificate.pop("campaigns", None)
        file.write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
        return settings


def _address(printer: VirtualPrinter) -> tuple[str, int]:
    port = urlsplit(printer.uri).port
    if port is None:
        raise ValueError("a printer without a port")
    return "localhost", port


def _config(folder: Path, town: Town, gateway_port: int, printer: str) -> Config:
    tls = town.certificates
    return Config(
        profile="demo",
        terminal=Terminal(id=TERMINAL_ID, municipality="こもれび市", place="市役所"),
        reader=Reader(name="none"),
        gateway=Gateway.model_validate(
            {
                "url": f"https://127.0.0.1:{gateway_port}",
                "ca": tls.ca,
                "certificate": tls.terminal,
                "key": tls.terminal_key,
                "timeout_s": TIMEOUT_S,
            }
        ),
        printer=IppSettings(kind="ipp", uri=printer),
        staff=folder / "nobody.toml",  # no screen, no staff
        payment=PaymentSettings(journal=folder / "payments.sqlite"),
        issuing=IssuingSettings(
            seal_cas=tuple(sorted(town.keys.glob("*/seal-ca.pem"))), statement_keys=(town.keys / "statement.pem",)
        ),
    )
