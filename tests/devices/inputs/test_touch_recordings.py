"""Recordings of touchscreens, ours and real ones, into touches. Pure: no device, no clock."""

from __future__ import annotations

import itertools

import pytest

from devices.inputs.touch_contacts import Fingers
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_frames import Axis, Frame, Frames, Kind, axes_from
from devices.inputs.touch_outcomes import Phase, Touch
from tests.parts import evemu
from tests.parts.umockdev import TouchDevice

PANEL = Fitting(width_mm=527.0, height_mm=296.0)
DOWN, MOVE, UP, CANCEL = Phase

N_TRIG = TouchDevice(
    "N-Trig MultiTouch",
    keys=(0x14A, 0x14D),
    axes={code: (0, most, 0) for code, most in ((0, 9600), (1, 7200), (0x35, 9600), (0x36, 7200), (0x30, 9600))},
)
"""Recorded without its description: the ranges are those of its driver (hid-ntrig)."""


def touches(recording: evemu.Recording, fitting: Fitting = PANEL) -> list[Touch]:
    axes = axes_from({code: Axis(*axis) for code, axis in recording.device.axes.items()})
    assert axes is not None
    frames, fingers = Frames(axes, fitting.least_pressure), Fingers(axes, fitting, itertools.count(1))
    found: list[Touch] = []
    for event in recording.events:
        frame = frames.take(event)
        if isinstance(frame, Frame):
            found += [news for news in fingers.take(frame) if isinstance(news, Touch)]
    return found


def ours(name: str) -> evemu.Recording:
    return evemu.read(evemu.OURS / f"{name}.events")


def real(*names: str, device: TouchDevice | None = None) -> evemu.Recording:
    files = [evemu.REAL / name for name in names]
    if not all(file.exists() for file in files):
        pytest.skip("no recordings of real devices beside the project")
    return evemu.read(*files, device=device)


def told(found: list[Touch]) -> list[tuple[Phase, int, float, float]]:
    """With the place in thousandths of the panel."""
    return [(each.phase, each.contact, round(each.x * 1000), round(each.y * 1000)) for each in found]


def steps(found: list[Touch]) -> list[tuple[Phase, int]]:
    """Without places and moves."""
    return [(each.phase, each.contact) for each in found if each.phase is not MOVE]


def test_a_resistive_panel_counts_from_enough_pressure_to_too_little() -> None:
    assert told(touches(ours("resistive"), Fitting(527.0, 296.0, least_pressure=20))) == [
        (DOWN, 1, 250, 750),
        (MOVE, 1, 251, 750),
        (MOVE, 1, 251, 750),
        (UP, 1, 251, 750),
    ]
    jumping = told(touches(ours("resistive")))
    assert (jumping[0], jumping[-1]) == ((DOWN, 1, 952, 49), (UP, 1, 928, 73))


def test_a_ghost_of_an_infrared_frame_presses_nothing_and_fingers_keep_their_numbers() -> None:
    assert told(touches(ours("infrared"))) == [
        (DOWN, 1, 916, 61),
        (CANCEL, 1, 916, 61),
        (DOWN, 2, 250, 500),
        (MOVE, 2, 250, 500),
        (UP, 2, 250, 500),
        (DOWN, 3, 125, 125),
        (DOWN, 4, 750, 750),
        (MOVE, 3, 125, 125),
        (MOVE, 4, 750, 748),
        (UP, 3, 125, 125),
        (UP, 4, 750, 748),
    ]


def test_anonymous_contacts_are_told_apart_by_where_they_were() -> None:
    assert told(touches(ours("anonymous"))) == [
        (DOWN, 1, 104, 139),
        (MOVE, 1, 105, 139),
        (DOWN, 2, 833, 833),
        (MOVE, 2, 833, 832),
        (MOVE, 1, 106, 140),
        (MOVE, 1, 107, 140),
        (MOVE, 2, 833, 831),
        (UP, 1, 107, 140),
        (UP, 2, 833, 831),
    ]


