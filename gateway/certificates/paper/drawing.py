"""Typst draws the paper: content in, an unsealed PDF/A-2b out; the same bytes for the same input.

Each sheet is two pages, front and back. How many sheets there are only the typesetter knows, and it must be known
before the code on the back can be signed: so the paper is drawn for one sheet first, and again if there are more.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import qrcode
import typst
from pyhanko.pdf_utils.reader import PdfFileReader

from gateway.certificates.paper import ground
from gateway.certificates.paper.coverage import FACES

MOST_SHEETS = 50
_MODULE_PX = 12  # of the QR, in pixels of the ground's 600 dpi: 0.508 mm
_BOLD = "Noto Serif CJK JP"


@dataclass(frozen=True, slots=True)
class Drawn:
    """pdf: two pages a sheet."""

    pdf: bytes = field(repr=False)
    sheets: int


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """A text or block is larger than its place, or there are too many sheets."""


class Drawer:
    """Draws papers, one at a time; safe to use from several threads."""

    def __init__(self) -> None:
        """Reads the fonts, once."""
        folders = sorted({face.file.parent for face in FACES})
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        self._template = files(__package__).joinpath("paper.typ").read_bytes()
        self._compiler = typst.Compiler(font_paths=fonts)
        self._lock = threading.Lock()

    def draw(self, paper: dict[str, Any], code_for: Callable[[int], str], at: int) -> Drawn | DoesNotFit:
        """paper: what paper.typ says it is. code_for: number of sheets -> text of the QR. at: Unix seconds in the file.

        A TypstError other than "does not fit" is a bug; it is raised without its text, which may quote a person's data.
        """
        sheets = 1
        while True:
            drawn = self._compile(paper, code_for(sheets), at)
            if isinstance(drawn, DoesNotFit) or drawn.sheets == sheets:
                return drawn
            if drawn.sheets > MOST_SHEETS:
                return DoesNotFit()
            sheets = drawn.sheets

    def _compile(self, paper: dict[str, Any], code: str, at: int) -> Drawn | DoesNotFit:
        svg, millimetres = qr_picture(code)
        faces = [face.family for face in FACES]
        fixed = {"faces": faces, "bold": _BOLD, "code_mm": millimetres, "ground": _ground()}
        inputs = {"paper": json.dumps(paper | fixed, ensure_ascii=False), "code": svg}
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    self._template,
                    format="pdf",
                    sys_inputs=inputs,
                    pdf_standards="a-2b",
                    timestamp=at,
                    pdf_tags=False,
                )
        except typst.TypstError as error:
            if "does not fit" in error.message:
                return DoesNotFit()
            raise DrawingError from None
        assert isinstance(pdf, bytes)  # noqa: S101 - one file, because the format is PDF
        sheets, odd = divmod(int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"]), 2)
        if odd:
            # A front or back that ran over: the template no longer fits its own page.
            raise DrawingError
        return Drawn(pdf, sheets)


class DrawingError(RuntimeError):
    """The template is broken: a bug. Without the typesetter's words, which quote data."""


def qr_picture(text: str) -> tuple[str, float]:
    """A QR (ISO/IEC 18004, level M) as SVG, and its width in mm with the quiet zone of 4 modules."""
    # A signature is as good as random, so one mask is as even as another; trying all eight would take 50 ms.
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, mask_pattern=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'
    return svg, size * _MODULE_PX / ground.DPI * 25.4


@cache
def _ground() -> list[int]:
    return list(ground.tile())
