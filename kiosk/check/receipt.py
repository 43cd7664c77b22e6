"""`kiosk check receipt`: prints a test receipt, and says what became of it."""

from __future__ import annotations

from typing import assert_never

from devices.printers.receipts.fonts import FontsMissingError
from devices.printers.receipts.outcomes import (
    Cancelled,
    CoverOpen,
    CutterError,
    Doubt,
    Faulty,
    NotPrinted,
    Offline,
    PaperNearEnd,
    PaperOut,
    PrintDoubt,
    Printed,
    Ready,
    Reason,
    ReceiptStatus,
    StatusUnknown,
    TimedOut,
    Undrawable,
    Unknown,
)
from devices.printers.receipts.printer import ReceiptPrinter
from devices.printers.receipts.receipt import Receipt
from kiosk.check.report import Report, Result, Value
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.paper.receipt_printer import receipt_printer
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.words import FluentWords

_NEAR_END = "The roll ends soon: bring a new one."
_HANGS = " A piece of the test receipt may hang from the printer."


def check(config: Config) -> Report:
    """The receipt printer of the settings."""
    if config.receipts is None:
        return Report("receipt", Result.NO_RECEIPT_PRINTER, {}, "This terminal has no receipt printer ([receipts]).")
    try:
        printer = receipt_printer(config.receipts)
    except FontsMissingError as missing:
        return Report("receipt", Result.FONT_MISSING, {}, f"Receipts can't be drawn here: {missing}.")
    terminal = config.terminal
    office = Office(terminal.municipality, terminal.place, terminal.id)
    return check_receipt(printer, ReceiptWords(FluentWords("ja"), office, Clock().now).test())


def check_receipt(printer: ReceiptPrinter, receipt: Receipt) -> Report:
    """Status, print, status."""
    before = printer.status()
    findings: dict[str, Value] = {"before": status_word(before)}
    outcome = printer.print(receipt)
    match outcome:
        case Printed(after):
            findings |= {"printed": "yes", "after": status_word(after)}
            return Report("receipt", Result.OK, findings, _NEAR_END if isinstance(after, PaperNearEnd) else None)
        case NotPrinted(reason, begun):
            findings |= {"printed": "no", "begun": begun, "reason": _reason_word(reason)}
            advice = _advice(reason) + (_HANGS if begun else "")
            return Report("receipt", Result.RECEIPT_NOT_PRINTED, findings, advice)
        case Unknown(why, stopped):
            findings |= {"printed": "unknown", "reason": why.value, "last_seen": status_word(stopped)}
            return Report("receipt", Result.RECEIPT_UNKNOWN, findings, _doubt(why))
        case never:
            assert_never(never)


def status_word(status: ReceiptStatus) -> str:
    """As one word for findings and logs."""
    match status:
        case Ready():
            return "ready"
        case PaperNearEnd():
            return "paper_near_end"
        case PaperOut():
            return "paper_out"
        case CoverOpen():
            return "cover_open"
        case CutterError():
            return "cutter_error"
        case Faulty(lasting):
            return "broken" if lasting else "error"
        case Offline():
            return "offline"
        case StatusUnknown(why):
            return f"unknown_{why.value}"
        case never:
            assert_never(never)


def _reason_word(reason: Reason) -> str:
    match reason:
        case Undrawable():
            return "undrawable"
        case Cancelled():
            return "cancelled"
        case TimedOut():
            return "timed_out"
        case status:
            return status_word(status)


def _advice(reason: Reason) -> str:
    match reason:
        case PaperOut():
            return "Put in a new roll."
        case CoverOpen():
            return "Close the cover."
        case CutterError():
            return "Paper is stuck in the cutter: open, remove it, close."
        case Faulty(lasting):
            return "Switch the printer off and on." if lasting else "The printer reports an error: open and close it."
        case Offline():
            return "Nobody answers there: look at power, cable and the settings ([receipts])."
        case StatusUnknown(why):
            return _unknown(why)
        case Undrawable(missing):
            return f"The test receipt can't be drawn: {', '.join(missing) or 'too wide'}."
        case Cancelled() | TimedOut():
            return "The printer did not finish in time."
        case never:
            assert_never(never)


def _unknown(why: Doubt) -> str:
    match why:
        case Doubt.SILENT:
            return "It is connected and answers nothing: is another program connected to it?"
        case Doubt.NONSENSE:
            return "What answers there is no receipt printer, or its serial line is set differently."
        case Doubt.LINE_LOST:
            return "The connection broke: look at the cable."
        case Doubt.UNCLEARED:
            return "It does not know how to empty its buffer (DLE DC4 8): this model can't be used."
        case Doubt.NO_RECEIPTS:
            return "It does not report finished prints (GS ( H function 48): this model can't be used."
        case Doubt.BUSY | Doubt.CANCELLED:
            return "Try again."
        case never:
            assert_never(never)


def _doubt(why: PrintDoubt) -> str:
    match why:
        case PrintDoubt.LINE_LOST:
            return "The connection broke at the end: look whether the receipt came out."
        case PrintDoubt.UNCLEARED:
            return "It may print the test receipt later: switch it off and on."
        case never:
            assert_never(never)
