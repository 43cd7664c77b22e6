"""Effects run here: one worker per lane (a device, the gateway), one effect at a time, each with a deadline.

A worker that doesn't come back is given up: its lane gets a new one, and what the old one says later is not heard.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.effects import Overdue
from kiosk.journey import Effect

Perform = Callable[[Effect, threading.Event], object]


@dataclass(frozen=True, slots=True)
class Crashed:
    """A bug in the code that performs effects; `error` is kept for its type and place only."""

    error: BaseException = field(repr=False)


@dataclass(slots=True, eq=False)
class Ticket:
    """One running effect. `cancel` asks it to stop; `deadline` is on the terminal's monotonic clock."""

    effect: Effect | None = field(repr=False)
    began: float
    deadline: float
    settled: Callable[[Ticket, object], None] | None = field(repr=False)
    cancel: threading.Event = field(default_factory=threading.Event, repr=False)

    def give_up(self) -> None:
        """Ask the worker to stop and hear nothing of it any more."""
        self.cancel.set()
        self.settled = None
        self.effect = None


class Workers:
    """The lanes. `post` runs a function on the terminal's own thread (the loop's wake pipe)."""

    def __init__(self, perform: Perform, post: Callable[[Callable[[], None]], None]) -> None:
        self._perform = perform
        self._post = post
        self._lanes: dict[str, queue.SimpleQueue[Ticket | None]] = {}

    def start(self, effect: Effect, now: float, settled: Callable[[Ticket, object], None]) -> Ticket:
        """Begin an effect; `settled(ticket, outcome)` is called once on the terminal's thread."""
        ticket = Ticket(effect, now, now + effect.deadline_s, settled)
        lane = self._lanes.get(effect.lane)
        if lane is None:
            lane = self._lanes[effect.lane] = queue.SimpleQueue()
            threading.Thread(target=self._work, args=(lane,), name=f"lane-{effect.lane}", daemon=True).start()
        lane.put(ticket)
        return ticket

    def overdue(self, ticket: Ticket) -> None:
        """The deadline has passed: settle as `Overdue` and give the worker up."""
        effect, settled = ticket.effect, ticket.settled
        ticket.give_up()
        if effect is None or settled is None:
            return
        stuck = self._lanes.pop(effect.lane, None)
        if stuck is not None:
            stuck.put(None)
        settled(ticket, Overdue())

    def stop(self) -> None:
        """Let every idle worker end; a busy one ends after its effect."""
        for lane in self._lanes.values():
            lane.put(None)
        self._lanes.clear()

    def _work(self, lane: queue.SimpleQueue[Ticket | None]) -> None:
        while (ticket := lane.get()) is not None:
            outcome = self._perform_one(ticket)
            self._post(_Settle(ticket, outcome))
            # An idle worker must not keep the last resident's effect alive.
            del ticket, outcome

    def _perform_one(self, ticket: Ticket) -> object:
        effect = ticket.effect
        if effect is None:
            return Overdue()
        try:
            return self._perform(effect, ticket.cancel)
        except Exception as error:
            return Crashed(error)


@dataclass(slots=True)
class _Settle:
    ticket: Ticket
    outcome: object

    def __call__(self) -> None:
        settled = self.ticket.settled
        if settled is not None:
            self.ticket.settled = None
            settled(self.ticket, self.outcome)
