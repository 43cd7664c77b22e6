"""The touchscreen at the kernel's interface, mocked by umockdev: found, grabbed, read, pulled out, plugged in again."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from evdev import ecodes as e

from devices.inputs.sources import Event
from tests.parts import evemu
from tests.parts.umockdev import Testbed, TouchDevice, input_devices

INFRARED = evemu.read(evemu.OURS / "infrared.events")
READY = {"told": "TouchReady", "name": INFRARED.device.name}
GONE = {"told": "TouchGone", "why": "not_there"}

PATIENCE_S = 60.0

Hear = Callable[[], dict[str, Any]]


@pytest.fixture
def bed() -> Iterator[Testbed]:
    with input_devices() as bed:
        yield bed


@contextmanager
def holding(bed: Testbed, **fitting: float) -> Iterator[Hear]:
    """The program that holds it; gives what it says next. It ends after PATIENCE_S, so that no test waits for ever."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.devices.inputs.touching", json.dumps(fitting)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=bed.environment,
    ) as program:
        assert program.stdin is not None
        out = program.stdout
        assert out is not None

        def hear() -> dict[str, Any]:
            said: dict[str, Any] = json.loads(out.readline())
            return said

        deadline = threading.Timer(PATIENCE_S, program.kill)
        deadline.start()
        try:
            yield hear
        finally:
            deadline.cancel()
            program.stdin.close()
            program.wait(10)


def frames(*events: tuple[int, int, int], at: float = 0.0) -> bytes:
    """Events of one instant, in seconds from now, and the report that ends them."""
    instant = time.monotonic() + at
    return evemu.records(Event(*event, instant) for event in (*events, (e.EV_SYN, e.SYN_REPORT, 0)))


def put(contact: int, x: int = 16384, slot: int = 0) -> tuple[tuple[int, int, int], ...]:
    return (
        (e.EV_ABS, e.ABS_MT_SLOT, slot),
        (e.EV_ABS, e.ABS_MT_TRACKING_ID, contact),
        (e.EV_ABS, e.ABS_MT_POSITION_X, x),
        (e.EV_ABS, e.ABS_MT_POSITION_Y, 16384),
    )


def lift(slot: int = 0) -> tuple[tuple[int, int, int], ...]:
    return (e.EV_ABS, e.ABS_MT_SLOT, slot), (e.EV_ABS, e.ABS_MT_TRACKING_ID, -1)


LOST = evemu.records([Event(e.EV_SYN, e.SYN_DROPPED, 0, 1.0), Event(e.EV_SYN, e.SYN_REPORT, 0, 1.0)])


def told(said: dict[str, Any]) -> tuple[str, int]:
    return said["told"], said["contact"]


def test_touchscreens_are_held_alone_and_nothing_else_is(bed: Testbed) -> None:
    bed.plug("event1")
    touchpad = TouchDevice(
        "Touchpad", keys=(e.BTN_TOUCH, e.BTN_TOOL_FINGER), axes=INFRARED.device.axes, properties=(e.INPUT_PROP_POINTER,)
    )
    bed.plug_touch("event2", touchpad)
    bed.plug_touch("event3", TouchDevice("Pen", keys=(e.BTN_TOUCH, e.BTN_TOOL_PEN), axes=INFRARED.device.axes))
    bed.plug_touch("event4", INFRARED.device)
    with holding(bed) as hear:
        assert hear() == READY
        assert [node for node in range(1, 5) if bed.grabbed(f"event{node}")] == [4]


def test_two_fingers_are_told_apart(bed: Testbed) -> None:
    bed.plug_touch("event4", INFRARED.device)
    with holding(bed) as hear:
        assert hear() == READY
        bed.type("event4", frames(*put(1, 8192), at=1.0))
        assert hear() == {"told": "down", "contact": 1, "x": 250, "y": 500}
        bed.type("event4", frames(*put(2, 24576, slot=1), at=1.1))
        assert hear() == {"told": "down", "contact": 2, "x": 750, "y": 500}
        bed.type("event4", frames(*lift(0), at=1.2) + frames(*lift(1), at=1.3))
        assert [told(hear()), told(hear())] == [("up", 1), ("up", 2)]


def test_turned_by_the_settings(bed: Testbed) -> None:
    bed.plug_touch("event4", INFRARED.device)
    with holding(bed, turn=90) as hear:
        assert hear() == READY
        bed.type("event4", frames(*put(1, 8192), at=1.0))
        assert hear() == {"told": "down", "contact": 1, "x": 500, "y": 250}


def test_pulled_out_with_a_finger_on_it_and_back_under_another_name(bed: Testbed) -> None:
    with holding(bed) as hear:
        assert hear() == GONE
        for node in ("event4", "event17"):
            bed.plug_touch(node, INFRARED.device)
            assert hear() == READY
            bed.type(node, frames(*put(1)))
            down = hear()
            assert down["told"] == "down"
            bed.unplug(node)
            assert told(hear()) == ("cancel", down["contact"])
            assert hear() == GONE


def test_one_that_another_program_holds_is_not_ours_until_it_lets_go(bed: Testbed) -> None:
    bed.plug_touch("event2", INFRARED.device, held=True)
    with holding(bed) as hear:
        assert hear() == {"told": "TouchGone", "why": "busy"}
        bed.let_go("event2")
        assert hear() == READY
        assert bed.grabbed("event2")


