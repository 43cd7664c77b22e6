"""The inquiry page on a real port of this machine, over a few documents that exist."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from gateway.certificates.paper import number
from gateway.certificates.paper.code import CodeSigner, Facts
from gateway.certificates.reports import Known
from gateway.config import Listen
from gateway.contract.base import Label
from gateway.inquiry.answers import Issuer
from gateway.inquiry.app import create_app
from gateway.inquiry.serve import _config
from gateway.server import listener

CODE = "132217"
PATH = "/inquiry"
ISSUED_ON = date(2026, 11, 21)
KEY = ec.generate_private_key(ec.SECP256R1())
ISSUERS = {CODE: Issuer(Label(ja="こもれび市", en="Komorebi City"), (KEY.public_key(),))}


def known(**more: object) -> Known:
    """A document of one sheet in two copies, printed."""
    facts: dict[str, object] = {
        "kind": "resident_record",
        "municipality": CODE,
        "issued_on": ISSUED_ON,
        "pages": 2,
        "copies": 2,
        "sha256": "00" * 32,
        "standing": "valid",
    }
    return Known(**(facts | more))  # type: ignore[arg-type]


def code_of(inquiry_number: str, key: ec.EllipticCurvePrivateKey = KEY, **more: object) -> str:
    """The text of the QR on that document, as far as it is signed."""
    facts: dict[str, object] = {
        "municipality": CODE,
        "inquiry_number": inquiry_number,
        "kind": "resident_record",
        "issued_on": ISSUED_ON,
        "sheets": 1,
        "content_hash": bytes(32),
    }
    return CodeSigner(key).sign(Facts(**(facts | more)))  # type: ignore[arg-type]


@dataclass(slots=True)
class Records:
    """The table of documents; it may be out of reach."""

    documents: dict[str, Known] = field(default_factory=dict)
    away: bool = False

    def add(self, document: Known) -> str:
        """Its inquiry number."""
        fresh = number.fresh()
        self.documents[fresh] = document
        return fresh

    def lookup(self, wanted: str) -> Known | None:
        """As the gateway's own."""
        if self.away:
            raise OperationalError("select", {}, Exception("gone"))
        return self.documents.get(wanted)


class Clock:
    """Stands still until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def page_app(records: Records, clock: Clock, per_minute: int = 1000) -> Starlette:
    """The application over these records."""
    return create_app(records.lookup, ISSUERS, PATH, per_minute, clock)


@contextmanager
def on_a_port(app: Starlette) -> Iterator[str]:
    """Serve it on a free port of 127.0.0.1; gives the page's URL."""
    listening = listener(Listen(port=0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
    server = uvicorn.Server(_config(app, None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="inquiry-page")
    thread.start()
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
