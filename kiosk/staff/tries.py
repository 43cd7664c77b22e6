"""How many wrong codes in a row, kept over a restart: whoever tries codes gains nothing by pulling the plug.

One digit in a file beside the books, nothing else; no file when there is nothing to remember. A try is on the disk
before its code is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.paper.durable import replace_file

MOST_TRIES = 5
LOCKED_S = 900.0


class Tries:
    """For one thread at a time. file: on a disk that lasts; None: this terminal has none, and remembers nothing.

    monotonic: the terminal's clock. What was locked at the start is locked for the whole time again.
    """

    def __init__(self, file: Path | None, monotonic: Callable[[], float]) -> None:
        self._file = file
        self._monotonic = monotonic
        self._wrong = 0 if file is None else _read(file)
        self._locked_until = monotonic() + LOCKED_S

    @property
    def left(self) -> int:
        """Before codes are locked; 0: they are."""
        if self._wrong >= MOST_TRIES and self._monotonic() >= self._locked_until:
            self.forgive()
        return MOST_TRIES - self._wrong

    def spend(self) -> bool:
        """One code is about to be looked at. False: the disk doesn't take the count, so none may be."""
        try:
            self._keep(self._wrong + 1)
        except OSError:
            return False
        self._wrong += 1
        self._locked_until = self._monotonic() + LOCKED_S
        return True

    def forgive(self) -> None:
        """The code was right, or the time is over."""
        self._wrong = 0
        with suppress(OSError):  # what stands there still counts after a restart
            self._keep(0)

    def _keep(self, wrong: int) -> None:
        if self._file is not None:
            replace_file(self._file, str(wrong) if wrong else "", durably=True)


def _read(file: Path) -> int:
    """The count; whatever can't be read counts as locked."""
    try:
        text = file.read_text(encoding="ascii")
    except FileNotFoundError:
        return 0
    except (OSError, UnicodeDecodeError):
        return MOST_TRIES
    return int(text) if text in ("1", "2", "3", "4") else MOST_TRIES
