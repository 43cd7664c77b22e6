"""What can go wrong with an application, a page each: what happened, what to do now, who can mend it."""

from __future__ import annotations

from typing import assert_never

from kiosk.effects import Overdue
from kiosk.journeys.log_in_refusals import PIN_HELP
from kiosk.journeys.troubles import AGAIN, STILL_WORKS, TO_MENU
from kiosk.line.outcomes import NoPromise, NotKept, NotPromised
from kiosk.line.pages import SERVICE
from screens.page import Page, Trouble
from screens.phrase import Text, msg


def not_promised(outcome: NotPromised | Overdue) -> Page:
    """Said before she types anything."""
    why = NoPromise.SILENT if isinstance(outcome, Overdue) else outcome.why
    return Trouble(
        name="applications.not_promised",
        service=SERVICE,
        icon="offline",
        heading=msg("applications-not-promised-heading"),
        tone="offline",
        happened=_why(why),
        to_do=(msg("applications-not-promised-do"),),
        who=msg("counter-who"),
        actions=(AGAIN, TO_MENU),
    )


def _why(why: NoPromise) -> Text:
    match why:
        case NoPromise.FULL:
            return msg("applications-why-full")
        case NoPromise.NO_SPACE:
            return msg("applications-why-no-space")
        case NoPromise.NO_KEY:
            return msg("applications-why-no-key")
        case NoPromise.TOO_LARGE:
            return msg("applications-why-too-large")
        case NoPromise.BROKEN | NoPromise.SILENT:
            return msg("applications-why-broken")
        case _:
            assert_never(why)


def not_kept(outcome: NotKept) -> Page:
    """The queue refused after all; nothing of it is kept."""
    return Trouble(
        name="applications.not_kept",
        service=SERVICE,
        icon="offline",
        heading=msg("applications-not-kept-heading"),
        tone="bad",
        happened=_why(outcome.why),
        to_do=(msg("applications-not-kept-do"),),
        who=msg("counter-who"),
        actions=(AGAIN, TO_MENU),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def perhaps_kept() -> Page:
    """No answer: asking again can't make two of it."""
    return Trouble(
        name="applications.perhaps_kept",
        service=SERVICE,
        icon="offline",
        heading=msg("applications-perhaps-kept-heading"),
        tone="warn",
        happened=msg("applications-perhaps-kept"),
        to_do=(msg("applications-perhaps-kept-do"),),
        who=msg("staff-repairs"),
        actions=(AGAIN, TO_MENU),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def no_signature() -> Page:
    """Under 15, or declined."""
    return Trouble(
        name="applications.no_signature",
        service=SERVICE,
        icon="card",
        heading=msg("applications-no-sign-heading"),
        tone="bad",
        happened=msg("applications-no-sign"),
        to_do=(msg("applications-no-sign-do"), msg("applications-no-sign-child"), STILL_WORKS),
        who=msg("counter-who"),
        actions=(TO_MENU,),
    )


def signature_locked(*, just_now: bool) -> Page:
    """No try is left for the 署名用 password."""
    return Trouble(
        name="applications.signature_locked_now" if just_now else "applications.signature_locked",
        service=SERVICE,
        icon="lock",
        heading=msg("applications-sign-locked-heading"),
        tone="bad",
        happened=msg("applications-sign-locked-now") if just_now else msg("applications-sign-locked-before"),
        to_do=(msg("log-in-locked-where"), msg("log-in-locked-bring"), STILL_WORKS),
        who=msg("log-in-locked-hours"),
        actions=(PIN_HELP, TO_MENU),
    )


def signing_silent() -> Page:
    """It ran until its deadline; whether the card was given the password isn't known."""
    return Trouble(
        name="applications.signing_silent",
        service=SERVICE,
        icon="card",
        heading=msg("applications-sign-silent-heading"),
        tone="warn",
        happened=msg("applications-sign-silent"),
        to_do=(msg("applications-sign-silent-do"), STILL_WORKS),
        who=msg("trouble-staff-helps"),
        actions=(AGAIN, TO_MENU),
    )
