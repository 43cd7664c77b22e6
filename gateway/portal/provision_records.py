"""やりとり履歴: asking for the records of a period, the list of what was asked, and reading them.

Withheld records (不開示フラグ) never reach this room: the holder leaves them out, and nothing here counts, orders or
delays by anything but what may be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_never

from pydantic import TypeAdapter

from gateway.contract.provision_records import (
    NewRecordsRequest,
    ProvisionRecord,
    RecordsDetail,
    RecordsOutcome,
    RecordsRequest,
    RecordsRequestList,
)
from gateway.contract.self_information import Answered, HolderError, Later
from gateway.portal import flow
from gateway.portal.folder import Entry
from gateway.portal.holder import DisclosedRecords, InformationHolder, Postponed, RecordsDisclosure, Unavailable

_RECORDS = TypeAdapter(tuple[ProvisionRecord, ...])


class ProvisionRecords:
    """The service, over one port to the information holders."""

    def __init__(self, holder: InformationHolder) -> None:
        self._holder = holder
        self._service = flow.Service(
            name="provision_records",
            requested="provision_records.requested",
            opened="provision_records.read",
            put=self._put,
            fetch=self._fetch,
            subject=lambda _asked: None,
        )

    def ask(self, visits: flow.Visits, wanted: NewRecordsRequest) -> RecordsRequest:
        """Ask for the records of a period."""
        asked = {"from": wanted.first.isoformat(), "to": wanted.last.isoformat()}
        return _request(flow.ask(visits, self._service, lambda _person: asked))

    def requests(self, visits: flow.Visits) -> RecordsRequestList:
        """The folder, newest first."""
        return RecordsRequestList(requests=tuple(_request(entry) for entry in flow.entries(visits, self._service)))

    def read(self, visits: flow.Visits, id: str) -> RecordsDetail | None:
        """Open one request; None: there is none in this folder."""
        entry = flow.read(visits, self._service, id)
        if entry is None:
            return None
        records = None if entry.content is None else _RECORDS.validate_json(entry.content)
        return RecordsDetail(request=_request(entry), records=records)

    def _put(self, person: str, asked: Mapping[str, str], now: datetime) -> flow.Reply:
        first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
        return _reply(self._holder.ask_records(person, first, last, now), now, delayed=False)

    def _fetch(self, person: str, ticket: str, now: datetime) -> flow.Reply:
        return _reply(self._holder.collect_records(person, ticket, now), now, delayed=True)


def _reply(disclosure: RecordsDisclosure, now: datetime, *, delayed: bool) -> flow.Reply:
    return flow.Reply(
        _outcome(disclosure, now, delayed=delayed).model_dump(mode="json"),
        disclosure.ticket if isinstance(disclosure, Postponed) else None,
        _RECORDS.dump_json(disclosure.records).decode() if isinstance(disclosure, DisclosedRecords) else None,
    )


def _outcome(disclosure: RecordsDisclosure, now: datetime, *, delayed: bool) -> RecordsOutcome:
    match disclosure:
        case DisclosedRecords():
            return Answered(at=now, delayed=delayed)
        case Postponed():
            return Later(expected_at=disclosure.expected_at)
        case Unavailable():
            return HolderError()
        case _:
            assert_never(disclosure)


def _request(entry: Entry) -> RecordsRequest:
    return RecordsRequest.model_validate(
        {
            "id": entry.id,
            "from": entry.asked["from"],
            "to": entry.asked["to"],
            "requested_at": entry.requested_at,
            "outcome": entry.outcome,
            "read": entry.read,
        }
    )
