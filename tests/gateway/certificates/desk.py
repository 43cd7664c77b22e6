"""A resident at a terminal that issues certificates, and readers that are not ours for what comes out."""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from joserfc import jws
from joserfc.jwk import ECKey

from gateway.contract.certificates import VERSION_HEADER
from tests.gateway.portal.counter import card_of
from tests.parts.authority import Card
from tests.parts.house import AtTerminal

WORKING_DAY = date(2026, 11, 20)
VERSION = {VERSION_HEADER: "1.0.0"}

WHOLE_HOUSEHOLD = {"kind": "resident_record", "relation": True, "domicile": True}
SEAL = {"kind": "seal_registration"}
FREE = {"way": "free", "state": "nothing", "yen": 0}


@dataclass(slots=True)
class Desk:
    """One resident's session."""

    at: AtTerminal
    card: Card
    headers: dict[str, str]

    @property
    def token(self) -> str:
        return self.headers["Authorization"].removeprefix("Bearer ")

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.at.client.request(method, f"/v1/certificates{path}", headers=self.headers | VERSION, **more)

    def offers(self) -> dict[str, Any]:
        answer = self.request("GET", "/offers")
        assert answer.status_code == 200, answer.text
        return {offer["kind"]: offer for offer in answer.json()["offers"]}

    def ask(self, wanted: dict[str, Any], fee_yen: int = 200, **more: Any) -> httpx.Response:
        return self.request("POST", "/issues", json=new_issue(wanted, fee_yen, **more))

    def issue(self, wanted: dict[str, Any], fee_yen: int = 200, **more: Any) -> Document:
        answer = self.ask(wanted, fee_yen, **more)
        assert answer.status_code == 201, answer.text
        return Document.of(answer.json())

    def report(self, request_id: str, result: str = "printed", **more: Any) -> httpx.Response:
        return self.request("POST", f"/issues/{request_id}/report", json={"result": result, "payment": FREE} | more)

    def state(self, request_id: str) -> httpx.Response:
        return self.request("GET", f"/issues/{request_id}")


@dataclass(frozen=True, slots=True)
class Document:
    """What came: the bytes, and what the statement says (its signature unchecked)."""

    pdf: bytes
    statement: str
    said: dict[str, Any]

    @classmethod
    def of(cls, body: dict[str, Any]) -> Document:
        payload = body["statement"].split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return cls(base64.b64decode(body["pdf"], validate=True), body["statement"], said)

    def text(self) -> str:
        """What poppler reads on it, without white space."""
        command = ["pdftotext", "-raw", "-", "-"]
        done = subprocess.run(command, input=self.pdf, capture_output=True, check=True, timeout=60)
        return "".join(done.stdout.decode().split())

    def signed_by(self, key: Path) -> bool:
        """Whether the statement is signed by this public key."""
        found = jws.deserialize_compact(self.statement, ECKey.import_key(key.read_bytes()))
        return bool(json.loads(found.payload or b"") == self.said)


def new_issue(wanted: dict[str, Any], fee_yen: int, **more: Any) -> dict[str, Any]:
    """The body of a request, with a new id unless one is given."""
    return {
        "request_id": str(uuid.uuid4()),
        "nonce": secrets.token_urlsafe(18),
        "wanted": wanted,
        "copies": 1,
        "fee_yen": fee_yen,
    } | more


def sit_down(kiosk: AtTerminal, resident: str = "mihon-taro") -> Desk:
    """Log in with a resident's card; certificates need no account."""
    card = card_of(kiosk.house.authority, resident)
    return Desk(kiosk, card, kiosk.log_in(card))
