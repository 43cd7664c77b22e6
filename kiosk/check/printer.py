"""`kiosk check printer`: prints a test page on both sides of an A4 sheet, and says what became of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import assert_never

from devices.printers.documents import spool
from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.outcomes import (
    Aborted,
    Cancelled,
    Hindered,
    Hindrance,
    NotPrinted,
    Offline,
    Order,
    Overdue,
    PartlyPrinted,
    Printed,
    PrinterStatus,
    Ready,
    Refused,
    Unclear,
    Unknown,
    Untrusted,
    WhyNot,
    WhyUnknown,
)
from devices.printers.documents.printer import DocumentPrinter
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config, CupsSettings, IppSettings

TEST_PAGE = Path(__file__).with_name("test_page.pdf")
SIDES = 2
WITHIN_S = 90.0


def check(config: Config) -> Report:
    """The document printer of the settings."""
    settings = config.printer
    if settings is None:
        return Report("printer", Result.NO_PRINTER, {}, "This terminal has no document printer ([printer]).")
    # Another owner than the terminal's: neither takes the other's job for one of its own that was left behind.
    owner = f"check-{config.terminal.id}"
    try:
        match settings:
            case IppSettings():
                return check_printer(IppPrinter(settings.uri, settings.ca, owner))
            case CupsSettings():
                unsafe = spool.why_unsafe(settings.spooler)
                if unsafe is not None:
                    advice = f"Documents given to this cupsd may last ({unsafe}): nothing was printed."
                    return Report("printer", Result.SPOOL_LASTS, {"spooler": str(settings.spooler)}, advice)
                return check_printer(CupsPrinter(settings.queue, settings.spooler, settings.ca, owner))
            case _:
                assert_never(settings)
    except (OSError, ValueError) as error:
        advice = f"The settings of [printer] can't be used ({type(error).__name__})."
        return Report("printer", Result.NO_PRINTER, {}, advice)


def check_printer(printer: DocumentPrinter) -> Report:
    """Status, test page, and how long it took."""
    before = printer.status()
    findings: dict[str, Value] = {"before": _words(before)}
    if isinstance(before, Ready):
        findings["cautions"] = sorted(caution.value for caution in before.cautions)
    began = time.monotonic()
    outcome = printer.print(Order(TEST_PAGE.read_bytes(), SIDES, within_s=WITHIN_S))
    findings["seconds"] = round(time.monotonic() - began, 1)
    match outcome:
        case Printed(impressions):
            findings |= {"printed": "yes", "sides": impressions}
            return Report("printer", Result.OK, findings, "Look at the sheet: it says what to measure on it.")
        case NotPrinted(why):
            findings |= {"printed": "no", "sides": 0, "reason": _reason(why)}
            result = Result.PRINTER_SILENT if isinstance(why, Offline | Untrusted) else Result.NOT_PRINTED
            return Report("printer", result, findings, _advice(why))
        case PartlyPrinted(sides):
            findings |= {"printed": "partly", "sides": sides}
            return Report("printer", Result.NOT_PRINTED, findings, "It gave the test page up: look at its display.")
        case Unknown(why):
            findings |= {"printed": "unknown", "reason": [why.value]}
            return Report("printer", Result.PRINT_UNKNOWN, findings, _doubt(why))
        case never:
            assert_never(never)


def _words(status: PrinterStatus) -> list[str]:
    return ["ready"] if isinstance(status, Ready) else _reason(status)


def _reason(why: WhyNot) -> list[str]:
    match why:
        case Hindered(hindrances):
            return sorted(hindrance.value for hindrance in hindrances)
        case Offline(spooler):
            return ["cupsd_silent" if spooler else "offline"]
        case Untrusted():
            return ["untrusted"]
        case Unclear(where):
            return [f"unclear_{where}"]
        case Cancelled():
            return ["cancelled"]
        case Overdue(hindrances):
            return ["overdue", *sorted(hindrance.value for hindrance in hindrances)]
        case Refused(status):
            return [f"refused_{status:04x}"]
        case Aborted(bad_document):
            return ["bad_document" if bad_document else "aborted"]
        case never:
            assert_never(never)


_REPAIRS = {
    Hindrance.PAPER_OUT: "Put A4 paper in, and set the tray to A4.",
    Hindrance.TRAY_MISSING: "Push the paper tray in.",
    Hindrance.JAM: "Remove the paper that is stuck.",
    Hindrance.COVER_OPEN: "Close the covers.",
    Hindrance.TONER_OUT: "Put a new toner cartridge in.",
    Hindrance.OUTPUT_FULL: "Empty the output tray.",
    Hindrance.STOPPED: "Somebody stopped it: press its start key, or cupsenable its queue.",
    Hindrance.NOT_ACCEPTING: "It takes no jobs: look at its settings, or cupsaccept its queue.",
    Hindrance.UNSUITABLE: "It can't print certificates: it must take PDF, A4, both sides, exact scale, and speak IPP.",
    Hindrance.OTHER_JOB: "It works for somebody else (is the terminal printing?), or holds on to an old job.",
    Hindrance.FAULT: "It reports an error: look at its display.",
}


def _advice(why: WhyNot) -> str:
    match why:
        case Hindered(hindrances):
            return " ".join(advice for hindrance, advice in _REPAIRS.items() if hindrance in hindrances)
        case Offline(spooler):
            if spooler:
                return "cupsd does not answer: is it running?"
            return "Nobody answers there: look at power, cable and the settings ([printer])."
        case Untrusted():
            return "Its certificate is not the one of printer.ca, or bears another name."
        case Unclear(where):
            return f"What answers there makes no sense as a printer ({where}): look at the settings ([printer])."
        case Overdue():
            return "It did not finish in time: look at its display."
        case Refused(status):
            return f"It refused the job (IPP status {status:#06x})."
        case Cancelled() | Aborted():
            return "It gave the test page up: look at its display."
        case never:
            assert_never(never)


def _doubt(why: WhyUnknown) -> str:
    match why:
        case WhyUnknown.PRINTER_SILENT | WhyUnknown.NOT_ENDED:
            return "It stopped answering: the test page may still come. Switch it off and on."
        case WhyUnknown.RECORD_LOST:
            return "It forgot the job: did it restart?"
        case WhyUnknown.NO_COUNT | WhyUnknown.COUNT_DIFFERS:
            return "It does not count its sides rightly: this model can't be used for certificates."
        case WhyUnknown.SPOOLER_LOST:
            return "cupsd went away while it printed: look at its log."
        case WhyUnknown.DISAGREE:
            return "Its record of the job contradicts itself: look at its display, and try again."
        case never:
            assert_never(never)
