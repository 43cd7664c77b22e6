"""The pages shown while something is done with an application."""

from __future__ import annotations

from typing import Literal

from screens.page import Option, Page, Wait
from screens.phrase import Text, msg

SERVICE = msg("applications-service")
ICON = "pencil"


def reading_attributes() -> Page:
    """The card is being read."""
    return _wait("attributes", msg("applications-reading-heading"), msg("wait-dont-move"), "card")


def asking_queue() -> Page:
    """Whether it can be taken."""
    return _wait("may_accept", msg("applications-asking-heading"))


def photographing(what: Text, subject: Literal["face", "sheet"]) -> Page:
    """The sheet lies under the camera, or she stands before it."""
    if subject == "face":
        return _wait("photo", msg("applications-photographing-heading"), msg("card-application-still"), "person")
    return _wait("photo", msg("applications-photographing-heading"), msg("applications-photographing-text", what=what))


def scanning() -> Page:
    """The form's code belongs before the scanner."""
    return Wait(
        name="card_application.scan",
        service=msg("card-application-service"),
        icon="card",
        heading=msg("card-application-scan-heading"),
        explanation=msg("card-application-scan-text"),
        picture="scan",
        back=False,
        closed_reason=msg("card-application-scan-closed"),
        actions=(Option("typed", msg("card-application-typed"), icon="pencil"),),
    )


def signing() -> Page:
    """The card signs."""
    return _wait("sign", msg("applications-signing-heading"), msg("wait-dont-move"), "card")


def keeping() -> Page:
    """Sealed and put away."""
    return _wait("keep", msg("applications-keeping-heading"), msg("applications-keeping-text"))


def delivering() -> Page:
    """On its way."""
    return _wait("deliver", msg("applications-delivering-heading"), msg("applications-delivering-text"))


def printing_slip() -> Page:
    """The small paper."""
    return _wait("slip", msg("applications-printing-slip-heading"))


def _wait(name: str, heading: Text, text: Text | None = None, icon: str = ICON) -> Page:
    return Wait(
        name=f"wait.{name}",
        service=SERVICE,
        icon=icon,
        heading=heading,
        explanation=text or msg("wait-moment"),
        back=False,
        closed_reason=msg("wait-reason"),
    )
