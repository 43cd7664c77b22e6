"""The tables in docs/operating.md that are made from the code, between `<!-- NAME -->` and `<!-- /NAME -->`.

.venv/bin/python tools/generated_docs.py          write them anew
.venv/bin/python tools/generated_docs.py --check  exit 1 if they are out of date
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from gateway.config import Settings
from kiosk.check.report import Result
from kiosk.config import Config

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "operating.md"


def main() -> int:
    """Write or check."""
    before = PAGE.read_text(encoding="utf-8")
    after = renewed(before)
    if "--check" in sys.argv[1:]:
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


def renewed(page: str) -> str:
    """The page with fresh tables."""
    tables = {"events": events(), "results": results(), "terminal": settings(Config), "gateway": settings(Settings)}
    for name, table in tables.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        page, found = re.subn(pattern, lambda match, table=table: match[1] + table + match[2], page, flags=re.DOTALL)  # type: ignore[misc]
        if found != 1:
            raise SystemExit(f"{PAGE.name}: no place for {name}")
    return page


def events() -> str:
    """The event catalogue."""
    catalogue = tomllib.loads((ROOT / "kiosk" / "events.toml").read_text(encoding="utf-8"))
    lines = ["| event | level | fields | who acts on it |", "|---|---|---|---|"]
    for name, event in catalogue.items():
        fields = ", ".join(f"{field} ({kind})" for field, kind in event["fields"].items())
        lines.append(f"| `{name}` | {event['level']} | {fields or '–'} | {event['who']} |")
    return "\n".join(lines) + "\n"


def results() -> str:
    """What `kiosk check` can say."""
    lines = ["| exit code | result |", "|---|---|"]
    lines += [f"| {int(result)} | {result.name.lower()} |" for result in Result]
    return "\n".join(lines) + "\n"


def settings(model: type[BaseModel]) -> str:
    """Every key of a settings file."""
    lines = ["| key | values | default |", "|---|---|---|"]
    lines += [f"| `{key}` | {kind} | {default} |" for key, kind, default in _keys(model, "")]
    return "\n".join(lines) + "\n"


def _keys(model: type[BaseModel], prefix: str) -> list[tuple[str, str, str]]:
    rows = []
    for name, field in model.model_fields.items():
        sections = [part for part in _parts(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        if not sections:
            rows.append((prefix + name, _kind(field.annotation), _default(field)))
        elif len(sections) == 1:
            rows += _keys(sections[0], f"{prefix}{name}.")
        else:
            rows += _choice(sections, f"{prefix}{name}.")
    return rows


def _choice(sections: list[type[BaseModel]], prefix: str) -> list[tuple[str, str, str]]:
    """Sections of which one is chosen by its `kind`."""
    kinds = [_kind(section.model_fields["kind"].annotation) for section in sections]
    rows = [(f"{prefix}kind", " or ".join(kinds), "needed")]
    for kind, section in zip(kinds, sections, strict=True):
        keys = [row for row in _keys(section, prefix) if row[0] != f"{prefix}kind"]
        rows += [(key, f"{values} ({kind})", default) for key, values, default in keys]
    return rows


def _parts(annotation: Any) -> list[Any]:
    """The members of a union, or the one type there is."""
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [part for member in get_args(annotation) for part in _parts(member)]
    return [annotation]


def _kind(annotation: Any) -> str:
    words = []
    for part in _parts(annotation):
        arguments = get_args(part)
        if part is type(None):
            continue
        if get_origin(part) is tuple:
            words.append(f"list of {_kind(arguments[0])}")
        elif arguments:
            words += [f"`{argument}`" for argument in arguments]
        else:
            words.append(_NAMES.get(part.__name__, part.__name__))
    return " or ".join(words)


_NAMES = {
    "str": "text",
    "Path": "file",
    "HttpUrl": "URL",
    "bool": "true, false",
    "int": "whole number",
    "float": "number",
}


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    default = field.get_default(call_default_factory=True)
    if default is None or default is PydanticUndefined:
        return "–"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


if __name__ == "__main__":
    sys.exit(main())
