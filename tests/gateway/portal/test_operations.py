"""操作履歴: every act is there, by page, for 15 months."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from gateway.app import sweep
from gateway.contract.operations import OperationPage
from gateway.portal.operations import PAGE_SIZE, kept_since
from tests.gateway.portal.counter import Counter, enter
from tests.parts.house import NOON, AtTerminal, House, TurnedClock, problem


def page(counter: Counter, number: int = 1) -> OperationPage:
    return OperationPage.model_validate(counter.get("/v1/operations", page=number))


def test_every_act_is_written_down(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    clock.turn(seconds=1)
    counter.read(counter.ask("2")["id"])
    counter.read_records(counter.ask_records("2026-11-01", "2026-11-21")["id"])
    counter.log_out()
    counter.come_back()
    clock.turn(seconds=600)
    assert problem(counter.request("GET", "/v1/operations")) == (401, "session-over")
    counter.come_back()
    assert counter.acts() == [
        "account.logged_in",
        "account.timed_out",
        "account.logged_in",
        "account.logged_out",
        "provision_records.read",
        "provision_records.requested",
        "self_information.read",
        "self_information.requested",
        "account.opened",
    ]


def test_an_act_says_when_what_and_who(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    counter.ask("3-2")
    newest = page(counter).operations[0]
    assert newest.at == clock()
    assert newest.service_name.ja == "わたしの情報"
    assert newest.act_name.ja == "情報をもとめた"
    assert newest.subject is not None
    assert newest.subject.ja == "医療費"
    assert newest.actor == "self"


def test_what_is_still_awaited_has_not_been_read(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    counter.read(counter.ask("7-6")["id"])
    assert "self_information.read" not in counter.acts()


def test_pages(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    for _ in range(2 * PAGE_SIZE + 4):
        counter.ask("3-3")
    first, second, third = (page(counter, number) for number in (1, 2, 3))
    assert (first.pages, first.total) == (3, 2 * PAGE_SIZE + 5)
    assert [len(each.operations) for each in (first, second, third)] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert third.operations[-1].act == "account.opened"
    assert page(counter, 4).operations == ()
    assert page(counter, 100_000).operations == ()


def test_a_page_is_a_number_from_1(kiosk: AtTerminal) -> None:
    counter = enter(kiosk)
    for number in ("0", "-1", "x", "1.5", "100001", "9" * 30, ""):
        assert problem(counter.request("GET", f"/v1/operations?page={number}")) == (422, "invalid-request"), number


def test_fifteen_months(kiosk: AtTerminal, clock: TurnedClock) -> None:
    counter = enter(kiosk)
    counter.log_out()
    clock.turn(days=457)  # 21 February 2028: fifteen months
    counter.come_back()
    assert "account.opened" in counter.acts()
    counter.log_out()
    clock.turn(days=1)
    counter.come_back()
    assert "account.opened" not in counter.acts()
    sweep(kiosk.house.parts)
    assert page(counter).total == 3


def test_of_nobody_else(house: House, kiosk: AtTerminal) -> None:
    enter(kiosk).ask("2")
    with house.terminal("kiosk-02") as elsewhere:
        assert enter(elsewhere, "mihon-taro").acts() == ["account.opened"]


def test_the_example_of_the_decks() -> None:
    assert kept_since(datetime(2025, 5, 31, 9, tzinfo=UTC)) == datetime(2024, 2, 29, 9, tzinfo=UTC)
    assert kept_since(datetime(2026, 5, 31, 9, tzinfo=UTC)) == datetime(2025, 2, 28, 9, tzinfo=UTC)
    assert kept_since(datetime(2026, 11, 21, 3, tzinfo=UTC)) == datetime(2025, 8, 21, 3, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_fifteen_months_exist_for_every_day(today: date) -> None:
    now = datetime.combine(today, NOON.timetz())
    assert 454 <= (now - kept_since(now)).days <= 460
