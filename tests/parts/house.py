"""A whole gateway in this process: the real application over a real database, with a clock that tests turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.app import SESSION_ENDS, create_app, information_holder
from gateway.config import Settings
from gateway.identity.anchors import Anchors
from gateway.identity.revocation import Good, Status
from gateway.parts import Parts
from gateway.sessions import SessionEnd, Sessions
from gateway.store.database import Store
from gateway.terminal import Terminal
from kiosk.portal import OpenChallenge, assemble, login_message
from tests.parts.authority import Authority, Card

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
AUDIENCE = "gateway-test"


class TurnedClock:
    """The gateway's clock. It stands still until a test turns it."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """What time it is."""
        return self._now

    def turn(self, **time: float) -> None:
        """Let time pass: `turn(seconds=5)`, `turn(days=1)`."""
        self._now += timedelta(**time)


@dataclass(slots=True)
class Says:
    """A revocation port that says what the test wants."""

    answer: Status

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """Always the same."""
        return self.answer


def settings(database_url: str, **changes: Any) -> Settings:
    """Settings of a sandbox gateway; the TLS files are for those who serve."""
    plain: dict[str, Any] = {
        "profile": "sandbox",
        "id": AUDIENCE,
        "tls": {"certificate": "server.pem", "key": "server.key", "client_ca": "ca.pem"},
        "database": {"url": database_url},
        "jpki": {"anchors": "anchors"},
        "revocation": {"kind": "assume-good"},
        "municipality": {"code": "132217", "name": "架空市", "reading": "かくうし", "name_en": "Kaku City"},
    }
    return Settings.model_validate(plain | changes)


class House:
    """The gateway and what a test needs to knock at it."""

    def __init__(self, parts: Parts, authority: Authority, clock: TurnedClock) -> None:
        self.parts = parts
        self.authority = authority
        self.clock = clock
        self._app = create_app(parts)

    @contextmanager
    def terminal(self, name: str = "kiosk-01", certificate: bytes = b"") -> Iterator[AtTerminal]:
        """Knock as a terminal that TLS has let in. certificate: DER, where it matters."""
        terminal = Terminal(name, sha256(certificate or name.encode()).hexdigest(), certificate)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await self._app({**scope, "state": {"terminal": terminal}}, receive, send)

        with in_process(app) as client:
            yield AtTerminal(self, terminal, client)


class Client:
    """httpx against an application in this process; usable from several threads at once."""

    def __init__(self, loop: asyncio.AbstractEventLoop, client: httpx.AsyncClient) -> None:
        self._loop = loop
        self._client = client

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request, to its end."""
        return asyncio.run_coroutine_threadsafe(self._client.request(method, path, **more), self._loop).result(60)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **more)

    def patch(self, path: str, **more: Any) -> httpx.Response:
        """PATCH."""
        return self.request("PATCH", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        """PUT."""
        return self.request("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        """DELETE."""
        return self.request("DELETE", path, **more)


@contextmanager
def in_process(app: ASGIApp) -> Iterator[Client]:
    """A client for this application, on an event loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="in-process-gateway")
    thread.start()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://gateway")
    try:
        yield Client(loop, client)
    finally:
        asyncio.run_coroutine_threadsafe(client.aclose(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@dataclass(slots=True)
class AtTerminal:
    """One terminal's requests."""

    house: House
    terminal: Terminal
    client: Client

    def challenge(self) -> OpenChallenge:
        """Ask for a challenge, as the terminal keeps it."""
        given = self.client.post("/v1/challenges")
        assert given.status_code == 201, given.text
        body = given.json()
        return OpenChallenge(
            body["challenge_id"],
            body["nonce"],
            body["audience"],
            self.terminal.thumbprint,
            int(self.house.clock().timestamp()),
        )

    def send(self, jws: str) -> httpx.Response:
        """POST /v1/sessions."""
        return self.client.post("/v1/sessions", json={"jws": jws})

    def try_log_in(
        self, card: Card, change: Callable[[OpenChallenge], OpenChallenge] = lambda it: it
    ) -> httpx.Response:
        """Challenge, signature by the card, answer. `change` tampers with what is signed."""
        message = login_message(change(self.challenge()), card.der)
        return self.send(assemble(message, card.sign(message)))

    def log_in(self, card: Card | None = None, nickname: str | None = None) -> dict[str, str]:
        """Log in, open the account if a nickname is given; the headers of the session."""
        answer = self.try_log_in(card or self.house.authority.card())
        assert answer.status_code == 201, answer.text
        headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        if nickname is not None:
            opened = self.client.post("/v1/account", json={"nickname": nickname}, headers=headers)
            assert opened.status_code == 201, opened.text
        return headers


def build_house(
    store: Store,
    authority: Authority,
    clock: TurnedClock,
    *,
    at_end: tuple[SessionEnd, ...] = SESSION_ENDS,
    anchors: tuple[x509.Certificate, ...] = (),
    **changes: Any,
) -> House:
    """A house over a migrated database. Revocation is always good; tests put another port in with `with_parts`."""
    made = settings(store.url.render_as_string(hide_password=False), **changes)
    parts = Parts(
        settings=made,
        store=store,
        anchors=Anchors((authority.certificate, *anchors)),
        revocation=Says(Good()),
        sessions=Sessions(store, made.sessions, at_end),
        information=information_holder(made),
        now=clock,
    )
    return House(parts, authority, clock)


def with_parts(house: House, **parts: Any) -> House:
    """The same house with other parts."""
    return House(replace(house.parts, **parts), house.authority, house.clock)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and the last word of the problem's type; fails if it isn't problem details."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["type"].removeprefix("/problems/")


def sqlite_url(folder: Path) -> str:
    """A database file in this folder."""
    return f"sqlite:///{folder}/gateway.db"
