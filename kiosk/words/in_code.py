"""What the code says: every id that is given to msg() and its kin, read off the source."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

CODE = ("kiosk", "screens")
SAYERS = {"msg": "", "Msg": "", "own": "screen-"}
"""Functions that take an id, and what they put before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A msg() or Msg() in the code; arguments is None where they can't be read off."""

    id: str
    place: str
    arguments: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class InCode:
    """said: what the code says. strings, patterns: every string and f-string in it, as ids may be put together."""

    said: tuple[Said, ...]
    strings: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = ()

    def mentions(self, id: str) -> bool:
        """Whether an id can come up at all."""
        names = [id, *(id.removeprefix(prefix) for prefix in SAYERS.values() if prefix and id.startswith(prefix))]
        return any(name in self.strings or any(each.fullmatch(name) for each in self.patterns) for name in names)


def ids_in_code(root: Path) -> InCode:
    """What the code says with the functions that take an id."""
    said: list[Said] = []
    strings: set[str] = set()
    patterns: set[str] = set()
    for room in CODE:
        for path in sorted((root / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    strings.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    patterns.add(_pattern(node))
                elif isinstance(node, ast.Call) and (prefix := SAYERS.get(_called(node))) is not None:
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        place = f"{path.relative_to(root)}:{node.lineno}"
                        said.append(Said(prefix + first.value, place, _arguments_in_code(node)))
    wanted = (re.compile(pattern) for pattern in sorted(patterns) if re.search("[a-z]{3}", pattern))
    return InCode(tuple(said), frozenset(strings), tuple(wanted))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _pattern(text: ast.JoinedStr) -> str:
    """An f-string as a pattern for ids; "" where it can't be one."""
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_-]+" for part in text.values]
    return "".join(parts)


def _arguments_in_code(call: ast.Call) -> frozenset[str] | None:
    names: list[object]
    if len(call.args) == 1:
        names = [keyword.arg for keyword in call.keywords if keyword.arg != "personal"]
    elif isinstance(call.args[1], ast.Dict):
        names = [key.value if isinstance(key, ast.Constant) else None for key in call.args[1].keys]
    else:
        return None
    return frozenset(str(name) for name in names) if None not in names else None
