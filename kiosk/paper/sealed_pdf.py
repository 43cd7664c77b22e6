"""Whether a PDF is a sealed paper as it should be: A4, so many pages, nothing that acts, one seal over every byte.

The file was made by the other end and comes over a trusted line, and is doubted all the same. What it may contain is a
list of what papers need; anything else refuses it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kiosk.paper.pdf_refusals import (
    Appended,
    PdfActive,
    PdfBroken,
    PdfEncrypted,
    PdfRefusal,
    SealBroken,
    SeveralSignatures,
    Unsigned,
    UntrustedSigner,
    WrongPageCount,
    WrongPaperSize,
)

MOST_PAGES = 100
_DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"  # RFC 9336
_A4_PT = (595.276, 841.890)  # ISO 216, 210 x 297 mm
_TOLERANCE_PT = 0.5

_CATALOG = frozenset(
    {"/Type", "/Version", "/Extensions", "/Pages", "/Metadata", "/OutputIntents", "/AcroForm", "/Lang", "/MarkInfo"}
    | {"/ViewerPreferences", "/PageLabels"}
)
_PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}
    | {"/Rotate", "/UserUnit", "/Group", "/Annots", "/Tabs", "/Kids", "/Count"}
)
_DRAWN = frozenset({"/Contents", "/Resources"})
"""Never read: what stands on the paper is covered by the seal, and goes nowhere but to the printer."""
_FORM = frozenset({"/Fields", "/SigFlags"})
_FIELD = frozenset({"/Type", "/Subtype", "/FT", "/T", "/V", "/F", "/P", "/Rect", "/Lock"})


def judge(pdf: bytes, pages: int, seal_authorities: tuple[x509.Certificate, ...], at: datetime) -> PdfRefusal | None:
    """What is wrong with it, or None. pages: how many it must have. Never raises."""
    # The library's objects hold each other in a ring that only the collector opens, some day: a closed stream holds no
    # paper meanwhile.
    with io.BytesIO(pdf) as stream:
        try:
            reader = PdfFileReader(stream, strict=True)
            if reader.encrypted:
                return PdfEncrypted()
            return _active(reader) or _pages(reader, pages) or _sealed(reader, seal_authorities, at)
        except Exception:
            # A parser fed with anything may end in any way; whatever it says of it may quote the paper.
            return PdfBroken()


def _active(reader: PdfFileReader) -> PdfActive | None:
    catalog = reader.root
    if not _CATALOG.issuperset(catalog):
        return PdfActive()
    form = _of(catalog, "/AcroForm", {})
    fields = [each.get_object() for each in _of(form, "/Fields", ())]
    if not _FORM.issuperset(form) or not all(_is_signature(field) for field in fields):
        return PdfActive()
    return None


def _pages(reader: PdfFileReader, expected: int) -> WrongPageCount | WrongPaperSize | PdfActive | None:
    count = 0
    for page in _every_page(reader.root["/Pages"], {}, 0):
        count += 1
        if count > MOST_PAGES:
            return WrongPageCount()
        if not _PAGE.issuperset(page) or not all(_is_unseen(each.get_object()) for each in _of(page, "/Annots", ())):
            return PdfActive()
        if not _is_a4(page):
            return WrongPaperSize()
    if count == 0 or count % 2 or count != expected or reader.root["/Pages"]["/Count"] != count:
        return WrongPageCount()
    return None


def _every_page(node: DictionaryObject, inherited: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """Pages with what they inherit (ISO 32000-1, 7.7.3.4). A tree that bites its tail ends in an exception."""
    if depth > MOST_PAGES:
        raise ValueError("page tree too deep")
    own = inherited | {str(key): node[key] for key in node if key not in _DRAWN}
    if _of(node, "/Type", None) == "/Page":
        yield own
        return
    passed_on = {key: value for key, value in own.items() if key in ("/MediaBox", "/CropBox", "/Rotate")}
    for kid in node["/Kids"]:
        yield from _every_page(kid.get_object(), passed_on, depth + 1)


def _is_a4(page: dict[str, Any]) -> bool:
    boxes = [page["/MediaBox"], *(page[key] for key in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox") if key in page)]
    upright = page.get("/Rotate", 0) == 0 and page.get("/UserUnit", 1) == 1
    return upright and all(_is_a4_box([float(each) for each in box]) for box in boxes)


def _is_a4_box(box: list[float]) -> bool:
    wanted = (0.0, 0.0, *_A4_PT)
    return len(box) == 4 and all(abs(is_ - be) <= _TOLERANCE_PT for is_, be in zip(box, wanted, strict=True))


def _padded_with_nothing(container: bytes) -> bool:
    """The room for the signature is the one place that no signature covers: behind it only zeros, nothing hidden.

    X.690: a SEQUENCE of 256 to 65,535 bytes, which every signature with a certificate is.
    """
    length = 4 + int.from_bytes(container[2:4], "big")
    return container[:2] == b"\x30\x82" and not any(container[length:])


def _is_signature(field: Any) -> bool:
    return bool(_of(field, "/FT", None) == "/Sig") and _FIELD.issuperset(field)


def _is_unseen(annotation: Any) -> bool:
    """The seal's place on the page, which takes none."""
    return _is_signature(annotation) and all(float(each) == 0 for each in annotation["/Rect"])


def _of(holder: Any, key: str, default: Any) -> Any:
    """The value, looked up where it is a reference; the library's `get` does not do that."""
    return holder[key] if key in holder else default  # noqa: SIM401


def _sealed(
    reader: PdfFileReader, authorities: tuple[x509.Certificate, ...], at: datetime
) -> Unsigned | SeveralSignatures | Appended | SealBroken | UntrustedSigner | None:
    signatures = reader.embedded_signatures
    if not signatures:
        return Unsigned()
    if len(signatures) > 1:
        return SeveralSignatures()
    return _trusted(signatures[0], authorities, at)


def _trusted(
    signature: EmbeddedPdfSignature, authorities: tuple[x509.Certificate, ...], at: datetime
) -> Appended | SealBroken | UntrustedSigner | None:
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    if signature.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return Appended()
    if not _padded_with_nothing(bytes(signature.pkcs7_content)):
        return SealBroken()
    roots = list(load_certs_from_pemder_data(b"".join(each.public_bytes(Encoding.PEM) for each in authorities)))
    status = validate_pdf_signature(
        signature,
        ValidationContext(trust_roots=roots, allow_fetching=False, moment=at),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"non_repudiation"}, extd_key_usage={_DOCUMENT_SIGNING}, explicit_extd_key_usage_required=True
        ),
    )
    if not status.intact or not status.valid:
        return SealBroken()
    return None if status.trusted and status.bottom_line else UntrustedSigner()
