"""An application signed by the virtual card, from its APDUs to the notice in its owner's box.

What comes out of the seal is verified by `jose`, a JOSE library in another language that we did not write.
"""

from __future__ import annotations

import json
import stat
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from devices.virtual.card_program import JpkiCard
from devices.virtual.deck import Deck
from devices.virtual.issuer import CardRecord
from devices.virtual.personas import Person, personas
from gateway.backoffice import deciding, pages, settings
from gateway.backoffice.certified import Certified
from gateway.backoffice.deciding import File
from gateway.backoffice.office import build
from gateway.backoffice.opening import Opened
from gateway.backoffice.settings import SignatureSettings
from gateway.config import load
from gateway.contract.applications import Applicant, Content, EApplication, assemble_signed, signing_input
from gateway.intake import recipients
from gateway.sandbox.linking import SandboxLinking
from gateway.sandbox.office import prepare
from gateway.store.database import Store
from tests.devices.virtual.fixtures import deck, state  # noqa: F401
from tests.gateway.backoffice.counter import Counter, application, at_terminal, counter
from tests.parts.authority import Authority, Card
from tests.parts.house import TurnedClock, build_house
from tests.parts.served import write_settings

JOSE = Path(__file__).parents[2] / "parts" / "jose"
PERSONA, PASSWORD = "ordinary_woman", b"HANAKO02"
SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


@dataclass(frozen=True, slots=True)
class Resident:
    """A card on the table, and what its issuer put on it."""

    program: JpkiCard
    record: CardRecord

    def sign(self, message: bytes) -> bytes:
        """By the card's own commands: password, then the signature over the digest (ISO 7816-4, -8)."""
        for command in ("00A4040C0AD392F000260100000001", "00A4020C02001B"):
            assert self.program.process(bytes.fromhex(command)) == b"\x90\x00"
        assert self.program.process(bytes.fromhex("00200080") + bytes([len(PASSWORD)]) + PASSWORD) == b"\x90\x00"
        assert self.program.process(bytes.fromhex("00A4020C02001A")) == b"\x90\x00"
        digest_info = SHA256_DIGEST_INFO + sha256(message).digest()
        answer = self.program.process(bytes.fromhex("802A0080") + bytes([len(digest_info)]) + digest_info + b"\x00")
        assert answer is not None
        assert answer[-2:] == b"\x90\x00"
        return answer[:-2]

    def signed(self, document: EApplication) -> Content:
        """The document as a terminal sends it."""
        assert self.record.sign is not None
        message = signing_input(document.to_bytes(), self.record.sign.certificate.public_bytes(Encoding.DER))
        return Content(signed=assemble_signed(message, self.sign(message)), attachments=document.attachments)

    @property
    def log_in_card(self) -> Card:
        """The other certificate, with its key."""
        assert self.record.auth is not None
        return Card(self.record.auth.certificate, self.record.auth.key)


@pytest.fixture
def resident(deck: Deck) -> Resident:  # noqa: F811
    """Her card lies there."""
    program = deck.card(PERSONA).program
    assert isinstance(program, JpkiCard)
    program.power_on()
    person = personas()[PERSONA]
    assert isinstance(person, Person)
    return Resident(program, deck.issuer.card(person))


@pytest.fixture
def town(store: Store, authority: Authority, tmp_path: Path, own_url: str, deck: Deck) -> Iterator[Counter]:  # noqa: F811
    """A back office that trusts the sandbox's card issuer, with the policies of its default settings."""
    anchors = [x509.load_pem_x509_certificate(each.read_bytes()) for each in deck.issuer.anchors.glob("*.pem")]
    house = build_house(store, authority, TurnedClock(datetime.now(UTC)), anchors=tuple(anchors))
    policies = SignatureSettings(anchors=deck.issuer.anchors).policies
    with counter(house, tmp_path, own_url) as opened:
        judge = replace(opened.office.judge, policies=policies)
        opened.office = replace(opened.office, judge=judge, linking=SandboxLinking(deck.state))
        yield opened


