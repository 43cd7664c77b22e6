"""A whole terminal whose touchscreen is the kernel's (umockdev): from the finger to the card, and unplugged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from evdev import ecodes as e

from devices.inputs.sources import Event
from devices.virtual.personas import person
from kiosk.demo.driver import Driver, find
from kiosk.demo.parts import LANDSCAPE, Parts, Terminal
from tests.parts import evemu
from tests.parts.umockdev import Testbed, input_devices

INFRARED = evemu.read(evemu.OURS / "infrared.events").device
UNITS = 32768
TAP_S = 0.08


@dataclass
class Finger:
    """One that taps where the tree says that a key lies, at a person's pace."""

    bed: Testbed
    driver: Driver
    node: str = "event3"
    taps: int = 0

    def tap(self, id: str, page: str | None = None) -> None:
        """On this key, and `page` comes."""
        self.driver.pass_time(1)
        key = find(self.driver.tree()["tree"], id)
        assert key is not None
        x, y, w, h = key["box"]
        self.taps += 1
        now = time.monotonic()
        place = ((x + w / 2) / LANDSCAPE.width_mm, (y + h / 2) / LANDSCAPE.height_mm)
        codes = (e.ABS_MT_POSITION_X, e.ABS_MT_POSITION_Y)
        down = [(e.ABS_MT_TRACKING_ID, self.taps), *zip(codes, (round(part * UNITS) for part in place), strict=True)]
        report = (e.EV_SYN, e.SYN_REPORT, 0)
        events = [Event(e.EV_ABS, code, value, now) for code, value in down]
        events += [Event(*report, now), Event(e.EV_ABS, e.ABS_MT_TRACKING_ID, -1, now + TAP_S)]
        self.bed.type(self.node, evemu.records([*events, Event(*report, now + TAP_S)]))
        if page is not None:
            self.driver.wait(page)

    def type(self, digits: str) -> None:
        """On the PIN's page, one after the other."""
        for digit in digits:
            before = self._typed()
            self.tap(f"digit.{digit}")
            for _ in range(10_000):
                if self._typed() != before:
                    break
            else:
                pytest.fail("the touch did nothing")

    def _typed(self) -> str:
        """What is told of the digits: how many there are."""
        pin = find(self.driver.tree()["tree"], "pin")
        assert pin is not None
        return str(pin["speech"])


@pytest.fixture
def bed() -> Iterator[Testbed]:
    with input_devices() as bed:
        yield bed


@pytest.fixture
def terminal(parts: Parts, bed: Testbed) -> Iterator[Terminal]:
    parts.take()
    settings = parts.write_settings(name="touch")
    settings.write_text(settings.read_text(encoding="utf-8") + "[touch]\nname = 'Infrared'\n", encoding="utf-8")
    env = {**bed.environment, **parts.client_env, "SDL_VIDEODRIVER": "dummy"}
    with Terminal("touch", settings, parts.folder, env) as terminal:
        yield terminal
        parts.take()


def test_log_in_with_a_finger_and_the_cable_comes_loose(terminal: Terminal, bed: Testbed, parts: Parts) -> None:
    driver = terminal.driver
    driver.wait("no_touch")
    bed.plug_touch("event3", INFRARED)
    driver.wait("idle")
    finger = Finger(bed, driver)
    finger.tap("option.with_card", "log_in.put_card")
    parts.lay("ordinary")
    driver.wait("log_in.pin")
    pin = person("ordinary").pins["auth"]
    finger.type(pin[:2])
    bed.unplug("event3")
    driver.wait("no_touch")
    finger.node = "event11"
    bed.plug_touch(finger.node, INFRARED)
    driver.wait("log_in.pin")
    finger.type(pin[2:])
    finger.tap("main", "log_in.card_may_go")
    bed.unplug(finger.node)
    driver.wait("no_touch")
    log = (parts.folder / "touch-events.log").read_text(encoding="ascii")
    assert log.count('"touch_lost"') == 3
    assert log.count('"touch_back"') == 2
