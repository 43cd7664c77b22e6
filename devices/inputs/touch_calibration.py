"""From where a panel says it was touched to where it was. Pure.

A matrix (a, b, c, d, e, f) as libinput's LIBINPUT_CALIBRATION_MATRIX: x' = ax + by + c, y' = dx + ey + f, where x and y
are parts of the panel, 0 to 1, from the upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_TURNS: dict[int, Matrix] = {
    0: IDENTITY,
    90: (0.0, -1.0, 1.0, 1.0, 0.0, 0.0),
    180: (-1.0, 0.0, 1.0, 0.0, -1.0, 1.0),
    270: (0.0, 1.0, 0.0, -1.0, 0.0, 1.0),
}
DIGITS = 6
"""Decimals that are written: a thousandth of a millimetre on any panel."""

FLAT = 0.05
"""Determinant below which a matrix squeezes the panel into (nearly) a line."""


def turned(degrees: int) -> Matrix:
    """Turns points clockwise by 0, 90, 180 or 270 degrees (the four of libinput's documentation)."""
    return _TURNS[degrees]


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point through the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + b * y + c, d * x + e * y + f


def after(second: Matrix, first: Matrix) -> Matrix:
    """Both in one: `first`, then `second`."""
    a, b, c, d, e, f = second
    g, h, i, j, k, m = first
    return a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f


def determinant(matrix: Matrix) -> float:
    """How a matrix stretches areas; near 0: it can't be a calibration."""
    return matrix[0] * matrix[4] - matrix[1] * matrix[3]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The calibration that fits best. worst: largest distance that remains at any of the points, in the measure."""

    matrix: Matrix
    worst: float


@dataclass(frozen=True, slots=True)
class NotFitted:
    """The points lie in one place or on one line, or are fewer than three."""


def fit(pairs: Sequence[tuple[Point, Point]], size: Point = (1.0, 1.0)) -> Fitted | NotFitted:
    """The matrix with the least squares of error. pairs: (where it says, where it was), both turned and in parts.

    size: width and height of the panel; `worst` is in their unit (e.g. mm).
    """
    n = float(len(pairs))
    if n < 3:
        return NotFitted()
    # From the middle of what was said, the normal equations fall into 2 x 2.
    mx, my = sum(said[0] for said, _ in pairs) / n, sum(said[1] for said, _ in pairs) / n
    sxx = sum((said[0] - mx) ** 2 for said, _ in pairs)
    syy = sum((said[1] - my) ** 2 for said, _ in pairs)
    sxy = sum((said[0] - mx) * (said[1] - my) for said, _ in pairs)
    area = sxx * syy - sxy * sxy
    if sxx + syy <= 0 or area <= (FLAT / 2 * (sxx + syy)) ** 2:
        return NotFitted()

    def row(axis: int) -> tuple[float, float, float]:
        middle = sum(was[axis] for _, was in pairs) / n
        tx = sum((said[0] - mx) * (was[axis] - middle) for said, was in pairs)
        ty = sum((said[1] - my) * (was[axis] - middle) for said, was in pairs)
        across, down = (tx * syy - ty * sxy) / area, (ty * sxx - tx * sxy) / area
        return across, down, middle - across * mx - down * my

    matrix: Matrix = (*row(0), *row(1))
    if abs(determinant(matrix)) < FLAT:
        return NotFitted()
    worst = 0.0
    for said, was in pairs:
        x, y = moved(matrix, *said)
        worst = max(worst, math.hypot((x - was[0]) * size[0], (y - was[1]) * size[1]))
    return Fitted(matrix, worst)


def written(matrix: Matrix) -> str:
    """As it stands in the settings: the TOML line of `[touch]`."""
    return f"calibration = [{', '.join(repr(round(value, DIGITS) + 0.0) for value in matrix)}]"
