"""What is measured of the drawn person is how she was drawn; and each thing that is wrong is the thing that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.camera.face import HIGH, WIDE, look, window
from devices.camera.outcomes import FaceSeen
from devices.virtual.camera.person import Pose, draw
from kiosk.rules.photos import FaceFault, face_faults

GOOD = Pose()
SIZES = [(1280, 720), (1080, 1440)]


def seen(pose: Pose, size: tuple[int, int] = (1280, 720)) -> FaceSeen:
    return look(window(draw(*size, pose)))


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1440)])
def test_who_stands_right_is_told_nothing(size: tuple[int, int]) -> None:
    # In an upright picture the window is cut from the height: the head is drawn as a share of the whole height.
    share = window(draw(*size, replace(GOOD, people=0))).shape[0] / size[1]
    found = seen(replace(GOOD, head=GOOD.head * share), size)
    assert face_faults(found) == ()
    assert (found.faces, found.eyes) == (1, 2)


@pytest.mark.parametrize("tilt", [-25, -12, -8, 8, 12, 20])
def test_the_tilt_is_measured_within_two_degrees(tilt: float) -> None:
    assert seen(replace(GOOD, tilt=tilt)).tilt == pytest.approx(tilt, abs=2.0)


@pytest.mark.parametrize(("x", "y"), [(0.15, 0.0), (-0.15, 0.0), (0.0, 0.1), (0.1, -0.1)])
def test_the_place_is_measured(x: float, y: float) -> None:
    middle, aside = seen(GOOD), seen(replace(GOOD, x=x, y=y))
    assert aside.dx - middle.dx == pytest.approx(x, abs=0.03)
    assert aside.dy - middle.dy == pytest.approx(y, abs=0.05)


@pytest.mark.parametrize(
    ("pose", "fault"),
    [
        (replace(GOOD, people=0), FaceFault.NO_FACE),
        (replace(GOOD, people=0, light=0.1), FaceFault.DARK),
        (replace(GOOD, people=2), FaceFault.SEVERAL),
        (replace(GOOD, head=0.42), FaceFault.FAR),
        (replace(GOOD, head=0.95), FaceFault.NEAR),
        (replace(GOOD, x=0.15), FaceFault.MOVE_RIGHT),
        (replace(GOOD, x=-0.15), FaceFault.MOVE_LEFT),
        (replace(GOOD, y=0.14), FaceFault.MOVE_UP),
        (replace(GOOD, y=-0.16), FaceFault.MOVE_DOWN),
        (replace(GOOD, tilt=12), FaceFault.TILTED),
        (replace(GOOD, tilt=-12), FaceFault.TILTED),
        (replace(GOOD, eyes=False), FaceFault.EYES),
        (replace(GOOD, light=0.4), FaceFault.DARK),
        (replace(GOOD, light=1.6), FaceFault.BRIGHT),
        (replace(GOOD, side_light=1.0), FaceFault.SHADOW),
        (replace(GOOD, blur=6.0), FaceFault.BLURRED),
        (replace(GOOD, wall="shelf"), FaceFault.BACKGROUND),
    ],
    ids=lambda value: value.value if isinstance(value, FaceFault) else "",
)
def test_what_is_wrong_is_said_first(pose: Pose, fault: FaceFault) -> None:
    assert face_faults(seen(pose))[0] is fault


def test_noise_of_the_sensor_is_not_sharpness() -> None:
    calm, noisy = seen(replace(GOOD, blur=6.0)), seen(replace(GOOD, blur=6.0, noise=6.0))
    assert calm.sharpness == pytest.approx(noisy.sharpness, abs=3.0)


def test_the_window_has_the_cards_proportions() -> None:
    for size in ((1280, 720), (720, 1280), (1000, 1000)):
        height, width = window(draw(*size, replace(GOOD, people=0))).shape[:2]
        assert height / width == pytest.approx(HIGH / WIDE, abs=0.01)
