"""Filling in a form and looking it over: asks whatever has no answer yet, as often as answers change what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from kiosk.effects import NoWayBack, Overdue
from kiosk.journey import Journey
from kiosk.journeys.applications import form_pages as pages
from kiosk.journeys.applications.draft import Draft
from kiosk.journeys.applications.questions import ask
from kiosk.journeys.applications.questions_pages import Place
from kiosk.journeys.applications.review import PERSON
from kiosk.journeys.ways_out import ToMenu
from kiosk.line import outcomes
from kiosk.line.effects import TakePhoto
from kiosk.line.outcomes import NoPhoto, NotPhotographed, Photo
from kiosk.procedures import model
from kiosk.procedures.conditions import asked, asked_of_person, relevant
from kiosk.procedures.wording import said
from kiosk.rules.deadlines import within_days
from screens.page import Page
from screens.phrase import Text


def fill_in(draft: Draft) -> Journey[None]:
    """Until everything that is asked for has an answer."""
    while True:
        draft.answers = relevant(draft.form, draft.answers)
        missing = (each for each in asked(draft.form, draft.answers) if each[1].id not in draft.answers)
        if (following := next(missing, None)) is None:
            return
        yield from _answer(draft, *following)


def look_over(draft: Draft, review: Callable[[], Page]) -> Journey[None]:
    """Every line once more, until she goes on. What a change makes necessary is asked at once."""
    while (choice := (yield review())) != "go":
        section, question = next(
            each for each in asked(draft.form, draft.answers) if each[1].id == choice.split(PERSON)[0]
        )
        yield from _answer(draft, section, question)
        yield from fill_in(draft)


def _answer(draft: Draft, section: model.Section, question: model.Question) -> Journey[None]:
    place = draft.place(section)
    before = draft.answers.get(question.id)
    match question:
        case model.People():
            draft.answers[question.id] = yield from _people(draft, section, question, before)
        case model.Attachment():
            draft.answers[question.id] = yield from _attachment(draft, question, place)
        case _:
            draft.answers[question.id] = yield from ask(question, place, draft.today, before)
    deadline = draft.form.deadline
    if deadline is not None and deadline.after == question.id:
        yield from _in_time(draft, section, question)


def _in_time(draft: Draft, section: model.Section, question: model.Question) -> Journey[None]:
    """Too late is said at once; she may go on all the same."""
    deadline, day = draft.form.deadline, draft.answers[question.id]
    if deadline is None or deadline.days is None or not isinstance(day, str):
        return
    last = within_days(date.fromisoformat(day), deadline.days)
    if last.days_left(draft.today) >= 0:
        return
    match (yield pages.too_late(last.last, draft.place(section))):
        case "go_on":
            return
        case "change":
            yield from _answer(draft, section, question)
        case _:
            raise ToMenu


# --- people -----------------------------------------------------------------------------------------------------------


def _people(
    draft: Draft, section: model.Section, question: model.People, before: object
) -> Journey[list[dict[str, object]]]:
    """None to many: add, change, remove, until she is done. The first one that must be there is asked for at once."""
    people: list[dict[str, object]] = [dict(person) for person in before] if isinstance(before, list) else []
    if not people and question.least:
        people.append((yield from _person(draft, section, question, 1, {})))
    while True:
        choice: str = yield pages.people(question, people, draft.place(section))
        match choice.partition(PERSON):
            case ("done", _, _):
                return people
            case ("add", _, _):
                people.append((yield from _person(draft, section, question, len(people) + 1, {})))
            case (_, _, number):
                at = int(number)
                match (yield pages.one_person(question, people[at], at + 1, draft.place(section))):
                    case "change":
                        people[at] = yield from _person(draft, section, question, at + 1, people[at])
                    case "remove":
                        del people[at]


def _person(
    draft: Draft, section: model.Section, question: model.People, number: int, before: dict[str, object]
) -> Journey[dict[str, object]]:
    place = draft.place(section, pages.whom(question, number))
    person: dict[str, object] = {}
    while True:
        due = asked_of_person(question, person, draft.answers)
        if (following := next((each for each in due if each.id not in person), None)) is None:
            return person
        person[following.id] = yield from ask(following, place, draft.today, before.get(following.id))


# --- photographs ------------------------------------------------------------------------------------------------------


def _attachment(draft: Draft, question: model.Attachment, place: Place) -> Journey[dict[str, object] | None]:
    """Photographed here, or brought later; one that is optional may be left out."""
    document = next(each for each in draft.form.documents if each.id == question.document)
    draft.photos.pop(question.id, None)
    match (yield pages.photo_or_later(question, place, camera=draft.camera)):
        case "later":
            return {"how": "later"}
        case pages.WITHOUT:
            return None
    taken: tuple[Photo, ...] = ()
    while True:
        photo = yield from _photograph(said(document.title), place)
        if photo is None:
            return {"how": "later"}
        taken = (*taken, photo)
        if (yield pages.photographed(len(taken), question.most, place)) != "more":
            draft.photos[question.id] = taken
            return {"how": "photo", "pages": len(taken)}


def _photograph(what: Text, place: Place) -> Journey[Photo | None]:
    """One sheet that she has looked at and found good; None: she brings it later."""
    while True:
        outcome: Photo | NotPhotographed | Overdue
        match (yield pages.viewfinder(what, place)):
            case "later":
                return None
            case outcomes.GONE:
                outcome = NotPhotographed(NoPhoto.NO_CAMERA)
            case _:
                outcome = yield TakePhoto(what)
        match outcome:
            case Photo():
                if (yield pages.look_at(what, outcome, place)) == "use":
                    return outcome
            case NotPhotographed() | Overdue():
                if (yield pages.no_photo(outcome, place)) == "later":
                    return None
                yield NoWayBack()
            case _:
                assert_never(outcome)
