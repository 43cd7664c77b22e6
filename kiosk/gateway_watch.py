"""Whether the gateway is there: asked now and then between residents, at once when a call of theirs failed."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.effects import Overdue, ProbeGateway
from kiosk.portal_outcomes import Service
from kiosk.workers import Crashed, Ticket, Workers

AGAIN_S = 10.0
"""A gateway that isn't there is asked at least this often: somebody may be waiting for it."""


class GatewayWatch:
    """ok: None before anything is known. changed: called when that has changed."""

    def __init__(
        self, probe_s: float, clock: Clock, audit: Audit, workers: Workers, changed: Callable[[], None]
    ) -> None:
        self.ok: bool | None = None
        self._probe_s = probe_s
        self._clock = clock
        self._audit = audit
        self._workers = workers
        self._changed = changed
        self._probe: Ticket | None = None
        self._asked = float("-inf")
        self._overdue = False

    def tick(self, now: float, *, idle: bool) -> None:
        """Give up a probe that is overdue; begin one if it is time."""
        if self._probe is not None and now >= self._probe.deadline:
            self._workers.overdue(self._probe)
        if self._probe is None and now >= self._due(idle):
            self._ask(now)

    def next_tick(self, *, idle: bool) -> float:
        """The instant (monotonic) at which `tick` has something to do."""
        return self._probe.deadline if self._probe is not None else self._due(idle)

    def reached(self) -> None:
        """A resident's call came through."""
        self._is(True)

    def doubted(self) -> None:
        """A resident's call didn't: ask at once, and tell nothing before the answer."""
        if self._probe is None:
            self._ask(self._clock.monotonic())

    def _due(self, idle: bool) -> float:
        if self.ok is False:
            return self._asked + min(AGAIN_S, self._probe_s)
        return self._asked + self._probe_s if idle else float("inf")

    def _ask(self, now: float) -> None:
        self._asked = now
        self._probe = self._workers.start(ProbeGateway(), now, self._probed)

    def _probed(self, ticket: Ticket, outcome: object) -> None:
        if self._probe is ticket:
            self._probe = None
        if isinstance(outcome, Crashed):
            self._audit.incident(outcome.error)
        if isinstance(outcome, Overdue) and not self._overdue:
            # Perhaps only time was let pass on the demo's clock: nothing is told before it is asked once more.
            self._overdue, self._asked = True, float("-inf")
            return
        self._overdue = False
        self._is(isinstance(outcome, Service))

    def _is(self, ok: bool) -> None:
        if ok is not self.ok:
            self.ok = ok
            self._audit.log("gateway_state", state="up" if ok else "down")
            self._changed()
