"""docs/accessibility.md: no criterion is missing, every test that it names exists, and its counts are right."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATEMENT = ROOT / "docs" / "accessibility.md"

MET, NOT_APPLICABLE, NOT_MET = "**met**", "not applicable", "**not met**"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")

CLAUSE_5_1 = """
5.1.1 5.1.2.1 5.1.2.2 5.1.3.1 5.1.3.2 5.1.3.3 5.1.3.4 5.1.3.5 5.1.3.6 5.1.3.7 5.1.3.8 5.1.3.9 5.1.3.10 5.1.3.11
5.1.3.12 5.1.3.13 5.1.3.14 5.1.3.15 5.1.3.16 5.1.4 5.1.5 5.1.6.1 5.1.6.2 5.1.7
"""
CLAUSE_5 = "5.2 5.3 5.4 5.5.1 5.5.2 5.6.1 5.6.2 5.7 5.8 5.9"
CLAUSE_4_2 = "4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.2.6 4.2.7 4.2.8 4.2.9 4.2.10 4.2.11"
OTHER_CLAUSES = """
6 7 8.1.1 8.1.2 8.1.3 8.2.1.1 8.2.1.2 8.2.2 8.3.0 8.3.5 8.3.6 8.4.1 8.4.2.1 8.4.2.2 8.4.3 8.5 9 10 11 11.5 11.6.2 11.7
11.8 12.1.1 12.1.2 12.2 13
"""
LEVEL_A = """
1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1
2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
"""
LEVEL_AA = """
1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3
3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
"""
LEVEL_AAA = "1.4.6 1.4.8 2.2.3 2.2.4 2.2.5 2.2.6 2.3.2 2.3.3 2.4.8 2.5.5 3.1.3 3.1.4 3.1.5 3.1.6 3.3.5 3.3.6 3.3.9"

TABLES = {
    "EN 301 549, clause 5.1": ("EN 301 549 V3.2.1, clause 5.1", CLAUSE_5_1),
    "EN 301 549, clauses 5.2 to 5.9": ("EN 301 549, clauses 5.2", CLAUSE_5),
    "EN 301 549, clause 8 and the other clauses": ("EN 301 549, clause 8", OTHER_CLAUSES),
    "EN 301 549, clause 4.2": ("EN 301 549, clause 4.2", CLAUSE_4_2),
    "WCAG 2.2, level A": ("WCAG 2.2, level A", LEVEL_A),
    "WCAG 2.2, level AA": ("WCAG 2.2, level AA", LEVEL_AA),
    "WCAG 2.2, level AAA (chosen)": ("WCAG 2.2, level AAA: those", LEVEL_AAA),
    "JIS and what ageing asks for": ("JIS X 8341-3:2016, and", None),
}
"""Row of the summary → how its section begins, and the numbers that must stand there (EN 301 549 V3.2.1; WCAG 2.2,
https://www.w3.org/TR/WCAG22/), each once."""

WCAG_2_0_ADDED_LATER = """
1.3.4 1.3.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.4 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.2.6 3.3.7 3.3.8 4.1.3
"""


@dataclass(frozen=True)
class Line:
    """A row of a table."""

    criterion: str
    verdict: str
    why: str

    @property
    def number(self) -> str:
        return self.criterion.split()[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table's rows, without their heads."""
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return [row for at, row in enumerate(found) if not set(row[0]) <= {"-"} and not _is_head(found, at)]


def _is_head(found: list[list[str]], at: int) -> bool:
    return at + 1 < len(found) and set(found[at + 1][0]) <= {"-"}


def _begins(section: str, begins: str) -> bool:
    return re.match(rf"{re.escape(begins)}(?![A-Z])", section) is not None


def lines(begins: str) -> list[Line]:
    """The table of a section."""
    (section,) = [each for each in STATEMENT.read_text(encoding="utf-8").split("\n## ")[1:] if _begins(each, begins)]
    return [Line(*row) for row in rows(section)]


@cache
def names_in(path: Path) -> frozenset[str]:
    """Names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


@pytest.mark.parametrize("row", [row for row, (_, numbers) in TABLES.items() if numbers])
def test_no_criterion_is_missing_or_stands_twice(row: str) -> None:
    begins, numbers = TABLES[row]
    assert numbers is not None
    assert [line.number for line in lines(begins)] == numbers.split()


def test_what_jis_takes_over_is_all_there() -> None:
    """JIS X 8341-3:2016 is WCAG 2.0: 25 criteria of level A and 13 of AA, one of which WCAG 2.2 dropped."""
    of_2_0 = {*LEVEL_A.split(), *LEVEL_AA.split(), "4.1.1"} - set(WCAG_2_0_ADDED_LATER.split())
    assert len(of_2_0) == 25 + 13
    assert any("4.1.1" in line.criterion for line in lines(TABLES["JIS and what ageing asks for"][0]))


def test_each_verdict_says_what_it_rests_on() -> None:
    rests_on = {
        MET: lambda why: NAMED.search(why) is not None,
        NOT_APPLICABLE: lambda why: bool(why),
        NOT_MET: lambda why: re.search(r"Needed: \S", why) is not None,
    }
    every = [line for begins, _ in TABLES.values() for line in lines(begins)]
    assert {line.verdict for line in every} <= rests_on.keys()
    assert [line.criterion for line in every if not rests_on[line.verdict](line.why)] == []


def test_every_test_that_is_named_exists() -> None:
    text = STATEMENT.read_text(encoding="utf-8")
    named = {(file, test) for file, test in NAMED.findall(text)}
    assert len(named) > 80
    assert len(NAMED.findall(text)) == text.count("::") - 1, "one is written otherwise (`file::test` explains itself)"
    missing = []
    for file, test in sorted(named):
        path = ROOT / "tests" / file
        if not path.exists() or test not in names_in(path):
            missing.append(f"{file}::{test}")
    assert missing == []


def test_the_counts_are_those_of_the_tables() -> None:
    summary = STATEMENT.read_text(encoding="utf-8").split("\n## ")[0]
    counted = {}
    for row, (begins, _) in TABLES.items():
        counts = Counter(line.verdict for line in lines(begins))
        counted[row] = [counts[MET], counts[NOT_APPLICABLE], counts[NOT_MET]]
    assert {row[0]: [int(cell) for cell in row[1:]] for row in rows(summary)} == counted
