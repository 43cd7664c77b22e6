"""Nothing but the very paper that this session asked for may be printed; every other input has its own refusal."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields, signers
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from gateway.certificates.paper import SealKey
from gateway.certificates.paper.sandbox import seal_certificate
from gateway.certificates.paper.seal import Sealer
from gateway.certificates.statement import StatementKey
from gateway.contract.certificates import IssueStatement, owner_binding
from kiosk.paper import sealed
from kiosk.paper.sealed import Claim, Expected, NotOurs, Refusal, Trust, Verified, verify
from tests.gateway.certificates.paper.presses import keys, new_keys, sample
from tests.gateway.certificates.paper.samples import OFFICE

NOW = datetime.now(UTC).replace(microsecond=0)
STATEMENT_KEY = ec.generate_private_key(ec.SECP256R1())
EXPECTED = Expected(
    request_id="0f8fad5b-d9cb-469f-a165-70867728950e",
    nonce="n" * 22,
    kind="resident_record",
    copies=2,
    fee_yen=400,
    owner=owner_binding("n" * 22, "token", 1001),
    terminal="ab" * 32,
)


def trust() -> Trust:
    """What the terminal trusts."""
    return Trust((keys().authority,), (STATEMENT_KEY.public_key(),))


def statement(pdf: bytes, pages: int = 2, key: ec.EllipticCurvePrivateKey = STATEMENT_KEY, **changes: Any) -> str:
    """The gateway's word about a PDF."""
    said = IssueStatement(
        iss="gateway-test",
        request_id=EXPECTED.request_id,
        nonce=EXPECTED.nonce,
        owner=EXPECTED.owner,
        terminal=EXPECTED.terminal,
        kind=EXPECTED.kind,
        sha256=sha256(pdf).hexdigest(),
        pages=pages,
        copies=EXPECTED.copies,
        fee_yen=EXPECTED.fee_yen,
        issued_at=int(NOW.timestamp()),
        inquiry_number="ABCD1234ABCD1234",
    )
    return StatementKey(key).sign(said.model_copy(update=changes))


def seal(pdf: bytes, key: SealKey) -> bytes:
    """The PDF, sealed with this key."""
    return Sealer(key).seal(pdf)


def judged(pdf: bytes, pages: int = 2) -> Verified | Refusal:
    """Verdict on a PDF about which the gateway said that it is right: only the file itself can betray it."""
    return verify(pdf, statement(pdf, pages), EXPECTED, trust(), NOW)


@cache
def paper() -> bytes:
    """A sealed 住民票の写し of two pages."""
    return sample("resident_record").pdf


@cache
def unsealed() -> bytes:
    """The same before it was sealed: its first revision."""
    return paper()[: paper().index(b"%%EOF") + 5]


