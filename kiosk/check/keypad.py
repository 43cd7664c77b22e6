"""`kiosk check keypad`: waits until each of the fifteen keys has been pressed once, and says which ones were not."""

from __future__ import annotations

import queue
import sys
import time
from typing import assert_never

from devices.inputs.keypad import Key
from devices.inputs.outcomes import Absence
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config
from kiosk.speech.parts import keypad_of

WAIT_S = 60.0
Told = Key | Absence | None


def check(config: Config) -> Report:
    """The keypad of the settings."""
    if config.keypad is None:
        return Report("keypad", Result.NO_KEYPAD, {}, "This terminal has no keypad ([keypad]).")
    told: queue.SimpleQueue[Told] = queue.SimpleQueue()
    keypad = keypad_of(config.keypad, told.put, told.put)
    try:
        return check_keypad(told, WAIT_S)
    finally:
        keypad.close()


def check_keypad(told: queue.SimpleQueue[Told], wait_s: float) -> Report:
    """told: a key that was pressed, why there is no keypad, or None: it is there."""
    missing = list(Key)
    until = time.monotonic() + wait_s
    while missing and (left := until - time.monotonic()) > 0:
        try:
            came = told.get(timeout=left)
        except queue.Empty:
            break
        match came:
            case Absence():
                return _gone(came)
            case Key():
                if came in missing:
                    missing.remove(came)
            case None:
                print("Press every key of the keypad once.", file=sys.stderr, flush=True)
            case never:
                assert_never(never)
    findings: dict[str, Value] = {"keys": len(Key) - len(missing), "missing": [key.value for key in missing]}
    if missing:
        return Report("keypad", Result.KEYS_MISSING, findings, "Some keys say nothing, or were not pressed.")
    return Report("keypad", Result.OK, findings)


def _gone(absence: Absence) -> Report:
    match absence:
        case Absence.NOT_THERE:
            advice = "It isn't there: look at the cable, at name or numbers in the settings, and that it has all keys."
            return Report("keypad", Result.NO_KEYPAD, {}, advice)
        case Absence.BUSY:
            return Report("keypad", Result.KEYPAD_BUSY, {}, "Another program holds it: stop the terminal.")
        case Absence.NOT_PERMITTED:
            advice = "This user may not open input devices: add it to the group 'input', or mend the udev rule."
            return Report("keypad", Result.KEYPAD_NOT_PERMITTED, {}, advice)
        case never:
            assert_never(never)
