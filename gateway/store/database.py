"""The engine and its two kinds of transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Starlette runs at most this many endpoints at once (anyio's thread limiter): nobody ever waits for a connection.
CONNECTIONS = 40
BUSY_TIMEOUT_S = 10.0
STATEMENT_TIMEOUT_S = 10.0


class Store:
    """One database. `url`: sqlite:///file or postgresql://…; both kinds of transaction roll back on any exception."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        # hide_parameters: an error text must never carry what was written.
        common: dict[str, Any] = {"pool_size": CONNECTIONS, "max_overflow": 0, "hide_parameters": True}
        if self.url.get_backend_name() == "sqlite":
            _born_closed(Path(self.url.database or ""))
            self.engine = create_engine(self.url, connect_args={"timeout": BUSY_TIMEOUT_S}, **common)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            limit_ms = int(STATEMENT_TIMEOUT_S * 1000)
            options = f"-c statement_timeout={limit_ms} -c lock_timeout={limit_ms}"
            self.engine = create_engine(
                self.url, connect_args={"options": options, "connect_timeout": 5}, pool_pre_ping=True, **common
            )

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write. On SQLite it takes the write lock at once, so it never fails half-way."""
        with self.engine.begin() as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; PostgreSQL enforces it."""
        with self.engine.connect() as conn:
            options: dict[str, Any] = {"reads_only": True}
            if conn.dialect.name == "postgresql":
                options["postgresql_readonly"] = True
            with conn.execution_options(**options).begin():
                yield conn

    def tidy(self) -> None:
        """SQLite: move the journal into the file and empty it, so that what was deleted is gone from the disk, too."""
        if self.url.get_backend_name() != "sqlite":
            return
        connection = self.engine.raw_connection()
        try:
            # Does nothing while somebody reads; the next time will do.
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def answers(self) -> None:
        """Ask the database anything; raises `sqlalchemy.exc.SQLAlchemyError` if it is silent."""
        with self.read() as conn:
            conn.execute(select(1))

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def parse_url(url: str) -> URL:
    """A URL with the driver of ours. ValueError on anything but an SQLite file or PostgreSQL."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ValueError("not a database URL") from error
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise ValueError("SQLite needs a file: sqlite:///path")
        return parsed.set(drivername="sqlite")
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise ValueError("neither sqlite:///… nor postgresql://…")


def _born_closed(file: Path) -> None:
    """Nobody else may read the database; SQLite gives its journal the same mode. Connecting tells what is wrong."""
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def is_outage(error: BaseException) -> bool:
    """Whether the database is away, full or too busy, rather than wrongly used by us."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):
        # Python calls a missing table an "operational" error, too.
        return error.orig.sqlite_errorname.split("_")[1] in ("BUSY", "LOCKED", "FULL", "IOERR", "CANTOPEN", "READONLY")
    return isinstance(error.orig, psycopg.OperationalError)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("not an sqlite3 connection")
    # The driver must not open transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(conn: Connection) -> None:
    reads_only = conn.get_execution_options().get("reads_only", False)
    conn.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
