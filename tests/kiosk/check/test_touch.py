"""`kiosk check touch` tells the truth, about devices of the kernel's own kind (umockdev)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import ConfigError, load
from kiosk.demo.child import COMMANDS
from tests.kiosk.check.test_receipt import SETTINGS
from tests.parts import evemu
from tests.parts.umockdev import Testbed, input_devices

PALM = evemu.read(evemu.OURS / "palm.events").device
"""527 x 296 mm, and tells it."""

PANEL = "[display]\nwidth_mm = 527\nheight_mm = 296\n"


@pytest.fixture
def bed() -> Iterator[Testbed]:
    with input_devices() as bed:
        yield bed


def settings(folder: Path, section: str) -> Path:
    (folder / "any.pem").touch()
    file = folder / "kiosk.toml"
    file.write_text(SETTINGS + section, encoding="utf-8")
    return file


def check(bed: Testbed, folder: Path, section: str) -> tuple[int, str, dict[str, object]]:
    command = [COMMANDS / "kiosk", "--config", settings(folder, section), "check", "touch", "--json"]
    done = subprocess.run(command, env=bed.environment, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert done.returncode == report["exit_code"]
    return done.returncode, report["result"], report["findings"]


def test_one_that_is_there_is_described(bed: Testbed, tmp_path: Path) -> None:
    section = PANEL + '[touch]\nname = "Palm"\ncalibration = [1, 0, 0.5, 0, 1, 0]'
    bed.plug_touch("event5", PALM)
    try:
        code, result, findings = check(bed, tmp_path, section)
    finally:
        bed.unplug("event5")
    assert (code, result) == (0, "ok")
    assert findings == {
        "path": "evdev",
        "found": True,
        "grabbed": True,
        "name": "Synthetic Palm",
        "devices": 1,
        "kind": "multi_touch_b",
        "x": "0 to 5269",
        "y": "0 to 2959",
        "units_per_mm": "10 x 10",
        "size_mm": "527 x 296",
        "contacts": 10,
        "tells_size_of_contacts": True,
        "pressure": None,
        "clock": "monotonic",
        "turn": 0,
        "calibration": "1, 0, 0.5, 0, 1, 0",
    }


@pytest.mark.parametrize(
    ("turn", "portrait", "expected"), [(0, True, "touch_turned"), (90, True, "ok"), (270, False, "touch_turned")]
)
def test_one_that_lies_across_the_panel_is_told(
    bed: Testbed, tmp_path: Path, turn: int, portrait: bool, expected: str
) -> None:
    panel = "[display]\nwidth_px = 1080\nheight_px = 1920\nwidth_mm = 296\nheight_mm = 527\n" if portrait else PANEL
    bed.plug_touch("event7", PALM)
    try:
        assert check(bed, tmp_path, f"{panel}[touch]\nturn = {turn}\n")[1] == expected
    finally:
        bed.unplug("event7")


def test_one_that_is_missing_another_one_or_held_elsewhere(bed: Testbed, tmp_path: Path) -> None:
    assert check(bed, tmp_path, "[touch]\n")[:2] == (33, "no_touch")
    bed.plug_touch("event6", replace(PALM, vendor=0x1234), held=True)
    try:
        assert check(bed, tmp_path, "[touch]\nvendor = 1\nproduct = 2\n")[:2] == (33, "no_touch")
        code, result, findings = check(bed, tmp_path, "[touch]\nvendor = 0x1234\nproduct = 2\n")
        assert (code, result) == (34, "touch_busy")
        assert findings == {"path": "evdev", "found": True, "grabbed": False}
    finally:
        bed.unplug("event6")


def test_without_the_section_the_display_brings_touches(bed: Testbed, tmp_path: Path) -> None:
    assert check(bed, tmp_path, "") == (0, "ok", {"path": "sdl"})


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("vendor = 1", "go together"),
        ("calibration = [1, 0, 0, 1, 0, 0]", "into a line"),
        ("calibration = [nan, 0, 0, 0, 1, 0]", "into a line"),
        ("calibration = [1, 0, 0]", "calibration"),
        ("turn = 45", "touch.turn"),
        ("stuck_s = 1", "touch.stuck_s"),
    ],
)
def test_settings_that_can_not_be_meant_are_refused(tmp_path: Path, section: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load(settings(tmp_path, f"[touch]\n{section}\n"))
