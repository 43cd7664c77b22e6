"""Whatever is sent: problem details, never a mistake of ours, and nothing of it in logs or answers."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import text

from gateway.app import create_app
from gateway.contract.problem import MEANING, ProblemType
from gateway.identity.certificate import JAPAN
from gateway.store import database
from gateway.store.database import Store
from tests.parts.authority import Authority
from tests.parts.house import NOON, AtTerminal, House, TurnedClock, build_house, in_process, problem, with_parts

JSON = {"Content-Type": "application/json"}


def test_not_found_and_wrong_method(kiosk: AtTerminal) -> None:
    for path in ("/", "/v1", "/v1/nothing", "/v1/account/", "/docs", "/problems/nothing"):
        assert problem(kiosk.client.get(path)) == (404, "not-found")
    answer = kiosk.client.request("PUT", "/v1/account")
    assert problem(answer) == (405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) <= {"GET", "POST", "PATCH"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (422, "invalid-request")),
        (b"{", (400, "malformed-request")),
        (b"\xff\xfe", (400, "malformed-request")),
        (b"null", (422, "invalid-request")),
        (b"[]", (422, "invalid-request")),
        (b"NaN", (422, "invalid-request")),
        (b'{"jws": 1}', (422, "invalid-request")),
        (b'{"jws": "a.b.c", "more": 1}', (422, "invalid-request")),
        (b'{"jws": "a.b.\\u0000"}', (400, "malformed-request")),
        (b'{"jws": "\\ud800"}', (422, "invalid-request")),
        (b"[" * 60_000, (400, "malformed-request")),
        (b'{"jws": "' + b"a" * 65_536 + b'"}', (413, "too-large")),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_bodies(kiosk: AtTerminal, body: bytes, expected: tuple[int, str]) -> None:
    assert problem(kiosk.client.post("/v1/sessions", content=body, headers=JSON)) == expected


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_other_media_types(kiosk: AtTerminal, kind: str) -> None:
    answer = kiosk.client.post("/v1/sessions", content=b'{"jws": "a.b.c"}', headers={"Content-Type": kind})
    assert problem(answer) == (415, "unsupported-media-type")


def test_media_type_with_parameters(kiosk: AtTerminal) -> None:
    kind = {"Content-Type": "Application/JSON; charset=utf-8"}
    answer = kiosk.client.post("/v1/sessions", content=b'{"jws": "e30.e30.AA"}', headers=kind)
    assert problem(answer) == (400, "login-message-invalid")


def test_body_of_unknown_length(kiosk: AtTerminal) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"x" * 10_000

    assert problem(kiosk.client.post("/v1/sessions", content=pieces(), headers=JSON)) == (413, "too-large")


def test_large_headers(kiosk: AtTerminal) -> None:
    assert problem(kiosk.client.get("/v1/service", headers={"X": "a" * 17_000})) == (431, "headers-too-large")
    assert problem(kiosk.client.get("/v1/service?" + "a" * 17_000)) == (431, "headers-too-large")


@pytest.mark.parametrize("path", ["/v1/%00", "/v1/service?x=%00", "/problems/%00"])
def test_nul(kiosk: AtTerminal, path: str) -> None:
    assert problem(kiosk.client.get(path)) == (400, "malformed-request")


def test_unknown_query(kiosk: AtTerminal) -> None:
    answer = kiosk.client.get("/v1/service?secret=1")
    assert problem(answer) == (422, "invalid-request")
    assert "secret" not in answer.text


def test_errors_say_where_and_not_what(kiosk: AtTerminal) -> None:
    session = kiosk.log_in()
    body = {"nickname": "ひみつ" * 30, "mail_addresses": ["secret-address"], "secret-member": 1}
    answer = kiosk.client.post("/v1/account", json=body, headers=session)
    assert problem(answer) == (422, "invalid-request")
    assert {each["where"] for each in answer.json()["errors"]} == {"body/nickname", "body/mail_addresses/0", "body/*"}
    assert "ひみつ" not in answer.text
    assert "secret" not in answer.text


def test_a_mistake_of_ours(kiosk: AtTerminal, caplog: pytest.LogCaptureFixture) -> None:
    session = kiosk.log_in()
    with kiosk.house.parts.store.write() as conn:
        conn.execute(text("DROP TABLE operations"))
    with caplog.at_level(logging.INFO, "gateway"):
        answer = kiosk.client.post("/v1/account", json={"nickname": "ひみつ"}, headers=session)
    assert problem(answer) == (500, "internal")
    assert set(answer.json()) == {"type", "title", "status", "incident"}
    logged = [json.loads(each.getMessage()) for each in caplog.records if each.name == "gateway"]
    (incident,) = [line for line in logged if line["event"] == "incident"]
    assert incident["incident"] == answer.json()["incident"]
    assert incident["kind"] in ("OperationalError", "ProgrammingError")
    assert "operations.py" in incident["where"]
    # SQLAlchemy would name the statement and its values; the log must not.
    assert "ひみつ" not in caplog.text
    assert "INSERT" not in caplog.text


def test_database_away(house: House) -> None:
    nowhere = Store("postgresql://nobody@/nothing?host=/nonexistent")
    with with_parts(house, store=nowhere).terminal() as kiosk:
        assert problem(kiosk.client.post("/v1/challenges")) == (503, "unavailable")
    nowhere.close()


def test_database_too_busy(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody holds what is needed for longer than anybody waits."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.1)
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_S", 0.1)
    hasty = Store(house.parts.store.url.render_as_string(hide_password=False))
    with with_parts(house, store=hasty).terminal() as kiosk, house.parts.store.write() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("LOCK TABLE challenges"))
        assert problem(kiosk.client.post("/v1/challenges")) == (503, "unavailable")
    hasty.close()


def test_the_log_names_the_route_not_the_path(kiosk: AtTerminal, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "gateway"):
        kiosk.client.get("/problems/session-over?q=secret-word")
        session = kiosk.log_in(nickname="ひみつ")
        kiosk.client.get("/v1/account", headers=session)
    lines = [json.loads(each.getMessage()) for each in caplog.records if each.name == "gateway"]
    assert [line["route"] for line in lines] == [
        "/problems/{name}",
        "/v1/challenges",
        "/v1/sessions",
        "/v1/account",
        "/v1/account",
    ]
    assert {line["terminal"] for line in lines} == {"kiosk-01"}
    everything = caplog.text
    for secret in ("secret-word", "ひみつ", session["Authorization"].split()[1]):
        assert secret not in everything


def test_no_terminal_no_service(house: House) -> None:
    with in_process(create_app(house.parts)) as client:
        for method, path in (("GET", "/v1/service"), ("POST", "/v1/challenges"), ("GET", "/v1/account")):
            assert problem(client.request(method, path)) == (403, "terminal-unknown")
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/problems/session-over").json()["status"] == 401


def test_health(house: House) -> None:
    with house.terminal() as kiosk:
        assert kiosk.client.get("/health").status_code == 200
    nowhere = Store("postgresql://nobody@/nothing?host=/nonexistent")
    with with_parts(house, store=nowhere).terminal() as kiosk:
        assert problem(kiosk.client.get("/health")) == (503, "unavailable")
    nowhere.close()


def test_every_problem_has_a_page(kiosk: AtTerminal) -> None:
    assert set(MEANING) == set(ProblemType)
    for type in ProblemType:
        answer = kiosk.client.get(str(type))
        assert answer.status_code == 200
        assert answer.json() == {"type": type, "title": MEANING[type].title, "status": MEANING[type].status}


def test_service(kiosk: AtTerminal) -> None:
    body = kiosk.client.get("/v1/service").json()
    assert body["municipality"]["name"]["ja"] == "架空市"
    assert datetime.fromisoformat(body["server_time"]) == NOON
    assert (body["state"], body["opens_at"]) == ("open", None)


def test_hours(store: Store, authority: Authority, clock: TurnedClock) -> None:
    """6:30 sharp is open, 23:00 sharp is closed; whoever is in may stay."""
    house = build_house(store, authority, clock, hours={"opens": "06:30", "closes": "23:00"})

    def japan(hour: int, minute: int, second: int = 0) -> None:
        clock.turn(seconds=(datetime(2026, 11, 21, hour, minute, second, tzinfo=JAPAN) - clock()).total_seconds())

    with house.terminal() as kiosk:
        japan(22, 59, 59)
        session = kiosk.log_in(nickname="ほしぞら")
        japan(23, 0)
        refused = kiosk.client.post("/v1/challenges")
        assert problem(refused) == (503, "service-closed")
        assert datetime.fromisoformat(refused.json()["opens_at"]) == datetime(2026, 11, 22, 6, 30, tzinfo=JAPAN)
        assert kiosk.client.get("/v1/service").json()["state"] == "closed"
        assert kiosk.client.get("/v1/account", headers=session).status_code == 200
        japan(6, 29, 59)
        refused = kiosk.client.post("/v1/challenges")
        assert datetime.fromisoformat(refused.json()["opens_at"]) == datetime(2026, 11, 21, 6, 30, tzinfo=JAPAN)
        japan(6, 30)
        kiosk.challenge()
