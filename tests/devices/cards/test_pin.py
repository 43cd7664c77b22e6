"""PIN entries: accepted forms, refused forms, and nothing left behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cards.outcomes import CardPin, PinFormError, PinMalformed
from devices.cards.pin import prepare, wipe, wiped


def typed(text: str) -> bytearray:
    return bytearray(text.encode())


@pytest.mark.parametrize("pin", [CardPin.AUTH, CardPin.TEXT])
@pytest.mark.parametrize("text", ["0123", "０１２３", "0１2３"])
def test_four_digits_in_any_width(pin: CardPin, text: str) -> None:
    assert prepare(pin, typed(text)) == bytearray(b"0123")


@pytest.mark.parametrize("text", ["ABC123", "abc123", "ＡＢＣ１２３", "ａｂｃ１２３", "aＢc1２3"])
def test_the_sign_password_in_any_width_and_case(text: str) -> None:
    assert prepare(CardPin.SIGN, typed(text)) == bytearray(b"ABC123")


@pytest.mark.parametrize(
    ("pin", "text", "reason"),
    [
        (CardPin.AUTH, "", PinFormError.LENGTH),
        (CardPin.AUTH, "123", PinFormError.LENGTH),
        (CardPin.AUTH, "12345", PinFormError.LENGTH),
        (CardPin.AUTH, "12a4", PinFormError.CHARACTERS),
        (CardPin.AUTH, "12 4", PinFormError.CHARACTERS),
        (CardPin.AUTH, "１２３／", PinFormError.CHARACTERS),
        (CardPin.AUTH, "１２３：", PinFormError.CHARACTERS),
        (CardPin.TEXT, "ｱｱｱｱ", PinFormError.CHARACTERS),
        (CardPin.SIGN, "ABC12", PinFormError.LENGTH),
        (CardPin.SIGN, "A" * 17, PinFormError.LENGTH),
        (CardPin.SIGN, "ABC-123", PinFormError.CHARACTERS),
        (CardPin.SIGN, "ＡＢＣ１２［", PinFormError.CHARACTERS),
        (CardPin.SIGN, "abc12ｚ｛", PinFormError.CHARACTERS),
    ],
)
def test_other_forms_are_told_apart(pin: CardPin, text: str, reason: PinFormError) -> None:
    assert prepare(pin, typed(text)) == PinMalformed(reason)


@given(st.sampled_from(CardPin), st.binary(max_size=64))
def test_only_right_forms_ever_come_out(pin: CardPin, entry: bytes) -> None:
    prepared = prepare(pin, bytearray(entry))
    if isinstance(prepared, bytearray):
        letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" if pin is CardPin.SIGN else b""
        assert set(prepared) <= set(b"0123456789" + letters)
        assert len(prepared) in (range(6, 17) if pin is CardPin.SIGN else range(4, 5))


def test_wiping_is_in_place() -> None:
    buffer = bytearray(b"1234")
    same = buffer
    wipe(buffer)
    assert same == bytes(4)


def test_wiped_whatever_happens() -> None:
    buffer = bytearray(b"1234")
    with pytest.raises(ZeroDivisionError), wiped(buffer):
        1 / 0  # noqa: B018
    assert buffer == bytes(4)
