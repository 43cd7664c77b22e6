"""YAML that people of a municipality write, read strictly, with the line of everything.

No aliases, no tags, no key twice, and only texts, whole numbers, true and false (YAML 1.1 would make 390 of 6:30, and
a truth of "no"). What is read goes to pydantic; its complaints come back as faults with lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import yaml
from pydantic import ValidationError
from yaml.composer import Composer

Where = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """line: from 1. where: the path to it ("sections[0].questions[2].ask"). why: a sentence's end."""

    line: int
    where: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Faulty:
    """The text can't be used; at least one fault, in the order of lines."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """What was read, as dicts, lists, texts, ints and bools, and where everything stands."""

    value: object
    lines: Mapping[Where, int] = field(repr=False)

    def faulty(self, found: Iterable[tuple[Where, str]]) -> Faulty:
        """Places and what is wrong there, as faults. What is missing is missed where it should stand."""
        faults = [Fault(self.lines[self._cut(where)], path(where), why) for where, why in found]
        return Faulty(tuple(sorted(faults, key=lambda fault: (fault.line, fault.where))))

    def refused(self, error: ValidationError) -> Faulty:
        """pydantic's complaints; of those that only follow from others, none."""
        mistakes = error.errors(include_input=False, include_url=False)
        places = [each["loc"] for each in mistakes]
        # pydantic counts what is wrong as absent, and then calls the list too short.
        own = [each for each in mistakes if not any(_lies_in(place, each["loc"]) for place in places)]
        return self.faulty((self._really(each["loc"]), _why(each["type"], each["msg"])) for each in own)

    def _really(self, where: Where) -> Where:
        """Without the tags that pydantic puts into the path of a union's member."""
        known: Where = ()
        for at, part in enumerate(where):
            rest_is_known = (*known, part) in self.lines
            if rest_is_known or at == len(where) - 1:
                known = (*known, part)
        return known

    def _cut(self, where: Where) -> Where:
        while where not in self.lines:
            where = where[:-1]
        return where


def read(text: str) -> Plain | Faulty:
    """The text's one YAML document, or what makes it none."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Faulty((Fault((mark.line if mark else 0) + 1, "file", f"is not YAML: {error.problem}"),))
    except (yaml.YAMLError, UnicodeEncodeError):
        return Faulty((Fault(1, "file", "has signs that YAML does not know"),))
    except RecursionError:
        return Faulty((Fault(1, "file", "is nested too deeply"),))
    if root is None:
        return Faulty((Fault(1, "file", "is empty"),))
    lines: dict[Where, int] = {}
    faults: list[Fault] = []
    value = _plain(root, (), lines, faults, set())
    return Faulty(tuple(faults)) if faults else Plain(value, lines)


def path(where: Where) -> str:
    """`sections[0].questions`; "file" for the whole."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.lstrip(".") or "file"


class _Loader(Composer, yaml.CSafeLoader):
    """Only the plain scalars we want to be something else than text.

    libyaml reads, five times as fast as PyYAML itself. Its own composer would follow deep nesting off the stack's end:
    Python's stops in time.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|-?[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))


def _plain(node: yaml.Node, where: Where, lines: dict[Where, int], faults: list[Fault], seen: set[int]) -> object:
    lines.setdefault(where, node.start_mark.line + 1)
    if id(node) in seen:
        faults.append(Fault(lines[where], path(where), "aliases (*name) can't be used here"))
        return None
    seen.add(id(node))
    match node:
        case yaml.MappingNode():
            found: dict[str, object] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
                line = key_node.start_mark.line + 1
                if key in found:
                    faults.append(Fault(line, path((*where, key)), "stands here for the second time"))
                lines[(*where, key)] = line
                found[key] = _plain(value_node, (*where, key), lines, faults, seen)
            return found
        case yaml.SequenceNode():
            return [_plain(each, (*where, at), lines, faults, seen) for at, each in enumerate(node.value)]
        case yaml.ScalarNode(tag="tag:yaml.org,2002:int"):
            return int(node.value) if len(node.value) < 10 else node.value
        case yaml.ScalarNode(tag="tag:yaml.org,2002:bool"):
            return node.value == "true"
        case yaml.ScalarNode(tag="tag:yaml.org,2002:str"):
            return str(node.value)
        case _:
            faults.append(Fault(lines[where], path(where), "a tag (!name) can't be used here"))
            return None


def _lies_in(inner: Where, outer: Where) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _why(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "unknown key"
    return message.removeprefix("Value error, ")