def test_a_palm_presses_nothing_however_it_comes() -> None:
    assert steps(touches(ours("palm"))) == [(DOWN, 1), (UP, 1), (DOWN, 2), (CANCEL, 2)]


@pytest.mark.parametrize("name", [path.stem for path in sorted(evemu.OURS.glob("*.events"))])
def test_every_contact_of_ours_begins_and_ends_once(name: str) -> None:
    balanced(touches(ours(name)))


# --- real ones --------------------------------------------------------------------------------------------------------


def test_nine_real_taps_are_nine_and_each_lasts_a_tenth_of_a_second() -> None:
    found = touches(real("Atmel maXTouch Touchscreen.1-finger-fast-taps.events"))
    balanced(found)
    assert steps(found) == [step for number in range(1, 10) for step in ((DOWN, number), (UP, number))]
    ends = [each.at for each in found if each.phase is UP]
    lasted = [end - begin.at for begin, end in zip([e for e in found if e.phase is DOWN], ends, strict=True)]
    assert all(0.08 < seconds < 0.12 for seconds in lasted)
    assert all(0.42 < each.x < 0.48 and 0.47 < each.y < 0.56 for each in found)


def test_two_real_fingers_are_two() -> None:
    found = touches(real("EP0430M09.2-fingers-touch-release.events"))
    balanced(found)
    assert steps(found)[:2] == [(DOWN, 1), (DOWN, 2)]
    assert sorted(number for phase, number in steps(found)[2:]) == [1, 2]
    left, right = (next(each.x for each in found if each.contact == number) for number in (1, 2))
    assert sorted((round(left, 2), round(right, 2))) == [0.32, 0.73]


def test_a_real_drag_is_one_contact_all_along() -> None:
    name = "ELAN CANDO Windows7"
    found = touches(real(f"{name}.desc", f"{name}.1-finger-drag-up-down.events"))
    balanced(found)
    assert steps(found) == [(DOWN, 1), (UP, 1)]
    assert len(found) > 200
    height = [each.y for each in found]
    assert max(height) - min(height) > 0.5


def test_a_real_optical_frame_says_where_it_was_touched() -> None:
    name = "QUANTA OpticalTouchScreen"
    found = touches(real(f"{name}.desc", f"{name}.touch-on-left.events"))
    balanced(found)
    assert steps(found) == [(DOWN, 1), (UP, 1)]
    assert all(each.x < 0.07 and 0.41 < each.y < 0.47 for each in found)


def test_a_real_panel_of_type_a_is_followed_from_corner_to_corner() -> None:
    found = touches(real("N-Trig MultiTouch.1-finger-drag-NW-SE.events", device=N_TRIG))
    balanced(found)
    assert steps(found) == [(DOWN, 1), (UP, 1)]
    begin, end = found[0], found[-1]
    assert begin.x < 0.05 < 0.95 < end.x
    assert begin.y < 0.05 < 0.95 < end.y


def test_a_real_infrared_panel_is_one() -> None:
    recording = real("Beijing IRTOUCHSYSTEMS Co.,LtD IRTOUCH InfraRed USB TouchScreen.desc")
    axes = axes_from({code: Axis(*axis) for code, axis in recording.device.axes.items()})
    assert axes is not None
    assert (axes.kind, axes.slots, axes.pressure, axes.major) == (Kind.B, 2, None, None)


def balanced(found: list[Touch]) -> None:
    """Each contact begins once, ends once, and does nothing before or after."""
    for number in {each.contact for each in found}:
        phases = [each.phase for each in found if each.contact == number]
        assert phases[0] is DOWN
        assert phases[-1] in (UP, CANCEL)
        assert all(phase is MOVE for phase in phases[1:-1])
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert all(0 <= each.x <= 1 and 0 <= each.y <= 1 for each in found)
