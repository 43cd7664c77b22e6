"""A tree of BER-like TLV objects as the card's files hold them.

No library fits (tried: `asn1`, `ber-tlv`, `pyasn1`): EF 0001 of the text application puts raw digits into a tag that
says "constructed", files carry `FF` filler behind the object, lengths are not minimal, private tags have no schema –
each of them fails on one of these, and none tells where an object's bytes lie, which the digests of EF 0003 need.

So this walks one level at a time and only where the caller asks: what an object holds is the caller's knowledge, the
"constructed" bit is not trusted. Nothing is ever found by a fixed offset. Input is at most one file; every step
moves forward, so it ends. (ISO/IEC 7816-4 5.2.2, ISO/IEC 8825-1.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

_LONGEST_LENGTH_FIELD = 4


@dataclass(frozen=True, slots=True)
class Header:
    """Tag, length of the header itself, length of the value, all in bytes."""

    tag: int  # big-endian as written, e.g. 0xFF20
    size: int
    length: int

    @property
    def total(self) -> int:
        """Header and value together."""
        return self.size + self.length


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object: its tag, its value, and its bytes as they stand in the file."""

    tag: int
    value: bytes = field(repr=False)
    encoded: bytes = field(repr=False)


def header(data: bytes) -> Header | None:
    """The header at the start of `data`, or None if there is none (too short, filler, indefinite length)."""
    size = _tag_size(data)
    if size is None or len(data) <= size:
        return None
    tag = int.from_bytes(data[:size], "big")
    first = data[size]
    if first < 0x80:
        return Header(tag, size + 1, first)
    count = first & 0x7F
    if not 1 <= count <= _LONGEST_LENGTH_FIELD or len(data) < size + 1 + count:
        return None
    return Header(tag, size + 1 + count, int.from_bytes(data[size + 1 : size + 1 + count], "big"))


def _tag_size(data: bytes) -> int | None:
    """1 to 3 bytes. `FF FF` is filler and not a tag: a second byte of 7F or above never starts one here."""
    if not data:
        return None
    if data[0] == 0x00:
        return None
    if data[0] & 0x1F != 0x1F:
        return 1
    if len(data) < 2 or data[:2] == b"\xff\xff":
        return None
    if data[1] < 0x80:
        return 2
    return 3 if len(data) >= 3 and data[2] < 0x80 else None


def children(data: bytes) -> list[Tlv] | None:
    """The objects that lie one after another in `data`, up to filler or its end; None if one is cut short."""
    found: list[Tlv] = []
    at = 0
    while at < len(data) and not _filler_at(data, at):
        head = header(data[at:])
        if head is None or at + head.total > len(data):
            return None
        found.append(Tlv(head.tag, data[at + head.size : at + head.total], data[at : at + head.total]))
        at += head.total
    return found


def _filler_at(data: bytes, at: int) -> bool:
    """`00`, `FF FF` or a last `FF`: none of them begins an object."""
    return data[at] == 0x00 or (data[at] == 0xFF and data[at + 1 : at + 2] in (b"", b"\xff"))


def find(data: bytes, tag: int) -> Tlv | None:
    """The first object with `tag` on this level."""
    return next((tlv for tlv in children(data) or () if tlv.tag == tag), None)


def root(file: bytes, tag: int) -> Tlv | None:
    """The object that a file is about, filler behind it ignored.

    Some cards are reported to put two more bytes in front; those that hold the object there are accepted.
    """
    for start in (0, 2):
        head = header(file[start:])
        if head is not None and head.tag == tag and start + head.total <= len(file):
            end = start + head.total
            return Tlv(tag, file[start + head.size : end], file[start:end])
    return None


def is_cut(file: bytes) -> bool:
    """Whether an object begins at the start of `file` and needs more bytes than there are."""
    head = header(file)
    return head is not None and head.total > len(file)


def encode(tag: int, value: bytes) -> bytes:
    """An object with the shortest length field."""
    size = len(value)
    if size < 0x80:
        length = bytes((size,))
    else:
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes((0x80 | len(digits),)) + digits
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + value
