"""What is to be heard, where, and what came of it. Spoken text is often personal: it stands in no repr, log or name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Outlet(Enum):
    """Where sound comes out."""

    PUBLIC = "public"  # the terminal's loudspeaker: everybody hears it
    HANDSET = "handset"  # handset or headphones: one person does


class Earcon(Enum):
    """A short sound that says one thing, everywhere the same."""

    PRESS = "press"
    ERROR = "error"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence or less. language: BCP 47 tag of the voice. private: it never comes out of the loudspeaker."""

    text: str = field(repr=False)
    language: str = "ja"
    private: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is spoken. speed: 0.5 to 2.0, 1.0 being the voice's own. volume: 0.0 to 1.0 of full scale."""

    speed: float = 1.0
    volume: float = 0.7


NORMAL = Manner()


class Why(Enum):
    """Why nothing is heard."""

    NO_OUTLET = "no_outlet"  # the settings name no such outlet
    NOT_THERE = "not_there"  # the sound system has no such device, or it fails
    NO_PLAYER = "no_player"  # the playing program (aplay) isn't installed
    NO_VOICE = "no_voice"  # no voice for the language, or its program isn't installed
    BROKEN = "broken"  # the speaking process ended by itself; another one is started


@dataclass(frozen=True, slots=True)
class Began:
    """The first sound of a job has been handed to the player."""

    job: int


@dataclass(frozen=True, slots=True)
class Ended:
    """All of a job has been heard. A job that another one broke off doesn't end."""

    job: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A job, or the rest of it, isn't heard."""

    job: int
    why: Why


SpeakerEvent = Began | Ended | Silent
Listener = Callable[[SpeakerEvent], None]


class Speaker(Protocol):
    """Voice and sounds of one terminal. Nothing here blocks; a new job breaks off what is being heard."""

    def say(
        self, sayings: Sequence[Saying], outlet: Outlet, manner: Manner = NORMAL, sound: Earcon | None = None
    ) -> int:
        """A sound first, if one is given, then the sayings; gives the job's number. Private ones need the handset."""

    def hush(self) -> None:
        """Break off what is being heard."""

    def forget(self) -> None:
        """A stay is over: whatever knows of private sayings ends."""

    def close(self) -> None:
        """Silence for good."""
