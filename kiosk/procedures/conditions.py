"""Which questions are asked, given what has been answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kiosk.procedures.model import Form, Needed, People, Question, Section, Single

Answers = Mapping[str, object]
"""By question id. What each kind's answer is stands in `kiosk.procedures.model`."""


def holds(when: Sequence[Mapping[str, tuple[str, ...]]] | None, answers: Answers) -> bool:
    """Whether one of the conditions holds; without any, it does."""
    return when is None or any(
        all(_answered_with(answers.get(id), values) for id, values in condition.items()) for condition in when
    )


def _answered_with(answer: object, values: tuple[str, ...]) -> bool:
    if isinstance(answer, list | tuple):
        return any(value in answer for value in values)
    return answer in values


def asked(form: Form, answers: Answers) -> Iterator[tuple[Section, Question]]:
    """The questions to be answered, in order. Give answers without those that are no longer asked for: `relevant`."""
    for section in form.sections:
        for question in section.questions:
            if holds(question.when, answers):
                yield section, question


def asked_of_person(people: People, person: Answers, answers: Answers) -> Iterator[Single]:
    """The questions about one person; a condition sees hers and the answers before."""
    for question in people.questions:
        if holds(question.when, {**answers, **person}):
            yield question


def relevant(form: Form, answers: Answers) -> dict[str, object]:
    """The answers without those to questions that are no longer asked, in the form's order."""
    kept: dict[str, object] = {}
    for question in form.questions:
        if question.id not in answers or not holds(question.when, kept):
            continue
        answer = answers[question.id]
        if isinstance(question, People) and isinstance(answer, list):
            answer = [_relevant_person(question, person, kept) for person in answer]
        kept[question.id] = answer
    return kept


def _relevant_person(people: People, person: Answers, answers: Answers) -> dict[str, object]:
    kept: dict[str, object] = {}
    for question in people.questions:
        if question.id in person and holds(question.when, {**answers, **kept}):
            kept[question.id] = person[question.id]
    return kept


def needed(form: Form, answers: Answers) -> tuple[Needed, ...]:
    """The documents that these answers call for."""
    return tuple(document for document in form.documents if holds(document.when, answers))
