"""What can be wrong with the PDF of a sealed paper (`sealed_pdf` judges it)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfBroken:
    """No PDF that can be read."""


@dataclass(frozen=True, slots=True)
class PdfEncrypted:
    """Encrypted."""


@dataclass(frozen=True, slots=True)
class PdfActive:
    """Has JavaScript, actions, forms or embedded files: a certificate is paper, not a program."""


@dataclass(frozen=True, slots=True)
class WrongPageCount:
    """Not the stated number of pages, none, an odd number, or more than 100."""


@dataclass(frozen=True, slots=True)
class WrongPaperSize:
    """A page is not A4 upright, or is scaled, turned or cropped."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """No seal."""


@dataclass(frozen=True, slots=True)
class SeveralSignatures:
    """More than one signature."""


@dataclass(frozen=True, slots=True)
class Appended:
    """Something was added after sealing; the seal does not cover the whole file."""


@dataclass(frozen=True, slots=True)
class SealBroken:
    """The seal does not match the bytes."""


@dataclass(frozen=True, slots=True)
class UntrustedSigner:
    """Sealed by nobody this terminal trusts, with a certificate out of date, or one not meant for seals."""


PdfRefusal = (
    PdfBroken
    | PdfEncrypted
    | PdfActive
    | WrongPageCount
    | WrongPaperSize
    | Unsigned
    | SeveralSignatures
    | Appended
    | SealBroken
    | UntrustedSigner
)
