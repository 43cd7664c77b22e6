"""What a check says: findings for eyes or programs, and one result that is the exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import IntEnum

Value = str | int | float | bool | None | list[str]


class Result(IntEnum):
    """Exit codes. 2 is the settings' own (`kiosk.cli`)."""

    OK = 0
    READER_SERVICE_DOWN = 10
    NO_READER = 11
    READER_BUSY = 12
    NO_CARD = 13
    CARD_UNREADABLE = 14
    NOT_FOR_LOG_IN = 15
    PIN_LOCKED = 16
    PIN_REFUSED = 17
    SIGNATURE_INVALID = 18
    CERTIFICATE_OUT_OF_DATE = 19
    GATEWAY_UNREACHABLE = 20
    GATEWAY_REFUSES = 21
    GATEWAY_NONSENSE = 22
    CLOCK_WRONG = 23
    NO_DISPLAY = 30
    FONT_MISSING = 31
    PANEL_TOO_SMALL = 32
    NO_TOUCH = 33
    TOUCH_BUSY = 34
    TOUCH_NOT_PERMITTED = 35
    TOUCH_TURNED = 36
    NO_PRINTER = 40
    PRINTER_SILENT = 41
    NOT_PRINTED = 42
    PRINT_UNKNOWN = 43
    SPOOL_LASTS = 44
    NO_RECEIPT_PRINTER = 50
    RECEIPT_NOT_PRINTED = 51
    RECEIPT_UNKNOWN = 52
    NO_QUEUE = 60
    QUEUE_BROKEN = 61
    QUEUE_FULL = 62
    QUEUE_DISK_FULL = 63
    QUEUE_NO_KEYS = 64
    QUEUE_SET_ASIDE = 65
    DEAD_LETTERS = 66
    NO_NETWORK = 71
    NO_GATEWAY_IN_NETWORK = 72
    CAPTIVE_NETWORK = 73
    TERMINAL_REFUSED = 74
    SYNC_UNTRIED = 75
    NO_SCANNER = 80
    SCANNER_BUSY = 81
    SCANNER_NOT_PERMITTED = 82
    NOTHING_SCANNED = 83
    CODE_UNREADABLE = 84
    NO_CAMERA = 85
    CAMERA_BUSY = 86
    CAMERA_NOT_PERMITTED = 87
    CAMERA_FAILS = 88
    NO_SOUND = 100
    NO_VOICE = 101
    NO_KEYPAD = 102
    KEYPAD_BUSY = 103
    KEYPAD_NOT_PERMITTED = 104
    KEYS_MISSING = 105


@dataclass(frozen=True, slots=True)
class Report:
    """`advice`: what a technician does about a bad result. Findings never hold PINs or anything that names a person."""

    check: str
    result: Result
    findings: dict[str, Value] = field(default_factory=dict)
    advice: str | None = None

    def as_json(self) -> str:
        """One line: {"check", "result", "exit_code", "findings", "advice"}."""
        return json.dumps(
            {
                "check": self.check,
                "result": self.result.name.lower(),
                "exit_code": int(self.result),
                "findings": self.findings,
                "advice": self.advice,
            },
            ensure_ascii=False,
        )

    def as_text(self) -> str:
        """Lines for a person."""
        lines = [f"{self.check}: {self.result.name.lower().replace('_', ' ')}"]
        lines += [f"  {name.replace('_', ' '):<32}{_readable(value)}" for name, value in self.findings.items()]
        if self.advice is not None:
            lines.append(f"  -> {self.advice}")
        return "\n".join(lines)


def _readable(value: Value) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case None:
            return "-"
        case list():
            return ", ".join(value) or "-"
        case _:
            return str(value)
