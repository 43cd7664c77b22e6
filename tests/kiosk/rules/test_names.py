"""Counting names, and nicknames that the gateway takes too."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.contract.account import NewAccount
from kiosk.rules.names import NICKNAME_LONGEST, NicknameFault, graphemes, nickname_fault


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("さくら", 3),
        ("葛\U000e0102城", 2),  # with a variation sequence
        ("𠮷田", 2),  # outside the BMP
        ("か\u3099", 1),  # が, decomposed
        ("神\ufa19", 2),  # U+FA19 stays itself
        ("👩\u200d👧", 1),
        ("", 0),
    ],
)
def test_counted_as_people_count(text: str, count: int) -> None:
    assert len(graphemes(text)) == count


@given(st.text())
def test_nothing_is_lost_or_normalised(text: str) -> None:
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("さくら", None),
        ("Sakura 2", None),
        ("さ" * NICKNAME_LONGEST, None),
        ("葛\U000e0102" * NICKNAME_LONGEST, None),
        ("さ" * (NICKNAME_LONGEST + 1), NicknameFault.TOO_LONG),
        ("", NicknameFault.EMPTY),
        ("　 ", NicknameFault.EMPTY),
        ("さ\u200bくら", NicknameFault.SIGNS),
        ("さ\nくら", NicknameFault.SIGNS),
        (" さくら", NicknameFault.SIGNS),
        ("123456789012", NicknameFault.MY_NUMBER),
        ("１２３４ ５６７８ ９０１２", NicknameFault.MY_NUMBER),
        ("1234-5678-9012", NicknameFault.MY_NUMBER),
        ("12345678901", None),
    ],
)
def test_nicknames(text: str, fault: NicknameFault | None) -> None:
    assert nickname_fault(text) is fault


@given(st.text(max_size=70))
@example("葛\U000e0102" * NICKNAME_LONGEST)
@example("\u0903" * 21)
def test_what_passes_here_passes_at_the_gateway(text: str) -> None:
    if nickname_fault(text) is None:
        assert NewAccount(nickname=text).nickname == text
    elif nickname_fault(text) is not NicknameFault.MY_NUMBER:
        with pytest.raises(ValidationError):
            NewAccount(nickname=text)
