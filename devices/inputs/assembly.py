"""Keys into codes. Pure: what was pressed when goes in, whole codes come out."""

from __future__ import annotations

from devices.inputs.keymap import ENDS, SHIFTS, SILENT, Layout, sign
from devices.inputs.outcomes import Scanned, Unreadable, Why

LONGEST = 512
"""Longer than any code we read; the largest QR code holds some 4,300 letters."""

GAP_S = 0.3
"""Scanners press a key every 1 to 30 ms."""

_UP, _DOWN = 0, 1


class Assembly:
    """One scanner's keys. A code that a pause interrupts is none: half a code must never pass for a whole one."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._signs = bytearray()
        self._shifts: set[int] = set()
        self._fault: Why | None = None
        self._last = 0.0

    @property
    def begun(self) -> bool:
        """Whether a code is on its way."""
        return bool(self._signs) or self._fault is not None

    def pause(self, at: float) -> Unreadable | None:
        """Before a key of the instant `at` (seconds on the keys' own clock): whether the pause broke a code off."""
        return self.silence() if self.begun and at - self._last > GAP_S else None

    def key(self, code: int, value: int, at: float) -> Scanned | Unreadable | None:
        """A key event (EV_KEY): value 1 pressed, 0 let go, 2 repeats."""
        if code in SHIFTS:
            (self._shifts.discard if value == _UP else self._shifts.add)(code)
            return None
        if value != _DOWN or code in SILENT:
            return None
        self._last = at
        if code in ENDS:
            return self._end()
        self._add(code)
        return None

    def silence(self) -> Unreadable | None:
        """No key came for GAP_S: what has begun is broken off."""
        if not self.begun:
            return None
        self._fault = self._fault or Why.NO_END
        return self._refuse()

    def lost(self, at: float) -> None:
        """Keys are missing: what has begun, or begins with the next key, is no whole code. Shift counts as let go."""
        self._fault = Why.LOST
        self._last = at
        self._shifts.clear()

    def clear(self) -> None:
        """Forget everything: another device, or none."""
        self._reset()
        self._shifts.clear()

    def _add(self, code: int) -> None:
        if self._fault is not None:
            return
        found = sign(self._layout, code, shifted=bool(self._shifts))
        if found is None:
            self._fault = Why.UNKNOWN_KEY
        elif len(self._signs) == LONGEST:
            self._fault = Why.TOO_LONG
        else:
            self._signs += found.encode("ascii")

    def _end(self) -> Scanned | Unreadable | None:
        if self._fault is not None:
            return self._refuse()
        if not self._signs:
            return None
        text = self._signs.decode("ascii")
        self._reset()
        return Scanned(text)

    def _refuse(self) -> Unreadable:
        fault = self._fault or Why.NO_END
        self._reset()
        return Unreadable(fault)

    def _reset(self) -> None:
        self._signs[:] = bytes(len(self._signs))
        self._signs.clear()
        self._fault = None
