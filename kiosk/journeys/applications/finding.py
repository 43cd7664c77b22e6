"""手続を探す: by life event, by a word, question by question. Needs neither card nor gateway; nothing is kept."""

from __future__ import annotations

from kiosk.journey import Journey
from kiosk.journeys.applications import finding_pages as pages
from kiosk.journeys.ways_out import ToMenu
from kiosk.procedures import search
from kiosk.procedures.model import Procedure
from screens.page import Banner


def find(procedures: tuple[Procedure, ...]) -> Journey[Procedure]:
    """The one she wants; `ToMenu` if it isn't here."""
    while True:
        match (yield pages.how_to_find()):
            case "event":
                found = yield from _by_event(procedures)
            case "word":
                found = yield from _by_word(procedures)
            case "questions":
                found = yield from _by_questions(procedures)
            case "all":
                found = procedures
            case _:
                raise ToMenu
        choice = yield pages.results(found)
        if choice != pages.NOT_HERE:
            return next(procedure for procedure in found if procedure.id == choice)


def _by_event(procedures: tuple[Procedure, ...]) -> Journey[tuple[Procedure, ...]]:
    return search.by_event(procedures, (yield pages.events(search.events(procedures))))


def _by_word(procedures: tuple[Procedure, ...]) -> Journey[tuple[Procedure, ...]]:
    typed, note = "", None
    while True:
        typed = yield pages.word(typed, note)
        found = tuple(one.procedure for one in search.by_word(procedures, typed))
        if found:
            return found
        note = Banner("info", pages.NOTHING_FOUND, pages.NOTHING_FOUND_TEXT)


def _by_questions(procedures: tuple[Procedure, ...]) -> Journey[tuple[Procedure, ...]]:
    left, used = procedures, list[search.Facet]()
    while (question := search.next_facet(left, used)) is not None:
        facet, answers = question
        used.append(facet)
        if (answer := (yield pages.facet(facet, answers))) != pages.DONT_KNOW:
            left = search.narrowed(left, facet, answer)
    return left
