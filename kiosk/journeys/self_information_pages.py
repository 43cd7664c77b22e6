"""The pages of わたしの情報."""

from __future__ import annotations

from gateway.contract.self_information import (
    Answer,
    Answered,
    HolderError,
    Item,
    ItemField,
    Later,
    NoneHeld,
    NotDisclosed,
    Request,
    Section,
    Written,
)
from gateway.contract.self_information import Row as AnswerRow
from kiosk.journeys.wording import cell_value, joined, label, period
from screens.page import Banner, Choose, Document, ListPage, Option, Page, Row, TextEntry, Tone, Trouble
from screens.phrase import Msg, Text, msg

SERVICE = msg("self-information-service")
HIDE_AFTER_S = 60
LONGEST_SEARCH = 20

NOTHING_FOUND = Banner("info", msg("self-information-nothing-found"), msg("self-information-nothing-found-text"))

_ICONS = {
    "household": "people",
    "tax": "yen_doc",
    "health": "medical",
    "children": "baby",
    "welfare": "care",
    "work": "wrench",
    "pension": "yen",
}


def how_to_find() -> Page:
    """By field, by name, or earlier answers."""
    return Choose(
        name="self_information.find",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-find-heading"),
        explanation=msg("look-around"),
        hint=msg("choosing-goes-on"),
        options=(
            Option(
                key="fields",
                title=msg("self-information-by-field"),
                text=msg("self-information-by-field-text"),
                icon="box",
            ),
            Option(
                key="search",
                title=msg("self-information-by-name"),
                text=msg("self-information-by-name-text"),
                icon="search_form",
            ),
            Option(
                key="earlier",
                title=msg("self-information-earlier"),
                text=msg("self-information-earlier-text"),
                icon="clock",
            ),
            Option(key="menu", title=msg("to-menu"), icon="back"),
        ),
    )


def fields(known: tuple[ItemField, ...]) -> Page:
    """The seven fields."""
    return Choose(
        name="self_information.fields",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-fields-heading"),
        hint=msg("choosing-goes-on"),
        options=tuple(
            Option(key=field.id, title=label(field.name), icon=_ICONS.get(field.id, "my_info")) for field in known
        ),
    )


def subfields(field: ItemField) -> Page:
    """The parts of a field."""
    return Choose(
        name="self_information.subfields",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-subfields-heading"),
        explanation=label(field.name),
        hint=msg("choosing-goes-on"),
        options=tuple(
            Option(key=subfield.id, title=label(subfield.name), icon=_ICONS.get(field.id, "my_info"))
            for subfield in field.subfields
        ),
    )


def search(typed: str, note: Banner | None) -> Page:
    """A word of the item's name, in kana."""
    return TextEntry(
        name="self_information.search",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-search-heading"),
        banner=note,
        label=msg("self-information-search-word"),
        keyboard="kana",
        longest=LONGEST_SEARCH,
        start=typed,
    )


def items(found: tuple[Item, ...]) -> Page:
    """Items to ask for; what is in them stays hidden until 表示する."""
    return ListPage(
        name="self_information.items",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-items-heading"),
        explanation=msg("look-around"),
        hint=msg("self-information-hidden-hint"),
        rows=tuple(
            Row(
                label=label(item.title),
                text=label(item.description),
                key=item.no,
                icon=_ICONS.get(item.field, "my_info"),
            )
            for item in found
        ),
        row_action=msg("show"),
        masked=True,
    )


def answer(request: Request, given: Answer) -> Page:
    """What the holder says, until it is hidden again."""
    rows = tuple(row for section in given.sections for row in _section_rows(section))
    return Document(
        name="self_information.answer",
        service=SERVICE,
        icon="my_info",
        heading=label(request.title, personal=True),
        explanation=Msg("self-information-as-of", {"day": given.as_of}, personal=True),
        title=label(given.holder.name, personal=True),
        rows=rows or (Row(label=msg("self-information-empty")),),
        notes=tuple(label(note, personal=True) for note in given.notes),
        action=msg("hide-to-list"),
        hide_after_s=HIDE_AFTER_S,
    )


