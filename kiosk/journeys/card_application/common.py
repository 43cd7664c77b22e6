"""What the pages of the card application have in common."""

from __future__ import annotations

from screens.page import (
    Choose,
    Option,
    Page,
    TextEntry,
)
from screens.phrase import Text, msg

SERVICE = msg("card-application-service")
ICON = "card"
PHOTO = msg("card-application-photo")
STEPS = 7
LONGEST_NAME = 30


def choose(name: str, step: int, heading: Text, options: tuple[Option, ...], explanation: Text | None = None) -> Page:
    """Big choices at a step of the way."""
    return Choose(
        name=f"card_application.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        hint=msg("choosing-goes-on"),
        progress=(step, STEPS),
        options=options,
    )


def text(name: str, step: int, heading: Text, label: Text, typed: str, explanation: Text | None = None) -> Page:
    """Typed in kana at a step of the way."""
    return TextEntry(
        name=f"card_application.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        progress=(step, STEPS),
        label=label,
        keyboard="kana",
        longest=LONGEST_NAME,
        start=typed,
    )
