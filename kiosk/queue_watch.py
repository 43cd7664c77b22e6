"""Whether the queue could promise to take an application: asked now and then, so that the menu says so beforehand."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.audit import Audit
from kiosk.effects import Overdue
from kiosk.line.effects import LookAtQueue
from kiosk.line.outcomes import NoPromise
from kiosk.workers import Crashed, Ticket, Workers

EVERY_S = 10.0
"""A question to a socket of this machine."""


class QueueWatch:
    """refuses: why it can't; None while it can, or nothing is known yet. changed: called when that has changed."""

    def __init__(self, audit: Audit, workers: Workers, changed: Callable[[], None]) -> None:
        self.refuses: NoPromise | None = None
        self._audit = audit
        self._workers = workers
        self._changed = changed
        self._look: Ticket | None = None
        self._asked = float("-inf")

    def tick(self, now: float) -> None:
        """Give up a look that is overdue; begin one if it is time."""
        if self._look is not None and now >= self._look.deadline:
            self._workers.overdue(self._look)
        if self._look is None and now >= self._asked + EVERY_S:
            self._asked = now
            self._look = self._workers.start(LookAtQueue(), now, self._looked)

    def next_tick(self) -> float:
        """The instant (monotonic) at which `tick` has something to do."""
        return self._look.deadline if self._look is not None else self._asked + EVERY_S

    def _looked(self, ticket: Ticket, outcome: object) -> None:
        if self._look is ticket:
            self._look = None
        if isinstance(outcome, Crashed):
            self._audit.incident(outcome.error)
        refuses = outcome if isinstance(outcome, NoPromise) else None
        if isinstance(outcome, Crashed | Overdue):
            refuses = NoPromise.SILENT
        if refuses is not self.refuses:
            self.refuses = refuses
            self._audit.log("queue_state", state="ready" if refuses is None else refuses.value)
            self._changed()
