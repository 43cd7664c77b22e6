"""Touchscreens among the kernel's input devices: found, grabbed, asked for their state."""

from __future__ import annotations

import fcntl
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

import evdev
from evdev import AbsInfo, ecodes

from devices.inputs.outcomes import Absence
from devices.inputs.sources import Gone, Held, InputDevice, Match, grab_all
from devices.inputs.touch_frames import SLOT_CODES, Axes, Axis, Kind, Snapshot, axes_from

_READ = 2 << 30
_EVIOCGMTSLOTS, _EVIOCGKEY = 0x0A, 0x18


def _request(number: int, size: int) -> int:
    """_IOC(_IOC_READ, 'E', number, size) of linux/input.h."""
    return _READ | size << 16 | ord("E") << 8 | number


class HeldTouch(Held, Protocol):
    """A touchscreen that is open, and ours alone."""

    @property
    def axes(self) -> Axes:
        """What it can say."""

    @property
    def monotonic(self) -> bool:
        """Whether its events bear the instants of `time.monotonic`."""

    def snapshot(self) -> Snapshot:
        """Its state now. Raises Gone."""


class TouchSource(Protocol):
    """A place where a touchscreen may turn up."""

    @property
    def folder(self) -> Path:
        """Where its device file comes and goes."""

    def take(self) -> tuple[HeldTouch, ...] | Absence:
        """Open it and hold it alone; a touchscreen may be several devices."""


def is_touchscreen(device: evdev.InputDevice[str]) -> bool:
    """As systemd's udev decides (ID_INPUT_TOUCHSCREEN): places on what is seen, and neither pen nor touchpad."""
    axes, keys = _axes_of(device), device.capabilities().get(ecodes.EV_KEY, [])
    direct = ecodes.INPUT_PROP_DIRECT in device.input_props()
    pen = ecodes.BTN_STYLUS in keys or ecodes.BTN_TOOL_PEN in keys
    touchpad = ecodes.BTN_TOOL_FINGER in keys and not direct
    if axes is None or pen or touchpad:
        return False
    return ecodes.BTN_TOUCH in keys or (direct and axes.kind is not Kind.SINGLE)


def _axes_of(device: evdev.InputDevice[str]) -> Axes | None:
    """What it can say of contacts; None: nothing."""
    return axes_from({code: Axis(info.min, info.max, info.resolution) for code, info in _infos(device).items()})


def _infos(device: evdev.InputDevice[str]) -> Mapping[int, AbsInfo]:
    return dict(cast("list[tuple[int, AbsInfo]]", device.capabilities().get(ecodes.EV_ABS, [])))


class EvdevTouchSource:
    """Touchscreens of the kernel, grabbed (EVIOCGRAB): neither X nor SDL sees them, and no touch arrives twice."""

    folder = Path("/dev/input")

    def __init__(self, match: Match) -> None:
        self._match = match

    def take(self) -> tuple[TouchDevice, ...] | Absence:
        """See `TouchSource`."""
        return grab_all(self.folder, lambda device: self._match.names(device) and is_touchscreen(device), TouchDevice)


class TouchDevice(InputDevice):
    """One that is open and grabbed."""

    def __init__(self, device: evdev.InputDevice[str]) -> None:
        super().__init__(device)
        axes = _axes_of(device)
        if axes is None:
            raise ValueError("no touchscreen")
        self.axes = axes
        self._codes = frozenset(_infos(device))
        self._tells_touch = ecodes.BTN_TOUCH in device.capabilities().get(ecodes.EV_KEY, [])

    def snapshot(self) -> Snapshot:
        """See `HeldTouch`."""
        try:
            match self.axes.kind:
                case Kind.A:
                    return Snapshot(self._touches())
                case Kind.B:
                    slots = {code: self._slots(code) for code in SLOT_CODES if code in self._codes}
                    return Snapshot(slot=self._device.absinfo(ecodes.ABS_MT_SLOT).value, slots=slots)
                case Kind.SINGLE:
                    wanted = self._codes & {ecodes.ABS_X, ecodes.ABS_Y, ecodes.ABS_PRESSURE}
                    values = {code: self._device.absinfo(code).value for code in wanted}
                    return Snapshot(self._touches(), values=values)
        except OSError as error:
            raise Gone from error

    def _slots(self, code: int) -> tuple[int, ...]:
        """EVIOCGMTSLOTS: the code goes in, a value per slot comes out behind it (struct input_mt_request_layout)."""
        record = struct.Struct(f"@I{self.axes.slots}i")
        asked = bytearray(record.pack(code, *[0] * self.axes.slots))
        fcntl.ioctl(self.fileno(), _request(_EVIOCGMTSLOTS, record.size), asked)
        return record.unpack(asked)[1:]

    def _touches(self) -> bool:
        if not self._tells_touch:
            return True
        # evdev's own active_keys() ends in a SystemError if the device is gone.
        keys = bytearray(ecodes.KEY_CNT // 8)
        fcntl.ioctl(self.fileno(), _request(_EVIOCGKEY, len(keys)), keys)
        return bool(keys[ecodes.BTN_TOUCH // 8] >> ecodes.BTN_TOUCH % 8 & 1)
