"""A drawn person in front of the virtual camera. Nobody: ovals, shading and noise, never a photo of a face.

Drawn so that a detector trained on people finds the face and both eyes; everything that a photo can have wrong can be
ordered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

Image = MatLike
"""Height x width x 3, blue green red."""
_Plane = MatLike
_SKIN = (150, 178, 214)


@dataclass(frozen=True, slots=True)
class Pose:
    """How the person stands there. Lengths are shares of the picture's height.

    head: from chin to crown. x, y: the head's middle from the picture's middle. tilt: degrees, clockwise. light: 1 is
    right. side_light: 0 to 1, from the left only. blur: of the lens. wall: "plain" or "shelf". eyes: open. people: 0,
    1, 2. noise: of the sensor.
    """

    head: float = 0.66
    x: float = 0.0
    y: float = 0.0
    tilt: float = 0.0
    light: float = 1.0
    side_light: float = 0.0
    blur: float = 0.0
    wall: str = "plain"
    eyes: bool = True
    people: int = 1
    noise: float = 1.5
    seed: int = 0


def draw(width: int, height: int, pose: Pose) -> Image:
    """One picture of the camera, as a lens sees it (not mirrored)."""
    picture = _wall(width, height, pose.wall)
    middle = np.array([width / 2, height / 2]) + np.array([pose.x, pose.y]) * height
    if pose.people == 2:
        aside = np.array([0.27, -0.06]) * height
        _person(picture, middle + aside, 0.42 * pose.head * height, pose)
        _person(picture, middle - aside / 3, 0.8 * pose.head * height, pose)
    elif pose.people == 1:
        _person(picture, middle, pose.head * height, pose)
    if pose.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), pose.blur * height / 1080)
    noise = np.random.default_rng(pose.seed).normal(0, pose.noise, picture.shape)
    seen: Image = np.clip(picture * pose.light + noise, 0, 255).astype(np.uint8)
    return seen


def _wall(width: int, height: int, kind: str) -> _Plane:
    shade = np.linspace(1.0, 0.94, height)[:, None, None]
    wall = np.ones((height, width, 3), np.float32) * np.array((222, 224, 226), np.float32) * shade.astype(np.float32)
    if kind == "shelf":
        rows = np.random.default_rng(7)
        for top in range(0, height, height // 6):
            x = 0
            while x < width:
                book = int(rows.integers(width // 60, width // 25))
                colour = rows.integers(30, 200, 3).tolist()
                cv2.rectangle(wall, (x, top), (x + book, top + height // 6 - height // 40), colour, -1)
                x += book
    return wall


def _person(picture: _Plane, middle: NDArray[Any], head: float, pose: Pose) -> None:
    """Neck and shoulders, then the head on a layer of its own that can be tilted."""
    height, width = picture.shape[:2]
    cx, cy = (float(each) for each in middle)
    skin = np.array(_SKIN, np.float32)
    _soft(picture, (cx, cy + 0.55 * head), (0.17 * head, 0.34 * head), skin * 0.82, 0.01 * head)
    _soft(picture, (cx, cy + 0.98 * head), (0.78 * head, 0.42 * head), (96, 72, 58), 0.02 * head)
    layer = picture.copy()
    _head(layer, cx, cy, head, pose)
    turn = cv2.getRotationMatrix2D((cx, cy + 0.35 * head), -pose.tilt, 1.0)
    turned = cv2.warpAffine(layer, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, _at(cx, cy - 0.02 * head), _at(0.47 * head, 0.58 * head), 0, 0, 360, 1.0, -1)
    mask = cv2.warpAffine(mask, turn, (width, height))[:, :, None]
    picture[:] = turned * mask + picture * (1 - mask)


def _head(on: _Plane, cx: float, cy: float, h: float, pose: Pose) -> None:
    """h: chin to crown; the face itself is about three quarters of it."""
    skin = np.array(_SKIN, np.float32)
    _soft(on, (cx, cy - 0.08 * h), (0.385 * h, 0.45 * h), (38, 34, 34), 0.012 * h)  # hair
    for side in (-1, 1):
        _soft(on, (cx + side * 0.345 * h, cy + 0.05 * h), (0.045 * h, 0.085 * h), tuple(skin * 0.86), 0.006 * h)
    _face(on, cx, cy, h, skin, pose.side_light)
    _soft(on, (cx, cy - 0.36 * h), (0.28 * h, 0.115 * h), (38, 34, 34), 0.012 * h)  # fringe
    for side in (-1, 1):
        x, y = cx + side * 0.145 * h, cy + 0.0 * h
        _soft(on, (x, y + 0.004 * h), (0.085 * h, 0.05 * h), tuple(skin * 0.84), 0.018 * h)  # socket
        _soft(on, (x, y - 0.085 * h), (0.082 * h, 0.016 * h), (42, 40, 44), 0.006 * h)  # brow
        if pose.eyes:
            _soft(on, (x, y), (0.062 * h, 0.028 * h), (232, 234, 236), 0.004 * h)
            _soft(on, (x, y), (0.028 * h, 0.029 * h), (36, 40, 52), 0.004 * h)
            _soft(on, (x + 0.008 * h, y - 0.008 * h), (0.007 * h, 0.007 * h), (250, 250, 250), 0.002 * h)
            _soft(on, (x, y - 0.029 * h), (0.068 * h, 0.009 * h), (34, 32, 36), 0.004 * h)  # lid
        else:
            _soft(on, (x, y + 0.012 * h), (0.062 * h, 0.005 * h), tuple(skin * 0.6), 0.003 * h)
    _soft(on, (cx - 0.035 * h, cy + 0.1 * h), (0.018 * h, 0.11 * h), tuple(skin * 0.9), 0.02 * h)  # nose
    _soft(on, (cx, cy + 0.185 * h), (0.062 * h, 0.024 * h), tuple(skin * 0.8), 0.01 * h)
    for side in (-1, 1):
        _soft(on, (cx + side * 0.032 * h, cy + 0.19 * h), (0.014 * h, 0.009 * h), tuple(skin * 0.45), 0.004 * h)
    _soft(on, (cx, cy + 0.292 * h), (0.105 * h, 0.032 * h), (108, 104, 188), 0.008 * h)  # mouth
    _soft(on, (cx, cy + 0.288 * h), (0.1 * h, 0.007 * h), (62, 56, 108), 0.004 * h)


def _face(on: _Plane, cx: float, cy: float, h: float, skin: _Plane, side_light: float) -> None:
    """The face's oval, rounder by shading: darker to its rim, and to the right where light comes from the left."""
    height, width = on.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = (xs - cx) / (0.335 * h), (ys - cy - 0.03 * h) / (0.46 * h)
    far = np.sqrt(u * u + v * v)
    mask = np.clip((1.0 - far) * 40, 0, 1)[:, :, None]
    shade = 1.06 - 0.22 * far**3 - side_light * 0.6 * np.clip(u + 0.1, 0, 1)
    on[:] = on * (1 - mask) + mask * skin * shade[:, :, None]


def _soft(on: _Plane, at: tuple[float, float], radii: tuple[float, float], colour: Any, edge: float) -> None:
    """A filled ellipse whose rim is `edge` px wide."""
    height, width = on.shape[:2]
    reach = 2 * edge + 2
    x0, x1 = max(0, int(at[0] - radii[0] - reach)), min(width, int(at[0] + radii[0] + reach) + 1)
    y0, y1 = max(0, int(at[1] - radii[1] - reach)), min(height, int(at[1] + radii[1] + reach) + 1)
    if x0 >= x1 or y0 >= y1:
        return
    ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    far = np.sqrt(((xs - at[0]) / radii[0]) ** 2 + ((ys - at[1]) / radii[1]) ** 2)
    mask = np.clip((1.0 - far) * min(radii) / max(edge, 0.5) + 0.5, 0, 1)[:, :, None]
    on[y0:y1, x0:x1] = on[y0:y1, x0:x1] * (1 - mask) + mask * np.asarray(colour, np.float32)


def _at(x: float, y: float) -> tuple[int, int]:
    return round(x), round(y)
