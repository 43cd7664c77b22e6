"""The sandbox as an `InformationHolder`: こもれび市 and the invented offices around it.

Everything follows from the residents' files and the day; nothing is stored and nothing is random. How an item is
answered is in `outcomes.toml`. Who is no resident of こもれび市 gets "none held" everywhere.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from gateway.contract.self_information import Answer, Holder
from gateway.portal.holder import (
    Disclosed,
    DisclosedRecords,
    Disclosure,
    NothingHeld,
    OnPaper,
    Postponed,
    RecordsDisclosure,
    Refused,
    Unavailable,
)
from gateway.sandbox import exchanges, holders
from gateway.sandbox.exchanges import JAPAN
from gateway.sandbox.items.facts import Facts
from gateway.sandbox.items.registry import held_by
from gateway.sandbox.rows import add_months, note
from gateway.sandbox.town import Resident, Town, komorebi

# Records older than this are in the archive, from where they come later. The same for everybody.
RECORDS_AT_HAND = 12


class SandboxMunicipality:
    """answer_delay: how long what is answered later takes."""

    def __init__(self, answer_delay: timedelta, town: Town | None = None) -> None:
        self._delay = answer_delay
        self._town = town or komorebi()

    def holders(self) -> tuple[Holder, ...]:
        return holders.all_holders()

    def usual_holder(self, person: str, item: str) -> Holder:
        return holders.usual(item, self._town.by_subject(person))

    def ask(self, person: str, item: str, holder: str, at: datetime) -> Disclosure:
        resident = self._town.by_subject(person)
        if resident is None:
            return NothingHeld()
        usual = holder == holders.usual(item, resident).id
        match _manner(resident, item) if usual else "now":
            case "later":
                return Postponed(f"{item}|{holder}|{at.isoformat()}", at + self._delay)
            case "written":
                return OnPaper(note("written_place"), note("written_how"))
            case "not_disclosed":
                return Refused()
            case "error":
                return Unavailable()
            case _:
                return self._answer(resident, item, holder, at)

    def collect(self, person: str, ticket: str, at: datetime) -> Disclosure:
        item, holder, asked_at = ticket.split("|")
        ready = datetime.fromisoformat(asked_at) + self._delay
        resident = self._town.by_subject(person)
        if resident is None:
            return NothingHeld()
        return Postponed(ticket, ready) if at < ready else self._answer(resident, item, holder, at)

    def ask_records(self, person: str, first: date, last: date, at: datetime) -> RecordsDisclosure:
        today = at.astimezone(JAPAN).date()
        if first < add_months(today, -RECORDS_AT_HAND):
            return Postponed(f"{first.isoformat()}|{last.isoformat()}|{at.isoformat()}", at + self._delay)
        return self._records(person, first, last, at)

    def collect_records(self, person: str, ticket: str, at: datetime) -> RecordsDisclosure:
        first, last, asked_at = ticket.split("|")
        ready = datetime.fromisoformat(asked_at) + self._delay
        if at < ready:
            return Postponed(ticket, ready)
        return self._records(person, date.fromisoformat(first), date.fromisoformat(last), at)

    def _answer(self, resident: Resident, item: str, holder: str, at: datetime) -> Disclosure:
        facts = Facts(resident, self._town.household_of(resident), at.astimezone(JAPAN).date())
        found = held_by(facts, item, holder)
        if found is None:
            return NothingHeld()
        return Disclosed(
            Answer(
                item=item,
                holder=holders.holder(holder),
                as_of=found.as_of,
                sections=found.sections,
                notes=found.notes,
            )
        )

    def _records(self, person: str, first: date, last: date, at: datetime) -> RecordsDisclosure:
        resident = self._town.by_subject(person)
        if resident is None:
            return DisclosedRecords(())
        facts = Facts(resident, self._town.household_of(resident), at.astimezone(JAPAN).date())
        if _manner(resident, "records") == "error":
            return Unavailable()
        return DisclosedRecords(exchanges.shown(facts, first, last, at))


def _manner(resident: Resident, item: str) -> str:
    """How it is answered: "now" (with what is held, or none), later, written, not_disclosed, error."""
    return resident.outcomes.get(item) or _outcomes().get(item, "now")


@cache
def _outcomes() -> dict[str, str]:
    raw = tomllib.loads(files("gateway.sandbox").joinpath("outcomes.toml").read_text("utf-8"))
    everyone: dict[str, str] = raw["everyone"]
    return everyone
