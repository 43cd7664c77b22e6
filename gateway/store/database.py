"""The engine and its two kinds of transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

# Starlette runs at most this many endpoints at once (anyio's thread limiter): nobody ever waits for a connection.
CONNECTIONS = 40
BUSY_TIMEOUT_S = 10
STATEMENT_TIMEOUT_S = 10


class Store:
    """One database. `url`: sqlite:///file or postgresql://…; both kinds of transaction roll back on any exception."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        # hide_parameters: an error text must never carry what was written.
        common: dict[str, Any] = {"pool_size": CONNECTIONS, "max_overflow": 0, "hide_parameters": True}
        if self.url.get_backend_name() == "sqlite":
            self.engine = create_engine(self.url, connect_args={"timeout": BUSY_TIMEOUT_S}, **common)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            options = f"-c statement_timeout={STATEMENT_TIMEOUT_S * 1000} -c lock_timeout={STATEMENT_TIMEOUT_S * 1000}"
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
