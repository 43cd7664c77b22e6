"""Deliveries: several workers, one item in flight per case. What goes when is `course`; here are the threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from offline_queue.answers import Apart, Later, Never, Stop, Taken
from offline_queue.course import Course, LineStatus, sort_out
from offline_queue.deadlines import Deadlines
from offline_queue.delivery import Exchange, Outcome, deliver, deliver_together, write_down
from offline_queue.identity import Identity
from offline_queue.lane import DiskTrouble, LaneThread
from offline_queue.log import Log
from offline_queue.store import ToSend
from offline_queue.values import Lane, Trouble
from offline_queue.wall import Wall
from offline_queue.wire import Answer, Ask, Gateway, Wire

WORKERS = 6
_PATIENCE_S = 2.0
_AFTER_BUG_S = 5.0

Refresh = Callable[[Callable[[Ask], Answer | Trouble]], Later | Stop | None]
"""Fetches what the terminal keeps of the gateway (the recipients); None: all went well."""


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
        self._changed = threading.Condition()  # guards all that follows, and the identity
        self._course = Course(lanes, log)
        self._busy: set[int] = set()  # idents of threads
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
            self._course.put_came()
            self._changed.notify()

    def retried(self) -> None:
        """A dead letter was taken up again."""
        self.put_came()

    def link_changed(self) -> None:
        """The machine's network is not what it was: ask again how it stands."""
        with self._changed:
            self._course.link_changed()
            self._changed.notify_all()

    def resume(self, identity: Identity | None = None) -> None:
        """A technician has acted, or the terminal has a new identity."""
        with self._changed:
            if identity is not None:
                self._identity = identity
            self._course.resume()
            self._changed.notify_all()

    def status(self) -> LineStatus:
        """How it stands with the line."""
        with self._changed:
            return self._course.status()

    def tries(self, key: str) -> tuple[int, Trouble | None]:
        """How often an item was sent since the start, and what came of it last; the line's trouble for the others."""
        with self._changed:
            return self._course.tries(key)

    def when_settled(self, key: str) -> threading.Event:
        """An event that is set when the item is delivered or dies. Give it back to `forget`."""
        event = threading.Event()
        with self._changed:
            self._course.await_end(key, event)
        return event

    def forget(self, key: str, event: threading.Event) -> None:
        """Nobody waits for this event any more."""
        with self._changed:
            self._course.forget(key, event)

    # --- a worker -----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        wire = Wire(self._gateway, self._deadlines, self._wall)
        while True:
            try:
                job = self._next()
            except Exception as error:
                self._log.bug(error)
                self._recover()
                continue
            if job is None:
                wire.close()
                return
            identity, items = job
            began = time.monotonic()
            try:
                self._do(identity, items, lambda ask: wire.exchange(identity, ask), began)  # noqa: B023
            except Exception as error:
                # A bug about one item must not stop the others.
                self._log.bug(error)
                wire.close()
                with self._changed:
                    self._came_back()
                    self._course.broken_off(items, began)

    def _next(self) -> tuple[Identity, tuple[ToSend, ...]] | None:
        """What goes next; no item at all: a refresh. Sleeps until there is something; None: the end."""
        with self._changed:
            while not self._closing:
                found, wait_s = self._course.choose(busy=bool(self._busy))
                if found is not None:
                    self._busy.add(threading.get_ident())
                    return self._identity, found
                self._changed.wait(wait_s)
            return None

    def _recover(self) -> None:
        """A bug in a look: it is looked again in a while. Meanwhile the queue goes on taking what residents hand in."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing, _AFTER_BUG_S)
            self._course.look_again()

    def _do(self, identity: Identity, items: Sequence[ToSend], exchange: Exchange, began: float) -> None:
        if not items:
            trouble = self._refresh(exchange)
            if trouble is None:
                identity.known.set()
            with self._changed:
                self._came_back()
                self._course.refreshed(trouble, began)
        elif len(items) == 1:
            self._settle(items, (deliver(items[0], self._lanes[items[0].lane], exchange),), began)
        else:
            outcomes = deliver_together(items, exchange)
            if isinstance(outcomes, Apart):
                with self._changed:
                    self._came_back()
                    self._course.not_a_word(items)
            else:
                self._settle(items, outcomes, began)

    def _settle(self, items: Sequence[ToSend], outcomes: Sequence[Outcome | DiskTrouble], began: float) -> None:
        """Items of one lane, and what came of each: written down first."""
        settled, failed = sort_out(items, outcomes)
        if settled:
            lane, done = self._lanes[items[0].lane], settled
            kept = lane.change(lambda store: write_down(store, done), drains=True)
            if isinstance(kept, DiskTrouble):
                # They go again, and are answered as now: the gateway knows their keys.
                failed += [(item, kept) for item, _ in settled]
                settled = []
        with self._changed:
            self._came_back(quietly=not failed and self._course.certain)
            tries = self._course.settled(settled, failed, began)
        for (item, fate), count in zip(settled, tries, strict=True):
            self._report(item, fate, count)

    def _came_back(self, *, quietly: bool = False) -> None:
        """This worker exchanges nothing any more. quietly: the others have nothing to learn from what came."""
        self._busy.discard(threading.get_ident())
        if not quietly:
            self._changed.notify_all()

    def _report(self, item: ToSend, fate: Taken | Never, tries: int) -> None:
        match fate:
            case Taken():
                self._log.event("delivered", lane=item.lane, sequence=item.sequence, tries=tries)
            case Never(problem):
                self._log.event("dead_letter", lane=item.lane, sequence=item.sequence, key=item.key, problem=problem)
            case never:
                assert_never(never)
