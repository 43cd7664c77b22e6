"""`kiosk check scanner` and `kiosk check camera` tell the truth, and nothing of what was scanned or seen."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.inputs.keymap import Layout
from devices.virtual.camera.program import CameraProgram
from devices.virtual.camera.program import Fault as CameraFault
from devices.virtual.scanner.program import Fault, ScannerProgram
from kiosk.check.scanner import check_scanner
from kiosk.cli import main
from kiosk.config import ConfigError, ScannerUsb, ScannerVirtual, load
from kiosk.optics import scanner as scanner_of
from tests.kiosk.check.test_receipt import SETTINGS

ID = "31415926535897932384626"


def settings(tmp_path: Path, section: str) -> Path:
    (tmp_path / "any.pem").touch()
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS + section, encoding="utf-8")
    return file


def check(what: str, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = main(["--config", str(file), "check", what, "--json"])
    told = capsys.readouterr()
    assert ID not in told.out + told.err
    return code, json.loads(told.out)


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[ScannerProgram]:
    scanner = ScannerProgram(tmp_path / "scanner", Layout.JIS)
    scanner.plug()
    yield scanner
    scanner.unplug()


@pytest.fixture
def camera(tmp_path: Path) -> Iterator[CameraProgram]:
    camera = CameraProgram(tmp_path / "camera")
    camera.plug()
    yield camera
    camera.unplug()


def held_again_and_again(scanner: ScannerProgram, text: str, fault: Fault | None) -> threading.Event:
    """The technician's hand."""
    enough = threading.Event()

    def hold() -> None:
        while not enough.is_set():
            if scanner.wait_held(30):
                scanner.scan(text, fault)

    threading.Thread(target=hold, daemon=True).start()
    return enough


@pytest.mark.parametrize(("text", "is_id"), [(ID, True), ("4901234567894", False)])
def test_a_code_is_read_and_not_told(
    scanner: ScannerProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, is_id: bool
) -> None:
    enough = held_again_and_again(scanner, text, None)
    code, report = check("scanner", settings(tmp_path, '[scanner]\nkind = "virtual"\ndevice = "scanner"\n'), capsys)
    enough.set()
    assert (code, report["result"]) == (0, "ok")
    name = "Madoguchi virtual scanner"
    assert report["findings"] == {"name": name, "scanned": "yes", "signs": len(text), "application_id": is_id}


def test_a_code_that_is_none(scanner: ScannerProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enough = held_again_and_again(scanner, ID, "foreign_key")
    code, report = check("scanner", settings(tmp_path, '[scanner]\nkind = "virtual"\ndevice = "scanner"\n'), capsys)
    enough.set()
    assert (code, report["findings"]) == (84, {"name": "Madoguchi virtual scanner", "reason": "unknown_key"})


def test_nothing_scanned(scanner: ScannerProgram, tmp_path: Path) -> None:
    ours = scanner_of(ScannerVirtual(kind="virtual", device=tmp_path / "scanner"))
    assert scanner.wait_held(30)
    assert check_scanner(ours, 0.01).result == 83
    ours.close()


@pytest.mark.parametrize(
    "section", ["", '[scanner]\nkind = "virtual"\ndevice = "scanner"\n', '[scanner]\nkind = "usb"\nname = "No such"\n']
)
def test_no_scanner(tmp_path: Path, capsys: pytest.CaptureFixture[str], section: str) -> None:
    assert check("scanner", settings(tmp_path, section), capsys)[0] == 80


def test_a_camera_that_works(camera: CameraProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = check("camera", settings(tmp_path, '[camera]\nkind = "virtual"\ndevice = "camera"\n'), capsys)
    findings = report["findings"]
    assert code == 0
    assert isinstance(findings, dict)
    assert (findings["photo_width"], findings["photo_height"]) == (560, 720)
    assert (findings["faces"], findings["to_change"]) == (1, [])
    assert camera.wait_watched(False, 30)


@pytest.mark.parametrize("fault", ["silent", "frozen", "small"])
def test_a_camera_that_fails(
    camera: CameraProgram, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: CameraFault
) -> None:
    camera.fault(fault)
    code, report = check("camera", settings(tmp_path, '[camera]\nkind = "virtual"\ndevice = "camera"\n'), capsys)
    assert (code, report["result"]) == (88, "camera_fails")


@pytest.mark.parametrize("section", ["", '[camera]\nkind = "v4l2"\ndevice = "/dev/video-none"\n'])
def test_no_camera(tmp_path: Path, capsys: pytest.CaptureFixture[str], section: str) -> None:
    assert check("camera", settings(tmp_path, section), capsys)[0] == 85


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ('[scanner]\nkind = "usb"\n', "every keyboard would be a scanner"),
        ('[scanner]\nkind = "usb"\nvendor = 1\n', "vendor and product go together"),
        ('[camera]\nkind = "v4l2"\ndevice = "x"\nturn = 45\n', "camera"),
    ],
)
def test_settings_that_can_t_be_meant(tmp_path: Path, section: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load(settings(tmp_path, section))


def test_nothing_virtual_in_production(tmp_path: Path) -> None:
    file = settings(tmp_path, '[camera]\nkind = "virtual"\ndevice = "camera"\n')
    file.write_text(file.read_text(encoding="utf-8").replace('"demo"', '"production"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="nothing virtual in production"):
        load(file)


def test_a_usb_scanner_is_known_by_name_or_numbers() -> None:
    assert ScannerUsb(kind="usb", name="Scanner").vendor is None
    assert ScannerUsb(kind="usb", vendor=1, product=2).name is None
