"""What became of the paper: reports, reconciliation without names, and what the public page may know."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from gateway.certificates import issuing as issues
from gateway.certificates import reports
from gateway.certificates.reconciliation import as_json, as_text, reconcile
from gateway.certificates.schema import requests
from gateway.contract.certificates import VERSION_HEADER, IssueReport, NewIssue
from gateway.sandbox.town import komorebi
from gateway.sessions import Visit
from tests.gateway.certificates.desk import FREE, SEAL, WORKING_DAY, Desk, sit_down
from tests.parts.house import AtTerminal, House, TurnedClock, problem

COIN = {"way": "coin_unit", "state": "earned", "yen": 200, "sums": None}


def issued(desk: Desk) -> str:
    """The id of a new document."""
    id: str = desk.issue(SEAL).said["request_id"]
    return id


def test_issued_then_reported(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    id = issued(desk)
    answer = desk.report(id, "printed", payment=COIN)
    assert answer.json() == {
        "request_id": id,
        "state": "reported",
        "kind": "seal_registration",
        "report": {"result": "printed", "payment": COIN, "incident": None},
    }
    assert desk.state(id).json() == answer.json()
    # The same again changes nothing; a contradiction is refused.
    assert desk.report(id, "printed", payment=COIN).json() == answer.json()
    assert problem(desk.report(id, "not_printed", payment=COIN)) == (409, "issue-reported-otherwise")
    assert problem(desk.report(id, "printed", payment=FREE)) == (409, "issue-reported-otherwise")


def test_a_report_needs_no_session(kiosk: AtTerminal) -> None:
    """The session may be over long before the printer is."""
    desk = sit_down(kiosk)
    id = issued(desk)
    assert kiosk.client.delete("/v1/sessions/current", headers=desk.headers).status_code == 204
    assert desk.report(id).status_code == 200
    assert desk.state(id).json()["state"] == "reported"


@pytest.mark.parametrize(
    ("first", "later", "fits"),
    [
        (("unknown", "unclear"), ("printed", "earned"), True),
        (("unknown", "unclear"), ("not_printed", "owed"), True),
        (("printed", "due"), ("printed", "earned"), True),
        (("not_printed", "owed"), ("not_printed", "returned"), True),
        (("printed", "due"), ("not_printed", "nothing"), False),
        (("printed", "earned"), ("printed", "returned"), False),
        (("partly_printed", "owed"), ("printed", "owed"), False),
    ],
)
def test_only_what_was_open_can_be_settled(
    kiosk: AtTerminal, first: tuple[str, str], later: tuple[str, str], fits: bool
) -> None:
    desk = sit_down(kiosk)
    id = issued(desk)
    payments = [{"way": "coin_unit", "state": state, "yen": 200, "sums": None} for _, state in (first, later)]
    assert desk.report(id, first[0], payment=payments[0], incident="A-17").status_code == 200
    answer = desk.report(id, later[0], payment=payments[1])
    assert (answer.status_code == 200) == fits
    if fits:
        # The incident's number stays.
        assert answer.json()["report"] == {"result": later[0], "payment": payments[1], "incident": "A-17"}


@pytest.mark.parametrize(
    ("first", "later", "fits"),
    [
        ((0, 0, 0), (0, 0, 10), True),  # a coin that fell in behind the last reading
        ((0, 300, 0), (0, 300, 50), True),
        ((200, 300, 0), (200, 300, 50), True),
        ((200, 300, 0), (150, 350, 0), True),  # a coin that came out behind it
        ((200, 300, 0), (200, 100, 0), False),
        ((0, 300, 0), (200, 100, 0), False),
        ((200, 0, 0), (0, 0, 0), False),
    ],
)
def test_what_was_counted_since_may_follow(
    kiosk: AtTerminal, first: tuple[int, int, int], later: tuple[int, int, int], fits: bool
) -> None:
    """kept, returned, owed; the counters of a coin unit only go up."""
    desk = sit_down(kiosk)
    id = issued(desk)
    result = "printed" if first[0] else "not_printed"
    assert desk.report(id, result, payment=_coins(*first)).status_code == 200
    assert (desk.report(id, result, payment=_coins(*later)).status_code == 200) == fits


def _coins(kept: int, returned: int, owed: int) -> dict[str, Any]:
    state, yen = "nothing", 0
    for name, part in (("returned", returned), ("earned", kept), ("owed", owed)):
        if part:
            state, yen = name, part
    sums = {"kept": kept, "returned": returned, "owed": owed, "unclear": 0}
    return {"way": "coin_unit", "state": state, "yen": yen, "sums": sums}


def test_a_request_can_be_given_up_but_not_printed(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    assert problem(desk.ask(SEAL, 1, request_id=id)) == (409, "issue-fee-changed")
    assert problem(desk.report(id, "printed")) == (409, "issue-reported-otherwise")
    assert desk.report(id, "not_printed").json()["state"] == "reported"
    assert problem(desk.report(str(uuid.uuid4()))) == (404, "not-found")


def test_who_gave_up_gets_nothing_any_more(kiosk: AtTerminal, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal's time was up while the gateway was still at it: the permission is void."""
    desk = sit_down(kiosk)
    id = str(uuid.uuid4())
    claim = issues._claim

    def claim_and_lose_patience(visit: Visit, version: str, new: NewIssue) -> None:
        claim(visit, version, new)
        told = IssueReport.model_validate({"result": "not_printed", "payment": FREE})
        reports.report(visit.conn, visit.terminal, id, told, visit.now)

    monkeypatch.setattr(issues, "_claim", claim_and_lose_patience)
    answer = desk.ask(SEAL, request_id=id)
    assert problem(answer) == (409, "issue-id-used")
    with house.parts.store.read() as conn:
        assert conn.execute(select(requests.c.inquiry_number)).scalar_one() is None


