"""The pages of a form that are not one question: people, photographs, a deadline that has passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from kiosk.effects import Overdue
from kiosk.journeys.applications.questions_pages import Place
from kiosk.journeys.applications.review import PERSON, person_name
from kiosk.line.outcomes import NoPhoto, NotPhotographed, Photo
from kiosk.line.pages import SERVICE
from kiosk.procedures import model
from kiosk.procedures.wording import said
from screens.page import Choose, Option, Page, Trouble, Unavailable, Viewfinder
from screens.phrase import Text, msg

WITHOUT = "without"


def whom(question: model.People, number: int) -> Text:
    """「子ども 2」."""
    return msg("applications-person", one=said(question.one), number=number)


def people(question: model.People, known: Sequence[Mapping[str, object]], place: Place) -> Page:
    """Those who are in already, one more, or that's all."""
    options = [
        Option(f"person{PERSON}{at}", whom(question, at + 1), person_name(question, person), "person")
        for at, person in enumerate(known)
    ]
    if len(known) < question.most:
        options.append(Option("add", msg("applications-add-person", one=said(question.one)), icon="plus"))
    missing = Unavailable(msg("applications-person-missing")) if len(known) < question.least else None
    done = msg("applications-people-done", count=len(known)) if known else msg("applications-nobody")
    options.append(Option("done", done, icon="next", unavailable=missing))
    return Choose(
        name="applications.ask.people",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=said(question.help) if question.help is not None else None,
        hint=msg("applications-people-hint"),
        progress=place.progress,
        options=tuple(options),
    )


def one_person(question: model.People, person: Mapping[str, object], number: int, place: Place) -> Page:
    """Change or remove."""
    return Choose(
        name="applications.ask.person",
        service=SERVICE,
        icon=place.icon,
        heading=msg("applications-one-person-heading", whom=whom(question, number)),
        explanation=person_name(question, person),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(
            Option("change", msg("applications-change-person"), icon="pencil"),
            Option("remove", msg("applications-remove-person"), icon="erase"),
            Option("keep", msg("applications-keep-person"), icon="back"),
        ),
    )


def photo_or_later(question: model.Attachment, place: Place, *, camera: bool) -> Page:
    """With the camera here, or another way afterwards."""
    reason = None if camera else Unavailable(msg("applications-no-camera-here"))
    without = (Option(WITHOUT, msg("applications-skip"), icon="next"),) if question.optional else ()
    return Choose(
        name="applications.ask.attachment",
        service=SERVICE,
        icon=place.icon,
        heading=said(question.ask),
        explanation=place.explained(question.help),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(
            Option(
                "photo",
                msg("applications-take-photo"),
                msg("applications-take-photo-text"),
                "copies",
                unavailable=reason,
            ),
            Option("later", msg("applications-bring-later"), msg("applications-bring-later-text"), "mail"),
            *without,
        ),
    )


def viewfinder(what: Text, place: Place) -> Page:
    """Lay the sheet under the camera."""
    return Viewfinder(
        name="applications.viewfinder",
        service=SERVICE,
        icon="copies",
        heading=what,
        explanation=msg("applications-viewfinder-text"),
        progress=place.progress,
        subject="sheet",
        action=msg("applications-shoot"),
        actions=(Option("later", msg("applications-bring-later"), icon="mail"),),
    )


def look_at(what: Text, photo: Photo, place: Place) -> Page:
    """Can everything be read?"""
    return Viewfinder(
        name="applications.look_at",
        service=SERVICE,
        icon="copies",
        heading=msg("applications-look-at-heading"),
        explanation=what,
        progress=place.progress,
        subject="sheet",
        action=msg("applications-use-photo"),
        taken=photo.preview,
        actions=(Option("again", msg("applications-photo-again"), icon="repeat"),),
    )


def photographed(count: int, most: int, place: Place) -> Page:
    """So many sheets are in."""
    full = Unavailable(msg("applications-photo-full", most=most)) if count >= most else None
    return Choose(
        name="applications.photographed",
        service=SERVICE,
        icon="copies",
        heading=msg("applications-photographed-heading", count=count),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(
            Option("done", msg("applications-photo-done"), icon="next"),
            Option(
                "more", msg("applications-photo-more"), msg("applications-photo-more-text"), "plus", unavailable=full
            ),
        ),
    )


def no_photo(outcome: NotPhotographed | Overdue, place: Place) -> Page:
    """Again, or another way."""
    return Trouble(
        name="applications.no_photo",
        service=SERVICE,
        icon="copies",
        heading=msg("applications-no-photo-heading"),
        tone="warn",
        happened=_why_no_photo(outcome),
        to_do=(msg("applications-no-photo-do"),),
        who=msg("trouble-staff-helps"),
        progress=place.progress,
        actions=(
            Option("again", msg("applications-photo-again"), icon="repeat"),
            Option("later", msg("applications-bring-later"), icon="mail"),
        ),
    )


def _why_no_photo(outcome: NotPhotographed | Overdue) -> Text:
    if isinstance(outcome, Overdue):
        return msg("applications-photo-silent")
    match outcome.why:
        case NoPhoto.NO_CAMERA | NoPhoto.UNFIT:
            return msg("applications-photo-silent")
        case NoPhoto.NOT_SEEN:
            return msg("applications-photo-not-seen")
        case NoPhoto.TOO_LARGE:
            return msg("applications-photo-too-large")
        case _:
            assert_never(outcome.why)


def too_late(last: date, place: Place) -> Page:
    """The deadline has passed: what that means is the office's to say."""
    return Choose(
        name="applications.too_late",
        service=SERVICE,
        icon="clock",
        heading=msg("applications-too-late-heading"),
        explanation=msg("applications-too-late-text", last=last),
        hint=msg("choosing-goes-on"),
        progress=place.progress,
        options=(
            Option("go_on", msg("applications-too-late-go-on"), msg("applications-too-late-go-on-text"), "next"),
            Option("change", msg("applications-too-late-change"), None, "pencil"),
            Option("menu", msg("to-menu"), None, "back"),
        ),
    )
