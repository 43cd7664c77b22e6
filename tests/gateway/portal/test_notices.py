"""お知らせ: the box of one account, reading, deleting, and when a notice goes by itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from gateway.app import sweep
from gateway.contract.base import Label
from gateway.contract.notices import Notice
from gateway.portal import notices
from gateway.portal.schema import notices as table
from gateway.store.database import Store
from gateway.store.schema import accounts
from tests.gateway.portal.counter import Counter, enter
from tests.parts.house import NOON, AtTerminal, House, TurnedClock, problem


@pytest.fixture
def visitor(kiosk: AtTerminal) -> Counter:
    """A resident with an account, logged in."""
    return enter(kiosk)


def notice(sent_at: datetime = NOON, days: int = 365, **more: object) -> Notice:
    about = {
        "id": secrets.token_hex(16),
        "sender": Label(ja="架空市", reading="かくうし", en="Kaku City"),
        "title": Label(ja="申請を受け付けました", en="Your application was received"),
        "sent_at": sent_at,
        "ends_at": sent_at + timedelta(days=days),
        "body": "届きました。",
    }
    return Notice.model_validate(about | more)


def send(store: Store, sent: Notice) -> Notice:
    with store.write() as conn:
        account = conn.execute(select(accounts.c.id)).scalars().first()
        assert account is not None
        notices.send(conn, account, sent)
    return sent


def rows(store: Store) -> int:
    with store.read() as conn:
        return len(conn.execute(select(table.c.id)).all())


def test_listed_read_and_deleted(visitor: Counter, store: Store, clock: TurnedClock) -> None:
    older = send(store, notice(NOON - timedelta(days=1)))
    newer = send(store, notice(receipt="KIOSK-01-000001-8", state="done"))
    box = visitor.get("/v1/notices")
    assert [each["id"] for each in box["notices"]] == [newer.id, older.id]
    assert (box["unread"], box["notices"][0]["state"]) == (2, "done")
    read = visitor.get(f"/v1/notices/{older.id}")
    assert (read["body"], read["read_at"], read["read_by"]) == ("届きました。", "2026-11-21T03:00:00Z", "self")
    clock.turn(minutes=1)
    assert visitor.get(f"/v1/notices/{older.id}")["read_at"] == "2026-11-21T03:00:00Z"
    assert visitor.get("/v1/notices")["unread"] == 1
    assert visitor.request("DELETE", f"/v1/notices/{older.id}").status_code == 204
    assert problem(visitor.request("DELETE", f"/v1/notices/{older.id}")) == (404, "not-found")
    assert problem(visitor.request("GET", f"/v1/notices/{older.id}")) == (404, "not-found")
    assert visitor.acts()[:3] == ["notices.deleted", "notices.read", "account.opened"]


def test_a_deleted_one_does_not_come_back(visitor: Counter, store: Store) -> None:
    sent = send(store, notice())
    visitor.request("DELETE", f"/v1/notices/{sent.id}")
    send(store, sent)
    assert visitor.get("/v1/notices")["notices"] == []
    with store.read() as conn:
        assert conn.execute(select(table.c.body)).scalar_one() == ""


def test_they_outlive_the_session(visitor: Counter, store: Store) -> None:
    sent = send(store, notice())
    visitor.get(f"/v1/notices/{sent.id}")
    visitor.log_out()
    visitor.come_back()
    assert len(visitor.get("/v1/notices")["notices"]) == 1


@pytest.mark.parametrize(
    ("days", "read", "stays"),
    [(30, False, 30), (30, True, 30), (1000, False, 365), (1000, True, 1000)],
)
def test_when_one_goes_by_itself(
    visitor: Counter, store: Store, house: House, clock: TurnedClock, days: int, read: bool, stays: int
) -> None:
    """At the end of its sender's period, and unread ones after a year."""
    sent = send(store, notice(days=days))
    if read:
        visitor.get(f"/v1/notices/{sent.id}")
    clock.turn(days=stays, seconds=-1)
    visitor.come_back()
    sweep(house.parts)
    assert [each["id"] for each in visitor.get("/v1/notices")["notices"]] == [sent.id]
    clock.turn(seconds=1)
    assert visitor.get("/v1/notices")["notices"] == []
    assert problem(visitor.request("GET", f"/v1/notices/{sent.id}")) == (404, "not-found")
    assert problem(visitor.request("DELETE", f"/v1/notices/{sent.id}")) == (404, "not-found")
    sweep(house.parts)
    assert rows(store) == 0


def test_nobody_elses(visitor: Counter, store: Store, house: House) -> None:
    sent = send(store, notice())
    with house.terminal("kiosk-02") as second:
        other = enter(second, "mihon-taro")
        assert other.get("/v1/notices")["notices"] == []
        for method in ("GET", "DELETE"):
            assert problem(other.request(method, f"/v1/notices/{sent.id}")) == (404, "not-found")
    assert visitor.get("/v1/notices")["unread"] == 1


def test_only_with_a_session_and_an_account(kiosk: AtTerminal) -> None:
    assert problem(kiosk.client.get("/v1/notices")) == (401, "session-over")
    headers = kiosk.log_in()
    assert problem(kiosk.client.get("/v1/notices", headers=headers)) == (403, "account-needed")
