"""The scanner at the kernel's interface, mocked by umockdev: found, grabbed, read, pulled out, plugged in again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from devices.inputs.keymap import Layout, strokes
from devices.virtual.scanner.program import typed
from tests.parts.umockdev import Testbed, input_devices

ID = "00012345678901234567890"


def keys(text: str) -> bytes:
    return b"".join(record for record in typed(strokes(Layout.JIS, text), None) if record)


class Reading:
    """The program that reads."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def told(self) -> dict[str, Any]:
        assert self._program.stdout is not None
        answer: dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer

    def order(self, line: str) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(line + "\n")
        self._program.stdin.flush()

    def ask(self, line: str) -> dict[str, Any]:
        self.order(line)
        return self.told()


@pytest.fixture
def bed() -> Iterator[Testbed]:
    with input_devices() as bed:
        yield bed


@pytest.fixture
def reading(bed: Testbed) -> Iterator[Reading]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.devices.inputs.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=bed.environment,
    ) as program:
        try:
            yield Reading(program)
        finally:
            assert program.stdin is not None
            program.stdin.close()
            program.wait(10)


def scan(bed: Testbed, reading: Reading, node: str, text: str) -> dict[str, Any]:
    """Have it read, type, and say what was read. What is typed too early is forgotten, so it is typed again."""
    for _ in range(50):
        reading.order("read 0.5")
        bed.type(node, keys(text))
        told = reading.told()
        if told["outcome"] != "NothingScanned":
            return told
    raise AssertionError("nothing was ever scanned")


def test_it_is_found_by_its_numbers_and_held_alone(bed: Testbed, reading: Reading) -> None:
    bed.plug("event3", vendor=0xFFF0, product=2)
    bed.plug("event4")
    try:
        reading.told()
        assert reading.ask("state") == {"outcome": "ScannerReady", "name": "Synthetic Barcode Scanner"}
        assert bed.grabbed("event4")
        assert not bed.grabbed("event3")
        assert scan(bed, reading, "event4", ID) == {"outcome": "Scanned", "text": ID}
        address = f"https://form.example.jp/id?x=1&id={ID}"
        assert scan(bed, reading, "event4", address) == {"outcome": "Scanned", "text": address}
    finally:
        bed.unplug("event4")
        bed.unplug("event3")


def test_pulled_out_in_the_middle_and_back_under_another_name(bed: Testbed, reading: Reading) -> None:
    assert reading.told() == {"outcome": "ScannerGone", "why": "not_there"}
    bed.plug("event4")
    assert reading.ask("state")["outcome"] == "ScannerReady"
    reading.order("read 30")
    bed.type("event4", keys(ID)[: len(keys(ID)) // 2 // 24 * 24])
    bed.unplug("event4")
    assert reading.told() == {"outcome": "ScannerGone", "why": "not_there"}
    assert reading.ask("read 30") == {"outcome": "ScannerGone", "why": "not_there"}
    bed.plug("event7")
    try:
        assert scan(bed, reading, "event7", "ABC-123") == {"outcome": "Scanned", "text": "ABC-123"}
    finally:
        bed.unplug("event7")


def test_it_is_taken_by_itself_when_it_comes_while_nobody_asks(bed: Testbed, reading: Reading) -> None:
    reading.told()
    bed.plug("event9")
    try:
        for _ in range(10_000):
            if bed.grabbed("event9"):
                break
        else:
            pytest.fail("plugged in, and never grabbed")
    finally:
        bed.unplug("event9")


def test_one_that_another_program_holds_is_not_ours_until_it_lets_go(bed: Testbed, reading: Reading) -> None:
    reading.told()
    bed.plug("event2", held=True)
    try:
        assert reading.ask("state") == {"outcome": "ScannerGone", "why": "busy"}
        assert reading.ask("read 30") == {"outcome": "ScannerGone", "why": "busy"}
        bed.let_go("event2")
        assert reading.ask("state")["outcome"] == "ScannerReady"
    finally:
        bed.unplug("event2")
