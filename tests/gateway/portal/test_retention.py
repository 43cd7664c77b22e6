"""The retention rules as a machine: in whatever order people come, ask, read, leave and stay away, the folder shows
exactly what it should, and nothing else is left in the database once it has been swept."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event, insert, select

from gateway.portal import folder
from gateway.portal.schema import folder_requests
from gateway.sessions import AccountVisit, EndedSession, Person
from gateway.store import migrate
from gateway.store.database import Store
from gateway.store.schema import accounts
from gateway.terminal import Terminal
from tests.parts.house import NOON, sqlite_url


@cache
def empty_database() -> bytes:
    """A file with the newest schema."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(sqlite_url(Path(folder)))
        migrate.upgrade(store)
        store.close()
        return (Path(folder) / "gateway.db").read_bytes()


PEOPLE = ("a" * 32, "b" * 32)
NONE_HELD = {"kind": "none_held"}
LATER = {"kind": "later", "expected_at": "2026-11-21T03:01:00Z"}
ANSWERED = {"kind": "answered", "at": "2026-11-21T03:00:00Z", "delayed": False}


@dataclass
class Kept:
    """What the model knows of one row."""

    owner: str
    came: datetime
    waiting: bool
    read: bool


class Retention(RuleBasedStateMachine):
    """Two people, one after the other or at once, at a folder of their own each."""

    @initialize()
    def open(self) -> None:
        self.directory = Path(tempfile.mkdtemp())
        (self.directory / "gateway.db").write_bytes(empty_database())
        self.store = Store(sqlite_url(self.directory))
        # Thousands of small transactions, and nothing here is about power cuts.
        event.listen(self.store.engine, "connect", lambda conn, _: conn.execute("PRAGMA synchronous=OFF"))
        with self.store.write() as conn:
            for number, id in enumerate(PEOPLE):
                about = {"issuer_key_id": "k", "serial": str(number), "subject": id, "nickname": "だれか"}
                times = {"opened_at": NOON, "changed_at": NOON}
                conn.execute(insert(accounts).values(id=id, mail_addresses=[], notices_by_mail=False, **about, **times))
        self.now = NOON
        self.sessions = 0
        self.present: dict[str, str] = {}
        self.model: dict[str, Kept] = {}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.directory)

    def visible(self, person: str) -> list[str]:
        """Oldest first, by the rules in words: not what came a year ago or earlier."""
        return [id for id, kept in self.model.items() if kept.owner == person and self.now < anniversary(kept.came)]

    def among(self, *, waiting: bool) -> list[tuple[str, str]]:
        """(person present, id) of what she can see that is still awaited, or has come. In an order without ids:
        these are random, and hypothesis has to find the same choice again."""
        seen = [(person, id) for person in sorted(self.present) for id in self.visible(person)]
        return [(person, id) for person, id in seen if self.model[id].waiting == waiting]

    @precondition(lambda self: len(self.present) < len(PEOPLE))
    @rule(data=st.data())
    def come(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from([id for id in PEOPLE if id not in self.present]))
        self.sessions += 1
        self.present[person] = f"session {self.sessions}"

    @precondition(lambda self: self.present)
    @rule(data=st.data(), outcome=st.sampled_from(["answered", "later", "none_held"]))
    def ask(self, data: st.DataObject, outcome: str) -> None:
        person = data.draw(st.sampled_from(sorted(self.present)))
        with self.store.write() as conn:
            visit = self.visit(person, conn)
            match outcome:
                case "answered":
                    entry = folder.keep(visit, "self_information", {"item": "1"}, ANSWERED, content="{}")
                case "later":
                    entry = folder.keep(visit, "self_information", {"item": "7-6"}, LATER, ticket="t")
                case _:
                    entry = folder.keep(visit, "self_information", {"item": "3-3"}, NONE_HELD)
        self.model[entry.id] = Kept(person, self.now, outcome == "later", outcome == "none_held")

    @precondition(lambda self: self.among(waiting=True))
    @rule(data=st.data(), content=st.sampled_from(["{}", None]))
    def arrive(self, data: st.DataObject, content: str | None) -> None:
        person, id = data.draw(st.sampled_from(self.among(waiting=True)))
        with self.store.write() as conn:
            folder.arrive(self.visit(person, conn), id, ANSWERED if content else NONE_HELD, content)
        self.model[id].waiting = False
        self.model[id].came = self.now

    @precondition(lambda self: self.among(waiting=False))
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        person, id = data.draw(st.sampled_from(self.among(waiting=False)))
        with self.store.write() as conn:
            folder.mark_read(self.visit(person, conn), id)
        self.model[id].read = True

    @precondition(lambda self: self.present)
    @rule(data=st.data(), ending=st.sampled_from(["logged_out", "timed_out", "replaced"]))
    def leave(self, data: st.DataObject, ending: str) -> None:
        person = data.draw(st.sampled_from(sorted(self.present)))
        session = self.present.pop(person)
        with self.store.write() as conn:
            folder.forget_read(conn, EndedSession(session, person, ending, self.now))  # type: ignore[arg-type]
            left = set(conn.execute(select(folder_requests.c.id)).scalars())
        gone = {id for id, kept in self.model.items() if kept.owner == person and kept.read}
        assert left.isdisjoint(gone)
        self.model = {id: kept for id, kept in self.model.items() if id not in gone}

    @rule(days=st.sampled_from([0.001, 1, 100, 365, 366]))
    def time_passes(self, days: float) -> None:
        self.now += timedelta(days=days)

    @precondition(lambda self: self.model)
    @rule()
    def sweep(self) -> None:
        with self.store.write() as conn:
            folder.forget_old(conn, self.now)
        self.model = {id: kept for id, kept in self.model.items() if self.now < anniversary(kept.came)}
        with self.store.read() as conn:
            left = set(conn.execute(select(folder_requests.c.id)).scalars())
        assert left == set(self.model)

    @invariant()
    def everybody_sees_what_she_should(self) -> None:
        for person in getattr(self, "present", ()):
            with self.store.read() as conn:
                seen = folder.entries(self.visit(person, conn), "self_information")
                assert {entry.id for entry in seen} == set(self.visible(person))
                for entry in seen:
                    assert entry.read == self.model[entry.id].read
                    assert (entry.ticket is not None) == self.model[entry.id].waiting
                    for other in PEOPLE:
                        opened = folder.entry(self.visit(other, conn), "self_information", entry.id)
                        assert (opened is not None) == (other == person)

    def visit(self, person: str, conn: object) -> AccountVisit:
        session = self.present.get(person, "another session")
        who = Person("k", "1", person)
        return AccountVisit(conn, self.now, session, self.now, Terminal("t", "0" * 64), who, person)  # type: ignore[arg-type]


def anniversary(came: datetime) -> datetime:
    """A year later; what came on 29 February is a year old as March begins."""
    try:
        return came.replace(year=came.year + 1)
    except ValueError:
        return datetime(came.year + 1, 3, 1, tzinfo=UTC)


TestRetention = Retention.TestCase
TestRetention.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
