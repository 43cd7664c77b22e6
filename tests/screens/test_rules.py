"""Every page kind in both forms, every text size, theme and language keeps the rules of the look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from screens.gallery import PANELS, pose
from screens.page import Frame, Secret, TrayState
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.theme import ThemeName
from screens.view import View
from tests.screens.rules import broken

VARIANTS: list[tuple[str, float, ThemeName]] = [
    *((language, scale, "normal") for language in ("ja", "en") for scale in (1.0, 1.25, 1.5, 2.0)),
    ("ja-Hira", 1.25, "normal"),
    ("ja-Hira", 1.5, "normal"),
    ("ja-Hira", 2.0, "normal"),
    ("ja", 1.0, "high_contrast"),
    ("en", 1.5, "high_contrast"),
    ("ja", 1.0, "low_blue"),
    ("ja", 1.0, "monochrome"),
    # At 100 % no page can give way.
    *((language, 1.0, "normal") for language in ("zh-Hans", "ko", "pt-BR", "vi")),
]


@pytest.fixture(scope="module")
def views(words: Mapping[str, Words]) -> dict[str, View]:
    """One view a panel: fonts are opened once."""
    return {name: View(panel, words["ja"]) for name, panel in PANELS.items()}


@pytest.mark.parametrize("panel", list(PANELS))
@pytest.mark.parametrize("name", list(SAMPLES))
def test_nothing_is_cut_covered_too_small_too_near_too_pale_or_mute(
    words: Mapping[str, Words], views: dict[str, View], name: str, panel: str
) -> None:
    view = views[panel]
    found = {}
    for language, scale, theme in VARIANTS:
        pose(view, SAMPLES[name], words[language], scale, theme)
        tree = view.tree()
        assert tree is not None
        if rules := broken(tree, SAMPLES[name].page, PANELS[panel], theme):
            found[language, scale, theme] = rules
    assert not found


CLOSED = Frame(tray=TrayState.HOLD_CARD, nickname="さくら", can_go_back=False, can_stop=False)


@pytest.mark.parametrize("panel", list(PANELS))
@pytest.mark.parametrize(
    "name", ["pin", "pin_wrong", "nickname", "mail", "date", "menu", "document", "confirm", "records"]
)
def test_closed_ways_find_room_for_their_reasons(
    words: Mapping[str, Words], views: dict[str, View], name: str, panel: str
) -> None:
    view, sample = views[panel], replace(SAMPLES[name], frame=CLOSED)
    found = {}
    for language, scale, theme in VARIANTS:
        pose(view, sample, words[language], scale, theme)
        tree = view.tree()
        assert tree is not None
        for id in ("back", "stop"):
            key = tree.find(id)
            assert key is not None
            assert key.state.unavailable is not None
        if rules := broken(tree, sample.page, PANELS[panel], theme):
            found[language, scale, theme] = rules
    assert not found


def test_every_page_kind_has_a_sample() -> None:
    from typing import get_args

    from screens.kinds import Kind

    assert {type(sample.page) for sample in SAMPLES.values()} == set(get_args(Kind))


def test_with_a_voice_the_fifth_cell_of_the_rail_is_in_its_place(words: Mapping[str, Words]) -> None:
    for panel, place in (("A", (294.4, 133.2)), ("B", (211.76, 446.0))):
        view = View(PANELS[panel], words["ja"], voice=True)
        pose(view, SAMPLES["menu"], words["ja"], 1.5, "normal")
        tree = view.tree()
        assert tree is not None
        cell = tree.find("rail.voice")
        assert cell is not None
        assert (cell.box.x, cell.box.y) == pytest.approx(place, abs=0.01)
        assert not broken(tree, SAMPLES["menu"].page, PANELS[panel], "normal")


@pytest.mark.parametrize("panel", list(PANELS))
@pytest.mark.parametrize("secret", Secret)
def test_the_flag_on_the_slip_has_its_place_for_every_pin(
    words: Mapping[str, Words], views: dict[str, View], secret: Secret, panel: str
) -> None:
    view, sample = views[panel], SAMPLES["pin"]
    page = replace(sample.page, secret=secret)  # type: ignore[call-arg]
    for language, scale, theme in VARIANTS:
        pose(view, replace(sample, page=page), words[language], scale, theme)
        tree = view.tree()
        assert tree is not None
        assert not broken(tree, page, PANELS[panel], theme), (language, scale)
        flag = tree.find("slip.this")
        if flag is not None:
            near = [widget for id in ("slip.note", "help", "tries", "pin") if (widget := tree.find(id)) is not None]
            assert all(flag.box.gap_to(widget.box) > 0.3 for widget in near), (language, scale)


@pytest.mark.parametrize("panel", list(PANELS))
def test_no_way_out_of_the_last_try_hides_on_another_page(
    words: Mapping[str, Words], views: dict[str, View], panel: str
) -> None:
    sample = SAMPLES["last_try"]
    for language, scale, theme in VARIANTS:
        pose(views[panel], sample, words[language], scale, theme)
        tree = views[panel].tree()
        assert tree is not None
        assert {f"option.{key}" for key in ("staff", "stop", "again")} <= {widget.id for widget in tree.focusable}
        assert "explanation" in {widget.id for widget in tree.walk()}, "it is said, at least"
