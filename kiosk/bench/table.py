"""What was measured, as a table and as `out/bench.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. aim: what it should be, in words, or None where there is none. ok: whether it is."""

    name: str
    value: float
    unit: str
    aim: str | None
    ok: bool


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    """A value with an upper limit."""
    return Figure(name, _short(value), unit, f"≤ {limit:g}", value <= limit)


def plain(name: str, value: float, unit: str) -> Figure:
    """A value without an aim."""
    return Figure(name, _short(value), unit, None, ok=True)


def _short(value: float) -> float:
    """Three digits are what such a measurement is worth."""
    return float(f"{round(value, 3):.3g}") if abs(value) < 1000 else float(round(value))


def as_table(figures: Iterable[Figure]) -> str:
    """Lines for a person."""
    rows = [(f.name, f"{f.value:g} {f.unit}".strip(), f.aim or "", "" if f.ok else "!") for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {aim:<{widths[2]}} {mark}".rstrip()
        for name, value, aim, mark in rows
    )


def write(figures: Iterable[Figure], path: Path) -> None:
    """Replace our figures in the file; those that others appended stay."""
    fresh = [asdict(figure) for figure in figures]
    names = {figure["name"] for figure in fresh}
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    path.parent.mkdir(parents=True, exist_ok=True)
    merged = fresh + [figure for figure in known if figure["name"] not in names]
    path.write_text(json.dumps(merged, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
