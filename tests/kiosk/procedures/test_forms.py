"""Every form that comes along is walked: all its questions can be reached, and what comes out fits its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.contract.applications import EApplication
from kiosk.procedures import answers
from kiosk.procedures.files import known
from kiosk.procedures.model import People, Procedure, Question, Single, When
from kiosk.words import all_words
from screens import icons
from tests.kiosk.journeys.walking import look_over
from tests.kiosk.procedures.filling import Filling

FORMS = {procedure.id: procedure for procedure in known()}
WORDS = all_words()


class Luck:
    """Chooses as hypothesis says."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, choices: list[object]) -> object:
        return self._data.draw(st.sampled_from(choices))

    def number(self, least: int, most: int) -> int:
        return self._data.draw(st.integers(least, most))


def everything(procedure: Procedure) -> Iterator[tuple[Question | Single, People | None]]:
    for question in procedure.questions:
        yield question, None
        if isinstance(question, People):
            for inner in question.questions:
                yield inner, question


def ways_to(procedure: Procedure, when: When | None, within: People | None) -> dict[str, str]:
    """Answers that make a condition hold, and those of the questions in it."""
    if when is None:
        return ways_to(procedure, within.when, None) if within is not None else {}
    known_: dict[str, Question | Single] = {question.id: question for question in procedure.questions}
    known_.update({question.id: question for question in (within.questions if within else ())})
    wants = ways_to(procedure, within.when, None) if within is not None else {}
    for id, values in when[0].items():
        wants |= ways_to(procedure, known_[id].when, within if within and known_[id] in within.questions else None)
        wants[id] = values[0]
    return wants


QUESTIONS = [(form, question.id) for form in FORMS for question, _ in everything(FORMS[form])]


@pytest.mark.parametrize(("form", "id"), QUESTIONS)
def test_every_question_can_be_reached(form: str, id: str) -> None:
    procedure = FORMS[form]
    question, within = next(each for each in everything(procedure) if each[0].id == id)
    filling = Filling(procedure, wants=ways_to(procedure, question.when, within)).run()
    assert id in filling.asked


@pytest.mark.parametrize("form", list(FORMS))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_answered_fits_the_schema(form: str, data: st.DataObject) -> None:
    filling = Filling(FORMS[form], luck=Luck(data), people=data.draw(st.integers(0, 3))).run()
    assert filling.form is not None
    given_ = json.loads(json.dumps(dict(filling.form.answers)))
    jsonschema.Draft202012Validator(answers.schema(FORMS[form])).validate(given_)


@pytest.mark.parametrize("form", list(FORMS))
def test_every_page_has_its_words(form: str) -> None:
    Filling(FORMS[form], looks=look_over, people=2).run()


@pytest.mark.parametrize("form", list(FORMS))
def test_what_is_signed_says_what_was_shown(form: str) -> None:
    form_ = Filling(FORMS[form]).run().form
    assert form_ is not None
    lines = [(WORDS["ja"].phrase(label).plain, WORDS["ja"].phrase(value).plain) for label, value in form_.shown]
    document = EApplication(
        procedure=form_.procedure,
        procedure_version=form_.procedure_version,
        title=WORDS["ja"].phrase(form_.title).plain,
        applicant=form_.applicant,
        answers=json.loads(json.dumps(dict(form_.answers))),
        shown=tuple(lines),
    )
    assert ("氏名", "例示　ふみ") in document.shown
    assert len(document.to_bytes()) < 40_000


@pytest.mark.parametrize("form", list(FORMS))
def test_schemas_are_schemas_and_refuse_what_is_not_asked(form: str) -> None:
    schema = answers.schema(FORMS[form])
    jsonschema.Draft202012Validator.check_schema(schema)
    filled = Filling(FORMS[form]).run().form
    assert filled is not None
    good = json.loads(json.dumps(dict(filled.answers)))
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(good)
    assert not validator.is_valid(good | {"something": "else"})
    for id in good:
        assert not validator.is_valid({key: value for key, value in good.items() if key != id})


@pytest.mark.parametrize("form", list(FORMS))
def test_icons_are_icons(form: str) -> None:
    procedure = FORMS[form]
    used = {procedure.icon}
    for question, _ in everything(procedure):
        used |= {value.icon for value in getattr(question, "values", ()) if value.icon}
    assert used <= icons.names()


def test_the_nine_are_here() -> None:
    assert set(FORMS) == {
        "child-allowance",
        "child-allowance-revision",
        "child-allowance-details",
        "nursery",
        "pregnancy",
        "care-need",
        "care-card",
        "disaster",
        "moving-out",
    }


def test_a_version_changes_with_the_form() -> None:
    one = FORMS["pregnancy"]
    other = one.model_copy(update={"minutes": one.minutes + 1})
    assert answers.version(one) != answers.version(other)
    assert answers.version(one) == answers.version(FORMS["pregnancy"])
