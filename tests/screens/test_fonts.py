"""Which font draws what; nothing is drawn as another sign than it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.fonts import CHAIN, Face, Missing, NoFontError, Span, clusters, font_file, missing, split

BIZ, NOTO, IPAMJ = range(3)


def test_the_reading_font_draws_ordinary_text() -> None:
    assert split("暗証番号 4桁 ABC") == (Span("暗証番号 4桁 ABC", BIZ),)


def test_signs_beyond_the_bmp_find_a_font() -> None:
    parts = split("𠮷野家")
    assert [part.text for part in parts] == ["𠮷", "野家"]
    assert isinstance(parts[0], Span)
    assert parts[0].face != BIZ


def test_a_variation_goes_to_the_font_that_has_it() -> None:
    assert split("葛\U000e0101飾") == (Span("葛\U000e0101飾", BIZ),)
    parts = split("葛\U000e0102城")
    assert parts == (Span("葛\U000e0102", IPAMJ), Span("城", BIZ))


def test_a_variation_that_no_font_has_is_missing_though_its_base_is_there() -> None:
    assert split("葛\U000e01ef") == (Missing("葛\U000e01ef"),)
    assert missing(["葛\U000e01ef城", "城"]) == (Missing("葛\U000e01ef"),)
    assert Missing("葛\U000e01ef").code_points == "U+845B U+E01EF"


def test_an_unassigned_sign_is_missing() -> None:
    assert split("a\U0003ffffb") == (Span("a", BIZ), Missing("\U0003ffff"), Span("b", BIZ))


@given(st.text(max_size=20))
def test_splitting_loses_and_changes_nothing(text: str) -> None:
    assert "".join(part.text for part in split(text)) == text
    assert "".join(clusters(text)) == text


@given(st.text(alphabet=st.sampled_from(["葛", "辻", "\U000e0100", "\U000e0101", "か", "\u3099", "a"]), max_size=12))
def test_what_belongs_to_a_sign_stays_with_it(text: str) -> None:
    found = list(clusters(text))
    assert all(not cluster.startswith(("\U000e0100", "\U000e0101", "\u3099")) for cluster in found[1:])


def test_a_font_that_is_not_installed_stops_the_start() -> None:
    with pytest.raises(NoFontError, match="No Such Family"):
        font_file(Face("No Such Family", "none.ttf", None, "No Such Family"), bold=False)


def test_every_font_of_the_chain_is_there_in_both_weights() -> None:
    for face in CHAIN:
        assert font_file(face, bold=False).is_file()
        assert font_file(face, bold=True).is_file()
