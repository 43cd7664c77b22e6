"""The kernel's events into frames: which contacts are on the panel, and where. Pure.

Follows Documentation/input/multi-touch-protocol.rst (types A and B) and event-codes.rst (one contact: BTN_TOUCH).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from evdev import ecodes

from devices.inputs.sources import Event

Key = tuple[int, int]
"""Tells contacts apart from frame to frame."""

JUMP = 0.15
"""A contact without an identity (type A) that is farther away in the next frame (parts of the panel) is another one."""

_PALM = 2
"""MT_TOOL_PALM of linux/input.h."""

SLOT_CODES = (
    ecodes.ABS_MT_TRACKING_ID,
    ecodes.ABS_MT_POSITION_X,
    ecodes.ABS_MT_POSITION_Y,
    ecodes.ABS_MT_TOUCH_MAJOR,
    ecodes.ABS_MT_TOOL_TYPE,
    ecodes.ABS_MT_PRESSURE,
    ecodes.ABS_MT_DISTANCE,
)
"""What we know of each slot."""


class Kind(Enum):
    """How a device speaks of contacts."""

    SINGLE = "single"
    A = "multi_touch_a"
    B = "multi_touch_b"


@dataclass(frozen=True, slots=True)
class Axis:
    """Range of an axis, and its units per mm (0: it doesn't say)."""

    least: int
    most: int
    resolution: int = 0

    def part(self, value: int) -> float:
        """A value as a part of the range, 0 to 1 (the middle of its unit). Devices may exceed their own range."""
        return (value - self.least + 0.5) / (self.most - self.least + 1)


@dataclass(frozen=True, slots=True)
class Axes:
    """What a device can say. major: of the ellipse of a contact; None: it doesn't know its size."""

    kind: Kind
    x: Axis
    y: Axis
    slots: int = 0
    major: Axis | None = None
    pressure: Axis | None = None


def axes_from(axes: Mapping[int, Axis]) -> Axes | None:
    """What a device with these axes (by code) can say of contacts; None: nothing."""
    several = ecodes.ABS_MT_POSITION_X in axes and ecodes.ABS_MT_POSITION_Y in axes
    x, y = (ecodes.ABS_MT_POSITION_X, ecodes.ABS_MT_POSITION_Y) if several else (ecodes.ABS_X, ecodes.ABS_Y)
    if any(code not in axes or axes[code].most <= axes[code].least for code in (x, y)):
        return None
    if not several:
        return Axes(Kind.SINGLE, axes[x], axes[y], pressure=axes.get(ecodes.ABS_PRESSURE))
    slots = axes[ecodes.ABS_MT_SLOT].most + 1 if ecodes.ABS_MT_SLOT in axes else 0
    major, pressure = axes.get(ecodes.ABS_MT_TOUCH_MAJOR), axes.get(ecodes.ABS_MT_PRESSURE)
    return Axes(Kind.B if slots else Kind.A, axes[x], axes[y], slots, major, pressure)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in a frame, in the device's units."""

    x: int
    y: int
    major: int = 0
    palm: bool = False


Contacts = Mapping[Key, Contact]


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that is on the panel at an instant. seen: whether we saw all that happened since the last frame."""

    at: float
    contacts: Contacts
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """The kernel threw events away (SYN_DROPPED): read the device's state, and `restore` it."""

    at: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A device's state as the kernel has it. touching: BTN_TOUCH; True if it has none, for then nobody knows.

    slot, slots: for each of SLOT_CODES that it has, a value per slot (type B). values: of its axes (one contact).
    """

    touching: bool = False
    slot: int = 0
    slots: Mapping[int, Sequence[int]] = field(default_factory=dict)
    values: Mapping[int, int] = field(default_factory=dict)


class Frames:
    """One device's events. least_pressure: below it a contact only comes near; 0: pressure isn't looked at."""

    def __init__(self, axes: Axes, least_pressure: int = 0) -> None:
        make: dict[Kind, Callable[[Axes, int], _Single | _TypeA | _TypeB]]
        make = {Kind.SINGLE: _Single, Kind.A: _TypeA, Kind.B: _TypeB}
        self._state = make[axes.kind](axes, least_pressure)
        self._lost = False
        self._blind = False

    def take(self, event: Event) -> Frame | Lost | None:
        """The next event; a frame when one is whole."""
        if event.type != ecodes.EV_SYN:
            self._state.take(event)
        elif event.code == ecodes.SYN_DROPPED:
            self._lost = True
        elif event.code == ecodes.SYN_REPORT:
            # What comes between loss and report is half of something; `restore` forgets it.
            if self._lost:
                self._lost = False
                return Lost(event.at)
            seen, self._blind = not self._blind, False
            return Frame(event.at, self._state.frame(), seen)
        elif event.code == ecodes.SYN_MT_REPORT:
            self._state.end_of_contact()
        return None

    def restore(self, snapshot: Snapshot, at: float) -> Frame:
        """Go on from this state."""
        contacts = self._state.restore(snapshot)
        # Type A: what touches now is said with the next frame only.
        self._blind = isinstance(self._state, _TypeA) and snapshot.touching
        return Frame(at, contacts, seen=False)


def _contact(values: Mapping[int, int], least_pressure: int) -> Contact | None:
    """What slot or packet says, or None: nothing touches (it hovers, or is hardly pressed)."""
    x, y = values.get(ecodes.ABS_MT_POSITION_X), values.get(ecodes.ABS_MT_POSITION_Y)
    if x is None or y is None or values.get(ecodes.ABS_MT_DISTANCE, 0) > 0:
        return None
    if values.get(ecodes.ABS_MT_PRESSURE, least_pressure) < least_pressure:
        return None
    palm = values.get(ecodes.ABS_MT_TOOL_TYPE) == _PALM
    return Contact(x, y, values.get(ecodes.ABS_MT_TOUCH_MAJOR, 0), palm)


class _Single:
    """ABS_X and ABS_Y, and BTN_TOUCH."""

    def __init__(self, _axes: Axes, least_pressure: int) -> None:
        self._least_pressure = least_pressure
        self._touching = False
        self._values: dict[int, int] = {}

    def take(self, event: Event) -> None:
        if event.type == ecodes.EV_ABS:
            self._values[event.code] = event.value
        elif (event.type, event.code) == (ecodes.EV_KEY, ecodes.BTN_TOUCH):
            self._touching = event.value != 0

    def end_of_contact(self) -> None:
        return

    def frame(self) -> Contacts:
        x, y = self._values.get(ecodes.ABS_X), self._values.get(ecodes.ABS_Y)
        if not self._touching or x is None or y is None:
            return {}
        if self._values.get(ecodes.ABS_PRESSURE, self._least_pressure) < self._least_pressure:
            return {}
        return {(0, 0): Contact(x, y)}

    def restore(self, snapshot: Snapshot) -> Contacts:
        self._touching, self._values = snapshot.touching, dict(snapshot.values)
        return self.frame()


class _TypeB:
    """Slots: what isn't said anew is as it was."""

    def __init__(self, axes: Axes, least_pressure: int) -> None:
        self._least_pressure = least_pressure
        self._slots: list[dict[int, int]] = [{} for _ in range(axes.slots)]
        self._slot = 0

    def take(self, event: Event) -> None:
        if event.type != ecodes.EV_ABS:
            return
        if event.code == ecodes.ABS_MT_SLOT:
            self._slot = event.value
        elif event.code in SLOT_CODES and 0 <= self._slot < len(self._slots):
            self._slots[self._slot][event.code] = event.value

    def end_of_contact(self) -> None:
        return

    def frame(self) -> Contacts:
        found: dict[Key, Contact] = {}
        for number, values in enumerate(self._slots):
            identity = values.get(ecodes.ABS_MT_TRACKING_ID, -1)
            contact = _contact(values, self._least_pressure) if identity >= 0 else None
            if contact is not None:
                found[number, identity] = contact
        return found

    def restore(self, snapshot: Snapshot) -> Contacts:
        self._slot = snapshot.slot
        self._slots = [
            {code: values[number] for code, values in snapshot.slots.items()} for number in range(len(self._slots))
        ]
        return self.frame()


class _TypeA:
    """Packets: every frame says all, and contacts have no identity. The nearest one of the last frame is the same."""

    def __init__(self, axes: Axes, least_pressure: int) -> None:
        self._axes = axes
        self._least_pressure = least_pressure
        self._packet: dict[int, int] = {}
        self._packets: list[Contact] = []
        self._said = False
        self._known: Contacts = {}
        self._count = 0

    def take(self, event: Event) -> None:
        if event.type == ecodes.EV_ABS and event.code in SLOT_CODES:
            self._packet[event.code] = event.value
        elif (event.type, event.code, event.value) == (ecodes.EV_KEY, ecodes.BTN_TOUCH, 0):
            self._said = True  # nothing touches any more, and some devices say no more than that

    def end_of_contact(self) -> None:
        self._said = True
        contact = _contact(self._packet, self._least_pressure)
        if contact is not None:
            self._packets.append(contact)
        self._packet = {}

    def frame(self) -> Contacts:
        if self._said:
            self._known = self._told_apart(self._packets)
            self._packets, self._said = [], False
        return self._known

    def restore(self, snapshot: Snapshot) -> Contacts:
        """The kernel keeps no state of this type; the next frame says all."""
        self._packet, self._packets, self._said, self._known = {}, [], False, {}
        return {}

    def _told_apart(self, contacts: Sequence[Contact]) -> Contacts:
        near = sorted(
            (distance, key, index)
            for key, before in self._known.items()
            for index, contact in enumerate(contacts)
            if (distance := self._distance(before, contact)) <= JUMP
        )
        keys: dict[int, Key] = {}
        for _, key, index in near:
            if index not in keys and key not in keys.values():
                keys[index] = key
        found: dict[Key, Contact] = {}
        for index, contact in enumerate(contacts):
            if index not in keys:
                self._count += 1
            found[keys.get(index, (0, self._count))] = contact
        return found

    def _distance(self, one: Contact, other: Contact) -> float:
        axes = self._axes
        return max(abs(axes.x.part(one.x) - axes.x.part(other.x)), abs(axes.y.part(one.y) - axes.y.part(other.y)))
