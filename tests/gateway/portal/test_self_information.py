"""わたしの情報 over the wire: six outcomes, masked until opened, gone when it has to be gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from gateway.app import information_holder, sweep
from gateway.contract.self_information import Holder, ItemList, RequestDetail, RequestList
from gateway.portal.catalogue import catalogue
from gateway.portal.holder import Disclosure, InformationHolder, RecordsDisclosure, Unavailable
from gateway.portal.schema import folder_requests
from gateway.portal.unconnected import Unconnected
from tests.gateway.portal.counter import Counter, enter
from tests.parts.authority import Authority
from tests.parts.house import AtTerminal, House, TurnedClock, build_house, problem, settings, with_parts


def rows_kept(house: House) -> int:
    with house.parts.store.read() as conn:
        return conn.execute(select(func.count()).select_from(folder_requests)).scalar_one()


def test_the_list_of_items(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    everything = ItemList.model_validate(counter.get("/v1/self-information/items"))
    assert len(everything.items) == 61
    assert len(everything.fields) == 7
    assert "komorebi" in {holder.id for holder in everything.holders}
    found = counter.get("/v1/self-information/items", q="ｲﾘｮｳﾋ", field="health")
    assert found["items"][0]["title"]["ja"] == "医療費"
    assert counter.get("/v1/self-information/items", q="ぞうきばやし")["items"] == []


def test_nothing_without_a_session_or_an_account(kiosk: AtTerminal) -> None:
    paths = [
        ("GET", "/v1/self-information/items"),
        ("GET", "/v1/self-information/requests"),
        ("GET", "/v1/self-information/requests/" + "0" * 32),
        ("GET", "/v1/provision-records/requests"),
        ("GET", "/v1/provision-records/requests/" + "0" * 32),
        ("GET", "/v1/operations"),
    ]
    without_account = kiosk.log_in()
    for method, path in paths:
        assert problem(kiosk.client.request(method, path)) == (401, "session-over")
        assert problem(kiosk.client.request(method, path, headers=without_account)) == (403, "account-needed")
    ask: dict[str, Any] = {"json": {"item": "1"}}
    assert problem(kiosk.client.post("/v1/self-information/requests", **ask)) == (401, "session-over")
    answer = kiosk.client.post("/v1/self-information/requests", headers=without_account, **ask)
    assert problem(answer) == (403, "account-needed")


def test_masked_until_opened(kiosk: AtTerminal) -> None:
    counter = enter(kiosk, "katsuragi-miyabi")
    asked = counter.ask("1")
    assert asked["outcome"] == {"kind": "answered", "at": asked["requested_at"], "delayed": False}
    assert asked["read"] is False
    assert "葛" not in json.dumps([asked, counter.requests()], ensure_ascii=False)
    opened = RequestDetail.model_validate(counter.read(asked["id"]))
    assert opened.answer is not None
    values = [row.value for section in opened.answer.sections for row in section.rows]
    assert "\u845b\U000e0102\u57ce\u3000雅" in values
    assert opened.request.read is True
    assert counter.requests()[0]["read"] is True


def test_six_outcomes(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    asked = {item: counter.ask(item) for item in ("2", "7-6", "3-15", "3-3", "4-4", "6-6")}
    assert {item: request["outcome"]["kind"] for item, request in asked.items()} == {
        "2": "answered",
        "7-6": "later",
        "3-15": "written",
        "3-3": "none_held",
        "4-4": "not_disclosed",
        "6-6": "error",
    }
    assert asked["3-15"]["outcome"]["place"]["ja"]
    assert asked["3-15"]["outcome"]["how"]["en"]
    for request in asked.values():
        detail = counter.read(request["id"])
        assert (detail["answer"] is not None) == (request["outcome"]["kind"] == "answered")
    assert RequestList.model_validate({"requests": counter.requests()})


def test_what_needs_no_opening_counts_as_read(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    assert [counter.ask(item)["read"] for item in ("3-15", "3-3", "4-4", "6-6")] == [True] * 4
    assert [counter.ask(item)["read"] for item in ("2", "7-6")] == [False] * 2


def test_later(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    asked = counter.ask("7-6")
    assert datetime.fromisoformat(asked["outcome"]["expected_at"]) == clock() + timedelta(seconds=60)
    waiting = counter.read(asked["id"])
    assert waiting["answer"] is None
    assert waiting["request"]["read"] is False
    clock.turn(seconds=59)
    assert counter.requests()[0]["outcome"]["kind"] == "later"
    clock.turn(seconds=1)
    arrived = counter.requests()[0]
    assert arrived["id"] == asked["id"]
    assert arrived["outcome"]["kind"] == "answered"
    assert arrived["outcome"]["delayed"] is True
    assert arrived["read"] is False
    assert counter.read(asked["id"])["answer"]["item"] == "7-6"


def test_later_survives_the_session(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    asked = counter.ask("7-6")
    counter.log_out()
    clock.turn(days=3)
    counter.come_back()
    assert counter.read(asked["id"])["answer"] is not None


def test_what_is_awaited_is_not_asked_twice(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    first = counter.ask("7-6")
    assert counter.ask("7-6") == first
    assert counter.ask("7-4")["id"] != first["id"]
    clock.turn(seconds=60)
    counter.requests()
    assert counter.ask("7-6")["id"] != first["id"]


def test_two_at_once_collect_one_answer(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    id = counter.ask("7-6")["id"]
    clock.turn(seconds=60)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(counter.read, [id] * 4))
    assert all(each["answer"] == opened[0]["answer"] is not None for each in opened)


def test_another_holder(kiosk: AtTerminal) -> None:
    counter = enter(kiosk, "sample-maria")
    before = counter.ask("2", holder="sazanami")
    assert before["holder"]["id"] == "sazanami"
    here, there = counter.read(counter.ask("2")["id"]), counter.read(before["id"])
    years = [[section["period"] for section in each["answer"]["sections"]] for each in (here, there)]
    assert years == [["2026"], ["2025", "2024"]]
    assert counter.ask("2", holder="pension")["outcome"]["kind"] == "none_held"


# What must be gone


def test_log_out_takes_what_was_read(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    read, unread, awaited = counter.ask("1"), counter.ask("2"), counter.ask("7-6")
    counter.ask("3-3")
    counter.read(read["id"])
    counter.log_out()
    assert rows_kept(kiosk.house) == 2
    counter.come_back()
    assert {request["id"] for request in counter.requests()} == {unread["id"], awaited["id"]}
    assert problem(counter.request("GET", f"/v1/self-information/requests/{read['id']}")) == (404, "not-found")


def test_automatic_log_out_takes_it_too(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    counter.read(counter.ask("1")["id"])
    clock.turn(seconds=600)
    assert problem(counter.request("GET", "/v1/self-information/requests")) == (401, "session-over")
    assert rows_kept(kiosk.house) == 0


def test_the_sweep_takes_it_when_nobody_comes_back(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    counter.read(counter.ask("1")["id"])
    clock.turn(seconds=600)
    sweep(kiosk.house.parts)
    assert rows_kept(kiosk.house) == 0


def test_a_new_log_in_elsewhere_takes_it(house: House, kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    counter.read(counter.ask("1")["id"])
    with house.terminal("kiosk-02") as elsewhere:
        there = Counter(elsewhere, counter.card, elsewhere.log_in(counter.card))
        assert there.requests() == []
    assert rows_kept(house) == 0


def test_what_another_session_read_is_hidden_even_if_it_was_left_behind(
    house: House, authority: Authority, clock: TurnedClock
) -> None:
    """A gateway that forgot to clear at the end of a session still shows nothing of it."""
    forgetful = build_house(house.parts.store, authority, clock, at_end=())
    with forgetful.terminal() as kiosk:
        counter = enter(kiosk)
        asked = counter.ask("1")
        counter.read(asked["id"])
        counter.log_out()
        assert rows_kept(forgetful) == 1
        counter.come_back()
        assert counter.requests() == []
        assert problem(counter.request("GET", f"/v1/self-information/requests/{asked['id']}")) == (404, "not-found")


@pytest.mark.parametrize("item", ["1", "7-6"])
def test_unread_goes_after_a_year(kiosk: AtTerminal, clock: TurnedClock, item: str) -> None:
    counter = enter(kiosk)
    counter.ask(item)
    counter.log_out()
    clock.turn(days=365, seconds=-1)
    sweep(kiosk.house.parts)
    assert rows_kept(kiosk.house) == 1
    counter.come_back()
    if item == "1":
        assert len(counter.requests()) == 1
    counter.log_out()
    clock.turn(days=365)
    # Also before any sweep nobody sees it.
    counter.come_back()
    assert counter.requests() == []
    sweep(kiosk.house.parts)
    assert rows_kept(kiosk.house) == 0


def test_the_year_of_a_later_answer_begins_with_its_arrival(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    counter.ask("7-6")
    counter.log_out()
    clock.turn(days=100)
    counter.come_back()
    counter.requests()
    counter.log_out()
    clock.turn(days=300)
    sweep(kiosk.house.parts)
    counter.come_back()
    assert len(counter.requests()) == 1


# What must not be possible


def test_nobody_sees_another_folder(house: House, kiosk: AtTerminal) -> None:
    fumi = enter(kiosk)
    id = fumi.ask("1")["id"]
    with house.terminal("kiosk-02") as elsewhere:
        taro = enter(elsewhere, "mihon-taro")
        assert taro.requests() == []
        assert problem(taro.request("GET", f"/v1/self-information/requests/{id}")) == (404, "not-found")
        assert problem(taro.request("GET", f"/v1/provision-records/requests/{id}")) == (404, "not-found")
    assert fumi.requests()[0]["read"] is False


NONSENSE: tuple[Any, ...] = (
    {},
    {"item": "8"},
    {"item": "7-99"},
    {"item": "1\n"},
    {"item": 1},
    {"item": None},
    {"item": "1", "holder": "nobody"},
    {"item": "1", "holder": 5},
    {"item": "1", "holder": "x" * 41},
    {"item": "1", "more": True},
    [],
    "1",
)


def test_nonsense_is_refused(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    for body in NONSENSE:
        answer = counter.request("POST", "/v1/self-information/requests", json=body)
        assert problem(answer) == (422, "invalid-request"), body
        assert "nobody" not in answer.text
    assert rows_kept(kiosk.house) == 0


def test_ids_have_a_form(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    for id in ("x", "0" * 31, "0" * 33, "A" * 32, "..", "%00" * 10):
        answer = counter.request("GET", f"/v1/self-information/requests/{id}")
        assert problem(answer) in ((422, "invalid-request"), (404, "not-found"), (400, "malformed-request")), id


def test_too_long_a_search_is_refused(kiosk: AtTerminal) -> None:
    answer = enter(kiosk).request("GET", "/v1/self-information/items", params={"q": "あ" * 101})
    assert problem(answer) == (422, "invalid-request")
    assert "あ" not in answer.text


# Who is asked


@dataclass
class Watched:
    """The sandbox, with something happening whenever it is asked."""

    real: InformationHolder
    on_ask: Callable[[], None]

    def holders(self) -> tuple[Holder, ...]:
        return self.real.holders()

    def usual_holder(self, person: str, item: str) -> Holder:
        return self.real.usual_holder(person, item)

    def ask(self, person: str, item: str, holder: str, at: datetime) -> Disclosure:
        self.on_ask()
        return self.real.ask(person, item, holder, at)

    def collect(self, person: str, ticket: str, at: datetime) -> Disclosure:
        self.on_ask()
        return self.real.collect(person, ticket, at)

    def ask_records(self, person: str, first: date, last: date, at: datetime) -> RecordsDisclosure:
        self.on_ask()
        return self.real.ask_records(person, first, last, at)

    def collect_records(self, person: str, ticket: str, at: datetime) -> RecordsDisclosure:
        self.on_ask()
        return self.real.collect_records(person, ticket, at)


def watched(house: House, on_ask: Callable[[], None]) -> House:
    return with_parts(house, information=Watched(house.parts.information, on_ask))


def test_nothing_is_locked_while_a_holder_thinks(house: House, clock: TurnedClock) -> None:
    """Somebody else can write meanwhile (on SQLite any open transaction of ours would keep her out)."""
    written = []

    def write() -> None:
        with house.parts.store.write() as conn:
            written.append(conn.execute(select(func.count()).select_from(folder_requests)).scalar_one())

    with watched(house, write).terminal() as kiosk:
        counter = enter(kiosk)
        counter.ask("1")
        counter.ask("7-6")
        clock.turn(seconds=60)
        counter.requests()
        counter.ask_records("2026-11-01", "2026-11-21")
    assert len(written) == 4


def test_an_answer_for_somebody_who_left_is_not_kept(house: House, clock: TurnedClock) -> None:
    with watched(house, lambda: clock.turn(seconds=600)).terminal() as kiosk:
        counter = enter(kiosk)
        answer = counter.request("POST", "/v1/self-information/requests", json={"item": "1"})
        assert problem(answer) == (401, "session-over")
    assert rows_kept(house) == 0


def test_a_stranger_with_a_trusted_card_has_nothing_anywhere(house: House, authority: Authority) -> None:
    foreign = Authority("foreign", organization="ANOTHER-JPKI")
    both = build_house(house.parts.store, authority, house.clock, anchors=(foreign.certificate,))
    with both.terminal() as kiosk:
        counter = Counter(kiosk, foreign.card(), kiosk.log_in(foreign.card(), nickname="たびびと"))
        outcomes = {counter.ask(item.no)["outcome"]["kind"] for item in catalogue().items}
        assert outcomes == {"none_held"}
        asked = counter.ask_records("2026-01-01", "2026-11-21")
        assert counter.read_records(asked["id"])["records"] == []


def test_production_asks_nobody_of_the_sandbox() -> None:
    made = settings("sqlite:///x", profile="production", revocation={"kind": "crl", "path": "crls"})
    holder = information_holder(made)
    assert isinstance(holder, Unconnected)
    assert holder.ask("anybody", "1", holder.usual_holder("anybody", "1").id, TurnedClock()()) == Unavailable()


def test_answers_outlive_the_list_of_holders_they_came_from(house: House, kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    asked = counter.ask("1")
    with with_parts(house, information=Unconnected()).terminal(kiosk.terminal.id) as later:
        counter.at = later
        assert counter.requests()[0]["holder"]["id"] == "komorebi"
        assert counter.read(asked["id"])["answer"] is not None
        assert counter.ask("1")["outcome"]["kind"] == "error"
