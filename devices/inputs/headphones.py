"""Whether something is plugged into the headphone socket, or a handset lifted: the kernel's switch says so."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import evdev
from evdev import ecodes as codes

from devices.inputs.keypad import Watched
from devices.inputs.outcomes import Absence
from devices.inputs.sources import Event, Held, InputDevice

_EVIOCGSW = 0x8002451B
"""_IOC(_IOC_READ, 'E', 0x1b, 2): how the first sixteen switches stand (linux/input.h)."""


class Headphones:
    """A switch (SW_HEADPHONE_INSERT). plugged: called on a thread of its own, with how it stands and each change."""

    def __init__(self, name: str, plugged: Callable[[bool], None]) -> None:
        self._plugged = plugged
        self._places = _Switches(name)
        self._watched = Watched(self._places, self._event, self._changed)

    def close(self) -> None:
        """Look no more."""
        self._watched.close()

    def _event(self, event: Event) -> None:
        if (event.type, event.code) == (codes.EV_SW, codes.SW_HEADPHONE_INSERT):
            self._plugged(bool(event.value))

    def _changed(self, absence: Absence | None) -> None:
        # A socket that can't be asked is an empty one: nothing private is said into the room.
        self._plugged(absence is None and self._places.stands)


class _Switches:
    """Not grabbed: the sound system may look at the same switch."""

    folder = Path("/dev/input")

    def __init__(self, name: str) -> None:
        self._name = name
        self.stands = False

    def take(self) -> tuple[Held, ...] | Absence:
        absence = Absence.NOT_THERE
        for path in sorted(self.folder.glob("event*")):
            try:
                device = evdev.InputDevice(str(path))
            except (OSError, SystemError) as error:
                if isinstance(error, PermissionError):
                    absence = Absence.NOT_PERMITTED
                continue
            with suppress(OSError):  # it went away while being asked
                switches = device.capabilities().get(codes.EV_SW, ())
                if self._name in device.name and codes.SW_HEADPHONE_INSERT in switches:
                    self.stands = _stands(device.fd)
                    return (InputDevice(device),)
            device.close()
        return absence


def _stands(fd: int) -> bool:
    switches = bytearray(2)
    fcntl.ioctl(fd, _EVIOCGSW, switches)
    return bool(int.from_bytes(switches, "little") >> codes.SW_HEADPHONE_INSERT & 1)
