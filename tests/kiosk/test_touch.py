"""The touchscreen fails and comes back: what is seen, who is served, what is logged."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from devices.inputs.outcomes import Absence
from devices.inputs.touch_fitting import Fitting
from devices.inputs.touch_outcomes import Phase, Touch, TouchFreed, TouchGone, TouchNews, TouchReady, TouchStuck
from kiosk import touch
from kiosk.audit import Audit
from kiosk.config import KeypadSettings, TouchSettings
from kiosk.stage import Stage
from screens.metrics import Panel
from screens.window import Window
from tests.kiosk.booth import IDLE_S, WARNING_S, Booth

PANEL = Panel(1920, 1080, 345.4, 194.3)
READY, GONE = TouchReady("x"), TouchGone(Absence.NOT_THERE)


def test_between_stays_nobody_is_served_and_the_page_says_why(booth: Booth) -> None:
    booth.terminal.touch_is(there=False)
    assert booth.page == "no_touch"
    booth.lay()
    assert booth.page == "remove_card", "a card that lies there is said first"
    booth.take()
    assert booth.page == "no_touch"
    assert booth.logged("session_began") == []
    booth.terminal.touch_is(there=True)
    assert booth.page == "idle"
    booth.log_in()


def test_in_a_stay_everything_is_hidden_and_comes_back_as_it_was(booth: Booth) -> None:
    booth.lay()
    booth.view.type_text("12")
    booth.terminal.touch_is(there=False)
    assert booth.page == "no_touch"
    tree = booth.view.tree()
    assert tree is not None
    assert tree.find("pin") is None
    booth.terminal.touch_is(there=True)
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"


def test_her_name_is_hidden_too_and_the_stay_ends_by_itself(booth: Booth) -> None:
    booth.log_in()
    booth.terminal.touch_is(there=False)
    tree = booth.view.tree()
    assert tree is not None
    assert "さくら" not in tree.as_text()
    booth.pass_time(IDLE_S + 1)
    booth.pass_time(WARNING_S + 1)
    assert booth.page == "leave.timed_out"
    booth.pass_time(7)
    booth.pass_time(1)
    assert booth.page == "no_touch"


def test_another_cover_stays_what_it_was(booth: Booth) -> None:
    booth.log_in()
    booth.press("stop")
    assert booth.page == "really_stop"
    booth.terminal.touch_is(there=False)
    booth.terminal.touch_is(there=True)
    assert booth.page == "really_stop"


def test_with_a_keypad_the_terminal_is_used_all_the_same(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    config = booth.terminal._config.model_copy(update={"keypad": KeypadSettings(name="x")})
    monkeypatch.setattr(booth.terminal, "_config", config)
    monkeypatch.setattr(booth.terminal._unattended, "_config", config)
    booth.terminal.touch_is(there=False)
    assert booth.page == "idle"
    tree = booth.view.tree()
    assert tree is not None
    assert "キーパッドで" in tree.as_text()
    booth.log_in()
    booth.terminal.touch_is(there=True)
    assert booth.page == "menu"


# --- from the touchscreen's thread to the page -----------------------------------------------------------------------


class Path:
    """The way from a touchscreen that a test plays."""

    def __init__(self, booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tell: Callable[[Sequence[TouchNews]], None]
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.booth = booth
        monkeypatch.setattr(touch, "Touchscreen", self._made)
        self.window = Window(PANEL, booth.view, headless=True, touch=False)
        self.stage = stage = Stage(booth.terminal, booth.view, self.window, booth.clock)
        audit = Audit(booth.clock, booth.log)
        self.path = touch.TouchPath(TouchSettings(), PANEL, stage, booth.terminal, audit, booth.clock, self.posted.put)

    def _made(self, _source: object, fitting: Fitting, tell: Callable[[Sequence[TouchNews]], None]) -> Any:
        assert fitting.width_mm == PANEL.width_mm
        self.tell = tell

    def hear(self, *news: TouchNews) -> None:
        self.tell(news)
        self.posted.get_nowait()()
        self.booth.terminal.tick()

    def touch(self, phase: Phase, id: str, at: float, contact: int = 1) -> None:
        tree = self.booth.view.tree()
        assert tree is not None
        key = tree.find(id)
        assert key is not None
        x, y, w, h = PANEL.px(key.box)
        self.hear(Touch(phase, contact, (x + w / 2) / PANEL.width_px, (y + h / 2) / PANEL.height_px, at))


@pytest.fixture
def path(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = Path(booth, monkeypatch)
    yield path
    path.window.close()


def test_a_touch_presses_what_is_there(path: Path, booth: Booth) -> None:
    path.hear(READY)
    path.touch(Phase.DOWN, "option.without_card", 1.0)
    assert booth.page == "idle"
    path.touch(Phase.UP, "option.without_card", 1.1)
    booth.run()
    assert booth.page != "idle"
    assert len(booth.logged("session_began")) == 1


def test_what_was_called_off_presses_nothing(path: Path, booth: Booth) -> None:
    path.touch(Phase.DOWN, "option.without_card", 1.0)
    path.touch(Phase.CANCEL, "option.without_card", 1.1)
    assert booth.page == "idle"
    tree = booth.view.tree()
    assert tree is not None
    key = tree.find("option.without_card")
    assert key is not None
    assert not key.state.pressed


def test_two_taps_are_as_far_apart_as_the_fingers_were_however_late_they_are_heard(path: Path, booth: Booth) -> None:
    booth.lay()
    for at in (1.0, 1.3, 1.8):
        path.touch(Phase.DOWN, "digit.1", at)
        path.touch(Phase.UP, "digit.1", at + 0.1)
    assert booth.page == "log_in.pin"
    tree = booth.view.tree()
    assert tree is not None
    pin = tree.find("pin")
    assert pin is not None
    assert pin.value is not None
    assert len(pin.value.plain) == 2


def test_the_rim_is_on_the_panel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[tuple[float, float]] = []
    monkeypatch.setattr(path.stage, "finger", lambda _phase, _finger, x, y, _t: places.append((x, y)))
    path.hear(Touch(Phase.DOWN, 1, 1.0, 1.0, 1.0), Touch(Phase.UP, 1, 0.0, 0.0, 1.1))
    assert places == [(1919, 1079), (0, 0)]


def test_trouble_is_logged_once_and_where_somebody_touched_never(path: Path, booth: Booth) -> None:
    path.hear(READY)
    assert booth.logged("touch_back") == []
    path.hear(Touch(Phase.DOWN, 1, 0.25, 0.25, 1.0))
    path.hear(GONE)
    path.hear(TouchGone(Absence.BUSY))
    assert booth.page == "no_touch"
    path.hear(READY)
    path.hear(TouchStuck(1))
    path.hear(TouchFreed(1))
    assert [line["why"] for line in booth.logged("touch_lost")] == ["not_there", "busy"]
    assert [len(booth.logged(event)) for event in ("touch_back", "touch_stuck", "touch_freed")] == [1, 1, 1]
    assert booth.logged("touch_stuck")[0].keys() == {"at", "event", "level"}
    assert booth.page == "idle"
