"""Builds a terminal from its settings: the only place where all parts meet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from screens.window import Window  # isort: skip - sets SDL's environment before pygame is imported
from devices.cards.reader import (
    CardArrived,
    CardGone,
    ReaderArrived,
    ReaderEvent,
    ReaderGone,
    ReaderMonitor,
    ServiceDown,
    ServiceUp,
)
from devices.cards.service import CardService
from kiosk import VERSION
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config, ConfigError
from kiosk.incident import name_what_nobody_caught
from kiosk.late import Late, steps
from kiosk.loop import Loop
from kiosk.perform import Performer
from kiosk.portal import Portal
from kiosk.stage import Stage
from kiosk.stay import ReaderCondition
from kiosk.terminal import Terminal
from kiosk.words import all_words
from kiosk.workers import Workers
from screens.metrics import Panel
from screens.view import View

if TYPE_CHECKING:
    from kiosk.drive import Drive
    from kiosk.line.building import ApplyingParts
    from kiosk.line.performing import LinePerformer
    from kiosk.paper.desk import PaperDesk
    from kiosk.speech.parts import Speech

EXIT_GIVEN_UP = 70
"""This process can't be trusted any more (EX_SOFTWARE); the service manager starts a fresh one."""

EXIT_ANEW = 75
"""A clerk wants the program begun anew; `kiosk run` does so itself, in its own place."""

WINDOW_POLL_S = 0.01
"""Only on a desktop whose display has no descriptor to wait for. X11 and touch panels wake the loop."""


def run(config: Config, drive_path: Path | None) -> int:
    """Serve residents until stopped. The exit code says how it ended."""
    clock = Clock()
    with ExitStack() as log_open:
        audit = Audit(clock, _log(config, log_open))
        try:
            with ExitStack() as stack:
                return _Running(config, drive_path, clock, audit, stack).run()
        except ConfigError:
            raise
        except Exception as error:
            incident = audit.incident(error)
            print(f"kiosk: a bug, {incident.kind} at {incident.where} ({incident.number})", file=sys.stderr)
            return EXIT_GIVEN_UP