def report_of(house: House) -> Any:
    """The reconciliation of the day."""
    with house.parts.store.read() as conn:
        return reconcile(conn, WORKING_DAY, WORKING_DAY)


def test_reconciliation(kiosk: AtTerminal, house: House, clock: TurnedClock) -> None:
    desk = sit_down(kiosk)
    printed = issued(desk)
    desk.report(printed, payment=COIN)
    clock.turn(seconds=1)
    assert problem(desk.ask(SEAL, 1))[1] == "issue-fee-changed"
    clock.turn(seconds=1)
    void = issued(desk)
    desk.report(void, "partly_printed", payment={**COIN, "state": "owed"}, incident="B-2")
    clock.turn(seconds=1)
    lost = issued(desk)
    found = report_of(house)
    assert found.counts() == {"issued": 1, "partly_printed": 1, "printed": 1, "refused": 1}
    assert found.yen() == {"earned": 200, "owed": 200}
    assert [line.id for line in found.unaccounted] == [void, lost]
    assert json.loads(as_json(found))["unaccounted"] == [void, lost]
    said = as_text(found)
    assert f"{lost}  2026-11-20 12:00:03  kiosk-01  seal_registration x1: issued, no word about money" in said
    assert "incident B-2" in said


@pytest.mark.parametrize(
    ("result", "payment", "fits"),
    [
        ("printed", COIN, True),
        ("printed", {**COIN, "state": "nothing", "yen": 0}, False),  # printed and not paid
        ("printed", {**COIN, "state": "returned"}, False),
        ("printed", {**COIN, "yen": 100}, False),
        ("not_printed", {**COIN, "state": "returned"}, True),
        ("not_printed", COIN, False),  # paid and not printed
        ("partly_printed", COIN, False),
    ],
)
def test_money_that_does_not_fit_the_paper_is_unaccounted(
    kiosk: AtTerminal, house: House, result: str, payment: dict[str, Any], fits: bool
) -> None:
    desk = sit_down(kiosk)
    desk.report(issued(desk), result, payment=payment)
    found = report_of(house)
    assert (found.unaccounted == ()) == fits
    assert fits or f"{payment['state']} {payment['yen']} of 200 yen" in as_text(found)


SHORT: dict[str, Any] = {
    "way": "coin_unit",
    "state": "owed",
    "yen": 200,
    "sums": {"kept": 200, "returned": 100, "owed": 200, "unclear": 0},
}


