"""Where information comes from: the port between the portal and whoever holds it.

The sandbox municipality is one adapter; a real information-linkage system replaces it by implementing this
Protocol. People are named by the subject CN of their authentication certificate: the portal knows nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from gateway.contract.base import Label
from gateway.contract.provision_records import ProvisionRecord
from gateway.contract.self_information import Answer, Holder


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Answered."""

    answer: Answer = field(repr=False)


@dataclass(frozen=True, slots=True)
class DisclosedRecords:
    """Answered: the records that may be shown, newest first. Withheld ones have been left out by the holder."""

    records: tuple[ProvisionRecord, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Postponed:
    """Will be answered; `ticket` fetches it. It is the holder's own and never leaves the gateway."""

    ticket: str = field(repr=False)
    expected_at: datetime


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Disclosed in writing only (書面開示)."""

    place: Label
    how: Label


@dataclass(frozen=True, slots=True)
class NothingHeld:
    """Nothing about this person under this item."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not disclosed."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The holder's system is down or gave nonsense."""


Disclosure = Disclosed | Postponed | OnPaper | NothingHeld | Refused | Unavailable
RecordsDisclosure = DisclosedRecords | Postponed | Unavailable


class InformationHolder(Protocol):
    """Everything the portal asks of the outside. Calls block; expected trouble is a value, never an exception."""

    def holders(self) -> tuple[Holder, ...]:
        """All information holders that can be named in a request."""

    def usual_holder(self, person: str, item: str) -> Holder:
        """Who normally holds this item of this person."""

    def ask(self, person: str, item: str, holder: str, at: datetime) -> Disclosure:
        """Ask one holder (an id out of `holders()`) for one item."""

    def collect(self, person: str, ticket: str, at: datetime) -> Disclosure:
        """Fetch what was postponed; `Postponed` again while it is not ready."""

    def ask_records(self, person: str, first: date, last: date, at: datetime) -> RecordsDisclosure:
        """Ask for the provision records of the days first..last (Japanese time), both included."""

    def collect_records(self, person: str, ticket: str, at: datetime) -> RecordsDisclosure:
        """Fetch postponed records; `Postponed` again while they are not ready."""
