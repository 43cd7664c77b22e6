"""The card in the middle of an application."""

from __future__ import annotations

from kiosk.line.pages import SERVICE
from screens.page import Banner, Page, Wait
from screens.phrase import msg

CARD_MOVED = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-text"))
CARD_MOVED_AFTER_ENTRY = Banner("warn", msg("log-in-card-moved"), msg("log-in-card-moved-after-pin"))
CARD_SWAPPED = Banner("warn", msg("log-in-card-swapped"), msg("applications-card-swapped-text"))


def put_card(note: Banner | None, *, for_signature: bool) -> Page:
    """Lay the card down: to fill in, or to sign."""
    heading = msg("applications-put-card-sign-heading") if for_signature else msg("applications-put-card-heading")
    return Wait(
        name="applications.put_card",
        service=SERVICE,
        icon="card",
        heading=heading,
        banner=note or Banner("info", msg("log-in-unreadable"), msg("log-in-unreadable-text")),
        hint=msg("log-in-put-card-hint"),
        steps=(
            (msg("log-in-face-up"), "now"),
            (msg("log-in-lay-flat"), "to_come"),
            (msg("log-in-dont-move"), "to_come"),
        ),
        picture="put_card",
    )
