"""やりとり履歴 (provision records): which office asked which office for what about me, and on what ground.

    POST /v1/provision-records/requests  NewRecordsRequest  -> 201 RecordsRequest
    GET  /v1/provision-records/requests                     -> RecordsRequestList
    GET  /v1/provision-records/requests/{id}                -> RecordsDetail (the reading)

A record that carries a 不開示フラグ is simply not in an answer. Nothing in any message says so, and every answer
carries the same `notice` for everybody.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from gateway.contract.base import Label, Model
from gateway.contract.self_information import Answered, Holder, HolderError, ItemNo, Later


class NewRecordsRequest(Model):
    """Ask for the records of a period, both days included; one day is a period with equal ends."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> NewRecordsRequest:
        if self.last < self.first:
            raise ValueError("'to' lies before 'from'")
        return self


RecordsOutcome = Annotated[Answered | Later | HolderError, Field(discriminator="kind")]


class RecordsRequest(Model):
    """What was asked and how it stands, without the records. `read`: fetched in this session already."""

    id: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    requested_at: AwareDatetime
    outcome: RecordsOutcome
    read: bool


class RecordsRequestList(Model):
    """The folder's requests, newest first."""

    requests: tuple[RecordsRequest, ...]


class ExchangedItem(Model):
    """An item that was handed over. (`item`, `holder.id`) make the `NewRequest` that shows it: the jump."""

    item: ItemNo
    title: Label
    holder: Holder


class ProvisionRecord(Model):
    """One exchange. asked_by 情報照会機関, given_by 情報提供機関, affair 事務 with its ground in law,
    mode 即時照会 or 一括照会, result whether something was handed over or nothing was there."""

    id: str
    at: AwareDatetime
    asked_by: Holder = Field(repr=False)
    given_by: Holder = Field(repr=False)
    affair: Label = Field(repr=False)
    legal_ground: str = Field(repr=False)
    mode: Literal["immediate", "batch"]
    result: Literal["provided", "none_held"]
    items: tuple[ExchangedItem, ...] = Field(repr=False)


class RecordsDetail(Model):
    """One request, opened: records newest first, there exactly when the outcome is "answered".

    `notice` is the id of the general sentence that every resident sees beside every answer.
    """

    request: RecordsRequest
    records: tuple[ProvisionRecord, ...] | None = None
    notice: Literal["provision_records.general"] = "provision_records.general"
