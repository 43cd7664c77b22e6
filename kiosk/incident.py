"""A bug, told by its type and place. Never by its text: an exception's words may hold a resident's."""

from __future__ import annotations

import secrets
import traceback
from dataclasses import dataclass
from pathlib import PurePath

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Incident:
    """number: six signs without look-alikes, to be read out to the staff. where: room.file.line of our own code."""

    number: str
    kind: str
    where: str


def incident_of(error: BaseException) -> Incident:
    """Name a bug."""
    number = "".join(secrets.choice(_SIGNS) for _ in range(6))
    frames = traceback.extract_tb(error.__traceback__)
    where = "unknown"
    if frames:
        path = PurePath(frames[-1].filename)
        where = f"{path.parent.name}.{path.stem}.{frames[-1].lineno}"
    return Incident(number, type(error).__name__[:64], where[:64])
