"""Frames of the socket: u32 length of the header, u32 length of the body (big-endian), JSON header, raw body."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from gateway.contract.intake import LONGEST_CHUNK

LONGEST_HEADER = 64 * 1024
LONGEST_BODY = LONGEST_CHUNK
_LENGTHS = struct.Struct(">II")

Header = dict[str, Any]


class FrameError(Exception):
    """What came is no frame. Carries nothing of it."""


class LineClosed(Exception):
    """The other end has closed, or the deadline has passed in the middle."""


def pack(header: Header, body: bytes = b"") -> bytes:
    """A frame."""
    head = json.dumps(header, separators=(",", ":")).encode()
    if len(head) > LONGEST_HEADER or len(body) > LONGEST_BODY:
        raise ValueError("too long for a frame")
    return _LENGTHS.pack(len(head), len(body)) + head + body


def send(line: socket.socket, header: Header, body: bytes, deadline: float) -> None:
    """Send a frame until `deadline` (monotonic). Raises LineClosed."""
    try:
        line.settimeout(max(0.001, deadline - time.monotonic()))
        line.sendall(pack(header, body))
    except OSError:
        raise LineClosed from None


def receive(line: socket.socket, deadline: float) -> tuple[Header, bytes]:
    """A whole frame until `deadline` (monotonic). Raises FrameError, LineClosed."""
    head_length, body_length = _LENGTHS.unpack(_exactly(line, _LENGTHS.size, deadline))
    if head_length > LONGEST_HEADER or body_length > LONGEST_BODY:
        raise FrameError
    head = _exactly(line, head_length, deadline)
    body = _exactly(line, body_length, deadline)
    try:
        header = json.loads(head)
    except (ValueError, RecursionError):
        raise FrameError from None
    if not isinstance(header, dict):
        raise FrameError
    return header, body


def _exactly(line: socket.socket, length: int, deadline: float) -> bytes:
    got = bytearray(length)
    view = memoryview(got)
    filled = 0
    while filled < length:
        left = deadline - time.monotonic()
        if left <= 0:
            raise LineClosed
        try:
            line.settimeout(left)
            count = line.recv_into(view[filled:])
        except OSError:
            raise LineClosed from None
        if count == 0:
            raise LineClosed
        filled += count
    return bytes(got)
