"""The TLV walk: never crashes, never loops, gives back what was written, and reads the odd files of real cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards import tlv

TAGS = st.one_of(
    st.integers(0x01, 0xFE).filter(lambda tag: tag & 0x1F != 0x1F),
    st.builds(lambda a, b: (a | 0x1F) << 8 | b, st.integers(0x1F, 0xFF), st.integers(0x00, 0x7F)),
)
OBJECTS = st.lists(st.tuples(TAGS, st.binary(max_size=400)), max_size=8)


@given(OBJECTS)
def test_what_was_encoded_comes_back(objects: list[tuple[int, bytes]]) -> None:
    data = b"".join(tlv.encode(tag, value) for tag, value in objects)
    found = tlv.children(data)
    assert found is not None
    assert [(each.tag, each.value) for each in found] == objects
    assert b"".join(each.encoded for each in found) == data


@given(OBJECTS.filter(bool), st.sampled_from([b"\xff", b"\xff\xff", b"\x00"]), st.integers(1, 40))
def test_filler_behind_objects_is_no_object(objects: list[tuple[int, bytes]], filler: bytes, times: int) -> None:
    data = b"".join(tlv.encode(tag, value) for tag, value in objects)
    found = tlv.children(data + filler * times)
    assert found is not None
    assert len(found) == len(objects)


@given(st.binary(max_size=600))
def test_any_bytes_end_in_an_answer(data: bytes) -> None:
    found = tlv.children(data)
    if found is not None:
        assert data.startswith(b"".join(each.encoded for each in found))
    for tag in (0xFF20, 0x30):
        record = tlv.root(data, tag)
        assert record is None or record.encoded in data


@given(OBJECTS.filter(bool), st.data())
def test_a_cut_object_is_never_returned_as_whole(objects: list[tuple[int, bytes]], draw: st.DataObject) -> None:
    data = b"".join(tlv.encode(tag, value) for tag, value in objects)
    cut = draw.draw(st.integers(0, len(data) - 1))
    found = tlv.children(data[:cut])
    assert found is None or len(found) < len(objects)


def test_the_published_example() -> None:
    # EF 0002 of a JPKI test card, as published by the soltia48/myna-card project
    text = ("黒桐　幹也".encode(), "東京都清瀬市観布子南１２－７－２０２".encode())
    body = bytes.fromhex("df2108000e002000590064df220f") + text[0] + b"\xdf\x23\x36" + text[1]
    body += bytes.fromhex("df24083139383030323137df250131")
    record = tlv.root(bytes.fromhex("ff2065") + body, 0xFF20)
    assert record is not None
    found = tlv.children(record.value)
    assert found is not None
    assert [each.tag for each in found] == [0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25]
    assert (found[1].value, found[2].value, found[3].value) == (*text, b"19800217")


@pytest.mark.parametrize("length", ["03", "8103", "820003", "83000003", "8400000003"])
def test_lengths_need_not_be_minimal(length: str) -> None:
    record = tlv.root(bytes.fromhex("ff20" + length + "616263") + b"\xff\xff", 0xFF20)
    assert record is not None
    assert record.value == b"abc"


@pytest.mark.parametrize("broken", ["", "ff", "ff20", "ff2082", "ff208200", "ff20048080", "ff2080", "ff20850000000001"])
def test_no_header_no_object(broken: str) -> None:
    assert tlv.root(bytes.fromhex(broken), 0xFF20) is None


def test_two_bytes_in_front_are_stepped_over() -> None:
    record = tlv.root(bytes.fromhex("0007ff2003616263ffff"), 0xFF20)
    assert record is not None
    assert record.encoded == bytes.fromhex("ff2003616263")
