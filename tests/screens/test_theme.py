"""Colours, sizes and icons of the look."""

from __future__ import annotations

import pygame
import pytest

from screens import icons
from screens.metrics import PANEL_A, PANEL_B
from screens.theme import FOR_MACHINES, Theme, ThemeName, contrast, grown, text_pair_ratio, theme, tokens, type_mm


def test_every_agreed_pair_has_the_contrast_it_claims() -> None:
    for pair in tokens()["text_pairs"]:
        colours = Theme(pair["theme"])
        for text in pair["text"]:
            for on in pair["on"]:
                ratio = contrast(colours.rgb(text), colours.rgb(on))
                assert ratio == pytest.approx(pair["ratio"], abs=0.02), (pair["theme"], text, on)
                assert ratio >= (15 if pair["theme"] == "high_contrast" else 7)


def test_a_pair_that_was_not_agreed_is_none() -> None:
    assert text_pair_ratio("normal", "ink2", "wall") is None
    assert text_pair_ratio("normal", "ink", "wall") == 12.08


@pytest.mark.parametrize(
    ("name", "panel_a", "panel_b"),
    [
        ("body", (35, 43, 52), (29, 36, 43)),
        ("lead", (39, 48, 58), (33, 40, 48)),
        ("title", (45, 54, 63), (37, 45, 53)),
        ("h1", (56, 65, 74), (47, 54, 62)),
    ],
)
def test_type_grows_as_the_table_of_the_look_says(
    name: str, panel_a: tuple[int, ...], panel_b: tuple[int, ...]
) -> None:
    for panel, expected in ((PANEL_A, panel_a), (PANEL_B, panel_b)):
        mm = type_mm(name, panel.form)
        got = tuple(panel.font_px(grown(mm, scale) * panel.text_base) for scale in (1.0, 1.25, 1.5))
        assert got == expected


@pytest.mark.parametrize("name", ["low_blue", "monochrome"])
def test_a_theme_made_of_another_keeps_its_contrasts(name: ThemeName) -> None:
    for pair in tokens()["text_pairs"]:
        if pair["theme"] == "normal":
            for text in pair["text"]:
                for on in pair["on"]:
                    made = text_pair_ratio(name, text, on)
                    assert made == contrast(Theme(name).rgb(text), Theme(name).rgb(on)) >= 7, (text, on)
    assert Theme(name).rgb("qr_bg") == (255, 255, 255), "a camera reads it"


def test_monochrome_is_grey_and_low_blue_has_less_of_it() -> None:
    for token in tokens()["color"]["normal"]:
        r, g, b = Theme("monochrome").rgb(token)
        assert r == g == b
        if token not in FOR_MACHINES:
            assert Theme("low_blue").rgb(token)[2] <= 0.62 * Theme("normal").rgb(token)[2] + 1


def test_there_is_no_theme_of_another_name() -> None:
    with pytest.raises(ValueError, match="no theme"):
        theme("sepia")


def test_all_61_icons_can_be_drawn_and_none_is_empty() -> None:
    assert len(icons.names()) == 61
    for name in icons.names():
        picture = icons.icon(name, 48, (31, 58, 104))
        seen = pygame.mask.from_surface(picture, 100).count()
        assert 40 < seen < 1900, name


def test_the_waiting_sign_moves() -> None:
    pictures = [pygame.image.tobytes(icons.icon("wait", 48, (0, 0, 0), phase), "RGBA") for phase in range(3)]
    assert len(set(pictures)) == 3
