"""わたしの情報: find an item, ask whoever holds it, and read the answer – shown only after 表示する."""

from __future__ import annotations

from typing import assert_never

from gateway.contract.self_information import (
    Answered,
    HolderError,
    Item,
    ItemField,
    Later,
    NoneHeld,
    NotDisclosed,
    Request,
    Written,
)
from kiosk.effects import ListDisclosures, ListItems, ReadDisclosure, RequestItem
from kiosk.journey import Journey
from kiosk.journeys import self_information_pages as pages
from kiosk.journeys.gateway import ask_gateway
from kiosk.portal_outcomes import Disclosure, Disclosures, Items
from screens.page import Banner


def self_information() -> Journey[None]:
    """By field, by name, or what was asked for before; then an item, then its answer."""
    while True:
        choice = yield pages.how_to_find()
        match choice:
            case "fields":
                yield from _by_field()
            case "search":
                yield from _by_name()
            case "earlier":
                yield from _earlier()
            case _:
                return


def _by_field() -> Journey[None]:
    everything = yield from ask_gateway(ListItems(), Items)
    field = _named(everything.fields, (yield pages.fields(everything.fields)))
    subfield = field.subfields[0].id
    if len(field.subfields) > 1:
        subfield = yield pages.subfields(field)
    items = tuple(item for item in everything.items if item.field == field.id and item.subfield == subfield)
    yield from _choose_item(items)


def _named(fields: tuple[ItemField, ...], id: str) -> ItemField:
    return next(field for field in fields if field.id == id)


def _by_name() -> Journey[None]:
    note: Banner | None = None
    typed = ""
    while True:
        typed = (yield pages.search(typed, note)).strip()
        found = yield from ask_gateway(ListItems(search=typed), Items)
        if found.items:
            yield from _choose_item(found.items)
            return
        note = pages.NOTHING_FOUND


def _choose_item(items: tuple[Item, ...]) -> Journey[None]:
    while True:
        choice = yield pages.items(items)
        if choice == "menu":
            return
        yield from show_item(choice)


def show_item(item: str, holder: str | None = None) -> Journey[None]:
    """Ask for one item and show what comes: one of six outcomes, each with its own page."""
    made = yield from ask_gateway(RequestItem(item, holder), Disclosure)
    yield from _show(made.request)


def _show(request: Request) -> Journey[None]:
    match request.outcome:
        case Answered():
            read = yield from ask_gateway(ReadDisclosure(request.id), Disclosure)
            yield pages.holder_error(request) if read.answer is None else pages.answer(request, read.answer)
        case Later():
            yield pages.later(request, request.outcome)
        case Written():
            yield pages.written(request, request.outcome)
        case NoneHeld():
            yield pages.none_held(request)
        case NotDisclosed():
            yield pages.not_disclosed(request)
        case HolderError():
            yield pages.holder_error(request)
        case outcome:
            assert_never(outcome)


def _earlier() -> Journey[None]:
    while True:
        known = yield from ask_gateway(ListDisclosures(), Disclosures)
        choice = yield pages.earlier(known.requests)
        if choice == "menu":
            return
        yield from _show(next(request for request in known.requests if request.id == choice))
