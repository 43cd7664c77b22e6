"""What an item's template gets to look at, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.contract.base import Label
from gateway.contract.self_information import Section
from gateway.sandbox.town import Household, Resident


@dataclass(frozen=True, slots=True)
class Facts:
    """A person at home, on a day."""

    person: Resident
    household: Household
    today: date

    @property
    def age(self) -> int:
        return self.person.age(self.today)

    def at(self, person: Resident) -> Facts:
        """The same home and day, seen from another member."""
        return Facts(person, self.household, self.today)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of an answer. `as_of`: the day the holder's data are true of."""

    as_of: date
    sections: tuple[Section, ...]
    notes: tuple[Label, ...] = ()
