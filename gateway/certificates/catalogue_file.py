"""Reads a catalogue from YAML (`kiosk.rules.strict_yaml`), and says of every mistake on which line it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from gateway.certificates.catalogue import Catalogue, Certificate, Days, Maintenance, Municipality
from gateway.contract.certificates import Kind, Option
from kiosk.rules import strict_yaml
from kiosk.rules.fees import first_overlap
from kiosk.rules.strict_yaml import Fault, Faulty, Where

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


def read(path: Path) -> Catalogue | Faulty:
    """Read a file (UTF-8). OSError if there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Faulty((Fault(1, "file", "is not UTF-8"),))
    return parse(text)


def parse(text: str) -> Catalogue | Faulty:
    """The catalogue, or everything that is wrong with it."""
    found = strict_yaml.read(text)
    if isinstance(found, Faulty):
        return found
    try:
        # As JSON, because there pydantic is strict and still takes a list for a tuple.
        catalogue = Catalogue.model_validate_json(json.dumps(found.value))
    except ValidationError as error:
        return found.refused(error)
    contradictions = list(_contradictions(catalogue))
    return found.faulty(contradictions) if contradictions else catalogue


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
