"""What lies inside a sealed item. The terminal makes it, the municipality reads it, nobody in between.

    content = Content(document=…)                                     # without signature
    content = Content(signed=JWS, attachments=(…))                    # signed on the card: see `signing_input`
    sealed = seal(recipient, kind, key, ITEM, content.to_bytes())

A signed document is the payload of a JWS (RFC 7515, compact, RS256, `x5c` with the 署名用 certificate): exactly the
bytes of `document.to_bytes()`. It contains `shown`, the lines of the review page, so that what was signed is what was
seen. Attachments are sealed on their own; `attachments` stands in the document and, the same, in `Content`.
"""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, TypeAdapter, ValidationError, model_validator

from gateway.contract.base import Model
from gateway.contract.intake import LONGEST_ATTACHMENT, LONGEST_SEALED, MOST_ATTACHMENTS, Id128, Receipt, Sha256

SIGNED_TYPE: Literal["madoguchi-application+jwt"] = "madoguchi-application+jwt"
SIGNED_ALGORITHM: Literal["RS256"] = "RS256"

MediaType = Literal["image/jpeg", "image/png", "application/pdf"]
Line = tuple[
    Annotated[str, StringConstraints(min_length=1, max_length=200)], Annotated[str, StringConstraints(max_length=4000)]
]
Phone = Annotated[str, StringConstraints(pattern=r"^0[0-9]{9,10}$")]
Mail = Annotated[str, StringConstraints(pattern=r"^[^@\s]{1,64}@[^@\s]{1,255}$", max_length=254)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{0,59}$")]
"""A key of ours: of a procedure, a question, a purpose."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]


class Attachment(Model):
    """A paper or photo that goes with it; size and sha256 are of the clear bytes."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(repr=False)
    media_type: MediaType
    size: Annotated[int, Field(ge=1, le=LONGEST_ATTACHMENT)]
    sha256: Sha256


class _Document(Model):
    """language: of the pages. shown: label and value of every line on the review page, in its order."""

    language: Language = "ja"
    shown: tuple[Line, ...] = Field(default=(), repr=False)
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=MOST_ATTACHMENTS)] = ()

    def to_bytes(self) -> bytes:
        """The document's bytes: these are signed."""
        return self.model_dump_json().encode()


class Applicant(Model):
    """The four attributes, as read from the card (券面事項入力補助) or typed. Code point for code point."""

    source: Literal["card", "typed"]
    name: Text = Field(repr=False)
    address: Text = Field(repr=False)
    birth_date: date = Field(repr=False)
    sex: Literal["male", "female", "other", "unknown"] = Field(repr=False)


class CardApplication(_Document):
    """交付申請. photo: the first attachment (JPEG), absent only under 1 year. braille: 点字氏名 in hiragana."""

    kind: Literal["card-application"] = "card-application"
    application_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{23}$")] = Field(repr=False)
    id_from: Literal["scanner", "typed"]
    birth_date: date = Field(repr=False)
    contact_name: Annotated[str, StringConstraints(max_length=100)] | None = Field(default=None, repr=False)
    phone: Phone | None = Field(default=None, repr=False)
    mail: Mail | None = Field(default=None, repr=False)
    signature_certificate: bool
    authentication_certificate: bool
    braille: Annotated[str, StringConstraints(max_length=60)] | None = Field(default=None, repr=False)


class EApplication(_Document):
    """電子申請. procedure, procedure_version: of the form (kiosk/procedures). answers: by the form's question keys."""

    kind: Literal["e-application"] = "e-application"
    procedure: Word
    procedure_version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    title: Text
    applicant: Applicant | None = Field(default=None, repr=False)
    answers: dict[str, JsonValue] = Field(repr=False)


