"""やりとり履歴: which office asked which office for what about me, in a period of my choice."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from gateway.contract.provision_records import ProvisionRecord, RecordsRequest
from gateway.contract.self_information import Answered, HolderError, Later
from kiosk.effects import ListRecordsRequests, NoWayBack, ReadRecords, RequestRecords, Today
from kiosk.journey import Journey
from kiosk.journeys import provision_records_pages as pages
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.self_information import show_item
from kiosk.journeys.ways_out import until_back
from kiosk.portal_outcomes import Records, RecordsRequests
from kiosk.rules.periods import Period, PeriodFault, between, last_months, one_day, this_month
from screens.page import Banner


def provision_records() -> Journey[None]:
    """A period, or an earlier request; then the records, then one of them."""
    today: date = yield Today()
    while True:
        choice = yield pages.which_period(today)
        match choice:
            case "earlier":
                yield from until_back(_earlier())
            case "own":
                yield from until_back(_ask((yield from _own_period(today))))
            case _:
                yield from until_back(_ask(_known_period(choice, today)))


def _known_period(choice: str, today: date) -> Period:
    match choice:
        case "today":
            return one_day(today)
        case "month":
            return this_month(today)
        case "three_months":
            return last_months(today, 3)
        case _:
            return last_months(today, 12)


def _own_period(today: date) -> Journey[Period]:
    note: Banner | None = None
    while True:
        first: date = yield pages.first_day(today, note)
        last: date = yield pages.last_day(first, today)
        period = between(first, last, today)
        if not isinstance(period, PeriodFault):
            return period
        note = pages.period_refused(period)


def _ask(period: Period) -> Journey[None]:
    made = yield from ask_gateway(RequestRecords(period.first, period.last), Records)
    yield from _show(made.request)


def _show(request: RecordsRequest) -> Journey[None]:
    match request.outcome:
        case Answered():
            read = yield from ask_gateway(ReadRecords(request.id), Records)
            if read.records is None:
                yield pages.no_answer(request)
            else:
                yield from _show_records(request, read.records)
        case Later():
            yield pages.later(request, request.outcome)
        case HolderError():
            yield pages.no_answer(request)
        case outcome:
            assert_never(outcome)
    yield NoWayBack()


def _show_records(request: RecordsRequest, records: tuple[ProvisionRecord, ...]) -> Journey[None]:
    while True:
        choice = yield pages.records(request, records)
        record = next(record for record in records if record.id == choice)
        yield from until_back(_show_record(record))


def _show_record(record: ProvisionRecord) -> Journey[None]:
    choice = yield pages.record(record)
    if isinstance(choice, str) and choice.startswith(pages.ITEM_KEY):
        exchanged = record.items[int(choice.removeprefix(pages.ITEM_KEY))]
        yield from show_item(exchanged.item, exchanged.holder.id)
    yield NoWayBack()


def _earlier() -> Journey[None]:
    while True:
        known = yield from ask_gateway(ListRecordsRequests(), RecordsRequests)
        choice = yield pages.earlier(known.requests)
        yield from until_back(_show(next(request for request in known.requests if request.id == choice)))
