"""The terminal over a real view: who is served, when she is warned, how she is seen off, and that nothing is left.

Devices and gateway are scripted here, so that every instant can be chosen; tests/e2e has the real ones.
"""

from __future__ import annotations

import io
import json
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.cards.outcomes import NoCard
from devices.cards.recognise import MyNumberCard
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config, Gateway, Limits, Reader
from kiosk.config import Terminal as TerminalConfig
from kiosk.effects import InspectCard, ListItems, LogIn, LogOut, NoWayBack, ProbeGateway, Today
from kiosk.journey import Effect
from kiosk.portal import LoggedIn, LoggedOut, Service, Unreachable
from kiosk.stay import ReaderCondition
from kiosk.terminal import Terminal
from kiosk.words import all_words
from kiosk.workers import Workers
from screens.events import Answer, Command
from screens.metrics import Panel
from screens.page import TrayState
from screens.view import View
from tests.kiosk.journeys.people import card

LATER = datetime(2030, 1, 1, tzinfo=UTC)
IDLE_S, WARNING_S, ABSOLUTE_S = 120.0, 60, 1800.0


def other_card() -> MyNumberCard:
    """Somebody else's."""
    ours = card()
    return replace(ours, certificate=replace(ours.certificate, der=b"other"))


class Booth:
    """One terminal with hands, a card reader and a clock to turn."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.script: dict[type[Effect], Any] = {
            Today: date(2026, 11, 21),
            NoWayBack: None,
            InspectCard: card,
            LogIn: lambda: LoggedIn(
                "さくら", datetime(2030, 1, 1, tzinfo=UTC), False, 600, datetime(2030, 1, 1, tzinfo=UTC)
            ),
            LogOut: LoggedOut(),
            ProbeGateway: Service("1", "999997", "こもれび市", datetime(2026, 11, 21, tzinfo=UTC), None),
            ListItems: Unreachable(),
        }
        self.held = threading.Event()
        self.held.set()
        self.log = io.StringIO()
        self.given_up = False
        self.view = View(Panel(1920, 1080, 345.4, 194.3), all_words()["ja"])
        self.workers = Workers(self._perform, self.posted.put)
        self.terminal = self._terminal()
        self.terminal.begin()
        self.terminal.reader_is(ReaderCondition.READY)

    def _terminal(self) -> Terminal:
        config = Config(
            profile="demo",
            terminal=TerminalConfig(id="t-1", municipality="こもれび市", place="市役所", opens="00:00", closes="00:00"),
            reader=Reader(name="x"),
            gateway=Gateway(url="https://127.0.0.1:1", ca=Path("x"), certificate=Path("x"), key=Path("x")),
            limits=Limits(idle_s=IDLE_S, warning_s=WARNING_S, absolute_s=ABSOLUTE_S, probe_s=100_000),
        )
        return Terminal(
            config,
            self.clock,
            Audit(self.clock, self.log),
            self.view,
            all_words(),
            self.workers,
            forget=lambda: None,
            give_up=self._give_up,
        )

    def _give_up(self) -> None:
        self.given_up = True

    def _perform(self, effect: Effect, cancel: threading.Event) -> object:
        if not isinstance(effect, ProbeGateway):
            self.held.wait(20)
        outcome = self.script[type(effect)]
        return outcome() if callable(outcome) else outcome

    # --- what happens -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Until nothing runs: as the loop would."""
        while (self.terminal.serving and not self.terminal.settled) or self.page.startswith("wait."):
            self.posted.get(timeout=10)()
            self.terminal.tick()

    def press(self, id: str) -> None:
        event = self.view.press(id)
        assert isinstance(event, Answer | Command), f"{id} on {self.page}: {event}"
        self.terminal.heard(event)
        self.run()

    def type_text(self, text: str) -> None:
        event = self.view.type_text(text)
        if isinstance(event, Answer):
            self.terminal.heard(event)
        self.run()

    def lay(self, insertion: str = "a") -> None:
        self.terminal.card_laid(insertion)
        self.run()

    def take(self) -> None:
        self.terminal.card_taken()
        self.run()

    def pass_time(self, seconds: float) -> None:
        self.clock.pass_time(seconds)
        self.terminal.tick()
        answer = self.view.tick(self.clock.monotonic())
        if answer is not None:
            self.terminal.heard_by_itself(answer)
        self.run()

    def log_in(self) -> None:
        self.lay()
        assert self.page == "log_in.pin"
        self.type_text("1234")
        self.press("main")
        assert self.page == "log_in.card_may_go"
        self.take()
        assert self.page == "menu"

    # --- what is seen -------------------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        return self.view.page_name

    def logged(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [line for line in lines if line["event"] == event]


@pytest.fixture
def booth() -> Iterator[Booth]:
    booth = Booth()
    yield booth
    booth.held.set()
    booth.workers.stop()


def test_a_stay_from_card_to_goodbye(booth: Booth) -> None:
    assert booth.page == "idle"
    booth.log_in()
    booth.press("stop")
    assert booth.page == "really_stop"
    booth.press("stop")
    assert booth.page == "leave.stopped"
    booth.pass_time(7)
    assert booth.page == "idle"
    assert [line["reason"] for line in booth.logged("session_ended")] == ["stopped"]


def test_stop_without_log_in_asks_nothing(booth: Booth) -> None:
    booth.press("option.without_card")
    booth.press("stop")
    assert booth.page.startswith("leave.")


def test_going_on_after_the_question_keeps_the_page(booth: Booth) -> None:
    booth.log_in()
    booth.press("stop")
    booth.press("main")
    assert booth.page == "menu"


def test_idle_warning_extension_and_end(booth: Booth) -> None:
    booth.log_in()
    booth.pass_time(IDLE_S - 1)
    assert booth.page == "menu"
    booth.pass_time(2)
    assert booth.page == "still_there"
    booth.press("main")
    assert booth.page == "menu"
    booth.pass_time(IDLE_S - 1)
    assert booth.page == "menu", "going on gives the whole time again"
    booth.pass_time(2)
    booth.pass_time(WARNING_S - 2)
    assert booth.page == "still_there"
    booth.pass_time(3)
    assert booth.page == "leave.timed_out"


def test_what_was_typed_is_there_again_after_the_warning(booth: Booth) -> None:
    booth.lay()
    booth.view.type_text("12")
    booth.pass_time(IDLE_S + 1)
    assert booth.page == "still_there"
    booth.press("main")
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"


def test_the_stay_has_a_longest_time_with_a_warning(booth: Booth) -> None:
    booth.log_in()
    for _ in range(17):
        booth.pass_time(100)
        if booth.page == "time_limit":
            break
        booth.terminal.touched()
    booth.terminal.touched()
    booth.pass_time(50)
    assert booth.page == "time_limit"
    booth.press("main")
    assert booth.page == "menu"
    booth.pass_time(WARNING_S)
    assert booth.page == "leave.time_limit"


def test_no_new_stay_while_the_card_lies_there(booth: Booth) -> None:
    booth.lay()
    booth.pass_time(IDLE_S + 1)
    booth.pass_time(WARNING_S + 1)
    assert booth.page == "leave.take_card"
    assert booth.terminal.tray is TrayState.TAKE_CARD
    booth.pass_time(3600)
    assert booth.page == "leave.take_card", "it waits as long as the card lies there"
    booth.take()
    assert booth.page == "leave.timed_out"
    booth.pass_time(7)
    assert booth.page == "idle"


def test_a_card_that_was_found_there_begins_nothing(booth: Booth) -> None:
    booth.terminal.card_laid("a", found=True)
    assert booth.page == "remove_card"
    assert booth.terminal.tray is TrayState.TAKE_CARD
    booth.take()
    assert booth.page == "idle"
    booth.lay("b")
    assert booth.page == "log_in.pin"


def test_another_card_in_a_running_stay_ends_it(booth: Booth) -> None:
    booth.log_in()
    booth.script[InspectCard] = other_card
    booth.lay("b")
    assert booth.page == "leave.take_card"
    assert [line["reason"] for line in booth.logged("session_ended")] == ["other_card"]


def test_ones_own_card_laid_back_changes_nothing(booth: Booth) -> None:
    booth.log_in()
    booth.lay("b")
    assert booth.page == "menu"
    assert booth.terminal.tray is TrayState.CARD


def test_a_bug_is_a_calm_page_with_a_number_and_service_goes_on(booth: Booth) -> None:
    def bug() -> object:
        raise ZeroDivisionError("見本 花子")

    booth.log_in()
    booth.script[ListItems] = bug
    booth.press("option.self_information")
    while booth.page not in ("leave.incident", "idle"):
        tree = booth.view.tree()
        assert tree is not None
        booth.press(next(key.id for key in tree.focusable if key.id.startswith(("main", "option."))))
    assert booth.page == "leave.incident"
    (incident,) = booth.logged("incident")
    assert incident["kind"] == "ZeroDivisionError"
    assert "花子" not in booth.log.getvalue()
    booth.pass_time(40)
    assert booth.page == "idle"


def test_a_gateway_that_never_answers_is_overdue_and_the_stay_can_end(booth: Booth) -> None:
    booth.log_in()
    booth.held.clear()
    booth.view.press("stop")
    booth.terminal.heard(Command("stop"))
    assert booth.page == "really_stop"
    event = booth.view.press("stop")
    assert isinstance(event, Answer)
    booth.terminal.heard(event)
    booth.clock.pass_time(LogOut.deadline_s + 0.1)
    booth.terminal.tick()
    assert booth.page == "leave.stopped"
    assert booth.logged("effect_overdue")


def test_nobody_is_served_until_the_last_stay_is_proven_gone(booth: Booth) -> None:
    booth.log_in()
    kept_by_a_bug = booth.view._shown.page  # type: ignore[union-attr]
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    assert booth.page == "preparing"
    booth.lay("b")
    assert booth.page == "preparing"
    assert len(booth.logged("session_began")) == 1
    booth.take()
    del kept_by_a_bug
    booth.pass_time(1)
    assert booth.page == "idle"


def test_a_stay_that_never_gets_clean_ends_the_process(booth: Booth) -> None:
    booth.log_in()
    kept_by_a_bug = booth.view._shown.page  # type: ignore[union-attr]
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    booth.clock.pass_time(21)
    booth.terminal.tick()
    assert booth.given_up
    (alarm,) = booth.logged("cleaning_failed")
    assert alarm["first"] == type(kept_by_a_bug).__name__


def test_size_colour_and_language_change_in_mid_form_and_reset_afterwards(booth: Booth) -> None:
    booth.lay()
    booth.view.type_text("12")
    for key in ("rail.size", "rail.colour", "rail.language"):
        booth.press(key)
        assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"
    tree = booth.view.tree()
    assert tree is not None
    assert "カード" not in tree.as_text()
    booth.take()
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    tree = booth.view.tree()
    assert tree is not None
    assert "ご用件" in tree.as_text()


def test_staff_can_be_called_from_anywhere_and_see_nothing(booth: Booth) -> None:
    booth.press("rail.staff")
    assert booth.page == "staff_call"
    booth.press("option.on")
    assert booth.page == "idle"
    booth.lay()
    booth.view.type_text("12")
    booth.press("rail.staff")
    assert booth.page == "staff_call"
    booth.press("option.on")
    assert booth.page == "log_in.pin"
    booth.type_text("34")
    booth.press("main")
    assert booth.page == "log_in.card_may_go"


def test_reader_trouble_is_told_on_the_first_page(booth: Booth) -> None:
    booth.terminal.reader_is(ReaderCondition.ABSENT)
    tree = booth.view.tree()
    assert tree is not None
    assert "カードを 読めません" in tree.as_text()
    assert booth.terminal.tray is TrayState.UNKNOWN


def test_a_card_is_not_awaited_where_no_reader_is(booth: Booth) -> None:
    booth.press("option.with_card")
    assert booth.page == "log_in.put_card"
    booth.terminal.reader_is(ReaderCondition.SERVICE_DOWN)
    assert booth.page == "trouble.no_reader"
    booth.terminal.reader_is(ReaderCondition.READY)
    tree = booth.view.tree()
    assert tree is not None
    booth.press(next(key.id for key in tree.focusable if key.id.endswith("again")))
    assert booth.page == "log_in.put_card"


def test_a_card_that_left_while_it_was_read_is_awaited_once_more(booth: Booth) -> None:
    booth.script[InspectCard] = NoCard()
    booth.lay()
    assert booth.page == "log_in.put_card"
    assert [line["effect"] for line in booth.logged("effect_settled")].count("InspectCard") == 1
    booth.take()
    booth.script[InspectCard] = card
    booth.lay("b")
    assert booth.page == "log_in.pin"


def test_gateway_trouble_is_told_on_the_first_page() -> None:
    booth = Booth()
    booth.script[ProbeGateway] = Unreachable()
    booth.terminal.tick()
    booth.posted.get(timeout=10)()
    tree = booth.view.tree()
    assert tree is not None
    assert "つながっていません" in tree.as_text()
    booth.workers.stop()


def test_the_log_names_no_one(booth: Booth) -> None:
    booth.log_in()
    booth.press("stop")
    booth.press("stop")
    booth.pass_time(7)
    assert "さくら" not in booth.log.getvalue()
    assert "1234" not in booth.log.getvalue().replace(".1234", "")
