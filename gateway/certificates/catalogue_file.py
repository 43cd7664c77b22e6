"""Reads a catalogue from YAML and says of every mistake on which line it stands.

YAML is read strictly: no aliases, no key twice, and only texts, whole numbers, true and false. (YAML 1.1 would make
390 of 6:30, and a truth of "no".)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from gateway.certificates.catalogue import Catalogue, Certificate, Days, Maintenance, Municipality
from gateway.contract.certificates import Kind, Option
from kiosk.rules.fees import first_overlap

Where = tuple[int | str, ...]

_TAX = ("tax_income", "tax_assessment", "tax_payment")
_FITTING: dict[str, tuple[Option, ...]] = {
    "resident_record": ("persons", "relation", "domicile", "foreign_items", "my_number"),
    "resident_record_items": ("persons", "items"),
    "seal_registration": (),
    **dict.fromkeys(_TAX, ("year",)),
    "family_register_full": (),
    "family_register_individual": ("one_person",),
    "family_register_supplement": (),
}
"""Which options a kind may ask. Those of the second kind and of the person are not to be left out: see `_NEEDED`."""

_NEEDED: dict[str, tuple[Option, ...]] = {
    "resident_record_items": ("items",),
    **dict.fromkeys(_TAX, ("year",)),
    "family_register_individual": ("one_person",),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """line: from 1. where: the path to it ("municipalities[0].certificates[2].fee"). why: a sentence's end."""

    line: int
    where: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Faulty:
    """The file can't be used; at least one fault, in the order of lines."""

    faults: tuple[Fault, ...]


def read(path: Path) -> Catalogue | Faulty:
    """Read a file (UTF-8). OSError if there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Faulty((Fault(1, "file", "is not UTF-8"),))
    return parse(text)


def parse(text: str) -> Catalogue | Faulty:
    """The catalogue, or everything that is wrong with it."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Faulty((Fault((mark.line if mark else 0) + 1, "file", f"is not YAML: {error.problem}"),))
    except yaml.YAMLError:
        return Faulty((Fault(1, "file", "has signs that YAML does not know"),))
    if root is None:
        return Faulty((Fault(1, "file", "is empty"),))
    lines: dict[Where, int] = {}
    faults: list[Fault] = []
    plain = _plain(root, (), lines, faults, set())
    if faults:
        return Faulty(tuple(faults))
    try:
        # As JSON, because there pydantic is strict and still takes a list for a tuple.
        catalogue = Catalogue.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        mistakes = error.errors(include_input=False, include_url=False)
        places = [each["loc"] for each in mistakes]
        # pydantic counts what is wrong as absent, and then calls the list too short.
        own = [each for each in mistakes if not any(_lies_in(place, each["loc"]) for place in places)]
        return _faulty([(each["loc"], _why(each["type"], each["msg"])) for each in own], lines)
    contradictions = list(_contradictions(catalogue))
    return _faulty(contradictions, lines) if contradictions else catalogue


class _Loader(yaml.SafeLoader):
    """Only the plain scalars we want to be something else than text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|-?[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))


def _plain(node: yaml.Node, where: Where, lines: dict[Where, int], faults: list[Fault], seen: set[int]) -> object:
    """The node as dicts, lists, texts, ints and bools; `lines` gets the line of everything."""
    lines.setdefault(where, node.start_mark.line + 1)
    if id(node) in seen:
        faults.append(Fault(lines[where], _path(where), "aliases (*name) can't be used here"))
        return None
    seen.add(id(node))
    match node:
        case yaml.MappingNode():
            found: dict[str, object] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
                line = key_node.start_mark.line + 1
                if key in found:
                    faults.append(Fault(line, _path((*where, key)), "stands here for the second time"))
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
            faults.append(Fault(lines[where], _path(where), "a tag (!name) can't be used here"))
            return None


def _contradictions(catalogue: Catalogue) -> Iterator[tuple[Where, str]]:
    """What each value alone does not show."""
    codes = [each.code for each in catalogue.municipalities]
    for at, municipality in enumerate(catalogue.municipalities):
        where: Where = ("municipalities", at)
        if municipality.code in codes[:at]:
            yield (*where, "code"), "this municipality stands here for the second time"
        yield from _days((*where, "closures"), municipality.closures)
        yield from _spans((*where, "maintenance"), municipality.maintenance)
        yield from _offered_twice(where, municipality)
        for number, certificate in enumerate(municipality.certificates):
            yield from _certificate((*where, "certificates", number), certificate)


def _offered_twice(where: Where, municipality: Municipality) -> Iterator[tuple[Where, str]]:
    taken: set[tuple[Kind, str]] = set()
    for number, certificate in enumerate(municipality.certificates):
        for channel in certificate.channels:
            if (certificate.kind, channel) in taken:
                place = (*where, "certificates", number, "kind")
                yield place, f"{certificate.kind} on the channel {channel} stands here for the second time"
            taken.add((certificate.kind, channel))


def _certificate(where: Where, certificate: Certificate) -> Iterator[tuple[Where, str]]:
    if certificate.hours is not None and certificate.hours.closes <= certificate.hours.opens:
        yield (*where, "hours"), "closes must be later than opens; hours past midnight are not possible"
    yield from _days((*where, "closures"), certificate.closures)
    yield from _days((*where, "switch_over"), certificate.switch_over)
    yield from _spans((*where, "maintenance"), certificate.maintenance)
    inverted = list(_days((*where, "campaigns"), certificate.campaigns))
    yield from inverted
    if not inverted and (pair := first_overlap([each.period for each in certificate.campaigns])) is not None:
        yield (*where, "campaigns", pair[1]), f"overlaps with campaign {pair[0] + 1} of this list"
    yield from _options(where, certificate)


def _options(where: Where, certificate: Certificate) -> Iterator[tuple[Where, str]]:
    for at, option in enumerate(certificate.options):
        if option not in _FITTING[certificate.kind]:
            yield (*where, "options", at), f"{option} can't be asked for {certificate.kind}"
    for needed in _NEEDED.get(certificate.kind, ()):
        if needed not in certificate.options:
            yield where, f"{certificate.kind} needs the option {needed}"
    if (certificate.years is not None) != (certificate.kind in _TAX):
        yield where, "years must be given for tax certificates, and only for them"
    if bool(certificate.items) != (certificate.kind == "resident_record_items"):
        yield where, "items must be given for resident_record_items, and only for it"
    if certificate.switch_over and certificate.kind not in _TAX:
        yield (*where, "switch_over"), "is for tax certificates only"


def _days(where: Where, all_days: Sequence[Days]) -> Iterator[tuple[Where, str]]:
    for at, days in enumerate(all_days):
        if days.last < days.first:
            yield (*where, at), "last lies before first"


def _spans(where: Where, spans: Sequence[Maintenance]) -> Iterator[tuple[Where, str]]:
    for at, span in enumerate(spans):
        if span.ends <= span.begins:
            yield (*where, at), "ends does not lie after begins"


def _faulty(found: list[tuple[Where, str]], lines: dict[Where, int]) -> Faulty:
    faults = [Fault(lines[_cut(where, lines)], _path(where), why) for where, why in found]
    return Faulty(tuple(sorted(faults, key=lambda fault: (fault.line, fault.where))))


def _lies_in(inner: Where, outer: Where) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _cut(where: Where, lines: dict[Where, int]) -> Where:
    """The longest part of the path that the file really has: what is missing is missed where it should stand."""
    while where not in lines:
        where = where[:-1]
    return where


def _why(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "unknown key"
    return message.removeprefix("Value error, ")


def _path(where: Where) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.lstrip(".") or "file"
