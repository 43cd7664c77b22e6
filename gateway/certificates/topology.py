"""As many gateways as the settings declare, and not one more.

A program for one server on a site of several is how strangers' papers came out elsewhere. So each gateway takes a seat
of the database before it serves: an advisory lock of PostgreSQL, or a locked file beside the SQLite database, which
has one seat only. Seats are given back by the operating system even when a gateway dies.
"""

from __future__ import annotations

import fcntl
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import func, select

from gateway.config import ConfigError
from gateway.store.database import Store

_CLASS = 0x6D616467  # "madg": our advisory locks


class Seat:
    """A place at the database, held until `close`."""

    def __init__(self, held: ExitStack) -> None:
        self._held = held

    def close(self) -> None:
        """Give it back."""
        self._held.close()


def take_seat(store: Store, nodes: int) -> Seat:
    """Take one of `nodes` seats. ConfigError if there is none, or if the database can't have so many."""
    if store.url.get_backend_name() == "sqlite":
        if nodes > 1:
            raise ConfigError("certificates.nodes: SQLite is for one gateway; more need PostgreSQL")
        return _lock_file(Path(f"{store.url.database}.seat"))
    return _advisory_lock(store, nodes)


def _lock_file(file: Path) -> Seat:
    with ExitStack() as held:
        handle = held.enter_context(file.open("w"))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _all_taken(1) from None
        return Seat(held.pop_all())


def _advisory_lock(store: Store, nodes: int) -> Seat:
    with ExitStack() as held:
        conn = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Not a connection of the pool any more: it stays open as long as this gateway.
        conn.detach()
        held.callback(conn.close)
        for number in range(nodes):
            if conn.execute(select(func.pg_try_advisory_lock(_CLASS, number))).scalar_one():
                return Seat(held.pop_all())
        raise _all_taken(nodes)


def _all_taken(nodes: int) -> ConfigError:
    return ConfigError(f"certificates.nodes: {nodes} declared, and as many gateways use this database already")
