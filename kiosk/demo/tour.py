"""`kiosk tour`: walks every way by itself and leaves pictures, a transcript and a contact sheet."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.demo.child import ChildError
from kiosk.demo.driver import Driver, DriveRefused, find
from kiosk.demo.judge import Unfit
from kiosk.demo.line import Good
from kiosk.demo.parts import LANDSCAPE, PORTRAIT, Display, Parts, PayWay
from kiosk.demo.walk import Record, Walk
from kiosk.demo.walks import APPLYING_WAYS, COUNTER_WAYS, PAPER_WAYS, PORTRAIT_WAYS, WAYS, Way

MOST_FAILURES = 3
MOST_PROBES = 10
PROBED_EVERY_S = 31


def tour(parts: Parts, out: Path, only: str = "") -> bool:
    """Walk every way whose title contains `only`; whether all of them could be walked to their end."""
    record = Record(out)
    try:
        _walk_all(parts, LANDSCAPE, "terminal", WAYS, record, only)
        _walk_all(parts, PORTRAIT, "upright", PORTRAIT_WAYS, record, only)
        _walk_all(parts, LANDSCAPE, "paper", PAPER_WAYS, record, only, "coins")
        _walk_all(parts, LANDSCAPE, "apply", APPLYING_WAYS, record, only, "free", applying=True)
        _walk_all(parts, PORTRAIT, "counter", COUNTER_WAYS, record, only, "counter")
    finally:
        record.close()
    return not record.failures


def _walk_all(
    parts: Parts,
    display: Display,
    name: str,
    ways: tuple[tuple[str, Way], ...],
    record: Record,
    only: str,
    pay: PayWay | None = None,
    *,
    applying: bool = False,
) -> None:
    ways = tuple((title, way) for title, way in ways if only.lower() in title.lower())
    if not ways or len(record.failures) >= MOST_FAILURES:
        return
    with parts.terminal(display, name, way=pay, applying=applying) as terminal:
        for title, way in ways:
            print(f"tour: {title}", flush=True)
            try:
                back_to_start(parts, terminal.driver)
                way(Walk(title, terminal.driver, record), parts)
            except (DriveRefused, Unfit, ChildError, OSError) as error:
                record.failed(title, str(error))
                print(f"tour: FAILED: {error}", flush=True)
                if terminal.process.exit_code() is not None or len(record.failures) >= MOST_FAILURES:
                    record.failed(name, f"given up\n{terminal.process.last_lines()}")
                    return


def back_to_start(parts: Parts, driver: Driver) -> None:
    """Whatever the way before left behind."""
    parts.line(Good())
    parts.clear_faults()
    parts.mend()
    parts.take()
    if driver.page() != "idle":
        driver.settled()
        # Nobody answers any page any more, so all of them run out.
        for _ in range(10):
            if driver.page() == "idle":
                break
            driver.pass_time(61)
            driver.settled()
    driver.wait("idle")
    _see_the_gateway_again(driver)


def _see_the_gateway_again(driver: Driver) -> None:
    """A question to the gateway that was under way while time passed counts as unanswered, until the next one."""
    for _ in range(MOST_PROBES):
        if find(driver.tree()["tree"], "banner") is None:
            return
        driver.pass_time(PROBED_EVERY_S)
        time.sleep(0.5)
