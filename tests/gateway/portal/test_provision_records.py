"""やりとり履歴 over the wire: by day or period, now or later, and withheld records without a trace."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.contract.provision_records import RecordsDetail, RecordsRequestList
from gateway.sandbox import exchanges
from gateway.sandbox.municipality import SandboxMunicipality
from gateway.sandbox.town import Town, komorebi
from tests.gateway.portal.counter import Counter, enter
from tests.parts.house import AtTerminal, House, TurnedClock, problem, with_parts

YEAR = ("2025-12-01", "2026-11-21")


def test_a_period(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    asked = counter.ask_records(*YEAR)
    assert asked["outcome"]["kind"] == "answered"
    assert (asked["from"], asked["to"], asked["read"]) == (*YEAR, False)
    assert "records" not in asked
    detail = RecordsDetail.model_validate(counter.read_records(asked["id"]))
    assert detail.records
    assert detail.records == tuple(sorted(detail.records, key=lambda record: record.at, reverse=True))
    assert all(record.asked_by != record.given_by for record in detail.records)
    assert RecordsRequestList.model_validate({"requests": counter.records_requests()}).requests[0].read is True


def test_a_day(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    year = counter.read_records(counter.ask_records(*YEAR)["id"])["records"]
    day = year[0]["at"][:10]
    assert counter.read_records(counter.ask_records(day, day)["id"])["records"] == year[:1]


def test_old_ones_come_later(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    asked = counter.ask_records("2024-04-01", "2026-11-21")
    assert asked["outcome"]["kind"] == "later"
    assert counter.read_records(asked["id"])["records"] is None
    clock.turn(seconds=60)
    assert counter.records_requests()[0]["outcome"]["delayed"] is True
    assert len(counter.read_records(asked["id"])["records"]) > 2


def test_from_a_record_to_what_was_exchanged(kiosk: AtTerminal) -> None:
    counter = enter(kiosk, "sample-maria")
    found = counter.read_records(counter.ask_records(*YEAR)["id"])["records"]
    provided = [record for record in found if record["result"] == "provided"]
    holders = set()
    for record in provided:
        for exchanged in record["items"]:
            asked = counter.ask(exchanged["item"], holder=exchanged["holder"]["id"])
            assert asked["outcome"]["kind"] == "answered"
            assert asked["title"] == exchanged["title"]
            assert counter.read(asked["id"])["answer"]["sections"]
            holders.add(exchanged["holder"]["id"])
    assert "sazanami" in holders


def test_log_out_takes_what_was_read(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    read, unread = counter.ask_records(*YEAR), counter.ask_records("2026-10-01", "2026-11-21")
    counter.read_records(read["id"])
    counter.log_out()
    counter.come_back()
    assert [request["id"] for request in counter.records_requests()] == [unread["id"]]


def test_services_do_not_mix(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    id = counter.ask_records(*YEAR)["id"]
    assert counter.requests() == []
    assert problem(counter.request("GET", f"/v1/self-information/requests/{id}")) == (404, "not-found")


NONSENSE: tuple[Any, ...] = (
    {"from": "2026-11-02", "to": "2026-11-01"},
    {"from": "2026-02-30", "to": "2026-11-01"},
    {"from": "2026-01-01"},
    {"from": "令和8年1月1日", "to": "2026-11-01"},
    {"from": "2026-01-01", "to": "2026-11-01", "all": True},
    {},
)


def test_nonsense_is_refused(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    for body in NONSENSE:
        answer = counter.request("POST", "/v1/provision-records/requests", json=body)
        assert problem(answer) == (422, "invalid-request"), body
    assert counter.records_requests() == []


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31")])
def test_the_ends_of_the_calendar(kiosk: AtTerminal, clock: TurnedClock, first: str, last: str) -> None:
    counter = enter(kiosk)
    asked = counter.ask_records(first, last)
    clock.turn(seconds=60)
    assert counter.read_records(asked["id"])["records"] is not None


# 不開示フラグ


def never_flagged(resident: str) -> Town:
    """The same town, in which nothing is withheld from this resident."""
    households = [
        replace(h, members=tuple(replace(m, withheld=frozenset()) if m.id == resident else m for m in h.members))
        for h in komorebi().households
    ]
    return Town(tuple(households))


def everything_said(counter: Counter, period: tuple[str, str]) -> list[str]:
    """All the answers there are about provision records, without ids of requests."""
    asked = counter.request("POST", "/v1/provision-records/requests", json={"from": period[0], "to": period[1]})
    listed = counter.request("GET", "/v1/provision-records/requests")
    opened = counter.request("GET", f"/v1/provision-records/requests/{asked.json()['id']}")
    said = []
    for answer in (asked, listed, opened):
        headers = sorted((name, value) for name, value in answer.headers.items())
        said.append(re.sub(r'"id":"[0-9a-f]{32}"', '"id":"…"', f"{answer.status_code} {headers} {answer.text}"))
    return said


@pytest.mark.parametrize("period", [YEAR, ("2026-02-16", "2026-02-16"), ("2025-01-01", "2026-11-21")])
def test_withheld_records_leave_no_trace(
    house: House, kiosk: AtTerminal, monkeypatch: pytest.MonkeyPatch, period: tuple[str, str]
) -> None:
    """What she is told is, byte for byte, what she would be told if those exchanges had never been."""
    counter = enter(kiosk, "kamei-akari")
    withheld = next(resident.withheld for resident in komorebi().residents if resident.id == "kamei-akari")
    told = []
    for never_happened in (False, True):
        town = komorebi()
        if never_happened:
            rest = tuple(each for each in exchanges._exchanges() if each.id not in withheld)
            monkeypatch.setattr(exchanges, "_exchanges", lambda rest=rest: rest)
            town = never_flagged("kamei-akari")
        with with_parts(house, information=SandboxMunicipality(timedelta(0), town)).terminal() as there:
            counter.at = there
            counter.come_back()
            told.append(everything_said(counter, period))
            counter.log_out()
    assert told[0] == told[1]


def test_flagged_exchanges_exist(house: House, kiosk: AtTerminal) -> None:
    """Otherwise the test above would prove nothing: the days on which they happened show nothing of them."""
    counter = enter(kiosk, "kamei-akari")
    seen = counter.read_records(counter.ask_records(*YEAR)["id"])["records"]
    unhidden = SandboxMunicipality(timedelta(0), never_flagged("kamei-akari"))
    with with_parts(house, information=unhidden).terminal() as there:
        counter.at = there
        everything = counter.read_records(counter.ask_records(*YEAR)["id"])["records"]
    hidden = [record for record in everything if record not in seen]
    assert len(hidden) == 2
    counter.at = kiosk
    for record in hidden:
        day = record["at"][:10]
        assert counter.read_records(counter.ask_records(day, day)["id"])["records"] == []


def test_everybody_gets_the_same_general_sentence(kiosk: AtTerminal, clock: TurnedClock) -> None:
    notices = set()
    for resident in ("kamei-akari", "reiji-fumi", "mihon-sakura"):
        counter = enter(kiosk, resident)
        for period in (YEAR, ("2026-11-21", "2026-11-21"), ("2024-01-01", "2026-11-21")):
            detail = counter.read_records(counter.ask_records(*period)["id"])
            notices.add(detail["notice"])
            assert set(detail) == {"request", "records", "notice"}
            assert set(detail["request"]) == {"id", "from", "to", "requested_at", "outcome", "read"}
    assert notices == {"provision_records.general"}
