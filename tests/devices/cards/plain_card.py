"""A small My Number Card program of the tests' own, written apart from the virtual card: what another maker's card
might do differently within the rules. In process, behind `PlainSlot`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import NameOID

from devices.cards.link import Link, ReaderStatus, Response
from devices.cards.outcomes import CardTrouble, NoCard

T = TypeVar("T")

JPKI = bytes.fromhex("D392F000260100000001")
TEXT = bytes.fromhex("D3921000310001010408")
START = datetime(2026, 4, 1, tzinfo=UTC)


@cache
def rsa_key(label: str) -> rsa.RSAPrivateKey:
    """One key per label and test run."""
    del label
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def authority(key: rsa.RSAPrivateKey, name: str = "Test CA", *, ski: bool = True) -> x509.Certificate:
    """A self-signed CA. Several may share a name, as the real generations do."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(START - timedelta(days=900))
        .not_valid_after(START + timedelta(days=3000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    if ski:
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return builder.sign(key, hashes.SHA256())


def issue(
    subject_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    ca: x509.Certificate,
    ca_key: rsa.RSAPrivateKey,
    *,
    aki: bool = True,
) -> x509.Certificate:
    """An end-entity certificate for authentication, valid 2026-04-01 to 2031-02-17."""
    names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = dict.fromkeys((*names, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder()
        .issuer_name(ca.subject)
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "0000000000TEST13221003A")]))
        .public_key(subject_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(datetime(2031, 2, 17, 14, 59, 59, tzinfo=UTC))
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(
            x509.CertificatePolicies(
                [x509.PolicyInformation(x509.ObjectIdentifier("1.2.392.200149.8.5.1.3.30"), None)]
            ),
            critical=True,
        )
    )
    if aki:
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
    return builder.sign(ca_key, hashes.SHA256())


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


@cache
def certificate_for(label: str) -> bytes:
    """A certificate of key `label` by the one test CA."""
    return der(issue(rsa_key(label), authority(rsa_key("ca")), rsa_key("ca")))


def attributes_file(name: str, address: str, birth: str, sex: str) -> bytes:
    """EF 0002 with its table of offsets (left empty: nobody may rely on it)."""
    fields = zip((0x22, 0x23, 0x24, 0x25), (name, address, birth, sex), strict=True)
    body = b"\xdf\x21\x08" + bytes(8) + b"".join(bytes((0xDF, tag)) + sized(text.encode()) for tag, text in fields)
    return b"\xff\x20" + sized(body)


def sized(value: bytes) -> bytes:
    """A value behind its length: one byte, or as the cards do it from 128 on."""
    return (bytes((len(value),)) if len(value) < 128 else b"\x82" + len(value).to_bytes(2, "big")) + value


NUMBER_FILE = b"\xff\x10\x0c" + b"123456789018" + b"\xff\xff"
ATTRIBUTES_FILE = attributes_file("試験　太郎", "東京都架空市試験町１－２－３", "19800217", "1")


def digests_file(number: bytes, attributes: bytes) -> bytes:
    """EF 0003: the two digests and a signature nobody checks here."""
    fields = attributes[attributes.index(b"\xdf\x22") :]
    body = b"\xdf\x31\x20" + sha256(number).digest() + b"\xdf\x32\x20" + sha256(fields).digest()
    body += b"\xdf\x33\x82\x01\x00" + bytes(256)
    return b"\xff\x30\x82" + len(body).to_bytes(2, "big") + body


@dataclass
class Pin:
    value: bytes
    left: int
    most: int
    accepted: bool = False


@dataclass
class Oddities:
    """Ways to differ within the rules."""

    not_found: int = 0x6A82
    wants_fci: bool = False  # refuses P2=0C with 6A86
    exact_le: bool = False  # 6Cxx when asked for more than there is
    chained: bool = False  # 61xx and GET RESPONSE for every answer with data
    most_per_read: int = 256
    filler: int = 0  # bytes of FF behind every file
    stumbles: bool = False  # the first command after power-up answers 6F00
    blocked: int = 0x6984


def jpki_files(label: str = "auth", token: bytes = b"JPKIAPICCTOKEN2") -> dict[int, bytes]:
    return {
        0x0001: certificate_for("sign"),
        0x0006: token.ljust(32) + bytes(128),
        0x0008: b"\x8f\x8f\x00",
        0x000A: certificate_for(label),
        0x000B: der(authority(rsa_key("ca"))),
    }


