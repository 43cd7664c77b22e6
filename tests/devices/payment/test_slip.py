"""Slip numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.payment.slip import _check_digit, new_number, read_number, slip_of


def test_luhn_as_published() -> None:
    assert _check_digit("7992739871") == "3"


def test_typed_and_scanned() -> None:
    number = new_number()
    slip = slip_of(number, 300)
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for entered in (number, f" {number[:4]}-{number[4:]} ", f"{wide[:4]}　{wide[4:]}", slip.qr):
        assert read_number(entered) == number
    assert slip.qr.isascii()


@pytest.mark.parametrize(
    "entered", ["", "1234567", "123456789", "abcdefgh", "MADOGUCHI-PAY:2:12345674:300", "1234 567x"]
)
def test_not_a_number(entered: str) -> None:
    assert read_number(entered) is None


@given(st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, off: int) -> None:
    number = new_number()
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert read_number(wrong) is None
