"""The virtual printer by itself: it must be as dangerous as real ones are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devices.virtual.receipt_printer.faults import FaultFormError, Trouble, parse
from devices.virtual.receipt_printer.machine import HEAD_TO_CUTTER, LINE, Machine, Row

BLACK = b"\xff" * 4
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
FEED_AND_CUT = b"\x1dVB\x00"
TOKEN = b"\x1d(H\x06\x0000" + b"AB12"
DONE = b"\x37\x22AB12\x00"


class Tray:
    def __init__(self, **options: int) -> None:
        self.papers: list[list[Row]] = []
        self.machine = Machine(self.papers.append, width=32, **options)

    def send(self, data: bytes) -> bytes:
        """As a line would: as much as there is room for, and all the work that can be done."""
        while data:
            room = self.machine.room
            if not room and not self.machine.step():
                break
            self.machine.receive(data[:room])
            data = data[room:]
        self.work()
        return self.machine.take_replies()

    def work(self) -> None:
        while self.machine.step():
            pass

    def fault(self, text: str) -> None:
        self.machine.order(parse(text))


def picture(rows: int) -> bytes:
    return b"\x1dv0\x00\x04\x00" + rows.to_bytes(2, "little") + BLACK * rows


def black_rows(paper: list[Row]) -> int:
    return sum(row == BLACK for row in paper)


@pytest.fixture
def tray() -> Tray:
    return Tray()


def test_a_picture_and_a_cut(tray: Tray) -> None:
    assert tray.send(b"\x1b@" + picture(10) + FEED_AND_CUT + TOKEN) == DONE
    [paper] = tray.papers
    assert len(paper) == 10
    assert black_rows(paper) == 10
    # The strip between head and cutter is the top of the next paper.
    tray.send(picture(5) + FEED_AND_CUT)
    assert (len(tray.papers[1]), black_rows(tray.papers[1])) == (HEAD_TO_CUTTER + 5, 5)


def test_a_cut_without_feeding_leaves_the_last_lines_inside(tray: Tray) -> None:
    tray.send(picture(HEAD_TO_CUTTER + 10) + b"\x1dV\x00")
    assert black_rows(tray.papers[0]) == 10


def test_graphics_buffered_and_doubled(tray: Tray) -> None:
    data = b"0p0\x01\x02\x31\x20\x00\x03\x00" + BLACK * 3
    store, show = b"\x1d(L" + len(data).to_bytes(2, "little") + data, b"\x1d(L\x02\x0002"
    assert tray.send(store) == b""
    assert tray.machine.rows_printed == 0
    tray.send(show + b"\x1bd\x01" + FEED_AND_CUT)
    assert black_rows(tray.papers[0]) == 6
    assert len(tray.papers[0]) == 6 + LINE


def test_without_paper_it_keeps_everything_and_prints_it_for_the_next_one(tray: Tray) -> None:
    tray.fault("paper_out@4")
    assert tray.send(picture(10) + FEED_AND_CUT + TOKEN) == b""
    assert (tray.machine.stopped, tray.machine.rows_printed, tray.papers) == (True, 4, [])
    tray.machine.mend(Trouble.PAPER_OUT)
    tray.work()
    assert black_rows(tray.papers[0]) == 10
    assert tray.machine.take_replies() == DONE


def test_cleared_it_prints_nothing_more_and_never_reports_it_as_done(tray: Tray) -> None:
    tray.fault("paper_out@4")
    tray.send(picture(10) + FEED_AND_CUT + TOKEN)
    assert tray.send(CLEAR) == b"\x37\x25\x00"
    tray.machine.mend(Trouble.PAPER_OUT)
    tray.work()
    assert (tray.machine.rows_printed, tray.machine.kept, tray.machine.take_replies()) == (4, 0, b"")


def test_real_time_commands_act_in_the_middle_of_a_picture(tray: Tray) -> None:
    assert tray.send(picture(10)[:20] + b"\x10\x04\x01") == b"\x12"
    assert tray.send(CLEAR[:5]) == b""
    assert tray.send(CLEAR[5:]) == b"\x37\x25\x00"
    tray.send(picture(2) + FEED_AND_CUT)
    assert black_rows(tray.papers[0]) == 2 + 3  # three rows had come out before


def test_after_a_broken_line_the_next_bytes_are_dots(tray: Tray) -> None:
    tray.send(picture(10)[: 8 + 4 * 5])
    assert tray.send(b"\x1b@" + TOKEN) == b""  # swallowed by the picture


def test_a_full_buffer_hears_nothing() -> None:
    tray = Tray(capacity=40)
    tray.fault("cover_open")
    tray.send(picture(30))
    assert tray.machine.room == 0


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        ("near_end", [0x12, 0x12, 0x12, 0x1E]),
        ("paper_out", [0x1A, 0x32, 0x12, 0x7E]),
        ("cover_open", [0x1A, 0x16, 0x12, 0x12]),
        ("broken", [0x1A, 0x52, 0x32, 0x12]),
        ("mute", []),
    ],
)
def test_the_four_answers(tray: Tray, fault: str, answers: list[int]) -> None:
    tray.fault(fault)
    assert list(tray.send(b"".join(bytes((0x10, 0x04, kind)) for kind in (1, 2, 3, 4)))) == answers


@pytest.mark.parametrize("recover", [b"\x10\x05\x01", b"\x10\x05\x02", CLEAR])
def test_a_stuck_cutter_waits_for_a_command(tray: Tray, recover: bytes) -> None:
    tray.fault("cutter")
    tray.send(picture(3) + FEED_AND_CUT)
    assert tray.send(b"\x10\x04\x03")[0] & 0x08
    tray.send(recover)
    assert tray.machine.stopped
    tray.machine.mend(Trouble.CUTTER)
    assert tray.machine.stopped
    tray.send(recover)
    tray.work()
    assert not tray.machine.stopped
    assert len(tray.papers) == (recover == b"\x10\x05\x01")  # only this one goes on where it stopped


def test_without_power_everything_is_gone(tray: Tray) -> None:
    tray.fault("power_off@2")
    tray.send(picture(10))
    tray.machine.mend(Trouble.POWER_OFF)
    tray.work()
    assert (tray.machine.kept, tray.machine.rows_printed) == (0, 2)


def test_automatic_status(tray: Tray) -> None:
    assert tray.send(b"\x1da\xff") == b"\x10\x00\x00\x0f"
    tray.fault("cover_open")
    assert tray.machine.take_replies() == b"\x38\x00\x00\x0f"


@pytest.mark.parametrize("text", ["", "fire", "paper_out=3", "drop", "slow", "paper_out@-1", "paper_out@x", "drop=1,2"])
def test_orders_that_make_no_sense(text: str) -> None:
    with pytest.raises(FaultFormError):
        parse(text)


def test_any_bytes_at_all(tray: Tray) -> None:
    check: Callable[[bytes], object] = tray.send
    for start in range(256):
        check(bytes((start, 0xFF, 0x10, 0x1D, 0x28, 0x1B)) * 3)
