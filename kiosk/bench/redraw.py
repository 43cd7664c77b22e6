"""Drawing a whole page at 1920 x 1080."""

from __future__ import annotations

import time
from datetime import datetime
from statistics import median

from kiosk import own_pages
from kiosk.bench.table import Figure, plain
from kiosk.clock import JAPAN
from kiosk.config import Terminal
from kiosk.demo.parts import LANDSCAPE
from kiosk.words import all_words
from screens.metrics import Panel
from screens.page import Frame, TrayState
from screens.view import View
from screens.window import Window

ROUNDS = 50


def full_redraw() -> Figure:
    """Every pixel of the attract page anew, letters and shapes from their caches."""
    panel = Panel(LANDSCAPE.width_px, LANDSCAPE.height_px, LANDSCAPE.width_mm, LANDSCAPE.height_mm)
    view = View(panel, all_words()["ja"])
    window = Window(panel, view, headless=True)
    terminal = Terminal(id="bench", municipality="こもれび市", place="市役所")
    page = own_pages.attract(terminal, datetime.now(JAPAN), reader_ok=True, gateway_ok=True)
    view.show(page, Frame(tray=TrayState.EMPTY))
    window.present()
    took = []
    for _ in range(ROUNDS):
        view.redraw()
        began = time.perf_counter()
        window.present()
        took.append(time.perf_counter() - began)
    window.close()
    return plain("screen: full redraw at 1920 x 1080", median(took) * 1000, "ms")
