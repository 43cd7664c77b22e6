"""What a photo for the card, and a photo of a sheet, must be like; what to change is said one thing at a time.

Card photos: 個人番号カードの交付申請 (RGB JPEG, 480 to 6,000 px each side, 20 KB to 7 MB, 4.5 : 3.5; facing front,
plain background, eyes visible, no shadow). How far each may stray was found with the drawn person of the virtual
camera; a municipality's own camera and light want to be tried with `kiosk check camera`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

SHORTEST_PX, LONGEST_PX = 480, 6000
SMALLEST_BYTES, LARGEST_BYTES = 20 * 1024, 7 * 1024 * 1024
RATIO = 45 / 35
"""Height to width."""
_RATIO_STRAYS = 0.01


class FaceMeasures(Protocol):
    """What the camera measured; see `devices.camera.outcomes.FaceSeen`."""

    @property
    def faces(self) -> int: ...
    @property
    def size(self) -> float: ...
    @property
    def dx(self) -> float: ...
    @property
    def dy(self) -> float: ...
    @property
    def eyes(self) -> int: ...
    @property
    def tilt(self) -> float: ...
    @property
    def light(self) -> float: ...
    @property
    def clipped(self) -> float: ...
    @property
    def shade(self) -> float: ...
    @property
    def contrast(self) -> float: ...
    @property
    def sharpness(self) -> float: ...
    @property
    def unrest(self) -> float: ...


class SheetMeasures(Protocol):
    """What the camera measured; see `devices.camera.outcomes.SheetSeen`."""

    @property
    def corners(self) -> tuple[tuple[float, float], ...]: ...
    @property
    def share(self) -> float: ...
    @property
    def cut(self) -> bool: ...
    @property
    def light(self) -> float: ...
    @property
    def glare(self) -> float: ...
    @property
    def sharpness(self) -> float: ...


class FaceFault(Enum):
    """What is to be changed, in the order in which it is said. Left and right are the person's own."""

    DARK = "dark"
    NO_FACE = "no_face"
    SEVERAL = "several"
    FAR = "far"
    NEAR = "near"
    MOVE_LEFT = "move_left"
    MOVE_RIGHT = "move_right"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    BRIGHT = "bright"
    SHADOW = "shadow"
    FLAT = "flat"  # fog, a dirty lens: no light and dark in it
    BLURRED = "blurred"
    TILTED = "tilted"
    EYES = "eyes"  # after all that keeps open eyes from being found
    BACKGROUND = "background"


class SheetFault(Enum):
    """What is to be changed with a sheet, in the order in which it is said."""

    DARK = "dark"
    NO_SHEET = "no_sheet"
    CUT = "cut"
    SMALL = "small"
    GLARE = "glare"
    BLURRED = "blurred"


class FileFault(Enum):
    """Why a picture file can't be sent."""

    EMPTY = "empty"
    NO_JPEG = "no_jpeg"
    BROKEN = "broken"
    COLOUR = "colour"  # grey, CMYK
    TOO_FEW_PIXELS = "too_few_pixels"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"  # bytes
    TOO_LARGE = "too_large"
    RATIO = "ratio"
    TURNED = "turned"  # lies on its side and leaves it to EXIF to say so
    EXIF = "exif"  # carries notes of the camera, perhaps of the place


_GLOOM, _DIM, _GLARING = 45.0, 95.0, 225.0
_CLIPPED, _SHADE, _LEAST_CONTRAST = 0.15, 0.14, 12.0
_SMALLEST_FACE, _LARGEST_FACE = 0.36, 0.56
_LOWEST_DX, _HIGHEST_DX, _LOWEST_DY, _HIGHEST_DY = -0.07, 0.07, -0.05, 0.13
_MOST_TILT = 6.0
_LEAST_SHARPNESS = 6.0
_MOST_UNREST = 18.0


