"""One statement that both databases know, each in its own dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]], shown: Column[str]) -> set[str]:
    """Insert, in this order, the rows that are not there yet; `shown` of those that were inserted.

    It waits for anybody who is inserting one of them right now. So that nobody waits in a circle, everybody's order
    must be the same.
    """
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).on_conflict_do_nothing().returning(shown)
    return set(conn.execute(new, list(rows)).scalars())