def edited(change: Callable[[PdfWriter], None], pdf: bytes | None = None) -> bytes:
    """An unsealed paper, changed and then sealed by the right hand: a gateway gone wrong."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf or plain())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return seal(out.getvalue(), keys().seal)


@cache
def plain() -> bytes:
    """Two empty A4 pages, unsealed."""
    writer = PdfWriter()
    for _ in range(2):
        writer.add_blank_page(595.276, 841.89)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_right_paper_is_verified() -> None:
    assert judged(paper()) == Verified(2, "ABCD1234ABCD1234")


@pytest.mark.parametrize("broken", [False, True])
def test_a_verdict_holds_no_byte_of_the_paper(broken: bool) -> None:
    pdf = bytes(bytearray(paper()[:-2000] if broken else paper()))  # nobody else has these
    judged(pdf)
    gc.collect()
    gc.disable()  # the library's rings of objects may lie about for long
    try:
        before = sys.getrefcount(pdf)
        judged(pdf)
        assert sys.getrefcount(pdf) == before
    finally:
        gc.enable()


def test_every_kind_is_verified() -> None:
    for kind in ("seal_registration", "tax_assessment", "family_register_full"):
        made = sample(kind)
        found = verify(
            made.pdf,
            statement(made.pdf, made.pages, kind=kind),
            replace(EXPECTED, kind=kind),  # type: ignore[arg-type]
            trust(),
            NOW,
        )
        assert isinstance(found, Verified), kind


def test_a_plain_sealed_paper_is_verified() -> None:
    """So that the tests below fail for what they change and for nothing else."""
    assert isinstance(judged(edited(lambda writer: None)), Verified)


# --- the statement ----------------------------------------------------------------------------------------------------

OTHERS: dict[Claim, Any] = {
    "request_id": "1f8fad5b-d9cb-469f-a165-70867728950e",
    "nonce": "m" * 22,
    "kind": "tax_income",
    "copies": 1,
    "fee_yen": 0,
    "owner": owner_binding("n" * 22, "token", 1002),
    "terminal": "ba" * 32,
}


@pytest.mark.parametrize("claim", OTHERS)
def test_another_request_or_person_is_refused(claim: Claim) -> None:
    """Also another resident's paper with a valid seal: its statement binds another owner, nonce and request."""
    said = statement(paper(), **{claim: OTHERS[claim]})
    assert verify(paper(), said, EXPECTED, trust(), NOW) == NotOurs(claim)


def test_every_claim_is_compared() -> None:
    assert set(OTHERS) == set(sealed.Expected.__dataclass_fields__)


def test_another_residents_paper_is_refused() -> None:
    """The right statement, but somebody else's genuine paper beside it."""
    other = sample("resident_record_items")
    assert verify(other.pdf, statement(paper()), EXPECTED, trust(), NOW) == sealed.OtherBytes()


def test_a_statement_by_another_key_is_refused() -> None:
    said = statement(paper(), key=ec.generate_private_key(ec.SECP256R1()))
    assert verify(paper(), said, EXPECTED, trust(), NOW) == sealed.StatementInvalid()


def test_a_statement_of_another_type_is_refused() -> None:
    """The key signed it, but for another purpose."""
    payload = jws.extract_compact(statement(paper()).encode()).payload
    key = ECKey.import_key(STATEMENT_KEY)
    said = jws.serialize_compact({"alg": "ES256", "typ": "paper+jwt", "kid": key.thumbprint()}, payload, key)
    assert verify(paper(), said, EXPECTED, trust(), NOW) == sealed.StatementInvalid()


@pytest.mark.parametrize("said", ["", "a.b.c", "é.é.é", "e30.e30.", "....", "\udcff"])
def test_what_is_no_statement_is_refused(said: str) -> None:
    assert verify(paper(), said, EXPECTED, trust(), NOW) == sealed.StatementInvalid()


def test_a_statement_without_signature_is_refused() -> None:
    _, payload, _ = statement(paper()).split(".")
    assert verify(paper(), f"eyJhbGciOiJub25lIn0.{payload}.", EXPECTED, trust(), NOW) == sealed.StatementInvalid()


@pytest.mark.parametrize(
    ("age", "good"),
    [
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=1), False),
        (timedelta(minutes=-2), True),
        (timedelta(minutes=-2, seconds=-1), False),
    ],
)
def test_a_statement_out_of_its_time_is_refused(age: timedelta, good: bool) -> None:
    found = verify(paper(), statement(paper()), EXPECTED, trust(), NOW + age)
    assert isinstance(found, Verified) if good else found == sealed.StatementOld()


def test_bytes_other_than_stated_are_refused() -> None:
    assert verify(paper() + b"\n", statement(paper()), EXPECTED, trust(), NOW) == sealed.OtherBytes()


# --- the file ---------------------------------------------------------------------------------------------------------


def test_an_unsigned_pdf_is_refused() -> None:
    assert judged(unsealed()) == sealed.Unsigned()


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"hello", b"%PDF-1.7\n%%EOF\n", bytes(5000)])
def test_what_is_no_pdf_is_refused(pdf: bytes) -> None:
    assert judged(pdf) == sealed.PdfBroken()


