"""One question of a form: its page or pages, checked until the answer is of its kind. Answers are ready for JSON.

Names of pages are general on purpose: the log notes them, and what somebody is asked says too much about her.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import assert_never

from kiosk.effects import Overdue
from kiosk.journey import Journey
from kiosk.journeys.applications import questions_pages as pages
from kiosk.journeys.applications.questions_pages import Place
from kiosk.line.effects import FindPlaces
from kiosk.line.outcomes import NoSuchCode, Places
from kiosk.procedures import model
from kiosk.procedures.wording import said
from kiosk.rules import written_numbers as written
from kiosk.rules.bounds import day_of
from screens.page import Banner, Page, TextEntry
from screens.phrase import Text, msg


def ask(question: model.Question, place: Place, today: date, before: object = None) -> Journey[object]:
    """The answer, or None where an optional one is left out. before: the answer to be changed."""
    match question:
        case model.Choice():
            choice = yield pages.choice(question, place, before)
            return None if choice == pages.SKIP else choice
        case model.Choices():
            return (yield from _choices(question, place, before))
        case model.YesNo():
            return (yield pages.yes_no(question, place, before))
        case model.Day():
            bounds = day_of(question.earliest, today), day_of(question.latest, today)
            day: date = yield pages.day(question, place, *bounds)
            return day.isoformat()
        case model.Number():
            return (yield from _number(question, place, before))
        case model.Code():
            typed: str = yield pages.code(question, place, _text(before))
            return typed or None
        case model.Phone():
            return (yield from _phone(question, place, _text(before)))
        case model.Kana() | model.Free():
            entry: str = yield pages.text(question, place, _text(before))
            return entry.strip() or None
        case model.Address():
            return (yield from ask_address(said(question.ask), said(question.label), place, help=_help(question)))
        case model.Account():
            return (yield from _account(said(question.ask), place))
        case model.Declaration():
            yield pages.declaration(question, place)
            return "agreed"
        case model.Attachment() | model.People():
            raise TypeError("has pages of its own")
        case _:
            assert_never(question)


def ask_kana(page: TextEntry) -> Journey[str]:
    """A text that is not empty."""
    entry: str = yield page
    return entry.strip()


def _text(before: object) -> str:
    return before if isinstance(before, str) else ""


def _help(question: model.Asked) -> Text | None:
    return said(question.help) if question.help is not None else None


def _choices(question: model.Choices, place: Place, before: object) -> Journey[list[str]]:
    chosen = set(before) if isinstance(before, list) else set[str]()
    while (choice := (yield pages.choices(question, place, frozenset(chosen)))) != pages.DONE:
        chosen ^= {choice}
    return [value.value for value in question.values if value.value in chosen]


def _number(question: model.Number, place: Place, before: object) -> Journey[int | None]:
    typed, note = str(before) if isinstance(before, int) else "", None
    while True:
        typed = yield pages.number(question, place, typed, note)
        if not typed:
            return None
        if question.least <= int(typed) <= question.most:
            return int(typed)
        bounds = msg("applications-number-from-to", least=question.least, most=question.most)
        note = Banner("warn", msg("applications-number-outside"), bounds)


def _phone(question: model.Phone, place: Place, before: str) -> Journey[str | None]:
    note = Banner("warn", msg("applications-phone-wrong"), msg("applications-phone-wrong-text"))
    return (
        yield from until_right(lambda typed, why: pages.phone(question, place, typed, why), written.phone, note, before)
    )


def until_right(
    page: Callable[[str, Banner | None], Page], right: Callable[[str], str | None], note: Banner, typed: str = ""
) -> Journey[str | None]:
    """Ask until it can be right; what was typed stays to be mended. Empty only where the page allows it."""
    shown: Banner | None = None
    while True:
        typed = yield page(typed, shown)
        if not typed:
            return None
        found = right(typed)
        if found is not None:
            return found
        shown = note


# --- address ----------------------------------------------------------------------------------------------------------


def ask_address(
    heading: Text, label: Text, place: Place = pages.NOWHERE, *, help: Text | None = None
) -> Journey[Mapping[str, str | None]]:
    """By postal code, which spares the writing of kanji; without one the place is written in kana."""
    note: Banner | None = None
    while True:
        code: str = yield pages.postal_code(heading, help, place, note)
        if not code:
            name = yield from ask_kana(pages.place_by_hand(heading, place))
            postal_code = None
            break
        outcome: Places | NoSuchCode | Overdue = yield FindPlaces(code)
        match outcome:
            case Places():
                choice = yield pages.which_place(outcome.names, place)
                if choice == pages.OTHER:
                    note = None
                    continue
                postal_code, name = code, outcome.names[int(choice)]
                break
            case NoSuchCode():
                note = pages.NO_SUCH_CODE
            case Overdue():
                note = pages.NO_PLACES_NOW
            case _:
                assert_never(outcome)
    rest = yield from ask_kana(pages.rest_of_address(label, name, place))
    return {"postal_code": postal_code, "place": name, "rest": rest}


# --- bank account -----------------------------------------------------------------------------------------------------


def _account(heading: Text, place: Place) -> Journey[Mapping[str, str]]:
    if (yield pages.bank_or_post(heading, place)) == "post":
        symbol = yield from until_right(
            lambda typed, note: pages.post_symbol(place, typed, note), written.post_bank_symbol, pages.SYMBOL_WRONG
        )
        number = yield from until_right(
            lambda typed, note: pages.post_number(place, typed, note), written.post_bank_number, pages.POST_NUMBER_WRONG
        )
        holder = yield from ask_kana(pages.holder(place))
        return {"bank": "post", "symbol": str(symbol), "number": str(number), "holder": holder}
    name = yield from ask_kana(pages.bank_name(place))
    branch = yield from ask_kana(pages.branch(place))
    kind: str = yield pages.account_type(place)
    number = yield from until_right(
        lambda typed, note: pages.account_number(place, typed, note), written.account_number, pages.ACCOUNT_NUMBER_WRONG
    )
    holder = yield from ask_kana(pages.holder(place))
    return {"bank": "bank", "name": name, "branch": branch, "type": kind, "number": str(number), "holder": holder}
