"""What a route asks for: `Gateway` (the parts), `Asking` (the terminal), `Visiting` (terminal and session token).

    @router.get("/v1/account")
    def read_account(visiting: Visiting) -> Account:
        with visiting.account_visit() as visit:   # one transaction: session checked, locked, prolonged
            ... visit.conn, visit.account_id, visit.now ...

Routes are plain `def`: each runs in one thread, so its transaction does too.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from gateway.contract.problem import ProblemType
from gateway.parts import Parts
from gateway.problems import Refusal
from gateway.sessions import AccountVisit, Visit
from gateway.terminal import Terminal


async def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


async def _terminal(request: Request) -> Terminal:
    terminal = request.scope.get("state", {}).get("terminal")
    if not isinstance(terminal, Terminal):
        raise Refusal(ProblemType.TERMINAL_UNKNOWN)
    return terminal


Gateway = Annotated[Parts, Depends(_parts)]
Asking = Annotated[Terminal, Depends(_terminal)]

_bearer = HTTPBearer(auto_error=False, scheme_name="session", description="The token of POST /v1/sessions.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A terminal with a session's token, not yet checked."""

    parts: Parts
    terminal: Terminal
    token: str = field(repr=False)

    def visit(self) -> AbstractContextManager[Visit]:
        """The transaction of this request; see `Sessions.visit`."""
        return self.parts.sessions.visit(self.token, self.terminal, self.parts.now())

    def account_visit(self) -> AbstractContextManager[AccountVisit]:
        """The same for somebody who has an account; see `Sessions.account_visit`."""
        return self.parts.sessions.account_visit(self.token, self.terminal, self.parts.now())


async def _visitor(
    parts: Gateway, terminal: Asking, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Visitor:
    if credentials is None:
        raise Refusal(ProblemType.SESSION_OVER)
    return Visitor(parts, terminal, credentials.credentials)


Visiting = Annotated[Visitor, Depends(_visitor)]
