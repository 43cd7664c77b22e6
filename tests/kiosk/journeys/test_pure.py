"""Journeys know no pixels, threads, sockets or clocks: the date comes by an effect, everything else as a value."""

from __future__ import annotations

import ast
from importlib import resources
from pathlib import Path

FORBIDDEN = {"pygame", "threading", "socket", "time", "select", "subprocess", "os", "smartcard", "random", "asyncio"}
CLOCKS = {"now", "today", "utcnow"}


def test_journeys_import_and_call_nothing_of_the_kind() -> None:
    files = sorted(Path(str(resources.files("kiosk.journeys"))).rglob("*.py"))
    assert len(files) > 50
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & FORBIDDEN, file.name
            asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            assert not (asks and node.func.attr in CLOCKS), file.name  # type: ignore[attr-defined]
