"""A bug, told by its type and place. Never by its text: an exception's words may hold a resident's."""

from __future__ import annotations

import re
import secrets
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HOUSE = PurePath(__file__).parents[1]
_ROOMS = {"kiosk", "devices", "screens", "gateway"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Incident:
    """number: six signs without look-alikes, to be read out to the staff. where: room.file.line of our own code."""

    number: str
    kind: str
    where: str


def new_number() -> str:
    """A number to read out to the staff; it means nothing but its line in the log."""
    return "".join(secrets.choice(_SIGNS) for _ in range(6))


def incident_of(error: BaseException) -> Incident:
    """Name a bug."""
    return Incident(new_number(), _name(type(error).__name__), _name(_where(error)))


def _where(error: BaseException) -> str:
    """The innermost line of ours; of a library only if there is none."""
    places = [(PurePath(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [place for place in places if _is_ours(place[0])]
    if not places:
        return "unknown"
    path, line = (ours or places)[-1]
    return f"{path.parent.name}.{path.stem}.{line}"


def _is_ours(path: PurePath) -> bool:
    return path.is_relative_to(_HOUSE) and path.relative_to(_HOUSE).parts[0] in _ROOMS


def _name(text: str) -> str:
    """What the log takes as a name; a file may be called `<frozen importlib._bootstrap>`."""
    return _NOT_IN_NAMES.sub("_", text)[:64]


def name_what_nobody_caught(tell: Callable[[BaseException], object], thread_died: Callable[[], None]) -> None:
    """For the rest of this process: what Python would print with the exception's text is told to `tell` instead.

    tell: must not fail. thread_died: a thread of ours is gone that nobody starts again.
    """

    def at_top_level(kind: type[BaseException], error: BaseException, trace: object) -> None:
        tell(error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None or isinstance(args.exc_value, SystemExit):
            return
        tell(args.exc_value)
        thread_died()

    def in_passing(args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            tell(args.exc_value)

    sys.excepthook = at_top_level
    threading.excepthook = in_thread
    sys.unraisablehook = in_passing
