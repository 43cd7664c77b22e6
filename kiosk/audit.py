"""What happened, never who. One catalogue (`events.toml`) makes the log, and its types leave no room for a person."""

from __future__ import annotations

import json
import re
import sys
import threading
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import IO, Protocol

from kiosk.incident import Incident, incident_of

_NAME = re.compile(r"^[A-Za-z0-9._-]{1,64}$")
_ID = re.compile(r"^[0-9a-f]{1,64}$")

Value = int | float | str


class UncataloguedError(Exception):
    """An event that the catalogue doesn't know, or a field that doesn't fit: a bug. Carries no value."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """A row of the catalogue."""

    level: str
    who: str
    fields: dict[str, str]


def catalogue() -> dict[str, EventKind]:
    """Every event kind by its id."""
    text = resources.files("kiosk").joinpath("events.toml").read_text(encoding="utf-8")
    return {id: EventKind(row["level"], row["who"], row["fields"]) for id, row in tomllib.loads(text).items()}


class Now(Protocol):
    """Whatever tells the time of day."""

    def now(self) -> datetime:
        """The time of day."""


class Audit:
    """Writes one JSON line per event, flushed at once. Safe from any thread.

    last_incident: number and time of the last incident, to be read out by the staff.
    """

    def __init__(self, clock: Now, sink: IO[str] | None = None) -> None:
        self._clock = clock
        self._sink = sink or sys.stderr
        self._kinds = catalogue()
        self._writing = threading.RLock()  # a bug in passing may be told in the middle of a line
        self.last_incident: tuple[str, datetime] | None = None

    def log(self, event: str, **fields: Value) -> None:
        """Log an event of the catalogue with exactly its fields."""
        kind = self._kinds.get(event)
        if kind is None or set(fields) != set(kind.fields):
            raise UncataloguedError(event)
        for name, value in fields.items():
            if not _fits(kind.fields[name], value):
                raise UncataloguedError(f"{event}.{name}")
        if event != "staff_called" and fields.get("number", "none") != "none":
            self.last_incident = (str(fields["number"]), self._clock.now())
        line = {"at": self._clock.now().isoformat(timespec="milliseconds"), "event": event, "level": kind.level}
        with self._writing:
            self._sink.write(json.dumps(line | fields, ensure_ascii=True) + "\n")
            self._sink.flush()

    def incident(self, error: BaseException) -> Incident:
        """Log a bug by its type and place; where the log can't be written, say just that on stderr. Never fails."""
        incident = incident_of(error)
        try:
            self.log("incident", number=incident.number, kind=incident.kind, where=incident.where)
        except (OSError, ValueError):  # disk full, or closed already
            with suppress(OSError, ValueError):
                print(f"kiosk: a bug, {incident.kind} at {incident.where}", file=sys.stderr)
        return incident


def _fits(type_: str, value: Value) -> bool:
    match type_:
        case "count":
            return isinstance(value, int) and not isinstance(value, bool)
        case "seconds":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "name":
            return isinstance(value, str) and _NAME.match(value) is not None
        case "id":
            return isinstance(value, str) and _ID.match(value) is not None
        case _:
            return False
