"""The searcher must find what it is there to find."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kiosk.reach import holders


@dataclass(slots=True)
class Slot:
    word: object


def marker(*parts: str) -> bytes:
    """Put together at run time: a literal would lie in the code object and be found there."""
    return "-".join(parts).encode()


@pytest.mark.parametrize("wrap", [str, str.encode, lambda s: bytearray(s.encode()), lambda s: [("x", {s: 1})], Slot])
def test_it_finds_a_planted_word(wrap: type) -> None:
    planted = wrap(marker("mark", "窓口", "4711").decode())
    assert holders(marker("mark", "窓口", "4711"))
    del planted


def test_it_finds_one_in_a_closure() -> None:
    word = marker("closure", "4712").decode()

    def hold() -> str:
        return word

    held = [hold]
    assert holders(marker("closure", "4712"))
    assert held


def test_it_does_not_find_itself() -> None:
    assert holders(marker("nowhere", "4713")) == []


def digits() -> str:
    return "".join(("92", "84"))


def test_exactly_means_standing_alone() -> None:
    longer = [f"a1{digits()}", f"{digits()}7 {digits()}f", f"x{digits()}".encode()]
    found = holders(digits().encode(), exactly=True)  # an assertion would keep the digits in a variable
    assert found == []
    alone = ['{"text": "' + digits() + '"}', b"\x04" + digits().encode()]
    found = holders(digits().encode(), exactly=True)
    assert sorted(found) == ["bytes", "str"]
    assert longer
    assert alone
