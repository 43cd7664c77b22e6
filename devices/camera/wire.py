"""What terminal and camera worker say to each other over their socket pair.

One message: two u32 (big-endian; lengths of header and body), header as JSON, body as it is (pixels, a JPEG).
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import asdict, dataclass, field
from typing import Any

from devices.camera.outcomes import FaceSeen, Seen, SheetSeen

_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Message:
    """header["is"] says what it is."""

    header: dict[str, Any]
    body: bytes = field(default=b"", repr=False)


class Ended(Exception):
    """The other end is gone; never leaves this folder."""


def send(to: socket.socket, message: Message) -> None:
    """Raises Ended."""
    header = json.dumps(message.header).encode()
    try:
        to.sendall(_LENGTHS.pack(len(header), len(message.body)) + header)
        to.sendall(message.body)
    except OSError as error:
        raise Ended from error


def receive(from_: socket.socket) -> Message:
    """The next message. Raises Ended."""
    header, body = _LENGTHS.unpack(_exactly(from_, _LENGTHS.size))
    return Message(json.loads(_exactly(from_, header)), bytes(_exactly(from_, body)))


def _exactly(from_: socket.socket, length: int) -> bytearray:
    found = bytearray(length)
    view, at = memoryview(found), 0
    while at < length:
        try:
            got = from_.recv_into(view[at:])
        except OSError as error:
            raise Ended from error
        if not got:
            raise Ended
        at += got
    return found


def told(seen: Seen) -> dict[str, Any]:
    """Measurements as JSON."""
    return {"of": "face" if isinstance(seen, FaceSeen) else "sheet", **asdict(seen)}


def heard(told: dict[str, Any]) -> Seen:
    """Measurements out of JSON."""
    values = dict(told)
    if values.pop("of") == "face":
        return FaceSeen(**values)
    values["corners"] = tuple((x, y) for x, y in values["corners"])
    return SheetSeen(**values)
