"""What a session's token opens, where, and until when."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection, select, text

from gateway.app import sweep
from gateway.problems import Refusal
from gateway.sessions import EndedSession
from gateway.store.database import Store
from gateway.store.schema import accounts, operations, sessions
from tests.parts.authority import Authority
from tests.parts.house import AtTerminal, House, TurnedClock, build_house, problem


def _acts(house: House) -> list[str]:
    with house.parts.store.read() as conn:
        return list(conn.execute(select(operations.c.act).order_by(operations.c.id)).scalars())


def test_log_out(kiosk: AtTerminal) -> None:
    session = kiosk.log_in(nickname="ほしぞら")
    assert kiosk.client.get("/v1/account", headers=session).status_code == 200
    answer = kiosk.client.delete("/v1/sessions/current", headers=session)
    assert (answer.status_code, answer.content) == (204, b"")
    for again in (
        kiosk.client.get("/v1/account", headers=session),
        kiosk.client.delete("/v1/sessions/current", headers=session),
    ):
        assert problem(again) == (401, "session-over")
        assert again.headers["www-authenticate"] == "Bearer"
    assert _acts(kiosk.house) == ["account.opened", "account.logged_out"]


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}]
)
def test_without_a_token(kiosk: AtTerminal, header: dict[str, str]) -> None:
    assert problem(kiosk.client.get("/v1/account", headers=header)) == (401, "session-over")


def test_token_of_another_terminal(house: House) -> None:
    with house.terminal("kiosk-01") as mine, house.terminal("kiosk-02") as other:
        session = mine.log_in(nickname="ほしぞら")
        assert problem(other.client.get("/v1/account", headers=session)) == (403, "session-of-other-terminal")
        refused = other.client.delete("/v1/sessions/current", headers=session)
        assert problem(refused) == (403, "session-of-other-terminal")
        assert mine.client.get("/v1/account", headers=session).status_code == 200


def test_idle(kiosk: AtTerminal) -> None:
    session = kiosk.log_in(nickname="ほしぞら")
    for _ in range(3):
        kiosk.house.clock.turn(seconds=599)
        assert kiosk.client.get("/v1/account", headers=session).status_code == 200
    kiosk.house.clock.turn(seconds=600)
    assert problem(kiosk.client.get("/v1/account", headers=session)) == (401, "session-over")
    assert _acts(kiosk.house)[-1] == "account.timed_out"


def test_who_only_says_that_she_is_there_stays(kiosk: AtTerminal) -> None:
    """Without an account, too; and asking leaves no trace in the history."""
    session = kiosk.log_in()
    for _ in range(3):
        kiosk.house.clock.turn(seconds=599)
        answer = kiosk.client.get("/v1/sessions/current", headers=session)
        assert answer.status_code == 200
        assert answer.json()["idle_seconds"] == 600
    kiosk.house.clock.turn(seconds=600)
    assert problem(kiosk.client.get("/v1/sessions/current", headers=session)) == (401, "session-over")
    assert _acts(kiosk.house) == []


def test_absolute_end(kiosk: AtTerminal) -> None:
    session = kiosk.log_in(nickname="ほしぞら")
    for _ in range(4):
        kiosk.house.clock.turn(seconds=599)
        assert kiosk.client.get("/v1/account", headers=session).status_code == 200
    kiosk.house.clock.turn(seconds=4)
    assert problem(kiosk.client.get("/v1/account", headers=session)) == (401, "session-over")


def test_new_log_in_at_the_terminal_ends_the_old_session(kiosk: AtTerminal) -> None:
    first = kiosk.log_in(kiosk.house.authority.card(serial=1), nickname="ほしぞら")
    second = kiosk.log_in(kiosk.house.authority.card(serial=2), nickname="あさひ")
    assert problem(kiosk.client.get("/v1/account", headers=first)) == (401, "session-over")
    assert kiosk.client.get("/v1/account", headers=second).json()["nickname"] == "あさひ"


def test_new_log_in_elsewhere_ends_the_old_session(house: House) -> None:
    with house.terminal("kiosk-01") as here, house.terminal("kiosk-02") as there:
        first = here.log_in(nickname="ほしぞら")
        second = there.log_in()
        assert problem(here.client.get("/v1/account", headers=first)) == (401, "session-over")
        assert there.client.get("/v1/account", headers=second).status_code == 200


def test_one_person_at_many_terminals_at_once(house: House) -> None:
    """However the log-ins of one card race, one session is left."""
    names = [f"kiosk-{number:02}" for number in range(4)]
    barrier = Barrier(len(names))

    def enter(name: str) -> int:
        with house.terminal(name) as kiosk:
            card = house.authority.card()
            barrier.wait(20)
            return kiosk.try_log_in(card).status_code

    with ThreadPoolExecutor(len(names)) as pool:
        statuses = list(pool.map(enter, names))
    # 503 is honest when others were faster three times in a row; nobody gets a mistake of ours.
    assert set(statuses) <= {201, 503}
    assert 201 in statuses
    with house.parts.store.read() as conn:
        assert len(conn.execute(select(sessions)).all()) == 1


def test_what_ends_with_the_session(store: Store, authority: Authority, clock: TurnedClock) -> None:
    """Hooks run once at log-out, at automatic log-out and at replacement, in the transaction that ends the session."""
    ended: list[tuple[str, bool]] = []

    def note(conn: Connection, session: EndedSession) -> None:
        assert conn.execute(select(sessions).where(sessions.c.id == session.id)).first() is None
        ended.append((session.ending, session.account_id is not None))

    house = build_house(store, authority, clock, at_end=(note,))
    with house.terminal() as kiosk:
        session = kiosk.log_in(nickname="ほしぞら")
        kiosk.client.delete("/v1/sessions/current", headers=session)
        assert ended == [("logged_out", True)]
        kiosk.log_in()
        clock.turn(seconds=600)
        sweep(house.parts)
        sweep(house.parts)
        assert ended[1:] == [("timed_out", True)]
        kiosk.log_in(house.authority.card(serial=2))
        kiosk.log_in()
        assert ended[2:] == [("replaced", False)]
        clock.turn(seconds=600)
        # A log-in sees to it by itself, too.
        with house.terminal("kiosk-02") as other:
            other.log_in(house.authority.card(serial=3))
        assert ended[3:] == [("timed_out", True)]


def test_a_failing_hook_ends_nothing(store: Store, authority: Authority, clock: TurnedClock) -> None:
    def fail(conn: Connection, session: EndedSession) -> None:
        raise RuntimeError("the hook failed")

    house = build_house(store, authority, clock, at_end=(fail,))
    with house.terminal() as kiosk:
        session = kiosk.log_in(nickname="ほしぞら")
        assert problem(kiosk.client.delete("/v1/sessions/current", headers=session)) == (500, "internal")
        assert kiosk.client.get("/v1/account", headers=session).status_code == 200


def test_log_out_waits_for_what_is_under_way(house: House) -> None:
    """While a request of the session is in its transaction, log-out can't overtake it."""
    with house.terminal() as kiosk:
        token = kiosk.log_in(nickname="ほしぞら")["Authorization"].split()[1]
        inside, order = Barrier(2), []

        def use() -> None:
            with house.parts.sessions.visit(token, kiosk.terminal, house.clock()):
                inside.wait(10)
                order.append("used")

        def leave() -> None:
            inside.wait(10)
            with house.parts.sessions.visit(token, kiosk.terminal, house.clock()) as visit:
                house.parts.sessions.log_out(visit)
                order.append("left")

        with ThreadPoolExecutor(2) as pool:
            for done in (pool.submit(use), pool.submit(leave)):
                done.result(20)
        assert order == ["used", "left"]


