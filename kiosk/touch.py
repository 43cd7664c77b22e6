"""The touchscreen of the settings: brings touches to the page, and what is wrong with it to terminal and log."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import assert_never

from devices.inputs.sources import Match
from devices.inputs.touch import Touchscreen
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_outcomes import Touch, TouchFreed, TouchGone, TouchNews, TouchReady, TouchStuck
from devices.inputs.touch_source import EvdevTouchSource
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import TouchSettings
from kiosk.stage import Stage
from kiosk.terminal import Terminal
from screens.metrics import Panel


def source(settings: TouchSettings) -> EvdevTouchSource:
    """Where it may turn up."""
    return EvdevTouchSource(Match(settings.name, settings.vendor, settings.product))


def fitting(settings: TouchSettings, panel: Panel) -> Fitting:
    """How it sits on the panel."""
    return Fitting(
        panel.width_mm,
        panel.height_mm,
        settings.turn,
        settings.calibration,
        settings.least_pressure,
        settings.palm_mm,
        settings.stuck_s,
    )


class TouchPath:
    """From the touchscreen's thread to the loop's. Held from now on, as soon and as long as it is there. Close it."""

    def __init__(
        self,
        settings: TouchSettings,
        panel: Panel,
        stage: Stage,
        terminal: Terminal,
        audit: Audit,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._panel = panel
        self._stage = stage
        self._terminal = terminal
        self._audit = audit
        self._clock = clock
        self._there = True
        self._touchscreen = Touchscreen(
            source(settings), fitting(settings, panel), lambda news: post(lambda: self._hear(news))
        )

    def close(self) -> None:
        """Give it back."""
        self._touchscreen.close()

    def _hear(self, news: Sequence[TouchNews]) -> None:
        for each in news:
            match each:
                case Touch():
                    self._finger(each)
                case TouchStuck():
                    self._audit.log("touch_stuck")
                case TouchFreed():
                    self._audit.log("touch_freed")
                case TouchReady():
                    if not self._there:
                        self._audit.log("touch_back")
                    self._is(there=True)
                case TouchGone(why):
                    self._audit.log("touch_lost", why=why.value)
                    self._is(there=False)
                case never:
                    assert_never(never)

    def _is(self, *, there: bool) -> None:
        if there != self._there:
            self._there = there
            self._terminal.touch_is(there=there)

    def _finger(self, touch: Touch) -> None:
        # The rim of the panel belongs to its last pixel.
        x = min(touch.x * self._panel.width_px, self._panel.width_px - 1)
        y = min(touch.y * self._panel.height_px, self._panel.height_px - 1)
        # When it happened, on the terminal's clock: a touch that had to wait for a drawing is no later touch.
        at = self._clock.monotonic() - max(0.0, time.monotonic() - touch.at)
        self._stage.finger(touch.phase, touch.contact, x, y, at)
