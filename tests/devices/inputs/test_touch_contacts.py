"""What a finger does and what is none, by hand and at random."""

from __future__ import annotations

import itertools

import pytest
from evdev import ecodes as e
from hypothesis import given
from hypothesis import strategies as st

from devices.inputs.sources import Event
from devices.inputs.touch_calibration import IDENTITY
from devices.inputs.touch_contacts import GHOST_S, STILL_MM, Fingers
from devices.inputs.touch_fitting import PALM_MM, STUCK_S, Fitting
from devices.inputs.touch_frames import Axes, Axis, Contact, Frame, Frames, Kind, Lost, Snapshot
from devices.inputs.touch_outcomes import Phase, Touch, TouchFreed, TouchNews, TouchStuck

WIDTH, HEIGHT = 500.0, 250.0
RANGE = Axis(0, 999)
SINGLE = Axes(Kind.SINGLE, RANGE, RANGE, pressure=Axis(0, 255))
TYPE_A = Axes(Kind.A, RANGE, RANGE)
SLOTS = Axes(Kind.B, RANGE, RANGE, slots=3, major=RANGE)
KEY = (0, 1)
DOWN, MOVE, UP, CANCEL = Phase


PLAIN = Fitting(WIDTH, HEIGHT)


def fingers(axes: Axes = SLOTS, fitting: Fitting = PLAIN) -> Fingers:
    return Fingers(axes, fitting, itertools.count(1))


def frame(at: float, *contacts: Contact | None, seen: bool = True) -> Frame:
    """Contacts by their slots."""
    return Frame(at, {(slot, 1): contact for slot, contact in enumerate(contacts) if contact is not None}, seen)


def phases(news: list[TouchNews]) -> list[Phase]:
    return [each.phase for each in news if isinstance(each, Touch)]


MIDDLE = Contact(500, 500)


def test_what_lasts_a_frame_only_is_no_finger() -> None:
    for lasted, end in ((GHOST_S / 2, CANCEL), (GHOST_S * 1.01, UP)):
        hand = fingers()
        assert phases(hand.take(frame(1.0, MIDDLE))) == [DOWN]
        assert phases(hand.take(frame(1.0 + lasted))) == [end]


def test_what_lies_there_is_reported_once_ignored_and_reported_when_it_is_gone() -> None:
    hand = fingers()
    hand.take(frame(1.0, MIDDLE))
    due = hand.next_tick()
    assert due == 1.0 + STUCK_S
    assert hand.tick(due - 0.1) == []
    cancelled, stuck = hand.tick(due)
    assert isinstance(cancelled, Touch)
    assert cancelled.phase is CANCEL
    assert stuck == TouchStuck(1)
    assert hand.tick(due + 100) == []
    assert hand.next_tick() is None
    assert phases(hand.take(frame(200.0, MIDDLE, Contact(100, 100)))) == [DOWN], "the panel stays usable"
    assert phases(hand.take(frame(200.1, Contact(900, 900)))) == [UP], "what was stuck and moves isn't a finger again"
    assert hand.take(frame(300.0)) == [TouchFreed(1)]
    assert phases(hand.take(frame(301.0, MIDDLE))) == [DOWN]


def test_a_finger_that_moves_is_never_stuck_and_a_trembling_thing_is() -> None:
    per_unit = WIDTH / 1000
    for step_mm, is_stuck in ((STILL_MM * 0.9, True), (STILL_MM * 1.5, False)):
        hand = fingers()
        at = 1.0
        for number in range(200):
            x = 500 + (number % 2) * round(step_mm / per_unit)
            hand.take(frame(at, Contact(x, 500)))
            at += STUCK_S / 100
        assert any(isinstance(news, TouchStuck) for news in hand.tick(at)) is is_stuck


def test_a_palm_is_measured_in_millimetres() -> None:
    cases = (
        (Fitting(WIDTH, HEIGHT), SLOTS, WIDTH / 1000),
        (Fitting(HEIGHT, WIDTH, turn=90), SLOTS, WIDTH / 1000),
        (Fitting(WIDTH, HEIGHT), Axes(Kind.B, RANGE, RANGE, 3, Axis(0, 255, resolution=4)), 1 / 4),
    )
    for fitting, axes, mm in cases:
        for millimetres, expected in ((PALM_MM - 2, [DOWN]), (PALM_MM + 2, [])):
            contact = Contact(500, 500, major=round(millimetres / mm))
            assert phases(fingers(axes, fitting).take(frame(1.0, contact))) == expected


def test_turned_and_calibrated_and_never_beyond_the_rim() -> None:
    quarter = Contact(250, 100)
    for turn, place in ((0, (0.25, 0.1)), (90, (0.9, 0.25)), (180, (0.75, 0.9)), (270, (0.1, 0.75))):
        [touch] = fingers(fitting=Fitting(WIDTH, HEIGHT, turn=turn)).take(frame(1.0, quarter))
        assert isinstance(touch, Touch)
        assert (touch.x, touch.y) == pytest.approx(place, abs=0.001)
    shifted = (*IDENTITY[:2], 0.2, *IDENTITY[3:5], -0.2)
    for turn, place in ((0, (0.45, 0.0)), (90, (1.0, 0.05))):
        fitting = Fitting(WIDTH, HEIGHT, turn=turn, calibration=shifted)
        [touch] = fingers(fitting=fitting).take(frame(1.0, quarter))
        assert isinstance(touch, Touch)
        assert (touch.x, touch.y) == pytest.approx(place, abs=0.001)


