"""ESC/POS as it lies in the receive buffer, taken apart command by command.

Only what a bitmap receipt needs is done; settings of text are skipped by their length, text itself is counted and not
drawn (a terminal here never sends any). Source: Epson, ESC/POS command reference.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Initialize:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class FeedLines:
    """LF, CR+LF, ESC d n."""

    lines: int


@dataclass(frozen=True, slots=True)
class FeedDots:
    """ESC J n."""

    dots: int


@dataclass(frozen=True, slots=True)
class RasterHeader:
    """`rows` times `row_bytes` follow. scale: each dot so many times wide and high.

    stored: for the print buffer (GS ( L and GS 8 L, function 112), else to be printed as they come (GS v 0).
    """

    row_bytes: int
    rows: int
    scale: tuple[int, int]
    stored: bool = False


@dataclass(frozen=True, slots=True)
class PrintGraphics:
    """GS ( L / GS 8 L function 2 or 50."""


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V. feed: paper is moved to the cutter first, and so many dots more; None: cut where the cutter stands."""

    feed: int | None


@dataclass(frozen=True, slots=True)
class ProcessId:
    """GS ( H function 48."""

    id: bytes


@dataclass(frozen=True, slots=True)
class SendStatus:
    """GS r n: answered when its turn comes."""

    kind: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """GS a n."""

    on: bool


@dataclass(frozen=True, slots=True)
class SendPrinterId:
    """GS I n."""

    kind: int


@dataclass(frozen=True, slots=True)
class TextByte:
    """Text, not drawn."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A setting without effect on pictures, or padding."""


@dataclass(frozen=True, slots=True)
class Senseless:
    """A byte that begins no command known here."""


Command = (
    Initialize
    | FeedLines
    | FeedDots
    | RasterHeader
    | PrintGraphics
    | Cut
    | ProcessId
    | SendStatus
    | AutomaticStatus
    | SendPrinterId
    | TextByte
    | Skipped
    | Senseless
)

# Commands that are skipped, by the number of bytes after their two.
_ESC_ARGUMENTS = {**dict.fromkeys(b" !%-23EGMRTUVart{", 1), **dict.fromkeys(b"$\\c=", 2), 0x70: 3, 0x32: 0, 0x06: 1}
_GS_ARGUMENTS = {**dict.fromkeys(b"!BbfhHw|", 1), **dict.fromkeys(b"LWP$\\", 2), 0x3A: 0}
_FS_ARGUMENTS = {**dict.fromkeys(b"!-CW", 1), **dict.fromkeys(b"S", 2), 0x26: 0, 0x2E: 0}
_DLE_ARGUMENTS = {0x04: 1, 0x05: 1}
_CLEAR_BUFFER_ARGUMENTS = 8
_PULSE_ARGUMENTS = 3
_LONGEST_HEAD = 17


def take(buffer: bytearray) -> Command | None:
    """Take the first command off the buffer; None (and nothing taken) as long as it is not complete."""
    parsed = _parse(bytes(buffer[:_LONGEST_HEAD]), buffer)
    if parsed is None:
        return None
    command, length = parsed
    del buffer[:length]
    return command


_Parsed = tuple[Command, int] | None


def _parse(head: bytes, buffer: bytearray) -> _Parsed:
    if not head:
        return None
    match head[0]:
        case 0x0A:
            return FeedLines(1), 1
        case 0x00 | 0x0D:
            return Skipped(), 1
        case 0x10:
            return _dle(head)
        case 0x1B:
            return _esc(head)
        case 0x1C:
            return _skip(head, _FS_ARGUMENTS)
        case 0x1D:
            return _gs(head, buffer)
        case byte if byte >= 0x20:
            return TextByte(), 1
        case _:
            return Senseless(), 1


def _skip(head: bytes, arguments: dict[int, int]) -> _Parsed:
    if len(head) < 2:
        return None
    if head[1] not in arguments:
        return Senseless(), 2
    length = 2 + arguments[head[1]]
    return (Skipped(), length) if len(head) >= length else None


def _dle(head: bytes) -> _Parsed:
    """Real-time commands were done when they came; here they are only stepped over."""
    if head[1:2] != b"\x14":
        return _skip(head, _DLE_ARGUMENTS)
    if len(head) < 3:
        return None
    length = 2 + (_CLEAR_BUFFER_ARGUMENTS if head[2] == 8 else _PULSE_ARGUMENTS)
    return (Skipped(), length) if len(head) >= length else None


def _esc(head: bytes) -> _Parsed:
    match head[1:2]:
        case b"@":
            return Initialize(), 2
        case b"d":
            return (FeedLines(head[2]), 3) if len(head) > 2 else None
        case b"J":
            return (FeedDots(head[2]), 3) if len(head) > 2 else None
        case _:
            return _skip(head, _ESC_ARGUMENTS)


def _gs(head: bytes, buffer: bytearray) -> _Parsed:
    match head[1:2]:
        case b"v":
            return _raster(head)
        case b"V":
            return _cut(head)
        case b"(":
            return _function(head, _number(head[3:5]), 5, buffer) if len(head) >= 5 else None
        case b"8":
            return _function(head, _number(head[3:7]), 7, buffer) if len(head) >= 7 else None
        case b"r":
            return (SendStatus(head[2]), 3) if len(head) > 2 else None
        case b"a":
            return (AutomaticStatus(head[2] != 0), 3) if len(head) > 2 else None
        case b"I":
            return (SendPrinterId(head[2]), 3) if len(head) > 2 else None
        case _:
            return _skip(head, _GS_ARGUMENTS)


def _raster(head: bytes) -> _Parsed:
    if len(head) < 8:
        return None
    scale = (2 if head[3] & 1 else 1, 2 if head[3] & 2 else 1)
    return RasterHeader(_number(head[4:6]), _number(head[6:8]), scale), 8


def _cut(head: bytes) -> _Parsed:
    if len(head) < 3:
        return None
    if head[2] in b"\x00\x0101":
        return Cut(None), 3
    return (Cut(head[3]), 4) if len(head) > 3 else None


def _function(head: bytes, size: int, start: int, buffer: bytearray) -> _Parsed:
    """GS ( x and GS 8 x: parameters of a length that is told before. Pictures are taken row by row, as they come."""
    given = head[start : start + 10]
    if head[2] == 0x4C and given[:2] == b"0p":
        row_bytes, rows = (_number(given[6:8]) + 7) // 8, _number(given[8:10])
        return (
            (RasterHeader(row_bytes, rows, (given[3], given[4]), stored=True), start + 10) if len(given) == 10 else None
        )
    if len(buffer) < start + size:
        return None
    match head[2], given[:2]:
        case 0x48, b"00" if size == 6:
            return ProcessId(given[2:6]), start + size
        case 0x4C, b"02" | b"0\x02":
            return PrintGraphics(), start + size
        case _:
            return Skipped(), start + size


def _number(low_first: bytes) -> int:
    return int.from_bytes(low_first, "little")
