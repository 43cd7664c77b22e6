"""The calibration against numpy's least squares, and against what turning means."""

from __future__ import annotations

import math
import tomllib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.inputs.touch_calibration import (
    IDENTITY,
    Fitted,
    Matrix,
    NotFitted,
    Point,
    after,
    determinant,
    fit,
    moved,
    turned,
    written,
)

PARTS = st.floats(0, 1, allow_nan=False)
SMALL = st.floats(-0.2, 0.2)
MATRICES = st.tuples(SMALL, SMALL, SMALL, SMALL, SMALL, SMALL).map(
    lambda by: tuple(one + other for one, other in zip(IDENTITY, by, strict=True))
)
CORNERS: list[Point] = [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.5, 0.5)]


@given(MATRICES, MATRICES, PARTS, PARTS)
def test_both_in_one_is_one_after_the_other(first: Matrix, second: Matrix, x: float, y: float) -> None:
    assert moved(after(second, first), x, y) == pytest.approx(moved(second, *moved(first, x, y)))


def test_turning_is_clockwise_and_four_quarters_are_none() -> None:
    assert [moved(turned(degrees), 0, 0) for degrees in (0, 90, 180, 270)] == [(0, 0), (1, 0), (1, 1), (0, 1)]
    quarter = turned(90)
    assert after(quarter, after(quarter, after(quarter, quarter))) == IDENTITY
    assert all(determinant(turned(degrees)) == 1 for degrees in (0, 90, 180, 270))


@given(MATRICES, st.lists(st.tuples(SMALL, SMALL), min_size=5, max_size=5))
def test_it_is_numpys_least_squares(matrix: Matrix, errors: list[Point]) -> None:
    said = [(x + dx / 10, y + dy / 10) for (x, y), (dx, dy) in zip(CORNERS, errors, strict=True)]
    was = [moved(matrix, x, y) for x, y in CORNERS]
    found = fit(list(zip(said, was, strict=True)), (500.0, 300.0))
    assert isinstance(found, Fitted)
    design = np.array([[x, y, 1.0] for x, y in said])
    solved, *_ = np.linalg.lstsq(design, np.array(was), rcond=None)
    assert found.matrix == pytest.approx(tuple(solved.T.flatten()), abs=1e-9)
    left = design @ solved - np.array(was)
    assert found.worst == pytest.approx(max(math.hypot(dx * 500, dy * 300) for dx, dy in left), abs=1e-6)


@given(MATRICES)
def test_without_errors_the_calibration_is_found_whole_and_survives_the_settings(matrix: Matrix) -> None:
    found = fit([(at, moved(matrix, *at)) for at in CORNERS])
    assert isinstance(found, Fitted)
    assert found.worst < 1e-9
    assert tomllib.loads(written(found.matrix))["calibration"] == pytest.approx(list(matrix), abs=1e-6)


@pytest.mark.parametrize(
    "said",
    [
        [],
        [(0.1, 0.1), (0.9, 0.9)],
        [(0.5, 0.5)] * 5,
        [(0.1, 0.1), (0.5, 0.5), (0.9, 0.9)],
        [(0.1, 0.500), (0.5, 0.501), (0.9, 0.500)],
    ],
)
def test_points_in_one_place_or_on_one_line_say_nothing(said: list[Point]) -> None:
    assert fit([(at, at) for at in said]) == NotFitted()


def test_the_same_place_wanted_everywhere_is_no_calibration() -> None:
    assert fit([(at, (0.5, 0.5)) for at in CORNERS]) == NotFitted()


def test_what_is_written_has_no_minus_zero() -> None:
    assert written((1.0, -0.0, 1e-9, -1e-9, 1.0, 0.25)) == "calibration = [1.0, 0.0, 0.0, 0.0, 1.0, 0.25]"
