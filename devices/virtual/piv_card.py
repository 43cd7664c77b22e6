"""A PIV card (NIST SP 800-73-4) with one key: the card authentication key, slot 9E, which signs without a PIN.

The fictional municipality's staff cards. Short commands, chaining both ways, and no PIN at all: VERIFY finds none.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID, uuid5

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from devices.virtual import store
from devices.virtual.authority import new_key
from devices.virtual.command import Command, parse
from devices.virtual.layout import tlv
from devices.virtual.personas import KeyKind

APPLICATION = bytes.fromhex("A000000308000010000100")
_SHORTEST_APPLICATION = 5  # its provider's part; a longer beginning of the name selects it as well
CHUID, CERTIFICATE = bytes.fromhex("5FC102"), bytes.fromhex("5FC101")
SLOT = 0x9E

OK = 0x9000
WRONG_LENGTH = 0x6700
LAST_OF_CHAIN_EXPECTED = 0x6883
NO_REFERENCE = 0x6A88
NO_FILE = 0x6A82
WRONG_P1_P2 = 0x6A86
WRONG_DATA = 0x6A80
NO_INSTRUCTION = 0x6D00
NO_CLASS = 0x6E00

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_NAMES = UUID("6d61646f-6775-4368-a900-000000000000")
_LONGEST_CHAIN = 4096


class _Refused(Exception):
    """Ends a command with a status word. Never leaves `process`."""

    def __init__(self, sw: int) -> None:
        super().__init__(f"{sw:04X}")
        self.sw = sw


class PivCard:
    """The program on such a card. objects: what GET DATA finds, by tag."""

    def __init__(self, atr: bytes, key: PrivateKey, certificate: x509.Certificate) -> None:
        self.atr = atr
        self.certificate = certificate
        self._key = key
        der = certificate.public_bytes(Encoding.DER)
        self.objects = {
            CHUID: _chuid(uuid5(_NAMES, der.hex())),
            CERTIFICATE: tlv(0x70, der) + tlv(0x71, b"\x00") + tlv(0xFE, b""),
        }
        self._selected = False
        self._chain = b""
        self._rest = b""

    def power_on(self) -> None:
        """Begins with nothing selected."""
        self.reset()

    def power_off(self) -> None:
        """Forgets everything."""
        self.reset()

    def reset(self) -> None:
        """As when power came."""
        self._selected, self._chain, self._rest = False, b"", b""

    def process(self, apdu: bytes) -> bytes:
        """Answer any bytes at all; nothing raises."""
        command = parse(apdu)
        if command is None:
            return WRONG_LENGTH.to_bytes(2, "big")
        try:
            if command.ins == 0xC0:
                return self._handed_out(command.le)
            self._rest = self._run(command)
        except _Refused as refused:
            self._chain = self._rest = b""
            return refused.sw.to_bytes(2, "big")
        return self._handed_out(command.le)

    def _handed_out(self, le: int | None) -> bytes:
        """As much as is wanted, and how much more there is (61xx)."""
        now, self._rest = self._rest[: le or 256], self._rest[le or 256 :]
        more = len(self._rest)
        return now + (0x6100 | more if 0 < more < 256 else 0x6100 if more else OK).to_bytes(2, "big")

    def _run(self, command: Command) -> bytes:
        if command.cla & ~0x10:
            raise _Refused(NO_CLASS)
        if command.cla:
            self._chain += command.data
            if command.ins != 0x87 or len(self._chain) > _LONGEST_CHAIN:
                raise _Refused(LAST_OF_CHAIN_EXPECTED)
            return b""
        data, self._chain = self._chain + command.data, b""
        match command.ins:
            case 0xA4:
                return self._select(command)
            case 0xCB if self._selected:
                return self._get_data(command)
            case 0x87 if self._selected:
                return self._authenticate(command.p1, command.p2, data)
            case 0x20 if self._selected:
                raise _Refused(NO_REFERENCE)
        raise _Refused(NO_INSTRUCTION)

    def _select(self, command: Command) -> bytes:
        name = command.data
        if command.p1 != 0x04 or len(name) < _SHORTEST_APPLICATION or not APPLICATION.startswith(name):
            raise _Refused(NO_FILE)
        if command.p2:
            raise _Refused(WRONG_P1_P2)
        self._selected = True
        # Application property template (part 2, table 3): what of the name follows the provider's part, and that part.
        return tlv(0x61, tlv(0x4F, APPLICATION[5:]) + tlv(0x79, tlv(0x4F, APPLICATION[:5])))

    def _get_data(self, command: Command) -> bytes:
        if (command.p1, command.p2) != (0x3F, 0xFF) or command.data[:1] != b"\x5c":
            raise _Refused(WRONG_P1_P2)
        found = self.objects.get(command.data[2:])
        if found is None:
            raise _Refused(NO_FILE)
        return tlv(0x53, found)

    def _authenticate(self, algorithm: int, slot: int, data: bytes) -> bytes:
        """Internal authentication: an empty 82, the challenge in 81 (part 2, appendix A.3)."""
        if slot != SLOT:
            raise _Refused(NO_REFERENCE)
        if algorithm != (0x07 if isinstance(self._key, rsa.RSAPrivateKey) else 0x11):
            raise _Refused(WRONG_P1_P2)
        challenge = _challenge(data)
        if challenge is None:
            raise _Refused(WRONG_DATA)
        if isinstance(self._key, rsa.RSAPrivateKey):
            if len(challenge) != 256:
                raise _Refused(WRONG_DATA)
            response = _bare_rsa(self._key, challenge)
        else:
            if len(challenge) != 32:
                raise _Refused(WRONG_DATA)
            response = self._key.sign(challenge, ec.ECDSA(Prehashed(SHA256())))
        return tlv(0x7C, tlv(0x82, response))


def _challenge(data: bytes) -> bytes | None:
    """What 81 holds, in a template that wants its answer in 82. Each of the two may come first."""
    body = _value(data, 0x7C)
    if body is None:
        return None
    wanted = b"\x82\x00"
    return _value(body.removeprefix(wanted) if body.startswith(wanted) else body.removesuffix(wanted), 0x81)


def _value(data: bytes, tag: int) -> bytes | None:
    """The value of the one object that `data` is; None if it is something else."""
    for size in (2, 3, 4):
        if data[:1] == bytes((tag,)) and tlv(tag, data[size:]) == data:
            return data[size:]
    return None


def _bare_rsa(key: rsa.RSAPrivateKey, challenge: bytes) -> bytes:
    """RSADP on the block as given; whoever asks has padded it (SP 800-73-4 part 2, 3.2.4)."""
    numbers = key.private_numbers()
    modulus = numbers.public_numbers.n
    return pow(int.from_bytes(challenge, "big") % modulus, numbers.d, modulus).to_bytes(256, "big")


def _chuid(guid: UUID) -> bytes:
    """Card holder unique identifier (part 1, 3.1.2): no agency, a GUID, far expiry, no signature."""
    fascn = bytes.fromhex("D4E739DA739CED39CE739D836858210842108421C84210C3EB")
    return tlv(0x30, fascn) + tlv(0x34, guid.bytes) + tlv(0x35, b"20401231") + tlv(0x3E, b"") + tlv(0xFE, b"")


def load_or_make(folder: Path, atr: bytes, kind: KeyKind, now: datetime) -> PivCard:
    """The card whose key and certificate lie in `folder`; they are made where missing. The caller holds the lock."""
    key_file, pem = folder / "card.key", folder / "card.pem"
    if key_file.exists() and pem.exists():
        key = load_pem_private_key(key_file.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
        return PivCard(atr, cast(PrivateKey, key), x509.load_pem_x509_certificate(pem.read_bytes()))
    made: PrivateKey = new_key() if kind == "RSA-2048" else ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(made, now)
    store.write(key_file, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    store.write(pem, certificate.public_bytes(Encoding.PEM), 0o644)
    return PivCard(atr, made, certificate)


def _certificate(key: PrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "MADOGUCHI-TEST-STAFF")])
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, SHA256())
    )
