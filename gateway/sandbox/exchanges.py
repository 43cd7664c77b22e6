"""Provision records of the sandbox: who asked whom about a resident (`exchanges.toml`), consistent with what is held
about her. Records that carry a 不開示フラグ are made as all others are, and left out at the very end.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from gateway.contract.base import Label
from gateway.contract.provision_records import ExchangedItem, ProvisionRecord
from gateway.portal.catalogue import catalogue
from gateway.sandbox import holders
from gateway.sandbox.items.facts import Facts
from gateway.sandbox.items.registry import held_by, sheet
from gateway.sandbox.rows import add_months, seed

JAPAN = timezone(timedelta(hours=9))
YEARS_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One kind of exchange, as the file says it."""

    id: str
    asked_by: str
    given_by: str
    affair: Label
    ground: str
    items: tuple[str, ...]
    when: str
    mode: Literal["immediate", "batch"]
    on: str = ""
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A record, and whether it carries the flag."""

    record: ProvisionRecord = field(repr=False)
    withheld: bool


def shown(facts: Facts, first: date, last: date, at: datetime) -> tuple[ProvisionRecord, ...]:
    """The records of the days first..last that may be shown, newest first; none that lies after `at`."""
    return tuple(made.record for made in _all(facts, first, last, at) if not made.withheld)


def _all(facts: Facts, first: date, last: date, at: datetime) -> list[Made]:
    """Every record of the period, flagged ones too."""
    made = [
        _made(facts, exchange, moment)
        for exchange in _exchanges()
        if _concerns(facts, exchange)
        for moment in _moments(facts, exchange)
        if first <= moment.date() <= last and moment <= at
    ]
    return sorted(made, key=lambda each: each.record.at, reverse=True)


def _moments(facts: Facts, exchange: Exchange) -> Iterator[datetime]:
    """When it happened in the last years, Japanese time, within office hours, not before the person was here."""
    person = facts.person
    here_since = max(person.birth, person.moved_in or date.min)
    for year in range(facts.today.year - YEARS_KEPT, facts.today.year + 1):
        days = [f"{m:02}-01" for m in range(1, 13)] if exchange.monthly else [exchange.on]
        for each in days:
            about = (person.id, exchange.id, year, each)
            day = date.fromisoformat(f"{year}-{each}") + timedelta(days=seed(*about, "day") % 8)
            day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
            clock = time(9 + seed(*about, "hour") % 8, seed(*about, "minute") % 60, seed(*about, "second") % 60)
            if here_since < day and (exchange.when != "moved" or day <= add_months(here_since, 12)):
                yield datetime.combine(day, clock, JAPAN)


def _concerns(facts: Facts, exchange: Exchange) -> bool:
    person = facts.person
    match exchange.when:
        case "insured":
            return person.insurance in ("kyokai", "union", "seaman", "mutual")
        case "kokuho":
            return person.insurance == "kokuho" and facts.age >= 20
        case "self_paying":
            return 20 <= facts.age < 60 and person.work in ("self_employed", "none")
        case "moved":
            return person.moved_in is not None
        case "child":
            return facts.age < 18
        case item:
            return sheet(item, facts) is not None


def _made(facts: Facts, exchange: Exchange, moment: datetime) -> Made:
    giver = holders.holder(_office(facts, exchange.given_by))
    then = Facts(facts.person, facts.household, moment.date())
    had = [item for item in exchange.items if held_by(then, item, giver.id) is not None]
    record = ProvisionRecord(
        id=sha256(f"{facts.person.id}/{exchange.id}/{moment.isoformat()}".encode()).hexdigest()[:16],
        at=moment,
        asked_by=holders.holder(_office(facts, exchange.asked_by)),
        given_by=giver,
        affair=exchange.affair,
        legal_ground=exchange.ground,
        mode=exchange.mode,
        result="provided" if had else "none_held",
        items=tuple(ExchangedItem(item=item, title=_title(item), holder=giver) for item in had or exchange.items),
    )
    return Made(record, exchange.id in facts.person.withheld)


def _office(facts: Facts, id: str) -> str:
    return holders.usual("3-2", facts.person).id if id == "insurer" else id


def _title(no: str) -> Label:
    item = catalogue().item(no)
    if item is None:
        raise LookupError(f"exchanges.toml names an unknown item {no}")
    return item.title


@cache
def _exchanges() -> tuple[Exchange, ...]:
    raw = tomllib.loads(files("gateway.sandbox").joinpath("exchanges.toml").read_text("utf-8"))
    return tuple(
        Exchange(**{**each, "affair": Label.model_validate(each["affair"]), "items": tuple(each["items"])})
        for each in raw["exchange"]
    )