def jose(compact: str) -> subprocess.CompletedProcess[str]:
    program = JOSE / "verify.js"
    assert (JOSE / "node_modules").is_dir(), f"jose is not installed: run {JOSE / 'install'}"
    return subprocess.run(
        ["node", program], input=compact, capture_output=True, text=True, check=False, timeout=60, cwd=JOSE
    )


def test_verified_by_a_library_of_another_language(town: Counter, resident: Resident) -> None:
    document = application(answers={"name": "葛\U000e0101城　𠮷美", "children": 2})
    item = town.send(resident.signed(document), accepted_at=town.house.clock())
    town.work()
    file = deciding.look(town.office, town.receipt(item))
    assert isinstance(file, File)
    assert file.case.troubles == {}
    opened = file.items[0].opened
    assert isinstance(opened, Opened)
    assert opened.content.signed is not None
    verdict = jose(opened.content.signed)
    assert verdict.returncode == 0, verdict.stderr
    said = json.loads(verdict.stdout)
    assert (said["alg"], said["typ"]) == ("RS256", "madoguchi-application+jwt")
    # Code point for code point what was on the review page.
    assert b64decode(said["payload"]) == document.to_bytes()
    header, _, signature = opened.content.signed.split(".")
    other = resident.signed(application(answers={"children": 3})).signed
    assert other is not None
    assert jose(f"{header}.{other.split('.')[1]}.{signature}").returncode == 1


def test_the_clerk_sees_whom_the_certificate_names(town: Counter, resident: Resident) -> None:
    """The applicant is who signed, whatever the form says; without any account."""
    person = personas()[PERSONA]
    assert isinstance(person, Person)
    hers = Applicant(source="typed", name=person.name, address=person.address, birth_date=person.birth, sex="female")
    honest = town.send(resident.signed(application(applicant=hers)), accepted_at=town.house.clock())
    other = town.send(resident.signed(application()), accepted_at=town.house.clock())
    town.work()
    files = [deciding.look(town.office, town.receipt(each)) for each in (honest, other)]
    for file in files:
        assert isinstance(file, File)
        assert file.items[0].signer == Certified(person.name, person.birth, "female", person.address)
        assert person.name not in repr(file)
    shown = [pages.as_text(file) for file in files if isinstance(file, File)]
    for text in shown:
        assert f"署名した人（電子証明書）：{person.name}　{person.birth:%Y-%m-%d}　女　{person.address}" in text
    assert "THE FORM SAYS OTHERWISE" not in shown[0]
    assert "THE FORM SAYS OTHERWISE: name, birth_date, sex, address" in shown[1]


def test_whose_account_it_is(town: Counter, resident: Resident) -> None:
    """Signed by one certificate, logged in by the other: the card's issuer knows that they are one person's."""
    at = at_terminal(town)
    headers = at.log_in(resident.log_in_card, nickname="はなこ")
    town.send(resident.signed(application()), accepted_at=town.house.clock())
    town.work()
    box = at.client.get("/v1/notices", headers=headers).json()
    assert [each["title"]["ja"] for each in box["notices"]] == ["申請を受け付けました"]


def test_nobody_is_known_without_the_issuer(tmp_path: Path) -> None:
    assert SandboxLinking(tmp_path).authentication_certificates("0" * 64, "1") == ()


def test_the_sandbox_municipality_beside_a_sandbox_gateway(
    store: Store,
    authority: Authority,
    tmp_path: Path,
    deck: Deck,  # noqa: F811
) -> None:
    """`gateway sandbox backoffice` makes all it needs, once, and offers its key."""
    url = store.url.render_as_string(hide_password=False)
    wanted = load(write_settings(tmp_path, url, authority))
    folder = tmp_path / "office"
    file = prepare(wanted, deck.state, folder, ("pregnancy",))
    assert prepare(wanted, deck.state, folder, ("pregnancy",)) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with store.read() as conn:
        [offered] = recipients.current(conn, datetime.now(UTC))
    office = build(settings.load(file))
    assert office.keys.get(offered.key_id) is not None
    assert office.settings.unsigned == ("pregnancy",)
    assert isinstance(office.linking, SandboxLinking)
    office.close()
