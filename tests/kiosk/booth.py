"""A terminal over a real view, with scripted devices and a scripted gateway, so that every instant can be chosen.

tests/e2e has the real ones.
"""

from __future__ import annotations

import io
import json
import queue
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config, Gateway, Limits, Reader
from kiosk.config import Terminal as TerminalConfig
from kiosk.effects import InspectCard, KeepSession, ListItems, LogIn, LogOut, NoWayBack, ProbeGateway, Today
from kiosk.journey import Effect
from kiosk.journeys.visit import Applying
from kiosk.line.effects import CountUse, LookAtQueue
from kiosk.portal import LoggedIn, LoggedOut, Service, StillLoggedIn, Unreachable
from kiosk.stay import ReaderCondition
from kiosk.terminal import Terminal
from kiosk.words import all_words
from kiosk.workers import Workers
from screens.events import Answer, Command
from screens.metrics import Panel
from screens.view import View
from tests.kiosk.journeys.people import card

LATER = datetime(2030, 1, 1, tzinfo=UTC)
IDLE_S, WARNING_S, ABSOLUTE_S = 120.0, 60, 1800.0
GATEWAY_IDLE_S = 600


class Booth:
    """One terminal with hands, a card reader and a clock to turn. applying: what can be applied for."""

    def __init__(self, applying: Applying | None = None) -> None:
        self._applying = applying
        self.clock = Clock()
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.script: dict[type[Effect], Any] = {
            Today: date(2026, 11, 21),
            NoWayBack: None,
            InspectCard: card,
            LogIn: lambda: LoggedIn("さくら", LATER, False, GATEWAY_IDLE_S, LATER),
            LogOut: LoggedOut(),
            KeepSession: StillLoggedIn(),
            ProbeGateway: Service("1", "999997", "こもれび市", datetime(2026, 11, 21, tzinfo=UTC), None),
            ListItems: Unreachable(),
            LookAtQueue: None,
            CountUse: None,
        }
        self.performed: list[type[Effect]] = []
        self.counted: list[CountUse] = []
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
            applying=self._applying,
        )

    def _give_up(self) -> None:
        self.given_up = True

    def _perform(self, effect: Effect, cancel: threading.Event) -> object:
        self.performed.append(type(effect))
        if isinstance(effect, CountUse):
            self.counted.append(effect)
        if not isinstance(effect, ProbeGateway | LookAtQueue):
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
        self.terminal.tick()
        self.run()

    def type_text(self, text: str) -> None:
        event = self.view.type_text(text)
        if isinstance(event, Answer):
            self.terminal.heard(event)
        self.run()

    def lay(self, insertion: str = "a") -> None:
        self.terminal.card_laid(insertion)
        self.run()

    def run_posted(self) -> None:
        """What a worker said, even if nobody waits for it."""
        self.posted.get(timeout=10)()
        self.terminal.tick()

    def pressable(self) -> list[str]:
        """Ids of what can be pressed."""
        tree = self.view.tree()
        assert tree is not None
        return [widget.id for widget in tree.focusable if widget.state.unavailable is None]

    def flat(self) -> set[str]:
        """Ids of the keys that lie flat."""
        tree = self.view.tree()
        assert tree is not None
        return {widget.id for widget in tree.focusable if widget.state.unavailable is not None}

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