@dataclass
class PlainCard:
    """Files by application; PINs and keys by (application, file)."""

    files: dict[bytes, dict[int, bytes]] = field(
        default_factory=lambda: {
            JPKI: jpki_files(),
            TEXT: {1: NUMBER_FILE, 2: ATTRIBUTES_FILE, 3: digests_file(NUMBER_FILE, ATTRIBUTES_FILE)},
        }
    )
    pins: dict[tuple[bytes, int], Pin] = field(
        default_factory=lambda: {
            (JPKI, 0x18): Pin(b"1234", 3, 3),
            (JPKI, 0x1B): Pin(b"ABC123", 5, 5),
            (TEXT, 0x11): Pin(b"5678", 3, 3),
        }
    )
    keys: dict[tuple[bytes, int], tuple[str, int]] = field(
        default_factory=lambda: {(JPKI, 0x17): ("auth", 0x18), (JPKI, 0x1A): ("sign", 0x1B)}
    )
    guards: dict[tuple[bytes, int], int] = field(
        default_factory=lambda: {(JPKI, 1): 0x1B, (TEXT, 1): 0x11, (TEXT, 2): 0x11, (TEXT, 3): 0x11}
    )
    odd: Oddities = field(default_factory=Oddities)
    before: Callable[[bytes], CardTrouble | Response | None] = lambda _: None  # a test's say before each command
    seen: list[bytes] = field(default_factory=list)
    powered: bool = False
    _app: bytes | None = None
    _file: int | None = None
    _rest: bytes = b""
    _fresh: bool = True

    def power(self, on: bool) -> None:
        self.powered, self._fresh, self._app, self._file, self._rest = on, True, None, None, b""
        for pin in self.pins.values():
            pin.accepted = False

    def process(self, apdu: bytes) -> Response:
        data, sw = self._process(apdu)
        if self.odd.chained and data and apdu[1] != 0xC0:
            self._rest = data
            data, sw = b"", 0x6100 | min(len(self._rest), 256) & 0xFF
        return Response(data, sw)

    def _process(self, apdu: bytes) -> tuple[bytes, int]:
        if self._fresh and self.odd.stumbles:
            self._fresh = False
            return b"", 0x6F00
        match apdu[1]:
            case 0xA4:
                return b"", self._select(apdu)
            case 0xB0:
                return self._read(apdu)
            case 0x20:
                return b"", self._verify(apdu)
            case 0x2A:
                return self._sign(apdu)
            case 0xC0:
                count = apdu[4] or 256
                data, self._rest = self._rest[:count], self._rest[count:]
                return data, 0x6100 | min(len(self._rest), 256) & 0xFF if self._rest else 0x9000
        return b"", 0x6D00

    def _select(self, apdu: bytes) -> int:
        if apdu[3] == 0x0C and self.odd.wants_fci:
            return 0x6A86
        name = apdu[5 : 5 + apdu[4]]
        if apdu[2] == 0x04:
            if name not in self.files:
                return self.odd.not_found
            self._app, self._file = name, None
            return 0x9000
        file = int.from_bytes(name, "big")
        here = [key[1] for key in (*self.pins, *self.keys) if key[0] == self._app]
        if self._app is None or file not in {*self.files[self._app], *here}:
            return self.odd.not_found
        self._file = file
        return 0x9000

    def _read(self, apdu: bytes) -> tuple[bytes, int]:
        if self._app is None or self._file is None:
            return b"", 0x6986
        guard = self.guards.get((self._app, self._file))
        if guard is not None and not self.pins[self._app, guard].accepted:
            return b"", 0x6982
        content = self.files[self._app].get(self._file, b"") + b"\xff" * self.odd.filler
        offset, asked = int.from_bytes(apdu[2:4], "big"), apdu[4] or 256
        left = content[offset:]
        if not left:
            return b"", 0x6B00
        if self.odd.exact_le and asked > len(left):
            return b"", 0x6C00 | len(left)
        return left[: min(asked, self.odd.most_per_read)], 0x9000

    def _verify(self, apdu: bytes) -> int:
        pin = self.pins.get((self._app or b"", self._file or 0))
        if pin is None:
            return 0x6981
        if len(apdu) == 4:
            return 0x63C0 | pin.left
        if pin.left == 0:
            return self.odd.blocked
        if apdu[5:] == pin.value:
            pin.left, pin.accepted = pin.most, True
            return 0x9000
        pin.left -= 1
        return 0x63C0 | pin.left

    def _sign(self, apdu: bytes) -> tuple[bytes, int]:
        key = self.keys.get((self._app or b"", self._file or 0))
        if key is None:
            return b"", 0x6A88
        if not self.pins[self._app or b"", key[1]].accepted:
            return b"", 0x6982
        hashed = apdu[5 : 5 + apdu[4]][-32:]
        return rsa_key(key[0]).sign(hashed, padding.PKCS1v15(), Prehashed(hashes.SHA256())), 0x9000


class PlainLink:
    """The in-process link to whatever card lies in the slot at the moment."""

    def __init__(self, slot: PlainSlot) -> None:
        self._slot = slot
        self._dead: CardTrouble | None = None

    def transmit(self, apdu: bytes | bytearray) -> Response | CardTrouble:
        if self._dead is not None:
            return self._dead
        card = self._slot.card
        answer: CardTrouble | Response | None = NoCard()
        if card is not None:
            card.seen.append(bytes(apdu))
            answer = card.before(bytes(apdu))
            if answer is None:
                answer = card.process(bytes(apdu))
        assert answer is not None
        if not isinstance(answer, Response):
            self._dead = answer
        return answer


@dataclass
class PlainSlot:
    """A reader of the tests: `card` may be changed at any time."""

    card: PlainCard | None = None
    runs: int = 0

    def status(self, deadline: float) -> ReaderStatus | CardTrouble:
        del deadline
        return ReaderStatus("Plain reader", self.card is not None)

    def run(self, act: Callable[[Link], T], deadline: float) -> T | CardTrouble:
        del deadline
        if self.card is None:
            return NoCard()
        self.runs += 1
        self.card.power(True)
        try:
            return act(PlainLink(self))
        finally:
            if self.card is not None:
                self.card.power(False)

    def cancel(self) -> None: ...
