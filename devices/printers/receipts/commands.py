"""What is sent to the printer. Source: Epson, ESC/POS command reference."""

from __future__ import annotations

import re
import secrets
import struct
from collections.abc import Iterator

from PIL import Image

INITIALIZE = b"\x1b@"
CUT = b"\x1dV\x42\x00"
"""GS V 66 0: feed to the cutter, then cut."""
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: empty receive and print buffer, end a recoverable error, answer. Acts at once, even in mid-picture."""

_PART = 1700
"""Bytes of a picture that are sent in one go. The printer never holds more than two of these, so that its receive
buffer, 4096 bytes in the smallest, has room for a question or for CLEAR at any time: a printer without paper whose
buffer is full hears nothing any more."""
_SIGNS = "".join(map(chr, range(0x21, 0x7F)))
_REAL_TIME = re.compile(b"\x10(?=[\x04\x05\x14])")


def ask_status(kind: int) -> bytes:
    """DLE EOT n: 1 printer, 2 cause of off-line, 3 error, 4 paper sensor. Acts at once."""
    return bytes((0x10, 0x04, kind))


def tokens() -> Iterator[bytes]:
    """Four signs each that the printer is to send back; no two alike within a receipt."""
    first = "".join(secrets.choice(_SIGNS) for _ in range(2))
    return (f"{first}{high}{low}".encode() for high in _SIGNS for low in _SIGNS)


def report_when_done(token: bytes) -> bytes:
    """GS ( H function 48: when everything before this has been printed and cut, the printer sends the token."""
    return b"\x1d(H\x06\x0000" + token


def raster(picture: Image.Image) -> Iterator[bytes]:
    """A 1-bit picture, black on white and a multiple of 8 wide, as GS v 0 commands from top to bottom."""
    row_bytes = picture.width // 8
    dots = _without_real_time(picture.point(lambda white: 255 - white, "1").tobytes())
    rows_at_once = _PART // row_bytes
    for top in range(0, picture.height, rows_at_once):
        part = dots[top * row_bytes : (top + rows_at_once) * row_bytes]
        yield b"\x1dv0\x00" + struct.pack("<HH", row_bytes, len(part) // row_bytes) + part


def _without_real_time(dots: bytes) -> bytes:
    """Real-time commands act even where they turn up among dots: kick the drawer, clear the buffer, switch off.

    They begin with a dot that stands alone in its byte; another dot beside it, 1/8 mm wide, and there is none.
    """
    return _REAL_TIME.sub(b"\x18", dots)
