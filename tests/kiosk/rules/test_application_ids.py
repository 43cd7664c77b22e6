"""申請書ID: what is forgiven, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.application_ids import CodeFault, IdFault, grouped, read_code, read_typed

ID = "01234567890123456789012"
IDS = st.text("0123456789", min_size=23, max_size=23)


@given(IDS, st.lists(st.tuples(st.integers(0, 23), st.sampled_from(" 　-‐－ー.\t\u00a0"))), st.booleans())
def test_spaces_hyphens_and_full_width_are_forgiven(id: str, between: list[tuple[int, str]], wide: bool) -> None:
    typed = list(id.translate({0x30 + n: 0xFF10 + n for n in range(10)}) if wide else id)
    for at, sign in between:
        typed.insert(at, sign)
    assert read_typed("".join(typed)) == id


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", IdFault.EMPTY),
        (" - ー", IdFault.EMPTY),
        (ID[:-1], IdFault.SHORT),
        (ID + "3", IdFault.LONG),
        (ID[:-1] + "O", IdFault.SIGNS),
        (ID[:-1] + "²", IdFault.SIGNS),
        (ID[:-1] + "٣", IdFault.SIGNS),
        (ID[:-1] + "三", IdFault.SIGNS),
    ],
)
def test_what_is_wrong_is_told_apart(text: str, fault: IdFault) -> None:
    assert read_typed(text) is fault


@given(st.text(max_size=60))
def test_typing_never_raises_and_gives_digits_or_a_fault(text: str) -> None:
    read = read_typed(text)
    assert isinstance(read, IdFault) or (len(read) == 23 and read.isascii() and read.isdigit())


@pytest.mark.parametrize(
    "code",
    [
        ID,
        f"https://form.example.jp/apply?id={ID}",
        f"https://form.example.jp/apply?v=2&id={ID}&lang=ja#top",
        f"HTTPS://FORM.EXAMPLE.JP/APPLY/{ID}",
        f"https'&&form.example.jp&apply_id^{ID}",  # a scanner set to the other keyboard
        f"https://form.example.jp/?id={ID}&again={ID}",
    ],
)
def test_a_code_may_be_the_number_or_an_address_with_it(code: str) -> None:
    assert read_code(code) == ID


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("4901234567894", CodeFault.NONE),
        ("https://example.jp/", CodeFault.NONE),
        (f"https://example.jp/?id={ID}7", CodeFault.NONE),
        (f"https://example.jp/?a={ID}&b={ID[::-1]}", CodeFault.SEVERAL),
    ],
)
def test_other_codes_are_refused(code: str, fault: CodeFault) -> None:
    assert read_code(code) is fault


def test_grouped_for_the_eye() -> None:
    assert grouped(ID) == ("0123", "4567", "8901", "2345", "6789", "012")
