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
from kiosk.effects import ListDisclosures, ListItems, NoWayBack, ReadDisclosure, RequestItem
from kiosk.journey import Journey
from kiosk.journeys import self_information_pages as pages
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.ways_out import until_back
from kiosk.portal_outcomes import Disclosure, Disclosures, Items
from screens.page import Banner


def self_information() -> Journey[None]:
    """By field, by name, or what was asked for before; then an item, then its answer. Back leads out of each."""
    while True:
        choice = yield pages.how_to_find()
        match choice:
            case "fields":
                yield from until_back(_by_field())
            case "search":
                yield from until_back(_by_name())
            case "earlier":
                yield from until_back(_earlier())
            case _:
                return


def _by_field() -> Journey[None]:
    everything = yield from ask_gateway(ListItems(), Items)
    fields = _with_items(everything)
    while True:
        choice = yield pages.fields(fields)
        field = next(field for field in fields if field.id == choice)
        yield from until_back(_in_field(field, everything.items))


def _with_items(everything: Items) -> tuple[ItemField, ...]:
    """The fields and subfields in which something can be asked for."""
    there = {(item.field, item.subfield) for item in everything.items}
    kept = (
        field.model_copy(update={"subfields": tuple(sub for sub in field.subfields if (field.id, sub.id) in there)})
        for field in everything.fields
    )
    return tuple(field for field in kept if field.subfields)


def _in_field(field: ItemField, items: tuple[Item, ...]) -> Journey[None]:
    if len(field.subfields) == 1:
        yield from _choose_item(tuple(item for item in items if item.field == field.id))
        return
    while True:
        subfield = yield pages.subfields(field)
        found = tuple(item for item in items if item.field == field.id and item.subfield == subfield)
        yield from until_back(_choose_item(found))


def _by_name() -> Journey[None]:
    note: Banner | None = None
    typed = ""
    while True:
        typed = (yield pages.search(typed, note)).strip()
        found = yield from ask_gateway(ListItems(search=typed), Items)
        note = None if found.items else pages.NOTHING_FOUND
        if found.items:
            yield from until_back(_choose_item(found.items))


def _choose_item(items: tuple[Item, ...]) -> Journey[None]:
    """One item after the other, until Back."""
    while True:
        choice = yield pages.items(items)
        yield from until_back(show_item(choice))


def show_item(item: str, holder: str | None = None) -> Journey[None]:
    """Ask for one item and show what comes: one of six outcomes, each with its own page.

    What has been hidden again is not shown again by Back.
    """
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
    yield NoWayBack()


def _earlier() -> Journey[None]:
    while True:
        known = yield from ask_gateway(ListDisclosures(), Disclosures)
        choice = yield pages.earlier(known.requests)
        yield from until_back(_show(next(request for request in known.requests if request.id == choice)))
