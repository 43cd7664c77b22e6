"""How a journey ends before its end. `ToMenu` and `SessionGone` are caught by `visit` alone."""

from __future__ import annotations

from typing import Any

from kiosk.journey import Journey, WentBack


class ToMenu(Exception):
    """The resident chose something else."""


class SessionGone(Exception):
    """The gateway knows the session no more: nothing can be asked for until a new log-in."""


def came_back(journey: Journey[Any]) -> Journey[bool]:
    """Join a journey that holds what can't be taken back; True if the resident came out of it by Back."""
    try:
        yield from journey
    except WentBack:
        return True
    return False
