"""Millimetres into pixels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.metrics import PANEL_A, PANEL_B, Box, Panel

MM = st.floats(0, 190, allow_nan=False)
SIZE = st.floats(1, 190, allow_nan=False)


def test_the_frame_lies_where_the_look_puts_it() -> None:
    assert PANEL_A.px(Box(8, 22, 280.4, 140)) == (44, 122, 1559, 779)
    assert PANEL_A.px(Box(8, 167.2, 44, 22)) == (44, 929, 245, 123)
    assert PANEL_A.px(Box(294.4, 133.2, 43, 24.8)) == (1637, 740, 239, 138)
    assert PANEL_B.px(Box(8, 29, 251.7, 345)) == (32, 117, 1016, 1392)
    assert PANEL_B.px(Box(139.7, 411, 120, 25)) == (564, 1658, 484, 101)


def test_strokes_never_vanish() -> None:
    assert PANEL_A.stroke_px(0.5) == 3
    assert PANEL_B.stroke_px(0.5) == 2
    assert PANEL_B.stroke_px(0.05) == 1


@given(x=MM, y=MM, w=MM, h=MM)
def test_boxes_that_touch_in_mm_touch_in_px(x: float, y: float, w: float, h: float) -> None:
    left, right = Box(x, y, w, h), Box(x + w, y, w, h)
    for panel in (PANEL_A, PANEL_B):
        lx, _, lw, _ = panel.px(left)
        assert lx + lw == panel.px(right)[0]


@given(x=st.integers(0, 1919), y=st.integers(0, 1079))
def test_a_touched_pixel_comes_back(x: int, y: int) -> None:
    mm = PANEL_A.to_mm(x, y)
    assert abs(mm[0] * PANEL_A.scale - x - 0.5) < 0.01
    assert abs(mm[1] * PANEL_A.scale - y - 0.5) < 0.01


def test_another_panel_shows_more_wall_but_the_same_sheet() -> None:
    wide = Panel(1920, 720, 460.0, 172.5)
    assert wide.form == "A"
    assert wide.origin[0] > 300
    assert wide.bleed.x < 0
    left, top, width, height = wide.px(wide.sheet)
    assert (top, height) == (0, 720)
    assert abs(left + width / 2 - 960) <= 1


def test_a_panel_too_small_for_people_says_so() -> None:
    assert PANEL_A.shrink == 1.0
    assert Panel(1280, 720, 200.0, 112.5).shrink < 0.6


@given(
    a=st.builds(Box, MM, MM, SIZE, SIZE),
    b=st.builds(Box, MM, MM, SIZE, SIZE),
)
def test_distance_is_mutual_and_negative_only_for_overlap(a: Box, b: Box) -> None:
    assert a.gap_to(b) == b.gap_to(a)
    overlap = min(a.right, b.right) - max(a.x, b.x) > 0 and min(a.bottom, b.bottom) - max(a.y, b.y) > 0
    assert (a.gap_to(b) < 0) == overlap
