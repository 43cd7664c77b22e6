"""Deliveries: several workers, one item in flight per case, and everything that keeps them off a bad line.

An item's own trouble delays its case; the line's trouble delays all. While the line isn't known to be good, one
worker alone tries it. Where the gateway answers one item after the other with trouble, that is the line's trouble, too.
What waits goes in batches, as far as they come through (`line.Batch`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from offline_queue.answers import Apart, Later, Never, Stop, Taken
from offline_queue.deadlines import Deadlines
from offline_queue.delivery import Exchange, Outcome, deliver, deliver_together, write_down
from offline_queue.identity import Identity
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.line import Batch, Line, jitter
from offline_queue.log import Log
from offline_queue.outbox import Outbox
from offline_queue.store import ToSend
from offline_queue.values import Lane, LinkState, Trouble
from offline_queue.wall import Wall
from offline_queue.wire import Answer, Ask, Gateway, Wire

WORKERS = 6
_IN_A_ROW = 3
"""Items that fail one after the other, with nothing delivered between them: the gateway's trouble, not theirs."""
_REFRESH_S = 900.0
_AFTER_DISK_TROUBLE_S = 5.0
_PATIENCE_S = 2.0

Refresh = Callable[[Callable[[Ask], Answer | Trouble]], Later | Stop | None]
"""Fetches what the terminal keeps of the gateway (the recipients); None: all went well."""


@dataclass(frozen=True, slots=True)
class LineStatus:
    """For the status: next_try_s: None if it may be tried now, or nothing is to be tried."""

    state: LinkState
    trouble: Trouble | None
    last_success_s: float | None
    next_try_s: float | None


