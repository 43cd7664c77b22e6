"""Commands byte for byte as the facts have them, and a trace that never shows a secret."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.cards import apdu


def test_commands_as_documented() -> None:
    assert apdu.select(0x04, b"\xd3\x92").hex() == "00a4040c02d392"
    assert apdu.select_with_fci(0x02, b"\x00\x0a").hex() == "00a4020002000a00"
    assert apdu.read_binary(0x1234, 256).hex() == "00b0123400"
    assert apdu.read_binary(0, 7).hex() == "00b0000007"
    assert apdu.query_tries().hex() == "00200080"
    assert apdu.verify(bytearray(b"1234")).hex() == "002000800431323334"
    assert apdu.compute_signature(b"\x30" * 51).hex() == "802a008033" + "30" * 51 + "00"


@given(st.sampled_from([0x20, 0x24, 0x2A, 0x32, 0x88, 0xD6]), st.binary(min_size=4, max_size=60))
def test_bodies_never_appear_in_the_trace(ins: int, body: bytes) -> None:
    line = apdu.trace(bytes((0x00, ins, 0x00, 0x80, len(body))) + body)
    assert line == f"00 {ins:02X} 00 80 [{len(body)}]"


def test_the_trace_names_files() -> None:
    assert apdu.trace(apdu.select(0x02, b"\x00\x18")) == "00 A4 02 0C 0018"
    assert apdu.trace(apdu.query_tries()) == "00 20 00 80"
    assert apdu.trace(apdu.read_binary(0, 256)) == "00 B0 00 00 00"


def test_which_commands_end_in_le() -> None:
    assert apdu.ends_in_le(apdu.read_binary(0, 256))
    assert apdu.ends_in_le(apdu.compute_signature(b"\x30" * 51))
    assert not apdu.ends_in_le(apdu.verify(bytearray(b"1234")))
    assert not apdu.ends_in_le(apdu.query_tries())
    assert apdu.with_le(apdu.read_binary(0, 256), 0x11) == apdu.read_binary(0, 0x11)
