"""The municipality's seal on a PDF: PAdES baseline B-B (ETSI EN 319 142-1), EC P-256, made with pyHanko."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
FIELD = "Seal"
_ROOM = 8192
"""Hexadecimal digits for the CMS, about four times what it needs; without a number it would be signed twice."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A seal certificate (key usage contentCommitment, extended key usage documentSigning, RFC 9336) and its key."""

    certificate: x509.Certificate = field(repr=False)
    key: EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def load(cls, certificate: Path, key: Path) -> SealKey:
        """From PEM files. ValueError or OSError, without a byte of the key, if they can't be used together."""
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = load_private_key(key)
        if private.public_key() != found.public_key():
            raise ValueError(f"{key}: not the key of {certificate}")
        if not _is_for_seals(found):
            raise ValueError(f"{certificate}: not for seals (contentCommitment, documentSigning): terminals refuse it")
        return cls(found, private)


def _is_for_seals(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.content_commitment and DOCUMENT_SIGNING in purposes


def load_private_key(file: Path) -> EllipticCurvePrivateKey:
    """A P-256 key from PEM. ValueError or OSError, without a byte of it."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (ValueError, TypeError):
        raise ValueError(f"{file}: not a private key in PEM") from None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError(f"{file}: not a P-256 key")
    return key


class Sealer:
    """Seals with one key; safe to use from several threads."""

    def __init__(self, key: SealKey) -> None:
        """The key in the form that the library wants is made once."""
        private = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self._signer = signers.SimpleSigner(
            signing_cert=next(iter(load_certs_from_pemder_data(key.certificate.public_bytes(Encoding.DER)))),
            signing_key=load_private_key_from_pemder_data(private, None),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        # The library's certificate is parsed bit by bit while it is used.
        self._lock = threading.Lock()

    def seal(self, pdf: bytes) -> bytes:
        """The PDF with one invisible signature over the whole of it. Its time is the server's, not a time stamp's."""
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        with self._lock:
            signer = signers.PdfSigner(metadata, signer=self._signer)
            out = signer.sign_pdf(_Pdf17(io.BytesIO(pdf)), bytes_reserved=_ROOM)
        sealed: bytes = out.getvalue()
        return sealed


class _Pdf17(IncrementalPdfFileWriter):
    """Stays at PDF 1.7, which PDF/A-2 is: an EC key is no reason for 2.0, it is declared as the extension ISO 32002."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        super().ensure_output_version(min(version, (1, 7)))  # type: ignore[no-untyped-call]
