"""What comes of touching, typing and waiting, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from screens.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's answer; see each kind in `screens.page`. Often personal, so never in a repr."""

    value: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A key of the frame: back, stop, staff, size, colour, language, language:<tag>, voice."""

    name: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A key was pressed that answers nothing yet: somebody is there."""

    id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A key that lies flat was pressed; the reason now stands on the page. None: there is no such key."""

    id: str
    reason: Phrase | None


Event = Answer | Command | Touched | Refused
