"""What can be wrong with a receipt printer, on order. One line of text orders one trouble:

    TROUBLE[=ARGUMENT][@WHEN]

    paper_out            the roll is empty: what comes is kept, and printed when there is paper again
    paper_out@120        it ends 120 dot rows (15 mm) from now
    near_end             the near-end sensor says so; it goes on printing
    cover_open@120       somebody opens the cover after 120 more rows
    cutter               the cutter sticks at the next cut, until `mend` and a command to recover
    broken               an error that only switching off ends
    power_off@120        no power after 120 more rows: everything kept is gone, nobody answers
    drop=5000            the line breaks after 5000 more bytes; what has come is printed all the same
    mute                 it takes everything, prints, and says nothing
    garbage              it answers with noise
    slow=400             400 dot rows a second (50 mm/s); slow=0 is as fast as it can
    unclearing           an older model: it does not know DLE DC4 8 (clear buffer)
    unconfirming         an older model: it does not know GS ( H (process id)

WHEN is a number of dot rows printed from now on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """By the word that orders it."""

    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    BROKEN = "broken"
    POWER_OFF = "power_off"
    DROP = "drop"
    MUTE = "mute"
    GARBAGE = "garbage"
    SLOW = "slow"
    UNCLEARING = "unclearing"
    UNCONFIRMING = "unconfirming"


STOPPING = frozenset({Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.BROKEN, Trouble.POWER_OFF})
"""While one of these lasts, nothing is printed."""

_WITH_ARGUMENT = frozenset({Trouble.DROP, Trouble.SLOW})
_FORM = re.compile(r"(?P<trouble>[a-z_]+)(?:=(?P<argument>[0-9]{1,9}))?(?:@(?P<rows>[0-9]{1,9}))?")


class FaultFormError(ValueError):
    """The text orders no trouble; says why."""


@dataclass(slots=True)
class Fault:
    """One order. argument: bytes (drop) or rows a second (slow). rows: still to be printed before it happens."""

    trouble: Trouble
    argument: int = 0
    rows: int = 0


def parse(text: str) -> Fault:
    """Read one order. Raises FaultFormError."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise FaultFormError(f"not a trouble: {text!r}; write TROUBLE[=ARGUMENT][@ROWS]")
    try:
        trouble = Trouble(match["trouble"])
    except ValueError:
        known = ", ".join(each.value for each in Trouble)
        raise FaultFormError(f"unknown trouble {match['trouble']!r}: {known}") from None
    if (match["argument"] is not None) != (trouble in _WITH_ARGUMENT):
        raise FaultFormError(f"{trouble.value} takes {'a number' if trouble in _WITH_ARGUMENT else 'no argument'}")
    return Fault(trouble, int(match["argument"] or 0), int(match["rows"] or 0))
