"""こもれび市's registers as the issuing side's `Records`: everything follows from files, and nothing is stored.

What an application says is read and forgotten; it is granted after the sandbox's usual delay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gateway.certificates.entitlement import fiscal_year
from gateway.certificates.records import (
    Application,
    Member,
    NobodyHere,
    PersonFile,
    Residence,
    Seal,
    Silent,
    TaxYear,
)
from gateway.sandbox import family_registers, register_entries, tax_certificates
from gateway.sandbox.town import Household, Resident, Town, komorebi
from kiosk.rules.opening import JAPAN_TIME

CODE = "999997"
_YEARS = 5

Happened = Mapping[str, Any]
"""The merged content of registers.toml and the file of events."""


class SandboxRecords:
    """answer_delay: how long an application takes. events: a TOML file of what happens meanwhile, read every time."""

    def __init__(self, answer_delay: timedelta, events: Path | None = None, town: Town | None = None) -> None:
        self._delay = answer_delay
        self._events = events
        self._town = town or komorebi()

    def file_of(self, subject: str, at: datetime) -> PersonFile | NobodyHere | Silent:
        happened = self._happened()
        if happened["town"].get("silent", False):
            return Silent()
        resident = self._town.by_subject(subject)
        if resident is None:
            return NobodyHere()
        household = self._town.household_of(resident)
        return PersonFile(
            as_of=at - timedelta(hours=happened["town"]["hours_old"]),
            residence=_residence(household, resident, happened),
            seal=_seal(resident, household, happened),
            taxes=_taxes(resident, household, at, happened),
            register=family_registers.register_of(resident, self._town, happened, CODE),
        )

    def apply(self, application: Application, at: datetime) -> Silent | None:
        return Silent() if self._happened()["town"].get("silent", False) else None

    def registered(self, receipt: str, applied_at: datetime, at: datetime) -> bool:
        return at >= applied_at + self._delay

    def _happened(self) -> Happened:
        if self._events is None or not self._events.exists():
            return _base()
        return _merged(_base(), tomllib.loads(self._events.read_text("utf-8")))


@cache
def _base() -> Happened:
    return tomllib.loads(files("gateway.sandbox").joinpath("registers.toml").read_text("utf-8"))


def _merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in more.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def about(resident: Resident, happened: Happened) -> Mapping[str, Any]:
    """What the files say about a person."""
    found: Mapping[str, Any] = happened["people"].get(resident.id, {})
    return found


def _residence(household: Household, resident: Resident, happened: Happened) -> Residence:
    domiciles = family_registers.domiciles(happened)
    members = []
    for member in household.members:
        said = about(member, happened)
        members.append(
            Member(
                id=member.id,
                entry=register_entries.entry(member, said, domiciles.get(member.id)),
                standing=said.get("standing", "resident"),
                counter_only="counter_only" in said,
            )
        )
    return Residence(municipality=CODE, address=household.address, members=tuple(members), own=resident.id)


def _seal(resident: Resident, household: Household, happened: Happened) -> Seal | None:
    said = about(resident, happened)
    how = said.get("seal", "registered")
    if how == "none":
        return None
    form = register_entries.seal_form(resident, said, household.address)
    return Seal(form=form, cancelled=how == "cancelled")


def _taxes(resident: Resident, household: Household, at: datetime, happened: Happened) -> dict[int, TaxYear | None]:
    today = at.astimezone(JAPAN_TIME).date()
    undeclared = about(resident, happened).get("undeclared", ())
    newest = fiscal_year(today)
    years = range(newest, newest - _YEARS, -1)
    here = [year for year in years if tax_certificates.taxed_here(resident, year)]
    return {
        year: None if year in undeclared else tax_certificates.of_year(resident, household, year, today)
        for year in here
    }
