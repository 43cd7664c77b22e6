"""Picture files, the bad ones above all: said what they are, and made fit where that can be done."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from devices.camera.photo_file import Facts, NoPicture, as_pdf, facts, made_fit
from kiosk.rules.photos import RATIO, FileFault, PictureFile, attachment_faults, card_photo_faults

PHOTO = (700, 900)


def picture(size: tuple[int, int] = PHOTO, mode: str = "RGB") -> Image.Image:
    """Coloured noise, red above: as large as photos are, and one can see how it lies."""
    noise = Image.effect_noise(size, 60).convert("RGB")
    noise.paste((220, 20, 20), (0, 0, size[0], size[1] // 4))
    return noise.convert(mode)


def saved(image: Image.Image, form: str = "JPEG", **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera maker"
    return saved(picture().transpose(Image.Transpose.ROTATE_90) if orientation == 6 else picture(), exif=exif)


def faults(file: bytes) -> tuple[FileFault, ...]:
    what = facts(file)
    assert isinstance(what, Facts)
    return card_photo_faults(PictureFile(**{name: getattr(what, name) for name in PictureFile.__slots__}))


def huge(side: int = 30_000) -> bytes:
    """A PNG of so many px in a few bytes: unpacked it would fill the memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_good_one() -> None:
    assert faults(saved(picture())) == ()


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (saved(picture(), "PNG"), FileFault.NO_JPEG),
        (saved(picture(mode="L")), FileFault.COLOUR),
        (saved(picture(mode="CMYK")), FileFault.COLOUR),
        (saved(picture())[:-5000], FileFault.BROKEN),
        (saved(picture((373, 480))), FileFault.TOO_FEW_PIXELS),
        (saved(picture((4700, 6043)), quality=5), FileFault.TOO_MANY_PIXELS),
        (saved(Image.new("RGB", PHOTO)), FileFault.TOO_SMALL),
        (saved(picture((3500, 4500)), quality=100), FileFault.TOO_LARGE),
        (saved(picture((900, 900))), FileFault.RATIO),
        (turned(6), FileFault.TURNED),
        (turned(1), FileFault.EXIF),
        (huge(9000), FileFault.TOO_MANY_PIXELS),
    ],
    ids=lambda value: value.value if isinstance(value, FileFault) else "",
)
def test_what_is_wrong_with_a_file_is_said(file: bytes, fault: FileFault) -> None:
    assert fault in faults(file)


@pytest.mark.parametrize("file", [b"", b"\xff\xd8\xff", b"%PDF-1.7 no picture", bytes(100), huge()])
def test_what_is_no_picture_is_none(file: bytes) -> None:
    assert facts(file) == NoPicture()
    assert made_fit(file) == NoPicture()


@pytest.mark.parametrize("file", [turned(6), turned(1), saved(picture(), "PNG"), saved(picture(mode="CMYK"))])
def test_made_fit_it_may_be_sent_and_stands_upright(file: bytes) -> None:
    made = made_fit(file, ratio=RATIO)
    assert isinstance(made, bytes)
    assert faults(made) == ()
    upper = Image.open(io.BytesIO(made)).getpixel((350, 50))
    assert isinstance(upper, tuple)
    assert upper[0] > 150
    assert upper[1] < 90


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (600, 600)])
def test_cut_to_the_cards_proportions_around_the_middle(size: tuple[int, int]) -> None:
    made = made_fit(saved(picture(size)), ratio=RATIO)
    assert isinstance(made, bytes)
    width, height = Image.open(io.BytesIO(made)).size
    assert height / width == pytest.approx(RATIO, abs=0.01)
    assert (width == size[0]) or (height == size[1])


def test_a_large_one_is_made_smaller_and_not_refused() -> None:
    made = made_fit(saved(picture((3500, 4500)), quality=100), largest=2_000_000)
    assert isinstance(made, bytes)
    assert len(made) <= 2_000_000


def test_broken_or_huge_ones_are_not_made_fit() -> None:
    assert made_fit(saved(picture())[:-5000]) == NoPicture()
    assert made_fit(huge(9000)) == NoPicture()


ONE = saved(picture((70, 90)))


@settings(max_examples=200)
@given(st.data())
def test_whatever_happens_to_a_file_nothing_is_raised(data: st.DataObject) -> None:
    file = bytearray(ONE)
    for _ in range(data.draw(st.integers(1, 12))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    what = facts(bytes(file))
    assert isinstance(what, Facts | NoPicture)
    assert isinstance(made_fit(bytes(file), ratio=RATIO), bytes | NoPicture)


def test_sheets_as_one_pdf() -> None:
    pdf = as_pdf([saved(picture((1000, 1414), "L")), saved(picture((1000, 1414), "L"))])
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    assert len(pages[0].images) == 1


def test_grey_is_good_for_a_sheet() -> None:
    what = facts(saved(picture(mode="L")))
    assert isinstance(what, Facts)
    file = PictureFile(**{name: getattr(what, name) for name in PictureFile.__slots__})
    assert attachment_faults(file) == ()
    assert FileFault.COLOUR in card_photo_faults(file)
