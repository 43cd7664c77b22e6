"""`kiosk check scanner`: waits for one code, and says whether it was read whole. What it says is never shown."""

from __future__ import annotations

import sys
import threading
from typing import assert_never

from devices.inputs.outcomes import (
    Absence,
    NothingScanned,
    Scanned,
    ScannerGone,
    ScannerReady,
    Unreadable,
    Why,
)
from devices.inputs.scanner import Scanner
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config
from kiosk.optics import scanner as scanner_of
from kiosk.rules.application_ids import read_code

WAIT_S = 30.0


def check(config: Config) -> Report:
    """The scanner of the settings."""
    if config.scanner is None:
        return Report("scanner", Result.NO_SCANNER, {}, "This terminal has no scanner ([scanner]).")
    scanner = scanner_of(config.scanner)
    try:
        return check_scanner(scanner, WAIT_S)
    finally:
        scanner.close()


def check_scanner(scanner: Scanner, wait_s: float) -> Report:
    """One code within so many seconds."""
    state = scanner.state()
    findings: dict[str, Value] = {}
    if isinstance(state, ScannerReady):
        findings["name"] = state.name
        print("Hold a code in front of the scanner.", file=sys.stderr, flush=True)
    match scanner.read(wait_s, threading.Event()):
        case Scanned(text):
            findings |= {
                "scanned": "yes",
                "signs": len(text),
                "application_id": isinstance(read_code(text), str),
            }
            return Report("scanner", Result.OK, findings)
        case Unreadable(why):
            return Report("scanner", Result.CODE_UNREADABLE, findings | {"reason": why.value}, _unreadable(why))
        case NothingScanned():
            return Report("scanner", Result.NOTHING_SCANNED, findings, "Nothing was scanned: does it light up?")
        case ScannerGone(absence):
            return _gone(absence, findings)
        case never:
            assert_never(never)


def _unreadable(why: Why) -> str:
    match why:
        case Why.NO_END:
            return "No Enter came after the code: set the scanner to send Enter (CR) as suffix."
        case Why.UNKNOWN_KEY:
            return "It pressed a key that types nothing: set scanner and settings to the same keyboard (layout)."
        case Why.TOO_LONG:
            return "The code is longer than any that is used here."
        case Why.LOST:
            return "Keys were lost: try again, and set the scanner to type more slowly."
        case never:
            assert_never(never)


def _gone(absence: Absence, findings: dict[str, Value]) -> Report:
    match absence:
        case Absence.NOT_THERE:
            advice = "It isn't there: look at the cable, at name or numbers in the settings, and that it is a keyboard."
            return Report("scanner", Result.NO_SCANNER, findings, advice)
        case Absence.BUSY:
            return Report("scanner", Result.SCANNER_BUSY, findings, "Another program holds it: stop the terminal.")
        case Absence.NOT_PERMITTED:
            advice = "This user may not open input devices: add it to the group 'input', or mend the udev rule."
            return Report("scanner", Result.SCANNER_NOT_PERMITTED, findings, advice)
        case never:
            assert_never(never)
