"""From the virtual camera through its worker to the page."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.camera.outcomes import CameraGone, FaceSeen, Fault, Subject
from devices.camera.process import ProcessCamera, Virtual
from devices.virtual.camera.person import Pose
from devices.virtual.camera.program import CameraProgram
from kiosk.viewing import SteadyAdvice, Viewing, advice
from kiosk.words import FluentWords
from screens.metrics import PANEL_A
from screens.page import Frame, TrayState, Viewfinder, Wait
from screens.phrase import msg
from screens.view import View

GOOD = FaceSeen(faces=1, size=0.46, dy=0.04, eyes=2, light=170.0, contrast=40.0, sharpness=15.0)
PAGE = Viewfinder(name="photo", heading=msg("screen-service"), subject="face", action=msg("screen-service"))
FRAME = Frame(tray=TrayState.EMPTY)


class House:
    """View, camera, and a loop that is turned by hand."""

    def __init__(self, device: CameraProgram, path: Path) -> None:
        self.device = device
        self.view = View(PANEL_A, FluentWords("ja"))
        self.view.show(PAGE, FRAME)
        self.gone: list[CameraGone] = []
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.viewing = Viewing(ProcessCamera(Virtual(path)), self.view, self._posted.put, self.gone.append)

    def turn(self) -> None:
        self._posted.get(timeout=60)()

    def advice(self) -> str | None:
        tree = self.view.tree()
        widget = tree.find("advice") if tree is not None else None
        return None if widget is None else widget.label.plain

    def until_said(self, said: str) -> None:
        while self.advice() is None or said not in (self.advice() or ""):
            self.turn()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    device = CameraProgram(tmp_path / "camera")
    device.plug()
    house = House(device, tmp_path / "camera")
    yield house
    house.viewing.close()
    device.unplug()


def test_what_the_camera_sees_is_shown_with_what_to_change(house: House) -> None:
    house.device.pose(replace(Pose(), head=0.42))
    house.viewing.open(Subject.FACE)
    house.until_said("近づいてください")
    house.device.pose(Pose())
    house.until_said("このまま")
    house.device.pose(replace(Pose(), tilt=12))
    house.until_said("まっすぐ")


def test_closed_the_camera_is_let_go_and_late_pictures_are_dropped(house: House) -> None:
    house.viewing.open(Subject.FACE)
    house.until_said("このまま")
    late = house._posted.get(timeout=60)
    house.viewing.close()
    assert house.device.wait_watched(False, 60)
    house.view.show(replace(PAGE, name="another"), FRAME)
    late()
    tree = house.view.tree()
    assert tree is not None
    live = tree.find("live")
    assert live is not None
    assert "用意" in live.label.plain


def test_it_is_told_once_when_the_camera_fails(house: House) -> None:
    house.viewing.open(Subject.FACE)
    house.until_said("このまま")
    house.device.unplug()
    while not house.gone:
        house.turn()
    assert house.gone == [CameraGone(Fault.UNPLUGGED)]


def test_on_another_page_the_camera_stays_closed(house: House) -> None:
    house.view.show(Wait(name="wait", heading=msg("screen-service")), FRAME)
    house.viewing.open(Subject.FACE)
    assert not house.device.watched


def test_words_change_when_two_measurements_agree() -> None:
    steady, far = SteadyAdvice(), replace(GOOD, size=0.2)
    assert steady.heard(GOOD, 1) == (None, False)
    assert steady.heard(GOOD, 1) == (None, False), "the same measurement again is no second one"
    assert steady.heard(GOOD, 2) == advice(GOOD)
    assert steady.heard(far, 3) == advice(GOOD)
    assert steady.heard(GOOD, 4) == advice(GOOD)
    assert steady.heard(far, 5) == advice(GOOD)
    assert steady.heard(far, 6) == advice(far)
