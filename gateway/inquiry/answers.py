"""What the page can answer, and how it comes to it. Nothing here knows a name; nothing is kept of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from gateway.certificates.paper import code as paper_code
from gateway.certificates.paper import number
from gateway.certificates.paper.code import Facts
from gateway.certificates.reports import Known
from gateway.contract.base import Label

Lookup = Callable[[str], Known | None]
"""Inquiry number -> the document that it belongs to."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A municipality: its name, and the keys that sign its codes (several while they change)."""

    name: Label
    keys: tuple[EllipticCurvePublicKey, ...]


@dataclass(frozen=True, slots=True)
class Genuine:
    """There is such a document. issuer: who gave it out. inquiry_number: to be compared with the paper, too."""

    inquiry_number: str
    document: Known
    issuer: Label


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """There was one, but its paper never came out whole: void."""

    inquiry_number: str
    document: Known
    issuer: Label


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """There is one, but nobody has said yet that it was printed."""

    inquiry_number: str
    document: Known
    issuer: Label


@dataclass(frozen=True, slots=True)
class Unknown:
    """No document has this number."""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Not a number that could exist: a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Forged:
    """The code was signed by none of the municipalities, or says something else than our record."""


Answer = Genuine | Withdrawn | Unconfirmed | Unknown | Mistyped | Forged


def by_number(text: str, lookup: Lookup, issuers: Mapping[str, Issuer]) -> Answer:
    """The answer to a number as a person typed it."""
    wanted = number.typed(text)
    return Mistyped() if wanted is None else _answer(wanted, lookup(wanted), issuers)


def by_code(text: str, lookup: Lookup, issuers: Mapping[str, Issuer]) -> Answer:
    """The answer to what the QR on the paper says: signature first, then the record, then both compared."""
    keys = tuple(key for issuer in issuers.values() for key in issuer.keys)
    facts = paper_code.read(text, keys)
    if facts is None:
        return Forged()
    document = lookup(facts.inquiry_number)
    if document is not None and not _same(facts, document):
        return Forged()
    return _answer(facts.inquiry_number, document, issuers)


def _same(facts: Facts, document: Known) -> bool:
    return (facts.municipality, facts.kind, facts.issued_on, 2 * facts.sheets) == (
        document.municipality,
        document.kind,
        document.issued_on,
        document.pages,
    )


def _answer(inquiry_number: str, document: Known | None, issuers: Mapping[str, Issuer]) -> Answer:
    if document is None or document.municipality not in issuers:
        return Unknown()
    name = issuers[document.municipality].name
    match document.standing:
        case "valid":
            return Genuine(inquiry_number, document, name)
        case "void":
            return Withdrawn(inquiry_number, document, name)
        case "open":
            return Unconfirmed(inquiry_number, document, name)
