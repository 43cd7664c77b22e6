"""The pages on which a procedure is found."""

from __future__ import annotations

from kiosk.line.pages import ICON, SERVICE
from kiosk.procedures.model import LifeEvent, Procedure
from kiosk.procedures.search import Facet, Value
from kiosk.procedures.wording import said
from screens.page import Banner, Choose, Option, Page, TextEntry
from screens.phrase import Text, msg

NOT_HERE = "not-here"
DONT_KNOW = "dont-know"
LONGEST_WORD = 20

NOTHING_FOUND = msg("applications-nothing-found")
NOTHING_FOUND_TEXT = msg("applications-nothing-found-text")

_ICONS = {
    "birth": "baby",
    "child_care": "people",
    "moving": "send",
    "name_change": "pencil",
    "ageing": "care",
    "illness": "medical",
    "disaster": "home",
    "lost": "search_form",
    "myself": "person",
    "child": "baby",
    "elderly": "care",
    "home": "home",
    "begin": "check",
    "change": "pencil",
    "replace": "repeat",
    "prove": "certificate",
    "tell": "send",
}


def how_to_find() -> Page:
    """Three ways, and the whole list."""
    return _choose(
        "find",
        "applications-find-heading",
        (
            Option("event", msg("applications-by-event"), msg("applications-by-event-text"), "baby"),
            Option("word", msg("applications-by-word"), msg("applications-by-word-text"), "search_form"),
            Option("questions", msg("applications-by-questions"), msg("applications-by-questions-text"), "help"),
            Option("all", msg("applications-all"), msg("applications-all-text"), "box"),
            Option("menu", msg("to-menu"), icon="back"),
        ),
    )


def events(known: tuple[LifeEvent, ...]) -> Page:
    """What has happened."""
    options = tuple(Option(event, msg(f"event-{event.replace('_', '-')}"), icon=_ICONS[event]) for event in known)
    return _choose("events", "applications-events-heading", options)


def word(typed: str, note: Banner | None) -> Page:
    """In one's own words, kana or letters."""
    return TextEntry(
        name="applications.word",
        service=SERVICE,
        icon="search_form",
        heading=msg("applications-word-heading"),
        explanation=msg("applications-word-text"),
        banner=note,
        label=msg("applications-word"),
        keyboard="kana",
        longest=LONGEST_WORD,
        start=typed,
    )


def facet(question: Facet, answers: tuple[Value, ...]) -> Page:
    """One of up to three questions."""
    options = tuple(Option(value, _answer(question, value), icon=_ICONS[value]) for value in answers)
    dont_know = Option(DONT_KNOW, msg("applications-dont-know"), icon="help")
    return _choose(f"facet_{question}", f"applications-{question}-heading", (*options, dont_know))


def _answer(question: Facet, value: Value) -> Text:
    slug = value.replace("_", "-")
    match question:
        case "concern":
            return msg(f"concern-{slug}")
        case "event":
            return msg(f"event-{slug}")
        case "aim":
            return msg(f"aim-{slug}")


def results(found: tuple[Procedure, ...]) -> Page:
    """What it may be. What isn't here is said where to ask."""
    options = tuple(
        Option(procedure.id, said(procedure.title), said(procedure.summary), procedure.icon) for procedure in found
    )
    other = Option(NOT_HERE, msg("applications-not-here"), msg("applications-not-here-text"), "back")
    return _choose("results", "applications-results-heading", (*options, other))


def _choose(name: str, heading: str, options: tuple[Option, ...]) -> Page:
    return Choose(
        name=f"applications.{name}",
        service=SERVICE,
        icon=ICON,
        heading=msg(heading),
        hint=msg("choosing-goes-on"),
        options=options,
    )
