"""What goes next, and what came of it: all that the sender knows, without its threads, its lock and its exchanges.

An item's own trouble delays its case; the line's trouble delays all. While the line isn't known to be good, one worker
alone tries it. Where the gateway answers one item after the other with trouble, that is the line's trouble, too.
What waits goes in batches, as far as they come through (`line.Batch`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from offline_queue.answers import Later, Never, Stop, Taken
from offline_queue.delivery import Outcome
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.line import Batch, Line, jitter
from offline_queue.log import Log
from offline_queue.outbox import Outbox
from offline_queue.store import ToSend
from offline_queue.values import Lane, LinkState, Trouble

_IN_A_ROW = 3
"""Items that fail one after the other, with nothing delivered between them: the gateway's trouble, not theirs."""
_REFRESH_S = 900.0
_AFTER_DISK_TROUBLE_S = 5.0
_REFRESH: tuple[ToSend, ...] = ()

Settled = tuple[ToSend, Taken | Never]
Failed = tuple[ToSend, Later | Stop | DiskTrouble]


@dataclass(frozen=True, slots=True)
class LineStatus:
    """For the status: next_try_s: None if it may be tried now, or nothing is to be tried."""

    state: LinkState
    trouble: Trouble | None
    last_success_s: float | None
    next_try_s: float | None


