"""A real window under a real X server, clicked by xdotool: the way from the glass to the gateway, no short cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.virtual.personas import person
from kiosk.demo.driver import Driver, nodes
from kiosk.demo.parts import Display, Parts, Terminal
from tests.parts.screen import XScreen

SCREEN = Display(headless=False, window=True)


@pytest.fixture
def screen() -> Iterator[XScreen]:
    with XScreen(SCREEN.width_px, SCREEN.height_px) as screen:
        yield screen


@pytest.fixture
def window(screen: XScreen, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("DISPLAY", screen.display)
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    parts.take()
    with parts.terminal(SCREEN, name="window") as terminal:
        terminal.driver.wait("idle")
        yield terminal
        parts.take()


def click(screen: XScreen, driver: Driver, id: str) -> None:
    """Where the tree says that the key lies, at a person's pace: within half a second it would be a trembling hand."""
    driver.pass_time(1)
    screen.click(*middle_of(driver, id))


def middle_of(driver: Driver, id: str) -> tuple[int, int]:
    """The pixel in the middle of a key."""
    page = driver.tree()
    x, y, w, h = next(node["box"] for node in nodes(page["tree"]) if node["id"] == id)
    scale = SCREEN.width_px / SCREEN.width_mm
    return round((x + w / 2) * scale), round((y + h / 2) * scale)


def test_log_in_by_hand(screen: XScreen, window: Terminal, parts: Parts) -> None:
    driver = window.driver
    click(screen, driver, "option.with_card")
    driver.wait("log_in.put_card")
    parts.lay("ordinary")
    driver.wait("log_in.pin")
    for digit in person("ordinary").pins["auth"]:
        screen.key(digit)
    driver_waits_for_main(driver)
    click(screen, driver, "main")
    driver.wait("log_in.card_may_go")
    parts.take()
    driver.wait("menu|open_account.about")
    click(screen, driver, "stop")
    driver.wait("really_stop")
    click(screen, driver, "main")
    driver.wait("menu|open_account.about")


def test_a_slow_hand_that_presses_twice(screen: XScreen, window: Terminal) -> None:
    driver = window.driver
    # A first look, so that what is loaded after the start is there: what is measured is the hand.
    click(screen, driver, "option.without_card")
    driver.wait("menu")
    click(screen, driver, "stop")
    driver.wait("leave.*|idle")
    driver.pass_time(60)
    driver.wait("idle")
    driver.pass_time(1)
    # At once again, where a choice of the next page lies now.
    screen.click_twice(middle_of(driver, "option.without_card"), (600, 400))
    driver.wait("menu")
    driver.settled()
    assert driver.page() == "menu", "the second press of a nervous hand chooses nothing"


def driver_waits_for_main(driver: Driver) -> None:
    """xdotool's keys come through the X server: until the fourth has come, the main key lies flat."""
    for _ in range(200):
        main = next(node for node in nodes(driver.tree()["tree"]) if node["id"] == "main")
        if "unavailable" not in main:
            return
    pytest.fail("the digits did not arrive")
