"""The daemon's log: one JSON line per event of the catalogue `events.toml`. There is no field type for free text."""

from __future__ import annotations

import json
import re
import sys
import threading
import tomllib
import traceback
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import IO

Value = int | float | str

_FORMS = {"name": re.compile(r"[A-Za-z0-9._: -]{1,96}"), "id": re.compile(r"[0-9a-f]{1,64}")}


class UncataloguedError(Exception):
    """An event that the catalogue doesn't know, or a field that doesn't fit: a bug. Carries no value."""


def catalogue() -> dict[str, dict[str, object]]:
    """Every event by its id: level, who acts on it, fields and their types."""
    text = resources.files("offline_queue").joinpath("events.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Log:
    """Writes events to a stream (standard error), flushed at once. Safe from any thread."""

    def __init__(self, sink: IO[str] | None = None) -> None:
        self._sink = sink or sys.stderr
        self._kinds = catalogue()
        self._writing = threading.Lock()

    def event(self, name: str, **fields: Value) -> None:
        """Write an event of the catalogue with exactly its fields."""
        kind = self._kinds.get(name)
        types = {} if kind is None else kind["fields"]
        if kind is None or not isinstance(types, dict) or set(fields) != set(types):
            raise UncataloguedError(name)
        for field, value in fields.items():
            if not _fits(types[field], value):
                raise UncataloguedError(f"{name}.{field}")
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, "event": name, "level": kind["level"], **fields})
        with self._writing:
            self._sink.write(line + "\n")
            self._sink.flush()

    def bug(self, error: BaseException) -> None:
        """A bug by its type and place; its text may hold anything, so it is nowhere."""
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "nowhere"
        self.event("bug", kind=_name(type(error).__name__), where=_name(where))


def _name(text: str) -> str:
    """As the catalogue wants it: code that was made while it ran is in a file called "<string>"."""
    return re.sub(r"[^A-Za-z0-9._:-]", "-", text)[:96]


def _fits(type_: str, value: Value) -> bool:
    match type_:
        case "count":
            return isinstance(value, int) and not isinstance(value, bool)
        case "seconds":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, str) and _FORMS[type_].fullmatch(value) is not None
