"""The camera's worker against the virtual camera, which goes wrong in the middle, and against a video file."""

from __future__ import annotations

import io
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PIL import Image

from devices.camera.outcomes import CameraGone, FaceSeen, Fault, Frame, NotTaken, Photo, Subject
from devices.camera.photo_file import facts
from devices.camera.process import ProcessCamera, V4l2, Virtual
from devices.virtual.camera.person import Pose, draw
from devices.virtual.camera.program import CameraProgram
from devices.virtual.camera.program import Fault as Ordered
from kiosk.rules.photos import PictureFile, card_photo_faults, face_faults

SIZE = 280, 360
LONG_S = 60.0


class Watching:
    """What the camera gave."""

    def __init__(self, camera: ProcessCamera) -> None:
        self.camera = camera
        self._came: queue.Queue[Frame | CameraGone] = queue.Queue()

    def start(self, subject: Subject = Subject.FACE) -> None:
        self.camera.frames(subject, SIZE, self._came.put)

    def next(self) -> Frame | CameraGone:
        return self._came.get(timeout=LONG_S)

    def frame(self) -> Frame:
        came = self.next()
        assert isinstance(came, Frame), came
        return came

    def until_gone(self) -> CameraGone:
        while isinstance(came := self.next(), Frame):
            pass
        return came

    def until_measured(self, faces: int) -> Frame:
        """The pictures that were on their way already show what stood there before."""
        while True:
            frame = self.frame()
            assert isinstance(frame.seen, FaceSeen)
            if frame.seen.faces == faces:
                return frame


@pytest.fixture
def device(tmp_path: Path) -> Iterator[CameraProgram]:
    device = CameraProgram(tmp_path / "camera")
    device.plug()
    yield device
    device.unplug()


@pytest.fixture
def watching(device: CameraProgram, tmp_path: Path) -> Iterator[Watching]:
    camera = ProcessCamera(Virtual(tmp_path / "camera"))
    yield Watching(camera)
    camera.close()


def test_frames_are_mirrored_and_the_photo_is_not(watching: Watching, device: CameraProgram) -> None:
    device.pose(replace(Pose(), x=-0.15))
    watching.start()
    frame = watching.until_measured(1)
    assert (frame.width, frame.height) == SIZE
    preview = Image.frombytes("RGB", SIZE, frame.rgb).convert("L")
    photo = watching.camera.still(LONG_S, threading.Event())
    assert isinstance(photo, Photo)
    taken = Image.open(io.BytesIO(photo.jpeg)).convert("L").resize(SIZE)
    # Her hair is dark, the wall is bright: she stands left of the middle, in the mirror right of it.
    assert _darker_half(taken) == "left"
    assert _darker_half(preview) == "right"


def test_the_photo_is_one_that_may_be_sent(watching: Watching, device: CameraProgram) -> None:
    watching.start()
    watching.until_measured(1)
    photo = watching.camera.still(LONG_S, threading.Event())
    assert isinstance(photo, Photo)
    assert isinstance(photo.seen, FaceSeen)
    assert face_faults(photo.seen) == ()
    what = facts(photo.jpeg)
    assert card_photo_faults(PictureFile(**{name: getattr(what, name) for name in PictureFile.__slots__})) == ()


@pytest.mark.parametrize(
    ("ordered", "why"), [("frozen", Fault.FROZEN), ("silent", Fault.SILENT), ("small", Fault.TOO_SMALL)]
)
def test_what_goes_wrong_in_the_middle_is_said(
    watching: Watching, device: CameraProgram, ordered: Ordered, why: Fault
) -> None:
    watching.start()
    watching.frame()
    device.fault(ordered)
    assert watching.until_gone() == CameraGone(why)
    assert watching.camera.still(LONG_S, threading.Event()) == CameraGone(why)


def test_in_the_dark_there_is_a_picture_and_nobody_in_it(watching: Watching, device: CameraProgram) -> None:
    watching.start()
    watching.until_measured(1)
    device.fault("dark")
    while True:
        frame = watching.frame()
        assert isinstance(frame.seen, FaceSeen)
        if frame.seen.light < 40:
            break


def test_spoilt_pictures_are_left_out(watching: Watching, device: CameraProgram) -> None:
    device.fault("spoilt")
    watching.start()
    watching.until_measured(1)


def test_unplugged_and_plugged_in_again(watching: Watching, device: CameraProgram) -> None:
    watching.start()
    watching.frame()
    device.unplug()
    assert watching.until_gone() == CameraGone(Fault.UNPLUGGED)
    device.plug()
    watching.start()
    watching.until_measured(1)


def test_closed_its_lamp_goes_out_and_nothing_more_comes(watching: Watching, device: CameraProgram) -> None:
    watching.start()
    watching.frame()
    watching.camera.close()
    assert device.wait_watched(False, LONG_S)
    assert watching.camera.still(LONG_S, threading.Event()) == NotTaken()


def test_a_photo_can_be_called_off(watching: Watching, device: CameraProgram) -> None:
    watching.start()
    watching.frame()
    device.fault("silent")
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(watching.camera.still, LONG_S, cancel)
        cancel.set()
        assert isinstance(taking.result(LONG_S), NotTaken | CameraGone)


def test_nothing_there(tmp_path: Path) -> None:
    for where in (Virtual(tmp_path / "camera"), V4l2(tmp_path / "video9")):
        watching = Watching(ProcessCamera(where))
        watching.start()
        assert watching.until_gone() == CameraGone(Fault.NOT_THERE)


def test_what_is_no_camera_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"no camera")
    watching = Watching(ProcessCamera(V4l2(tmp_path / "video0")))
    watching.start()
    assert watching.until_gone() == CameraGone(Fault.BUSY)


@pytest.mark.parametrize("turn", [0, 90])
def test_opencvs_own_reader_on_a_video_file(tmp_path: Path, turn: int) -> None:
    file = tmp_path / "film.avi"
    size = (1280, 720) if turn == 0 else (1440, 1080)
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 15, size)
    picture = draw(*(size if turn == 0 else size[::-1]), Pose(head=0.66 if turn == 0 else 0.6))
    picture = picture if turn == 0 else cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
    for at in range(60):
        living = picture.copy()
        living[at : at + 40, at : at + 40] = at * 4
        film.write(living)
    film.release()
    watching = Watching(ProcessCamera(V4l2(file, turn=turn)))
    watching.start()
    faces = 0
    while isinstance(came := watching.next(), Frame):
        assert isinstance(came.seen, FaceSeen)
        faces = max(faces, came.seen.faces)
    assert came == CameraGone(Fault.UNPLUGGED)
    assert faces == 1


def test_the_terminals_own_process_never_loads_opencv() -> None:
    line = (
        "import sys, devices.camera.process, devices.camera.photo_file as _; print({'cv2', 'numpy'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True).stdout
    assert told == "set()\n"


def _darker_half(picture: Image.Image) -> str:
    width, height = picture.size
    left = picture.crop((0, 0, width // 2, height * 2 // 3)).resize((1, 1), Image.Resampling.BOX)
    right = picture.crop((width // 2, 0, width, height * 2 // 3)).resize((1, 1), Image.Resampling.BOX)
    return "left" if left.getpixel((0, 0)) < right.getpixel((0, 0)) else "right"  # type: ignore[operator]
