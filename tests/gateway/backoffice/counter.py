"""A whole back office beside a gateway, in this process: its own database and keys, residents' cards, a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from gateway.backoffice import key_office, keys
from gateway.backoffice.office import MIGRATIONS, Office
from gateway.backoffice.outgoing import tell
from gateway.backoffice.settings import BackofficeSettings
from gateway.backoffice.signatures import Judge
from gateway.backoffice.taking import take, try_again
from gateway.contract.applications import (
    Applicant,
    Attachment,
    CardApplication,
    Content,
    EApplication,
    Line,
    assemble_signed,
    signing_input,
)
from gateway.contract.intake import receipt_number
from gateway.identity.revocation import Good
from gateway.store import migrate
from gateway.store.database import Store
from tests.gateway.intake.sending import MUNICIPALITY, Item, Sender, post, put_chunk
from tests.parts.authority import SIGNATURE_POLICY, Authority, Card
from tests.parts.house import AtTerminal, Client, House, Says, TurnedClock

PHOTO = b"\xff\xd8" + bytes(range(256)) * 1200
SHOWN: tuple[Line, ...] = (("お名前", "架空　太郎"), ("ご住所", "架空県こもれび市みどり町１丁目２番３号"))


def application(**more: Any) -> EApplication:
    """Of a fictional resident."""
    said: dict[str, Any] = {
        "procedure": "child-allowance",
        "procedure_version": "1",
        "title": "児童手当の認定請求",
        "applicant": Applicant(
            source="card",
            name="架空　太郎",
            address="架空県こもれび市みどり町１丁目２番３号",
            birth_date=date(1989, 1, 8),
            sex="male",
        ),
        "answers": {"children": 2},
        "shown": SHOWN,
    }
    return EApplication(**(said | more))


def signed(document: EApplication | CardApplication, card: Card) -> Content:
    """As a card signs it at a terminal."""
    message = signing_input(document.to_bytes(), card.der)
    return Content(signed=assemble_signed(message, card.sign(message)), attachments=document.attachments)


def photo(content: bytes = PHOTO) -> Attachment:
    """How an attachment is named."""
    return Attachment(title="写真", media_type="image/jpeg", size=len(content), sha256=sha256(content).hexdigest())


@dataclass(slots=True)
class Links:
    """A linking port that says what a test wants: serial of the signing certificate -> of those that log in."""

    known: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def authentication_certificates(self, issuer_key_id: str, serial: str) -> tuple[tuple[str, str], ...]:
        return self.known.get(serial, ())


@dataclass(slots=True)
class Counter:
    """Back office, terminal and their town."""

    house: House
    office: Office
    sender: Sender
    client: Client
    authority: Authority
    links: Links
    revocation: Says

    def card(self, serial: int = 7001, **more: Any) -> Card:
        """A 署名用 certificate with its key."""
        return self.authority.card(serial, policy=SIGNATURE_POLICY, for_signature=True, **more)

    def send(self, content: Any, kind: Any = "e-application", **more: Any) -> Item:
        """From the terminal to the intake."""
        item = self.sender.item(content, kind=kind, **more)
        for chunk in item.chunks:
            assert put_chunk(self.client, chunk).status_code in (200, 201)
        answer = post(self.client, item)
        assert answer.status_code == 201, answer.text
        return item

    def work(self) -> None:
        """One pass of the back office."""
        take(self.office)
        try_again(self.office)
        tell(self.office)

    def receipt(self, item: Item) -> str:
        """Its number."""
        return receipt_number(item.claims["terminal"], item.claims["sequence"])

    def state(self, item: Item) -> tuple[str, bool]:
        """As the terminal is told: state, delayed."""
        told = self.client.get(f"/v1/intake/items/{item.key}").json()
        return told["state"], told["delayed"]


@contextmanager
def counter(house: House, folder: Path, own_url: str, **changes: Any) -> Iterator[Counter]:
    """Open it; the municipality's key is offered."""
    clock: TurnedClock = house.clock
    intake = house.parts.store
    settings = BackofficeSettings.model_validate(
        {
            "profile": "sandbox",
            "municipality": {"code": MUNICIPALITY, "name": "架空市", "reading": "かくうし", "name_en": "Kaku City"},
            "intake": {"url": intake.url.render_as_string(hide_password=False)},
            "database": {"url": own_url},
            "keys": str(folder / "keys"),
            "suite": "X25519",
            "signatures": {"anchors": str(folder), "policies": [SIGNATURE_POLICY]},
            "revocation": {"kind": "assume-good"},
            "unsigned": ["pregnancy"],
        }
        | changes
    )
    own = Store(own_url)
    migrate.upgrade(own, MIGRATIONS)
    key_office.new(intake, settings, settings.suite, clock())
    private = keys.load(settings.keys)
    links, says = Links(), Says(Good())
    judge = Judge(house.parts.anchors, settings.signatures.policies, says)
    office = Office(settings, own, intake, private, judge, links, clock)
    [only] = private.values()
    sender = Sender(only.recipient(MUNICIPALITY))
    with house.terminal(sender.name, sender.der) as at:
        yield Counter(house, office, sender, at.client, house.authority, links, says)
    own.close()


def at_terminal(counter: Counter) -> AtTerminal:
    """The same terminal, for log-ins."""
    from gateway.terminal import Terminal

    thumbprint = sha256(counter.sender.der).hexdigest()
    return AtTerminal(counter.house, Terminal(counter.sender.name, thumbprint), counter.client)
