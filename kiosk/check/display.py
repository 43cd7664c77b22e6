"""`kiosk check display`: whether the panel is large enough and opens at its size, and every font is there."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk import own_pages
from kiosk.check.report import Report, Result, Value
from kiosk.clock import JAPAN
from kiosk.config import Config
from kiosk.words import all_words
from screens.fonts import CHAIN, NoFontError, font_file
from screens.metrics import Panel
from screens.page import Frame, TrayState
from screens.view import View
from screens.window import Window

LEAST_SHRINK = 0.995
"""Data sheets round to whole millimetres."""


def check_display(config: Config) -> Report:
    """Open the panel for a moment and draw the first page on it."""
    display = config.display
    panel = Panel(display.width_px, display.height_px, display.width_mm, display.height_mm)
    findings: dict[str, Value] = {
        "panel": f"{panel.width_px} x {panel.height_px} px, {panel.width_mm:g} x {panel.height_mm:g} mm",
        "form": "landscape" if panel.form == "A" else "portrait",
        "letters_and_keys": f"{panel.shrink:.0%} of their designed size",
    }
    try:
        findings["fonts"] = [font_file(face, bold=False).name for face in CHAIN]
    except NoFontError as error:
        return Report("display", Result.FONT_MISSING, findings, f"{error}; its Debian package stands in packages.apt.")
    if panel.shrink < LEAST_SHRINK:
        advice = "Letters and keys would be smaller than people need: a larger panel, or true millimetres in [display]."
        return Report("display", Result.PANEL_TOO_SMALL, findings, advice)
    try:
        opened = _draw(config, panel)
    except RuntimeError as error:  # pygame.error is one
        return Report("display", Result.NO_DISPLAY, findings, f"The display can't be opened: {error}.")
    width, height = opened.size
    findings |= {"opened_at": f"{width} x {height} px", "first_page_drawn_in_ms": round(opened.took_s * 1000)}
    if os.environ.get("SDL_VIDEODRIVER") == "dummy" or (os.environ.get("DISPLAY") and not opened.by_x11):
        return Report("display", Result.NO_DISPLAY, findings, "No display: everything was drawn, nothing was shown.")
    if opened.size != (panel.width_px, panel.height_px):
        return Report("display", Result.NO_DISPLAY, findings, "The panel has another size than [display] says.")
    return Report("display", Result.OK, findings)


@dataclass(frozen=True, slots=True)
class _Opened:
    """size: px that were given. took_s: until the first page was drawn. by_x11: an X server shows it."""

    size: tuple[int, int]
    took_s: float
    by_x11: bool


def _draw(config: Config, panel: Panel) -> _Opened:
    words = all_words()["ja"]
    view = View(panel, words)
    window = Window(panel, view, fullscreen=not config.display.window)
    try:
        now = datetime.now(JAPAN)
        view.show(own_pages.attract(config.terminal, now, reader_ok=True, gateway_ok=True), Frame(tray=TrayState.EMPTY))
        began = time.monotonic()
        window.present()
        took = time.monotonic() - began
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "first.png"
            window.shot(picture)
            return _Opened(_png_size(picture.read_bytes()), took, by_x11=window.fileno() is not None)
    finally:
        window.close()


def _png_size(png: bytes) -> tuple[int, int]:
    """Width and height as the header says (PNG, 11.2.2 IHDR)."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
