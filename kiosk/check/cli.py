"""`kiosk check WHAT`: what a technician needs to know, in words or as JSON; the exit code says the result."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.check.report import Report
from kiosk.incident import incident_of

if TYPE_CHECKING:
    from kiosk.config import Config

LONGEST_PIN = 64
EXIT_BUG = 70
"""EX_SOFTWARE."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `check` to the kiosk command."""
    check = commands.add_parser("check", help="what a technician needs to know")
    devices = ["reader", "card", "display", "printer", "receipt", "touch", "scanner", "camera", "sound", "keypad"]
    check.add_argument("what", choices=[*devices, "gateway", "queue", "sync"])
    check.add_argument("--json", action="store_true", help="one line of JSON")
    check.add_argument(
        "--pin-stdin", action="store_true", help="card: also enter the 利用者証明用 PIN, read from standard input"
    )
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from kiosk.cli import config_of
    from kiosk.config import ConfigError

    config = config_of(options)
    try:
        report = _report(options.what, config, with_pin=options.pin_stdin)
    except ConfigError:
        raise
    except Exception as error:
        incident = incident_of(error)
        print(f"kiosk: a bug, {incident.kind} at {incident.where}", file=sys.stderr)
        return EXIT_BUG
    print(report.as_json() if options.json else report.as_text())
    return int(report.result)


def _report(what: str, config: Config, *, with_pin: bool) -> Report:
    # Each check loads only what it needs: a terminal without a screen can still check its card reader.
    match what:
        case "reader" | "card":
            from devices.cards.service import CardService
            from kiosk.check.cards import check_card, check_reader

            service = CardService(config.reader.name)
            if what == "reader":
                return check_reader(service)
            return check_card(service, _read_pin() if with_pin else None, datetime.now(UTC))
        case "gateway":
            from kiosk.check.gateway import check_gateway

            return check_gateway(config)
        case "printer":
            from kiosk.check.printer import check as check_printer

            return check_printer(config)
        case "receipt":
            from kiosk.check.receipt import check

            return check(config)
        case "touch":
            from kiosk.check.touch import check as check_touch

            return check_touch(config)
        case "scanner":
            from kiosk.check.scanner import check as check_scanner

            return check_scanner(config)
        case "sound":
            from kiosk.check.sound import check as check_sound

            return check_sound(config)
        case "keypad":
            from kiosk.check.keypad import check as check_keypad

            return check_keypad(config)
        case "camera":
            from kiosk.check.camera import check as check_camera

            return check_camera(config)
        case "queue" | "sync":
            from kiosk.check.queue import check_queue, check_sync

            return check_queue(config) if what == "queue" else check_sync(config)
        case _:
            from kiosk.check.display import check_display

            return check_display(config)


def _read_pin() -> bytearray:
    """The first line of standard input, without making a `str` of it, and without a buffer that would keep it."""
    pin = bytearray()
    sign = bytearray(1)
    with open(0, "rb", buffering=0, closefd=False) as typed:
        while len(pin) < LONGEST_PIN and typed.readinto(sign) and sign[0] not in b"\r\n":
            pin += sign
    sign[:] = bytes(1)
    return pin
