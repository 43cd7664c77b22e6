"""A resident of こもれび市 at a terminal of the gateway, logged in with her own card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from gateway.sandbox.town import komorebi
from tests.parts.authority import Authority, Card
from tests.parts.house import AtTerminal


def card_of(authority: Authority, resident: str) -> Card:
    """The card of a resident, by her id in residents.toml."""
    subjects = [person.subject for person in komorebi().residents]
    person = next(person for person in komorebi().residents if person.id == resident)
    return card_with(authority, person.subject, serial=2000 + subjects.index(person.subject))


def card_with(authority: Authority, subject: str, serial: int) -> Card:
    """A card whose authentication certificate carries this CN."""
    like = authority.card(serial=serial)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(authority.name)
        .public_key(like.key.public_key())
        .serial_number(serial)
        .not_valid_before(like.certificate.not_valid_before_utc)
        .not_valid_after(like.certificate.not_valid_after_utc)
    )
    for extension in like.certificate.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    return Card(builder.sign(authority.key, hashes.SHA256()), like.key)


@dataclass(slots=True)
class Counter:
    """One resident's session."""

    at: AtTerminal
    card: Card
    headers: dict[str, str]

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.at.client.request(method, path, headers=self.headers, **more)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.request("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        answer = self.request("POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def ask(self, item: str, **more: str) -> Any:
        return self.post("/v1/self-information/requests", {"item": item, **more})

    def requests(self) -> Any:
        return self.get("/v1/self-information/requests")["requests"]

    def read(self, id: str) -> Any:
        return self.get(f"/v1/self-information/requests/{id}")

    def ask_records(self, first: str, last: str) -> Any:
        return self.post("/v1/provision-records/requests", {"from": first, "to": last})

    def records_requests(self) -> Any:
        return self.get("/v1/provision-records/requests")["requests"]

    def read_records(self, id: str) -> Any:
        return self.get(f"/v1/provision-records/requests/{id}")

    def acts(self) -> list[str]:
        """What the operation history's first page says, newest first."""
        return [operation["act"] for operation in self.get("/v1/operations")["operations"]]

    def log_out(self) -> None:
        assert self.request("DELETE", "/v1/sessions/current").status_code == 204

    def come_back(self) -> None:
        """Log in again with the same card."""
        self.headers = self.at.log_in(self.card)


def enter(kiosk: AtTerminal, resident: str = "reiji-fumi") -> Counter:
    """Log in with a resident's card and open her account."""
    card = card_of(kiosk.house.authority, resident)
    return Counter(kiosk, card, kiosk.log_in(card, nickname="ほしぞら"))
