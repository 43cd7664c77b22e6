"""What the keypad's keys do: type, walk, press, go back, and ask the voice – on every page the same."""

from __future__ import annotations

from dataclasses import replace

from devices.inputs.keypad import Key
from devices.speaker.outcomes import Earcon
from kiosk.speech.guide import WALKED, Guide
from kiosk.speech.manners import Manners
from screens import narrator
from screens.events import Command, Event, Refused
from screens.narrator import Line
from screens.tree import Widget
from screens.view import View

_KANA_ROWS = ("わをんー゛゜小", "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ",
              "まみむめも", "やゆよ", "らりるれろ")  # fmt: skip
"""As on a telephone: 1 is the row of あ, 0 the row of わ and the marks."""


class Keys:
    """The keypad at one terminal. Gives the event that came of a key, for the terminal; None: only the focus moved."""

    def __init__(self, view: View, guide: Guide) -> None:
        self._view = view
        self._guide = guide
        self._typing = False
        self._asked = False
        self._helping = False

    def press(self, key: Key) -> Event | None:
        """A key went down."""
        if self._helping:
            self._helping = False
            if key.digit is not None:
                return self._wish(key.digit)
        asked, self._asked = self._asked, key is Key.VOICE
        match key:
            case Key.DOWN | Key.UP:
                return self._walk(1 if key is Key.DOWN else -1)
            case Key.CONFIRM:
                return self._confirm()
            case Key.BACK:
                return self._back()
            case Key.VOICE:
                self._voice(asked=asked)
                return WALKED
            case _:
                return self._digit(key.digit or "")

    def reset(self) -> None:
        """Somebody else stands here now."""
        self._typing = self._asked = self._helping = False

    # --- walking and pressing -----------------------------------------------------------------------------------------

    def _walk(self, step: int) -> Event:
        self._typing = False
        tree = self._view.tree()
        if tree is not None and narrator.walked(tree):
            stops = {widget.id for widget in narrator.walked(tree)}
            widget = self._view.move_focus(step)
            while widget is not None and widget.id not in stops:
                widget = self._view.move_focus(step)
            self._guide.say_focus()
        return WALKED

    def _confirm(self) -> Event | None:
        if self._typing:
            self._typing = False
            return self._refused(self._view.press("main"))
        if self._view.focused is None:
            return self._walk(1)
        return self._refused(self._view.activate_focus())

    def _refused(self, event: Event | None) -> Event | None:
        """A key that lies flat says why."""
        if not isinstance(event, Refused):
            return event
        if event.reason is not None:
            self._guide.say((Line(event.reason.speech, event.reason.personal),), Earcon.ERROR)
        return WALKED

    def _back(self) -> Event | None:
        tree = self._view.tree()
        if tree is None:
            return None
        if tree.find("erase_one") is not None and _filled(tree):
            self._typing = True
            return self._view.press("erase_one")
        self._typing = False
        if (back := tree.find("back")) is None or back.state.unavailable is not None:
            self._guide.say_own("voice-not-now")
            return WALKED
        return self._view.press("back")

    def _digit(self, digit: str) -> Event | None:
        tree = self._view.tree()
        if tree is None:
            return None
        if tree.find("kana.あ") is not None:
            return self._lead_to(tree, [f"kana.{sign}" for sign in _KANA_ROWS[int(digit)]])
        event = self._view.type_text(digit)
        if event is not None:
            self._typing = True
            return event
        options = narrator.options(tree)
        if digit != "0" and int(digit) <= len(options):
            return self._lead_to(tree, [options[int(digit) - 1].id])
        return WALKED

    def _lead_to(self, tree: Widget, ids: list[str]) -> Event:
        """The focus goes to the first of these, or from one of them to the next."""
        there = [id for id in ids if (found := tree.find(id)) is not None and found.action]
        if there:
            now = self._view.focused
            wanted = there[(there.index(now) + 1) % len(there)] if now in there else there[0]
            while self._view.focused != wanted:
                self._view.move_focus(1)
            self._guide.say_focus()
        return WALKED

    # --- the voice ----------------------------------------------------------------------------------------------------

    def _voice(self, *, asked: bool) -> None:
        if not self._guide.manners.on:
            self._guide.begin()
        elif asked:
            self._helping = True
            self._asked = False
            self._guide.say_own("voice-help")
        else:
            self._guide.again()

    def _wish(self, digit: str) -> Event | None:
        """A digit after the help."""
        guide, manners = self._guide, self._guide.manners
        match digit:
            case "1" | "3":
                self._change(manners.changed("speed", -1 if digit == "1" else 1), digit)
            case "4" | "6":
                self._change(manners.changed("volume", -1 if digit == "4" else 1), digit)
            case "7":
                guide.say_whole()
            case "8":
                guide.behave(replace(manners, dark=not manners.dark))
                guide.say_own("voice-light" if manners.dark else "voice-dark")
            case "9":
                return Command("staff")
            case "0":
                guide.end()
            case _:
                self._helping = True
                guide.say_own("voice-help")
        return WALKED

    def _change(self, manners: Manners | None, digit: str) -> None:
        self._helping = True  # one step is seldom enough
        if manners is None:
            self._guide.say_own("voice-limit")
            return
        self._guide.behave(manners)
        said = {"1": "voice-slower", "3": "voice-faster", "4": "voice-softer", "6": "voice-louder"}
        self._guide.say_own(said[digit])


def _filled(tree: Widget) -> bool:
    """Whether something was typed."""
    return any(widget.role == "textbox" and widget.value is not None and widget.value.plain for widget in tree.walk())
