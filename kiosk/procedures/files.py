"""Reads procedures from their files and says of every mistake on which line it stands."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from pydantic import ValidationError

from kiosk.procedures.glossary import plain, unread
from kiosk.procedures.model import (
    Attachment,
    Choice,
    Choices,
    Code,
    Day,
    Number,
    People,
    Procedure,
    Question,
    Single,
    When,
    Wording,
    YesNo,
)
from kiosk.rules.bounds import day_of, is_bound
from kiosk.rules.strict_yaml import Fault, Faulty, Where, read
from kiosk.words.check import LINES, lines_of
from kiosk.words.ruby import BrokenRubyError

_DATE_HELP = 20
"""Full-width letters that have room beside a date's boxes."""
_SAMPLE_DAY = date(2024, 2, 29)
Mistakes = Iterator[tuple[Where, str]]
Values = Mapping[str, tuple[str, ...]]
"""Of each question that a condition may name: what it can be answered with."""


class BrokenCatalogueError(Exception):
    """A file that came with this program is faulty: a bug. Carries our own text only."""


@lru_cache(maxsize=1)
def known() -> tuple[Procedure, ...]:
    """The procedures that this program brings along, by title."""
    found = []
    for file in resources.files("kiosk.procedures").joinpath("forms").iterdir():
        if file.name.endswith(".yaml"):
            procedure = parse(file.read_text(encoding="utf-8"))
            if isinstance(procedure, Faulty):
                raise BrokenCatalogueError(f"{file.name}: {procedure.faults[0]}")
            found.append(procedure)
    return tuple(sorted(found, key=lambda procedure: procedure.id))


def parse(text: str) -> Procedure | Faulty:
    """The procedure, or everything that is wrong with it."""
    read_ = read(text)
    if isinstance(read_, Faulty):
        return read_
    try:
        # As JSON, because there pydantic is strict and still takes a list for a tuple.
        procedure = Procedure.model_validate_json(json.dumps(read_.value))
    except ValidationError as error:
        return read_.refused(error)
    broken = list(_broken_readings(read_.value, ()))
    mistakes = broken or [*_wordings(procedure), *_search_words(procedure), *_contradictions(procedure)]
    return read_.faulty(mistakes) if mistakes else procedure


def faults_of(text: str) -> tuple[Fault, ...]:
    """What is wrong with a file; nothing if it is in order."""
    outcome = parse(text)
    return outcome.faults if isinstance(outcome, Faulty) else ()


# --- wordings ---------------------------------------------------------------------------------------------------------


def _broken_readings(value: object, where: Where) -> Mistakes:
    """Marks of readings without their partners; before all else, because everything else reads them."""
    match value:
        case {"ja": str(ja), **_rest}:
            try:
                unread(ja)
            except BrokenRubyError:
                yield (*where, "ja"), "has a mark of a reading (｜《》) without its partner"
        case dict():
            for key, inner in value.items():
                yield from _broken_readings(inner, (*where, key))
        case list():
            for at, inner in enumerate(value):
                yield from _broken_readings(inner, (*where, at))


def _wordings(procedure: Procedure) -> Mistakes:
    for where, wording in wordings(procedure):
        bare = unread(wording.ja)
        if bare:
            yield (*where, "ja"), f"no reading is known for {', '.join(bare)}: write 漢字《かんじ》 or add the term"
        if where[-1] == "ask":
            for language, text in (("ja", plain(wording.ja)), ("en", wording.en)):
                if len(lines := lines_of(text, between_words=language != "ja")) > LINES:
                    yield (*where, language), f"is too long for a heading: {' / '.join(lines)}"


def _search_words(procedure: Procedure) -> Mistakes:
    for at, word in enumerate(procedure.words):
        if bare := unread(word):
            yield ("words", at), f"no reading is known for {', '.join(bare)}: it would not be found by its sound"


def wordings(thing: object, where: Where = ()) -> Iterator[tuple[Where, Wording]]:
    """Every wording in a procedure, with its place."""
    if isinstance(thing, Wording):
        yield where, thing
    elif isinstance(thing, tuple):
        for at, inner in enumerate(thing):
            yield from wordings(inner, (*where, at))
    elif hasattr(thing, "__pydantic_fields__"):
        for name in type(thing).__pydantic_fields__:
            yield from wordings(getattr(thing, name), (*where, name))


