"""What a touchscreen says: closed unions. Where somebody touches is personal (a PIN is typed so): no log has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from devices.inputs.outcomes import Absence


class Phase(Enum):
    """What a contact does. Each begins with one DOWN and ends with one UP or one CANCEL."""

    DOWN = "down"
    MOVE = "move"
    UP = "up"
    CANCEL = "cancel"  # it ended as no finger's touch does, or nobody knows how: nothing may come of it


@dataclass(frozen=True, slots=True)
class Touch:
    """One step of one contact. x, y: parts of the panel from its upper left corner, 0 to 1, turned and calibrated.

    at: instant in seconds of `time.monotonic`. contact: never used again for another one.
    """

    phase: Phase
    contact: int
    x: float = field(repr=False)
    y: float = field(repr=False)
    at: float


@dataclass(frozen=True, slots=True)
class TouchStuck:
    """Something has lain on the panel without moving for so long that it is no finger; it is ignored from now on."""

    contact: int


@dataclass(frozen=True, slots=True)
class TouchFreed:
    """What was stuck is gone."""

    contact: int


@dataclass(frozen=True, slots=True)
class TouchReady:
    """The touchscreen is there and ours alone. name: what the device calls itself."""

    name: str


@dataclass(frozen=True, slots=True)
class TouchGone:
    """No touchscreen (any more). It is taken up again by itself when it comes back."""

    why: Absence


TouchState = TouchReady | TouchGone
TouchNews = Touch | TouchStuck | TouchFreed | TouchState