def test_nothing_is_used_after_a_log_out_under_way(house: House) -> None:
    """A request that comes while log-out is in its transaction waits, and then finds the session over."""
    with house.terminal() as kiosk:
        token = kiosk.log_in(nickname="ほしぞら")["Authorization"].split()[1]
        leaving, outcome = Event(), []

        def use() -> None:
            leaving.wait(10)
            try:
                with house.parts.sessions.visit(token, kiosk.terminal, house.clock()):
                    outcome.append("used")
            except Refusal as refusal:
                outcome.append(refusal.type.value)

        with ThreadPoolExecutor(1) as pool:
            with house.parts.sessions.visit(token, kiosk.terminal, house.clock()) as visit:
                house.parts.sessions.log_out(visit)
                done = pool.submit(use)
                leaving.set()
                _wait_until_somebody_waits(house.parts.store)
            done.result(20)
        assert outcome == ["/problems/session-over"]


def _wait_until_somebody_waits(store: Store) -> None:
    """PostgreSQL knows who waits for whom. SQLite can't say; there the order alone is tested."""
    deadline = time.monotonic() + 10
    while store.url.get_backend_name() == "postgresql":
        with store.read() as conn:
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if conn.execute(waiting).scalar_one():
                return
        assert time.monotonic() < deadline


