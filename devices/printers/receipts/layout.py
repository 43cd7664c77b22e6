"""A receipt as a picture: one dot of the picture is one dot of the print head, 8 to the millimetre.

Signs are drawn in grey by FreeType and cut to black and white at a level that keeps thin strokes; BIZ UD Gothic stays
clear at these sizes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, assert_never

import qrcode
from PIL import Image, ImageDraw
from qrcode.exceptions import DataOverflowError

from devices.printers.receipts import fonts, linebreak
from devices.printers.receipts.fonts import NoFontHas, Piece
from devices.printers.receipts.outcomes import Undrawable
from devices.printers.receipts.receipt import (
    Align,
    Amount,
    Line,
    Note,
    Number,
    Pair,
    Qr,
    Receipt,
    Rule,
    Space,
    Text,
    Title,
)

DOTS_PER_MM = 8
PaperWidth = Literal[80, 58]
"""Width of the roll in mm."""
DOTS_ACROSS: dict[PaperWidth, int] = {80: 576, 58: 384}

_MARGIN = 8  # dots left and right
_TOP_MM, _BOTTOM_MM = 1.0, 2.0  # the strip between head and cutter comes on top of these
_INK = 140  # grey below this becomes black
_LEADING = 1.35
_BASELINE = 0.88  # from the top of the em, in em
_QR_LEAST_MM = 20.0
_QR_LEAST_MODULE = 4  # dots: 0.5 mm
_QR_QUIET = 4  # modules


@dataclass(frozen=True, slots=True)
class _Style:
    """mm: size of the em."""

    mm: float
    bold: bool = False

    @property
    def px(self) -> int:
        return round(self.mm * DOTS_PER_MM)

    @property
    def line_px(self) -> int:
        return round(self.mm * DOTS_PER_MM * _LEADING)


_TITLE = _Style(6.5, bold=True)
_BODY = _Style(3.75)
_BODY_BOLD = _Style(3.75, bold=True)
_AMOUNT = _Style(6.5, bold=True)
_NUMBER = _Style(13.0, bold=True)
_NOTE = _Style(3.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """1 bit a dot, black on white; as wide as the print head."""

    image: Image.Image = field(repr=False)


def draw(receipt: Receipt, paper: PaperWidth = 80) -> Picture | Undrawable:
    """The whole receipt, or what stands in the way."""
    missing = _missing(receipt)
    if missing:
        return Undrawable(missing)
    width = DOTS_ACROSS[paper]
    strips = [_blank(width, _dots(_TOP_MM))]
    for line in receipt.lines:
        strip = _strip(line, width)
        if isinstance(strip, Undrawable):
            return strip
        strips.append(strip)
    strips.append(_blank(width, _dots(_BOTTOM_MM)))
    whole = _stacked(strips)
    return Picture(whole.point(lambda grey: 255 if grey >= _INK else 0, "1"))


def _missing(receipt: Receipt) -> tuple[str, ...]:
    found = {
        piece.code_points: None
        for line in receipt.lines
        for text in _texts(line)
        for piece in fonts.pieces(text.replace("\n", ""))
        if isinstance(piece, NoFontHas)
    }
    return tuple(found)


def _texts(line: Line) -> tuple[str, ...]:
    match line:
        case Title(text) | Text(text) | Note(text):
            return (text,)
        case Pair(label, value) | Amount(label, value) | Number(label, value):
            return (label, value)
        case Qr(_, caption):
            return (caption,)
        case Rule() | Space():
            return ()
        case unknown:
            assert_never(unknown)


def _strip(line: Line, width: int) -> Image.Image | Undrawable:
    match line:
        case Title(text):
            return _paragraph(text, _TITLE, "center", width)
        case Text(text, align, bold):
            return _paragraph(text, _BODY_BOLD if bold else _BODY, align, width)
        case Note(text):
            return _paragraph(text, _NOTE, "left", width)
        case Pair(label, value):
            return _two_sided(label, _BODY, value, _BODY, width)
        case Amount(label, amount):
            return _two_sided(label, _BODY_BOLD, amount, _fitted(_AMOUNT, amount, width - 2 * _MARGIN), width)
        case Number(label, number):
            return _number(label, number, width)
        case Rule(heavy):
            return _rule(heavy, width)
        case Qr(payload, caption):
            return _qr(payload, caption, width)
        case Space(mm):
            return _blank(width, _dots(mm))
        case unknown:
            assert_never(unknown)


# --- text -----------------------------------------------------------------------------------------------------------


def _paragraph(text: str, style: _Style, align: Align, width: int) -> Image.Image:
    inner = width - 2 * _MARGIN
    broken = linebreak.lines(text, inner, _measure(style))
    strip = _blank(width, style.line_px * len(broken))
    for at, line in enumerate(broken):
        free = inner - _measure(style)(line)
        left = _MARGIN + {"left": 0.0, "center": free / 2, "right": free}[align]
        _write(strip, line, style, round(left), at * style.line_px)
    return strip


def _two_sided(label: str, label_style: _Style, value: str, value_style: _Style, width: int) -> Image.Image:
    inner = width - 2 * _MARGIN
    apart = _measure(label_style)(label), _measure(value_style)(value)
    if sum(apart) + label_style.px > inner or "\n" in label + value:
        return _stacked([_paragraph(label, label_style, "left", width), _paragraph(value, value_style, "right", width)])
    strip = _blank(width, max(label_style.line_px, value_style.line_px))
    # Both stand on one baseline.
    lower = round((value_style.px - label_style.px) * _BASELINE)
    _write(strip, label, label_style, _MARGIN, max(0, lower))
    _write(strip, value, value_style, round(width - _MARGIN - apart[1]), max(0, -lower))
    return strip


def _number(label: str, number: str, width: int) -> Image.Image:
    style = _fitted(_NUMBER, number, width - 4 * _MARGIN)
    inside = _stacked(
        [
            _blank(width, _dots(1.5)),
            _paragraph(label, _BODY_BOLD, "center", width),
            _paragraph(number, style, "center", width),
            _blank(width, _dots(0.5)),
        ]
    )
    frame = (_MARGIN // 2, 2, width - _MARGIN // 2 - 1, inside.height - 3)
    ImageDraw.Draw(inside).rectangle(frame, outline=0, width=3)
    return inside


def _fitted(style: _Style, text: str, room: int) -> _Style:
    """Smaller, where the text would not fit on one line; not below body size."""
    needed = _measure(style)(text)
    return style if needed <= room else _Style(max(_BODY.mm, 0.98 * style.mm * room / needed), style.bold)


def _measure(style: _Style) -> Callable[[str], float]:
    def measured(text: str) -> float:
        return sum(
            fonts.font(piece.font, style.bold, style.px).getlength(piece.text)
            for piece in fonts.pieces(text)
            if isinstance(piece, Piece)
        )

    return measured


def _write(strip: Image.Image, text: str, style: _Style, left: int, top: int) -> None:
    pen = ImageDraw.Draw(strip)
    baseline = top + round(style.px * (_BASELINE + (_LEADING - 1) / 2))
    x = float(left)
    for piece in fonts.pieces(text):
        if isinstance(piece, Piece):
            font = fonts.font(piece.font, style.bold, style.px)
            pen.text((x, baseline), piece.text, font=font, fill=0, anchor="ls")
            x += font.getlength(piece.text)


# --- everything else ------------------------------------------------------------------------------------------------


def _rule(heavy: bool, width: int) -> Image.Image:
    strip = _blank(width, _dots(3.0))
    pen = ImageDraw.Draw(strip)
    middle = strip.height // 2
    if heavy:
        pen.rectangle((_MARGIN, middle - 1, width - _MARGIN - 1, middle + 1), fill=0)
    else:
        for left in range(_MARGIN, width - _MARGIN, 6):
            pen.rectangle((left, middle, left + 2, middle + 1), fill=0)
    return strip


def _qr(payload: str, caption: str, width: int) -> Image.Image | Undrawable:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QR_QUIET)
    code.add_data(payload)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):  # qrcode 8 raises either for what no version holds
        return Undrawable()
    matrix = code.get_matrix()
    module = max(_QR_LEAST_MODULE, math.ceil(_QR_LEAST_MM * DOTS_PER_MM / (len(matrix) - 2 * _QR_QUIET)))
    side = module * len(matrix)
    if side > width:
        return Undrawable()
    strip = _blank(width, side)
    pen = ImageDraw.Draw(strip)
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            if dark:
                left, top = (width - side) // 2 + across * module, down * module
                pen.rectangle((left, top, left + module - 1, top + module - 1), fill=0)
    return _stacked([strip, _paragraph(caption, _NOTE, "center", width)]) if caption else strip


def _blank(width: int, height: int) -> Image.Image:
    return Image.new("L", (width, height), 255)


def _stacked(strips: list[Image.Image]) -> Image.Image:
    whole = _blank(strips[0].width, sum(strip.height for strip in strips))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _dots(mm: float) -> int:
    return round(mm * DOTS_PER_MM)