class Answer(_Document):
    """An answer to a notice's questions (アンケート, 補正依頼; `notices.NoticeQuestion`), or to withdraw (取下げ).

    It lies in the case of what it answers. Where the resident signed that, the same card signs this; where nobody did,
    `to_notice` says that she has read her notices.
    """

    kind: Literal["answer"] = "answer"
    to_notice: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] | None = None
    to_receipt: Receipt | None = None
    answers: dict[str, JsonValue] = Field(repr=False)
    withdraws: bool = False

    @model_validator(mode="after")
    def _to_something(self) -> Self:
        if self.to_notice is None and self.to_receipt is None:
            raise ValueError("an answer says to what")
        return self


class Inquiry(_Document):
    """A question to the municipality, with or without a way to answer it.

    box: of her notices (`notices.NoticeList`), where she wishes to be answered there.
    """

    kind: Literal["inquiry"] = "inquiry"
    about: Word
    text: Text = Field(repr=False)
    contact_name: Annotated[str, StringConstraints(max_length=100)] | None = Field(default=None, repr=False)
    phone: Phone | None = Field(default=None, repr=False)
    mail: Mail | None = Field(default=None, repr=False)
    box: Id128 | None = Field(default=None, repr=False)


class UsageRecord(_Document):
    """What the staff counted on one day at one terminal: purpose -> uses supported."""

    kind: Literal["usage-record"] = "usage-record"
    day: date
    staff: Annotated[str, StringConstraints(max_length=40)]
    counts: dict[Word, Annotated[int, Field(ge=0, le=100_000)]]
    note: Annotated[str, StringConstraints(max_length=1000)] | None = None


class IssueReport(_Document):
    """Something about the terminal itself that the staff wants looked at."""

    kind: Literal["issue-report"] = "issue-report"
    staff: Annotated[str, StringConstraints(max_length=40)]
    about: Word
    text: Text


Document = Annotated[
    CardApplication | EApplication | Answer | Inquiry | UsageRecord | IssueReport, Field(discriminator="kind")
]
_document: TypeAdapter[Document] = TypeAdapter(Document)


class SignedHeader(Model):
    """JOSE header of a signed document: exactly one certificate (base64 DER, RFC 7515 4.1.6)."""

    alg: Literal["RS256"]
    typ: Literal["madoguchi-application+jwt"]
    x5c: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)] = Field(repr=False)


def signing_input(document: bytes, certificate: bytes) -> bytes:
    """What the card signs (RSASSA-PKCS1-v1_5 over SHA-256 of it): JWS header and payload (RFC 7515 section 5.1).

    document: of `to_bytes()`. certificate: the 署名用 certificate, DER.
    """
    header = SignedHeader(alg=SIGNED_ALGORITHM, typ=SIGNED_TYPE, x5c=(b64encode(certificate).decode(),))
    return b".".join(_base64url(part) for part in (header.model_dump_json().encode(), document))


def assemble_signed(signing_input: bytes, signature: bytes) -> str:
    """The compact JWS, for `Content.signed`."""
    return b".".join((signing_input, _base64url(signature))).decode("ascii")


def _base64url(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


class Content(Model):
    """The plain text of an item: a document, or the JWS whose payload is one."""

    version: Literal[1] = 1
    document: Document | None = Field(default=None, repr=False)
    signed: (
        Annotated[
            str,
            StringConstraints(max_length=LONGEST_SEALED, pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"),
        ]
        | None
    ) = Field(default=None, repr=False)
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=MOST_ATTACHMENTS)] = Field(default=(), repr=False)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.document is None) == (self.signed is None):
            raise ValueError("either document or signed")
        if self.document is not None and self.document.attachments != self.attachments:
            raise ValueError("the document names other attachments")
        return self

    def to_bytes(self) -> bytes:
        """The bytes to be sealed."""
        return self.model_dump_json().encode()


def parse_content(plain: bytes) -> Content | None:
    """An opened item; None if it isn't one."""
    try:
        return Content.model_validate_json(plain)
    except ValidationError:
        return None


def parse_document(payload: bytes) -> Document | None:
    """A document, as of the payload of a JWS; None if it isn't one."""
    try:
        return _document.validate_json(payload)
    except ValidationError:
        return None
