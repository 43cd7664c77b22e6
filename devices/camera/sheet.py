"""A sheet of paper before the camera: found, cut out, straightened, evened out, and whether it can be read.

Only the worker imports this.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from devices.camera.outcomes import SheetSeen

Image = MatLike
_Corners = NDArray[np.float32]
"""4 x 2, px, clockwise from the upper left."""

_SEARCHED_H = 480
_LEAST_SHARE, _MOST_SHARE = 0.07, 0.96
_AT_EDGE = 0.008
_A4 = 297 / 210
_NEARLY = 0.12
_LETTERS_W = 1000
"""Sharpness is measured at this width of the paper, whatever the camera's."""


def look(picture: Image) -> SheetSeen:
    """Find the sheet and measure it.

    sharpness: how steep the blackest edges are: 98th percentile of the gradient at 1000 px width, in thousandths of
    the step from ink to paper.
    """
    corners = _corners(picture)
    if corners is None:
        return SheetSeen(light=float(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).mean()))
    height, width = picture.shape[:2]
    shares = tuple((float(x) / width, float(y) / height) for x, y in corners)
    paper = cv2.cvtColor(_straight(picture, corners, _LETTERS_W), cv2.COLOR_BGR2GRAY)
    return SheetSeen(
        corners=shares,
        share=float(cv2.contourArea(corners)) / (width * height),
        cut=any(not _AT_EDGE < each < 1 - _AT_EDGE for corner in shares for each in corner),
        light=float(np.median(paper)),
        glare=_glare(paper),
        sharpness=_sharpness(paper),
    )


def flattened(picture: Image) -> Image | None:
    """The sheet alone: upright, grey, paper white and ink black whatever the light; None if none is found."""
    corners = _corners(picture)
    if corners is None:
        return None
    paper = cv2.cvtColor(_straight(picture, corners), cv2.COLOR_BGR2GRAY)
    # The paper's own brightness at every place: what is left when letters are closed over.
    reach = max(15, paper.shape[1] // 40) | 1
    ground = cv2.medianBlur(cv2.dilate(paper, np.ones((7, 7), np.uint8)), min(reach, 255))
    even = cv2.divide(paper, ground, scale=255)
    dark = float(np.percentile(even, 0.5))
    stretched = (even.astype(np.float32) - dark) * (255.0 / max(32.0, 245.0 - dark))
    flat: Image = np.clip(stretched, 0, 255).astype(np.uint8)
    return flat


def _corners(picture: Image) -> _Corners | None:
    """The largest four-sided thing that is brighter than what lies around it."""
    scale = _SEARCHED_H / picture.shape[0]
    grey = cv2.cvtColor(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    calm = cv2.GaussianBlur(grey, (5, 5), 0)
    _, bright = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(calm, 40, 120), np.ones((3, 3), np.uint8))
    found = [*_quads(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))), *_quads(edges)]
    if not found:
        return None
    return _ordered(max(found, key=lambda quad: float(cv2.contourArea(quad)))) / np.float32(scale)


def _quads(mask: Image) -> list[_Corners]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        hull = cv2.convexHull(contour)
        area = cv2.contourArea(hull)
        # The whole picture is no sheet, and what is torn at its rim is none either.
        if not _LEAST_SHARE <= area / mask.size <= _MOST_SHARE or cv2.contourArea(contour) < 0.8 * area:
            continue
        quad = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True)
        if len(quad) == 4:
            found.append(quad.reshape(4, 2).astype(np.float32))
    return found


def _ordered(quad: _Corners) -> _Corners:
    sums, differences = quad.sum(axis=1), quad[:, 0] - quad[:, 1]
    picked = [quad[sums.argmin()], quad[differences.argmax()], quad[sums.argmax()], quad[differences.argmin()]]
    return np.array(picked, np.float32)


def _straight(picture: Image, corners: _Corners, width: int | None = None) -> Image:
    """The sheet as if seen from right above; A4 exactly where it is nearly that. width: px; None: as its longer side
    has them.
    """
    across = max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))
    down = max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))
    ratio = float(down / across)
    for known in (_A4, 1 / _A4):
        if abs(ratio / known - 1) < _NEARLY:
            down = across * known
    height = max(2, round(float(down) * (width / float(across) if width else 1.0)))
    width = width or max(2, round(float(across)))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    straight: Image = cv2.warpPerspective(
        picture, cv2.getPerspectiveTransform(corners, target), (width, height), flags=cv2.INTER_LINEAR
    )
    return straight


def _glare(paper: Image) -> float:
    """Share of the paper in blank patches that shine more than the paper itself."""
    usual = float(np.median(paper))
    if usual >= 250:
        return 1.0
    shining = (paper >= max(250.0, usual + 20)).astype(np.uint8)
    return float(cv2.erode(shining, np.ones((5, 5), np.uint8)).mean())


def _sharpness(paper: Image) -> float:
    inner = paper[20:-20, 20:-20]
    if not inner.size:
        return 0.0
    steps = cv2.magnitude(cv2.Sobel(inner, cv2.CV_32F, 1, 0), cv2.Sobel(inner, cv2.CV_32F, 0, 1)) / 8
    contrast = float(np.percentile(inner, 95) - np.percentile(inner, 0.2))
    return 1000 * float(np.percentile(steps, 98)) / max(contrast, 20.0)
