"""A command APDU taken apart (ISO/IEC 7816-3 12.1.3: cases 1 to 4, short and extended)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Name = Literal["SELECT", "READ", "RECORD", "QUERY", "VERIFY", "CHANGE", "SIGN", "CHALLENGE", "AUTHENTICATE", "OTHER"]
NAMES: tuple[Name, ...] = get_args(Name)

_BY_INSTRUCTION: dict[int, Name] = {
    0xA4: "SELECT",
    0xB0: "READ",
    0xB2: "RECORD",
    0x20: "VERIFY",
    0x24: "CHANGE",
    0x32: "CHANGE",
    0x2A: "SIGN",
    0x84: "CHALLENGE",
    0x87: "AUTHENTICATE",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Header, data, and how many bytes the answer may have: None if no Le was sent, 256 or 65536 for a zero."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(repr=False)
    le: int | None


def parse(apdu: bytes) -> Command | None:
    """The command, or None if its length fits no case."""
    if len(apdu) < 4:
        return None
    body = apdu[4:]
    split = _short(body) or _extended(body)
    return None if split is None else Command(apdu[0], apdu[1], apdu[2], apdu[3], *split)


def _short(body: bytes) -> tuple[bytes, int | None] | None:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or 256
    count = body[0]
    if count == 0:
        return None
    if len(body) == 1 + count:
        return body[1:], None
    if len(body) == 2 + count:
        return body[1:-1], body[-1] or 256
    return None


def _extended(body: bytes) -> tuple[bytes, int | None] | None:
    if len(body) < 3 or body[0] != 0:
        return None
    count = int.from_bytes(body[1:3], "big")
    if len(body) == 3:
        return b"", count or 65536
    if count == 0:
        return None
    if len(body) == 3 + count:
        return body[3:], None
    if len(body) == 5 + count:
        return body[3:-2], int.from_bytes(body[-2:], "big") or 65536
    return None


def name_of(apdu: bytes) -> Name:
    """What kind of command it is, for faults and waiting. QUERY is VERIFY without data."""
    if len(apdu) < 4:
        return "OTHER"
    name = _BY_INSTRUCTION.get(apdu[1], "OTHER")
    return "QUERY" if name == "VERIFY" and len(apdu) <= 5 else name
