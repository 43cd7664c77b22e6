"""The virtual card behind a real pcscd, judged by openssl; and what stays in memory afterwards."""

from __future__ import annotations

import secrets
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

from devices.cards.outcomes import Attributes, CardSwapped, CardUnpowered, NoCard, Signed
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.virtual import faults
from devices.virtual.deck import Deck
from devices.virtual.personas import person
from devices.virtual.vpcd import VpcdReader
from tests.devices.cards.conftest import RESIDENT, Pcscd
from tests.devices.cards.memory import holds

SOON = 10.0


@pytest.fixture
def reader(pcscd: Pcscd, state: Path) -> Iterator[VpcdReader]:
    """The resident's reader; its cards have fresh counters."""
    reader = VpcdReader(Deck(state, persistent=False), pcscd.readers.port(0))
    reader.start()
    yield reader
    reader.stop()


def make_up(length: int) -> str:
    return "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(length))


def lay(reader: VpcdReader, persona: str) -> bytes:
    """Its authentication certificate."""
    service = CardService(RESIDENT)
    reader.slot.insert(persona)
    assert reader.slot.wait(lambda state, _: bool(state["noticed"]), SOON)
    seen: object = None
    while not isinstance(seen, MyNumberCard):
        seen = service.inspect(SOON)
    return seen.auth_certificate


def test_openssl_accepts_the_signature(reader: VpcdReader, tmp_path: Path) -> None:
    certificate = lay(reader, "ordinary")
    signed = CardService(RESIDENT).authenticate(bytearray(b"1234"), certificate, lambda _: b"to be signed", SOON)
    assert isinstance(signed, Signed)
    key = load_der_x509_certificate(certificate).public_key()
    (tmp_path / "key").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    (tmp_path / "signature").write_bytes(signed.signature)
    (tmp_path / "message").write_bytes(signed.message)
    command = ["openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signature", "message"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout == b"Verified OK\n"


def test_attributes(reader: VpcdReader) -> None:
    certificate = lay(reader, "rare_kanji_supplementary")
    found = CardService(RESIDENT).read_attributes(bytearray(b"5678"), certificate, SOON)
    assert isinstance(found, Attributes)
    assert found.name == person("rare_kanji_supplementary").name


def test_an_exchange_that_no_reader_sees(reader: VpcdReader) -> None:
    certificate = lay(reader, "ordinary")
    reader.slot.swap("ordinary_woman")
    service = CardService(RESIDENT)
    assert service.authenticate(bytearray(b"1234"), certificate, lambda _: b"x", SOON) == CardSwapped()
    assert reader.slot.state()["tries"]["auth"] == 3


@pytest.mark.parametrize("fault", [None, "remove@VERIFY", "mute@VERIFY", "sw=6F00@VERIFY"])
def test_nothing_of_a_password_stays_in_memory(reader: VpcdReader, fault: str | None) -> None:
    """A wrong one: the right one is on the virtual card, which lives in this process."""
    certificate = lay(reader, "ordinary")
    entry = bytearray(make_up(16).encode())
    backwards = bytes(reversed(entry))
    assert holds(backwards) == ["bytearray"], "the search finds what is there"
    if fault is not None:
        reader.slot.order(faults.parse(fault))
    service = CardService(RESIDENT)
    assert not isinstance(service.sign(entry, certificate, lambda _: b"x", 1.0), Signed)
    reader.stop()
    # A thread left behind on a silent card has ended before another begins. (pcscd may not have noticed yet.)
    assert service.inspect(SOON) in (NoCard(), CardUnpowered())
    assert holds(backwards) == []
