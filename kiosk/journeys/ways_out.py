"""How a journey ends before its end. `ToMenu`, `Finished` and `SessionGone` are caught by `visit` alone."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from kiosk.journey import Journey, WentBack


class ToMenu(Exception):
    """The resident chose something else."""


class Finished(Exception):
    """The resident has what she came for, and goes."""


class SessionGone(Exception):
    """The gateway knows the session no more: nothing can be asked for until a new log-in."""


def until_back(journey: Journey[Any]) -> Journey[None]:
    """Join a journey that holds what can't be taken back, and go on here when the resident comes out of it by Back."""
    with suppress(WentBack):
        yield from journey