def face_faults(seen: FaceMeasures) -> tuple[FaceFault, ...]:
    """What is wrong with a face photo; the first is the one to say. Empty: it can be taken.

    The picture is as the lens sees it: what lies to its right is at the person's left hand.
    """
    if seen.faces != 1:
        if seen.faces > 1:
            return (FaceFault.SEVERAL,)
        return (FaceFault.DARK,) if seen.light < _GLOOM else (FaceFault.NO_FACE,)
    found = {
        FaceFault.DARK: seen.light < _DIM,
        FaceFault.FAR: seen.size < _SMALLEST_FACE,
        FaceFault.NEAR: seen.size > _LARGEST_FACE,
        FaceFault.MOVE_RIGHT: seen.dx > _HIGHEST_DX,
        FaceFault.MOVE_LEFT: seen.dx < _LOWEST_DX,
        FaceFault.MOVE_UP: seen.dy > _HIGHEST_DY,
        FaceFault.MOVE_DOWN: seen.dy < _LOWEST_DY,
        FaceFault.TILTED: abs(seen.tilt) > _MOST_TILT,
        FaceFault.EYES: seen.eyes < 2,
        FaceFault.BRIGHT: seen.light > _GLARING or seen.clipped > _CLIPPED,
        FaceFault.SHADOW: seen.shade > _SHADE,
        FaceFault.FLAT: seen.contrast < _LEAST_CONTRAST,
        FaceFault.BLURRED: seen.sharpness < _LEAST_SHARPNESS,
        FaceFault.BACKGROUND: seen.unrest > _MOST_UNREST,
    }
    return tuple(fault for fault in FaceFault if found.get(fault, False))


_LEAST_SHARE, _PAPER_DIM, _MOST_GLARE, _LEAST_EDGE = 0.2, 80.0, 0.02, 160.0


def sheet_faults(seen: SheetMeasures) -> tuple[SheetFault, ...]:
    """What is wrong with the photo of a sheet; the first is the one to say. Empty: it can be taken."""
    if not seen.corners:
        return (SheetFault.DARK,) if seen.light < _GLOOM else (SheetFault.NO_SHEET,)
    found = {
        SheetFault.DARK: seen.light < _PAPER_DIM,
        SheetFault.CUT: seen.cut,
        SheetFault.SMALL: seen.share < _LEAST_SHARE,
        SheetFault.GLARE: seen.glare > _MOST_GLARE,
        SheetFault.BLURRED: seen.sharpness < _LEAST_EDGE,
    }
    return tuple(fault for fault in SheetFault if found.get(fault, False))


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What a picture file is, as whoever decodes it says. form: "JPEG", "PNG" … mode: "RGB", "L", "CMYK" …

    orientation: EXIF's, 1 = as it is. exif: it carries any. whole: every byte could be decoded.
    """

    form: str
    mode: str
    width: int
    height: int
    size: int
    orientation: int = 1
    exif: bool = False
    whole: bool = True


def card_photo_faults(file: PictureFile) -> tuple[FileFault, ...]:
    """Why a file is no photo for a card. Empty: it is one."""
    found = _common(file)
    if file.mode != "RGB":
        found.append(FileFault.COLOUR)
    if min(file.width, file.height) < SHORTEST_PX:
        found.append(FileFault.TOO_FEW_PIXELS)
    if file.size < SMALLEST_BYTES:
        found.append(FileFault.TOO_SMALL)
    if file.width and abs(file.height / file.width / RATIO - 1) > _RATIO_STRAYS:
        found.append(FileFault.RATIO)
    return tuple(found)


def attachment_faults(file: PictureFile) -> tuple[FileFault, ...]:
    """Why a file is no photo of a sheet that could be sent. Empty: it is one."""
    found = _common(file)
    if file.mode not in ("RGB", "L"):
        found.append(FileFault.COLOUR)
    return tuple(found)


def _common(file: PictureFile) -> list[FileFault]:
    found = {
        FileFault.NO_JPEG: file.form != "JPEG",
        FileFault.BROKEN: not file.whole,
        FileFault.TURNED: file.orientation != 1,
        FileFault.EXIF: file.exif,
        FileFault.TOO_MANY_PIXELS: max(file.width, file.height) > LONGEST_PX,
        FileFault.TOO_LARGE: file.size > LARGEST_BYTES,
    }
    return [fault for fault, there in found.items() if there]


def needs_photo(born: date, applied: date) -> bool:
    """A child that isn't one year old on the day of the application needs none. (29 February counts to 1 March.)"""
    try:
        first_birthday = born.replace(year=born.year + 1)
    except ValueError:
        first_birthday = date(born.year + 1, 3, 1)
    return applied >= first_birthday
