"""A clerk at a whole terminal: a PIV card on a real reader service opens the staff's pages; the program begins anew."""

from __future__ import annotations

import json
import threading
import time

import pytest

from kiosk.demo.driver import DriveRefused
from kiosk.demo.parts import PIV_CLERK, Parts

ANEW_S = 60.0


def test_a_piv_card_opens_the_staff_pages_and_the_program_begins_anew(parts: Parts) -> None:
    with parts.terminal(name="clerk") as terminal:
        driver = terminal.driver
        driver.wait("idle")
        driver.press("rail.staff")
        driver.wait("staff_call")
        driver.press("option.clerk")
        driver.wait("staff.way")
        driver.press("option.card")
        driver.wait("staff.put_card")
        parts.lay(PIV_CLERK)
        driver.wait("staff.take_card")
        parts.take()
        driver.wait("staff.room")
        driver.press("option.restart")
        driver.wait("staff.restart")
        before = terminal.process.pid
        driver.press("option.restart")
        with pytest.raises((DriveRefused, OSError), match=r"hung up|reset|Broken"):
            driver.wait("nothing more of this program")
        soon, deadline = threading.Event(), time.monotonic() + ANEW_S
        while not terminal.reconnect():
            assert time.monotonic() < deadline, "it did not begin anew"
            soon.wait(0.05)
        terminal.driver.wait("idle")
        assert terminal.process.pid == before
        assert terminal.process.exit_code() is None
    events = [json.loads(line) for line in (parts.folder / "clerk-events.log").read_text("ascii").splitlines()]
    entered = [(each["staff"], each["way"]) for each in events if each["event"] == "staff_entered"]
    assert entered == [("0419", "card")]
    lives = [each["event"] for each in events if each["event"] in ("terminal_started", "terminal_stopped")]
    assert lives == ["terminal_started", "terminal_stopped"] * 2
