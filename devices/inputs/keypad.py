"""The keypad for hands that don't see: fifteen keys, held by us alone, told of one by one.

Digits with a raised 5, down and up, confirm, back, and one for the voice. It is a keyboard to the kernel; number pads
with NumLock on, and keypads made for terminals, press the codes below.
"""

from __future__ import annotations

import os
import selectors
import threading
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Protocol

import evdev
from evdev import ecodes as codes

from devices.inputs.folder_watch import FolderWatch
from devices.inputs.outcomes import Absence
from devices.inputs.sources import Event, Gone, Held, InputDevice, Match, grab_all


class Key(Enum):
    """A key by what it is for. Its repr names no digit: what is typed may be a PIN."""

    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"
    DOWN = "down"
    UP = "up"
    CONFIRM = "confirm"
    BACK = "back"
    VOICE = "voice"

    @property
    def digit(self) -> str | None:
        """Its digit, if it is one."""
        return self.value if self.value.isdecimal() else None

    def __repr__(self) -> str:
        return "<Key: a digit>" if self.digit is not None else f"<Key: {self.value}>"

    __str__ = __repr__


_CODES: Mapping[int, Key] = {
    **{getattr(codes, f"KEY_{digit}"): Key(str(digit)) for digit in range(10)},
    **{getattr(codes, f"KEY_KP{digit}"): Key(str(digit)) for digit in range(10)},
    **dict.fromkeys((codes.KEY_DOWN, codes.KEY_RIGHT, codes.KEY_TAB, codes.KEY_KPPLUS), Key.DOWN),
    **dict.fromkeys((codes.KEY_UP, codes.KEY_LEFT, codes.KEY_KPMINUS), Key.UP),
    **dict.fromkeys((codes.KEY_ENTER, codes.KEY_KPENTER, codes.KEY_OK, codes.KEY_SELECT), Key.CONFIRM),
    **dict.fromkeys((codes.KEY_BACKSPACE, codes.KEY_ESC, codes.KEY_BACK, codes.KEY_KPDOT), Key.BACK),
    **dict.fromkeys((codes.KEY_HELP, codes.KEY_F1, codes.KEY_INFO, codes.KEY_KPASTERISK), Key.VOICE),
}
_DOWN = 1
"""EV_KEY's value of a key that goes down. One that is held repeats (2): hands that rest on a key press it once."""


def key_of(event: Event) -> Key | None:
    """The key that an event presses, if it presses one."""
    if event.type != codes.EV_KEY or event.value != _DOWN:
        return None
    return _CODES.get(event.code)


class Places(Protocol):
    """Where a keypad may turn up."""

    @property
    def folder(self) -> Path:
        """Where its device file comes and goes."""

    def take(self) -> tuple[Held, ...] | Absence:
        """Open it and hold it alone; a keypad may be several devices."""


class EvdevKeypad:
    """Input devices of the kernel, grabbed: nobody else gets their keys, the terminal's window neither."""

    folder = Path("/dev/input")

    def __init__(self, match: Match) -> None:
        self._match = match

    def take(self) -> tuple[Held, ...] | Absence:
        """All matching devices, or none of them."""
        return grab_all(self.folder, self._fits, InputDevice)

    def _fits(self, device: evdev.InputDevice[str]) -> bool:
        match, has = self._match, set(device.capabilities().get(codes.EV_KEY, ()))
        return (
            (match.name is None or match.name in device.name)
            and (match.vendor is None or match.vendor == device.info.vendor)
            and (match.product is None or match.product == device.info.product)
            and all(has & {code for code, means in _CODES.items() if means is key} for key in Key)
        )


class Watched:
    """Devices that are held by a thread, as long and as soon as they are there, whatever the kernel calls them then.

    heard, changed: called on that thread, with an event, and with None (it is there) or why it isn't.
    """

    def __init__(
        self, places: Places, heard: Callable[[Event], None], changed: Callable[[Absence | None], None]
    ) -> None:
        self._places = places
        self._heard = heard
        self._changed = changed
        self._watch = FolderWatch(places.folder)
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._watch, selectors.EVENT_READ)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._held: tuple[Held, ...] = ()
        self._said: Absence | str | None = "nothing yet"
        self._thread = threading.Thread(target=self._run, name="keys", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give them back."""
        os.write(self._wake_write, b"\0")
        self._thread.join()

    def _run(self) -> None:
        self._look()
        while True:
            for key, _ in self._selector.select():
                if key.fileobj == self._wake_read:
                    self._end()
                    return
                if key.fileobj is self._watch:
                    self._watch.changed()
                    self._look()
                elif key.data in self._held:
                    self._hear(key.data)

    def _look(self) -> None:
        """Take them if we don't have them yet."""
        if self._held:
            return
        taken = self._places.take()
        if isinstance(taken, tuple):
            self._held = taken
            for held in taken:
                self._selector.register(held, selectors.EVENT_READ, held)
        self._say(None if isinstance(taken, tuple) else taken)

    def _hear(self, held: Held) -> None:
        try:
            events = held.read()
        except Gone:
            self._let_go()
            # It may be back already: what its folder said before this was taken in while it was still held.
            self._look()
            return
        for event in events:
            self._heard(event)

    def _say(self, absence: Absence | None) -> None:
        if absence != self._said:
            self._said = absence
            self._changed(absence)

    def _let_go(self) -> None:
        for held in self._held:
            self._selector.unregister(held)
            held.close()
        self._held = ()
        self._said = "gone"

    def _end(self) -> None:
        self._let_go()
        self._selector.close()
        self._watch.close()
        os.close(self._wake_read)
        os.close(self._wake_write)


class Keypad:
    """A keypad's keys, as they go down. pressed and changed are called on its own thread."""

    def __init__(
        self, places: Places, pressed: Callable[[Key], None], changed: Callable[[Absence | None], None]
    ) -> None:
        self._pressed = pressed
        self._watched = Watched(places, self._event, changed)

    def close(self) -> None:
        """Give it back."""
        self._watched.close()

    def _event(self, event: Event) -> None:
        key = key_of(event)
        if key is not None:
            self._pressed(key)
