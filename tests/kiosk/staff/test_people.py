"""Who is of the staff: cards by their key, codes by their hash, and only so many tries."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config import ConfigError
from kiosk.staff.people import (
    CodesLocked,
    CodesUncounted,
    CodeWrong,
    Known,
    StaffList,
    fingerprint,
    hash_of,
    load,
)
from kiosk.staff.tries import LOCKED_S, MOST_TRIES
from tests.parts.authority import Authority

CODE = b"480217"
HASH = hash_of(CODE)
CA = Authority()
CARD = CA.card()


class Time:
    """A clock to turn."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def staff(folder: Path, time: Time, text: str | None = None) -> StaffList:
    file = folder / "staff.toml"
    default = f'[[staff]]\nid = "0417"\ncard = "{fingerprint(CARD.der)}"\n[[staff]]\nid = "0418"\ncode = "{HASH}"\n'
    file.write_text(text if text is not None else default, encoding="utf-8")
    return load(file, time, folder / "payments.sqlite-codes")


def test_a_code_is_zeroed_and_known(tmp_path: Path) -> None:
    people = staff(tmp_path, Time())
    code = bytearray(CODE)
    assert people.of_code(code) == Known("0418")
    assert code == bytes(6)


def test_wrong_codes_are_counted_and_lock(tmp_path: Path) -> None:
    time = Time()
    people = staff(tmp_path, time)
    for left in range(MOST_TRIES - 1, 0, -1):
        assert people.of_code(bytearray(b"000000")) == CodeWrong(left)
    assert people.of_code(bytearray(b"000000")) == CodesLocked()
    assert people.of_code(bytearray(CODE)) == CodesLocked()  # even the right one
    assert people.tries_left == 0
    time.now += LOCKED_S
    assert people.tries_left == MOST_TRIES
    assert people.of_code(bytearray(CODE)) == Known("0418")


def test_a_right_code_forgives_the_wrong_ones(tmp_path: Path) -> None:
    people = staff(tmp_path, Time())
    people.of_code(bytearray(b"000000"))
    people.of_code(bytearray(CODE))
    assert people.tries_left == MOST_TRIES


def test_no_code_is_looked_at_that_cannot_be_counted(tmp_path: Path) -> None:
    people = staff(tmp_path, Time())
    (tmp_path / "payments.sqlite-codes.new").mkdir()  # the disk doesn't take it
    code = bytearray(CODE)
    assert people.of_code(code) == CodesUncounted()
    assert code == bytes(6)
    (tmp_path / "payments.sqlite-codes.new").rmdir()
    assert people.of_code(bytearray(CODE)) == Known("0418")


def test_wrong_codes_are_remembered_over_a_restart(tmp_path: Path) -> None:
    time = Time()
    people = staff(tmp_path, time)
    for _ in range(MOST_TRIES - 1):
        people.of_code(bytearray(b"000000"))
    people = staff(tmp_path, time)
    assert people.tries_left == 1
    assert people.of_code(bytearray(b"000000")) == CodesLocked()
    time.now += LOCKED_S - 1
    people = staff(tmp_path, time)  # and pulling the plug only makes it longer
    time.now += LOCKED_S - 1
    assert people.of_code(bytearray(CODE)) == CodesLocked()
    time.now += 1
    assert people.of_code(bytearray(CODE)) == Known("0418")
    assert staff(tmp_path, time).tries_left == MOST_TRIES


def test_a_card_by_its_key(tmp_path: Path) -> None:
    people = staff(tmp_path, Time())
    assert people.of_card(CARD.der) == Known("0417")
    assert people.of_card(CA.certificate.public_bytes(Encoding.DER)) is None


FAULTS = {
    "nothing": "",
    "no list": "x = 1",
    "neither": '[[staff]]\nid = "1"',
    "weak": '[[staff]]\nid = "1"\ncode = "scrypt:1024:8:1:AAAA:AAAA"',
    "no hash": '[[staff]]\nid = "1"\ncode = "480217"',
    "card": '[[staff]]\nid = "1"\ncard = "abc"',
    "twice": f'[[staff]]\nid = "1"\ncode = "{HASH}"\n[[staff]]\nid = "1"\ncode = "{HASH}"',
    "a name": '[[staff]]\nid = "見本 太郎"\ncard = "' + "0" * 64 + '"',
    "nobody": "staff = []",
    "not toml": "[[",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_stops_the_start_and_quotes_nothing(tmp_path: Path, fault: str) -> None:
    with pytest.raises(ConfigError) as raised:
        staff(tmp_path, Time(), FAULTS[fault])
    assert "480217" not in str(raised.value)
    assert HASH not in str(raised.value)


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=6, max_size=6))
def test_no_other_code_fits(tmp_path_factory: pytest.TempPathFactory, code: bytes) -> None:
    people = staff(tmp_path_factory.mktemp("staff"), Time())
    found = people.of_code(bytearray(code))
    assert isinstance(found, Known) == (code == CODE)


def test_two_hashes_of_a_code_differ() -> None:
    assert hash_of(CODE) != HASH
