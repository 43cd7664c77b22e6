"""Command APDUs of the card (ISO/IEC 7816-4, JICSAP 1.1) and the trace that shows them without secrets."""

from __future__ import annotations

OK = 0x9000
END_OF_FILE = 0x6282
WRONG_OFFSET = 0x6B00
SECURITY_STATUS = 0x6982
BLOCKED = (0x6983, 0x6984)
WRONG_P1_P2 = 0x6A86
NOT_FOUND = (0x6A82, 0x6A86)
INTERNAL = 0x6F00

INS_VERIFY = 0x20
INS_SELECT = 0xA4

# DigestInfo of SHA-256 up to the hash (RFC 8017, 9.2 note 1)
SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def select(p1: int, name: bytes) -> bytes:
    """SELECT without a file control information answer."""
    return bytes((0x00, INS_SELECT, p1, 0x0C, len(name))) + name


def select_with_fci(p1: int, name: bytes) -> bytes:
    """SELECT as a card wants it that knows no P2=0C."""
    return bytes((0x00, INS_SELECT, p1, 0x00, len(name))) + name + b"\x00"


def read_binary(offset: int, length: int) -> bytes:
    """READ BINARY of the selected file: `length` 1..256 at `offset` 0..0x7FFF."""
    return bytes((0x00, 0xB0, offset >> 8, offset & 0xFF, length & 0xFF))


def query_tries() -> bytes:
    """VERIFY without data: answers 63Cx and spends nothing."""
    return bytes((0x00, INS_VERIFY, 0x00, 0x80))


def verify(pin: bytearray) -> bytearray:
    """VERIFY of the selected PIN. The caller wipes the result."""
    command = bytearray(5 + len(pin))
    command[:5] = bytes((0x00, INS_VERIFY, 0x00, 0x80, len(pin)))
    command[5:] = pin
    return command


def compute_signature(digest_info: bytes) -> bytes:
    """COMPUTE DIGITAL SIGNATURE with the selected key: PKCS#1 v1.5 padding over a complete DigestInfo."""
    return bytes((0x80, 0x2A, 0x00, 0x80, len(digest_info))) + digest_info + b"\x00"


def get_response(length: int) -> bytes:
    """GET RESPONSE after 61xx."""
    return bytes((0x00, 0xC0, 0x00, 0x00, length))


def with_le(apdu: bytes | bytearray, le: int) -> bytes:
    """The same command with the Le the card asked for by 6Cxx. Only for commands that end in Le."""
    return bytes(apdu[:-1]) + bytes((le,))


def ends_in_le(apdu: bytes | bytearray) -> bool:
    """Whether the last byte is Le (ISO/IEC 7816-3 cases 2 and 4, short form)."""
    return len(apdu) == 5 or (len(apdu) > 5 and len(apdu) == 6 + apdu[4])


def trace(apdu: bytes | bytearray) -> str:
    """The command for a log: header and length only; the body only of SELECT, which names files.

    Bodies of VERIFY and CHANGE are secrets, the others are at least nobody's business.
    """
    header = bytes(apdu[:4]).hex(" ").upper()
    if len(apdu) <= 5:
        return f"{header} {bytes(apdu[4:]).hex().upper()}".rstrip()
    if apdu[1] == INS_SELECT:
        return f"{header} {bytes(apdu[5 : 5 + apdu[4]]).hex().upper()}"
    return f"{header} [{apdu[4]}]"
