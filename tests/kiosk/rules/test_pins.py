"""The form of the secrets: what goes to the card, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.pins import FOUR_DIGITS, SIGNATURE, PinFault, PinForm, read


def entry(text: str) -> bytearray:
    return bytearray(text.encode())


@pytest.mark.parametrize(
    ("form", "typed", "sent"),
    [
        (FOUR_DIGITS, "1234", b"1234"),
        (FOUR_DIGITS, "１２３４", b"1234"),
        (FOUR_DIGITS, "1２3４", b"1234"),
        (SIGNATURE, "abc123", b"ABC123"),
        (SIGNATURE, "ａｂＣ１２３", b"ABC123"),
        (SIGNATURE, "A" * 16, b"A" * 16),
    ],
)
def test_what_the_card_gets(form: PinForm, typed: str, sent: bytes) -> None:
    assert read(form, entry(typed)) == bytearray(sent)


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (FOUR_DIGITS, "", PinFault.LENGTH),
        (FOUR_DIGITS, "123", PinFault.LENGTH),
        (FOUR_DIGITS, "12345", PinFault.LENGTH),
        (FOUR_DIGITS, "12a4", PinFault.CHARACTERS),
        (FOUR_DIGITS, "12 4", PinFault.CHARACTERS),
        (FOUR_DIGITS, "①２３４", PinFault.CHARACTERS),
        (FOUR_DIGITS, "٣٣٣٣", PinFault.CHARACTERS),
        (SIGNATURE, "ABC12", PinFault.LENGTH),
        (SIGNATURE, "A" * 17, PinFault.LENGTH),
        (SIGNATURE, "ABC-123", PinFault.CHARACTERS),
        (SIGNATURE, "あいうえおか", PinFault.CHARACTERS),
    ],
)
def test_what_is_never_sent(form: PinForm, typed: str, fault: PinFault) -> None:
    assert read(form, entry(typed)) is fault


@given(st.sampled_from([FOUR_DIGITS, SIGNATURE]), st.binary(max_size=60))
def test_whatever_comes_in_only_the_form_comes_out(form: PinForm, typed: bytes) -> None:
    before = bytearray(typed)
    found = read(form, before)
    assert before == typed  # the caller's buffer is the caller's to zero
    if isinstance(found, bytearray):
        assert form.shortest <= len(found) <= form.longest
        assert found.isalnum()
        assert found == found.upper()


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=16))
def test_full_width_is_the_same(text: str) -> None:
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in text)
    assert read(SIGNATURE, entry(full_width)) == bytearray(text.encode())
