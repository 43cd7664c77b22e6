"""Tells the gateway what became of the paper: a few times over half a minute, whether the stay goes on or not.

A report that didn't get through is in the log, and is told once more as soon as another one gets through, or after a
restart.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from gateway.contract.certificates import IssueReport
from gateway.contract.problem import ProblemType
from kiosk.paper.open_requests import OpenRequests, Told
from kiosk.portal_outcomes import IssueKnown, PortalTrouble, Refused

PAUSES_S = (0.0, 2.0, 5.0, 10.0, 20.0)
"""Before each try; after the last one it is given up."""
QUICK_S = 5.0


class Reports(Protocol):
    """The gateway, as far as reports go."""

    def report_issue(
        self, request_id: str, report: IssueReport, cancel: threading.Event | None = None
    ) -> IssueKnown | PortalTrouble:
        """Say what became of the paper."""

    def issue_state(self, request_id: str, cancel: threading.Event | None = None) -> IssueKnown | PortalTrouble:
        """What the gateway knows of a request."""


class Reporter:
    """One thread, which lives only while there is something to tell. undelivered: called with a request given up."""

    def __init__(self, portal: Reports, requests: OpenRequests, undelivered: Callable[[str], None]) -> None:
        self._portal = portal
        self._requests = requests
        self._undelivered = undelivered
        self._waiting: deque[Told] = deque()
        self._missed: deque[Told] = deque()
        self._news = threading.Condition()
        self._running = False

    def resume(self) -> tuple[str, ...]:
        """At the start: tell what the last process could not. Gives the requests of which it could say nothing yet."""
        left = self._requests.left()
        for told in left.untold:
            self._add(told)
        return left.cut_off

    def begins(self, request: str) -> None:
        """The gateway is about to hear of a request; what was told before is heard before, if that goes quickly."""
        self._requests.begins(request)
        self.wait_told(QUICK_S)

    def tell(self, request: str, report: IssueReport, *, unanswered: bool = False, stays_open: bool = False) -> None:
        """Report soon, in the order of telling. unanswered, stays_open: see `Told`, `OpenRequests.is_told`."""
        self._add(Told(request=request, report=report, unanswered=unanswered), stays_open=stays_open)

    def settle(self, request: str, report: IssueReport) -> None:
        """How the money of an old request stands now. report.result: for a paper that nobody knew about."""
        self._add(Told(request=request, report=report, settles=True))

    def _add(self, told: Told, *, stays_open: bool = False) -> None:
        self._requests.is_told(told, stays_open=stays_open)
        with self._news:
            # What was said of it before and not heard comes first: the gateway believes the last word about money.
            self._waiting.extend(_take(self._missed, told.request))
            self._waiting.append(told)
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, name="paper-reports", daemon=True).start()

    def wait_told(self, timeout_s: float) -> bool:
        """Whether everything has been told (or given up), waiting so long for it."""
        with self._news:
            return self._news.wait_for(lambda: not self._running, timeout_s)

    def _work(self) -> None:
        while (waiting := self._next()) is not None:
            if not self._heard(waiting):
                with self._news:
                    self._missed += (waiting, *_take(self._waiting, waiting.request))
                self._undelivered(waiting.request)
                continue
            self._requests.heard(waiting)
            with self._news:
                self._waiting.extend(self._missed)
                self._missed.clear()

    def _next(self) -> Told | None:
        with self._news:
            if self._waiting:
                return self._waiting.popleft()
            self._running = False
            self._news.notify_all()
            return None

    def _heard(self, told: Told) -> bool:
        never = threading.Event()
        for pause in PAUSES_S:
            never.wait(pause)
            said = self._say(told)
            if isinstance(said, IssueKnown) or (isinstance(said, Refused) and _is_known(said.problem, told)):
                return True
        # Where nothing is known by now, nothing was issued.
        return isinstance(said, Refused) and said.problem is ProblemType.NOT_FOUND

    def _say(self, told: Told) -> IssueKnown | PortalTrouble:
        report = told.report
        if report is None:
            raise AssertionError("nothing to say")
        if told.settles:
            known = self._portal.issue_state(told.request)
            if not isinstance(known, IssueKnown):
                return known
            before = known.state.report
            if before is not None and before.result != "unknown":
                report = report.model_copy(update={"result": before.result})
        return self._portal.report_issue(told.request, report)


def _is_known(problem: ProblemType, told: Told) -> bool:
    """Whether another try says nothing new: it was told, or nothing was issued – and no question is on its way."""
    return problem is ProblemType.ISSUE_REPORTED_OTHERWISE or (problem is ProblemType.NOT_FOUND and not told.unanswered)


def _take(told: deque[Told], request: str) -> tuple[Told, ...]:
    """Take out all about one request."""
    found = tuple(each for each in told if each.request == request)
    for each in found:
        told.remove(each)
    return found
