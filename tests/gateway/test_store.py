"""The database: both kinds, migrations there and back, transactions."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError, StatementError

import gateway.app  # noqa: F401  (every room's tables are on the metadata once the application is there)
from gateway.store import migrate
from gateway.store.database import Store, parse_url
from gateway.store.schema import challenges, metadata, sessions

AT = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))


def _challenge(id: str, at: datetime = AT) -> dict[str, object]:
    return {"id": id, "nonce": "n", "terminal": "t", "issued_at": at, "expires_at": at, "used_at": None}


def test_migrations_build_what_the_code_expects(store: Store) -> None:
    with store.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_there_and_back(store: Store) -> None:
    assert migrate.is_current(store)
    migrate.downgrade(store, "base")
    assert not migrate.is_current(store)
    with pytest.raises(SQLAlchemyError), store.read() as conn:
        conn.execute(select(challenges))
    migrate.upgrade(store)
    migrate.upgrade(store)
    assert migrate.is_current(store)
    with store.read() as conn:
        assert conn.execute(select(challenges)).all() == []


def test_times_come_back_as_instants(store: Store) -> None:
    with store.write() as conn:
        conn.execute(insert(challenges).values(_challenge("1")))
    with store.read() as conn:
        found = conn.execute(select(challenges.c.issued_at)).scalar_one()
    assert found == AT
    assert found.tzinfo is UTC


def test_times_without_zone_are_refused(store: Store) -> None:
    with pytest.raises(StatementError), store.write() as conn:
        conn.execute(insert(challenges).values(_challenge("1", AT.replace(tzinfo=None))))


def test_times_are_ordered_as_instants(store: Store) -> None:
    """Whatever zone they were given in, and with or without fractions."""
    later = AT.astimezone(UTC) + timedelta(microseconds=1)
    whole = AT.replace(microsecond=0)
    with store.write() as conn:
        for id, at in (("a", later), ("b", AT), ("c", whole)):
            conn.execute(insert(challenges).values(_challenge(id, at)))
    with store.read() as conn:
        assert list(conn.execute(select(challenges.c.id).order_by(challenges.c.issued_at)).scalars()) == ["c", "b", "a"]
        before = select(func.count()).where(challenges.c.issued_at < later)
        assert conn.execute(before).scalar_one() == 2


def test_an_exception_rolls_back(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as conn:
        conn.execute(insert(challenges), [_challenge("1"), _challenge("2"), _challenge("1")])
    with store.read() as conn:
        assert conn.execute(select(challenges)).all() == []


def test_references_hold(store: Store) -> None:
    values = {"id": "1", "token_hash": "h", "terminal": "t", "issuer_key_id": "i", "serial": "s", "subject": "x"}
    values |= {"account_id": "nobody", "started_at": AT, "idle_until": AT, "ends_at": AT}  # type: ignore[dict-item]
    with pytest.raises(IntegrityError), store.write() as conn:
        conn.execute(insert(sessions).values(values))


def test_errors_do_not_name_values(store: Store) -> None:
    with store.write() as conn:
        conn.execute(insert(challenges).values(_challenge("1") | {"nonce": "himitsu"}))
    with pytest.raises(IntegrityError) as caught, store.write() as conn:
        conn.execute(insert(challenges).values(_challenge("1") | {"nonce": "himitsu"}))
    assert "himitsu" not in str(caught.value)


def test_sqlite_is_durable_and_clean(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/gateway.db")
    with store.read() as conn:
        pragmas = {
            name: conn.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_sqlite_is_for_our_eyes_only_and_forgets(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/gateway.db")
    migrate.upgrade(store)
    with store.write() as conn:
        conn.execute(insert(challenges).values(_challenge("1") | {"nonce": "himitsu-himitsu"}))

    def on_disk() -> bytes:
        return b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert b"himitsu-himitsu" in on_disk()
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}
    with store.write() as conn:
        conn.execute(delete(challenges))
    store.tidy()
    assert b"himitsu-himitsu" not in on_disk()
    store.close()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "oracle://h/d", "x:///y"]
)
def test_no_database_of_ours(url: str) -> None:
    with pytest.raises(ValueError):
        parse_url(url)
