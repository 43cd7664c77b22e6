"""A back office beside each kind of gateway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store.database import Store
from tests.gateway.backoffice.counter import Counter, counter
from tests.parts.house import House
from tests.parts.postgres import Postgres


@pytest.fixture
def own_url(store: Store, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own, of the same kind as the gateway's."""
    if store.url.get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path}/backoffice.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield url
    server.drop(url)


@pytest.fixture
def office(house: House, tmp_path: Path, own_url: str) -> Iterator[Counter]:
    """Everything at once."""
    with counter(house, tmp_path, own_url) as opened:
        yield opened
