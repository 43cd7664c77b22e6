"""やりとり履歴: periods, answers now and later, one record, the jump to what was exchanged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.contract.provision_records import ProvisionRecord
from gateway.contract.self_information import Answer, HolderError, Later
from gateway.portal.holder import DisclosedRecords
from gateway.sandbox.municipality import SandboxMunicipality
from gateway.sandbox.town import komorebi
from kiosk.effects import ReadRecords, RequestItem, RequestRecords
from kiosk.journeys import provision_records_pages as pages
from kiosk.journeys.provision_records import provision_records
from kiosk.portal_outcomes import Disclosure, Records, RecordsRequests
from screens.page import DateEntry, ListPage
from tests.kiosk.journeys.people import ANSWERED, HOLDER, NOW, TODAY, disclosure, records_request, request
from tests.kiosk.journeys.walking import BACK, Walk, keys, look_over, says

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def sandbox_records() -> tuple[ProvisionRecord, ...]:
    town = SandboxMunicipality(timedelta(minutes=10))
    for resident in komorebi().residents:
        if resident.subject:
            given = town.ask_records(resident.subject, date(2025, 11, 20), TODAY, AT)
            if isinstance(given, DisclosedRecords) and any(record.items for record in given.records):
                return given.records
    raise AssertionError("no resident of the sandbox has records")


RECORDS = sandbox_records()
WITH_ITEM = next(record for record in RECORDS if record.items)
MADE = Records(records_request(ANSWERED))
READ = Records(records_request(ANSWERED), RECORDS)


def looking() -> Walk:
    return Walk(provision_records).go(TODAY)


PERIODS = {
    "today": (TODAY, TODAY),
    "month": (date(2026, 11, 1), TODAY),
    "three_months": (date(2026, 8, 20), TODAY),
    "year": (date(2025, 11, 20), TODAY),
}


@pytest.mark.parametrize(("choice", "days"), PERIODS.items())
def test_usual_periods(choice: str, days: tuple[date, date]) -> None:
    assert looking().go(choice).effect == RequestRecords(*days)


def test_days_of_ones_own() -> None:
    walk = looking().go("own")
    assert isinstance(walk.page, DateEntry)
    assert walk.page.latest == "2026-11-20"
    walk.go(date(2026, 3, 1))
    assert isinstance(walk.page, DateEntry)
    assert walk.page.earliest == "2026-03-01"
    assert walk.go(date(2026, 3, 31)).effect == RequestRecords(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "始まりの日より前"),
        (date(2026, 3, 2), date(2027, 3, 1), "きょうより後"),
        (date(2016, 3, 2), date(2026, 3, 1), "平成29年7月18日より前"),
    ],
)
def test_days_that_are_no_period(first: date, last: date, why: str) -> None:
    walk = looking().go("own", first, last)
    assert walk.at == "provision_records.first_day"
    assert why in says(walk.page)


def test_a_record_is_opened_and_hidden_again() -> None:
    walk = looking().go("year", MADE, READ)
    assert walk.at == "provision_records.list"
    assert isinstance(walk.page, ListPage)
    assert walk.page.masked
    walk.go(WITH_ITEM.id)
    assert walk.at == "provision_records.record"
    shown = says(walk.page)
    for value in (WITH_ITEM.asked_by.name.ja, WITH_ITEM.given_by.name.ja, WITH_ITEM.affair.ja, WITH_ITEM.legal_ground):
        assert value.replace(" ", "") in shown
    assert walk.go("hide").at == "provision_records.list"
    assert walk.go(BACK).at == "provision_records.period"


def test_back_never_shows_what_was_left() -> None:
    walk = looking().go("year", MADE, READ, WITH_ITEM.id, "hide", BACK)
    assert walk.at == "provision_records.period"
    assert walk.trail.count("provision_records.record") == 1


def test_the_jump_to_what_was_exchanged() -> None:
    walk = looking().go("year", MADE, READ, WITH_ITEM.id)
    assert f"{pages.ITEM_KEY}0" in keys(walk.page)
    walk.go(f"{pages.ITEM_KEY}0")
    exchanged = WITH_ITEM.items[0]
    assert walk.effect == RequestItem(exchanged.item, exchanged.holder.id)
    answer = Answer(item=exchanged.item, holder=HOLDER, as_of=TODAY, sections=())
    walk.go(disclosure(ANSWERED), Disclosure(request(ANSWERED), answer))
    assert walk.at == "self_information.answer"
    assert walk.go("hide").at == "provision_records.list"


def test_answers_that_come_later_or_not() -> None:
    later = looking().go("year", Records(records_request(Later(expected_at=NOW))))
    assert later.at == "provision_records.later"
    assert later.go("on").at == "provision_records.period"
    assert looking().go("year", Records(records_request(HolderError()))).at == "provision_records.error"
    assert looking().go("year", MADE, MADE).at == "provision_records.error"


def test_earlier_requests() -> None:
    known = RecordsRequests((records_request(ANSWERED, "a"), records_request(Later(expected_at=NOW), "b")))
    walk = looking().go("earlier", known, "a")
    assert walk.effect == ReadRecords("a")
    walk.go(READ, WITH_ITEM.id, "hide", BACK)
    assert walk.at == "ListRecordsRequests"
    assert walk.go(known, "b").at == "provision_records.later"
    assert walk.go("on", known, BACK).at == "provision_records.period"


def test_everybody_reads_the_same_sentence_about_what_is_not_here() -> None:
    """Whether something is withheld must not be told by any difference."""
    notice = "すべてのやりとりがここに出るとはかぎりません"
    for records in ((), RECORDS[:1], RECORDS):
        page = pages.records(records_request(ANSWERED), records)
        look_over(page)
        assert says(page).count(notice) == 1
    for record in RECORDS:
        page = pages.record(record)
        look_over(page)
        assert says(page).count(notice) == 1
