"""The pages of logging in."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from devices.cards.outcomes import Left, PinFormError
from screens.page import Banner, Choose, Done, Option, Page, Pin, Secret, Tries, Trouble, Wait
from screens.phrase import Msg, msg

SERVICE = msg("log-in-service")
_STEPS = 2

CARD_MOVED = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-text"))
CARD_MOVED_AFTER_PIN = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-after-pin"))
CARD_SWAPPED = Banner("warn", msg("log-in-card-swapped"), msg("log-in-card-swapped-text"))


def put_card(note: Banner | None) -> Page:
    """Lay the card down."""
    return Wait(
        name="log_in.put_card",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-put-card-heading"),
        banner=note or Banner("info", msg("log-in-unreadable"), msg("log-in-unreadable-text")),
        progress=(1, _STEPS),
        hint=msg("log-in-put-card-hint"),
        steps=(
            (msg("log-in-face-up"), "now"),
            (msg("log-in-lay-flat"), "to_come"),
            (msg("log-in-dont-move"), "to_come"),
        ),
        picture="put_card",
    )


def pin(tries: Left, note: Banner | None) -> Page:
    """利用者証明用 PIN."""
    return Pin(
        name="log_in.pin",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-pin-heading"),
        explanation=msg("log-in-pin-text"),
        banner=note,
        progress=(2, _STEPS),
        secret=Secret.USER_AUTHENTICATION,
        tries=Tries(tries.left, tries.most),
    )


def wrong_pin(left: int) -> Banner:
    """The card said so."""
    return Banner("bad", msg("log-in-wrong-pin"), msg("log-in-wrong-pin-text", left=left))


def malformed_pin(reason: PinFormError) -> Banner:
    """Nothing was sent to the card, so no try is spent."""
    match reason:
        case PinFormError.LENGTH:
            return Banner("warn", msg("log-in-pin-length"), msg("log-in-pin-not-counted"))
        case PinFormError.CHARACTERS:
            return Banner("warn", msg("log-in-pin-characters"), msg("log-in-pin-not-counted"))
        case _:
            assert_never(reason)


def last_try(most: int) -> Page:
    """One wrong entry more locks the PIN: going on is an explicit choice, and the last one."""
    return Choose(
        name="log_in.last_try",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-last-try-heading"),
        explanation=msg("log-in-last-try-text"),
        hint=msg("choose-one"),
        tries=Tries(1, most),
        options=(
            Option(key="staff", title=msg("log-in-ask-staff"), text=msg("log-in-ask-staff-text"), icon="bell"),
            Option(key="menu", title=msg("log-in-later"), text=msg("log-in-later-text"), icon="paper"),
            Option(key="enter", title=msg("log-in-enter-once-more"), icon="pencil"),
        ),
    )


def ask_staff() -> Page:
    """What the staff can and can't do about a PIN."""
    return Trouble(
        name="log_in.ask_staff",
        service=SERVICE,
        icon="bell",
        heading=msg("log-in-ask-staff-heading"),
        tone="info",
        happened=msg("log-in-ask-staff-happened"),
        to_do=(msg("log-in-ask-staff-do"), msg("log-in-ask-staff-never")),
        who=msg("log-in-ask-staff-who"),
        actions=(Option(key="on", title=msg("log-in-ask-staff-back"), icon="back"),),
    )


def expires_soon(day: date) -> Page:
    """Still valid; the counter renews it already."""
    return Choose(
        name="log_in.expires_soon",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-expires-soon-heading"),
        explanation=Msg("log-in-expires-soon-text", {"day": day}, personal=True),
        hint=msg("choosing-goes-on"),
        options=(
            Option(key="go_on", title=msg("log-in-expires-soon-go-on"), icon="next"),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
    )


def no_signature_certificate() -> Page:
    """Under 15, or declined: log-in works, and for a child the guardian enters the PIN."""
    return Choose(
        name="log_in.no_signature_certificate",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-no-signature-heading"),
        explanation=msg("log-in-no-signature-text"),
        hint=msg("choosing-goes-on"),
        options=(
            Option(
                key="go_on", title=msg("log-in-no-signature-go-on"), text=msg("log-in-no-signature-child"), icon="next"
            ),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
    )


def card_may_go() -> Page:
    """Logged in: from here on the card isn't needed. Taking it away goes on by itself."""
    return Done(
        name="log_in.card_may_go",
        service=SERVICE,
        icon="card",
        heading=msg("log-in-card-may-go-heading"),
        explanation=msg("log-in-card-may-go-text"),
        lines=(msg("log-in-card-may-go-take"), msg("log-in-card-may-go-stay")),
        picture="take_card",
        action=msg("log-in-card-may-go-on"),
        back=False,
        closed_reason=msg("no-way-back"),
    )
