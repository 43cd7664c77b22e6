"""Who calls the intake: every terminal that TLS lets in, not too often, and with its certificate remembered."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import Depends

from gateway.caller import Asking, Gateway
from gateway.contract.problem import ProblemType
from gateway.intake import certificates
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
        known = certificates.shown(conn, sender, (sender.thumbprint,))
    if not known:
        with gateway.store.write() as conn:
            certificates.remember(conn, sender, gateway.now())
    return sender


KnownSender = Annotated[Terminal, Depends(_known_sender)]
"""The same, its certificate remembered."""