def test_after_a_gap_what_is_the_same_goes_on_and_the_rest_does_nothing() -> None:
    hand = fingers()
    hand.take(frame(1.0, MIDDLE, MIDDLE))
    news = hand.take(frame(2.0, Contact(510, 500), None, Contact(300, 300), seen=False))
    assert [(each.phase, each.contact) for each in news if isinstance(each, Touch)] == [(CANCEL, 2), (MOVE, 1)]
    assert phases(hand.take(frame(2.5, Contact(510, 500)))) == [], "the one that was put on unseen"
    assert phases(hand.take(frame(3.0))) == [UP]


def test_what_lies_there_from_the_beginning_is_stuck_as_well() -> None:
    hand = fingers()
    assert hand.take(frame(1.0, MIDDLE, seen=False)) == []
    assert hand.tick(1.0 + STUCK_S) == [TouchStuck(1)]


def test_unplugged_everything_that_was_begun_is_called_off() -> None:
    hand = fingers()
    hand.take(frame(1.0, MIDDLE, MIDDLE))
    assert phases(hand.let_go(1.5)) == [CANCEL, CANCEL]
    assert hand.next_tick() is None


def test_where_somebody_touched_stands_in_no_repr() -> None:
    assert "0.123" not in repr(Touch(DOWN, 1, 0.123, 0.123, 5.0))


# --- lost events ------------------------------------------------------------------------------------------------------


def report(at: float = 1.0) -> Event:
    return Event(e.EV_SYN, e.SYN_REPORT, 0, at)


def axis(code: int, value: int, at: float = 1.0) -> Event:
    return Event(e.EV_ABS, code, value, at)


def button(value: int, at: float = 1.0) -> Event:
    return Event(e.EV_KEY, e.BTN_TOUCH, value, at)


DROPPED = Event(e.EV_SYN, e.SYN_DROPPED, 0, 1.0)


def fed(frames: Frames, *events: Event) -> list[Frame | Lost]:
    return [found for event in events if (found := frames.take(event)) is not None]


def test_what_comes_between_a_loss_and_its_report_is_not_believed() -> None:
    frames = Frames(SLOTS)
    put = (axis(e.ABS_MT_TRACKING_ID, 5), axis(e.ABS_MT_POSITION_X, 10), axis(e.ABS_MT_POSITION_Y, 20), report())
    assert fed(frames, *put) == [Frame(1.0, {(0, 5): Contact(10, 20)})]
    assert fed(frames, DROPPED, axis(e.ABS_MT_POSITION_X, 999), axis(e.ABS_MT_SLOT, 2), report()) == [Lost(1.0)]
    slots = {e.ABS_MT_TRACKING_ID: (5, -1, 8), e.ABS_MT_POSITION_X: (11, 0, 30), e.ABS_MT_POSITION_Y: (20, 0, 40)}
    found = frames.restore(Snapshot(slot=2, slots=slots), 2.0)
    assert found == Frame(2.0, {(0, 5): Contact(11, 20), (2, 8): Contact(30, 40)}, seen=False)
    assert fed(frames, axis(e.ABS_MT_POSITION_X, 31, 3.0), report(3.0)) == [
        Frame(3.0, {(0, 5): Contact(11, 20), (2, 8): Contact(31, 40)})
    ]


def test_a_single_contact_is_restored_from_its_button_and_axes() -> None:
    frames = Frames(SINGLE)
    fed(frames, button(1), axis(e.ABS_X, 10), axis(e.ABS_Y, 20), report())
    assert fed(frames, DROPPED, report()) == [Lost(1.0)]
    lifted = frames.restore(Snapshot(False, values={e.ABS_X: 10, e.ABS_Y: 20}), 2.0)
    assert lifted == Frame(2.0, {}, seen=False)
    assert frames.restore(Snapshot(True, values={e.ABS_X: 50, e.ABS_Y: 20}), 2.0).contacts == {(0, 0): Contact(50, 20)}


def test_of_type_a_the_next_frame_says_what_there_is_and_it_does_not_count() -> None:
    frames, hand = Frames(TYPE_A), fingers(TYPE_A)
    packet = (axis(e.ABS_MT_POSITION_X, 10), axis(e.ABS_MT_POSITION_Y, 20), Event(e.EV_SYN, e.SYN_MT_REPORT, 0, 1.0))
    news: list[TouchNews] = []
    for found in fed(frames, *packet, report()):
        assert isinstance(found, Frame)
        news += hand.take(found)
    fed(frames, DROPPED, report())
    news += hand.take(frames.restore(Snapshot(touching=True), 2.0))
    for found in fed(frames, *packet, report(3.0), button(0, 4.0), report(4.0), *packet, report(5.0)):
        assert isinstance(found, Frame)
        news += hand.take(found)
    assert [(each.phase, each.contact) for each in news if isinstance(each, Touch)] == [
        (DOWN, 1),
        (CANCEL, 1),
        (DOWN, 3),
    ]


