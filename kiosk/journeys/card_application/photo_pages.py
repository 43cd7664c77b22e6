"""The pages on which the photo is taken and looked at."""

from __future__ import annotations

from kiosk.effects import Overdue
from kiosk.journeys.card_application.common import SERVICE, STEPS
from kiosk.journeys.photo_advice import face_advice
from kiosk.journeys.troubles import AGAIN, TO_MENU
from kiosk.line.outcomes import NoPhoto, NotPhotographed, Photo
from screens.page import (
    Banner,
    Option,
    Page,
    Trouble,
    Viewfinder,
)
from screens.phrase import msg


def viewfinder() -> Page:
    """Before the camera."""
    return Viewfinder(
        name="card_application.viewfinder",
        service=SERVICE,
        icon="person",
        heading=msg("card-application-viewfinder-heading"),
        progress=(6, STEPS),
        subject="face",
        action=msg("card-application-shoot"),
        notes=(
            msg("card-application-photo-hat"),
            msg("card-application-photo-alone"),
        ),
    )


def look_at(photo: Photo) -> Page:
    """Hers to judge; what would be better changed is said."""
    note = None if photo.fault is None else Banner("warn", face_advice(photo.fault))
    return Viewfinder(
        name="card_application.look_at",
        service=SERVICE,
        icon="person",
        heading=msg("card-application-look-at-heading"),
        explanation=msg("card-application-look-at-text"),
        banner=note,
        progress=(6, STEPS),
        subject="face",
        action=msg("card-application-use-photo"),
        taken=photo.preview,
        actions=(Option("again", msg("card-application-shoot-again"), icon="repeat"),),
    )


def no_photo(outcome: NotPhotographed | Overdue) -> Page:
    """Again, or elsewhere."""
    seen = isinstance(outcome, NotPhotographed) and outcome.why is NoPhoto.NOT_SEEN
    return Trouble(
        name="card_application.no_photo",
        service=SERVICE,
        icon="person",
        heading=msg("applications-no-photo-heading"),
        tone="warn",
        happened=msg("photo-no-face") if seen else msg("card-application-camera-fails"),
        to_do=(msg("card-application-no-photo-do"), msg("card-application-no-photo-else")),
        who=msg("trouble-staff-helps"),
        progress=(6, STEPS),
        actions=(AGAIN, TO_MENU),
    )
