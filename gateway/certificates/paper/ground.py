"""けん制文字: a ground that looks even on the original and shows 複写 on a copy.

Fine dots (1 px every 4 px) and coarse ones (3 px every 12 px) at 600 dpi cover the same share of the paper, 1/16. A
copier loses the fine dots and keeps the coarse ones, of which the letters are made. True only on paper printed unscaled
at 600 dpi. One tile repeats from the upper left corner; it is an exact number of pixels wide.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from gateway.certificates.paper.coverage import FACES

DPI = 600
TILE_PX = 1200
_CELL = 12
_COARSE = 3
# Strokes of a Mincho are too thin for cells of half a millimetre.
_LETTERS = FACES[1].file.with_name("NotoSansCJK-Bold.ttc")


@cache
def tile() -> bytes:
    """The tile as one-bit PNG, 2 × 2 inches."""
    letters = _letters()
    picture = Image.new("1", (TILE_PX, TILE_PX), 1)
    fine, coarse = _fine_cell(), _coarse_cell()
    for row in range(TILE_PX // _CELL):
        for column in range(TILE_PX // _CELL):
            cell = coarse if letters.getpixel((column, row)) else fine
            picture.paste(cell, (column * _CELL, row * _CELL))
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def _letters() -> Image.Image:
    """複写 in two lines, the second shifted by half; one pixel for each cell. It goes on beyond the tile's edges."""
    size = TILE_PX // _CELL
    mask = Image.new("1", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.fontmode = "1"
    font = ImageFont.truetype(str(_LETTERS), 36, index=0)
    draw.text((6, 2), "複写", font=font, fill=1)
    draw.text((-44, 52), "複写", font=font, fill=1)
    draw.text((56, 52), "複写", font=font, fill=1)
    return mask


def _fine_cell() -> Image.Image:
    cell = Image.new("1", (_CELL, _CELL), 1)
    for y in range(1, _CELL, 4):
        for x in range(1, _CELL, 4):
            cell.putpixel((x, y), 0)
    return cell


def _coarse_cell() -> Image.Image:
    cell = Image.new("1", (_CELL, _CELL), 1)
    cell.paste(0, (4, 4, 4 + _COARSE, 4 + _COARSE))
    return cell
