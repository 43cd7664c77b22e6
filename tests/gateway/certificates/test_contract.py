"""Schemathesis at a gateway that really issues: whatever comes, never a 500, and always what the contract describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from gateway.app import openapi_document
from tests.gateway.certificates.far import certificate_settings, log_in
from tests.gateway.test_contract import CHECKS
from tests.parts.authority import Authority
from tests.parts.served import Served, gateway, serve, write_settings


def _operations() -> list[Any]:
    document = openapi_document()
    document["paths"] = {path: each for path, each in document["paths"].items() if "/certificates/" in path}
    for path in document["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return [each.ok() for each in schemathesis.openapi.from_dict(document).get_all_operations() if isinstance(each, Ok)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A gateway over PostgreSQL, which is stricter about what it stores."""
    folder = tmp_path_factory.mktemp("contract")
    url: str = request.getfixturevalue("postgres").fresh_database()
    file = write_settings(folder, url, Authority(), certificates=certificate_settings(folder, nodes=1))
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as running:
        yield running
        assert '"incident": "' not in running.log()


@pytest.fixture(scope="module")
def session(served: Served) -> requests.Session:
    """A resident's session, in the hands of somebody who tries everything."""
    desk = log_in(served, Authority(), "kiosk-01", "mihon-taro")
    client: requests.Session = desk.at.client.session  # type: ignore[attr-defined]
    client.headers.update(desk.headers)
    return client


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", _operations(), ids=lambda operation: operation.label)
def test_whatever_comes(served: Served, session: requests.Session, operation: Any, mode: GenerationMode) -> None:
    @settings(max_examples=15, suppress_health_check=list(HealthCheck), database=None, deadline=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def knock(case: Any) -> None:
        answer = case.call(base_url=served.url, session=session, verify=session.verify)
        case.validate_response(answer, checks=CHECKS)

    knock()
