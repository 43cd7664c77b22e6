"""What a camera says: closed unions of plain values. Picture bytes stand in no repr, log or exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Subject(Enum):
    """What is in front of the camera."""

    FACE = "face"  # upright window 35 : 45, as on the card; the preview is mirrored, the photo is not
    SHEET = "sheet"  # the whole picture; the sheet in it is cut out and straightened


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """What was measured of a face photo. Shares are of the picture's height; nothing here says who it is.

    faces: how many were found; the rest is of the largest one, and 0 without any. size: height of its box (about
    forehead to chin). dx, dy: its middle from the picture's middle, to the picture's right and down. eyes: 0 to 2.
    tilt: degrees of the eyes' line, + clockwise. light: mean luminance of the face, 0 to 255. clipped: share of the
    face that is plain white. shade: how much darker one half of the face is than the other, 0 to 1. contrast:
    standard deviation of luminance in the face. sharpness: see `devices.camera.face`. unrest: standard deviation of
    luminance behind the head, left and right.
    """

    faces: int
    size: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    eyes: int = 0
    tilt: float = 0.0
    light: float = 0.0
    clipped: float = 0.0
    shade: float = 0.0
    contrast: float = 0.0
    sharpness: float = 0.0
    unrest: float = 0.0


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """What was measured of a sheet of paper. corners: x, y as shares of the picture's width and height, clockwise from
    the upper left; empty if none was found. share: of the picture that the sheet takes. cut: it touches the
    picture's edge. light: mean luminance of the paper. glare: share of it that shines. sharpness: see
    `devices.camera.sheet`.
    """

    corners: tuple[tuple[float, float], ...] = ()
    share: float = 0.0
    cut: bool = False
    light: float = 0.0
    glare: float = 0.0
    sharpness: float = 0.0


Seen = FaceSeen | SheetSeen


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture for the page. rgb: width x height x 3 bytes. seen: what was measured last, in this picture or one
    shortly before; measured: the how-many-eth measurement that was.
    """

    width: int
    height: int
    rgb: bytes = field(repr=False)
    seen: Seen
    measured: int


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """What was taken: JPEG, RGB or grey, without EXIF. width, height: in px."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    seen: Seen


class Fault(Enum):
    """What is wrong with a camera."""

    NOT_THERE = "not_there"
    BUSY = "busy"  # another program holds it
    NOT_PERMITTED = "not_permitted"
    UNPLUGGED = "unplugged"
    SILENT = "silent"  # open, but no picture comes
    FROZEN = "frozen"  # always the very same picture
    TOO_SMALL = "too_small"  # fewer pixels than a photo needs
    BROKEN = "broken"  # our own worker died


@dataclass(frozen=True, slots=True)
class CameraGone:
    """There is no picture to be had."""

    why: Fault


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The deadline passed, or the caller called off."""


StillOutcome = Photo | CameraGone | NotTaken
