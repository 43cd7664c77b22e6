"""わたしの情報: asking for an item, the list of what was asked, and reading an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from gateway.contract.base import Label
from gateway.contract.self_information import (
    Answer,
    Answered,
    Holder,
    HolderError,
    Later,
    NewRequest,
    NoneHeld,
    NotDisclosed,
    Outcome,
    Request,
    RequestDetail,
    RequestList,
    Written,
)
from gateway.portal import flow
from gateway.portal.catalogue import catalogue
from gateway.portal.folder import Entry
from gateway.portal.holder import (
    Disclosed,
    Disclosure,
    InformationHolder,
    NothingHeld,
    OnPaper,
    Postponed,
    Refused,
    Unavailable,
)


class Unknown(Exception):
    """The contract's form is right, but there is no such item or holder. `member` says which of the two."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member


class SelfInformation:
    """The service, over one port to the information holders."""

    def __init__(self, holder: InformationHolder) -> None:
        self._holder = holder
        self._service = flow.Service(
            name="self_information",
            requested="self_information.requested",
            opened="self_information.read",
            put=self._put,
            fetch=self._fetch,
            subject=lambda asked: asked["item"],
        )

    def ask(self, visits: flow.Visits, wanted: NewRequest) -> Request:
        """Ask for an item. Raises Unknown."""
        if catalogue().item(wanted.item) is None:
            raise Unknown("item")
        if wanted.holder is not None and wanted.holder not in self._holders():
            raise Unknown("holder")

        def asked_by(person: str) -> Mapping[str, str]:
            holder = wanted.holder or self._holder.usual_holder(person, wanted.item).id
            return {"item": wanted.item, "holder": holder}

        return self._request(flow.ask(visits, self._service, asked_by))

    def requests(self, visits: flow.Visits) -> RequestList:
        """The folder, newest first."""
        return RequestList(requests=tuple(self._request(entry) for entry in flow.entries(visits, self._service)))

    def read(self, visits: flow.Visits, id: str) -> RequestDetail | None:
        """Open one request; None: there is none in this folder."""
        entry = flow.read(visits, self._service, id)
        if entry is None:
            return None
        answer = None if entry.content is None else Answer.model_validate_json(entry.content)
        return RequestDetail(request=self._request(entry), answer=answer)

    def _put(self, person: str, asked: Mapping[str, str], now: datetime) -> flow.Reply:
        return _reply(self._holder.ask(person, asked["item"], asked["holder"], now), now, delayed=False)

    def _fetch(self, person: str, ticket: str, now: datetime) -> flow.Reply:
        return _reply(self._holder.collect(person, ticket, now), now, delayed=True)

    def _holders(self) -> dict[str, Holder]:
        return {each.id: each for each in self._holder.holders()}

    def _request(self, entry: Entry) -> Request:
        item = catalogue().item(entry.asked["item"])
        if item is None:
            raise LookupError("the folder names an item that the catalogue lacks")
        id = entry.asked["holder"]
        # A holder may have been closed since; then its id has to do.
        holder = self._holders().get(id) or Holder(id=id, name=Label(ja=id, en=id))
        about = {"id": entry.id, "item": item.no, "title": item.title, "holder": holder}
        return Request.model_validate(
            {**about, "requested_at": entry.requested_at, "outcome": entry.outcome, "read": entry.read}
        )


def _reply(disclosure: Disclosure, now: datetime, *, delayed: bool) -> flow.Reply:
    return flow.Reply(
        _outcome(disclosure, now, delayed=delayed).model_dump(mode="json"),
        disclosure.ticket if isinstance(disclosure, Postponed) else None,
        disclosure.answer.model_dump_json() if isinstance(disclosure, Disclosed) else None,
    )


def _outcome(disclosure: Disclosure, now: datetime, *, delayed: bool) -> Outcome:
    match disclosure:
        case Disclosed():
            return Answered(at=now, delayed=delayed)
        case Postponed():
            return Later(expected_at=disclosure.expected_at)
        case OnPaper():
            return Written(place=disclosure.place, how=disclosure.how)
        case NothingHeld():
            return NoneHeld()
        case Refused():
            return NotDisclosed()
        case Unavailable():
            return HolderError()
        case _:
            assert_never(disclosure)