def test_every_yen_of_a_payment_is_in_the_report(kiosk: AtTerminal, house: House, clock: TurnedClock) -> None:
    """500 yen were put in for 200, the unit gave 100 back and then no more: the fee is kept, 200 yen are owed."""
    desk = sit_down(kiosk)
    short = issued(desk)
    assert desk.report(short, "printed", payment=SHORT).json()["report"]["payment"] == SHORT
    assert desk.state(short).json()["report"]["payment"] == SHORT
    found = report_of(house)
    assert found.yen() == {"earned": 200, "owed": 200, "returned": 100}
    assert [line.id for line in found.unaccounted] == [short]
    assert "printed, earned 200, returned 100, owed 200 of 200 yen" in as_text(found)
    [line] = json.loads(as_json(found))["requests"]
    assert [line[f"payment_{name}"] for name in ("kept", "returned", "owed", "unclear")] == [200, 100, 200, 0]
    # A clerk hands it back: then nothing is open.
    paid = {**SHORT, "state": "earned", "sums": {"kept": 200, "returned": 300, "owed": 0, "unclear": 0}}
    assert desk.report(short, "printed", payment=paid).status_code == 200
    found = report_of(house)
    assert (found.yen(), found.unaccounted) == ({"earned": 200, "returned": 300}, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "earned"},
        {"state": "nothing", "yen": 0},
        {"yen": 300},
        {"sums": {**SHORT["sums"], "unclear": 100}},
        {"sums": {**SHORT["sums"], "owed": -1}},
        {"sums": {"kept": 200}},
    ],
    ids=str,
)
def test_a_report_that_says_two_things_about_the_money(kiosk: AtTerminal, wrong: dict[str, Any]) -> None:
    desk = sit_down(kiosk)
    assert desk.report(issued(desk), "printed", payment=SHORT | wrong).status_code in (400, 422)


def test_reconciliation_names_nobody(kiosk: AtTerminal, house: House) -> None:
    people = ("mihon-taro", "reiji-fumi", "katsuragi-miyabi")
    for resident in people:
        desk = sit_down(kiosk, resident)
        desk.report(issued(desk))
    said = as_text(report_of(house)) + as_json(report_of(house))
    town = komorebi()
    for person in town.residents:
        for secret in (person.name, person.name.split("　")[0], person.kana, person.subject, person.id):
            assert not secret or secret not in said


def test_days_are_japans(kiosk: AtTerminal, house: House, clock: TurnedClock) -> None:
    clock.turn(hours=-4)  # 8:00 in Japan is the day before in UTC
    issued(sit_down(kiosk))
    assert len(report_of(house).lines) == 1
    with house.parts.store.read() as conn:
        day_before = WORKING_DAY - timedelta(days=1)
        assert reconcile(conn, day_before, day_before).lines == ()


def test_inquiries(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk)
    document = desk.issue(SEAL)
    number, id = document.said["inquiry_number"], document.said["request_id"]

    def standing() -> str | None:
        with house.parts.store.read() as conn:
            found = reports.by_inquiry_number(conn, number)
            return found.standing if found else None

    assert standing() == "open"
    desk.report(id, "unknown")
    assert standing() == "open"
    desk.report(id, "partly_printed")
    assert standing() == "void"
    with house.parts.store.read() as conn:
        found = reports.by_inquiry_number(conn, number)
        assert found is not None
        assert (found.kind, found.issued_on, found.pages) == ("seal_registration", WORKING_DAY, 2)
        assert found.sha256 == document.said["sha256"]
        assert reports.by_inquiry_number(conn, "Z" * 16) is None


def test_every_request_is_in_one_row(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk)
    for _ in range(3):
        desk.report(issued(desk))
    with house.parts.store.read() as conn:
        assert conn.execute(select(func.count()).select_from(requests)).scalar_one() == 3


def test_a_terminal_too_old_for_new_documents_still_reports_its_last(kiosk: AtTerminal) -> None:
    desk = sit_down(kiosk)
    path, told = f"/v1/certificates/issues/{issued(desk)}", {"result": "printed", "payment": FREE}
    answer = kiosk.client.post(f"{path}/report", json=told, headers={VERSION_HEADER: "0.0.1"})
    assert answer.status_code == 200
    assert kiosk.client.get(path).json()["state"] == "reported"
