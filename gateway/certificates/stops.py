"""The switch that stops issuing: for everybody, or for one municipality. Read in the transaction of every issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from gateway.certificates.schema import stops

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Stop:
    """scope: a municipality's code, or EVERYWHERE."""

    scope: str
    since: datetime


def stopped(conn: Connection, municipality: str) -> bool:
    """Whether this municipality's certificates are stopped now."""
    found = select(stops.c.scope).where(stops.c.scope.in_([EVERYWHERE, municipality]))
    return conn.execute(found).first() is not None


def stop(conn: Connection, scope: str, at: datetime) -> None:
    """Switch off. What is off already stays off since then."""
    try:
        with conn.begin_nested():
            conn.execute(insert(stops).values(scope=scope, since=at))
    except IntegrityError:
        return


def resume(conn: Connection, scope: str) -> bool:
    """Switch on again; says whether it was off. A stop everywhere and one of a municipality are two switches."""
    return conn.execute(delete(stops).where(stops.c.scope == scope)).rowcount > 0


def all_stops(conn: Connection) -> tuple[Stop, ...]:
    """What is off."""
    return tuple(Stop(row.scope, row.since) for row in conn.execute(select(stops).order_by(stops.c.scope)))
