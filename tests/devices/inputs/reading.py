"""A program that reads the scanner as the terminal does, line by line as it is told: for tests in a testbed.

Lines in: "read SECONDS", "state". Lines out: JSON.
"""

from __future__ import annotations

import json
import sys
import threading

from devices.inputs.keymap import Layout
from devices.inputs.outcomes import Scanned, ScannerGone, ScannerReady, Unreadable
from devices.inputs.scanner import KeyboardScanner
from devices.inputs.sources import EvdevSource, Match


def main() -> None:
    """Obey until the end of standard input."""
    scanner = KeyboardScanner(EvdevSource(Match(vendor=0xFFF0, product=1)), Layout.JIS)
    print(json.dumps(_told(scanner.state())), flush=True)
    for line in sys.stdin:
        order, _, seconds = line.strip().partition(" ")
        outcome = scanner.state() if order == "state" else scanner.read(float(seconds), threading.Event())
        print(json.dumps(_told(outcome)), flush=True)
    scanner.close()


def _told(outcome: object) -> dict[str, str]:
    told = {"outcome": type(outcome).__name__}
    match outcome:
        case Scanned(text):
            told["text"] = text
        case Unreadable(why) | ScannerGone(why):
            told["why"] = why.value
        case ScannerReady(name):
            told["name"] = name
    return told


if __name__ == "__main__":
    main()