def test_the_nearest_contact_of_the_last_frame_is_the_same_one() -> None:
    frames = Frames(TYPE_A)

    def packets(*places: int) -> list[Event]:
        made: list[Event] = []
        for x in places:
            made += (axis(e.ABS_MT_POSITION_X, x), axis(e.ABS_MT_POSITION_Y, 500))
            made.append(Event(e.EV_SYN, e.SYN_MT_REPORT, 0, 1.0))
        return [*made, report()]

    found = fed(frames, *packets(100, 150), *packets(145, 105), *packets(105), *packets(900, 104))
    keys = [
        [(key[1], contact.x) for key, contact in each.contacts.items()] for each in found if isinstance(each, Frame)
    ]
    assert keys == [[(1, 100), (2, 150)], [(2, 145), (1, 105)], [(1, 105)], [(3, 900), (1, 104)]]


def test_what_hovers_does_not_touch() -> None:
    frames = Frames(SLOTS)
    near = (axis(e.ABS_MT_TRACKING_ID, 5), axis(e.ABS_MT_POSITION_X, 10), axis(e.ABS_MT_POSITION_Y, 20))
    assert fed(frames, *near, axis(e.ABS_MT_DISTANCE, 1), report()) == [Frame(1.0, {})]
    assert fed(frames, axis(e.ABS_MT_DISTANCE, 0), report()) == [Frame(1.0, {(0, 5): Contact(10, 20)})]


# --- at random --------------------------------------------------------------------------------------------------------

CODES = [
    (e.EV_SYN, e.SYN_REPORT),
    (e.EV_SYN, e.SYN_REPORT),
    (e.EV_SYN, e.SYN_MT_REPORT),
    (e.EV_SYN, e.SYN_DROPPED),
    (e.EV_KEY, e.BTN_TOUCH),
    (e.EV_ABS, e.ABS_X),
    (e.EV_ABS, e.ABS_Y),
    (e.EV_ABS, e.ABS_PRESSURE),
    (e.EV_ABS, e.ABS_MT_SLOT),
    (e.EV_ABS, e.ABS_MT_TRACKING_ID),
    (e.EV_ABS, e.ABS_MT_POSITION_X),
    (e.EV_ABS, e.ABS_MT_POSITION_Y),
    (e.EV_ABS, e.ABS_MT_TOUCH_MAJOR),
    (e.EV_ABS, e.ABS_MT_DISTANCE),
    (e.EV_MSC, e.MSC_TIMESTAMP),
]
VALUES = st.sampled_from([-1, 0, 1, 2, 3, 7, 500, 999, 5000, -40])
STREAMS = st.lists(st.tuples(st.sampled_from(CODES), VALUES, st.sampled_from([0.0, 0.01, 0.1, 40.0])), max_size=120)


@given(STREAMS, st.sampled_from([SINGLE, TYPE_A, SLOTS]), st.sampled_from([0, 90]), st.booleans())
def test_whatever_a_device_says_every_contact_begins_once_and_ends_once(
    stream: list[tuple[tuple[int, int], int, float]], axes: Axes, turn: int, touching: bool
) -> None:
    frames, hand = Frames(axes, 1), fingers(axes, Fitting(WIDTH, HEIGHT, turn=turn))
    at, news = 1.0, list[TouchNews]()
    for (kind, code), value, wait in stream:
        at += wait
        news += hand.tick(at)
        found = frames.take(Event(kind, code, value, at))
        if isinstance(found, Lost):
            slots = {
                e.ABS_MT_TRACKING_ID: (4, -1, value),
                e.ABS_MT_POSITION_X: (1, 2, 3),
                e.ABS_MT_POSITION_Y: (1, 2, 3),
            }
            found = frames.restore(Snapshot(touching, 0, slots, {e.ABS_X: 5, e.ABS_Y: value}), at)
        if found is not None:
            news += hand.take(found)
    news += hand.let_go(at)
    touches = [each for each in news if isinstance(each, Touch)]
    assert all(0 <= each.x <= 1 and 0 <= each.y <= 1 for each in touches)
    for number in {each.contact for each in touches}:
        each_phase = [each.phase for each in touches if each.contact == number]
        assert each_phase[0] is DOWN
        assert each_phase[-1] in (UP, CANCEL)
        assert all(phase is MOVE for phase in each_phase[1:-1])
    stuck = [each.contact for each in news if isinstance(each, TouchStuck)]
    freed = [each.contact for each in news if isinstance(each, TouchFreed)]
    assert sorted(stuck) == sorted(freed)
    assert len(set(stuck)) == len(stuck)
