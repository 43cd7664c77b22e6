"""Every line of a filled-in form, as it is looked over, signed and sent: a label and a value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import assert_never

from gateway.contract.applications import Applicant
from kiosk.journeys.applications.draft import AFTER, BEFORE, Draft
from kiosk.journeys.wording import joined
from kiosk.line.pages import SERVICE
from kiosk.procedures import model
from kiosk.procedures.conditions import Answers, asked, asked_of_person
from kiosk.procedures.wording import said
from kiosk.rules.written_numbers import phone_shown, postal_code_shown
from screens.page import Confirm, Page, Row
from screens.phrase import Data, Msg, Text, msg

PERSON = "."
"""Between a question's id and the number of one of its people."""


def review(procedure: model.Procedure, draft: Draft, applicant: Applicant) -> Page:
    """Everything once more; what can be changed has a key."""
    sections = len(procedure.sections)
    return Confirm(
        name="applications.review",
        service=SERVICE,
        icon=procedure.icon,
        heading=msg("applications-review-heading"),
        explanation=msg("applications-review-text"),
        progress=(BEFORE + sections + 1, BEFORE + sections + AFTER),
        rows=tuple(lines(draft, applicant)),
        action=msg("applications-sign") if procedure.signature.needed else msg("applications-send"),
    )


def shown_lines(draft: Draft, applicant: Applicant) -> tuple[tuple[Text, Text], ...]:
    """The same lines as label and value, for the document that is signed: what was signed is what was seen."""
    return shown(lines(draft, applicant))


def shown(rows: Iterable[Row]) -> tuple[tuple[Text, Text], ...]:
    """Rows as label and value."""
    return tuple((row.label, row.value if row.value is not None else Data("", personal=False)) for row in rows)


def lines(draft: Draft, applicant: Applicant) -> Iterator[Row]:
    """The title, the applicant, then section by section."""
    yield Row(msg("applications-procedure"), said(draft.form.title))
    yield from _applicant(applicant)
    yield from answered(draft)


def answered(draft: Draft, *, titled: bool = True) -> Iterator[Row]:
    """What was asked and answered; titled: under the sections' titles."""
    section: model.Section | None = None
    for here, question in asked(draft.form, draft.answers):
        if here is not section:
            section = here
            if titled:
                yield Row(said(section.title), state="info")
        answer = draft.answers[question.id]
        if isinstance(question, model.People) and isinstance(answer, list):
            yield from _people(question, answer, draft.answers)
        else:
            yield Row(said(question.label), value(question, answer), key=question.id)


def _applicant(applicant: Applicant) -> Iterator[Row]:
    source = msg("applications-of-card") if applicant.source == "card" else msg("applications-typed")
    yield Row(msg("applications-applicant"), source, state="info")
    yield Row(msg("item-name"), Data(applicant.name))
    yield Row(msg("applications-birth"), _day(applicant.birth_date))
    yield Row(msg("item-sex"), msg(f"sex-{applicant.sex}"))
    yield Row(msg("item-address"), Data(applicant.address))


def _people(question: model.People, people: list[dict[str, object]], answers: Answers) -> Iterator[Row]:
    if not people:
        yield Row(said(question.label), msg("applications-nobody"), key=question.id)
    for at, person in enumerate(people):
        whom = msg("applications-person", one=said(question.one), number=at + 1)
        for number, inner in enumerate(asked_of_person(question, person, answers)):
            label = msg("applications-of-person", whom=whom, label=said(inner.label))
            key = f"{question.id}{PERSON}{at}" if number == 0 else None
            yield Row(label, value(inner, person[inner.id]), key=key)


def person_name(question: model.People, person: Mapping[str, object]) -> Text | None:
    """What tells one from the other: the first answer."""
    first = question.questions[0]
    return value(first, person[first.id]) if first.id in person else None


def value(question: model.Question, answer: object) -> Text:
    """An answer in words. Always personal."""
    if answer is None or answer == []:
        return msg("applications-left-out")
    match question:
        case model.Choice():
            return _title(question.values, str(answer))
        case model.Choices():
            chosen = answer if isinstance(answer, list) else []
            return joined([_title(question.values, each) for each in chosen]) or msg("applications-left-out")
        case model.YesNo():
            return Msg("applications-yes" if answer == "yes" else "applications-no", personal=True)
        case model.Day():
            return _day(date.fromisoformat(str(answer)))
        case model.Number():
            if question.unit is None:
                return Data(str(answer))
            return Msg("applications-number-unit", {"number": str(answer), "unit": said(question.unit)}, personal=True)
        case model.Code():
            return Data(str(answer), speech=" ".join(str(answer)))
        case model.Phone():
            return Data(phone_shown(str(answer)), speech=" ".join(str(answer)))
        case model.Kana() | model.Free():
            return Data(str(answer))
        case model.Address():
            return Data(_address(answer))
        case model.Account():
            return _account(answer)
        case model.Attachment():
            given = answer if isinstance(answer, dict) else {}
            if given.get("how") == "photo":
                return msg("applications-pages-photographed", count=int(str(given.get("pages"))))
            return msg("applications-brought-later")
        case model.Declaration():
            return msg("applications-agreed")
        case model.People():
            raise TypeError("people have a line each")
        case _:
            assert_never(question)


def _title(values: tuple[model.Value, ...], chosen: str) -> Msg:
    return said(next(each.title for each in values if each.value == chosen), personal=True)


def _day(day: date) -> Text:
    return Msg("applications-day", {"day": day}, personal=True)


def _address(answer: object) -> str:
    given = answer if isinstance(answer, dict) else {}
    code = given.get("postal_code")
    return f"{postal_code_shown(code) + ' ' if code else ''}{given.get('place', '')} {given.get('rest', '')}"


def _account(answer: object) -> Text:
    given: dict[str, str] = answer if isinstance(answer, dict) else {}
    if given.get("bank") == "post":
        args: dict[str, Data | Msg] = {
            "symbol": Data(given["symbol"]),
            "number": Data(given["number"]),
            "holder": Data(given["holder"]),
        }
        return Msg("applications-post-account", args, personal=True)
    args = {
        "name": Data(given["name"]),
        "branch": Data(given["branch"]),
        "type": msg(f"account-type-{given['type']}"),
        "number": Data(given["number"]),
        "holder": Data(given["holder"]),
    }
    return Msg("applications-bank-account", args, personal=True)
