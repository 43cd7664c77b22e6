"""`kiosk check touch`: whether the touchscreen is there, what it can say, and whether it sits right on the panel."""

from __future__ import annotations

from typing import assert_never

from devices.inputs.outcomes import Absence
from devices.inputs.touch_frames import Axis
from devices.inputs.touch_source import HeldTouch, TouchSource
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config, Display, TouchSettings
from kiosk.touch import source

SLACK = 1.15
"""What a touchscreen calls its size may reach a little beyond the visible area."""


def check(config: Config) -> Report:
    """The touchscreen of the settings."""
    if config.touch is None:
        advice = "Touches come through the display (SDL), as on a desktop; a [touch] section has them read directly."
        return Report("touch", Result.OK, {"path": "sdl"}, advice)
    return check_touch(source(config.touch), config.touch, config.display)


def check_touch(place: TouchSource, settings: TouchSettings, display: Display) -> Report:
    """Take it, look at it, and let it go."""
    findings: dict[str, Value] = {"path": "evdev"}
    taken = place.take()
    if not isinstance(taken, tuple):
        return _gone(taken, findings | {"found": taken is Absence.BUSY, "grabbed": False})
    try:
        findings |= {"found": True, "grabbed": True} | _told(taken) | {"turn": settings.turn}
        findings["calibration"] = ", ".join(f"{value:g}" for value in settings.calibration)
        turned = any(_lies_across(held, settings, display) for held in taken)
    finally:
        for held in taken:
            held.close()
    if turned:
        advice = "Its long side lies along the panel's short one: set touch.turn to 90 or 270, or mend [display]."
        return Report("touch", Result.TOUCH_TURNED, findings, advice)
    return Report("touch", Result.OK, findings)


def _told(taken: tuple[HeldTouch, ...]) -> dict[str, Value]:
    axes = taken[0].axes
    return {
        "name": taken[0].name,
        "devices": len(taken),
        "kind": axes.kind.value,
        "x": _range(axes.x),
        "y": _range(axes.y),
        "units_per_mm": f"{axes.x.resolution} x {axes.y.resolution}" if axes.x.resolution else None,
        "size_mm": _size_mm(axes.x, axes.y),
        "contacts": axes.slots or None,
        "tells_size_of_contacts": axes.major is not None,
        "pressure": None if axes.pressure is None else _range(axes.pressure),
        "clock": "monotonic" if taken[0].monotonic else "time of day",
    }


def _range(axis: Axis) -> str:
    return f"{axis.least} to {axis.most}"


def _size_mm(x: Axis, y: Axis) -> str | None:
    if not x.resolution or not y.resolution:
        return None
    return f"{_units(x) / x.resolution:.0f} x {_units(y) / y.resolution:.0f}"


def _units(axis: Axis) -> int:
    return axis.most - axis.least + 1


def _lies_across(held: HeldTouch, settings: TouchSettings, display: Display) -> bool:
    """By its own millimetres; many don't tell them, and have the same units along both sides."""
    x, y = held.axes.x, held.axes.y
    if not x.resolution or not y.resolution:
        return False
    own = (_units(x) / x.resolution) / (_units(y) / y.resolution)
    seen = display.width_mm / display.height_mm
    upright = own if settings.turn in (0, 180) else 1 / own
    return not 1 / SLACK < upright / seen < SLACK and 1 / SLACK < upright * seen < SLACK


def _gone(absence: Absence, findings: dict[str, Value]) -> Report:
    match absence:
        case Absence.NOT_THERE:
            advice = "It isn't there: look at the cable, and at name or numbers in the settings."
            return Report("touch", Result.NO_TOUCH, findings, advice)
        case Absence.BUSY:
            return Report("touch", Result.TOUCH_BUSY, findings, "Another program holds it: stop the terminal.")
        case Absence.NOT_PERMITTED:
            advice = "This user may not open input devices: add it to the group 'input', or mend the udev rule."
            return Report("touch", Result.TOUCH_NOT_PERMITTED, findings, advice)
        case never:
            assert_never(never)
