"""Keypad and headphone switch at the kernel's interface, mocked by umockdev: found, grabbed, felt, pulled, back."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from evdev import ecodes as codes

from devices.inputs.keypad import Key, key_of
from devices.inputs.sources import RECORD, Event
from tests.parts.umockdev import Testbed, input_devices


def record(kind: int, code: int, value: int) -> bytes:
    return RECORD.pack(0, 0, kind, code, value)


def press(*pressed: int) -> bytes:
    """Keys that go down and up again."""
    sync = record(codes.EV_SYN, codes.SYN_REPORT, 0)
    return b"".join(record(codes.EV_KEY, code, 1) + sync + record(codes.EV_KEY, code, 0) + sync for code in pressed)


class Feeling:
    """The program that holds it."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def told(self) -> dict[str, Any]:
        assert self._program.stdout is not None
        told: dict[str, Any] = json.loads(self._program.stdout.readline())
        return told


@pytest.fixture
def bed() -> Iterator[Testbed]:
    with input_devices() as bed:
        yield bed


@contextmanager
def feeling(bed: Testbed, what: str) -> Iterator[Feeling]:
    command = [sys.executable, "-m", "tests.devices.inputs.feeling", what]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=bed.environment
    ) as program:
        try:
            yield Feeling(program)
        finally:
            assert program.stdin is not None
            program.stdin.close()
            program.wait(30)


def test_a_keypad_is_held_alone_and_felt_key_by_key(bed: Testbed) -> None:
    bed.plug("event4")
    with feeling(bed, "keypad") as felt:
        assert felt.told() == {"absence": None}
        assert bed.grabbed("event4")
        bed.type("event4", press(codes.KEY_KP7, codes.KEY_7, codes.KEY_DOWN, codes.KEY_KPENTER, codes.KEY_KPASTERISK))
        assert [felt.told()["key"] for _ in range(5)] == ["7", "7", "down", "confirm", "voice"]
        bed.type("event4", press(codes.KEY_A) + record(codes.EV_KEY, codes.KEY_1, 2) + press(codes.KEY_ESC))
        assert felt.told() == {"key": "back"}  # neither a letter nor a key that is held
        bed.unplug("event4")
        assert felt.told() == {"absence": "not_there"}


def test_it_is_taken_up_again_under_another_name(bed: Testbed) -> None:
    with feeling(bed, "keypad") as felt:
        assert felt.told() == {"absence": "not_there"}
        bed.plug("event4")
        assert felt.told() == {"absence": None}
        bed.unplug("event4")
        assert felt.told() == {"absence": "not_there"}
        bed.plug("event9")
        assert felt.told() == {"absence": None}
        bed.type("event9", press(codes.KEY_5))
        assert felt.told() == {"key": "5"}
        bed.unplug("event9")


def test_one_that_another_program_holds_is_busy(bed: Testbed) -> None:
    bed.plug("event4", held=True)
    with feeling(bed, "keypad") as felt:
        assert felt.told() == {"absence": "busy"}
    bed.unplug("event4")


def test_headphones_that_are_in_already_come_and_go(bed: Testbed) -> None:
    bed.plug_switch("event2", "USB Headset", {codes.SW_HEADPHONE_INSERT: True})
    with feeling(bed, "headphones") as felt:
        assert felt.told() == {"plugged": True}
        bed.type("event2", record(codes.EV_SW, codes.SW_HEADPHONE_INSERT, 0))
        assert felt.told() == {"plugged": False}
        bed.type("event2", record(codes.EV_SW, codes.SW_MICROPHONE_INSERT, 1))
        bed.type("event2", record(codes.EV_SW, codes.SW_HEADPHONE_INSERT, 1))
        assert felt.told() == {"plugged": True}
        bed.unplug("event2")
        assert felt.told() == {"plugged": False}


def test_an_empty_socket_is_told_at_once(bed: Testbed) -> None:
    bed.plug_switch("event2", "USB Headset", {codes.SW_HEADPHONE_INSERT: False, codes.SW_MICROPHONE_INSERT: True})
    with feeling(bed, "headphones") as felt:
        assert felt.told() == {"plugged": False}
        bed.type("event2", record(codes.EV_SW, codes.SW_HEADPHONE_INSERT, 1))
        assert felt.told() == {"plugged": True}
    bed.unplug("event2")


def test_a_switch_that_is_not_there_is_an_empty_socket(bed: Testbed) -> None:
    bed.plug_switch("event2", "Lid", {codes.SW_LID: True})
    with feeling(bed, "headphones") as felt:
        assert felt.told() == {"plugged": False}
    bed.unplug("event2")


def test_every_key_can_be_pressed_on_a_number_pad() -> None:
    pad = [*(getattr(codes, f"KEY_KP{digit}") for digit in range(10)), codes.KEY_KPPLUS, codes.KEY_KPMINUS]
    pad += [codes.KEY_KPENTER, codes.KEY_KPDOT, codes.KEY_KPASTERISK]
    assert {key_of(Event(codes.EV_KEY, code, 1, 0.0)) for code in pad} == set(Key)
    assert len(Key) == 15


def test_a_record_is_as_long_as_the_kernels() -> None:
    assert len(record(0, 0, 0)) == RECORD.size == struct.calcsize("@llHHi")