def test_half_a_pdf_is_refused() -> None:
    assert judged(paper()[: len(paper()) // 2]) == sealed.PdfBroken()


def test_one_bit_changed_is_refused() -> None:
    """In the middle of a drawing, where no parser looks."""
    at = paper().index(b"stream\n") + 200
    changed = bytearray(paper())
    changed[at] ^= 1
    assert judged(bytes(changed)) == sealed.SealBroken()


def test_another_signer_is_refused() -> None:
    assert judged(seal(unsealed(), new_keys().seal)) == sealed.UntrustedSigner()


def test_a_certificate_for_another_purpose_is_refused() -> None:
    """From the right authority, but not for documents."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = seal_certificate(
        key.public_key(), OFFICE.name, keys().authority, keys().authority_key, purpose=ExtendedKeyUsageOID.CLIENT_AUTH
    )
    assert judged(seal(unsealed(), SealKey(certificate, key))) == sealed.UntrustedSigner()


def test_a_seal_out_of_date_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = seal_certificate(
        key.public_key(), OFFICE.name, keys().authority, keys().authority_key, NOW - timedelta(days=398)
    )
    assert judged(seal(unsealed(), SealKey(certificate, key))) == sealed.UntrustedSigner()


def test_an_appended_revision_is_refused() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(paper()))
    writer.root[pdf_name("/Lang")] = pdf_name("/ja")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert judged(out.getvalue()) == sealed.Appended()


def test_a_byte_after_the_end_is_refused() -> None:
    assert judged(paper() + b"\n") == sealed.Appended()


def test_two_signatures_are_refused() -> None:
    meta = signers.PdfSignatureMetadata(
        field_name="Second", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    out = signers.PdfSigner(meta, signer=Sealer(keys().seal)._signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(paper()))
    )
    assert judged(out.getvalue()) == sealed.SeveralSignatures()


def test_an_encrypted_pdf_is_refused() -> None:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(unsealed())))
    writer.encrypt(owner_pass="", user_pass="")
    out = io.BytesIO()
    writer.write(out)
    assert judged(out.getvalue()) == sealed.PdfEncrypted()


def _javascript(writer: PdfWriter) -> None:
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    named = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), script])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): named})


def _attachment(writer: PdfWriter) -> None:
    writer.add_attachment("a.txt", b"hello")


def _open_action(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = writer.pages[0].indirect_reference  # type: ignore[assignment]


def _page_action(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = writer.root_object["/Pages"].get_object()


def _link(writer: PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=(0, 0, 100, 100), url="https://example.org"))


def _text_field(writer: PdfWriter) -> None:
    item = DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("a")})
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(item)])})
    writer.root_object[NameObject("/AcroForm")] = form


@pytest.mark.parametrize("change", [_javascript, _attachment, _open_action, _page_action, _link, _text_field])
def test_a_pdf_that_acts_is_refused(change: Callable[[PdfWriter], None]) -> None:
    assert judged(edited(change)) == sealed.PdfActive()


def _empty(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_page(PageObject.create_blank_page(width=595.276, height=841.89))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("pages", "stated"), [(4, 2), (2, 4), (3, 3), (102, 102), (200, 200)])
def test_a_wrong_number_of_pages_is_refused(pages: int, stated: int) -> None:
    assert judged(seal(_empty(pages), keys().seal), stated) == sealed.WrongPageCount()


def test_no_page_is_refused() -> None:
    def nothing(writer: PdfWriter) -> None:
        pages = cast(Any, writer.root_object["/Pages"])
        pages[NameObject("/Kids")] = ArrayObject()
        pages[NameObject("/Count")] = NumberObject(0)

    out = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    nothing(writer)
    writer.write(out)
    assert judged(out.getvalue()) == sealed.WrongPageCount()


def test_a_page_count_that_lies_is_refused() -> None:
    def lie(writer: PdfWriter) -> None:
        cast(Any, writer.root_object["/Pages"])[NameObject("/Count")] = NumberObject(4)

    assert judged(edited(lie)) == sealed.WrongPageCount()


def _letter(writer: PdfWriter) -> None:
    writer.pages[1].mediabox = RectangleObject((0, 0, 612, 792))


def _landscape(writer: PdfWriter) -> None:
    writer.pages[0].mediabox = RectangleObject((0, 0, 841.89, 595.276))


def _turned(writer: PdfWriter) -> None:
    writer.pages[0].rotate(90)


def _cropped(writer: PdfWriter) -> None:
    writer.pages[1].cropbox = RectangleObject((0, 0, 300, 300))


def _scaled(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/UserUnit")] = FloatObject(2)


@pytest.mark.parametrize("change", [_letter, _landscape, _turned, _cropped, _scaled])
def test_a_wrong_paper_size_is_refused(change: Callable[[PdfWriter], None]) -> None:
    assert judged(edited(change)) == sealed.WrongPaperSize()


def test_a_page_tree_that_bites_its_tail_is_refused() -> None:
    def bite(writer: PdfWriter) -> None:
        pages = cast(Any, writer.root_object["/Pages"])
        pages["/Kids"].append(pages.indirect_reference)

    out = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain())))
    bite(writer)
    writer.write(out)
    assert isinstance(judged(out.getvalue()), sealed.PdfBroken | sealed.WrongPageCount)


@cache
def seal_place() -> range:
    """Where the CMS stands in the file."""
    return range(paper().index(b"/Contents <3"), paper().rindex(b"0000>") + 4)


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=3, unique=True))
def test_no_flipped_bits_are_ever_verified(flips: list[tuple[float, int]]) -> None:
    """Even if the gateway itself vouches for the changed bytes, so that only seal and parser stand in the way.

    Inside the seal (a CMS, in hexadecimal) there are bits without meaning, like upper and lower case: there it is the
    statement's hash that refuses.
    """
    changed = bytearray(paper())
    for where, bit in flips:
        changed[int(where * len(changed))] ^= 1 << bit
    assume(bytes(changed) != paper())  # the same bit twice
    assert verify(bytes(changed), statement(paper()), EXPECTED, trust(), NOW) == sealed.OtherBytes()
    if any(int(where * len(changed)) not in seal_place() for where, _ in flips):
        assert not isinstance(judged(bytes(changed)), Verified)


@given(st.integers(0, 1000), st.sampled_from(b"123456789ABCDEF"))
def test_nothing_hides_behind_the_seal(place: int, sign: int) -> None:
    """The room that is left behind the CMS is covered by no signature."""
    changed = bytearray(paper())
    changed[paper().rindex(b"0000>") - place] = sign
    assert judged(bytes(changed)) == sealed.SealBroken()


@given(st.binary(max_size=400), st.floats(0, 1))
def test_nothing_inserted_is_ever_verified(junk: bytes, where: float) -> None:
    at = int(where * len(paper()))
    if junk:
        assert not isinstance(judged(paper()[:at] + junk + paper()[at:]), Verified)


@given(st.integers(0, 2**20), st.integers(0, 7))
def test_no_statement_with_a_flipped_bit_is_ever_verified(at: int, bit: int) -> None:
    said = bytearray(statement(paper()).encode())
    said[at % len(said)] ^= 1 << bit
    found = verify(paper(), said.decode("latin-1"), EXPECTED, trust(), NOW)
    assert found == sealed.StatementInvalid()


@given(st.text(max_size=300))
def test_no_text_is_a_statement(said: str) -> None:
    assert verify(paper(), said, EXPECTED, trust(), NOW) == sealed.StatementInvalid()


def test_nothing_personal_is_shown_by_repr() -> None:
    assert EXPECTED.nonce not in repr(EXPECTED)
    assert EXPECTED.owner not in repr(EXPECTED)
