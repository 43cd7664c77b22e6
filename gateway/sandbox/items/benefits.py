"""The many items that are one decision and its payments: `benefits.toml` says what stands on the paper.

A resident gets an item's sheet when residents.toml gives her the benefit and its first day is not in the future.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from gateway.contract.self_information import Row, Section
from gateway.sandbox import rows
from gateway.sandbox.items.facts import Facts, Sheet
from gateway.sandbox.town import Resident


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("gateway.sandbox").joinpath("benefits.toml").read_text("utf-8"))


def benefit(item: str, facts: Facts) -> Sheet | None:
    """The sheet of an item out of the table; None if this person has no such benefit."""
    since = facts.person.benefits.get(item)
    if since is None or since > facts.today:
        return None
    form = _table()[item]
    decision = rows.section(form["title"], *(_row(spec, facts, since) for spec in form["rows"]))
    sections = [decision, *_payments(form, facts, since)]
    note = rows.note("other_law" if form.get("other_law") else "benefit")
    return Sheet(facts.today - timedelta(days=1), tuple(sections), (note,))


def _row(spec: list[Any], facts: Facts, since: date) -> Row:
    """[label, text], [label, yen], [label, n, unit], [label, "=child"], [label, "=date", shift],
    [label, "=period", shift, shift]."""
    match spec:
        case [str(name), "=date", str(shift)]:
            return rows.day(name, _shifted(since, shift))
        case [str(name), "=period", str(start), str(end)]:
            return rows.period(name, _shifted(since, start), _shifted(since, end))
        case [str(name), "=child"]:
            return rows.text(name, _youngest(facts.household.members, facts.today).name)
        case [str(name), "=disabled child"]:
            disabled = [m for m in facts.household.members if m.handbook]
            return rows.text(name, _youngest(disabled, facts.today).name)
        case [str(name), int(yen)]:
            return rows.amount(name, yen)
        case [str(name), int(n), str(unit)]:
            return rows.number(name, n, unit)
        case [str(name), str(value)]:
            return rows.text(name, value)
        case _:
            raise ValueError("benefits.toml has a row of no known form")


def _shifted(day: date, shift: str) -> date:
    """ "0", "14d" or "12m" after a day; a period's end ("12m") is the day before."""
    if shift.endswith("m"):
        return rows.add_months(day, int(shift[:-1])) - timedelta(days=1)
    return day + timedelta(days=int(shift.rstrip("d")))


def _payments(form: dict[str, Any], facts: Facts, since: date) -> list[Section]:
    """The last three payments: `yen` (up to 9 % more) on day `day` of every `every`-th month, `months` long."""
    plan = form.get("pays")
    if plan is None:
        return []
    paid = []
    for back in range(plan.get("every", 1), plan.get("months", 1200) + 1, plan.get("every", 1)):
        on = rows.add_months(since.replace(day=1), back) + timedelta(days=plan.get("day", 15) - 1)
        if on > facts.today:
            break
        yen = plan["yen"]
        if plan.get("varies"):
            yen += rows.seed(facts.person.id, form["title"], on) % (plan["yen"] * 9 // 100) // 10 * 10
        paid.append(rows.table_row(rows.day("支払日", rows.weekday(on)), rows.amount(plan["label"], yen)))
    return [rows.section("支払いの記録", *paid[:-4:-1])] if paid else []


def _youngest(members: Sequence[Resident], today: date) -> Resident:
    return max((m for m in members if m.birth <= today), key=lambda m: m.birth)
