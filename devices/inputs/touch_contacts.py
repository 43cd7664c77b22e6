"""Frames into touches: what a finger does, and what is no finger's. Pure.

Ignored are palms, things that lie there, contacts that were there before we looked, and ghosts: infrared frames and
worn controllers report contacts for a single frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from devices.inputs.touch_calibration import after, moved, turned
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_frames import Axes, Contact, Frame, Key
from devices.inputs.touch_outcomes import Phase, Touch, TouchFreed, TouchNews, TouchStuck

GHOST_S = 0.02
"""A finger's tap lasts 50 ms and more, a frame of a controller 5 to 16 ms."""

STILL_MM = 3.0
"""A resting finger trembles less than this, dirt as well."""


@dataclass(slots=True)
class _Known:
    """counts: touches are made of it. still_x, still_y, still_at: where it has been since when."""

    contact: int
    counts: bool
    x: float
    y: float
    began: float
    still_x: float
    still_y: float
    still_at: float
    stuck: bool = False


class Fingers:
    """One device's contacts. numbers: gives each its own. Instants are seconds of `time.monotonic`."""

    def __init__(self, axes: Axes, fitting: Fitting, numbers: Iterator[int]) -> None:
        self._axes = axes
        self._fitting = fitting
        self._matrix = after(fitting.calibration, turned(fitting.turn))
        self._numbers = numbers
        self._known: dict[Key, _Known] = {}
        along_x = fitting.width_mm if fitting.turn in (0, 180) else fitting.height_mm
        resolution = 0 if axes.major is None else axes.major.resolution
        self._major_mm = 1 / resolution if resolution else along_x / (axes.x.most - axes.x.least + 1)

    def take(self, frame: Frame) -> list[TouchNews]:
        """What has come of this frame. Contacts whose beginning or end wasn't seen don't count."""
        news: list[TouchNews] = []
        for key in [key for key in self._known if key not in frame.contacts]:
            news += self._lifted(self._known.pop(key), frame)
        for key, contact in frame.contacts.items():
            known = self._known.get(key)
            news += self._put(key, contact, frame) if known is None else self._moved(known, contact, frame.at)
        return news

    def let_go(self, at: float) -> list[TouchNews]:
        """The device is gone."""
        return self.take(Frame(at, {}, seen=False))

    def tick(self, now: float) -> list[TouchNews]:
        """Find what is stuck."""
        news: list[TouchNews] = []
        for known in self._known.values():
            if not known.stuck and now >= known.still_at + self._fitting.stuck_s:
                known.stuck = True
                news += self._off(known, now)
                news.append(TouchStuck(known.contact))
        return news

    def next_tick(self) -> float | None:
        """The instant at which `tick` has something to find at the earliest; None: nothing is on the panel."""
        return min(
            (known.still_at + self._fitting.stuck_s for known in self._known.values() if not known.stuck), default=None
        )

    # --- one contact --------------------------------------------------------------------------------------------------

    def _put(self, key: Key, contact: Contact, frame: Frame) -> list[TouchNews]:
        (x, y), at = self._place(contact), frame.at
        counts = frame.seen and not self._is_palm(contact)
        self._known[key] = known = _Known(next(self._numbers), counts, x, y, at, x, y, at)
        return [self._touch(Phase.DOWN, known, at)] if counts else []

    def _moved(self, known: _Known, contact: Contact, at: float) -> list[TouchNews]:
        x, y = self._place(contact)
        has_moved = (x, y) != (known.x, known.y)
        known.x, known.y = x, y
        if self._mm(known.still_x - x, known.still_y - y) > STILL_MM:
            known.still_x, known.still_y, known.still_at = x, y, at
        if known.counts and self._is_palm(contact):
            return self._off(known, at)  # a hand comes down edge first
        return [self._touch(Phase.MOVE, known, at)] if known.counts and has_moved else []

    def _lifted(self, known: _Known, frame: Frame) -> list[TouchNews]:
        if known.stuck:
            return [TouchFreed(known.contact)]
        is_tap = frame.seen and frame.at - known.began >= GHOST_S
        return [self._touch(Phase.UP if is_tap else Phase.CANCEL, known, frame.at)] if known.counts else []

    def _off(self, known: _Known, at: float) -> list[TouchNews]:
        """It doesn't count any more."""
        counted, known.counts = known.counts, False
        return [self._touch(Phase.CANCEL, known, at)] if counted else []

    def _touch(self, phase: Phase, known: _Known, at: float) -> Touch:
        return Touch(phase, known.contact, known.x, known.y, at)

    def _place(self, contact: Contact) -> tuple[float, float]:
        """On the panel; what is felt beyond its rim belongs to the rim."""
        x, y = moved(self._matrix, self._axes.x.part(contact.x), self._axes.y.part(contact.y))
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def _mm(self, dx: float, dy: float) -> float:
        return math.hypot(dx * self._fitting.width_mm, dy * self._fitting.height_mm)

    def _is_palm(self, contact: Contact) -> bool:
        return contact.palm or contact.major * self._major_mm > self._fitting.palm_mm
