"""Schemathesis sends what the contract allows, and what it forbids, to the real gateway over real mutual TLS.

Whatever comes: never a 500, and always an answer that the contract describes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gateway.app import openapi_document
from kiosk.portal import OpenChallenge, assemble, login_message
from tests.parts.authority import LONG_AGO, LONG_HENCE, Authority
from tests.parts.served import Served, gateway, serve, write_settings


def _operations() -> list[Any]:
    document = openapi_document()
    for path in document["paths"].values():
        for operation in path.values():
            # The token is ours to send; schemathesis would count its absence among the mistakes it makes.
            operation.pop("security", None)
    # A body beyond all limits is refused for its size before anybody reads what is wrong in it.
    refused = {"checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}}}
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(refused))
    return [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = _operations()
# Those to which something wrong can be sent at all: a path takes any name of a problem, but not any id.
REFUSING = [each for each in OPERATIONS if each.body or each.query or each.path.endswith("{id}")]
CARD = Authority().card(begins=LONG_AGO, ends=LONG_HENCE)


class Knocker:
    """A terminal with a session, in the hands of somebody who tries everything."""

    def __init__(self, served: Served) -> None:
        tls = served.folder / "tls"
        self._served = served
        self.url = served.url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(tls / "ca.pem")
        self.session.cert = str(tls / "kiosk-01.pem"), str(tls / "kiosk-01.key")
        self._log_in()
        assert self.session.post(f"{self.url}/v1/account", json={"nickname": "ほしぞら"}).status_code == 201

    def _log_in(self) -> None:
        challenge = self._served.portal().challenge()
        assert isinstance(challenge, OpenChallenge)
        message = login_message(challenge, CARD.der)
        signed = assemble(message, CARD.sign(message))
        answer = self.session.post(f"{self.url}/v1/sessions", json={"jws": signed})
        self.session.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    def stay_logged_in(self) -> None:
        """Log in again if the last try logged out."""
        if self.session.get(f"{self.url}/v1/account").status_code == 401:
            self._log_in()


@pytest.fixture(scope="module")
def knocker(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Knocker]:
    """Somebody at a gateway over PostgreSQL, which is stricter about what it stores."""
    url: str = request.getfixturevalue("postgres").fresh_database()
    file = write_settings(tmp_path_factory.mktemp("contract"), url, Authority())
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as served:
        knocker = Knocker(served)
        yield knocker
        knocker.session.close()
        assert '"incident": "' not in served.log()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_is_allowed(knocker: Knocker, operation: Any) -> None:
    _knock(knocker, operation, GenerationMode.POSITIVE, CHECKS)


@pytest.mark.parametrize("operation", REFUSING, ids=lambda operation: operation.label)
def test_what_is_forbidden(knocker: Knocker, operation: Any) -> None:
    _knock(knocker, operation, GenerationMode.NEGATIVE, [*CHECKS, negative_data_rejection])


def _knock(knocker: Knocker, operation: Any, mode: GenerationMode, checks: list[Any]) -> None:
    @settings(max_examples=10, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def knock(case: Any) -> None:
        knocker.stay_logged_in()
        answer = case.call(base_url=knocker.url, session=knocker.session, verify=knocker.session.verify)
        case.validate_response(answer, checks=checks)

    knock()
