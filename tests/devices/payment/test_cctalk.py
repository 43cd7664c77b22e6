"""Frames as in manufacturers' manuals, and answers that come at the wrong time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.payment.cctalk import CHANGER, HOST, Decoder, Frame, Header, Host, NoAnswer, Refused


@pytest.mark.parametrize(
    ("frame", "bytes_"),
    [
        # Examples printed in manuals of hoppers (Suzohapp Flow, Alberici).
        (Frame(3, 1, 163), "03 00 01 A3 59"),
        (Frame(1, 3, 0, b"\x80\x80"), "01 02 03 00 80 80 FA"),
        (Frame(3, 1, 164, b"\xa5"), "03 01 01 A4 A5 B2"),
        (Frame(1, 3, 0), "01 00 03 00 FC"),
        (Frame(3, 1, 167, bytes.fromhex("DFD70A01")), "03 04 01 A7 DF D7 0A 01 90"),
        (Frame(1, 3, 0, b"\x4e\x46\x05"), "01 03 03 00 4E 46 05 60"),
    ],
)
def test_frames_as_printed(frame: Frame, bytes_: str) -> None:
    assert frame.encode() == bytes.fromhex(bytes_)
    assert Decoder().feed(bytes.fromhex(bytes_)) == [frame]


FRAMES = st.builds(Frame, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.binary(max_size=252))


@given(st.lists(FRAMES, max_size=4), st.integers(1, 9))
def test_in_pieces(frames: list[Frame], size: int) -> None:
    decoder, sent = Decoder(), b"".join(frame.encode() for frame in frames)
    heard = [each for start in range(0, len(sent), size) for each in decoder.feed(sent[start : start + size])]
    assert heard == frames


@given(FRAMES, st.data())
def test_one_wrong_bit_is_no_frame(frame: Frame, data: st.DataObject) -> None:
    sent = bytearray(frame.encode())
    place = data.draw(st.sampled_from([at for at in range(len(sent)) if at != 1]))  # a wrong length: see the next pause
    sent[place] ^= 1 << data.draw(st.integers(0, 7))
    assert Decoder().feed(bytes(sent)) == []


class Script:
    """A wire on which the n-th question brings what the n-th line says."""

    def __init__(self, *lines: bytes) -> None:
        self._lines = list(lines)
        self._coming = b""
        self.asked: list[int] = []

    def send(self, data: bytes) -> None:
        self.asked.append(data[3])
        self._coming += self._lines.pop(0) if self._lines else b""

    def receive(self, deadline: float) -> bytes:
        coming, self._coming = self._coming, b""
        return coming

    def discard(self) -> None:
        self._coming = b""


def answer(data: bytes, source: int = CHANGER) -> bytes:
    return Frame(HOST, source, 0, data).encode()


YEN_IN, YEN_OUT, SERIAL = answer(b"\x64\0\0\0"), answer(b"\x0a\0\0\0"), answer(b"\1\2\3")


def test_the_echo_and_answers_of_others_are_skipped() -> None:
    echo = Frame(CHANGER, HOST, Header.MONEY_IN).encode()
    host = Host(Script(echo + answer(b"\xff\0\0\0", source=40) + YEN_IN))
    assert host.ask(CHANGER, Header.MONEY_IN, 4) == b"\x64\0\0\0"


def test_an_answer_of_another_length_is_to_an_older_question() -> None:
    host = Host(Script(SERIAL + YEN_IN, YEN_IN + SERIAL))
    assert host.ask(CHANGER, Header.MONEY_IN, 4) == b"\x64\0\0\0"
    assert host.ask_serial(CHANGER) == 0x030201


def test_a_late_answer_is_not_taken_for_the_next() -> None:
    """The answer about money in comes when money out is asked."""
    wire = Script(b"", YEN_IN + SERIAL, YEN_OUT)
    host = Host(wire)
    assert host.command(CHANGER, Header.MONEY_IN, 4) == NoAnswer()
    assert host.command(CHANGER, Header.MONEY_OUT, 4) == b"\x0a\0\0\0"
    assert wire.asked == [Header.MONEY_IN, Header.SERIAL_NUMBER, Header.MONEY_OUT]


def test_a_command_is_sent_once() -> None:
    wire = Script()
    assert Host(wire).command(CHANGER, Header.PAY_MONEY_OUT, 0, b"\x64\0\0\0") == NoAnswer()
    assert wire.asked == [Header.PAY_MONEY_OUT]


def test_a_refusal() -> None:
    assert Host(Script(Frame(HOST, CHANGER, 5).encode())).command(CHANGER, Header.PAY_MONEY_OUT, 0) == Refused()
