"""What comes back, in any pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.printers.receipts.dialogue import read_status
from devices.printers.receipts.outcomes import CoverOpen, CutterError, Faulty, Offline, PaperNearEnd, PaperOut, Ready
from devices.printers.receipts.replies import Cleared, Done, Noise, Replies, Reply, StatusByte

TOKENS = st.binary(min_size=4, max_size=4).filter(lambda token: all(0x20 <= sign <= 0x7E for sign in token))
SENT = st.one_of(
    st.integers(0, 255).filter(lambda byte: byte & 0x93 == 0x12).map(lambda byte: (bytes((byte,)), StatusByte(byte))),
    TOKENS.map(lambda token: (b"\x37\x22" + token + b"\0", Done(token))),
    st.just((b"\x37\x25\0", Cleared())),
    st.sampled_from([b"\x14\x00\x00\x0f", b"\x10\x60\x6f\x0f", b"\x11", b"\x13", b"\x5f_X\0", b"\x3b\x30\0"]).map(
        lambda skipped: (skipped, None)
    ),
)


@given(st.lists(SENT, max_size=8), st.data())
def test_replies_come_out_in_any_pieces(sent: list[tuple[bytes, Reply | None]], data: st.DataObject) -> None:
    stream = b"".join(part for part, _ in sent)
    replies, found = Replies(), list[Reply]()
    while stream:
        count = data.draw(st.integers(1, len(stream)))
        found += replies.take(stream[:count])
        stream = stream[count:]
    assert found == [reply for _, reply in sent if reply is not None]


@given(st.binary(max_size=300))
def test_noise_never_harms(noise: bytes) -> None:
    for reply in Replies().take(noise):
        assert isinstance(reply, StatusByte | Done | Cleared | Noise)


def test_a_block_without_end_is_noise() -> None:
    assert Replies().take(b"\x37" * 200) == [Noise()]


def test_the_four_answers_as_one() -> None:
    well = (0x12, 0x12, 0x12, 0x12)
    assert read_status(*well) == Ready()
    assert read_status(0x12, 0x12, 0x12, 0x1E) == PaperNearEnd()
    assert read_status(0x1A, 0x32, 0x12, 0x7E) == PaperOut()
    assert read_status(0x1A, 0x12, 0x12, 0x72) == PaperOut()
    assert read_status(0x1A, 0x16, 0x12, 0x7E) == CoverOpen()
    assert read_status(0x1A, 0x52, 0x1A, 0x12) == CutterError()
    assert read_status(0x1A, 0x52, 0x32, 0x12) == Faulty(lasting=True)
    assert read_status(0x1A, 0x52, 0x52, 0x12) == Faulty(lasting=False)
    assert read_status(0x1A, 0x12, 0x12, 0x12) == Offline()