def test_after_lost_events_the_kernel_is_asked_what_there_is(bed: Testbed) -> None:
    bed.plug_touch("event4", INFRARED.device)
    with holding(bed) as hear:
        assert hear() == READY
        bed.type("event4", frames(*put(1, 8192), *put(2, 24576, slot=1), at=1.0))
        assert [told(hear()), told(hear())] == [("down", 1), ("down", 2)]
        slots = {e.ABS_MT_TRACKING_ID: [1, 7], e.ABS_MT_POSITION_X: [8200, 500], e.ABS_MT_POSITION_Y: [16384, 500]}
        bed.state("event4", axes={e.ABS_MT_SLOT: 1}, slots=slots)
        bed.type("event4", LOST)
        assert [told(hear()), told(hear())] == [("cancel", 2), ("move", 1)]
        bed.type("event4", frames((e.EV_ABS, e.ABS_MT_TRACKING_ID, -1), at=1.2))  # of the slot that was said last
        bed.type("event4", frames(*put(1, 12288), at=1.3))
        assert hear() == {"told": "move", "contact": 1, "x": 375, "y": 500}
        bed.type("event4", frames(*lift(0), at=9.0))
        assert told(hear()) == ("up", 1)


def test_a_single_contact_that_was_lifted_unseen_presses_nothing(bed: Testbed) -> None:
    resistive = evemu.read(evemu.OURS / "resistive.events")
    bed.plug_touch("event4", resistive.device)
    with holding(bed) as hear:
        assert hear()["told"] == "TouchReady"
        touch = ((e.EV_KEY, e.BTN_TOUCH, 1), (e.EV_ABS, e.ABS_X, 1024), (e.EV_ABS, e.ABS_Y, 1024))
        bed.type("event4", frames(*touch, at=1.0))
        assert hear() == {"told": "down", "contact": 1, "x": 250, "y": 250}
        bed.state("event4", keys=[], axes={e.ABS_X: 1024, e.ABS_Y: 1024})
        bed.type("event4", LOST)
        assert told(hear()) == ("cancel", 1)
        bed.state("event4", keys=[e.BTN_TOUCH], axes={e.ABS_X: 3000, e.ABS_Y: 1024})
        bed.type("event4", LOST)
        bed.type("event4", frames((e.EV_KEY, e.BTN_TOUCH, 0), at=2.0) + frames(*touch, at=3.0))
        assert hear() == {"told": "down", "contact": 3, "x": 250, "y": 250}


def test_what_lies_on_the_panel_is_reported_and_does_not_block_it(bed: Testbed) -> None:
    bed.plug_touch("event4", INFRARED.device)
    with holding(bed, stuck_s=0.3) as hear:
        assert hear() == READY
        bed.type("event4", frames(*put(1, 8192)))
        assert told(hear()) == ("down", 1)
        assert told(hear()) == ("cancel", 1)
        assert told(hear()) == ("TouchStuck", 1)
        bed.type("event4", frames(*put(2, 24576, slot=1)))
        assert told(hear()) == ("down", 2)
        bed.type("event4", frames(*lift(1)) + frames(*lift(0)))
        assert hear()["contact"] == 2
        assert told(hear()) == ("TouchFreed", 1)


def test_what_was_on_it_before_we_came_does_not_count(bed: Testbed) -> None:
    bed.plug_touch("event4", INFRARED.device)
    slots = {e.ABS_MT_TRACKING_ID: [3, -1], e.ABS_MT_POSITION_X: [100, 0], e.ABS_MT_POSITION_Y: [100, 0]}
    bed.state("event4", axes={e.ABS_MT_SLOT: 0}, slots=slots)
    with holding(bed) as hear:
        assert hear() == READY
        bed.type("event4", frames((e.EV_ABS, e.ABS_MT_TRACKING_ID, -1), at=1.0) + frames(*put(4), at=1.1))
        assert told(hear()) == ("down", 2)


# --- recordings -------------------------------------------------------------------------------------------------------

REAL = [
    (["Atmel maXTouch Touchscreen.1-finger-fast-taps.events"], 9),
    (["EP0430M09.2-fingers-touch-release.events"], 2),
    (["ELAN CANDO Windows7.desc", "ELAN CANDO Windows7.1-finger-drag-up-down.events"], 1),
    (["QUANTA OpticalTouchScreen.desc", "QUANTA OpticalTouchScreen.touch-on-left.events"], 1),
]


def test_real_recordings_through_the_real_evdev(bed: Testbed) -> None:
    if not evemu.REAL.is_dir():
        pytest.skip("no recordings of real devices beside the project")
    with holding(bed) as hear:
        assert hear() == GONE
        for number, (names, contacts) in enumerate(REAL):
            recording, now = evemu.read(*(evemu.REAL / name for name in names)), time.monotonic()
            bed.plug_touch(f"event{number}", recording.device)
            assert hear() == {"told": "TouchReady", "name": recording.device.name}
            events = [replace(event, at=event.at + now) for event in recording.events]
            bed.type(f"event{number}", evemu.records(events))
            said: list[dict[str, Any]] = []
            while sum(each["told"] in ("up", "cancel") for each in said) < contacts:
                said.append(hear())
            assert [sum(each["told"] == step for each in said) for step in ("down", "up")] == [contacts, contacts]
            bed.unplug(f"event{number}")
            assert hear() == GONE
