"""From a form to a sealed paper: coverage, inquiry number, code, drawing, seal. Nothing is kept afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, assert_never

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from gateway.certificates.paper import number, registers, residents, taxes
from gateway.certificates.paper.back import Around, Office, around
from gateway.certificates.paper.code import CodeSigner, Facts, content_hash
from gateway.certificates.paper.content import BLANK_BELOW, Content, tree
from gateway.certificates.paper.coverage import Missing
from gateway.certificates.paper.drawing import DoesNotFit, Drawer
from gateway.certificates.paper.forms import (
    AddressHistory,
    FamilyRegister,
    FamilyRegisterPerson,
    Form,
    IncomeCertificate,
    ResidentItems,
    ResidentRecord,
    SealRegistration,
    TaxationCertificate,
    TaxPaymentCertificate,
)
from gateway.certificates.paper.seal import Sealer, SealKey


@dataclass(frozen=True, slots=True)
class Paper:
    """A sealed PDF/A-2b, A4: for every sheet its front and its back, so `pages` is always twice `sheets`.

    sha256: of `pdf`. inquiry_number: 16 signs as stored and asked for (printed in fours), new with every paper.
    """

    pdf: bytes = field(repr=False)
    pages: int
    sheets: int
    sha256: bytes
    inquiry_number: str


@dataclass(frozen=True, slots=True)
class GlyphMissing:
    """No font here has these signs (base or variation sequence). They are personal: for staff, never for a log."""

    signs: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TooLong:
    """Something does not fit its place, or the paper would have more than 50 sheets: the counter writes it."""


class Press:
    """Makes papers. One for a process; safe to use from several threads."""

    def __init__(self, office: Office, seal_key: SealKey, code_key: EllipticCurvePrivateKey, inquiry_url: str) -> None:
        """code_key: P-256, signs the QR. inquiry_url: the public page, without query ("https://…/inquiry").

        ValueError if the office's own name can't be printed.
        """
        self._office = office
        self._sealer = Sealer(seal_key)
        self._signer = CodeSigner(code_key)
        self._inquiry_url = inquiry_url
        self._drawer = Drawer()
        _plain(around(office, "resident_record", number.fresh(), date(2000, 1, 1), inquiry_url))

    def make(self, form: Form, issued_on: date) -> Paper | GlyphMissing | TooLong:
        """Draw and seal one certificate (about 0.1 s). issued_on: the day in Japan that is printed."""
        content = tree(_ended(_content(form)))
        if isinstance(content, Missing):
            return GlyphMissing(content.signs)
        inquiry_number = number.fresh()
        printed = content_hash(inquiry_number, json.dumps(content, ensure_ascii=False).encode())

        def code(sheets: int) -> str:
            facts = Facts(self._office.code, inquiry_number, form.kind, issued_on, sheets, printed)
            return f"{self._inquiry_url}?c={self._signer.sign(facts)}"

        words = around(self._office, form.kind, inquiry_number, issued_on, self._inquiry_url)
        # Midnight UTC of the day: the file says when it was made no more exactly than the paper does.
        at = int(datetime.combine(issued_on, time(), UTC).timestamp())
        drawn = self._drawer.draw({**_plain(words), "content": content}, code, at)
        if isinstance(drawn, DoesNotFit):
            return TooLong()
        sealed = self._sealer.seal(drawn.pdf)
        return Paper(sealed, 2 * drawn.sheets, drawn.sheets, sha256(sealed).digest(), inquiry_number)


def _plain(words: Around) -> dict[str, Any]:
    """Our own words; ValueError if one of them can't be printed."""
    found = tree(words)
    if isinstance(found, Missing):
        raise ValueError("office: a sign of its words is in no font of the paper")
    return dict(found)


def _ended(content: Content) -> Content:
    return replace(content, blocks=(*content.blocks, BLANK_BELOW))


def _content(form: Form) -> Content:
    match form:
        case ResidentRecord():
            return residents.resident_record(form)
        case ResidentItems():
            return residents.resident_items(form)
        case SealRegistration():
            return residents.seal_registration(form)
        case IncomeCertificate():
            return taxes.income(form)
        case TaxationCertificate():
            return taxes.taxation(form)
        case TaxPaymentCertificate():
            return taxes.tax_payment(form)
        case FamilyRegister():
            return registers.family_register(form)
        case FamilyRegisterPerson():
            return registers.family_register_person(form)
        case AddressHistory():
            return registers.address_history(form)
        case _:
            assert_never(form)
