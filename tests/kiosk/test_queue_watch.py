"""Whether applications can be taken is said in the menu, before anybody types; and what a stay was for is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from kiosk.effects import ProbeGateway
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.visit import Applying
from kiosk.line.effects import LookAtQueue
from kiosk.line.outcomes import NoPromise
from kiosk.portal import Unreachable
from kiosk.queue_watch import EVERY_S
from tests.kiosk.booth import Booth

NEED_QUEUE = {"option.applications", "option.card_application"}


@pytest.fixture
def applying() -> Iterator[Booth]:
    booth = Booth(Applying(tuple, Equipment(camera=True, scanner=True)))
    yield booth
    booth.held.set()
    booth.workers.stop()


def looked(booth: Booth, outcome: object) -> None:
    """The next look at the queue, and all else that was due."""
    booth.script[LookAtQueue] = outcome
    booth.clock.pass_time(EVERY_S)
    booth.terminal.tick()
    booth.run_posted()


def without_card(booth: Booth) -> None:
    booth.terminal.tick()
    booth.run_posted()
    booth.run_posted()
    booth.press(next(id for id in booth.pressable() if id.endswith("without_card")))
    assert booth.page == "menu"


@pytest.mark.parametrize("why", NoPromise)
def test_what_can_not_be_promised_lies_flat_until_it_can(applying: Booth, why: NoPromise) -> None:
    without_card(applying)
    assert not applying.flat() & NEED_QUEUE
    looked(applying, why)
    assert applying.flat() == NEED_QUEUE
    looked(applying, None)
    assert not applying.flat() & NEED_QUEUE
    assert [line["state"] for line in applying.logged("queue_state")] == [why.value, "ready"]


def test_without_the_gateway_the_menu_comes_first_and_applications_stay(applying: Booth) -> None:
    applying.script[ProbeGateway] = Unreachable()
    applying.terminal.tick()
    applying.run_posted()
    applying.run_posted()
    tree = applying.view.tree()
    assert tree is not None
    assert "預ける" in tree.as_text()
    applying.press(next(id for id in applying.pressable() if id.endswith("with_card") and "without" not in id))
    assert applying.page == "menu"
    assert set(applying.pressable()) >= NEED_QUEUE
    assert "option.self_information" in applying.flat()


def test_what_a_stay_was_for_is_counted_once_without_whose(applying: Booth) -> None:
    without_card(applying)
    for _ in range(2):
        applying.press("option.pin_help")
        applying.press("back")
        assert applying.page == "menu"
    applying.press("option.more")
    applying.press("option.how_to_use")
    applying.press("stop")
    assert applying.page == "leave.stopped"
    while not applying.counted:
        applying.run_posted()
    [use] = applying.counted
    assert use.purposes == ("how_to_use", "pin_help")
    assert isinstance(use.day, date)


def test_who_chose_nothing_is_not_counted(applying: Booth) -> None:
    without_card(applying)
    applying.press("stop")
    applying.press("main")
    assert applying.counted == []
