"""Requests of which the gateway has not heard the end: their ids, on a disk that lasts, each with its report if there
is one by now.

An id is on the disk before the gateway is asked, so that a power cut at any instant leaves no request behind that
nobody settles. What came later may be undone by a power cut; then the gateway hears again what it knows.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from gateway.contract.certificates import IssueReport, RequestId
from kiosk.paper.durable import replace_file

MOST = 1000
"""A gateway that never hears a report is not worth a full disk."""


class Told(BaseModel):
    """report: None until something can be said. settles: what the gateway heard about the paper stands, unless it
    heard "unknown". unanswered: the gateway was asked for the document and didn't answer; it may hear that later.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: RequestId
    report: IssueReport | None = None
    settles: bool = False
    unanswered: bool = False


_FILE = TypeAdapter(tuple[Told, ...])


@dataclass(frozen=True, slots=True)
class Left:
    """What the last process left. cut_off: ids of which nothing was said. untold: in the order of telling."""

    cut_off: tuple[str, ...]
    untold: tuple[Told, ...]


class OpenRequests:
    """May be used from any thread. file: None keeps it in memory alone."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._open = [] if file is None else _read(file)

    def left(self) -> Left:
        """To be asked at the start. What was cut off is in nobody's hands any more, and is not kept."""
        with self._lock:
            cut_off = tuple(each.request for each in self._open if each.report is None)
            self._open = [each for each in self._open if each.report is not None]
            self._keep()
            return Left(cut_off, tuple(self._open))

    def begins(self, request: str) -> None:
        """Before the gateway hears of it."""
        with self._lock:
            self._open.append(Told(request=request))
            self._keep(durably=True)

    def is_told(self, told: Told, *, stays_open: bool = False) -> None:
        """It will be told, now and after a restart, until it is heard. stays_open: it isn't the end, and a start has to
        look what became of it.
        """
        with self._lock:
            if not stays_open:
                self._open = [each for each in self._open if each.report is not None or each.request != told.request]
            if told not in self._open:
                self._open.append(told)
            self._keep()

    def heard(self, told: Told) -> None:
        """The gateway knows."""
        with self._lock:
            self._open = [each for each in self._open if each != told]
            self._keep()

    def _keep(self, *, durably: bool = False) -> None:
        del self._open[:-MOST]
        if self._file is None:
            return
        text = _FILE.dump_json(tuple(self._open), exclude_defaults=True).decode() if self._open else ""
        try:
            replace_file(self._file, text, durably=durably)
        except OSError:
            return  # reconciliation will show it as unaccounted


def _read(file: Path) -> list[Told]:
    """What can't be read is not known: reconciliation shows those requests as unaccounted."""
    try:
        return list(_FILE.validate_json(file.read_bytes()))
    except (OSError, ValidationError):
        return []
