"""The screen side of the terminal: brings what hands do to it, and what it shows to the glass and the drive socket."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.inputs.touch_outcomes import Phase
from kiosk.clock import Clock
from kiosk.speech.guide import WALKED
from kiosk.terminal import Terminal
from screens.events import Answer, Command, Event, Refused, Touched
from screens.view import View
from screens.window import Closed, Window

if TYPE_CHECKING:
    from devices.inputs.keypad import Key
    from kiosk.speech.parts import Speech


class Stage:
    """View, window and terminal, joined on the loop's thread."""

    def __init__(
        self, terminal: Terminal, view: View, window: Window, clock: Clock, speech: Speech | None = None
    ) -> None:
        self._speech = speech
        self._terminal = terminal
        self._view = view
        self._window = window
        self._clock = clock

    # --- hands --------------------------------------------------------------------------------------------------------

    def take_events(self) -> bool:
        """Hand on what came from the panel. False: the window was closed."""
        going_on = True
        for event in self._window.events(self._clock.monotonic()):
            if isinstance(event, Closed):
                going_on = False
            else:
                self._hand_on(event)
        return going_on

    def tick(self) -> None:
        """Page time, then pixels."""
        answer = self._view.tick(self._clock.monotonic())
        if answer is not None:
            self._terminal.heard_by_itself(answer)
        if self._speech is not None:
            self._speech.tick(self._clock.monotonic(), serving=self._terminal.serving)
            self._view.darken(self._speech.guide.manners.dark)
        self._window.present()

    def next_tick(self) -> float:
        """The instant (monotonic) at which the page wants `tick`."""
        wanted = self._view.next_tick(self._clock.monotonic())
        return float("inf") if wanted is None else wanted

    def key(self, key: Key) -> None:
        """A key of the keypad went down."""
        if self._speech is None:
            return
        self._speech.touched(self._clock.monotonic())
        event = self._speech.keys.press(key)
        if event == WALKED:
            self._terminal.touched()
        else:
            self._hand_on(event)

    def finger(self, phase: Phase, finger: int, x: float, y: float, t: float) -> None:
        """A finger on a touchscreen that is read directly, at a pixel and a monotonic second."""
        match phase:
            case Phase.DOWN:
                self._view.pointer_down(x, y, t, finger)
            case Phase.MOVE:
                self._view.pointer_move(x, y, t, finger)
            case Phase.UP:
                self._hand_on(self._view.pointer_up(x, y, t, finger))
            case Phase.CANCEL:
                self._view.pointer_cancel(finger)

    def _hand_on(self, event: Event | None) -> None:
        if self._speech is not None and event is not None:
            self._speech.happened(event, self._clock.monotonic())
        match event:
            case Answer() | Command():
                self._terminal.heard(event)
            case Touched() | Refused():
                self._terminal.touched()
            case None:
                return

    # --- the drive socket ---------------------------------------------------------------------------------------------

    def tree(self) -> dict[str, Any]:
        """The page as JSON."""
        tree = self._view.tree()
        return {
            "page": self._view.page_name,
            "tray": self._terminal.tray.value,
            "session": self._terminal.serving,
            "tree": tree.as_json() if tree is not None else None,
        }

    def page_name(self) -> str:
        """Name of the page shown."""
        return self._view.page_name

    def settled(self) -> bool:
        """Whether nothing runs and nothing is being put away."""
        return self._terminal.settled

    def press(self, id: str) -> str | None:
        """Press a key; None, or why it can't be pressed."""
        return self._drive(self._view.press(id), id)

    def type_text(self, text: str) -> str | None:
        """Type; None, or why nothing takes it."""
        event = self._view.type_text(text)
        if event is None:
            return "nothing here takes text"
        return self._drive(event, "keyboard")

    def press_keypad(self, name: str) -> str | None:
        """Press a key of the keypad, by its value; None, or why that can't be."""
        if self._speech is None:
            return "no keypad"
        from devices.inputs.keypad import Key

        key = next((key for key in Key if key.value == name), None)
        if key is None:
            return "no such key"
        self.key(key)
        return None

    def transcript(self, since: int) -> tuple[int, list[dict[str, Any]]]:
        """How much has been said, and what after utterance `since`."""
        said = None if self._speech is None else self._speech.transcript
        return (0, []) if said is None else (said.count, said.since(since))

    def touch(self, x: int, y: int) -> None:
        """Touch and let go."""
        now = self._clock.monotonic()
        self._view.pointer_down(x, y, now)
        self._window.present()
        self._hand_on(self._view.pointer_up(x, y, now))

    def shot(self, path: Path) -> None:
        """Save the pixels as PNG."""
        self._window.shot(path)

    def keep(self, path: Path) -> None:
        """Save page and frame as they are described."""
        path.write_bytes(pickle.dumps(self._view.described))

    def _drive(self, event: Event | None, id: str) -> str | None:
        if event is None:
            return "the page has been answered"
        self._hand_on(event)
        if isinstance(event, Refused):
            return f"unavailable: {event.reason.plain}" if event.reason else f"no key {id!r}"
        return None
