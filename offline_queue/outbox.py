"""Which item goes next: the heads of all cases in the order they came, without those in flight or put off.

Reads ahead a few at a time, so that a hundred thousand items in the file cost no memory. Its owner has a lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from gateway.contract.intake import LONGEST_BATCH, MOST_TOGETHER
from offline_queue.delivery import size_in_batch
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.store import ToSend
from offline_queue.values import Lane

_AHEAD = MOST_TOGETHER
_ROOM = LONGEST_BATCH // 2
"""Bytes of a batch at most. Less than allowed: every worker holds one, in several copies."""
_AFTER_DISK_TROUBLE_S = 5.0


class Outbox:
    """The lanes in their order: the first goes first."""

    def __init__(self, lanes: Mapping[Lane, LaneThread]) -> None:
        self._lanes = lanes
        self._ready: deque[ToSend] = deque()
        self._cursors = dict.fromkeys(lanes, 0)
        self._to_look_at = set(lanes)
        self._look_again_at: float | None = None
        self._in_flight: set[str] = set()
        self._delayed: dict[str, float] = {}

    def look_again(self) -> None:
        """Something may be there that was not."""
        self._to_look_at = set(self._lanes)

    def forget_delays(self) -> None:
        """Whatever was put off may go now."""
        self._delayed.clear()
        self.look_again()

    def take(self, now: float, most: int) -> tuple[ToSend, ...]:
        """The next item, or several that may go in one batch; their cases are in flight then, until `settled` or
        `failed`. None at all: nothing may go now."""
        self._end_delays(now)
        while not self._ready:
            lane = next((lane for lane in self._lanes if lane in self._to_look_at), None)
            if lane is None:
                return ()
            self._read_ahead(lane, now)
        taken = [self._ready.popleft()]
        room = _ROOM - size_in_batch(taken[0])
        while len(taken) < most and self._ready and _go_together(taken[0], self._ready[0]):
            room -= size_in_batch(self._ready[0])
            if room < 0:
                break
            taken.append(self._ready.popleft())
        self._in_flight.update(item.case for item in taken)
        return tuple(taken)

    def give_back(self, items: Sequence[ToSend]) -> None:
        """They were not sent after all."""
        self._in_flight.difference_update(item.case for item in items)
        self._ready.extendleft(reversed(items))

    def until_due(self, now: float) -> float | None:
        """Seconds until something that was put off may go; None: nothing was."""
        times = list(self._delayed.values())
        if self._look_again_at is not None:
            times.append(self._look_again_at)
        return max(0.0, min(times) - now) if times else None

    def settled(self, item: ToSend) -> None:
        """Delivered, or dead: the next of its case may be there."""
        self._in_flight.discard(item.case)
        self._to_look_at.add(item.lane)

    def failed(self, item: ToSend, not_before: float) -> None:
        """It is still there, and goes again."""
        self._in_flight.discard(item.case)
        self._delayed[item.case] = not_before

    def _end_delays(self, now: float) -> None:
        ended = [case for case, until in self._delayed.items() if until <= now]
        for case in ended:
            del self._delayed[case]
        if ended or (self._look_again_at is not None and self._look_again_at <= now):
            self._look_again_at = None
            self.look_again()

    def _read_ahead(self, lane: Lane, now: float) -> None:
        """The next few of a lane. At its end it begins anew, if something has changed since it began."""
        after = self._cursors[lane]
        if after == 0:
            self._to_look_at.discard(lane)
        heads = self._lanes[lane].look(lambda store: store.heads(after, _AHEAD))
        if isinstance(heads, DiskTrouble):
            self._cursors[lane] = 0
            self._to_look_at.discard(lane)
            self._look_again_at = now + _AFTER_DISK_TROUBLE_S
            return
        more = len(heads) == _AHEAD
        self._cursors[lane] = heads[-1].sequence if more else 0
        if more:
            self._to_look_at.add(lane)
        for head in heads:
            if head.case not in self._in_flight and head.case not in self._delayed:
                self._ready.append(head)


def _go_together(first: ToSend, other: ToSend) -> bool:
    # What has attachments is asked for its chunks; a batch is written down by one lane.
    return first.lane is other.lane and not first.attachments and not other.attachments
