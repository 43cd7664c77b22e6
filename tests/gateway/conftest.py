"""Every test of the gateway runs on SQLite and on PostgreSQL, each time in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store import migrate
from gateway.store.database import Store
from tests.parts.authority import Authority
from tests.parts.house import AtTerminal, House, TurnedClock, build_house, sqlite_url
from tests.parts.postgres import Postgres, private_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private server for the whole run."""
    with private_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """A database with the newest schema, to be copied."""
    url = postgres.fresh_database()
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the newest schema, to be copied."""
    folder = tmp_path_factory.mktemp("sqlite")
    _migrate(sqlite_url(folder))
    return folder / "gateway.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the newest schema."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "gateway.db")
        yield sqlite_url(tmp_path)
        return
    template: str = request.getfixturevalue("migrated_postgres")
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh_database(like=template)
    yield url
    server.drop(url)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """The database, opened."""
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def clock() -> TurnedClock:
    """The gateway's clock."""
    return TurnedClock()


@pytest.fixture(scope="session")
def authority() -> Authority:
    """The CA behind the cards."""
    return Authority()


@pytest.fixture
def house(store: Store, authority: Authority, clock: TurnedClock) -> House:
    """A gateway."""
    return build_house(store, authority, clock)


@pytest.fixture
def kiosk(house: House) -> Iterator[AtTerminal]:
    """A terminal at that gateway."""
    with house.terminal() as terminal:
        yield terminal


def _migrate(url: str) -> None:
    store = Store(url)
    migrate.upgrade(store)
    store.close()
