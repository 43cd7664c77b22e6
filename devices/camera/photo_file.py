"""Picture files: what they are, and made into what may be sent. Pillow, not OpenCV: any process may import this."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image

MOST_PIXELS = 6000 * 6000
_QUALITIES = (92, 80, 65)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LONGEST_PX = (6000, 3000, 2000)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is. Has the fields of `kiosk.rules.photos.PictureFile`."""

    form: str
    mode: str
    width: int
    height: int
    size: int
    orientation: int
    exif: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Not a picture file that is known here, or none at all (0 bytes)."""


def facts(file: bytes) -> Facts | NoPicture:
    """What a file is; never raises for what stands in it. One with too many pixels is not unpacked."""
    if (picture := _opened(file)) is None:
        return NoPicture()
    with picture:
        whole = _unpacks(picture)
        orientation = _orientation(picture) if whole else 1
        return Facts(
            form=picture.format or "",
            mode=picture.mode,
            width=picture.width,
            height=picture.height,
            size=len(file),
            orientation=orientation,
            exif="exif" in picture.info,
            whole=whole,
        )


def made_fit(file: bytes, *, ratio: float | None = None, largest: int = 7 * 1024 * 1024) -> bytes | NoPicture:
    """A JPEG as it may be sent, out of whatever picture: upright, RGB (grey stays grey), without EXIF and profile,
    cut to height : width = `ratio` around its middle, at most 6,000 px and `largest` bytes. NoPicture: it can't be
    decoded whole.
    """
    if (picture := _opened(file)) is None:
        return NoPicture()
    with picture:
        if picture.width * picture.height > MOST_PIXELS or not _unpacks(picture):
            return NoPicture()
        turn = _UPRIGHT.get(_orientation(picture))
        upright = picture if turn is None else picture.transpose(turn)
    plain = upright.convert("L" if upright.mode in ("L", "1") else "RGB")
    if ratio is not None:
        plain = _cut(plain, ratio)
    for longest in _LONGEST_PX:
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            made = io.BytesIO()
            plain.save(made, "JPEG", quality=quality)
            if made.tell() <= largest:
                return made.getvalue()
    return NoPicture()


def as_pdf(jpegs: list[bytes], dots_per_inch: int = 150) -> bytes:
    """Photos of sheets as one PDF, a page each. The JPEGs are ours (from the camera): they decode."""
    pages = [Image.open(io.BytesIO(jpeg)) for jpeg in jpegs]
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=dots_per_inch)
    return made.getvalue()


def _opened(file: bytes) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # sizes are looked at here
            return Image.open(io.BytesIO(file))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _orientation(picture: Image.Image) -> int:
    """EXIF's (1 to 8); 1 where it has none, or none that can be read."""
    if picture.width * picture.height > MOST_PIXELS:
        return 1  # asking may unpack it
    try:
        found = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except (OSError, SyntaxError, ValueError, struct.error):
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _unpacks(picture: Image.Image) -> bool:
    if picture.width * picture.height > MOST_PIXELS:
        return True  # nobody looks inside; its size is refused
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def _cut(picture: Image.Image, ratio: float) -> Image.Image:
    width = min(picture.width, round(picture.height / ratio))
    height = min(picture.height, round(width * ratio))
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))
