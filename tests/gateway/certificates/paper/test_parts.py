"""The small parts of the paper: inquiry numbers, coverage of fonts, the ground, the code, the keys."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter, ImageStat

from gateway.certificates.paper import Press, SealKey, number, sandbox
from gateway.certificates.paper.code import CodeSigner, Facts, content_hash, read
from gateway.certificates.paper.coverage import FACES, Missing, runs
from gateway.certificates.paper.ground import TILE_PX, tile
from gateway.certificates.paper.seal import load_private_key
from tests.gateway.certificates.paper.presses import keys
from tests.gateway.certificates.paper.samples import INQUIRY_URL, ISSUED_ON, OFFICE

# --- inquiry numbers --------------------------------------------------------------------------------------------------


def test_a_number_is_found_again_however_it_is_typed() -> None:
    for _ in range(50):
        fresh = number.fresh()
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in fresh)
        for text in (fresh, fresh.lower(), number.printed(fresh), f" {number.printed(fresh)} ", wide):
            assert number.typed(text) == fresh


@given(st.data())
def test_every_slip_of_one_sign_is_noticed(data: st.DataObject) -> None:
    fresh = number.fresh()
    at = data.draw(st.integers(0, number.LENGTH - 1))
    sign = data.draw(st.sampled_from(number.ALPHABET.replace(fresh[at], "")))
    assert number.typed(fresh[:at] + sign + fresh[at + 1 :]) is None


@given(st.data())
def test_every_exchange_of_two_signs_is_noticed(data: st.DataObject) -> None:
    fresh = number.fresh()
    one, other = (data.draw(st.integers(0, number.LENGTH - 1)) for _ in range(2))
    signs = list(fresh)
    signs[one], signs[other] = signs[other], signs[one]
    assert number.typed("".join(signs)) == (fresh if signs == list(fresh) else None)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = number.typed(text)
    assert found is None or len(found) == number.LENGTH


# --- coverage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("葛\U000e0102城", ((0, "葛\U000e0102城"),)),  # Moji_Joho: IPAmj
        ("葛\U000e0101城", ((1, "葛\U000e0101"), (0, "城"))),  # Adobe-Japan1: Noto
        ("\U00020bb7見", ((0, "\U00020bb7見"),)),
        ("\ufa19\ufa1a", ((0, "\ufa19\ufa1a"),)),
        ("", ()),
    ],
)
def test_each_sign_gets_a_font_that_has_it(text: str, expected: tuple[tuple[int, str], ...]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    "text", ["\ue000", "葛\U000e01ef", "\U000e0102", "\n", "\x00", "a\u200d", "葛\U000e0102\U000e0102"]
)
def test_what_no_font_has_is_missing(text: str) -> None:
    assert isinstance(runs(text), Missing)


@given(st.text())
def test_runs_add_up_to_the_text_and_their_fonts_have_all_of_it(text: str) -> None:
    found = runs(text)
    if isinstance(found, Missing):
        assert found.signs
        return
    assert "".join(part for _, part in found) == text
    for face, part in found:
        assert {ord(sign) for sign in part if not _selects(sign)} <= _cmap(face)


def _selects(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


@cache
def _cmap(face: int) -> set[int]:
    with TTFont(FACES[face].file, fontNumber=FACES[face].number, lazy=True) as font:
        return set(font.getBestCmap())


# --- the ground -------------------------------------------------------------------------------------------------------


def test_the_ground_is_one_bit_and_even() -> None:
    """Every 12 px cell is as dark as any other: nothing shows on the original."""
    picture = Image.open(io.BytesIO(tile()))
    assert picture.mode == "1"
    assert picture.size == (TILE_PX, TILE_PX)
    dark = {
        ImageStat.Stat(picture.crop((x, y, x + 12, y + 12)).convert("L")).mean[0]
        for x in range(0, TILE_PX, 12)
        for y in range(0, TILE_PX, 12)
    }
    assert len(dark) == 1
    assert dark.pop() == pytest.approx(255 * (1 - 9 / 144))


def test_a_copy_shows_the_letters() -> None:
    """A copier sees a blurred page and keeps what is dark enough: the letters' dots stay, the others vanish."""
    picture = Image.open(io.BytesIO(tile())).convert("L")
    seen = picture.filter(ImageFilter.GaussianBlur(1.6))
    copied = seen.point(lambda value: 0 if value < 190 else 255)
    kept = ImageStat.Stat(copied.point(lambda value: 255 - value)).mean[0]
    assert kept > 0
    cells = copied.resize((TILE_PX // 12, TILE_PX // 12), Image.Resampling.BOX)
    letters = sum(value < 250 for value in cells.get_flattened_data())
    # 複写 stands on a part of the ground: neither nothing nor everything is left.
    assert 0.1 < letters / (TILE_PX // 12) ** 2 < 0.6


# --- the code ---------------------------------------------------------------------------------------------------------

FACTS = Facts("132217", "1" * 16, "resident_record", ISSUED_ON, 1, bytes(range(32)))


def test_a_code_is_read_as_it_was_signed() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    other = ec.generate_private_key(ec.SECP256R1())
    code = CodeSigner(key).sign(FACTS)
    assert read(code, (other.public_key(), key.public_key())) == FACTS
    assert read(code, (other.public_key(),)) is None
    assert read(code, ()) is None
    assert len(code) < 400


def test_the_content_hash_depends_on_number_and_content() -> None:
    hashes = {content_hash(no, content) for no in ("A", "B") for content in (b"x", b"y")}
    assert len(hashes) == 4


@given(st.text(max_size=1100))
def test_any_text_is_no_code(text: str) -> None:
    assert read(text, (keys().code.public_key(),)) is None


# --- the keys ---------------------------------------------------------------------------------------------------------


def test_demo_keys_are_made_once_and_closed(tmp_path: Path) -> None:
    made = sandbox.make(tmp_path, "こもれび市")
    assert {file.name for file in made} == {"seal-ca.pem", "seal.pem", "seal.key", "code.pem", "code.key"}
    assert sandbox.make(tmp_path, "こもれび市") == []
    assert {file.stat().st_mode & 0o077 for file in made if file.suffix == ".key"} == {0}
    SealKey.load(tmp_path / "seal.pem", tmp_path / "seal.key")


def test_a_key_that_does_not_belong_is_refused(tmp_path: Path) -> None:
    sandbox.make(tmp_path, "こもれび市")
    with pytest.raises(ValueError, match="not the key of"):
        SealKey.load(tmp_path / "seal.pem", tmp_path / "code.key")


def test_a_certificate_that_terminals_would_refuse_is_refused_at_once(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = sandbox.seal_certificate(
        key.public_key(), OFFICE.name, keys().authority, keys().authority_key, purpose=ExtendedKeyUsageOID.CLIENT_AUTH
    )
    (tmp_path / "seal.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (tmp_path / "seal.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ValueError, match="not for seals"):
        SealKey.load(tmp_path / "seal.pem", tmp_path / "seal.key")


def test_a_broken_key_is_refused_without_a_byte_of_it(tmp_path: Path) -> None:
    secret = ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "a.key").write_bytes(secret)
    with pytest.raises(ValueError, match="not a P-256 key"):
        load_private_key(tmp_path / "a.key")
    scrambled = list(secret.decode().splitlines()[1])
    random.Random(1).shuffle(scrambled)
    text = "".join(scrambled)
    (tmp_path / "b.key").write_text(f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
    with pytest.raises(ValueError, match="not a private key") as caught:
        load_private_key(tmp_path / "b.key")
    assert text not in str(caught.value)
    assert caught.value.__suppress_context__


def test_an_office_whose_name_cannot_be_printed_is_refused() -> None:
    with pytest.raises(ValueError, match="office"):
        Press(replace(OFFICE, mayor="\ue000"), keys().seal, keys().code, INQUIRY_URL)


def test_keys_are_not_shown() -> None:
    assert "key" not in repr(keys().seal).lower().removeprefix("sealkey")
