"""OpenSC as the judge of the virtual staff card: its PIV driver was not written by us. Through a real pcscd."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from devices.virtual.deck import Deck
from devices.virtual.pcscd import VirtualReaders
from devices.virtual.piv_card import PivCard
from devices.virtual.vpcd import VpcdReader
from tests.devices.virtual.fixtures import lay, shared_state, take_away

CARDS = {"staff_piv": ("--signature-format", "openssl"), "staff_piv_rsa": ("--pkcs1",)}


class OpenSC:
    """Its programs, on the first reader, with one staff card on it."""

    def __init__(self, readers: VirtualReaders, persona: str, card: PivCard, folder: Path) -> None:
        self.persona, self.card, self.folder = persona, card, folder
        self._env = {**os.environ, **readers.env, "HOME": str(folder), "XDG_CACHE_HOME": str(folder)}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._env, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(params=CARDS)
def opensc(request: pytest.FixtureRequest, readers: VirtualReaders, state: Path, tmp_path: Path) -> Iterator[OpenSC]:
    deck = Deck(state)
    reader = VpcdReader(deck, readers.port(0))
    reader.start()
    lay(reader, request.param)
    program = deck.card(request.param).program
    assert isinstance(program, PivCard)
    yield OpenSC(readers, request.param, program, tmp_path)
    take_away(reader)
    reader.stop()


def test_it_is_taken_for_a_piv_card_with_a_card_authentication_key(opensc: OpenSC) -> None:
    assert "Personal Identity Verification Card" in opensc.run("opensc-tool", "--name")
    dump = opensc.run("pkcs15-tool", "--dump")
    assert "CARD AUTH key" in dump
    assert "Certificate for Card Authentication" in dump


def test_the_certificate_is_read_as_issued(opensc: OpenSC) -> None:
    pem = opensc.run("pkcs15-tool", "--read-certificate", "04")
    assert x509.load_pem_x509_certificate(pem[pem.index("-----BEGIN") :].encode()) == opensc.card.certificate


def test_openssl_verifies_what_it_signed_without_a_pin(opensc: OpenSC) -> None:
    message = b"what a terminal wants signed"
    (opensc.folder / "message").write_bytes(message)
    (opensc.folder / "hash").write_bytes(sha256(message).digest())
    opensc.run(
        *("pkcs15-crypt", "--key", "04", "--sign", "--sha-256", "--raw", *CARDS[opensc.persona]),
        *("--input", "hash", "--output", "signature"),
    )
    key = opensc.card.certificate.public_key()
    (opensc.folder / "key.pem").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    judged = opensc.run("openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "message")
    assert "Verified OK" in judged


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_it_answers_anything(commands: list[bytes]) -> None:
    card = Deck(shared_state()).card("staff_piv").program
    assert isinstance(card, PivCard)
    card.power_on()
    for command in commands:
        answer = card.process(command)
        assert 2 <= len(answer) <= 65538
