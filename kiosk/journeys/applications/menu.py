"""What the menu says of applications, inquiries and notices."""

from __future__ import annotations

from screens.page import Option
from screens.phrase import msg


def applications_option() -> Option:
    """Works without log-in and without the gateway; a card is asked for where it is needed."""
    return Option(
        key="applications",
        title=msg("menu-applications"),
        text=msg("menu-applications-text"),
        icon="pencil",
    )


def card_application_option() -> Option:
    """Works without log-in, card and gateway; a camera takes the photo."""
    return Option(
        key="card_application",
        title=msg("menu-card-application"),
        text=msg("menu-card-application-text"),
        icon="card",
    )


def inquiry_option() -> Option:
    """Works without log-in, card and gateway."""
    return Option(key="inquiry", title=msg("menu-inquiry"), text=msg("menu-inquiry-text"), icon="help")


def notices_option(*, needs_card: bool) -> Option:
    """Only for who is logged in."""
    return Option(
        key="notices", title=msg("menu-notices"), text=msg("menu-notices-text"), icon="bell", needs_card=needs_card
    )
