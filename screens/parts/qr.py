"""A QR code (ISO/IEC 18004) as black squares on white, whatever the theme: cameras know no other."""

from __future__ import annotations

from functools import lru_cache

import qrcode

from screens.marks import Fill, Mark
from screens.metrics import Box

QUIET = 4
"""White modules around it."""


def code_marks(text: str, box: Box) -> tuple[Mark, ...]:
    """The code and its quiet zone in a square box."""
    rows = _modules(text)
    module = box.w / (len(rows) + 2 * QUIET)
    marks: list[Mark] = [Fill(box, "qr_bg")]
    for y, row in enumerate(rows):
        for start, length in _runs(row):
            x, top = box.x + (start + QUIET) * module, box.y + (y + QUIET) * module
            marks.append(Fill(Box(x, top, length * module, module), "qr"))
    return tuple(marks)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where black begins and how long it goes on: one mark instead of many."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs


@lru_cache(maxsize=2)
def _modules(text: str) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
