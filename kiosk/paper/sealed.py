"""Whether the certificate that came is the one this session asked for, whole and sealed. Pure: no clock, no network.

Nothing is printed unless `verify` says Verified. Every other answer is an alarm, and the bytes are dropped.

The statement (`Issue.statement`) is a compact JWS of the issuing side about exactly these bytes; its claims are
`gateway.contract.certificates.IssueStatement`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, get_args

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from gateway.contract.certificates import STATEMENT_ALGORITHM, IssueStatement, Kind, StatementHeader
from kiosk.paper.pdf_refusals import (
    Appended,
    PdfActive,
    PdfBroken,
    PdfEncrypted,
    SealBroken,
    SeveralSignatures,
    Unsigned,
    UntrustedSigner,
    WrongPageCount,
    WrongPaperSize,
)

LATE = timedelta(minutes=5)
EARLY = timedelta(minutes=2)
"""How old a statement may be, and how far the gateway's clock may be ahead of ours."""

Claim = Literal["request_id", "nonce", "kind", "copies", "fee_yen", "owner", "terminal"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What this session asked for, as `IssueStatement` says it: owner by `owner_binding`, fee for all copies."""

    request_id: str
    nonce: str = field(repr=False)
    kind: Kind
    copies: int
    fee_yen: int
    owner: str = field(repr=False)
    terminal: str


@dataclass(frozen=True, slots=True)
class Trust:
    """What the terminal's configuration trusts: CAs of seal certificates, keys (P-256) that sign statements."""

    seal_authorities: tuple[x509.Certificate, ...]
    statement_keys: tuple[EllipticCurvePublicKey, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """May be printed. pages: sides, two for every sheet. inquiry_number: for the log and the receipt."""

    pages: int
    inquiry_number: str


@dataclass(frozen=True, slots=True)
class StatementInvalid:
    """The statement is no JWS of ours: broken, another algorithm, another key."""


@dataclass(frozen=True, slots=True)
class StatementOld:
    """The statement was made longer ago, or later, than clocks allow for."""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """The statement is genuine, but about another request, person, terminal, kind, number of copies or fee."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class OtherBytes:
    """The PDF is not the one that the statement is about."""


Refusal = (
    StatementInvalid
    | StatementOld
    | NotOurs
    | OtherBytes
    | PdfBroken
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


def verify(pdf: bytes, statement: str, expected: Expected, trust: Trust, at: datetime) -> Verified | Refusal:
    """Whether `pdf` may be printed for this session. `at`: now, aware. Never raises, whatever bytes come (some 20 ms).

    The statement is judged first, then the bytes' hash, then the file itself: a gateway that signs a wrong file is not
    believed either.
    """
    from kiosk.paper.sealed_pdf import judge  # late (`kiosk.late`): it brings pyHanko along

    said = _statement(statement, trust.statement_keys)
    if said is None:
        return StatementInvalid()
    for claim in get_args(Claim):
        if getattr(said, claim) != getattr(expected, claim):
            return NotOurs(claim)
    if not at - LATE <= datetime.fromtimestamp(said.issued_at, at.tzinfo) <= at + EARLY:
        return StatementOld()
    if sha256(pdf).hexdigest() != said.sha256:
        return OtherBytes()
    refusal = judge(pdf, said.pages, trust.seal_authorities, at)
    return refusal or Verified(said.pages, said.inquiry_number)


def _statement(compact: str, keys: tuple[EllipticCurvePublicKey, ...]) -> IssueStatement | None:
    """The claims, if one of the keys signed them."""
    registry = jws.JWSRegistry(algorithms=[STATEMENT_ALGORITHM])
    for key in keys:
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            found = jws.deserialize_compact(compact, ECKey.import_key(pem), registry=registry)
            StatementHeader.model_validate(found.headers(), strict=False)
            return IssueStatement.model_validate_json(found.payload)
        except (JoseError, ValueError, TypeError, RecursionError):
            # joserfc lets those of base64 and json through; pydantic's are ValueErrors.
            continue
    return None
