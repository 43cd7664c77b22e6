"""OpenSC as the judge: it knows My Number Cards and was not written by us. Through a real pcscd and virtual reader."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.virtual.deck import Deck
from devices.virtual.pcscd import VirtualReaders
from devices.virtual.personas import person
from devices.virtual.vpcd import VpcdReader
from tests.devices.virtual.fixtures import lay, take_away

MODULE = "opensc-pkcs11.so"
JPKI = "00A4040C0AD392F000260100000001"


class OpenSC:
    """Runs its programs on the first reader."""

    def __init__(self, readers: VirtualReaders, folder: Path) -> None:
        self._readers = readers
        self.folder = folder
        # OpenSC caches certificates by token serial, which this kind of card does not tell.
        self._env = {**os.environ, **readers.env, "HOME": str(folder), "XDG_CACHE_HOME": str(folder)}

    def run(self, *command: str, ok: bool = True) -> str:
        done = subprocess.run(
            command, env=self._env, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode == 0) == ok, done.stdout + done.stderr
        return done.stdout + done.stderr

    def send(self, *commands: str) -> list[tuple[str, str]]:
        """Raw commands in one connection: (data, status word) of each, as hex."""
        options = [part for command in commands for part in ("--send-apdu", command)]
        # The "default" driver sends nothing of its own.
        output = self.run("opensc-tool", "--card-driver", "default", "--reader", self._readers.names[0], *options)
        answers = re.split(r"^Received ", output, flags=re.MULTILINE)[1:]
        return [(_data(each), _status(each)) for each in answers]

    def status(self, *commands: str) -> list[str]:
        return [sw for _, sw in self.send(*commands)]


def _status(answer: str) -> str:
    found = re.match(r"\(SW1=0x(..), SW2=0x(..)\)", answer)
    assert found is not None
    return found[1] + found[2]


def _data(answer: str) -> str:
    rows = [row for row in answer.splitlines()[1:] if re.match(r"^([0-9A-F]{2} )+", row)]
    return "".join("".join(row[:48].split()) for row in rows)  # 16 bytes a row, then the same as text


@pytest.fixture(scope="module")
def card(readers: VirtualReaders, state: Path) -> Iterator[VpcdReader]:
    """One card for all tests of this file, on the first reader."""
    reader = VpcdReader(Deck(state, persistent=False), readers.port(0))
    reader.start()
    lay(reader, "ordinary")
    yield reader
    take_away(reader)
    reader.stop()


@pytest.fixture
def opensc(readers: VirtualReaders, card: VpcdReader, tmp_path: Path) -> OpenSC:
    """The card as new, and no PIN left entered by the test before."""
    if card.slot.persona != "ordinary":
        lay(card, "ordinary")
    card.slot.renew()
    card.slot.power(False)
    return OpenSC(readers, tmp_path)


def tries(card: VpcdReader, pin: str) -> int:
    return int(card.slot.state()["tries"][pin])


def auth_certificate(card: VpcdReader) -> x509.Certificate:
    record = card.slot._deck.issuer.card(person("ordinary"))
    assert record.auth is not None
    return record.auth.certificate


def test_it_is_recognised(opensc: OpenSC) -> None:
    assert "jpki" in opensc.run("opensc-tool", "--name")


def test_pkcs15_dump(opensc: OpenSC) -> None:
    dump = opensc.run("pkcs15-tool", "--dump")
    for line in (
        "PIN [User Authentication PIN]",
        "PIN [Digital Signature PIN]",
        "Private RSA Key [User Authentication Key]",
        "Private RSA Key [Digital Signature Key]",
        "X.509 Certificate [User Authentication Certificate]",
        "X.509 Certificate [Digital Signature Certificate CA]",
    ):
        assert line in dump
    assert re.findall(r"Tries left\s*:\s*(\d)", dump) == ["3", "5"]
    assert f"{auth_certificate_serial(dump)}" in dump


def auth_certificate_serial(dump: str) -> str:
    found = re.search(r"Encoded serial : (.*)", dump)
    assert found is not None
    return found[1]


def test_the_certificate_is_read_as_issued(opensc: OpenSC, card: VpcdReader) -> None:
    pem = opensc.run("pkcs15-tool", "--read-certificate", "1")
    begin = pem.index("-----BEGIN")
    assert x509.load_pem_x509_certificate(pem[begin:].encode()) == auth_certificate(card)


def test_the_signature_certificate_is_not_read_without_its_password(opensc: OpenSC) -> None:
    opensc.run("pkcs15-tool", "--read-certificate", "2", ok=False)
    pem = opensc.run("pkcs15-tool", "--read-certificate", "2", "--verify-pin", "--auth-id", "2", "--pin", "SAMPLE1")
    assert x509.load_pem_x509_certificate(pem[pem.index("-----BEGIN") :].encode())


def sign(opensc: OpenSC, pin: str, *, id: str = "01", slot: str = "0", ok: bool = True) -> str:
    (opensc.folder / "message").write_bytes(b"what the gateway wants signed")
    return opensc.run(
        *("pkcs11-tool", "--module", MODULE, "--slot-index", slot, "--login", "--pin", pin, "--id", id),
        *("--sign", "--mechanism", "SHA256-RSA-PKCS", "--input-file", "message", "--output-file", "signature"),
        ok=ok,
    )


def openssl_verifies(opensc: OpenSC, certificate: x509.Certificate) -> bool:
    key = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (opensc.folder / "key.pem").write_bytes(key)
    done = subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "message"],
        cwd=opensc.folder,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_openssl_verifies_what_pkcs11_signed(opensc: OpenSC, card: VpcdReader) -> None:
    sign(opensc, "1234")
    assert openssl_verifies(opensc, auth_certificate(card))
    signature = opensc.folder / "signature"
    signature.write_bytes(bytes((signature.read_bytes()[0] ^ 1,)) + signature.read_bytes()[1:])
    assert not openssl_verifies(opensc, auth_certificate(card))


def test_the_signature_key_signs_too(opensc: OpenSC, card: VpcdReader) -> None:
    sign(opensc, "SAMPLE1", id="02", slot="1")
    record = card.slot._deck.issuer.card(person("ordinary"))
    assert record.sign is not None
    assert openssl_verifies(opensc, record.sign.certificate)


def test_a_wrong_pin_spends_one_try(opensc: OpenSC, card: VpcdReader) -> None:
    assert "CKR_PIN_INCORRECT" in sign(opensc, "0000", ok=False)
    assert tries(card, "auth") == 2
    assert re.findall(r"Tries left\s*:\s*(\d)", opensc.run("pkcs15-tool", "--dump")) == ["2", "5"]
    sign(opensc, "1234")
    assert tries(card, "auth") == 3


def test_a_locked_pin(opensc: OpenSC, card: VpcdReader) -> None:
    for _ in range(3):
        sign(opensc, "0000", ok=False)
    assert tries(card, "auth") == 0
    # OpenSC does not know the card's own word for it (6984), but the one that some documents give (6983).
    assert "C_Login failed" in sign(opensc, "1234", ok=False)
    lay(card, "locked_6983")
    assert "CKR_PIN_LOCKED" in sign(opensc, "1234", ok=False)


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        (["00A4040C0AD392F000260100000002"], ["6A82"]),
        ([JPKI, "00A4020C020018", "00200080", "00200080"], ["9000", "9000", "63C3", "63C3"]),
        ([JPKI, "00A4020C020001", "00B0000000"], ["9000", "9000", "6982"]),
        ([JPKI, "00A4020C020018", "00B0000000"], ["9000", "9000", "6981"]),
        ([JPKI, "00B0000000"], ["9000", "6986"]),
        ([JPKI, "00A4020C020006", "00B000A000"], ["9000", "9000", "6B00"]),
        ([JPKI, "00A4020C020018", "002000800431323334", "00200080"], ["9000", "9000", "9000", "63C3"]),
        (
            [JPKI, "00A4020C020018", *["002000800430303030"] * 4],
            ["9000", "9000", "63C2", "63C1", "63C0", "6984"],
        ),
        ([JPKI, "00A4020C020017", "802A020020" + "00" * 32 + "00"], ["9000", "9000", "6982"]),
        ([JPKI, "00C0000000", "A0B0000000"], ["9000", "6D00", "6E00"]),
    ],
)
def test_status_words_on_the_wire(opensc: OpenSC, commands: list[str], words: list[str]) -> None:
    assert opensc.status(*commands) == words


def test_bytes_on_the_wire(opensc: OpenSC) -> None:
    text = "00A4040C0AD3921000310001010408"
    *_, (data, sw) = opensc.send(text, "00A4020C020011", "002000800435363738", "00A4020C020001", "00B0000000")
    assert sw == "9000"
    assert data == "FF100C" + person("ordinary").my_number.encode().hex() + "FFFF"


def test_power_is_what_forgets_a_pin(opensc: OpenSC, card: VpcdReader) -> None:
    sign(opensc, "1234")
    lay(card, "ordinary")
    assert opensc.status(JPKI, "00A4020C020017", "802A028020" + "00" * 32 + "00")[-1] == "6982"
