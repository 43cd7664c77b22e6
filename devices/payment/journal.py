"""What is known about every payment, on disk before anything moves: SQLite, append-only, nothing personal.

One process, one connection. A rollback journal with `journal_mode=TRUNCATE` and `synchronous=FULL`: in the default
mode DELETE the last commit came undone in every power cut tried, because removing a file isn't synced; truncating is.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.payment.machine import Meters, Payment, Verdict
from devices.payment.outcomes import State, Way

_VERSION = 2
_SCHEMA = f"""
CREATE TABLE payment (
    id TEXT PRIMARY KEY,
    slip TEXT NOT NULL UNIQUE,
    yen INTEGER NOT NULL CHECK (yen >= 0),
    way TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payment (id),
    at INTEGER NOT NULL, -- milliseconds since 1970, UTC
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT NOT NULL,
    received INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    by_hand INTEGER NOT NULL,
    in_doubt INTEGER NOT NULL,
    unit TEXT,
    money_in INTEGER,
    money_out INTEGER,
    staff TEXT,
    unsure INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entry_of_payment ON entry (payment, seq);
CREATE INDEX entry_begins_with_coins ON entry (seq) WHERE event = 'Begin' AND unit IS NOT NULL;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'entries stay'); END;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'entries stay'); END;
PRAGMA user_version = {_VERSION};
"""
_FROM_1 = "BEGIN; ALTER TABLE entry ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 2; COMMIT;"
_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LATEST = """
SELECT p.id, p.slip, p.yen, p.way, e.state, e.verdict, e.received, e.returned, e.by_hand, e.in_doubt,
       e.unit, e.money_in, e.money_out, e.staff, e.unsure, e.at
FROM payment AS p JOIN entry AS e ON e.seq = (SELECT max(seq) FROM entry WHERE payment = p.id)
"""


@dataclass(frozen=True, slots=True)
class JournalUnusable:
    """It can't be opened: disk, permissions, or another process has it."""


class JournalError(Exception):
    """Nothing (that one may rely on) was written. The text is SQLite's name of the error."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A payment as last written, and when (UTC)."""

    payment: Payment
    at: datetime


class Journal:
    """All methods may be called from any thread; those that write return once the disk has it. Raise JournalError."""

    def __init__(self, connection: sqlite3.Connection, set_aside: str | None) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self.set_aside = set_aside  # name of a corrupt file that was found and moved out of the way

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    # --- writing -----------------------------------------------------------------------------------------------------

    def begin(self, payment: Payment, at: datetime) -> bool:
        """A new payment; False if its id or slip was used before."""
        try:
            with self._transaction() as run:
                run(
                    "INSERT INTO payment (id, slip, yen, way) VALUES (?, ?, ?, ?)",
                    (payment.id, payment.slip, payment.yen, payment.way.value),
                )
                run(_INSERT, _entry(payment, "Quoted", at))
        except sqlite3.IntegrityError:
            return False
        return True

    def append(self, payment: Payment, event: str, at: datetime) -> None:
        """What became of a payment; event: name of the event's class."""
        with self._transaction() as run:
            run(_INSERT, _entry(payment, event, at))

    # --- reading -----------------------------------------------------------------------------------------------------

    def payment(self, id: str) -> Recorded | None:
        """As last written."""
        return _first(self._read(_LATEST + "WHERE p.id = ?", (id,)))

    def by_slip(self, slip: str) -> Recorded | None:
        """As last written."""
        return _first(self._read(_LATEST + "WHERE p.slip = ?", (slip,)))

    def last_with_meters(self) -> Recorded | None:
        """The payment that the unit's counters are counted for: the last one that began with coins.

        Not the last *entry* with counters: staff may decide about an old payment while a new one goes on.
        """
        newest = "(SELECT payment FROM entry WHERE event = 'Begin' AND unit IS NOT NULL ORDER BY seq DESC LIMIT 1)"
        return _first(self._read(_LATEST + f"WHERE p.id = {newest}", ()))

    def all(self) -> list[Recorded]:
        """Every payment as last written, the one that changed longest ago first."""
        return self._read(_LATEST + "ORDER BY e.seq", ())

    def first_meters(self, unit: str) -> Meters | None:
        """What this unit's counters were at before the first payment with its coins."""
        query = "SELECT unit, money_in, money_out FROM entry WHERE event = 'Begin' AND unit = ? ORDER BY seq LIMIT 1"
        rows = self._rows(query, (unit,))
        return Meters(*rows[0]) if rows else None

    # --- SQLite ------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Any]:
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection.execute
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.IntegrityError:
                raise
            except sqlite3.Error as error:
                raise JournalError(error.sqlite_errorname) from None

    def _read(self, query: str, values: tuple[str, ...]) -> list[Recorded]:
        return [_recorded(row) for row in self._rows(query, values)]

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise JournalError(error.sqlite_errorname) from None


