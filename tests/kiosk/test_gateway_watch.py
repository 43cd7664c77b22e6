"""What the terminal knows of the gateway, and what it tells of it: on the first page and in the menu."""

from __future__ import annotations

import threading

from kiosk.effects import ListOperations, ProbeGateway
from kiosk.gateway_watch import AGAIN_S
from kiosk.portal import Unreachable
from tests.kiosk.booth import Booth

ONLY_WITH_GATEWAY = {f"option.{key}" for key in ("self_information", "provision_records", "operations", "account")}
NO_GATEWAY = "つながっていません"


def text(booth: Booth) -> str:
    tree = booth.view.tree()
    assert tree is not None
    return tree.as_text()


def to_menu_without_gateway(booth: Booth) -> object:
    """A call fails, the probe after it, too. Gives what the gateway says when it is there."""
    there = booth.script[ProbeGateway]
    booth.log_in()
    booth.script[ProbeGateway] = booth.script[ListOperations] = Unreachable()
    booth.press("option.operations")
    booth.run_posted()
    booth.press(next(id for id in booth.pressable() if id.endswith("menu")))
    assert booth.page == "menu"
    return there


def test_its_absence_is_told_on_the_first_page(booth: Booth) -> None:
    booth.script[ProbeGateway] = Unreachable()
    booth.terminal.tick()
    booth.run_posted()
    assert NO_GATEWAY in text(booth)


def test_time_that_was_let_pass_under_a_probe_is_no_absence(booth: Booth) -> None:
    answered = threading.Event()
    there = booth.script[ProbeGateway]
    booth.script[ProbeGateway] = lambda: answered.wait(20) and there
    booth.terminal.tick()
    booth.clock.pass_time(600)
    booth.terminal.tick()
    assert NO_GATEWAY not in text(booth)
    answered.set()
    booth.run_posted()
    booth.run_posted()
    assert NO_GATEWAY not in text(booth)
    assert [line["state"] for line in booth.logged("gateway_state")] == ["up"]


def test_a_gateway_that_never_answers_is_absent(booth: Booth) -> None:
    answered = threading.Event()
    booth.script[ProbeGateway] = lambda: answered.wait(20)
    booth.terminal.tick()
    for _ in range(2):
        booth.clock.pass_time(ProbeGateway.deadline_s)
        booth.terminal.tick()
    assert NO_GATEWAY in text(booth)
    answered.set()


def test_what_only_it_can_do_lies_flat_in_the_menu_until_it_is_back(booth: Booth) -> None:
    there = to_menu_without_gateway(booth)
    assert booth.flat() >= ONLY_WITH_GATEWAY
    assert not booth.flat() & {"option.pin_help", "option.how_to_use"}
    assert "つながりません" in text(booth)
    booth.script[ProbeGateway] = there
    booth.clock.pass_time(AGAIN_S)
    booth.terminal.tick()
    booth.run_posted()
    assert booth.page == "menu"
    assert not booth.flat() & ONLY_WITH_GATEWAY


def test_what_needs_no_gateway_still_works(booth: Booth) -> None:
    to_menu_without_gateway(booth)
    booth.press("option.pin_help")
    assert booth.page.startswith("pin_help.")
