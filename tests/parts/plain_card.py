"""A second My Number Card program, written apart from devices/virtual: the least that a card must do to log in.

No text AP, no 0008, no short identifiers, answers 6A86 where others say 6A82, pads its files with FF; its certificate
comes from an authority of its own. What works with our virtual card only by agreement among ourselves fails here.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

ATR = bytes.fromhex("3B888001000005E0B381A1007F")
AID = bytes.fromhex("D392F000260100000001")
PIN = b"4649"
OK, WRONG_P1P2, NOT_NOW, NO_SUCH = b"\x90\x00", b"\x6a\x86", b"\x69\x82", b"\x6d\x00"


class PlainCard:
    """Lies on the vpcd reader at `port`, noticed by the reader service, for the length of the `with` block."""

    def __init__(self, port: int) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        authority = rsa.generate_private_key(65537, 2048)
        issued = _certificate("Sonohoka Test CA", self._key.public_key(), authority)
        self._files = {
            0x0006: b"JPKIAPICCTOKEN2".ljust(32) + bytes(128),
            0x000A: issued.public_bytes(Encoding.DER) + b"\xff" * 16,
        }
        self._noticed = threading.Event()
        self._selected: int | None = None
        self._tries, self._verified = 3, False
        self._reader = socket.create_connection(("127.0.0.1", port))
        self._reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(ConnectionError), self._reader.makefile("rwb") as wire:
            while header := wire.read(2):
                message = wire.read(int.from_bytes(header, "big"))
                answer = self._answer(message)
                if answer is not None:
                    wire.write(len(answer).to_bytes(2, "big") + answer)
                    wire.flush()

    def _answer(self, message: bytes) -> bytes | None:
        if len(message) == 1:
            self._verified = False if message[0] in (0, 1) else self._verified
            if message[0] == 4:
                self._noticed.set()
                return ATR
            return None
        return self._command(message)

    def _command(self, apdu: bytes) -> bytes:
        match apdu[:4]:
            case b"\x00\xa4\x04\x0c":
                self._selected = None
                return OK if apdu[5 : 5 + apdu[4]] == AID else WRONG_P1P2
            case b"\x00\xa4\x02\x0c":
                return self._select(int.from_bytes(apdu[5:7], "big"))
            case b"\x00\x20\x00\x80":
                return self._verify(apdu[5 : 5 + apdu[4]] if len(apdu) > 4 else None)
            case b"\x80\x2a\x00\x80":
                return self._sign(apdu[5 : 5 + apdu[4]])
        if apdu[:2] == b"\x00\xb0":
            return self._read(int.from_bytes(apdu[2:4], "big"), apdu[4] or 256)
        return NO_SUCH

    def _select(self, file: int) -> bytes:
        if file not in self._files and file not in (0x0017, 0x0018):
            return WRONG_P1P2
        self._selected = file
        return OK

    def _read(self, offset: int, length: int) -> bytes:
        content = self._files.get(self._selected or 0)
        if content is None:
            return b"\x69\x81"
        return content[offset : offset + length] + OK if offset < len(content) else b"\x6b\x00"

    def _verify(self, pin: bytes | None) -> bytes:
        if self._selected != 0x0018:
            return b"\x69\x86"
        if pin is None:
            return bytes([0x63, 0xC0 | self._tries])
        if self._tries == 0:
            return b"\x69\x83"
        self._verified = pin == PIN
        self._tries = 3 if self._verified else self._tries - 1
        return OK if self._verified else bytes([0x63, 0xC0 | self._tries])

    def _sign(self, digest_info: bytes) -> bytes:
        if self._selected != 0x0017 or not self._verified:
            return NOT_NOW
        digest = digest_info[-32:]
        return self._key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256())) + OK

    def __enter__(self) -> Self:
        if not self._noticed.wait(30):
            raise TimeoutError("the reader service has not asked for the answer to reset")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._reader.close()


def _certificate(issuer: str, key: rsa.RSAPublicKey, authority: rsa.RSAPrivateKey) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "00000000ABCDEF13999003A")]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=300))
        .not_valid_after(now + timedelta(days=900))
        .add_extension(_key_usage(), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
        .sign(authority, hashes.SHA256())
    )


def _key_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
