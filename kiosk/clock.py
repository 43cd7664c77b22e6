"""The terminal's clocks. Deadlines and idle times use the monotonic one; people see the wall clock of Japan."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


class Clock:
    """Both clocks. Demo, training and tests move the monotonic one ("time passes"); the time of day stays true,
    for the gateway compares it with its own.
    """

    def __init__(self) -> None:
        self._offset_s = 0.0

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic() + self._offset_s

    def now(self) -> datetime:
        """The time of day in Japan."""
        return datetime.now(JAPAN)

    def pass_time(self, seconds: float) -> None:
        """Let time pass at once for every limit."""
        if seconds < 0:
            raise ValueError("time doesn't run backwards")
        self._offset_s += seconds
