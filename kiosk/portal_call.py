"""One call of the gateway: the session's token, the contract's form, and what a refusal means to the terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from gateway.contract.base import Model
from gateway.contract.certificates import VERSION_HEADER, owner_binding
from gateway.contract.problem import MEDIA_TYPE, Problem, ProblemType
from kiosk import VERSION
from kiosk.portal_outcomes import (
    ClockWrong,
    LoggedOut,
    Nonsense,
    Oddity,
    PortalTrouble,
    Refused,
    ServerTrouble,
    ServiceClosed,
    SessionOver,
)
from kiosk.portal_wire import Answer, Ask, Peer, exchange

M = TypeVar("M", bound=Model)
Cancel = threading.Event | None


class Line:
    """The line to one gateway. Holds the token of whoever is logged in now, and the serial number of her certificate.

    A call that was given up may come back when the next resident is here already: it must neither leave her its token
    nor take hers away. So a token is kept only by a log-in since which nobody said `forget`, and is dropped only by its
    own calls.
    """

    def __init__(self, peer: Peer, timeout_s: float, now: Callable[[], datetime]) -> None:
        self._peer = peer
        self._timeout_s = timeout_s
        self._now = now
        self._lock = threading.Lock()
        self._token: str | None = None
        self._serial = 0
        self._forgotten = 0

    def forget(self) -> int:
        """Drop the token, and whatever a log-in under way may bring. Gives the number that `keep` wants."""
        with self._lock:
            self._token, self._serial = None, 0
            self._forgotten += 1
            return self._forgotten

    def keep(self, token: str, serial: int, forgotten: int) -> bool:
        """Use this token from now on; False if there has been a `forget` since."""
        with self._lock:
            if self._forgotten == forgotten:
                self._token, self._serial = token, serial
            return self._forgotten == forgotten

    def owner(self, nonce: str) -> str | None:
        """What binds an answer to this session and card; None if nobody is logged in."""
        with self._lock:
            return None if self._token is None else owner_binding(nonce, self._token, self._serial)

    def call(
        self, method: str, path: str, expect: type[M], body: Model | None = None, *, cancel: Cancel
    ) -> M | PortalTrouble:
        """A call without a session; its success (200, 201) carries an `expect`."""
        return self._read(self._send(method, path, body, None, cancel), expect, None)

    def session_call(
        self, method: str, path: str, expect: type[M], body: Model | None = None, *, cancel: Cancel
    ) -> M | PortalTrouble:
        """A call with the token; SessionOver at once if there is none."""
        token = self._token
        if token is None:
            return SessionOver()
        return self._read(self._send(method, path, body, token, cancel), expect, token)

    def session_delete(self, path: str, *, cancel: Cancel) -> PortalTrouble | None:
        """DELETE with the token. None: done (204)."""
        token = self._token
        if token is None:
            return SessionOver()
        answer = self._send("DELETE", path, None, token, cancel)
        if not isinstance(answer, Answer):
            return answer
        return None if answer.status == 204 else self._no_success(answer, token)

    def end_session(self, cancel: Cancel) -> LoggedOut | PortalTrouble:
        """Log out. The token is gone before the gateway is asked, so it is gone whatever comes of it."""
        with self._lock:
            token, self._token, self._serial = self._token, None, 0
        if token is None:
            return SessionOver()
        answer = self._send("DELETE", "/v1/sessions/current", None, token, cancel)
        if not isinstance(answer, Answer):
            return answer
        return LoggedOut() if answer.status == 204 else self._no_success(answer, token)

    def _send(
        self, method: str, path: str, body: Model | None, token: str | None, cancel: Cancel
    ) -> Answer | PortalTrouble:
        headers = {VERSION_HEADER: VERSION}
        payload = None
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            payload = body.model_dump_json(by_alias=True).encode()
        return exchange(self._peer, Ask(method, path, headers, payload), self._timeout_s, cancel)

    def _read(self, answer: Answer | PortalTrouble, expect: type[M], token: str | None) -> M | PortalTrouble:
        if not isinstance(answer, Answer):
            return answer
        if answer.status not in (200, 201):
            return self._no_success(answer, token)
        if answer.content_type != "application/json":
            return Nonsense(Oddity.CONTENT_TYPE)
        try:
            return expect.model_validate_json(answer.body)
        except ValidationError:
            return Nonsense(Oddity.NOT_THE_CONTRACT)

    def _no_success(self, answer: Answer, token: str | None) -> PortalTrouble:
        if answer.content_type != MEDIA_TYPE:
            return ServerTrouble(answer.status) if answer.status >= 500 else Nonsense(Oddity.CONTENT_TYPE)
        try:
            problem = Problem.model_validate_json(answer.body)
        except ValidationError:
            return ServerTrouble(answer.status) if answer.status >= 500 else Nonsense(Oddity.NOT_THE_CONTRACT)
        match problem.type:
            case ProblemType.SESSION_OVER | ProblemType.SESSION_OF_OTHER_TERMINAL:
                self._drop(token)
                return SessionOver()
            case ProblemType.CLOCK_WRONG if problem.server_time is not None:
                return ClockWrong((self._now() - problem.server_time).total_seconds())
            case ProblemType.SERVICE_CLOSED:
                return ServiceClosed(problem.opens_at)
            case ProblemType.REVOCATION_UNKNOWN | ProblemType.ISSUE_RECORDS_SILENT | ProblemType.ISSUE_RECORDS_STALE:
                # 503, but not the gateway's own trouble.
                return Refused(problem.type)
            case _ if answer.status >= 500:
                return ServerTrouble(answer.status, problem.incident)
            case _:
                return Refused(problem.type, problem.opens_at)

    def _drop(self, token: str | None) -> None:
        with self._lock:
            if self._token == token:
                self._token, self._serial = None, 0
