"""The desk of this terminal, as its settings name it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar, assert_never

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from devices.payment.cctalk import Host
from devices.payment.coin_unit import CcTalkUnit
from devices.payment.journal import Journal, JournalUnusable, open_journal
from devices.payment.outcomes import Note, Recovery, Way
from devices.payment.serial_line import SerialLine
from devices.payment.till import Till
from devices.printers.documents import spool
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.printer import DocumentPrinter
from devices.printers.receipts.fonts import FontsMissingError
from devices.printers.receipts.printer import ReceiptPrinter
from kiosk.clock import Clock
from kiosk.config import (
    Config,
    ConfigError,
    CupsSettings,
    IppSettings,
    IssuingSettings,
    PaymentSettings,
    ReceiptSettings,
)
from kiosk.paper.desk import PaperDesk
from kiosk.paper.open_requests import OpenRequests
from kiosk.paper.parts import Issuer, Log, Parts, hex_id
from kiosk.paper.receipt_printer import receipt_printer
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.paper.sealed import Trust
from kiosk.paper.tray import Tray
from kiosk.words import FluentWords

T = TypeVar("T")

_WAYS = {"free": Way.FREE, "counter": Way.COUNTER, "coins": Way.COINS}


def desk_of(
    config: Config, portal: Issuer, clock: Clock, log: Log, progressed: Callable[[], None], stack: ExitStack
) -> PaperDesk | None:
    """None where no paper is handed out. Raises ConfigError if what is configured can't be used at all."""
    if config.printer is None or config.payment is None or config.issuing is None:
        return None
    terminal = config.terminal
    office = Office(terminal.municipality, terminal.place, terminal.id)
    till, found = _till(config.payment, clock, log, stack)
    parts = Parts(
        printer=_printer(config.printer, terminal.id),
        receipts=None if config.receipts is None else _receipts(config.receipts),
        till=till,
        way=_WAYS[config.payment.way],
        trust=_trust(config.issuing),
        words=ReceiptWords(FluentWords("ja"), office, clock.now),
        tray=Tray(_beside(config.payment.journal, "tray")),
        open_requests=OpenRequests(_beside(config.payment.journal, "requests")),
    )
    desk = PaperDesk(portal, parts, clock, log, progressed)
    stack.callback(desk.close)
    desk.recovered(found)
    return desk


def _beside(journal: Path, what: str) -> Path:
    return journal.with_name(f"{journal.name}-{what}")


def _printer(settings: IppSettings | CupsSettings, owner: str) -> DocumentPrinter:
    try:
        match settings:
            case IppSettings():
                return IppPrinter(settings.uri, settings.ca, owner)
            case CupsSettings():
                unsafe = spool.why_unsafe(settings.spooler)
                if unsafe is not None:
                    raise ConfigError(f"printer.spooler: documents given to this cupsd may last ({unsafe})")
                return CupsPrinter(settings.queue, settings.spooler, settings.ca, owner)
            case _:
                assert_never(settings)
    except (OSError, ValueError) as error:
        raise ConfigError(f"printer: can't be used ({type(error).__name__})") from error


def _receipts(settings: ReceiptSettings) -> ReceiptPrinter:
    try:
        return receipt_printer(settings)
    except FontsMissingError as error:
        raise ConfigError(f"receipts: {error}") from error


def _till(settings: PaymentSettings, clock: Clock, log: Log, stack: ExitStack) -> tuple[Till, Recovery]:
    """The books, and what the last stop left in them: nothing of it is paid out by the machine any more."""
    journal: Journal | JournalUnusable = open_journal(settings.journal, clock.now())
    if isinstance(journal, Journal):
        stack.callback(journal.close)
    unit = None
    if settings.coin_line is not None:
        line = SerialLine(str(settings.coin_line))
        stack.callback(line.close)
        unit = CcTalkUnit(Host(line))

    def noted(note: Note) -> None:
        log(
            "payment",
            request=hex_id(note.payment),
            act=note.event,
            state=note.state.value,
            yen=note.yen,
            received=note.received,
            returned=note.returned,
            owed=note.owed,
            unclear=note.unclear,
            staff=note.staff or "none",
        )

    till = Till(journal, unit, audit=noted)
    found = till.recover()
    if found.interrupted or found.set_aside is not None or isinstance(journal, JournalUnusable):
        books = "unusable" if isinstance(journal, JournalUnusable) else "set_aside" if found.set_aside else "sound"
        trouble = found.unit.value if found.unit is not None else "none"
        log(
            "payments_interrupted",
            payments=len(found.interrupted),
            debts=len(found.debts),
            unit=trouble,
            books=books,
        )
    return till, found


def _trust(settings: IssuingSettings) -> Trust:
    authorities = tuple(
        certificate
        for file in settings.seal_cas
        for certificate in _read(file, "issuing.seal_cas", x509.load_pem_x509_certificates)
    )
    keys = tuple(_read(file, "issuing.statement_keys", load_pem_public_key) for file in settings.statement_keys)
    for key in keys:
        if not isinstance(key, EllipticCurvePublicKey):
            raise ConfigError("issuing.statement_keys: not a P-256 key")
    return Trust(authorities, tuple(key for key in keys if isinstance(key, EllipticCurvePublicKey)))


def _read(file: Path, key: str, load: Callable[[bytes], T]) -> T:
    try:
        return load(file.read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{key}: can't be used ({type(error).__name__})") from error
