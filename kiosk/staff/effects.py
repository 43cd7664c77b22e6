"""What the staff pages have done. `kiosk.staff.room` does it, on its own lane: a resident's effect may be waiting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.journey import Effect
from kiosk.paper.effects import Settling
from kiosk.paper.outcomes import Decision
from kiosk.staff.people import StaffCard
from screens.page import Page, Wait
from screens.phrase import msg


def _wait() -> Page:
    return Wait(
        name="wait.staff",
        service=msg("staff-room-service"),
        icon="wrench",
        tag=msg("staff-tag"),
        heading=msg("wait-moment-heading"),
        back=False,
        stop=False,
        closed_reason=msg("wait-reason"),
    )


@dataclass(frozen=True, slots=True)
class StaffEffect(Effect):
    """Something for the staff."""

    lane: ClassVar[str] = "staff"
    deadline_s: ClassVar[float] = 20.0

    def page(self) -> Page:
        """A moment."""
        return _wait()


@dataclass(frozen=True, slots=True)
class CodeTries(StaffEffect):
    """How many tries codes have left. Gives int."""


@dataclass(frozen=True, slots=True)
class EnterByCode(StaffEffect):
    """Gives `CodeOutcome`. The code is zeroed."""

    code: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookAtCard(StaffEffect):
    """Whose card lies there. Gives `StaffCard`, a card trouble, or None: nobody's."""

    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 20.0


@dataclass(frozen=True, slots=True)
class ProveCard(StaffEffect):
    """The card signs a fresh random message. pin: None for one that needs none; it is zeroed.

    Gives `Known`, or why not: a PIN refusal, a card trouble, None.
    """

    card: StaffCard
    pin: bytearray | None = field(repr=False)
    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 15.0


@dataclass(frozen=True, slots=True)
class LookAround(StaffEffect):
    """How everything stands. Gives `kiosk.staff.room.Situation`."""

    deadline_s: ClassVar[float] = 40.0


@dataclass(frozen=True, slots=True)
class ConfirmSlip(StaffEffect):
    """The clerk has the money for the slip that is open. Gives `ConfirmOutcome`."""

    slip: str
    staff: str


@dataclass(frozen=True, slots=True)
class DecideSet(StaffEffect):
    """The clerk has looked at the paper that nobody knew about. Gives whether that is on record now."""

    decision: Decision
    staff: str
    deadline_s: ClassVar[float] = 60.0


@dataclass(frozen=True, slots=True)
class ClearedAway(StaffEffect):
    """The clerk has taken away paper that somebody left. Gives `kiosk.paper.outcomes.ClearOutcome`."""

    staff: str
    deadline_s: ClassVar[float] = 40.0


@dataclass(frozen=True, slots=True)
class SettleDebt(StaffEffect):
    """A payment that was owed or open. Gives `CloseOutcome`."""

    payment: str
    how: Settling
    staff: str


@dataclass(frozen=True, slots=True)
class Restart(StaffEffect):
    """End this program, and begin it anew. Gives whether it will: not while somebody is served."""

    staff: str
