"""こもれび市: its households and residents (`residents.toml`), plainly fictional, the same on every machine."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from gateway.sandbox.rows import age

Work = Literal["employee", "official", "seaman", "self_employed", "pensioner", "none", "student", "child"]
Insurance = Literal["kokuho", "koki", "kyokai", "union", "seaman", "mutual", "assistance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One person. Names are exactly as registered, code point for code point.

    subject: CN of the authentication certificate, "" for who has no card. earnings: yearly pay or business income in
    yen; pension: yearly old-age pension in yen. benefits: item number -> day since when. outcomes: item number (or
    "records") -> how the sandbox answers it instead of at once. withheld: exchanges that carry a 不開示フラグ.
    """

    id: str
    subject: str = field(repr=False)
    name: str = field(repr=False)
    kana: str = field(repr=False)
    birth: date = field(repr=False)
    sex: Literal["男", "女"] = field(repr=False)
    relation: str = field(repr=False)
    work: Work = field(repr=False)
    insurance: Insurance = field(repr=False)
    employer: str = field(default="", repr=False)
    earnings: int = field(default=0, repr=False)
    pension: int = field(default=0, repr=False)
    employed_since: date | None = field(default=None, repr=False)
    moved_in: date | None = field(default=None, repr=False)
    nationality: str = field(default="", repr=False)
    care_level: str = field(default="", repr=False)
    handbook: str = field(default="", repr=False)
    benefits: Mapping[str, date] = field(default_factory=dict, repr=False)
    outcomes: Mapping[str, str] = field(default_factory=dict, repr=False)
    withheld: frozenset[str] = field(default=frozenset(), repr=False)

    def age(self, on: date) -> int:
        return age(self.birth, on)


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together; the first is the head (世帯主)."""

    id: str
    address: str = field(repr=False)
    members: tuple[Resident, ...] = field(repr=False)

    @property
    def head(self) -> Resident:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality's people."""

    households: tuple[Household, ...] = field(repr=False)

    @property
    def residents(self) -> tuple[Resident, ...]:
        return tuple(resident for household in self.households for resident in household.members)

    def by_subject(self, subject: str) -> Resident | None:
        """The resident whose authentication certificate carries this CN, or None: not a resident of ours."""
        return next((r for r in self.residents if r.subject and r.subject == subject), None)

    def household_of(self, resident: Resident) -> Household:
        return next(h for h in self.households if any(m.id == resident.id for m in h.members))


@cache
def komorebi() -> Town:
    """The sandbox municipality. A mistake in the file is a bug and raises."""
    raw = tomllib.loads(files("gateway.sandbox").joinpath("residents.toml").read_text("utf-8"))
    return Town(
        tuple(Household(h["id"], h["address"], tuple(_resident(m) for m in h["member"])) for h in raw["household"])
    )


def _resident(raw: dict[str, Any]) -> Resident:
    return Resident(**{"subject": "", **raw, "withheld": frozenset(raw.get("withheld", ()))})
