"""What comes back from the printer, taken apart. Source: Epson, ESC/POS command reference, notes on transmission."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusByte:
    """An answer to DLE EOT; which of the four, only the question tells."""

    bits: int


@dataclass(frozen=True, slots=True)
class Done:
    """An answer to GS ( H: everything before this token has been printed."""

    token: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """An answer to DLE DC4 8."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that no receipt printer sends."""


Reply = StatusByte | Done | Cleared | Noise

_BLOCK_HEADS = b"\x35\x37\x3b\x3d\x5f"
_LONGEST_BLOCK = 100


class Replies:
    """Bytes in, replies out; what is not complete yet is kept."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def take(self, data: bytes) -> list[Reply]:
        """What has become complete by these bytes, in order."""
        self._bytes += data
        found: list[Reply] = []
        while self._bytes:
            parsed = _first(bytes(self._bytes))
            if parsed is None:
                break
            reply, length = parsed
            del self._bytes[:length]
            if reply is not None:
                found.append(reply)
        return found


def _first(data: bytes) -> tuple[Reply | None, int] | None:
    """The first reply (None: one that says nothing to us) and its length; None if more bytes are needed."""
    head = data[0]
    if head & 0x93 == 0x12:
        return StatusByte(head), 1
    if head in _BLOCK_HEADS:
        end = data.find(0, 1)
        if end < 0:
            return (Noise(), len(data)) if len(data) > _LONGEST_BLOCK else None
        return _block(data[:end]), end + 1
    if head & 0x93 == 0x10:  # automatic status: four bytes
        if len(data) < 4:
            return None
        return (None, 4) if not any(byte & 0x90 for byte in data[1:4]) else (Noise(), 1)
    if head in b"\x11\x13":  # XON, XOFF
        return None, 1
    return Noise(), 1


def _block(block: bytes) -> Reply | None:
    if block[:2] == b"\x37\x22" and len(block) == 6:
        return Done(block[2:])
    return Cleared() if block == b"\x37\x25" else None
