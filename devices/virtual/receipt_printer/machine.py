"""The printer itself: what it has received, what has come out of it, how it stands. No thread and no socket here.

Real-time commands (DLE …) act when they arrive, even in the middle of a picture; everything else waits its turn in the
receive buffer. Rows of dots leave the head one by one; the cutter sits some way above the head, so a cut takes what is
above it and leaves a strip that becomes the top of the next paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from devices.virtual.receipt_printer import commands
from devices.virtual.receipt_printer.commands import (
    AutomaticStatus,
    Cut,
    FeedDots,
    FeedLines,
    Initialize,
    PrintGraphics,
    ProcessId,
    RasterHeader,
    SendPrinterId,
    SendStatus,
    Senseless,
    Skipped,
    TextByte,
)
from devices.virtual.receipt_printer.faults import STOPPING, Fault, Trouble

HEAD_TO_CUTTER = 96
"""Rows between print head and cutter: 12 mm."""
LINE = 34
"""Rows of a line feed: 1/6 inch."""

_REAL_TIME = re.compile(
    rb"\x10\x04(?P<status>[\x01-\x04])|\x10\x05(?P<recover>[\x01\x02])"
    rb"|(?P<clear>\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08)",
    re.DOTALL,
)
_LONGEST_REAL_TIME = 10
CLEARED = b"\x37\x25\x00"

Row = bytes


class Machine:
    """One printer. paper_cut: called with the rows of each piece of paper that is cut off or torn off, top first.

    width: dots across, a multiple of 8. capacity: bytes the receive buffer holds; offering more is a mistake of the
    caller, who asks `room` first.
    """

    def __init__(self, paper_cut: Callable[[list[Row]], None], width: int = 576, capacity: int = 4096) -> None:
        self.width = width
        self._paper_cut = paper_cut
        self._capacity = capacity
        self._troubles: set[Trouble] = set()
        self._orders: list[Fault] = []
        self._replies = bytearray()
        self._paper: list[Row] = []  # from the cutter's edge to the head
        self.rows_printed = 0
        self.text_bytes = 0
        self.senseless_bytes = 0
        self._cutter_error = False
        self._automatic_status = False
        self._forget()

    def _forget(self) -> None:
        """What no power, or a clear command, takes away."""
        self._buffer = bytearray()
        self._recent = b""
        self._rows_to_come: tuple[RasterHeader, int] | None = None
        self._graphics: list[Row] = []
        self._ready_rows: list[Row] = []
        self._cut_pending = False

    # --- the line's side ---------------------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """How many bytes may be offered now."""
        return max(0, self._capacity - len(self._buffer))

    @property
    def kept(self) -> int:
        """Bytes and rows that are still to be printed; not commands that were done when they came."""
        return len(_REAL_TIME.sub(b"", self._buffer)) + len(self._ready_rows) + len(self._graphics)

    def receive(self, data: bytes) -> None:
        """Bytes from the line."""
        if Trouble.POWER_OFF in self._troubles:
            return
        known = len(self._recent)
        stream = self._recent + data
        at = known
        for match in _REAL_TIME.finditer(stream):
            if match.end() <= known:
                continue  # was done when it came
            self._buffer += stream[at : match.end()]
            at = match.end()
            self._do_real_time(match)
        self._buffer += stream[at:]
        self._recent = stream[1 - _LONGEST_REAL_TIME :]

    def take_replies(self) -> bytes:
        """What goes back to whoever is connected."""
        replies = bytes(self._replies)
        self._replies.clear()
        if Trouble.MUTE in self._troubles or Trouble.POWER_OFF in self._troubles:
            return b""
        return bytes(byte ^ 0xA5 for byte in replies) if Trouble.GARBAGE in self._troubles else replies

    def _do_real_time(self, match: re.Match[bytes]) -> None:
        if match["status"]:
            self._replies.append(self._status(match["status"][0]))
        elif match["recover"]:
            if match["recover"] == b"\x02":
                self._forget()
            self._recover()
        elif Trouble.UNCLEARING not in self._troubles:
            self._forget()
            self._recover()
            self._replies += CLEARED

    def _recover(self) -> None:
        if Trouble.CUTTER not in self._troubles:
            self._cutter_error = False

    def _status(self, kind: int) -> int:
        """DLE EOT 1 to 4."""
        out, near = Trouble.PAPER_OUT in self._troubles, Trouble.NEAR_END in self._troubles
        error = self._cutter_error or Trouble.BROKEN in self._troubles
        match kind:
            case 1:
                bits = 0x08 * self.stopped
            case 2:
                bits = 0x04 * (Trouble.COVER_OPEN in self._troubles) | 0x20 * out | 0x40 * error
            case 3:
                bits = 0x08 * self._cutter_error | 0x20 * (Trouble.BROKEN in self._troubles)
            case _:
                bits = 0x0C * (near or out) | 0x60 * out
        return 0x12 | bits

    def _four_bytes(self) -> bytes:
        """Automatic status."""
        out, near = Trouble.PAPER_OUT in self._troubles, Trouble.NEAR_END in self._troubles
        first = 0x10 | 0x08 * self.stopped | 0x20 * (Trouble.COVER_OPEN in self._troubles)
        second = 0x08 * self._cutter_error | 0x20 * (Trouble.BROKEN in self._troubles)
        return bytes((first, second, 0x03 * (near or out) | 0x0C * out, 0x0F))

    # --- troubles ----------------------------------------------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        """Whether it prints nothing just now."""
        return self._cutter_error or bool(STOPPING & self._troubles)

    @property
    def troubles(self) -> frozenset[Trouble]:
        """What is wrong now."""
        return frozenset(self._troubles)

    def order(self, fault: Fault) -> None:
        """Let something go wrong, now or after so many rows."""
        if fault.rows > 0:
            self._orders.append(fault)
        else:
            self._happen(fault.trouble)

    def mend(self, trouble: Trouble) -> None:
        """Paper in, cover closed, power on … Printing goes on by itself, but for the cutter."""
        self._orders = [fault for fault in self._orders if fault.trouble is not trouble]
        self._troubles.discard(trouble)
        if trouble is Trouble.PAPER_OUT:
            self._troubles.discard(Trouble.NEAR_END)
        self._tell_status()

    def _happen(self, trouble: Trouble) -> None:
        self._troubles.add(trouble)
        if trouble is Trouble.POWER_OFF:
            self._forget()
            self._replies.clear()
            self._automatic_status = False
            self._cutter_error = False
        self._tell_status()

    def _tell_status(self) -> None:
        if self._automatic_status:
            self._replies += self._four_bytes()

    # --- the mechanism -----------------------------------------------------------------------------------------------

    def step(self) -> bool:
        """Do the next small thing – a row, a cut, a command. False if there is nothing to do, or nothing can be."""
        if self.stopped:
            return False
        if self._ready_rows:
            self._print(self._ready_rows.pop(0))
            return True
        if self._cut_pending:
            return self._cut()
        if self._rows_to_come is not None:
            return self._next_row(*self._rows_to_come)
        command = commands.take(self._buffer)
        if command is None:
            return False
        self._do(command)
        return True

    def tear(self) -> None:
        """Somebody tears off what hangs out."""
        self._take_off(0)

    @property
    def hanging(self) -> int:
        """Rows that hang out below the cutter's edge and are not all empty, else 0."""
        visible = self._paper[: max(0, len(self._paper) - HEAD_TO_CUTTER)]
        return len(visible) if any(any(row) for row in visible) else 0

    def _print(self, row: Row) -> None:
        self._paper.append(row[: self.width // 8].ljust(self.width // 8, b"\0"))
        self.rows_printed += 1
        for fault in list(self._orders):
            fault.rows -= 1
            if fault.rows <= 0:
                self._orders.remove(fault)
                self._happen(fault.trouble)

    def _next_row(self, picture: RasterHeader, left: int) -> bool:
        if len(self._buffer) < picture.row_bytes:
            return False
        row = bytes(self._buffer[: picture.row_bytes])
        del self._buffer[: picture.row_bytes]
        self._rows_to_come = (picture, left - 1) if left > 1 else None
        (self._graphics if picture.stored else self._ready_rows).extend(_scaled(row, picture.scale))
        return True

    def _cut(self) -> bool:
        if Trouble.CUTTER in self._troubles:
            self._cutter_error = True
            self._tell_status()
            return False
        self._cut_pending = False
        self._take_off(min(HEAD_TO_CUTTER, len(self._paper)))
        return True

    def _take_off(self, left_rows: int) -> None:
        piece, self._paper = self._paper[: len(self._paper) - left_rows], self._paper[len(self._paper) - left_rows :]
        if piece:
            self._paper_cut(piece)

    def _feed(self, rows: int) -> None:
        self._ready_rows += [b""] * rows

    def _do(self, command: commands.Command) -> None:
        match command:
            case Initialize():
                self._graphics.clear()
            case FeedLines(lines):
                self._feed(lines * LINE)
            case FeedDots(dots):
                self._feed(dots)
            case RasterHeader(rows=rows):
                self._rows_to_come = (command, rows) if rows else None
            case PrintGraphics():
                self._ready_rows += self._graphics
                self._graphics = []
            case Cut(feed):
                self._feed(0 if feed is None else HEAD_TO_CUTTER + feed)
                self._cut_pending = True
            case ProcessId(id):
                if Trouble.UNCONFIRMING not in self._troubles:
                    self._replies += b"\x37\x22" + id + b"\x00"
            case SendStatus(kind):
                paper = 0x03 * (Trouble.NEAR_END in self._troubles)
                self._replies.append(paper if kind in b"\x011" else 0)
            case AutomaticStatus(on):
                self._automatic_status = on
                self._tell_status()
            case SendPrinterId(kind):
                self._replies += {66: b"_MADOGUCHI\0", 67: b"_VIRTUAL RECEIPT\0"}.get(kind, b"\x20")
            case TextByte():
                self.text_bytes += 1
            case Senseless():
                self.senseless_bytes += 1
            case Skipped():
                pass
            case unknown:
                assert_never(unknown)


def _scaled(row: Row, scale: tuple[int, int]) -> list[Row]:
    across, down = scale
    if across > 1:
        bits = "".join(bit * across for byte in row for bit in f"{byte:08b}")
        row = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return [row] * down
