"""Numbers that a terminal has given and the intake has not got: for the operator. Never anybody's error at a terminal.

A hole is an item that is still queued, waits in a dead letter, or was lost with its disk. A number that came twice is
a terminal that has begun to count anew: a replaced disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from sqlalchemy import Connection, func, select

from gateway.contract.intake import Lane
from gateway.intake.schema import items


@dataclass(frozen=True, slots=True)
class Hole:
    """Numbers `first` to `last` are missing, or came more than once. since: when the one before, or the first, came."""

    terminal: str
    lane: Lane
    what: Literal["missing", "repeated"]
    first: int
    last: int
    since: datetime | None


def holes(conn: Connection) -> tuple[Hole, ...]:
    """Every one, by terminal and lane."""
    order = (items.c.terminal, items.c.lane, items.c.sequence)
    rows = conn.execute(
        select(*order, func.min(items.c.received_at).label("at"), func.count().label("times"))
        .group_by(*order)
        .order_by(*order)
    )
    found: list[Hole] = []
    for (terminal, lane), numbers in groupby(rows, key=lambda row: (row.terminal, row.lane)):
        found += _in_one(terminal, lane, ((row.sequence, row.at, row.times) for row in numbers))
    return tuple(found)


def _in_one(terminal: str, lane: Lane, numbers: Iterable[tuple[int, datetime, int]]) -> Iterable[Hole]:
    expected, since = 1, None
    for number, at, times in numbers:
        if number > expected:
            yield Hole(terminal, lane, "missing", expected, number - 1, since)
        if times > 1:
            yield Hole(terminal, lane, "repeated", number, number, at)
        expected, since = number + 1, at
