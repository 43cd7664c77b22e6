"""When a touch counts: by hand, and any stream of fingers against what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screens.events import Event, Refused, Touched
from screens.metrics import PANEL_A, Box
from screens.phrase import Words
from screens.samples import SAMPLES
from screens.touch import DRIFT_MM, SECOND_TOUCH_S, Touch
from screens.view import View
from screens.window import Window

LEFT, RIGHT = Box(10, 10, 30, 20), Box(43, 10, 30, 20)
KEYS = {"left": LEFT, "right": RIGHT}
"""Two keys, 3 mm apart."""


@dataclass
class Pad:
    """The two keys, as a view has them."""

    touch: Touch
    pressed: list[str]

    def down(self, finger: int, x: float, y: float, t: float) -> None:
        self.touch.down(finger, next((id for id, box in KEYS.items() if box.contains(x, y)), None), t)

    def move(self, finger: int, x: float, y: float) -> None:
        id = self.touch.key_of(finger)
        self.touch.moved(finger, None if id is None else KEYS[id].away(x, y))

    def up(self, finger: int, x: float, y: float, t: float) -> None:
        id = self.touch.key_of(finger)
        if id is None:
            return
        if KEYS[id].away(x, y) == 0:
            self.pressed.append(id)
            self.touch.up(t, brings_page=False)
        else:
            self.touch.off()


def pad() -> Pad:
    return Pad(Touch(), [])


def test_a_long_press_counts() -> None:
    keys = pad()
    keys.down(1, 20, 20, 1.0)
    keys.up(1, 20, 20, 25.0)
    assert keys.pressed == ["left"]


def test_drift_within_the_key_counts() -> None:
    keys = pad()
    keys.down(1, 11, 11, 1.0)
    for step in range(28):
        keys.move(1, 11 + step, 11 + step / 2)
        assert keys.touch.held == "left"
    keys.up(1, 38, 24, 2.0)
    assert keys.pressed == ["left"]


def test_a_trembling_finger_at_the_edge_keeps_its_key_and_the_look_tells() -> None:
    keys = pad()
    keys.down(1, 39, 20, 1.0)
    for _ in range(3):
        keys.move(1, 40 + DRIFT_MM - 0.1, 20)
        assert keys.touch.held is None
        keys.move(1, 39.9, 20)
        assert keys.touch.held == "left"
    keys.up(1, 39.9, 20, 2.0)
    assert keys.pressed == ["left"]


def test_lifted_just_outside_nothing_is_pressed_and_the_next_touch_counts() -> None:
    keys = pad()
    keys.down(1, 39, 20, 1.0)
    keys.move(1, 41, 20)
    keys.up(1, 41, 20, 1.2)
    assert keys.pressed == []
    keys.down(1, 50, 20, 1.3)
    keys.up(1, 50, 20, 1.4)
    assert keys.pressed == ["right"]


def test_slid_well_off_it_is_over_for_good() -> None:
    keys = pad()
    keys.down(1, 39, 20, 1.0)
    keys.move(1, 40 + DRIFT_MM + 0.1, 20)
    keys.move(1, 39, 20)
    keys.up(1, 39, 20, 2.0)
    assert keys.pressed == []


def test_a_hand_that_rests_beside_the_keys_is_in_nobodys_way() -> None:
    keys = pad()
    keys.down(1, 5, 80, 1.0)
    keys.down(2, 20, 20, 1.5)
    keys.move(1, 6, 80)
    keys.up(1, 20, 20, 1.6)
    keys.up(2, 20, 20, 1.7)
    assert keys.pressed == ["left"]


def test_the_second_of_two_fingers_neither_presses_nor_lets_go() -> None:
    keys = pad()
    keys.down(1, 20, 20, 1.0)
    keys.down(2, 50, 20, 1.1)
    keys.move(2, 100, 100)
    keys.up(2, 50, 20, 1.2)
    assert keys.pressed == []
    keys.up(1, 20, 20, 1.3)
    assert keys.pressed == ["left"]
    keys.up(2, 50, 20, 1.4)
    assert keys.pressed == ["left"]


def test_a_finger_that_is_put_down_twice_was_lifted_without_a_word() -> None:
    keys = pad()
    keys.down(1, 20, 20, 1.0)
    keys.down(1, 50, 20, 1.1)
    keys.up(1, 50, 20, 1.2)
    assert keys.pressed == ["right"]


@pytest.mark.parametrize("touch", [False, True])
def test_where_the_touchscreen_is_read_directly_the_windows_hands_count_for_nothing(
    words: Mapping[str, Words], touch: bool
) -> None:
    view = View(PANEL_A, words["ja"])
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    tree = view.tree()
    assert tree is not None
    key = tree.find("digit.5")
    assert key is not None
    x, y, w, h = PANEL_A.px(key.box)
    window = Window(PANEL_A, view, headless=True, touch=touch)
    try:
        window.events(0.0)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, pos=(x + w // 2, y + h // 2), button=1, touch=False))
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=0, unicode="7", mod=0, scancode=0))
        events = [event for event in window.events(1.0) if isinstance(event, Touched)]
        assert [event.id for event in events] == (["digit.5"] if touch else []) + ["keyboard"]
    finally:
        window.close()


# --- at random --------------------------------------------------------------------------------------------------------

PLACES = st.sampled_from([(20.0, 20.0), (38.0, 20.0), (39.99, 29.0), (41.0, 20.0), (44.0, 20.0), (60.0, 15.0), (5, 90)])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["down", "move", "up", "cancel", "page"]),
        st.integers(0, 2),
        PLACES,
        st.sampled_from([0.0, 0.02, 0.1, 0.3, 0.49, 0.6, 5.0]),
    ),
    max_size=40,
)


@given(STEPS)
def test_nothing_acts_that_was_not_put_down_and_lifted_on_the_same_key(
    steps: list[tuple[str, int, tuple[float, float], float]],
) -> None:
    keys, t = pad(), 100.0
    put: dict[int, str | None] = {}
    acted: list[tuple[str, float]] = []
    for what, finger, (x, y), wait in steps:
        t += wait
        under = next((id for id, box in KEYS.items() if box.contains(x, y)), None)
        before = len(keys.pressed)
        if what == "down":
            put[finger] = under
            keys.down(finger, x, y, t)
        elif what == "move":
            keys.move(finger, x, y)
        elif what == "up":
            keys.up(finger, x, y, t)
            if len(keys.pressed) > before:
                id = keys.pressed[-1]
                assert put.get(finger) == id == under
                assert all(t - at >= SECOND_TOUCH_S for other, at in acted[-1:] if other == id)
                acted.append((id, t))
            put[finger] = None
        elif what == "cancel":
            if keys.touch.key_of(finger) is not None:
                keys.touch.off()
            put[finger] = None
        else:
            keys.touch.page_came()
            put.clear()
        assert len(keys.pressed) - before <= (what == "up")
        held = keys.touch.held
        assert held is None or held in put.values()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["down", "move", "up", "cancel"]),
            st.integers(0, 1),
            st.sampled_from(["digit.1", "digit.2", "digit.5", "erase_one", "rim", "wall"]),
            st.sampled_from([0.01, 0.3, 0.7]),
        ),
        max_size=14,
    )
)
def test_on_a_real_page_only_whole_touches_do_something(
    words: Mapping[str, Words], steps: list[tuple[str, int, str, float]]
) -> None:
    view, t = View(PANEL_A, words["ja"]), 10.0
    view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)
    tree = view.tree()
    assert tree is not None
    boxes = {widget.id: PANEL_A.px(widget.box) for widget in tree.focusable}
    put: dict[int, str] = {}
    for what, finger, where, wait in steps:
        t += wait
        id = "digit.1" if where == "rim" else where
        x, y, w, h = boxes.get(id, (2, 2, 1, 1))
        at = (float(x), float(y)) if where == "rim" else (x + w / 2, y + h / 2)
        event: Event | None = None
        match what:
            case "down":
                put[finger] = id
                view.pointer_down(*at, t, finger)
            case "move":
                view.pointer_move(*at, t, finger)
            case "up":
                event = view.pointer_up(*at, t, finger)
            case _:
                view.pointer_cancel(finger)
        if event is not None:
            assert isinstance(event, Touched | Refused)
            assert what == "up"
            assert event.id == put[finger] == id
        if what in ("up", "cancel"):
            put.pop(finger, None)
