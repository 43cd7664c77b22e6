"""IPP messages: ours judged by libcups (pycups), answers of its making read by us, and rubbish."""

from __future__ import annotations

import io
import struct

import cups
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.documents.message import Answer, Attribute, GroupTag, Operation, Tag, decode, encode

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(
    name=texts,
    id=st.integers(-(2**31), 2**31 - 1),
    yes=st.booleans(),
    words=st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=5),
)
def test_libcups_reads_what_we_write(name: str, id: int, yes: bool, words: list[str]) -> None:
    asked: list[Attribute] = [
        (Tag.INTEGER, "job-id", id),
        (Tag.NAME, "job-name", name),
        (Tag.BOOLEAN, "last-document", yes),
        (Tag.KEYWORD, "requested-attributes", words),
    ]
    job: list[Attribute] = [(Tag.KEYWORD, "sides", "one-sided"), (Tag.ENUM, "print-quality", 5)]
    message = encode(Operation.CREATE_JOB, 7, "ipp://localhost/ipp/print", asked, job)
    request = cups.IPPRequest()
    assert request.readIO(io.BytesIO(message).read) == cups.IPP_DATA
    assert request.operation == Operation.CREATE_JOB
    # (a separator of libcups has no name, and pycups crashes if asked for it)
    read = [(a.group_tag, a.value_tag, a.name, a.values) for a in request.attributes if a.group_tag]
    always = [
        (1, Tag.CHARSET, "attributes-charset", ["utf-8"]),
        (1, Tag.LANGUAGE, "attributes-natural-language", ["en"]),
        (1, Tag.URI, "printer-uri", ["ipp://localhost/ipp/print"]),
    ]
    values = [(1, tag, key, value if isinstance(value, list) else [value]) for tag, key, value in asked]
    assert read == [*always, *values, *[(2, tag, key, [value]) for tag, key, value in job]]


def answer(*attributes: tuple[int, int, str, list[object]]) -> bytes:
    """One that libcups wrote; request id as it chose."""
    made = cups.IPPRequest(0)
    for group, tag, name, values in attributes:
        made.add(cups.IPPAttribute(group, tag, name, values))
    written = io.BytesIO()
    assert made.writeIO(written.write) == cups.IPP_DATA
    return written.getvalue()


def test_we_read_what_libcups_writes() -> None:
    message = answer(
        (GroupTag.PRINTER, Tag.ENUM, "printer-state", [3]),
        (GroupTag.PRINTER, Tag.BOOLEAN, "printer-is-accepting-jobs", [True]),
        (GroupTag.PRINTER, Tag.KEYWORD, "printer-state-reasons", ["media-low", "none"]),
        (GroupTag.PRINTER, Tag.NAME, "printer-name", ["印刷"]),
    )
    id = int.from_bytes(message[4:8], "big")
    read = decode(message, id)
    assert read == Answer(
        0,
        (
            {
                "printer-state": [3],
                "printer-is-accepting-jobs": [True],
                "printer-state-reasons": ["media-low", "none"],
                "printer-name": ["印刷"],
            },
        ),
    )
    assert decode(message, id + 1) is None, "somebody else's answer"
    for cut in range(len(message)):
        assert decode(message[:cut], id) is None


def value(tag: int, name: str, content: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(content)) + content


HEAD = struct.pack(">HHI", 0x0200, 0x0000, 1) + b"\x01" + value(0x47, "attributes-charset", b"utf-8")


def test_groups_of_one_kind_are_kept_apart() -> None:
    """A job without a name must not be given its neighbour's."""
    jobs = b"\x02" + value(0x21, "job-id", b"\0\0\0\x01")
    jobs += b"\x02" + value(0x42, "job-name", b"x") + value(0x21, "job-id", b"\0\0\0\x02")
    read = decode(HEAD + jobs + b"\x03", 1)
    assert read is not None
    assert read.groups == ({"job-id": [1]}, {"job-name": ["x"], "job-id": [2]})


def test_what_we_do_not_read_is_passed_over() -> None:
    inside = value(0x4A, "", b"x-dimension") + value(0x21, "", b"\0\0\0\x09")
    nested = value(0x4A, "", b"media-size") + value(0x34, "", b"") + inside + value(0x37, "", b"")
    group = (
        b"\x04"
        + value(0x34, "media-col-ready", b"")
        + nested
        + value(0x37, "", b"")
        + value(0x33, "copies-supported", bytes(8))
        + value(0x13, "time-at-completed", b"")
        + value(0x36, "printer-name", b"\x00\x02ja\x00\x03abc")
        + value(0x44, "media-ready", b"a")
        + value(0x44, "", b"b")
    )
    read = decode(HEAD + group + b"\x03", 1)
    assert read is not None
    (printer,) = read.groups
    assert {name: values for name, values in printer.items() if values} == {
        "printer-name": ["abc"],
        "media-ready": ["a", "b"],
    }


@given(st.binary(max_size=200))
def test_rubbish_is_nothing(rubbish: bytes) -> None:
    decode(rubbish, 1)
    decode(HEAD + rubbish, 1)


@given(st.data())
def test_a_spoilt_answer_is_nothing_or_an_answer(data: st.DataObject) -> None:
    whole = bytearray(HEAD + b"\x02" + value(0x21, "job-id", b"\0\0\0\x01") + value(0x42, "job-name", b"x") + b"\x03")
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read = decode(bytes(whole), 1)
    assert read is None or isinstance(read, Answer)


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"\0\0\0\0\x01"])
def test_a_number_of_another_length_is_nothing(content: bytes) -> None:
    assert decode(HEAD + b"\x02" + value(0x21, "job-id", content) + b"\x03", 1) is None
