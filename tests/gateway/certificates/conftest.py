"""A gateway that issues certificates: sandbox registers, sandbox catalogue, keys made once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.certificates.building import catalogue_of, make_keys
from gateway.certificates.office import Issuing
from gateway.certificates.paper.back import Office
from gateway.certificates.paper.press import Press
from gateway.certificates.paper.seal import SealKey
from gateway.certificates.statement import StatementKey, load_ec_key
from gateway.sandbox.registers import SandboxRecords
from gateway.store.database import Store
from tests.gateway.certificates.desk import WORKING_DAY
from tests.parts.authority import Authority
from tests.parts.house import House, TurnedClock, build_house, with_parts


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of demo keys."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    make_keys(folder, catalogue_of(None))
    return folder


@pytest.fixture(scope="session")
def presses(keys: Path) -> dict[str, Press]:
    """The real presses of both municipalities."""
    return {
        each.code: Press(
            Office(each.code, each.prefecture, each.name.ja, each.mayor, each.seal_columns),
            SealKey.load(keys / each.code / "seal.pem", keys / each.code / "seal.key"),
            load_ec_key(keys / each.code / "code.key"),
            "https://inquiry.example/inquiry",
        )
        for each in catalogue_of(None).municipalities
    }


@pytest.fixture
def clock() -> TurnedClock:
    """Noon of a Friday."""
    return TurnedClock(datetime.combine(WORKING_DAY, datetime.min.time(), UTC) + timedelta(hours=3))


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """What happens in the municipality while the gateway runs; a test writes it."""
    return tmp_path / "events.toml"


@pytest.fixture
def issuing(keys: Path, presses: dict[str, Press], events: Path) -> Issuing:
    """The issuing side."""
    return Issuing(
        catalogue=catalogue_of(None),
        records=SandboxRecords(timedelta(seconds=60), events),
        presses=presses,
        statement_key=StatementKey.load(keys / "statement.key"),
        oldest_terminal=(0, 9, 0),
        channels={"shop-01": "shop"},
    )


@pytest.fixture
def house(store: Store, authority: Authority, clock: TurnedClock, issuing: Issuing) -> House:
    """A gateway that issues."""
    return with_parts(build_house(store, authority, clock), certificates=issuing)
