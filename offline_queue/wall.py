"""The times the queue needs: the terminal's clock, the gateway's, and which boot this is.

Nobody's timer runs on the wall clock: it may be wrong, and be put right by a year. What the gateway's clock says is
remembered against the monotonic one, so its offset stays true when the terminal's own clock jumps.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def instant(text: str) -> datetime:
    """A stored time."""
    return datetime.fromisoformat(text)


def boot_id() -> str:
    """Which boot of the machine this is."""
    return _BOOT_ID.read_text(encoding="ascii").strip()


class Wall:
    """The wall clock, and what is known of the gateway's. Safe from any thread."""

    def __init__(self) -> None:
        self._seen: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The terminal's clock, UTC, to the millisecond."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def heard(self, date: str, sent: float, answered: float) -> None:
        """A Date header (RFC 9110 section 6.6.1) of an answer; sent, answered: monotonic times around the exchange."""
        try:
            # It tells whole seconds: half of one is the likeliest rest.
            theirs = parsedate_to_datetime(date) + timedelta(seconds=0.5)
        except (ValueError, OverflowError):
            return
        if theirs.tzinfo is not None:
            self._seen = (theirs, (sent + answered) / 2)

    def theirs(self) -> datetime | None:
        """The gateway's clock now, within about a second."""
        seen = self._seen
        return None if seen is None else seen[0] + timedelta(seconds=time.monotonic() - seen[1])

    def offset_s(self) -> float | None:
        """Gateway's clock minus the terminal's, in seconds."""
        theirs = self.theirs()
        return None if theirs is None else round((theirs - datetime.now(UTC)).total_seconds(), 1)
