"""Terminals and residents at gateways that really run: processes, mutual TLS, one database."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from gateway.certificates.building import catalogue_of, make_keys
from gateway.dev_certs import make
from kiosk.portal import OpenChallenge, assemble, login_message
from tests.gateway.certificates.desk import Desk
from tests.gateway.portal.counter import card_of
from tests.parts.authority import Authority
from tests.parts.served import Served


def always_open() -> str:
    """The sandbox's catalogue, open on every day but for the last minute, without campaigns."""
    text = files("gateway.sandbox").joinpath("certificates.yaml").read_text("utf-8")
    text = re.sub(r"        campaigns:\n(          .*\n)+", "", text)
    text = text.replace("        year_end_closed: false\n", "")
    hours = 'year_end_closed: false\n        hours: {days: every_day, opens: "00:00", closes: "23:59"}'
    return re.sub(r"(      - kind: \w+\n)", rf"\1        {hours}\n", text)


def certificate_settings(folder: Path, nodes: int) -> dict[str, Any]:
    """The section of the settings; makes what it names."""
    make_keys(folder / "keys", catalogue_of(None))
    (folder / "catalogue.yaml").write_text(always_open())
    return {
        "keys": str(folder / "keys"),
        "catalogue": str(folder / "catalogue.yaml"),
        "inquiry_url": "https://inquiry.example/inquiry",
        "nodes": nodes,
    }


@dataclass(slots=True)
class FarClient:
    """As the in-process client, over mutual TLS to whichever node is asked."""

    served: Served
    name: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        tls = self.served.folder / "tls"
        make(tls, self.name, ("localhost",))
        self.session.trust_env = False
        self.session.verify = str(tls / "ca.pem")
        self.session.cert = str(tls / f"{self.name}.pem"), str(tls / f"{self.name}.key")

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request, to its end."""
        return self.session.request(method, f"{self.served.url}{path}", timeout=60, **more)


@dataclass(slots=True)
class FarTerminal:
    """What `Desk` needs of a terminal."""

    client: FarClient


def log_in(served: Served, authority: Authority, terminal: str, resident: str) -> Desk:
    """A resident at a terminal of her own."""
    client = FarClient(served, terminal)
    card = card_of(authority, resident)
    given = client.request("POST", "/v1/challenges").json()
    own = x509.load_pem_x509_certificate((served.folder / "tls" / f"{terminal}.pem").read_bytes())
    challenge = OpenChallenge(
        given["challenge_id"], given["nonce"], given["audience"], own.fingerprint(SHA256()).hex(), int(time.time())
    )
    message = login_message(challenge, card.der)
    answer = client.request("POST", "/v1/sessions", json={"jws": assemble(message, card.sign(message))})
    assert answer.status_code == 201, answer.text
    return Desk(FarTerminal(client), card, {"Authorization": f"Bearer {answer.json()['token']}"})  # type: ignore[arg-type]


def at_node(desk: Desk, served: Served, terminal: str) -> Desk:
    """The same session at another node."""
    return Desk(FarTerminal(FarClient(served, terminal)), desk.card, desk.headers)  # type: ignore[arg-type]
