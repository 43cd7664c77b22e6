"""Short words for building rows: every label is looked up in `labels.toml`, so none can lack reading or English."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeVar

from gateway.contract.base import Label
from gateway.contract.self_information import Cell, Row, Section

T = TypeVar("T")


@cache
def _tables() -> tuple[dict[str, list[str]], dict[str, str], dict[str, list[str]]]:
    raw = tomllib.loads(files("gateway.sandbox").joinpath("labels.toml").read_text("utf-8"))
    return raw["labels"], raw["values"], raw["notes"]


def label(ja: str) -> Label:
    """The label with its reading and English. A label missing from the table is a bug: KeyError."""
    reading, en = _tables()[0][ja]
    return Label(ja=ja, reading=reading, en=en)


def note(id: str) -> Label:
    """A sentence beside the rows, by its id in `labels.toml`."""
    ja, en = _tables()[2][id]
    return Label(ja=ja, en=en)


def text(name: str, value: str) -> Row:
    """A text; one of our fixed values ("世帯主") gets its English."""
    return Row(label=label(name), value=value, kind="text", value_en=_tables()[1].get(value))


def amount(name: str, yen: int) -> Row:
    return Row(label=label(name), value=str(yen), kind="amount")


def number(name: str, n: float | str, unit: str) -> Row:
    return Row(label=label(name), value=f"{n}", kind="number", unit=unit)


def day(name: str, on: date) -> Row:
    return Row(label=label(name), value=on.isoformat(), kind="date")


def period(name: str, first: date, last: date | None) -> Row:
    """From a day to a day, or still running."""
    return Row(label=label(name), value=f"{first.isoformat()}/{last.isoformat() if last else ''}", kind="period")


def month(name: str, on: date) -> Row:
    """The month in which the day lies."""
    return Row(label=label(name), value=f"{on:%Y-%m}", kind="period")


def fiscal(name: str, year: int) -> Row:
    """A 年度 (April to March)."""
    return Row(label=label(name), value=str(year), kind="period")


def table_row(head: Row, *details: Row) -> Row:
    """A line of a table: its head and its further columns."""
    cells = tuple(Cell(**detail.model_dump(exclude={"details"})) for detail in details)
    return head.model_copy(update={"details": cells})


def section(title: str | None, *rows: Row, period: str | None = None) -> Section:
    return Section(title=label(title) if title else None, period=period, rows=rows)


def seed(*parts: object) -> int:
    """A number that looks arbitrary and is the same for the same parts, on every machine and for ever."""
    return int.from_bytes(sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")


def pick(options: Sequence[T], *parts: object) -> T:
    return options[seed(*parts) % len(options)]


def age(birth: date, on: date) -> int:
    """Completed years on this day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def add_months(on: date, n: int) -> date:
    """The same day n months later (or earlier), or that month's last day."""
    year, month0 = divmod(on.year * 12 + on.month - 1 + n, 12)
    next_first = date(year + (month0 == 11), (month0 + 1) % 12 + 1, 1)
    return min(date(year, month0 + 1, 1) + timedelta(days=on.day - 1), next_first - timedelta(days=1))


def weekday(on: date) -> date:
    """The day itself, or the Friday before a weekend: when offices and banks pay."""
    return on - timedelta(days=(0, 0, 0, 0, 0, 1, 2)[on.weekday()])


def months_back(today: date, n: int) -> list[date]:
    """The first days of the n months before today's month, newest first."""
    return [add_months(today.replace(day=1), -k) for k in range(1, n + 1)]


def fiscal_year(on: date) -> int:
    """The 年度 in which the day lies."""
    return on.year - (on.month < 4)
