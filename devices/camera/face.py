"""What can be measured of a face photo, without knowing anybody: OpenCV's own cascades, offline.

Faces and eyes by the cascades that come with OpenCV (Intel licence, BSD-like). Only the worker imports this.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike

from devices.camera.outcomes import FaceSeen

Image = MatLike
"""Height x width x 3, blue green red."""

WIDE, HIGH = 35, 45
"""Sides of the card's photo (mm)."""

_CASCADES = Path(cv2.__file__).parent / "data"
_SEARCHED_H = 360
_SMALLEST = 0.2  # of the height: a smaller head is somebody passing behind
_TURNS = (0.0, 20.0, -20.0)  # the cascade finds heads that lean by some 15 degrees
_EYES_W = 200
_FACE_W = 256


@dataclass(frozen=True, slots=True)
class _Face:
    """Box in px of the searched picture, which was turned by so many degrees (+ clockwise)."""

    x: float
    y: float
    side: float
    turned: float


def window(picture: Image) -> Image:
    """The upright part of the picture that becomes the photo: its full height (or width), in the middle."""
    height, width = picture.shape[:2]
    w = min(width, round(height * WIDE / HIGH))
    h = min(height, round(w * HIGH / WIDE))
    left, top = (width - w) // 2, (height - h) // 2
    return picture[top : top + h, left : left + w]


def look(photo: Image) -> FaceSeen:
    """Measure a photo (as cut by `window`).

    sharpness: variance of the Laplacian of the face scaled to 256 px, in thousandths of the variance of its luminance.
    The drawn person has 20; 10 with a lens that blurs by 2 px at a height of 1080 px, 5 with one of 4 px.
    """
    grey = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY)
    scale = _SEARCHED_H / grey.shape[0]
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = _faces(small)
    if not found:
        return FaceSeen(faces=0, light=float(grey.mean()))
    face = max(found, key=lambda each: each.side)
    upright = _turned(grey, face.turned)
    x, y, side = (round(each / scale) for each in (face.x, face.y, face.side))
    eyes = _eyes(upright[y : y + side, x : x + side])
    lean = math.degrees(math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0])) if len(eyes) == 2 else 0.0
    middle = _back(((face.x + face.side / 2) / scale, (face.y + face.side / 2) / scale), grey.shape, face.turned)
    inner = upright[y + side // 5 : y + side * 9 // 10, x + side // 5 : x + side * 4 // 5]
    left, right = (float(half.mean()) for half in np.array_split(inner, 2, axis=1))
    height = grey.shape[0]
    return FaceSeen(
        faces=len(found),
        size=face.side / _SEARCHED_H,
        dx=(middle[0] - grey.shape[1] / 2) / height,
        dy=(middle[1] - height / 2) / height,
        eyes=len(eyes),
        tilt=face.turned + lean,
        light=float(inner.mean()),
        clipped=float((inner >= 250).mean()),
        shade=abs(left - right) / max(left, right, 1.0),
        contrast=float(inner.std()),
        sharpness=_sharpness(upright[y : y + side, x : x + side]),
        unrest=_unrest(small, face),
    )


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(_CASCADES / f"haarcascade_{name}.xml"))


def _faces(small: Image) -> list[_Face]:
    least = round(_SMALLEST * small.shape[0])
    for turn in _TURNS:
        boxes = _cascade("frontalface_alt2").detectMultiScale(_turned(small, turn), 1.1, 4, minSize=(least, least))
        if len(boxes):
            return [_Face(float(x), float(y), float(w), turn) for x, y, w, _ in boxes]
    return []


def _eyes(face: Image) -> list[tuple[float, float]]:
    """Middles of the eyes in px of the face's box, left to right; at most one in each half."""
    if not face.size:
        return []
    scale = _EYES_W / face.shape[1]
    upper = cv2.resize(face[: face.shape[0] * 3 // 5], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    boxes = _cascade("eye_tree_eyeglasses").detectMultiScale(upper, 1.05, 3, minSize=(24, 24), maxSize=(80, 80))
    found = []
    for half in (0, 1):
        own = [box for box in boxes if (box[0] + box[2] / 2 >= _EYES_W / 2) == bool(half)]
        if own:
            x, y, w, h = max(own, key=lambda box: int(box[2]))
            found.append((float(x + w / 2) / scale, float(y + h / 2) / scale))
    return found


def _turned(picture: Image, degrees: float) -> Image:
    """Turned counter-clockwise about its middle: what leans by `degrees` clockwise stands upright."""
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned: Image = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return turned


def _back(point: tuple[float, float], shape: tuple[int, ...], degrees: float) -> tuple[float, float]:
    """Where a point of the turned picture lies in the one before."""
    cx, cy, angle = shape[1] / 2, shape[0] / 2, math.radians(degrees)
    x, y = point[0] - cx, point[1] - cy
    return cx + x * math.cos(angle) - y * math.sin(angle), cy + x * math.sin(angle) + y * math.cos(angle)


def _sharpness(face: Image) -> float:
    if not face.size:
        return 0.0
    scaled = cv2.resize(face, (_FACE_W, _FACE_W), interpolation=cv2.INTER_AREA)
    # What noise there is in the dark mustn't pass for sharpness.
    calm = cv2.GaussianBlur(scaled, (3, 3), 0)
    return 1000 * float(cv2.Laplacian(calm, cv2.CV_64F).var()) / max(float(calm.var()), 25.0)


def _unrest(small: Image, face: _Face) -> float:
    """Behind the head: left and right of it, from the top down to the chin."""
    width = small.shape[1]
    left = round(max(0.0, face.x - 0.3 * face.side))
    right = round(min(float(width), face.x + 1.3 * face.side))
    foot = round(min(float(small.shape[0]), face.y + 0.8 * face.side))
    sides = [side for side in (small[:foot, :left], small[:foot, right:]) if side.shape[1] >= 4 and side.shape[0] >= 4]
    return max((float(cv2.GaussianBlur(side, (3, 3), 0).std()) for side in sides), default=0.0)
