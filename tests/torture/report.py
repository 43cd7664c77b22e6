"""What an ordeal came to: figures, and findings – what must not be."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

COLUMNS = (
    "accepted", "delivered", "lost", "twice", "disordered", "repeated_numbers", "altered", "dead", "aside", "readable",
)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """One ordeal.

    accepted: items that the queue promised to deliver. delivered: those in the gateway's database. lost: promised, and
    neither there nor anywhere else. twice: more than one row. disordered: cases whose items came in another order.
    repeated_numbers: receipt numbers or sequences given twice. altered: not the bytes that were put, or another number
    than was told. dead: dead letters. aside: in a file that was set aside. readable: places on disks with the marker.
    faults: what was done to it. findings: in words, the first few of each kind.
    """

    name: str
    accepted: int = 0
    delivered: int = 0
    lost: int = 0
    twice: int = 0
    disordered: int = 0
    repeated_numbers: int = 0
    altered: int = 0
    dead: int = 0
    aside: int = 0
    readable: int = 0
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    def finding(self, text: str) -> None:
        """Something that must not be."""
        self.findings.append(text)

    def end(self) -> None:
        """The ordeal is over."""
        self.seconds = round(time.monotonic() - self._began, 1)


def as_table(ordeals: list[Figures]) -> str:
    """For a person."""
    rows = [["ordeal", "faults", *COLUMNS, "seconds"]]
    rows += [
        [each.name, str(each.faults.total()), *(str(getattr(each, name)) for name in COLUMNS), f"{each.seconds:.0f}"]
        for each in ordeals
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    for each in ordeals:
        for title, counts in (("faults", each.faults), ("notes", each.notes)):
            if counts:
                said = ", ".join(f"{name} {times}" for name, times in sorted(counts.items()))
                lines.append(f"{each.name}: {title}: {said}")
        lines += [f"{each.name}: FINDING: {text}" for text in each.findings]
    return "\n".join(lines)


def as_json(ordeals: list[Figures], seed: int, skipped: dict[str, str]) -> str:
    """For a program."""
    found: dict[str, Any] = {"seed": seed, "skipped": skipped, "ordeals": []}
    for each in ordeals:
        shown = [field.name for field in fields(each) if not field.name.startswith("_")]
        found["ordeals"].append({name: getattr(each, name) for name in shown})  # `asdict` can't copy a Counter
    return json.dumps(found, indent=2, ensure_ascii=False)