class Sender:
    """Begins at once. Safe from any thread."""

    def __init__(
        self,
        lanes: Mapping[Lane, LaneThread],
        gateway: Gateway,
        identity: Identity,
        refresh: Refresh,
        wall: Wall,
        log: Log,
    ) -> None:
        self._lanes, self._gateway, self._identity, self._refresh = lanes, gateway, identity, refresh
        self._wall, self._log = wall, log
        self._deadlines = Deadlines()
        self._changed = threading.Condition()  # guards all that follows
        self._line = Line()
        self._outbox = Outbox(lanes)
        self._batch = Batch()
        self._busy: set[int] = set()  # idents of threads
        self._refreshing = False
        self._refresh_at = 0.0
        self._tries: dict[str, tuple[int, Trouble]] = {}
        self._waiting: dict[str, list[threading.Event]] = {}
        self._failed_in_a_row = 0
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, name=f"sender-{number}", daemon=True) for number in range(WORKERS)
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Cut off what is in flight; it goes again at the next start."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._deadlines.close()
        for thread in self._threads:
            # One that looks up a name can't be called off; it holds nothing.
            thread.join(_PATIENCE_S)

    # --- what others say and ask --------------------------------------------------------------------------------------

    def put_came(self) -> None:
        """Something new is there, from somebody who stands at the terminal: worth a try at once."""
        with self._changed:
            self._line.wake()
            self._outbox.look_again()
            self._changed.notify()

    def retried(self) -> None:
        """A dead letter was taken up again."""
        self.put_came()

    def link_changed(self) -> None:
        """The machine's network is not what it was: ask again how it stands."""
        with self._changed:
            self._line.wake(within_s=1.0)
            self._refresh_at = 0.0
            self._changed.notify_all()

    def resume(self, identity: Identity | None = None) -> None:
        """A technician has acted, or the terminal has a new identity."""
        with self._changed:
            if identity is not None:
                self._identity = identity
            self._line.resume()
            self._refresh_at = 0.0
            self._outbox.forget_delays()
            self._changed.notify_all()

    def status(self) -> LineStatus:
        """How it stands with the line."""
        with self._changed:
            line, now = self._line, time.monotonic()
            since = None if line.last_success is None else now - line.last_success
            return LineStatus(line.state, line.trouble, since, line.wait_s() or None)

    def tries(self, key: str) -> tuple[int, Trouble | None]:
        """How often an item was sent since the start, and what came of it last; the line's trouble for the others."""
        with self._changed:
            return self._tries.get(key, (0, self._line.trouble))

    def when_settled(self, key: str) -> threading.Event:
        """An event that is set when the item is delivered or dies. Give it back to `forget`."""
        event = threading.Event()
        with self._changed:
            self._waiting.setdefault(key, []).append(event)
        return event

    def forget(self, key: str, event: threading.Event) -> None:
        """Nobody waits for this event any more."""
        with self._changed:
            events = self._waiting.get(key, [])
            events.remove(event)
            if not events:
                self._waiting.pop(key, None)

    # --- a worker -----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        wire = Wire(self._gateway, self._deadlines, self._wall)
        while True:
            job = self._next()
            if job is None:
                wire.close()
                return
            identity, items = job
            began = time.monotonic()
            try:
                self._do(items, lambda ask: wire.exchange(identity, ask), began)  # noqa: B023
            except Exception as error:
                # A bug about one item must not stop the others.
                self._log.bug(error)
                wire.close()
                self._broken_off(items, began)

    def _do(self, items: Sequence[ToSend], exchange: Exchange, began: float) -> None:
        if not items:
            self._refreshed(self._refresh(exchange), began)
        elif len(items) == 1:
            self._settle(items, (deliver(items[0], self._lanes[items[0].lane], exchange),), began)
        else:
            outcomes = deliver_together(items, exchange)
            if isinstance(outcomes, Apart):
                self._part(items)
            else:
                self._settle(items, outcomes, began)

    def _next(self) -> tuple[Identity, tuple[ToSend, ...]] | None:
        """What goes next; no item at all: a refresh. Sleeps until there is something; None: the end."""
        with self._changed:
            while not self._closing:
                found, wait_s = self._choose()
                if found is not None:
                    self._busy.add(threading.get_ident())
                    self._refreshing = self._refreshing or not found
                    return self._identity, found
                self._changed.wait(wait_s)
            return None

    def _choose(self) -> tuple[tuple[ToSend, ...] | None, float | None]:
        """Items, or _REFRESH, or None and how long to sleep (None: until told)."""
        line, now = self._line, time.monotonic()
        if not line.certain and self._busy:
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
            return _REFRESH, None
        delayed_s = self._outbox.until_due(now)
        times = [each for each in (None if self._refreshing else due_s, delayed_s) if each is not None]
        return None, min(times, default=None)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def _settle(self, items: Sequence[ToSend], outcomes: Sequence[Outcome | DiskTrouble], began: float) -> None:
        """Items of one lane, and what came of each."""
        fates = list(zip(items, outcomes, strict=True))
        settled = [(item, fate) for item, fate in fates if isinstance(fate, Taken | Never)]
        failed = [(item, fate) for item, fate in fates if not isinstance(fate, Taken | Never)]
        if settled:
            lane = self._lanes[items[0].lane]
            kept = lane.change(lambda store: write_down(store, settled), drains=True)
            if isinstance(kept, DiskTrouble):
                # They go again, and are answered as now: the gateway knows their keys.
                failed += [(item, kept) for item, _ in settled]
                settled = []
        with self._changed:
            self._busy.discard(threading.get_ident())
            certain = self._line.certain
            if settled:
                self._failed_in_a_row = 0
                self._went_well()
                self._batch.went_well()
            elif len(items) > 1:
                self._batch.failed(len(items))
            tries = [self._done(item) for item, _ in settled]
            for item, why in failed:
                self._failed(item, why, began, alone=not settled)
            if failed or not certain:
                self._changed.notify_all()
        for (item, fate), count in zip(settled, tries, strict=True):
            self._report(item, fate, count)

    def _done(self, item: ToSend) -> int:
        """Delivered or dead, and written down so. Gives how often it was sent."""
        self._outbox.settled(item)
        for event in self._waiting.get(item.key, []):
            event.set()
        return self._tries.pop(item.key, (0, None))[0] + 1

    def _report(self, item: ToSend, fate: Taken | Never, tries: int) -> None:
        match fate:
            case Taken():
                self._log.event("delivered", lane=item.lane, sequence=item.sequence, tries=tries)
            case Never(problem):
                self._log.event("dead_letter", lane=item.lane, sequence=item.sequence, key=item.key, problem=problem)
            case never:
                assert_never(never)

    def _part(self, items: Sequence[ToSend]) -> None:
        """A batch that got no word about its items."""
        with self._changed:
            self._busy.discard(threading.get_ident())
            self._batch.failed(len(items))
            self._outbox.give_back(items)
            self._changed.notify_all()

    def _broken_off(self, items: Sequence[ToSend], began: float) -> None:
        """A bug: nobody knows what came of it."""
        with self._changed:
            self._busy.discard(threading.get_ident())
            if not items:
                self._refreshing = False
            for item in items or (None,):
                self._failed(item, Later(Trouble.NONSENSE), began)
            self._batch.failed(len(items))
            self._changed.notify_all()

    def _refreshed(self, trouble: Later | Stop | None, began: float) -> None:
        with self._changed:
            self._busy.discard(threading.get_ident())
            self._refreshing = False
            if trouble is None:
                self._refresh_at = time.monotonic() + _REFRESH_S
                self._went_well()
            else:
                self._failed(None, trouble, began)
            self._changed.notify_all()

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


_REFRESH: tuple[ToSend, ...] = ()
