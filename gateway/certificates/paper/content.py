"""A certificate as the typesetter gets it: a title, what is repeated on every sheet, blocks, and the 認証文.

Forms become content (residents, taxes, registers), content becomes JSON (`tree`): every text cut into runs by font.
Blocks are never broken over two sheets. Lengths are millimetres; the printing width is `WIDTH`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from gateway.certificates.paper.coverage import Missing, runs
from kiosk.rules.wareki import era_year

WIDTH = 174.0
Align = Literal[0, 1, 2]
LEFT: Align = 0
CENTRE: Align = 1
RIGHT: Align = 2


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """A labelled value. width: of both together. label_width: of the label. large: a name."""

    label: str
    value: str
    width: float = WIDTH
    label_width: float = 32.0
    large: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """Rows of pairs in one frame, e.g. one person; the widths of each row add up to WIDTH."""

    rows: tuple[tuple[Pair, ...], ...]
    gap: float = 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A line of a table with columns; lines without gap between them join. head: the columns' titles."""

    cells: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    head: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A part of a family register: what it is, and lines of 【label】value. stamp: a framed word beside it (除籍)."""

    title: str
    lines: tuple[tuple[str, str], ...]
    indented: bool = False
    stamp: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Heading:
    """A line above what follows, kept together with it."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """Plain text over the whole width."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Imprint:
    """印影 as PNG beside labelled values."""

    png: bytes
    mm: float
    label: str
    pairs: tuple[Pair, ...]


Block = Grid | Row | Entry | Heading | Note | Imprint


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """Everything that is printed on the fronts. head: blocks that every sheet begins with. statement: 認証文."""

    title: str
    head: tuple[Block, ...]
    blocks: tuple[Block, ...]
    statement: str


BLANK_BELOW = Note("以下余白", centred=True)
"""Ends the blocks, so that nobody can add a line."""


def tree(words: object) -> Any | Missing:
    """A dataclass of this package as the typesetter's JSON: a text is a list of [index into coverage.FACES, text].

    Missing: signs that can't be printed.
    """
    missing: list[str] = []
    found = _tree(words, missing)
    return Missing(tuple(dict.fromkeys(missing))) if missing else found


def _tree(value: Any, missing: list[str]) -> Any:
    match value:
        case str():
            found = runs(value)
            if isinstance(found, Missing):
                missing.extend(found.signs)
                return []
            return found
        case bytes():
            return list(value)
        case tuple():
            return [_tree(each, missing) for each in value]
        case bool() | int() | float():
            return value
        case _:
            members = {each.name: _tree(getattr(value, each.name), missing) for each in fields(value)}
            return {"is": type(value).__name__, **members}


def day(value: date) -> str:
    """昭和52年9月15日, 令和元年5月1日; a day before 1873 by its western year."""
    found = era_year(value)
    year = f"{value.year}年" if found is None else f"{found.era.name}{_first(found.year)}年"
    return f"{year}{value.month}月{value.day}日"


def fiscal_year(year: int) -> str:
    """令和8年度 of 2026: 年度 is named by the day it begins, 1 April."""
    found = era_year(date(year, 4, 1))
    return f"{year}年度" if found is None else f"{found.era.name}{_first(found.year)}年度"


def calendar_year(year: int) -> str:
    """令和7年 of 2025, by its last day."""
    found = era_year(date(year, 12, 31))
    return f"{year}年" if found is None else f"{found.era.name}{_first(found.year)}年"


def yen(amount: int | None) -> str:
    """1,234,567; － for nothing; a loss with △ as in tax forms."""
    if amount is None:
        return "－"
    return f"{amount:,}" if amount >= 0 else f"△{-amount:,}"


def _first(year: int) -> str:
    return "元" if year == 1 else str(year)
