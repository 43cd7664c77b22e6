"""Who calls the intake: every terminal that TLS lets in, not too often, and with its certificate remembered."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from gateway.caller import Asking, Gateway
from gateway.contract.problem import ProblemType
from gateway.intake.schema import terminals
from gateway.problems import Refusal
from gateway.terminal import Terminal


def _sender(gateway: Gateway, terminal: Asking) -> Terminal:
    wait = gateway.intake.wait_s(terminal.id)
    if wait > 0:
        raise Refusal(ProblemType.TOO_MANY_REQUESTS, headers={"Retry-After": str(math.ceil(wait))})
    _remember(gateway, terminal)
    return terminal


Sender = Annotated[Terminal, Depends(_sender)]
"""The terminal, allowed to send now."""


def certificate_of(conn: Connection, terminal: Terminal, thumbprint: str) -> bytes | None:
    """The certificate of this terminal that has this thumbprint: its present one, or one it has shown before."""
    if thumbprint == terminal.thumbprint:
        return terminal.certificate
    wanted = (terminals.c.thumbprint == thumbprint) & (terminals.c.terminal == terminal.id)
    return conn.execute(select(terminals.c.certificate).where(wanted)).scalar_one_or_none()


def _remember(gateway: Gateway, terminal: Terminal) -> None:
    with gateway.store.read() as conn:
        known = select(terminals.c.thumbprint).where(terminals.c.thumbprint == terminal.thumbprint)
        if conn.execute(known).first() is not None:
            return
    try:
        with gateway.store.write() as conn:
            conn.execute(
                insert(terminals).values(
                    thumbprint=terminal.thumbprint,
                    terminal=terminal.id,
                    certificate=terminal.certificate,
                    first_seen=gateway.now(),
                )
            )
    except IntegrityError:
        # It called twice at the same instant.
        return