class _Running:
    def __init__(self, config: Config, drive_path: Path | None, clock: Clock, audit: Audit, stack: ExitStack) -> None:
        self._exit_code = 0
        self._clock = clock
        self._audit = audit
        self._audit.log("terminal_started", terminal=config.terminal.id, version=VERSION)
        self._loop = Loop()
        stack.callback(self._loop.close)
        name_what_nobody_caught(audit.incident, lambda: self._loop.post(self._give_up))

        portal = _portal(config, self._clock)
        self._desk = self._desk_of(config, portal, stack)
        cards = CardService(config.reader.name)
        room = None
        if config.staff is not None:
            from kiosk.staff.people import load as load_staff
            from kiosk.staff.room import StaffRoom

            journal = None if config.payment is None else config.payment.journal
            tries = None if journal is None else journal.with_name(f"{journal.name}-codes")
            people = load_staff(config.staff, self._clock.monotonic, tries)
            room = StaffRoom(people, cards, self._desk, audit.log, audit, self._restart)
        parts = self._applying_parts(config, cards, stack)
        line = None if parts is None else parts.line
        workers = Workers(Performer(cards, portal, self._clock, self._desk, room, line), self._loop.post)
        stack.callback(workers.stop)

        words = all_words()
        display = config.display
        panel = Panel(display.width_px, display.height_px, display.width_mm, display.height_mm)
        self._view = View(panel, words["ja"], voice=config.sound is not None)
        self._speech = self._speech_of(config, stack, driven=drive_path is not None)
        self._window = Window(panel, self._view, fullscreen=not display.window, touch=config.touch is None)
        stack.callback(self._window.close)
        panel_fd = self._window.fileno()
        if panel_fd is not None:
            self._loop.watch(panel_fd, _wake_only)  # waking up is all: `_tick` takes the events

        self._terminal = Terminal(
            config,
            self._clock,
            self._audit,
            self._view,
            words,
            workers,
            forget=self._forget(portal, line, self._speech),
            give_up=self._give_up,
            desk=self._desk,
            applying=None if parts is None else parts.applying,
        )
        if parts is not None and parts.camera is not None:
            from kiosk.viewing import Viewing

            terminal = self._terminal
            terminal.viewing = Viewing(parts.camera, self._view, self._loop.post, terminal.camera_gone)
        self._stage = Stage(self._terminal, self._view, self._window, self._clock, self._speech)
        if self._speech is not None:
            self._speech.start(self._stage.key)
        self._take_touchscreen(config, panel, stack)
        self._drive: Drive | None = None
        if drive_path is not None:
            from kiosk.drive import Drive

            self._drive = Drive(drive_path, self._loop, self._stage, self._clock)
            stack.callback(self._drive.close)

        readers = {RESIDENT: config.reader.name}
        if config.reader.second is not None:
            readers[SECOND] = config.reader.second
        monitor = ReaderMonitor(readers, lambda event: self._loop.post(lambda: self._reader_says(event)))
        monitor.start()
        stack.callback(monitor.stop)

        self._late = Late(steps(config))
        stack.callback(self._late.stop)

    def run(self) -> int:
        """The loop, from the first page to the signal."""
        self._terminal.begin()
        self._stage.tick()
        print(json.dumps({"ready": True, "page": self._stage.page_name()}), flush=True)
        self._late.start()
        with self._loop.stopped_by_signals():
            self._loop.run(self._tick, self._sleep_s, self._terminal.crashed)
        self._audit.log("terminal_stopped")
        return self._exit_code

    def _tick(self) -> None:
        if not self._stage.take_events():
            self._loop.stop()
        self._terminal.tick()
        self._stage.tick()
        if self._drive is not None:
            self._drive.tick()

    def _sleep_s(self) -> float:
        if self._window.waiting:
            return 0.0
        now = self._clock.monotonic()
        wanted = min(self._terminal.next_tick(), self._stage.next_tick()) - now
        if self._drive is not None:
            wanted = min(wanted, self._drive.next_tick_s())
        if self._window.polled:
            wanted = min(wanted, WINDOW_POLL_S)
        return wanted

    # A terminal that hands out no paper, or takes no applications, doesn't load what belongs to them.

    def _desk_of(self, config: Config, portal: Portal, stack: ExitStack) -> PaperDesk | None:
        if config.printer is None:
            return None
        from kiosk.paper.building import desk_of

        return desk_of(config, portal, self._clock, self._audit.log, lambda: self._loop.post(self._page_news), stack)

    def _applying_parts(self, config: Config, cards: CardService, stack: ExitStack) -> ApplyingParts | None:
        if config.queue is None and config.scanner is None:
            return None
        from kiosk.line.building import applying_parts

        return applying_parts(config, cards, self._desk, self._clock, stack)

    def _speech_of(self, config: Config, stack: ExitStack, *, driven: bool) -> Speech | None:
        if config.sound is None and config.keypad is None:
            return None
        from kiosk.speech.parts import Speech

        speech = Speech(config, self._view, self._audit, self._loop.post, driven=driven)
        stack.callback(speech.close)
        return speech

    def _take_touchscreen(self, config: Config, panel: Panel, stack: ExitStack) -> None:
        if config.touch is None:
            return
        from kiosk.touch import TouchPath

        post = self._loop.post
        path = TouchPath(config.touch, panel, self._stage, self._terminal, self._audit, self._clock, post)
        stack.callback(path.close)

    @staticmethod
    def _forget(portal: Portal, line: LinePerformer | None, speech: Speech | None) -> Callable[[], None]:
        def forget() -> None:
            portal.forget()
            if speech is not None:
                speech.forget()
            if line is not None:
                line.forget()

        return forget

    def _restart(self) -> bool:
        """On a worker's thread: the program ends and begins anew, unless somebody is served."""
        if self._terminal.serving or (self._desk is not None and self._desk.busy):
            return False
        self._loop.post(self._begin_anew)
        return True

    def _begin_anew(self) -> None:
        self._exit_code = EXIT_ANEW
        self._loop.stop()

    def _page_news(self) -> None:
        self._terminal.show()

    def _give_up(self) -> None:
        self._exit_code = EXIT_GIVEN_UP
        self._loop.stop()

    def _reader_says(self, event: ReaderEvent) -> None:
        match event:
            case ServiceDown():
                self._terminal.reader_is(ReaderCondition.SERVICE_DOWN)
            case ServiceUp():
                return
            case ReaderArrived(reader="resident"):
                self._terminal.reader_is(ReaderCondition.READY)
            case ReaderGone(reader="resident"):
                self._terminal.reader_is(ReaderCondition.ABSENT)
            case CardArrived(reader="resident", insertion=insertion, found=found):
                self._terminal.card_laid(insertion, found=found)
            case CardGone(reader="resident"):
                self._terminal.card_taken()
            case _:
                return  # the second reader has no journey yet: an agent's card comes with the agents


RESIDENT = "resident"
SECOND = "second"


def _wake_only() -> None:
    return


def _log(config: Config, stack: ExitStack) -> IO[str] | None:
    if config.log is None:
        return None
    try:
        return stack.enter_context(config.log.open("a", encoding="ascii"))
    except OSError as error:
        raise ConfigError(f"log: cannot be written ({type(error).__name__})") from error


def _portal(config: Config, clock: Clock) -> Portal:
    gateway = config.gateway
    try:
        return Portal(str(gateway.url), gateway.ca, gateway.certificate, gateway.key, gateway.timeout_s, clock.now)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise ConfigError(f"gateway: certificate, key or CA can't be used ({type(error).__name__})") from error
