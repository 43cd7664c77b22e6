"""わたしの情報 (self-information): what a resident can ask to see, and the six ways it is answered.

    GET  /v1/self-information/items?q=&field=&subfield=   -> ItemList
    POST /v1/self-information/requests  NewRequest        -> 201 Request
    GET  /v1/self-information/requests                    -> RequestList
    GET  /v1/self-information/requests/{id}               -> RequestDetail (this is the reading: 「表示する」)

A `Request` never carries what was answered: the list stays masked until one request is fetched. What has been
read vanishes when the session ends; what has not been read is kept for a year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from gateway.contract.base import Label as Label
from gateway.contract.base import Model as Model


class Holder(Model):
    """情報保有機関: who holds the information. `id` is stable and goes into `NewRequest.holder`."""

    id: str
    name: Label


class Subfield(Model):
    """小分類 of the item list."""

    id: str
    name: Label


class ItemField(Model):
    """大分類 of the item list with its subfields."""

    id: str
    name: Label
    subfields: tuple[Subfield, ...]


ItemNo = Annotated[str, StringConstraints(pattern=r"^[1-7](-[1-9][0-9]?)?$")]


class Item(Model):
    """One of the 61 items. `content` is the legal wording, `description` is easy Japanese (and plain English)."""

    no: ItemNo
    field: str
    subfield: str
    title: Label
    description: Label
    content: str


class ItemList(Model):
    """The items that match, best match first (without `q`: by number), and all fields and holders to choose from."""

    items: tuple[Item, ...]
    fields: tuple[ItemField, ...]
    holders: tuple[Holder, ...]


class NewRequest(Model):
    """Ask for one item; without a holder the one that usually holds it is asked."""

    item: ItemNo = Field(repr=False)
    holder: Annotated[str, StringConstraints(max_length=40)] | None = Field(default=None, repr=False)


class Answered(Model):
    """There is an answer to read. `delayed`: it came after the resident had asked, not at once."""

    kind: Literal["answered"] = "answered"
    at: AwareDatetime
    delayed: bool


class Later(Model):
    """The holder answers later; the same request changes its outcome then."""

    kind: Literal["later"] = "later"
    expected_at: AwareDatetime


class Written(Model):
    """書面開示: disclosed on paper only. `place` and `how` say where and with what."""

    kind: Literal["written"] = "written"
    place: Label
    how: Label


class NoneHeld(Model):
    """The holder has nothing about this person under this item."""

    kind: Literal["none_held"] = "none_held"


class NotDisclosed(Model):
    """The holder does not disclose it here."""

    kind: Literal["not_disclosed"] = "not_disclosed"


class HolderError(Model):
    """The holder's system gave no answer; asking again later may help."""

    kind: Literal["error"] = "error"


Outcome = Annotated[
    Answered | Later | Written | NoneHeld | NotDisclosed | HolderError,
    Field(discriminator="kind"),
]


class Request(Model):
    """What was asked and how it stands, without what was answered. `read`: fetched in this session already."""

    id: str
    item: ItemNo = Field(repr=False)
    title: Label = Field(repr=False)
    holder: Holder = Field(repr=False)
    requested_at: AwareDatetime
    outcome: Outcome
    read: bool


class RequestList(Model):
    """The folder's requests, newest first."""

    requests: tuple[Request, ...]


Kind = Literal["text", "amount", "date", "period", "number"]

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD = f"{_DAY}/({_DAY})?|[0-9]{{4}}-[0-9]{{2}}|[0-9]{{4}}"
_FORMS: dict[str, re.Pattern[str]] = {
    "text": re.compile(r".+", re.DOTALL),
    "amount": re.compile("-?[0-9]+"),
    "date": re.compile(_DAY),
    "period": re.compile(_PERIOD),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
}


class Cell(Model):
    """One labelled value, in a form a terminal can lay out and speak in any language.

    `value` by kind: text = as the record has it, code point for code point; amount = whole yen; date = ISO 8601 day;
    period = "day/day" or "day/" (still running), a month "2026-09" or a 年度 "2026" (April to March);
    number = decimal with `unit` ("日", "回", "割" …). `value_en` is given where a text is one of ours, not a name.
    """

    label: Label
    value: str = Field(repr=False)
    kind: Kind = "text"
    unit: str | None = None
    value_en: str | None = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _value_has_its_form(self) -> Cell:
        if not _FORMS[self.kind].fullmatch(self.value):
            raise ValueError(f"value has not the form of kind {self.kind}")
        return self


class Row(Cell):
    """A line. `details` are the further columns of a table (days, whole cost …), equal in all rows of a table."""

    details: tuple[Cell, ...] = ()


class Section(Model):
    """Lines that belong together: one month of medical cost, one year of tax, one prescription.

    period: in the form of a `Cell` of that kind.
    """

    title: Label | None = None
    period: Annotated[str, StringConstraints(pattern=f"^({_PERIOD})$")] | None = None
    rows: tuple[Row, ...]


class Answer(Model):
    """What a holder says about one item, with the day it is true of (`as_of`)."""

    item: ItemNo = Field(repr=False)
    holder: Holder = Field(repr=False)
    as_of: date
    sections: tuple[Section, ...]
    notes: tuple[Label, ...] = ()


class RequestDetail(Model):
    """One request, opened. `answer` is there exactly when the outcome is "answered"."""

    request: Request
    answer: Answer | None = None
