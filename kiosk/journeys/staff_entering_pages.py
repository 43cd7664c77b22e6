"""The staff's pages while nobody knows yet who it is: card or code."""

from __future__ import annotations

from devices.cards.outcomes import Left
from kiosk.journeys.staff_pages import LEAVE, SERVICE, TAG, choose, trouble
from kiosk.staff.people import CODE_LENGTH
from kiosk.staff.tries import MOST_TRIES
from screens.page import Banner, Option, Page, Pin, Secret, Tries, Wait
from screens.phrase import msg

WRONG = Banner("bad", msg("staff-code-wrong"))


def ways() -> Page:
    """Card, or code as fallback."""
    return choose(
        "way",
        msg("staff-way-heading"),
        (
            Option("card", msg("staff-way-card"), msg("staff-way-card-text"), "card"),
            Option("code", msg("staff-way-code"), msg("staff-way-code-text"), "lock"),
            LEAVE,
        ),
    )


def code(left: int, note: Banner | None) -> Page:
    """Typed masked; wrong ones are counted."""
    return Pin(
        name="staff.code",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-code-heading"),
        explanation=msg("staff-code-text"),
        banner=note,
        secret=None,
        length=CODE_LENGTH,
        tries=Tries(left, MOST_TRIES),
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def codes_locked() -> Page:
    """For a while only cards."""
    return trouble("codes_locked", msg("staff-locked-heading"), msg("staff-locked"))


def codes_uncounted() -> Page:
    """The disk doesn't take the count of wrong ones."""
    return trouble("codes_uncounted", msg("staff-locked-heading"), msg("staff-uncounted"))


def put_card() -> Page:
    """The clerk's own card; a resident's is to be given back first."""
    return Wait(
        name="staff.put_card",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-put-card-heading"),
        explanation=msg("staff-put-card"),
        picture="put_card",
        actions=(LEAVE,),
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def card_pin(tries: Left, note: Banner | None) -> Page:
    """The clerk's own PIN proves the card."""
    return Pin(
        name="staff.card_pin",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-card-pin-heading"),
        explanation=msg("log-in-pin-text"),
        banner=note,
        secret=Secret.USER_AUTHENTICATION,
        tries=Tries(tries.left, tries.most),
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def take_card() -> Page:
    """Before anything else: the card goes back."""
    return Wait(
        name="staff.take_card",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("leave-take-card-heading"),
        picture="take_card",
        back=False,
        stop=False,
        closed_reason=msg("staff-take-card-reason"),
    )


def card_refused() -> Page:
    """Not registered, or it didn't prove itself."""
    return trouble("card_refused", msg("staff-card-refused-heading"), msg("staff-card-refused"))
