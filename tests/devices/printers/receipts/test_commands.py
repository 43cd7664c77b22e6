"""The bytes of a picture: all of it, and no command hidden in it."""

from __future__ import annotations

import re
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.printers.receipts import commands

REAL_TIME = re.compile(b"\x10[\x04\x05\x14]")
DOTS = st.tuples(
    st.integers(1, 80), st.binary(min_size=1, max_size=200), st.booleans()
).map(
    lambda made: bytes(
        b"\x10\x04\x05\x14\x01\x08"[byte % 6] if made[2] else byte  # what real-time commands are made of
        for byte in (made[1] * (made[0] * 48))[: made[0] * 48]
    )
)


def picture(dots: bytes) -> Image.Image:
    return Image.frombytes("1", (384, len(dots) // 48), dots).point(lambda dot: 255 - dot, "1")


def decoded(sent: bytes) -> bytes:
    found = b""
    while sent:
        assert sent[:6] == b"\x1dv0\x00\x30\x00"
        rows = int.from_bytes(sent[6:8], "little")
        found, sent = found + sent[8 : 8 + 48 * rows], sent[8 + 48 * rows :]
    return found


@given(DOTS)
def test_a_picture_arrives_whole_and_harmless(dots: bytes) -> None:
    sent = b"".join(commands.raster(picture(dots)))
    assert REAL_TIME.search(sent) is None
    came = decoded(sent)
    assert len(came) == len(dots)
    assert all(new & old == old for new, old in zip(came, dots, strict=True)), "no dot is lost"
    assert sum(new != old for new, old in zip(came, dots, strict=True)) == len(REAL_TIME.findall(dots))


@given(DOTS)
def test_no_part_is_larger_than_the_smallest_buffer_allows(dots: bytes) -> None:
    parts = list(commands.raster(picture(dots)))
    longest = max(len(part + commands.report_when_done(b"AAAA")) for part in parts)
    assert 2 * longest + len(commands.CLEAR) < 4096


def test_tokens_are_printable_and_differ() -> None:
    tokens = list(islice(commands.tokens(), 1000))
    assert len(set(tokens)) == 1000
    assert all(len(token) == 4 and all(0x20 <= sign <= 0x7E for sign in token) for token in tokens)
