"""Pictures against the approved ones. `python -m tests.screens.goldens` renews them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.goldens import FOLDER, PICTURES, SEEN, Camera, difference, file, kept


@pytest.fixture(scope="module")
def camera() -> Camera:
    return Camera()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: "-".join(str(part) for part in picture))
def test_the_page_looks_as_approved(camera: Camera, tmp_path: Path, picture: tuple[str, str, str, float, str]) -> None:
    taken = camera.take(picture)
    if difference(taken, kept(picture)) > SEEN:
        taken.save(tmp_path / file(picture).name)
        pytest.fail(f"{file(picture).name} has changed: compare {tmp_path / file(picture).name}")


def test_no_golden_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == {file(picture).name for picture in PICTURES}


def test_the_comparison_sees_a_changed_page(camera: Camera) -> None:
    one, other = camera.take(PICTURES[10]), camera.take(("pin_full", *PICTURES[10][1:]))
    assert difference(one, other) > SEEN