class Course:
    """Not safe from several threads: its owner has a lock."""

    def __init__(self, lanes: Mapping[Lane, LaneThread], log: Log) -> None:
        self._log = log
        self._line = Line()
        self._outbox = Outbox(lanes)
        self._batch = Batch()
        self._refreshing = False
        self._refresh_at = 0.0
        self._tries: dict[str, tuple[int, Trouble]] = {}
        self._waiting: dict[str, list[threading.Event]] = {}
        self._failed_in_a_row = 0

    # --- what others say and ask --------------------------------------------------------------------------------------

    def put_came(self) -> None:
        """Something new is there, from somebody who stands at the terminal: worth a try at once."""
        self._line.wake()
        self._outbox.look_again()

    def link_changed(self) -> None:
        """The machine's network is not what it was: ask again how it stands."""
        self._line.wake(within_s=1.0)
        self._refresh_at = 0.0

    def resume(self) -> None:
        """Somebody has acted: whatever was put off may go now."""
        self._line.resume()
        self._refresh_at = 0.0
        self._outbox.forget_delays()

    def look_again(self) -> None:
        """A look ended in a bug: what it was about to find is still there."""
        self._outbox.look_again()

    @property
    def certain(self) -> bool:
        """The last exchange went well, so several may go at once."""
        return self._line.certain

    def status(self) -> LineStatus:
        """How it stands with the line."""
        line, now = self._line, time.monotonic()
        since = None if line.last_success is None else now - line.last_success
        return LineStatus(line.state, line.trouble, since, line.wait_s() or None)

    def tries(self, key: str) -> tuple[int, Trouble | None]:
        """How often an item was sent since the start, and what came of it last; the line's trouble for the others."""
        return self._tries.get(key, (0, self._line.trouble))

    def await_end(self, key: str, event: threading.Event) -> None:
        """Set it when the item is delivered or dies."""
        self._waiting.setdefault(key, []).append(event)

    def forget(self, key: str, event: threading.Event) -> None:
        """Nobody waits for this event any more."""
        events = self._waiting.get(key, [])
        events.remove(event)
        if not events:
            self._waiting.pop(key, None)

    # --- what goes next -----------------------------------------------------------------------------------------------

    def choose(self, *, busy: bool) -> tuple[tuple[ToSend, ...] | None, float | None]:
        """Items (none at all: a refresh); or None and how long to sleep (None: until told). busy: somebody exchanges.

        What it gives is on its way until one of `settled`, `not_a_word`, `broken_off` or `refreshed` says what came.
        """
        line, now = self._line, time.monotonic()
        if not line.certain and busy:
            return None, None
        closed_s = line.wait_s()
        if closed_s:
            return None, closed_s
        due_s = max(0.0, self._refresh_at - now)
        if not line.stopped:
            items = self._outbox.take(now, self._batch.most if line.certain else 1)
            if items:
                return items, None
        if not self._refreshing and (due_s == 0 or not line.certain):
            self._refreshing = True
            return _REFRESH, None
        delayed_s = self._outbox.until_due(now)
        times = [each for each in (None if self._refreshing else due_s, delayed_s) if each is not None]
        return None, min(times, default=None)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def settled(self, settled: Sequence[Settled], failed: Sequence[Failed], began: float) -> list[int]:
        """Of items that went together, since `began`. Gives how often each settled one was sent."""
        if settled:
            self._failed_in_a_row = 0
            self._went_well()
            self._batch.went_well()
        elif len(failed) > 1:
            self._batch.failed(len(failed))
        tries = [self._ended(item) for item, _ in settled]
        for item, why in failed:
            self._failed(item, why, began, alone=not settled)
        return tries

    def not_a_word(self, items: Sequence[ToSend]) -> None:
        """A batch was answered, but not about its items: they go one by one."""
        self._batch.failed(len(items))
        self._outbox.give_back(items)

    def broken_off(self, items: Sequence[ToSend], began: float) -> None:
        """A bug: nobody knows what came of it."""
        if not items:
            self._refreshing = False
        for item in items or (None,):
            self._failed(item, Later(Trouble.NONSENSE), began)
        self._batch.failed(len(items))

    def refreshed(self, trouble: Later | Stop | None, began: float) -> None:
        """What the terminal keeps of the gateway has been fetched; or not, for this trouble."""
        self._refreshing = False
        if trouble is None:
            self._refresh_at = time.monotonic() + _REFRESH_S
            self._went_well()
        else:
            self._failed(None, trouble, began)

    def _ended(self, item: ToSend) -> int:
        """Delivered or dead, and written down so. Gives how often it was sent."""
        self._outbox.settled(item)
        for event in self._waiting.get(item.key, []):
            event.set()
        return self._tries.pop(item.key, (0, None))[0] + 1

    def _went_well(self) -> None:
        if self._line.succeeded():
            self._log.event("link", state=self._line.state)

    def _failed(
        self, item: ToSend | None, why: Later | Stop | DiskTrouble, began: float, *, alone: bool = True
    ) -> None:
        """It did not go through. item: None for a refresh. alone: nothing that was sent with it did."""
        trouble: Trouble | None = None
        wait_s, changed = _AFTER_DISK_TROUBLE_S, False
        match why:
            case Stop(status):
                trouble, wait_s, changed = Trouble.IDENTITY, 0.0, self._line.stop(began)
                if changed:
                    self._log.event("stopped_by_gateway", status=status)
            case Later(trouble, told_s, of_line):
                wait_s, changed = self._put_off(item, trouble, told_s, of_line=of_line, began=began, alone=alone)
            case DiskTrouble():
                pass
            case never:
                assert_never(never)
        if changed:
            self._log.event("link", state=self._line.state)
        if item is not None:
            count = self._tries.get(item.key, (0, Trouble.NONSENSE))[0] + 1
            if trouble is not None:
                self._tries[item.key] = (count, trouble)
            self._outbox.failed(item, time.monotonic() + wait_s)
            self._log.event(
                "not_delivered",
                lane=item.lane,
                sequence=item.sequence,
                trouble="disk" if trouble is None else trouble,
                again_in=round(max(wait_s, self._line.wait_s()), 1),
            )

    def _put_off(
        self, item: ToSend | None, trouble: Trouble, told_s: float | None, *, of_line: bool, began: float, alone: bool
    ) -> tuple[float, bool]:
        """Seconds that the item's case waits, and whether the line's state has changed."""
        if of_line or item is None:
            return 0.0, self._line.failed(trouble, began, told_s)
        # It was answered: there is a line, and its owner's trouble may be with this item only.
        wait_s = max(told_s or 0.0, jitter(self._tries.get(item.key, (0, trouble))[0] + 1))
        if not alone:
            return wait_s, False
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= _IN_A_ROW:
            return wait_s, self._line.failed(trouble, began)
        well = trouble not in (Trouble.SERVER, Trouble.NONSENSE)
        return wait_s, well and self._line.succeeded()


def sort_out(items: Sequence[ToSend], outcomes: Sequence[Outcome | DiskTrouble]) -> tuple[list[Settled], list[Failed]]:
    """What has come to its end, and what goes again; each in its order."""
    settled: list[Settled] = []
    failed: list[Failed] = []
    for item, fate in zip(items, outcomes, strict=True):
        match fate:
            case Taken() | Never():
                settled.append((item, fate))
            case Later() | Stop() | DiskTrouble():
                failed.append((item, fate))
            case never:
                assert_never(never)
    return settled, failed