# --- what single values don't show ------------------------------------------------------------------------------------


def _contradictions(procedure: Procedure) -> Mistakes:
    before: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    pictured: set[str] = set()
    for at, section in enumerate(procedure.sections):
        if any(section.id == other.id for other in procedure.sections[:at]):
            yield ("sections", at, "id"), "this section stands here for the second time"
        for number, question in enumerate(section.questions):
            where: Where = ("sections", at, "questions", number)
            yield from _question(where, question, before, seen, procedure)
            if isinstance(question, People):
                inside, ids = dict(before), set[str]()
                for inner_at, inner in enumerate(question.questions):
                    yield from _question((*where, "questions", inner_at), inner, inside, ids, procedure)
            if isinstance(question, Attachment):
                pictured.add(question.document)
    yield from _documents(procedure, before, pictured)
    yield from _deadline(procedure)


def _question(
    where: Where, question: Question | Single, before: dict[str, tuple[str, ...]], seen: set[str], procedure: Procedure
) -> Mistakes:
    if question.id in seen:
        yield (*where, "id"), f"{question.id} stands here for the second time"
    seen.add(question.id)
    yield from _when(where, question.when, before)
    before[question.id] = values_of(question)
    match question:
        case Choice() | Choices():
            taken: set[str] = set()
            for at, value in enumerate(question.values):
                if value.value in taken:
                    yield (*where, "values", at, "value"), f"{value.value} stands here for the second time"
                taken.add(value.value)
        case Day():
            bad = [name for name in ("earliest", "latest") if not is_bound(getattr(question, name))]
            for name in bad:
                yield (*where, name), "is no day"
            for language in ("ja", "en"):
                if question.help is not None and _width(getattr(question.help, language)) > _DATE_HELP:
                    yield (*where, "help", language), "is too long to stand beside the boxes of a date"
            if not bad and day_of(question.latest, _SAMPLE_DAY) < day_of(question.earliest, _SAMPLE_DAY):
                yield (*where, "latest"), "lies before earliest"
        case Number() | People():
            if question.most < question.least:
                yield (*where, "most"), "is less than least"
        case Code():
            if question.longest < question.shortest:
                yield (*where, "longest"), "is less than shortest"
        case Attachment():
            document = next((each for each in procedure.documents if each.id == question.document), None)
            if document is None:
                yield (*where, "document"), f"{question.document} is not among the documents"
            elif document.how != "photo":
                yield (*where, "document"), f"{question.document} is not one that is photographed"
        case _:
            pass


def values_of(question: Question | Single) -> tuple[str, ...]:
    """What a condition may compare it with; nothing for answers of other kinds."""
    match question:
        case Choice() | Choices():
            return tuple(value.value for value in question.values)
        case YesNo():
            return ("yes", "no")
        case _:
            return ()


def _when(where: Where, when: When | None, before: Values) -> Mistakes:
    for at, condition in enumerate(when or ()):
        for id, values in condition.items():
            place: Where = (*where, "when", at, id)
            if id not in before:
                yield place, f"{id} is no question that is asked before"
            elif not before[id]:
                yield place, f"{id} has no values to choose from"
            else:
                for value in values:
                    if value not in before[id]:
                        yield place, f"{value} is no value of {id}"


def _documents(procedure: Procedure, before: Values, pictured: set[str]) -> Mistakes:
    ids: set[str] = set()
    for at, document in enumerate(procedure.documents):
        where: Where = ("documents", at)
        if document.id in ids:
            yield (*where, "id"), f"{document.id} stands here for the second time"
        ids.add(document.id)
        yield from _when(where, document.when, before)
        if document.how == "photo" and document.id not in pictured:
            yield (*where, "how"), "no question asks for its photograph"


def _deadline(procedure: Procedure) -> Mistakes:
    deadline = procedure.deadline
    if deadline is None:
        return
    if (deadline.after is None) != (deadline.days is None):
        yield ("deadline",), "after and days belong together"
    days = [question.id for question in procedure.questions if isinstance(question, Day)]
    if deadline.after is not None and deadline.after not in days:
        yield ("deadline", "after"), f"{deadline.after} is no question for a date"


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in plain(text))
