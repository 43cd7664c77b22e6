"""Asking the gateway, and what a resident can do when it doesn't answer."""

from __future__ import annotations

from typing import TypeVar

from gateway.contract.problem import ProblemType
from kiosk.effects import ChangeAccount, NoWayBack, OpenAccount, PortalEffect, ReadAccount
from kiosk.journey import Journey
from kiosk.journeys import troubles
from kiosk.journeys.ways_out import SessionGone, ToMenu
from kiosk.portal_outcomes import Refused, SessionOver

R = TypeVar("R")


def ask_gateway(effect: PortalEffect, success: type[R]) -> Journey[R]:
    """Have it done, as often as the resident wants to try; `ToMenu` if she would rather not."""
    changing = isinstance(effect, OpenAccount | ChangeAccount)
    while True:
        outcome = yield effect
        if isinstance(outcome, success):
            return outcome
        if isinstance(outcome, SessionOver):
            raise SessionGone
        if outcome == Refused(ProblemType.ACCOUNT_EXISTS):
            # Opened by the try whose answer was lost.
            effect = ReadAccount()
            continue
        if (yield troubles.gateway(outcome, changing=changing)) != "again":
            raise ToMenu
        yield NoWayBack()
