"""Seeing the resident off: nothing of hers is here any more but, perhaps, the card."""

from __future__ import annotations

from typing import Literal

from kiosk.effects import LogOut
from kiosk.journey import Ask, Card, Journey
from kiosk.portal_outcomes import LoggedOut, SessionOver
from screens.page import Done, Option, Page, Trouble, Wait
from screens.phrase import Data, Text, msg

Reason = Literal["finished", "stopped", "timed_out", "time_limit", "other_card", "incident"]

GOODBYE_S = 6.0
TROUBLE_S = 30.0


def leave(
    reason: Reason, *, logged_in: bool, card_lies: bool, incident: str | None = None, money: bool = False
) -> Journey[None]:
    """Log out at the gateway, give the card back, say goodbye. `incident` is the number to tell the staff.

    money: coins may be coming back.
    """
    ended_there = True
    if logged_in:
        outcome = yield LogOut()
        ended_there = isinstance(outcome, LoggedOut | SessionOver)
    if card_lies:
        yield Ask(_take_card(reason), Card.MUST_GO)
    note: tuple[Text, ...] = () if ended_there else (msg("leave-ends-there-by-itself"),)
    if money:
        note = (msg("leave-money"), *note)
    if reason == "incident":
        yield Ask(_incident(incident, note), after_s=TROUBLE_S)
    else:
        yield Ask(_goodbye(reason, note), after_s=TROUBLE_S if note else GOODBYE_S)


def _take_card(reason: Reason) -> Page:
    return Wait(
        name="leave.take_card",
        icon="card",
        heading=msg("leave-take-card-heading"),
        explanation=_WHY[reason],
        picture="take_card",
        back=False,
        stop=False,
        closed_reason=msg("leave-take-card-reason"),
    )


_WHY: dict[Reason, Text] = {
    "finished": msg("leave-finished"),
    "stopped": msg("leave-stopped"),
    "timed_out": msg("leave-timed-out"),
    "time_limit": msg("leave-time-limit"),
    "other_card": msg("leave-other-card"),
    "incident": msg("leave-incident"),
}


def _goodbye(reason: Reason, note: tuple[Text, ...]) -> Page:
    thanks = reason in ("finished", "stopped")
    return Done(
        name=f"leave.{reason}",
        heading=msg("leave-thanks-heading") if thanks else msg("leave-ended-heading"),
        explanation=_WHY[reason],
        lines=(msg("leave-nothing-kept"), *note),
        picture="goodbye",
        action=msg("leave-close"),
        back=False,
        stop=False,
    )


def _incident(number: str | None, note: tuple[Text, ...]) -> Page:
    return Trouble(
        name="leave.incident",
        heading=msg("leave-incident-heading"),
        tone="bad",
        happened=msg("leave-incident"),
        to_do=(msg("leave-incident-do"), *note),
        who=msg("leave-incident-who", number=Data(number, personal=False)) if number else msg("leave-incident-staff"),
        incident=number,
        actions=(Option(key="on", title=msg("leave-close")),),
        back=False,
        stop=False,
        closed_reason=msg("leave-close-reason"),
    )
