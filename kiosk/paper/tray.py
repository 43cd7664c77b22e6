"""What lies in the tray, so that a power cut or a restart doesn't make anybody forget it.

Beside the books stands a file of one word while something lies there, or is being printed; none if nothing does. It
is on the disk before the first sheet moves. A power cut may undo what came later: then somebody looks into an empty
tray.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from kiosk.paper.durable import replace_file
from kiosk.paper.transaction import Lying

_LEFT, _UNTAKEN = "left", "untaken"


class Tray:
    """May be used from any thread. file: on a disk that lasts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._kept = _read(file)
        untaken = self._kept == _UNTAKEN
        self._lying = Lying(left=bool(self._kept) and not untaken, untaken=untaken)

    @property
    def lying(self) -> Lying:
        """What lies there now."""
        return self._lying

    def print_begins(self) -> bool:
        """From now on something may lie there. False if the disk doesn't take it: then nothing may be printed."""
        with self._lock:
            self._lying = replace(self._lying, printing=True)
            self._kept = _LEFT
        try:
            # Without the lock: a slow disk must not hold up who ends the stay.
            replace_file(self._file, _LEFT, durably=True)
        except OSError:
            self.change(printing=False)
            return False
        return True

    def change(self, **fields: bool) -> None:
        """Some of what `Lying` says is otherwise now."""
        with self._lock:
            self._lying = replace(self._lying, **fields)
            self._keep()

    def put(self, lying: Lying) -> None:
        """This lies there now, and nothing else."""
        with self._lock:
            self._lying = lying
            self._keep()

    def _keep(self) -> None:
        word = _word(self._lying)
        if word == self._kept:
            return
        try:
            replace_file(self._file, word, durably=False)
        except OSError:
            return  # What stands there still makes somebody look.
        self._kept = word


def _word(lying: Lying) -> str:
    """What whoever comes after a restart has to know: the same as if the stay had ended."""
    if lying.printing or lying.void or lying.left:
        return _LEFT
    return _UNTAKEN if lying.paper or lying.receipt or lying.untaken else ""


def _read(file: Path) -> str:
    """The word; whatever can't be read counts as paper that was left."""
    try:
        return file.read_text(encoding="ascii") or _LEFT
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return _LEFT