def _section_rows(section: Section) -> list[Row]:
    rows = [_row(row) for row in section.rows]
    if section.title is None and section.period is None:
        return rows
    when = period(section.period) if section.period else None
    if section.title is None:
        return [Row(label=when or msg("self-information-part"), state="info"), *rows]
    return [Row(label=label(section.title, personal=True), text=when, state="info"), *rows]


def _row(row: AnswerRow) -> Row:
    details: list[Text] = [
        msg("named-value", name=label(cell.label, personal=True), value=cell_value(cell)) for cell in row.details
    ]
    return Row(label=label(row.label, personal=True), value=cell_value(row), text=joined(details))


# --- the other five outcomes ------------------------------------------------------------------------------------------


def later(request: Request, outcome: Later) -> Page:
    """The holder answers later."""
    return _outcome(
        "later",
        request,
        "info",
        msg("self-information-later-heading"),
        msg("self-information-later", holder=label(request.holder.name, personal=True)),
        msg("self-information-later-when", at=outcome.expected_at),
        msg("self-information-later-do"),
    )


def written(request: Request, outcome: Written) -> Page:
    """書面開示: on paper only."""
    return _outcome(
        "written",
        request,
        "info",
        msg("self-information-written-heading"),
        msg("self-information-written", holder=label(request.holder.name, personal=True)),
        msg("self-information-written-place", place=label(outcome.place, personal=True)),
        label(outcome.how, personal=True),
    )


def none_held(request: Request) -> Page:
    """The holder has nothing under this item."""
    return _outcome(
        "none_held",
        request,
        "info",
        msg("self-information-none-held-heading"),
        msg("self-information-none-held", holder=label(request.holder.name, personal=True)),
        msg("self-information-none-held-do"),
    )


def not_disclosed(request: Request) -> Page:
    """The holder doesn't disclose it here."""
    return _outcome(
        "not_disclosed",
        request,
        "info",
        msg("self-information-not-disclosed-heading"),
        msg("self-information-not-disclosed", holder=label(request.holder.name, personal=True)),
        msg("self-information-not-disclosed-do", holder=label(request.holder.name, personal=True)),
    )


def holder_error(request: Request) -> Page:
    """The holder's system gave no answer."""
    return _outcome(
        "error",
        request,
        "warn",
        msg("self-information-error-heading"),
        msg("self-information-error", holder=label(request.holder.name, personal=True)),
        msg("self-information-error-do"),
    )


def _outcome(name: str, request: Request, tone: Tone, heading: Text, happened: Text, *to_do: Text) -> Page:
    return Trouble(
        name=f"self_information.{name}",
        service=SERVICE,
        icon="my_info",
        heading=heading,
        explanation=label(request.title, personal=True),
        tone=tone,
        happened=happened,
        to_do=to_do,
        who=msg("self-information-ask-holder", holder=label(request.holder.name, personal=True)),
        actions=(Option(key="on", title=msg("self-information-back-to-list"), icon="back"),),
    )


# --- earlier requests -------------------------------------------------------------------------------------------------


def earlier(requests: tuple[Request, ...]) -> Page:
    """What was asked for before, with how it stands; what was answered stays hidden."""
    return ListPage(
        name="self_information.earlier",
        service=SERVICE,
        icon="my_info",
        heading=msg("self-information-earlier-heading"),
        explanation=msg("look-around"),
        hint=msg("self-information-hidden-hint"),
        rows=tuple(_earlier_row(request) for request in requests),
        row_action=msg("show"),
        empty=msg("self-information-earlier-empty"),
    )


def _earlier_row(request: Request) -> Row:
    state, tone = _state(request)
    return Row(
        label=label(request.title, personal=True),
        value=state,
        text=Msg("self-information-asked-at", {"at": request.requested_at}, personal=True),
        key=request.id,
        state=tone,
    )


def _state(request: Request) -> tuple[Text, Tone]:
    match request.outcome:
        case Answered():
            return (msg("state-read"), "ok") if request.read else (msg("state-answered"), "ok")
        case Later():
            return msg("state-later"), "info"
        case Written():
            return msg("state-written"), "info"
        case NoneHeld():
            return msg("state-none-held"), "info"
        case NotDisclosed():
            return msg("state-not-disclosed"), "info"
        case HolderError():
            return msg("state-error"), "warn"
