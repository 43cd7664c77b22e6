"""The pages of signing."""

from __future__ import annotations

from devices.cards.outcomes import Left
from kiosk.line.pages import SERVICE
from screens.page import Banner, Choose, Option, Page, Password, Secret, Tries
from screens.phrase import msg

MALFORMED = Banner("warn", msg("applications-password-form"), msg("log-in-pin-not-counted"))
CARD_MOVED_AFTER_PASSWORD = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-after-pin"))


def password(tries: Left, note: Banner | None) -> Page:
    """署名用: letters and digits."""
    return Password(
        name="applications.password",
        service=SERVICE,
        icon="lock",
        heading=msg("applications-password-heading"),
        explanation=msg("applications-password-text"),
        banner=note,
        secret=Secret.SIGNATURE,
        tries=Tries(tries.left, tries.most),
    )


def wrong(left: int) -> Banner:
    """The card said so."""
    return Banner("bad", msg("applications-password-wrong"), msg("applications-password-wrong-text", left=left))


def last_try(most: int) -> Page:
    """One wrong entry more locks it: going on is an explicit choice."""
    return Choose(
        name="applications.last_try",
        service=SERVICE,
        icon="lock",
        heading=msg("applications-last-try-heading"),
        explanation=msg("applications-last-try-text"),
        hint=msg("choose-one"),
        tries=Tries(1, most),
        options=(
            Option("help", msg("applications-last-try-help"), msg("applications-last-try-help-text"), "help"),
            Option("menu", msg("applications-last-try-later"), msg("applications-last-try-later-text"), "paper"),
            Option("enter", msg("log-in-enter-once-more"), icon="pencil"),
        ),
    )
