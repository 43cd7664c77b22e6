"""IPP messages as bytes (RFC 8010 3): what a client that prints needs, and a decoder that takes nothing on trust.

Values that no decision here rests upon (collections, resolutions, ranges, dates, octet strings) are passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

Value = str | int | bool
Group = Mapping[str, Sequence[Value]]

LONGEST = 1024 * 1024
_VERSION = 0x0200  # IPP/2.0, which IPP Everywhere demands
_END = 0x03
_FIRST_VALUE_TAG = 0x10
_BEGIN_COLLECTION, _END_COLLECTION = 0x34, 0x37
_WITH_LANGUAGE = (0x35, 0x36)
_TEXTS = (0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49)


class Operation(IntEnum):
    """RFC 8011 5.4.15."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """Value tags (RFC 8010 3.5.2)."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


class GroupTag(IntEnum):
    """Which group attributes stand in (RFC 8010 3.5.1)."""

    OPERATION = 0x01
    JOB = 0x02
    PRINTER = 0x04


Attribute = tuple[Tag, str, Value | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """status: RFC 8011 appendix B. groups: of jobs, or the printer's; each attribute with all its values."""

    status: int
    groups: tuple[Group, ...] = field(repr=False)

    @property
    def ok(self) -> bool:
        """successful-ok, perhaps with attributes ignored or substituted."""
        return self.status < 0x0100


def number(group: Group, name: str) -> int | None:
    """The first value, if it is a number."""
    values = group.get(name, ())
    return values[0] if values and type(values[0]) is int else None


def text(group: Group, name: str) -> str | None:
    """The first value, if it is text."""
    values = group.get(name, ())
    return values[0] if values and isinstance(values[0], str) else None


def encode(
    operation: Operation, request_id: int, uri: str, asked: Sequence[Attribute], job: Sequence[Attribute]
) -> bytes:
    """A request to the printer at `uri`, without its document."""
    always: tuple[Attribute, ...] = (
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
        (Tag.URI, "printer-uri", uri),
    )
    parts = [struct.pack(">HHIB", _VERSION, operation, request_id, GroupTag.OPERATION)]
    parts += [_attribute(attribute) for attribute in (*always, *asked)]
    if job:
        parts.append(bytes([GroupTag.JOB]))
        parts += [_attribute(attribute) for attribute in job]
    return b"".join((*parts, bytes([_END])))


def decode(message: bytes, request_id: int) -> Answer | None:
    """None if it is not the whole answer to this request."""
    try:
        return _decode(_Reader(message), request_id)
    except (struct.error, UnicodeDecodeError, _MalformedError):
        return None


def _attribute(attribute: Attribute) -> bytes:
    tag, name, value = attribute
    values = [value] if isinstance(value, str | int) else value
    return b"".join(
        struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(one)) + one
        for key, one in zip([name.encode(), *([b""] * (len(values) - 1))], map(_value, values), strict=True)
    )


def _value(value: Value) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int():
            return struct.pack(">i", value)
        case str():
            return value.encode()


class _MalformedError(Exception):
    """Caught in `decode`."""


class _Reader:
    def __init__(self, message: bytes) -> None:
        self._message = message
        self._at = 0

    def take(self, count: int) -> bytes:
        taken = self._message[self._at : self._at + count]
        if len(taken) != count:
            raise _MalformedError
        self._at += count
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def counted(self) -> bytes:
        """Bytes after their u16 length."""
        return self.take(int.from_bytes(self.take(2), "big"))


def _decode(reader: _Reader, request_id: int) -> Answer:
    version, status, answered = struct.unpack(">HHI", reader.take(8))
    if version >> 8 not in (1, 2) or answered != request_id:
        raise _MalformedError
    groups: list[dict[str, list[Value]]] = []
    wanted, name, depth = False, "", 0
    while (tag := reader.byte()) != _END:
        if tag < _FIRST_VALUE_TAG:
            wanted, name, depth = tag in (GroupTag.JOB, GroupTag.PRINTER), "", 0
            if wanted:
                groups.append({})
            continue
        key, content = reader.counted().decode(), reader.counted()
        depth += (tag == _BEGIN_COLLECTION) - (tag == _END_COLLECTION)
        if not wanted or depth or tag == _END_COLLECTION:
            name = key or name
            continue
        name = key or name
        if not name:
            raise _MalformedError
        values = groups[-1].setdefault(name, [])
        values += _read(tag, content)
    return Answer(status, tuple(groups))


def _read(tag: int, content: bytes) -> tuple[Value, ...]:
    """One value, or nothing if we don't read this kind."""
    if tag in (Tag.INTEGER, Tag.ENUM):
        return struct.unpack(">i", content)
    if tag == Tag.BOOLEAN:
        return struct.unpack(">?", content)
    if tag in _WITH_LANGUAGE:
        inner = _Reader(content)
        inner.counted()
        return (inner.counted().decode(),)
    if tag in _TEXTS:
        return (content.decode(),)
    return ()
