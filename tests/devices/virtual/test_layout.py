"""The bytes of the files, against what was measured on cards (and published), and against readers not ours."""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.cards import tlv
from devices.virtual import applications, layout
from devices.virtual.authority import new_key

KEY = new_key()
PUBLIC = KEY.public_key()


def test_my_number_is_seventeen_bytes_with_filler() -> None:
    assert layout.my_number("123456789018") == b"\xff\x10\x0c123456789018\xff\xff"


def test_the_four_attributes_of_a_published_test_card() -> None:
    file, digested = layout.attributes(
        "黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", date(1980, 2, 17), "1", long=False
    )
    assert file == (
        bytes.fromhex("ff2065 df2108 000e 0020 0059 0064 df220f")
        + "黒桐　幹也".encode()
        + bytes.fromhex("df2336")
        + "東京都清瀬市観布子南１２－７－２０２".encode()
        + bytes.fromhex("df2408 3139383030323137 df2501 31")
    )
    assert digested == file[14:]


def test_the_long_form_has_two_more_bytes_and_offsets_that_know_it() -> None:
    short, digested_short = layout.attributes("見本　太郎", "架空県１", date(1977, 9, 15), "1", long=False)
    long, digested_long = layout.attributes("見本　太郎", "架空県１", date(1977, 9, 15), "1", long=True)
    assert len(long) == len(short) + 2
    assert long[:2] == b"\xff\x20"
    assert long[2] == 0x82
    assert int.from_bytes(long[8:10], "big") == 16
    assert digested_long == digested_short


@given(st.text(max_size=120), st.text(max_size=300), st.booleans())
def test_every_offset_leads_to_its_field(name: str, address: str, long: bool) -> None:
    file, digested = layout.attributes(name, address, date(1950, 12, 1), "2", long=long)
    record = tlv.root(file, 0xFF20)
    assert record is not None
    assert record.encoded == file
    fields = tlv.children(record.value)
    assert fields is not None
    offsets = [int.from_bytes(fields[0].value[at : at + 2], "big") for at in range(0, 8, 2)]
    for offset, field in zip(offsets, fields[1:], strict=True):
        assert file[offset:].startswith(field.encoded)
    assert [field.value.decode() for field in fields[1:]] == [name, address, "19501201", "2"]
    assert b"".join(field.encoded for field in fields[1:]) == digested


def test_digests_cover_the_file_with_filler_and_the_fields_without_table() -> None:
    number = layout.my_number("123456789018")
    file = layout.digests(number, b"fields", KEY)
    assert len(file) == 336
    assert file[:5] == bytes.fromhex("ff3082014b")
    assert file[5:40] == bytes.fromhex("df3120") + sha256(number).digest()
    assert file[40:75] == bytes.fromhex("df3220") + sha256(b"fields").digest()
    assert file[75:80] == bytes.fromhex("df33820100")
    assert _recovered(file[-256:]).endswith(sha256(number).digest() + sha256(b"fields").digest())


def test_the_card_verifiable_certificate() -> None:
    file = layout.verifiable_certificate(PUBLIC, KEY)
    assert len(file) == 568
    assert file[:10] == bytes.fromhex("7f21820233 5f4e820129")
    assert file[42:51] == bytes.fromhex("9003010001 91820100")
    assert file[51:307] == PUBLIC.public_numbers().n.to_bytes(256, "big")
    assert file[307:312] == bytes.fromhex("5f37820100")


def test_application_information_is_filled_up() -> None:
    file = layout.application_information(PUBLIC)
    assert len(file) == 256
    assert file[:8] == bytes.fromhex("ff4082009f df4104")
    assert file[12:15] == bytes.fromhex("df4210")
    assert file[31:36] == bytes.fromhex("df43820080")
    assert file[164:] == b"\xff" * 92


def test_the_signed_public_key_of_the_card() -> None:
    file = layout.signed_public_key((0xFF50, 0xDF51, 0xDF52), PUBLIC, KEY)
    assert file[:5] == bytes.fromhex("ff50820213")
    assert len(file) == 5 + 0x213


@pytest.mark.parametrize("label", ["JPKIAPICCTOKEN2", "JPKIAPICCTOKEN", "JPKIAPGPSETOKEN", "JPKIAPIOSTOKEN"])
def test_token_information(label: str) -> None:
    assert len(layout.token_info(label)) == 160
    assert layout.token_info(label)[:32] == label.encode().ljust(32)


@pytest.mark.parametrize(
    ("birth", "digits"),
    [
        (date(1980, 2, 17), "550217"),
        (date(1989, 1, 7), "640107"),
        (date(1989, 1, 8), "010108"),
        (date(2019, 4, 30), "310430"),
        (date(2019, 5, 1), "010501"),
        (date(1926, 12, 25), "011225"),
        (date(1926, 12, 24), "151224"),
    ],
)
def test_the_birth_code_has_the_year_of_the_era(birth: date, digits: str) -> None:
    assert layout.birth_code(birth) == digits


def test_match_number_b_as_confirmed_on_a_card() -> None:
    assert layout.match_number_b(date(1980, 2, 17), date(2035, 2, 17), "2285") == "55021720352285"


def test_the_card_number_record() -> None:
    record = layout.card_number(42, "99999", date(2034, 12, 1))
    assert record == b"\x01\x1c" + b"000000000000042" + b"99999" + b"20341201"


def test_pictures_of_the_card_face_open() -> None:
    face = layout.card_face(date(1977, 9, 15), "1", date(2035, 9, 15), PUBLIC, KEY, face=applications._FACE)
    record = tlv.root(face, 0xFF20)
    assert record is not None
    fields = {field.tag: field.value for field in tlv.children(record.value) or ()}
    for tag, form in ((0xDF25, "PNG"), (0xDF26, "PNG"), (0xDF27, "JPEG2000"), (0xDF2A, "PNG")):
        with Image.open(io.BytesIO(fields[tag])) as picture:
            picture.load()
            assert picture.format == form
    assert fields[0xDF29] == b"20350915"
    hashes = _recovered(fields[0xDF28])[-96:]
    assert hashes[64:] == sha256(layout.tlv(0xDF27, fields[0xDF27])).digest()


def _recovered(signature: bytes) -> bytes:
    """What a signature was made over, padding and all (RFC 8017 RSAVP1)."""
    assert isinstance(PUBLIC, rsa.RSAPublicKey)
    numbers = PUBLIC.public_numbers()
    return pow(int.from_bytes(signature, "big"), numbers.e, numbers.n).to_bytes(256, "big")