def test_the_token_is_stored_nowhere(kiosk: AtTerminal) -> None:
    token = kiosk.log_in(nickname="ほしぞら")["Authorization"].split()[1]
    with kiosk.house.parts.store.read() as conn:
        for table in (sessions, accounts):
            assert token not in str(conn.execute(select(table)).all())


class SessionRules(RuleBasedStateMachine):
    """Two people, two terminals, time: a token works exactly as long as the rules say."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        # The database is shared between runs: let everything of the last one end.
        self.house.clock.turn(days=1)
        sweep(self.house.parts)
        # Token → terminal, serial, when it ends idle, when it ends anyway.
        self.live: dict[str, tuple[str, int, float, float]] = {}
        self.now = 0.0

    @rule(terminal=st.sampled_from(["kiosk-01", "kiosk-02"]), serial=st.sampled_from([1, 2]))
    def log_in(self, terminal: str, serial: int) -> None:
        with self.house.terminal(terminal) as kiosk:
            token = kiosk.log_in(self.house.authority.card(serial=serial))["Authorization"]
        self.live = {other: state for other, state in self.live.items() if state[0] != terminal and state[1] != serial}
        self.live[token] = (terminal, serial, self.now + 600, self.now + 2400)

    @rule(seconds=st.sampled_from([1, 300, 599, 600]))
    def wait(self, seconds: int) -> None:
        self.house.clock.turn(seconds=seconds)
        self.now += seconds
        self.live = {token: state for token, state in self.live.items() if self.now < min(state[2], state[3])}

    @rule(data=st.data())
    def use(self, data: st.DataObject) -> None:
        if self.live:
            token = data.draw(st.sampled_from(sorted(self.live)))
            terminal, serial, _, end = self.live[token]
            with self.house.terminal(terminal) as kiosk:
                answer = kiosk.client.get("/v1/account", headers={"Authorization": token})
            assert answer.json()["nickname"] == f"ほしぞら{serial}"
            self.live[token] = (terminal, serial, self.now + 600, end)

    @rule(data=st.data())
    def use_elsewhere(self, data: st.DataObject) -> None:
        if self.live:
            token = data.draw(st.sampled_from(sorted(self.live)))
            elsewhere = {"kiosk-01": "kiosk-02", "kiosk-02": "kiosk-01"}[self.live[token][0]]
            with self.house.terminal(elsewhere) as kiosk:
                answer = kiosk.client.get("/v1/account", headers={"Authorization": token})
            assert problem(answer) == (403, "session-of-other-terminal")

    @rule(data=st.data())
    def log_out(self, data: st.DataObject) -> None:
        if self.live:
            token = data.draw(st.sampled_from(sorted(self.live)))
            with self.house.terminal(self.live.pop(token)[0]) as kiosk:
                assert kiosk.client.delete("/v1/sessions/current", headers={"Authorization": token}).status_code == 204

    @rule()
    def sweep(self) -> None:
        sweep(self.house.parts)

    @invariant()
    def database_agrees(self) -> None:
        with self.house.parts.store.read() as conn:
            now = self.house.clock()
            alive = [row for row in conn.execute(select(sessions)) if now < min(row.idle_until, row.ends_at)]
        assert sorted(row.serial for row in alive) == sorted(format(state[1], "x") for state in self.live.values())


def test_session_rules(house: House) -> None:
    with house.terminal() as kiosk:
        for serial in (1, 2):
            kiosk.log_in(house.authority.card(serial=serial), nickname=f"ほしぞら{serial}")

    class OnThisDatabase(SessionRules):
        def __init__(self) -> None:
            self.house = house
            super().__init__()

    limits = settings(max_examples=12, stateful_step_count=15, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OnThisDatabase, settings=limits)
