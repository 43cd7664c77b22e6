"""The rules stay pure: the gateway imports them, too."""

from __future__ import annotations

import ast
from importlib import resources

ALLOWED = {
    "__future__",
    "calendar",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "itertools",
    "re",
    "typing",
    "unicodedata",
    # Tables and text in, values out: none of these reads a file by itself.
    "jpholiday",
    "pydantic",
    "yaml",
    "yaml.composer",
}


def test_rules_import_nothing_that_does_io() -> None:
    for file in resources.files("kiosk.rules").iterdir():
        if not file.name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name in ALLOWED or name.startswith("kiosk.rules"), f"{file.name} imports {name}"
