"""使い方: a few calm pages about the machine itself. Needs neither card nor gateway."""

from __future__ import annotations

from kiosk.journey import Journey
from screens.page import Document, Page, Row
from screens.phrase import Text, msg


def how_to_use() -> Journey[None]:
    """Four pages, one after the other; Back goes to the one before."""
    yield _page(1, "touch", msg("how-to-touch-heading"), _TOUCH, msg("how-to-next"))
    yield _page(2, "card", msg("how-to-card-heading"), _CARD, msg("how-to-next"))
    yield _page(3, "privacy", msg("how-to-privacy-heading"), _PRIVACY, msg("how-to-next"))
    yield _page(4, "ways", msg("how-to-ways-heading"), _WAYS, msg("to-menu"))


_TOUCH = (
    Row(label=msg("how-to-touch-keys"), value=msg("how-to-touch-keys-text")),
    Row(label=msg("how-to-touch-flat"), value=msg("how-to-touch-flat-text")),
    Row(label=msg("how-to-touch-back"), value=msg("how-to-touch-back-text")),
    Row(label=msg("how-to-touch-stop"), value=msg("how-to-touch-stop-text")),
)

_CARD = (
    Row(label=msg("how-to-card-put"), value=msg("how-to-card-put-text")),
    Row(label=msg("how-to-card-still"), value=msg("how-to-card-still-text")),
    Row(label=msg("how-to-card-take"), value=msg("how-to-card-take-text")),
)

_PRIVACY = (
    Row(label=msg("how-to-privacy-show"), value=msg("how-to-privacy-show-text")),
    Row(label=msg("how-to-privacy-time"), value=msg("how-to-privacy-time-text")),
    Row(label=msg("how-to-privacy-end"), value=msg("how-to-privacy-end-text")),
)

_WAYS = (
    Row(label=msg("how-to-ways-size"), value=msg("how-to-ways-size-text")),
    Row(label=msg("how-to-ways-colour"), value=msg("how-to-ways-colour-text")),
    Row(label=msg("how-to-ways-language"), value=msg("how-to-ways-language-text")),
    Row(label=msg("how-to-ways-staff"), value=msg("how-to-ways-staff-text")),
)


def _page(step: int, name: str, heading: Text, rows: tuple[Row, ...], action: Text) -> Page:
    return Document(
        name=f"how_to_use.{name}",
        service=msg("how-to-service"),
        icon="help",
        heading=heading,
        title=msg("how-to-service"),
        rows=rows,
        action=action,
        progress=(step, 4),
        hide_after_s=None,
    )
