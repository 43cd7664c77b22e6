"""The pages of やりとり履歴."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from gateway.contract.provision_records import ProvisionRecord, RecordsRequest
from gateway.contract.self_information import Answered, HolderError, Later
from kiosk.journeys.wording import label
from kiosk.rules.periods import EARLIEST, PeriodFault
from screens.page import Banner, Choose, DateEntry, Document, ListPage, Option, Page, Row, Tone, Trouble
from screens.phrase import Data, Msg, Text, msg

SERVICE = msg("records-service")
ITEM_KEY = "item:"
HIDE_AFTER_S = 60

GENERAL_NOTICE = msg("records-general-notice")
"""The same for everybody, whether something is withheld or not: it must not tell which."""


def which_period(today: date) -> Page:
    """The usual periods, days of one's own, or an earlier request."""
    return Choose(
        name="provision_records.period",
        service=SERVICE,
        icon="send",
        heading=msg("records-period-heading"),
        explanation=msg("look-around"),
        hint=msg("choosing-goes-on"),
        options=(
            Option(key="today", title=msg("records-today"), text=msg("value-day", day=today), icon="clock"),
            Option(key="month", title=msg("records-month"), text=msg("value-month", day=today), icon="clock"),
            Option(key="three_months", title=msg("records-three-months"), icon="clock"),
            Option(key="year", title=msg("records-year"), icon="clock"),
            Option(key="own", title=msg("records-own"), icon="pencil"),
            Option(key="earlier", title=msg("records-earlier"), text=msg("records-earlier-text"), icon="box"),
        ),
    )


def first_day(today: date, note: Banner | None) -> Page:
    """From which day."""
    return _day("first_day", msg("records-first-day-heading"), EARLIEST, today, note)


def last_day(first: date, today: date) -> Page:
    """To which day; never before the first."""
    return _day("last_day", msg("records-last-day-heading"), first, today, None)


def _day(name: str, heading: Text, earliest: date, latest: date, note: Banner | None) -> Page:
    return DateEntry(
        name=f"provision_records.{name}",
        service=SERVICE,
        icon="send",
        heading=heading,
        banner=note,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
    )


def period_refused(fault: PeriodFault) -> Banner:
    """Why the two days are no period."""
    match fault:
        case PeriodFault.BACKWARDS:
            return Banner("warn", msg("records-backwards"))
        case PeriodFault.IN_FUTURE:
            return Banner("warn", msg("records-in-future"))
        case PeriodFault.TOO_EARLY:
            return Banner("warn", msg("records-too-early", day=EARLIEST))
        case _:
            assert_never(fault)


def records(request: RecordsRequest, known: tuple[ProvisionRecord, ...]) -> Page:
    """The records of a period; who and what stays hidden until one is opened."""
    return ListPage(
        name="provision_records.list",
        service=SERVICE,
        icon="send",
        heading=msg("records-list-heading"),
        explanation=GENERAL_NOTICE,
        hint=msg("records-hidden-hint"),
        rows=tuple(
            Row(
                label=Msg("value-moment", {"at": record.at}, personal=True),
                value=label(record.asked_by.name, personal=True),
                key=record.id,
                icon="send",
            )
            for record in known
        ),
        row_action=msg("show"),
        masked=True,
        empty=Msg("records-empty", {"first": request.first, "last": request.last}, personal=True),
    )


def record(shown: ProvisionRecord) -> Page:
    """Who asked, who gave, why, what, when; each item exchanged can be looked at."""
    what = tuple(
        Row(label=msg("records-what"), value=label(item.title, personal=True), icon="paper") for item in shown.items
    )
    return Document(
        name="provision_records.record",
        service=SERVICE,
        icon="send",
        heading=msg("records-record-heading"),
        title=Msg("records-at", {"at": shown.at}, personal=True),
        rows=(
            Row(label=msg("records-asked-by"), value=label(shown.asked_by.name, personal=True)),
            Row(label=msg("records-given-by"), value=label(shown.given_by.name, personal=True)),
            Row(label=msg("records-why"), value=label(shown.affair, personal=True), text=Data(shown.legal_ground)),
            *what,
            Row(label=msg("records-result"), value=_result(shown), text=_mode(shown)),
        ),
        notes=(GENERAL_NOTICE,),
        action=msg("hide-to-list"),
        actions=tuple(
            Option(
                key=f"{ITEM_KEY}{at}", title=msg("records-look-at", item=label(item.title, personal=True)), icon="eye"
            )
            for at, item in enumerate(shown.items)
        ),
        hide_after_s=HIDE_AFTER_S,
    )


def _result(shown: ProvisionRecord) -> Text:
    return msg("records-provided") if shown.result == "provided" else msg("records-none-held")


def _mode(shown: ProvisionRecord) -> Text:
    return msg("records-immediate") if shown.mode == "immediate" else msg("records-batch")


def later(request: RecordsRequest, outcome: Later) -> Page:
    """The answer comes later."""
    return _outcome(
        "later",
        request,
        "info",
        msg("records-later-heading"),
        msg("records-later", at=outcome.expected_at),
        msg("records-later-do"),
    )


def no_answer(request: RecordsRequest) -> Page:
    """The system that keeps the records gave no answer."""
    return _outcome(
        "error", request, "warn", msg("records-error-heading"), msg("records-error"), msg("records-error-do")
    )


def _outcome(name: str, request: RecordsRequest, tone: Tone, heading: Text, happened: Text, to_do: Text) -> Page:
    return Trouble(
        name=f"provision_records.{name}",
        service=SERVICE,
        icon="send",
        heading=heading,
        explanation=_days(request),
        tone=tone,
        happened=happened,
        to_do=(to_do,),
        who=msg("records-who"),
        actions=(Option(key="on", title=msg("records-other-period"), icon="back"),),
    )


def _days(request: RecordsRequest) -> Text:
    return Msg("value-from-to", {"first": request.first, "last": request.last}, personal=True)


def earlier(requests: tuple[RecordsRequest, ...]) -> Page:
    """Earlier requests and how they stand."""
    return ListPage(
        name="provision_records.earlier",
        service=SERVICE,
        icon="send",
        heading=msg("records-earlier-heading"),
        hint=msg("records-hidden-hint"),
        rows=tuple(_earlier_row(request) for request in requests),
        row_action=msg("show"),
        empty=msg("records-earlier-empty"),
    )


def _earlier_row(request: RecordsRequest) -> Row:
    state, tone = _state(request)
    asked = Msg("self-information-asked-at", {"at": request.requested_at}, personal=True)
    return Row(label=_days(request), value=state, text=asked, key=request.id, state=tone)


def _state(request: RecordsRequest) -> tuple[Text, Tone]:
    match request.outcome:
        case Answered():
            return (msg("state-read"), "ok") if request.read else (msg("state-answered"), "ok")
        case Later():
            return msg("state-later"), "info"
        case HolderError():
            return msg("state-error"), "warn"
