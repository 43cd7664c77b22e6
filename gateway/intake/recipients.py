"""Public keys of municipalities: published by their back offices, fetched by terminals."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from gateway.contract.sealing import Recipient
from gateway.intake.schema import recipients as table


@dataclass(frozen=True, slots=True)
class Published:
    """A key as the intake knows it. retired_at: since when it is not offered; what is sealed to it is still taken."""

    recipient: Recipient
    published_at: datetime
    retired_at: datetime | None


def current(conn: Connection, now: datetime) -> tuple[Recipient, ...]:
    """What may be sealed to now: by municipality, the newest key first."""
    return tuple(each.recipient for each in _all(conn) if each.retired_at is None and each.recipient.usable(now))


def of_municipality(conn: Connection, municipality: str) -> tuple[Published, ...]:
    """Every key that this municipality ever published, the newest first."""
    return tuple(each for each in _all(conn) if each.recipient.municipality == municipality)


def known_among(conn: Connection, key_ids: Collection[str]) -> set[tuple[str, str, str]]:
    """(municipality, key id, suite) of those that were ever published. A terminal that was away may still use them."""
    rows = conn.execute(select(table.c.municipality, table.c.key_id, table.c.suite).where(table.c.key_id.in_(key_ids)))
    return {(row.municipality, row.key_id, row.suite) for row in rows}


def publish(conn: Connection, recipient: Recipient, now: datetime) -> None:
    """Offer a key from now on; those that are offered already are left as they are."""
    conn.execute(
        insert(table).values(
            municipality=recipient.municipality,
            key_id=recipient.key_id,
            suite=recipient.suite,
            public_key=recipient.public_key,
            published_at=now,
            not_after=recipient.not_after,
        )
    )


def end_at(conn: Connection, municipality: str, key_id: str, not_after: datetime) -> None:
    """Nothing is to be sealed to this key from `not_after` on."""
    conn.execute(update(table).where(_is(municipality, key_id)).values(not_after=not_after))


def retire(conn: Connection, municipality: str, key_id: str, now: datetime) -> None:
    """Offer this key no more."""
    conn.execute(update(table).where(_is(municipality, key_id)).values(retired_at=now))


def _is(municipality: str, key_id: str) -> ColumnElement[bool]:
    return (table.c.municipality == municipality) & (table.c.key_id == key_id)


def _all(conn: Connection) -> list[Published]:
    rows = conn.execute(select(table).order_by(table.c.municipality, table.c.published_at.desc(), table.c.key_id))
    return [
        Published(
            Recipient(
                municipality=row.municipality,
                key_id=row.key_id,
                suite=row.suite,
                public_key=b64encode(row.public_key),
                not_after=row.not_after,
            ),
            row.published_at,
            row.retired_at,
        )
        for row in rows
    ]
