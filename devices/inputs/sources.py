"""Where a scanner's keys come from: an input device of the kernel, or the virtual scanner's socket.

Both give the same records (struct input_event, linux/input.h).
"""

from __future__ import annotations

import fcntl
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from errno import EACCES, EBUSY, EPERM
from pathlib import Path
from typing import Protocol, TypeVar

import evdev
from evdev import ecodes

from devices.inputs.outcomes import Absence

RECORD = struct.Struct("@llHHi")
"""struct input_event: seconds, microseconds, type, code, value."""

_EVIOCSCLOCKID = 0x400445A0
_NEEDED = frozenset((*(getattr(ecodes, f"KEY_{digit}") for digit in range(10)), ecodes.KEY_ENTER))


@dataclass(frozen=True, slots=True)
class Event:
    """One input event; at: seconds on the source's clock."""

    type: int
    code: int
    value: int
    at: float


class Gone(Exception):
    """The device went away; never leaves this folder."""


class Held(Protocol):
    """A device that is open, and ours alone."""

    @property
    def name(self) -> str:
        """What it calls itself."""

    def fileno(self) -> int:
        """Gets ready when events have come, or the device has gone."""

    def read(self) -> Sequence[Event]:
        """What has come. Raises Gone."""

    def close(self) -> None:
        """Let go."""


class Source(Protocol):
    """A place where a scanner may turn up."""

    @property
    def folder(self) -> Path:
        """Where its device file comes and goes."""

    def take(self) -> tuple[Held, ...] | Absence:
        """Open it and hold it alone; a scanner may be several devices."""


# --- the kernel's input devices ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """Which device it is; what is None isn't looked at. name: a part of it."""

    name: str | None = None
    vendor: int | None = None
    product: int | None = None

    def fits(self, device: evdev.InputDevice[str]) -> bool:
        """Whether it is a keyboard (digits and Enter) of this name and these numbers."""
        return self.names(device) and _NEEDED.issubset(device.capabilities().get(ecodes.EV_KEY, ()))

    def names(self, device: evdev.InputDevice[str]) -> bool:
        """Whether it has this name and these numbers."""
        return (
            (self.name is None or self.name in device.name)
            and (self.vendor is None or self.vendor == device.info.vendor)
            and (self.product is None or self.product == device.info.product)
        )


class EvdevSource:
    """Input devices of the kernel, grabbed (EVIOCGRAB): nobody else gets their keys, the terminal's window neither."""

    folder = Path("/dev/input")

    def __init__(self, match: Match) -> None:
        self._match = match

    def take(self) -> tuple[Held, ...] | Absence:
        """All matching devices, or none of them."""
        return grab_all(self.folder, self._match.fits, InputDevice)


H = TypeVar("H", bound=Held)


def grab_all(
    folder: Path, fits: Callable[[evdev.InputDevice[str]], bool], held_as: Callable[[evdev.InputDevice[str]], H]
) -> tuple[H, ...] | Absence:
    """Open all devices of a folder that fit, and hold them alone: all or none of them. `fits` may raise OSError."""
    held: list[H] = []
    absence = Absence.NOT_THERE
    for path in sorted(folder.glob("event*")):
        try:
            device = evdev.InputDevice(str(path))
        except SystemError:  # it went away while being opened (evdev forgets to say so)
            continue
        except OSError as error:
            if error.errno in (EACCES, EPERM):
                absence = Absence.NOT_PERMITTED
            continue
        if not _fits(fits, device):
            device.close()
            continue
        try:
            device.grab()
        except OSError as error:
            device.close()
            for other in held:
                other.close()
            return Absence.BUSY if error.errno == EBUSY else Absence.NOT_THERE
        held.append(held_as(device))
    return tuple(held) or absence


def _fits(fits: Callable[[evdev.InputDevice[str]], bool], device: evdev.InputDevice[str]) -> bool:
    try:
        return fits(device)
    except OSError:  # it went away while being asked
        return False


class InputDevice:
    """One that is open and grabbed."""

    def __init__(self, device: evdev.InputDevice[str]) -> None:
        self._device = device
        self.name: str = device.name
        self.monotonic = _count_on_the_monotonic_clock(device.fd)
        """Whether its events bear the instants of `time.monotonic`; else they bear the time of day."""

    def fileno(self) -> int:
        """See `Held`."""
        return int(self._device.fd)

    def read(self) -> Sequence[Event]:
        """See `Held`."""
        try:
            events = [Event(each.type, each.code, each.value, each.timestamp()) for each in self._device.read()]
        except BlockingIOError:
            return ()
        except OSError as error:
            raise Gone from error
        if not events:  # ready, and nothing there: its end
            raise Gone
        return events

    def close(self) -> None:
        """See `Held`."""
        try:
            self._device.close()
        except OSError:
            return  # it is gone; ungrabbing it fails


def _count_on_the_monotonic_clock(fd: int) -> bool:
    """So that a clock that is set in the middle of a code doesn't tear it. Where that isn't known, as it is."""
    try:
        fcntl.ioctl(fd, _EVIOCSCLOCKID, struct.pack("i", time.CLOCK_MONOTONIC))
    except OSError:
        return False
    return True


# --- the virtual scanner ----------------------------------------------------------------------------------------------


class SocketSource:
    """The virtual scanner (`devices.virtual.scanner`): the same records over a Unix stream socket."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.folder = path.parent

    def take(self) -> tuple[Held, ...] | Absence:
        """One connection; the virtual scanner has one holder at a time, as a grabbed device has."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(self._path))
        except PermissionError:
            connection.close()
            return Absence.NOT_PERMITTED
        except OSError:
            connection.close()
            return Absence.NOT_THERE
        connection.setblocking(False)
        return (_Connection(connection),)


class _Connection:
    name = "Madoguchi virtual scanner"

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._half = b""

    def fileno(self) -> int:
        return self._connection.fileno()

    def read(self) -> Sequence[Event]:
        try:
            came = self._connection.recv(64 * RECORD.size)
        except BlockingIOError:
            return ()
        except OSError as error:
            raise Gone from error
        if not came:
            raise Gone
        whole = self._half + came
        cut = len(whole) - len(whole) % RECORD.size
        self._half = whole[cut:]
        return list(_events(whole[:cut]))

    def close(self) -> None:
        self._connection.close()


def _events(records: bytes) -> Iterator[Event]:
    for seconds, micros, kind, code, value in RECORD.iter_unpack(records):
        yield Event(kind, code, value, seconds + micros / 1e6)
