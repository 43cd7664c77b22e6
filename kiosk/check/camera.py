"""`kiosk check camera`: looks through it for a few seconds and takes a photo, which is measured and thrown away."""

from __future__ import annotations

import queue
import threading
import time
from typing import assert_never

from devices.camera.camera import Camera
from devices.camera.outcomes import CameraGone, FaceSeen, Fault, Frame, NotTaken, Photo, Subject
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config
from kiosk.optics import camera as camera_of
from kiosk.rules.photos import face_faults

_LOOK_S = 3.0
_FIRST_S = 20.0
_PHOTO_S = 10.0
_SIZE = 420, 540


def check(config: Config) -> Report:
    """The camera of the settings."""
    if config.camera is None:
        return Report("camera", Result.NO_CAMERA, {}, "This terminal has no camera ([camera]).")
    return check_camera(camera_of(config.camera), _LOOK_S)


def check_camera(camera: Camera, look_s: float) -> Report:
    """Pictures for so many seconds, then a photo as for a card."""
    came: queue.SimpleQueue[Frame | CameraGone] = queue.SimpleQueue()
    began = time.monotonic()
    camera.frames(Subject.FACE, _SIZE, came.put)
    try:
        first = came.get(timeout=_FIRST_S)
        if isinstance(first, CameraGone):
            return _gone(first.why, {})
        findings: dict[str, Value] = {"first_picture_s": round(time.monotonic() - began, 1)}
        pictures, until = 0, time.monotonic() + look_s
        while (left := until - time.monotonic()) > 0:
            try:
                following = came.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(following, CameraGone):
                return _gone(following.why, findings)
            pictures += 1
        findings["pictures_a_second"] = round(pictures / look_s, 1)
        return _photo(camera, findings)
    except queue.Empty:
        return _gone(Fault.SILENT, {})
    finally:
        camera.close()


def _photo(camera: Camera, findings: dict[str, Value]) -> Report:
    match camera.still(_PHOTO_S, threading.Event()):
        case Photo() as photo:
            findings |= {"photo_width": photo.width, "photo_height": photo.height, "photo_bytes": len(photo.jpeg)}
            if isinstance(photo.seen, FaceSeen):
                findings |= _measured(photo.seen)
            return Report("camera", Result.OK, findings)
        case CameraGone(why):
            return _gone(why, findings)
        case NotTaken():
            return _gone(Fault.SILENT, findings)
        case never:
            assert_never(never)


def _measured(seen: FaceSeen) -> dict[str, Value]:
    """What helps to set up light and place; nothing of it says who stood there."""
    return {
        "faces": seen.faces,
        "light": round(seen.light),
        "contrast": round(seen.contrast),
        "sharpness": round(seen.sharpness, 1),
        "background_unrest": round(seen.unrest),
        "to_change": [fault.value for fault in face_faults(seen)],
    }


def _gone(why: Fault, findings: dict[str, Value]) -> Report:
    said = findings | {"reason": why.value}
    match why:
        case Fault.NOT_THERE:
            return Report("camera", Result.NO_CAMERA, said, "It isn't there: look at the cable and the settings.")
        case Fault.BUSY:
            advice = "It can't be opened: another program holds it (stop the terminal), or it is no camera."
            return Report("camera", Result.CAMERA_BUSY, said, advice)
        case Fault.NOT_PERMITTED:
            advice = "This user may not open it: add it to the group 'video', or mend the udev rule."
            return Report("camera", Result.CAMERA_NOT_PERMITTED, said, advice)
        case Fault.TOO_SMALL:
            advice = "It gives too few pixels for a photo: at least 1280 x 720 is needed."
            return Report("camera", Result.CAMERA_FAILS, said, advice)
        case Fault.SILENT | Fault.FROZEN | Fault.UNPLUGGED | Fault.BROKEN:
            advice = "It gives no living pictures: unplug it, wait, plug it in again; try another cable."
            return Report("camera", Result.CAMERA_FAILS, said, advice)
        case never:
            assert_never(never)
