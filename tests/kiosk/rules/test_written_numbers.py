"""Phone numbers, postal codes and accounts as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules import written_numbers as written

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BETWEEN = st.sampled_from(["", "-", " ", "ー", "－", "‐", "−", "　"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("03-1234-5678", "0312345678"),
        ("０９０−１２３４−５６７８", "09012345678"),
        ("(045) 123 4567", "0451234567"),
        ("0120-123-456", "0120123456"),
        ("0570-000-000", "0570000000"),
        ("0800 123 4567", "08001234567"),
        ("+81 90 1234 5678", "09012345678"),
        ("090-1234-567", None),
        ("1234567890", None),
        ("00-1234-5678", None),
        ("0312345678a", None),
        ("", None),
        ("03-1234-56789", None),
    ],
)
def test_phone(typed: str, read: str | None) -> None:
    assert written.phone(typed) == read


@given(st.from_regex(r"0[5-9]0[0-9]{8}", fullmatch=True), st.lists(BETWEEN, min_size=11, max_size=11), st.booleans())
def test_however_a_phone_number_is_parted_it_is_the_same(digits: str, between: list[str], wide: bool) -> None:
    typed = "".join(sign + gap for sign, gap in zip(digits, between, strict=True))
    assert written.phone(typed.translate(FULL_WIDTH) if wide else typed) == digits
    assert written.phone(written.phone_shown(digits)) == digits


@given(st.text(max_size=15))
def test_what_is_read_is_digits_or_nothing(typed: str) -> None:
    for read in (written.phone, written.postal_code, written.account_number, written.post_bank_number):
        found = read(typed)
        assert found is None or (found.isascii() and found.isdigit())


def test_postal_codes() -> None:
    assert written.postal_code("〒100-0001") == "1000001"
    assert written.postal_code("１００ー０００１") == "1000001"
    assert written.postal_code("100-001") is None
    assert written.postal_code_shown("1000001") == "〒100-0001"


@given(st.integers(1, 9_999_999))
def test_accounts_have_seven_digits(number: int) -> None:
    assert written.account_number(str(number)) == f"{number:07d}"


def test_accounts_that_are_none() -> None:
    assert written.account_number("0000000") is None
    assert written.account_number("12345678") is None
    assert written.post_bank_symbol("12340") == "12340"
    assert written.post_bank_symbol("12345") is None
    assert written.post_bank_symbol("22340") is None
    assert written.post_bank_number("1234561") == "1234561"
    assert written.post_bank_number("1234567") is None
    assert written.post_bank_number("1") is None
