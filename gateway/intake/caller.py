"""Who calls the intake: every terminal that TLS lets in, not too often, and with its certificate remembered."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection, select

from gateway.caller import Asking, Gateway
from gateway.contract.problem import ProblemType
from gateway.intake.inserting import insert_new
from gateway.intake.schema import terminals
from gateway.problems import Refusal
from gateway.terminal import Terminal


def _sender(gateway: Gateway, terminal: Asking) -> Terminal:
    wait = gateway.intake.wait_s(terminal.id)
    if wait > 0:
        raise Refusal(ProblemType.TOO_MANY_REQUESTS, headers={"Retry-After": str(math.ceil(wait))})
    return terminal


Sender = Annotated[Terminal, Depends(_sender)]
"""The terminal, allowed to send now. Who receives items remembers its certificate in their transaction."""


def _known_sender(gateway: Gateway, sender: Sender) -> Terminal:
    with gateway.store.read() as conn:
        known = certificates(conn, sender, (sender.thumbprint,))
    if not known:
        with gateway.store.write() as conn:
            remember(conn, sender, gateway.now())
    return sender


KnownSender = Annotated[Terminal, Depends(_known_sender)]
"""The same, its certificate remembered."""


def certificates(conn: Connection, terminal: Terminal, thumbprints: Collection[str]) -> dict[str, bytes]:
    """Certificates (DER) of this terminal that it has shown before, those of these thumbprints."""
    wanted = (terminals.c.terminal == terminal.id) & terminals.c.thumbprint.in_(thumbprints)
    rows = conn.execute(select(terminals.c.thumbprint, terminals.c.certificate).where(wanted))
    return {row.thumbprint: bytes(row.certificate) for row in rows}


def remember(conn: Connection, terminal: Terminal, now: datetime) -> None:
    """The certificate that the terminal shows now."""
    row = {
        "thumbprint": terminal.thumbprint,
        "terminal": terminal.id,
        "certificate": terminal.certificate,
        "first_seen": now,
    }
    insert_new(conn, terminals, [row], terminals.c.thumbprint)