_INSERT = """
INSERT INTO entry
    (payment, at, event, state, verdict, received, returned, by_hand, in_doubt, unit, money_in, money_out, staff,
     unsure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def open_journal(path: Path, now: datetime) -> Journal | JournalUnusable:
    """Open or create the file (mode 0600). One that is corrupt is renamed and a new one begun; it is never deleted."""
    set_aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = _connect(path)
        if connection is None:
            set_aside = _set_aside(path, now)
            connection = _connect(path)
    except (OSError, sqlite3.Error):
        return JournalUnusable()
    return JournalUnusable() if connection is None else Journal(connection, set_aside)


def _connect(path: Path) -> sqlite3.Connection | None:
    """A connection to a sound journal, or None if the file is corrupt. Raises sqlite3.Error, OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN EXCLUSIVE")  # takes the lock for good, and rolls back what a crash left half done
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("COMMIT")
        if version == 1:
            connection.executescript(_FROM_1)
            version = _VERSION
        if version == 0 and tables == 0:
            connection.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
            _sync_directory(path.parent)
        elif not _sound(connection, version):
            connection.close()
            return None
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF in _CORRUPT:
            return None
        raise
    return connection


def _sound(connection: sqlite3.Connection, version: int) -> bool:
    if version != _VERSION or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        return False
    try:
        for row in connection.execute(_LATEST):
            _recorded(row)
    except ValueError:
        return False
    return True


def _set_aside(path: Path, now: datetime) -> str:
    name = f"{path.name}.corrupt-{now:%Y%m%dT%H%M%S}-{os.urandom(3).hex()}"
    # Its rollback journal goes first: left behind, SQLite would roll the new file back with it.
    hot = path.with_name(path.name + "-journal")
    if hot.exists():
        os.rename(hot, path.with_name(name + "-journal"))
    os.rename(path, path.with_name(name))
    _sync_directory(path.parent)
    return name


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entry(payment: Payment, event: str, at: datetime) -> tuple[str | int | None, ...]:
    meters = payment.meters
    return (
        payment.id,
        round(at.timestamp() * 1000),
        event,
        payment.state.value,
        payment.verdict.value,
        payment.received,
        payment.returned,
        payment.by_hand,
        payment.in_doubt,
        None if meters is None else meters.unit,
        None if meters is None else meters.money_in,
        None if meters is None else meters.money_out,
        payment.staff,
        payment.unsure,
    )


def _recorded(row: tuple[Any, ...]) -> Recorded:
    """Raises ValueError for a row that no journal of ours holds."""
    (
        id,
        slip,
        yen,
        way,
        state,
        verdict,
        received,
        returned,
        by_hand,
        in_doubt,
        unit,
        money_in,
        money_out,
        staff,
        unsure,
        at,
    ) = row
    payment = Payment(
        id=id,
        slip=slip,
        yen=yen,
        way=Way(way),
        state=State(state),
        verdict=Verdict(verdict),
        received=received,
        returned=returned,
        by_hand=by_hand,
        in_doubt=in_doubt,
        meters=None if unit is None else Meters(unit, money_in, money_out),
        staff=staff,
        unsure=bool(unsure),
    )
    return Recorded(payment, datetime.fromtimestamp(at / 1000, UTC))


def _first(found: list[Recorded]) -> Recorded | None:
    return found[0] if found else None
