"""How a touchscreen sits on its panel, and what counts as what: from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from devices.inputs.touch_calibration import IDENTITY, Matrix

STUCK_S = 30.0
"""Long presses are fine; who rests a finger for so long doesn't press."""

PALM_MM = 40.0
"""Fingers and thumbs touch with 8 to 25 mm, knuckles of a fist with less than a palm's breadth."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How the touchscreen sits on the panel (visible area in mm, as people see it) and what counts as what.

    turn: degrees clockwise that bring its points to the picture's; then comes the calibration. least_pressure: in the
    device's units; a resistive panel's position means little while it is hardly pressed (tslib's pthres). 0: any.
    """

    width_mm: float
    height_mm: float
    turn: int = 0
    calibration: Matrix = IDENTITY
    least_pressure: int = 0
    palm_mm: float = PALM_MM
    stuck_s: float = STUCK_S
