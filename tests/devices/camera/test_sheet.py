"""A real certificate of ours, drawn by poppler, laid on a desk, photographed askew, straightened, read by tesseract."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from cv2.typing import MatLike

from devices.camera.outcomes import SheetSeen
from devices.camera.sheet import flattened, look
from kiosk.rules.photos import SheetFault, sheet_faults
from tests.gateway.certificates.paper.presses import sample

UHD, HD = (3840, 2160), (1920, 1080)


@dataclass(frozen=True)
class Shot:
    """How the sheet lies there. fill: of the picture's height; lean: the far edge is shorter; turn: degrees."""

    size: tuple[int, int] = HD
    fill: float = 0.9
    lean: float = 0.0
    turn: float = 4.0
    aside: float = 0.0
    blur: float = 0.0
    light: float = 1.0
    shadow: float = 0.0
    glare: bool = False


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> MatLike:
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.pdf").write_bytes(sample("resident_record").pdf)
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", folder / "page.pdf", folder / "page"], check=True)
    picture = cv2.imread(str(folder / "page.png"))
    assert picture is not None
    return picture


def photographed(page: MatLike, shot: Shot) -> MatLike:
    (width, height), (ph, pw) = shot.size, page.shape[:2]
    h = height * shot.fill
    w = h * pw / ph
    turn = np.radians(shot.turn)
    corners = np.array(
        [(-w / 2 * (1 - shot.lean), -h / 2), (w / 2 * (1 - shot.lean), -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]
    )
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    placed = (turned + np.array([width * (0.5 + shot.aside), height / 2])).astype(np.float32)
    whole = np.array([(0, 0), (pw, 0), (pw, ph), (0, ph)], np.float32)
    flat = cv2.warpPerspective(
        page,
        cv2.getPerspectiveTransform(whole, placed),
        (width, height),
        flags=cv2.INTER_AREA,
        borderValue=(70, 80, 90),
    )
    seen: MatLike = (
        flat.astype(np.float32) * 0.88 * np.linspace(1, 1 - shot.shadow, width, dtype=np.float32)[None, :, None]
    )
    if shot.glare:
        ys, xs = np.mgrid[0:height, 0:width]
        far = ((xs - width * 0.5) / (width * 0.06)) ** 2 + ((ys - height * 0.4) / (height * 0.06)) ** 2
        seen += 300 * np.exp(-far)[:, :, None].astype(np.float32)
    if shot.blur:
        seen = cv2.GaussianBlur(seen, (0, 0), shot.blur)
    noise = np.random.default_rng(0).normal(0, 2, seen.shape)
    picture: MatLike = np.clip(seen * shot.light + noise, 0, 255).astype(np.uint8)
    return picture


@pytest.mark.parametrize(
    "shot",
    [
        Shot(),
        Shot(size=UHD),
        Shot(lean=0.12),
        Shot(turn=-9.0, fill=0.8),
        Shot(shadow=0.5),
        Shot(blur=1.0),
    ],
)
def test_a_sheet_that_lies_well_is_found_to_the_pixel_and_has_no_fault(page: MatLike, shot: Shot) -> None:
    seen = look(photographed(page, shot))
    assert sheet_faults(seen) == ()
    expected = shot.fill * shot.fill * (1 - shot.lean / 2) * (210 / 297) * shot.size[1] / shot.size[0]
    assert seen.share == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(
    ("shot", "fault"),
    [
        (Shot(fill=1.15), SheetFault.CUT),
        (Shot(aside=0.4), SheetFault.CUT),
        (Shot(fill=0.5), SheetFault.SMALL),
        (Shot(light=0.3), SheetFault.DARK),
        (Shot(glare=True), SheetFault.GLARE),
        (Shot(blur=2.0), SheetFault.BLURRED),
        (Shot(size=UHD, blur=5.0), SheetFault.BLURRED),
    ],
    ids=lambda value: value.value if isinstance(value, SheetFault) else "",
)
def test_what_is_wrong_is_said_first(page: MatLike, shot: Shot, fault: SheetFault) -> None:
    assert sheet_faults(look(photographed(page, shot)))[:1] == (fault,)


def test_without_a_sheet_there_is_none() -> None:
    desk = np.full((1080, 1920, 3), 90, np.uint8)
    desk[::7, ::5] = 110
    assert look(desk).corners == ()
    assert flattened(desk) is None
    assert sheet_faults(SheetSeen(light=float(desk.mean()))) == (SheetFault.NO_SHEET,)


@pytest.mark.parametrize("shot", [Shot(size=UHD, lean=0.12), Shot(size=UHD, turn=-9.0, fill=0.8, shadow=0.5)])
def test_straightened_it_can_be_read(page: MatLike, shot: Shot, tmp_path: Path) -> None:
    flat = flattened(photographed(page, shot))
    assert flat is not None
    assert flat.shape[0] / flat.shape[1] == pytest.approx(297 / 210, abs=0.01)
    assert np.percentile(flat, 90) > 235, "paper is white"
    cv2.imwrite(str(tmp_path / "flat.png"), flat)
    line = ["tesseract", str(tmp_path / "flat.png"), "-", "-l", "jpn", "--psm", "6"]
    read = subprocess.run(line, capture_output=True, text=True, check=True).stdout.replace(" ", "")
    assert "住民票" in read
    assert "こもれび市" in read
