"""Certificates (証明書): what may be had now, one issue at a time, and what became of the paper.

    GET  /v1/certificates/offers                                   -> OfferList
    POST /v1/certificates/issues                      NewIssue     -> 201 Issue   (the PDF, once and never again)
    GET  /v1/certificates/issues/{request_id}                      -> IssueState
    POST /v1/certificates/issues/{request_id}/report  IssueReport  -> IssueState
    POST /v1/certificates/registrations               NewRegistration -> 201 Registration

Offers, issues and registrations need a session and the header `VERSION_HEADER` with the terminal's software version; a
terminal that is too old is refused (`terminal-version-refused`). State and report need only the terminal that asked
(mutual TLS): a result must be told even after the session has ended, and by a terminal that gets nothing more.

One request, one id: the terminal mints a UUID4 when the resident confirms. The id is used up by the first request that
carries it, whatever comes of it: a second one gets `issue-id-used` and never a document.

`IssueStatement` is signed, the terminal believes nothing else: see `Issue`.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import date, time
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints, WithJsonSchema, model_validator

from gateway.contract.base import Label, Model

VERSION_HEADER = "Madoguchi-Version"
"""Name of the header; its value is three numbers, as in "1.4.0"."""

STATEMENT_TYPE: Literal["madoguchi-issue+jwt"] = "madoguchi-issue+jwt"
STATEMENT_ALGORITHM: Literal["ES256"] = "ES256"
MOST_COPIES = 10
MOST_PERSONS = 30

Kind = Literal[
    "resident_record",  # 住民票の写し
    "resident_record_items",  # 住民票記載事項証明書
    "seal_registration",  # 印鑑登録証明書
    "tax_income",  # 所得証明書
    "tax_assessment",  # 課税証明書
    "tax_payment",  # 納税証明書
    "family_register_full",  # 戸籍全部事項証明書
    "family_register_individual",  # 戸籍個人事項証明書
    "family_register_supplement",  # 戸籍の附票の写し
]

RequestId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
"""A UUID4 in lower case, of a cryptographic random source."""

IssueNonce = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
"""At least 128 random bits of the terminal (base64url), new for every request id; comes back signed."""

PersonRef = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""A member of the household, under a name that means something only in this session."""

Yen = Annotated[int, Field(ge=0, le=1_000_000)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Copies = Annotated[int, Field(ge=1, le=MOST_COPIES)]


def owner_binding(nonce: str, token: str, serial: int) -> str:
    """Binds an answer to the session and the card that asked: SHA-256, base64url without padding.

    token: of the session (`SessionStarted.token`). serial: serial number of the authentication certificate. Both ends
    know both; nobody who reads the statement learns either of them.
    """
    digest = sha256(b"\0".join((b"madoguchi-owner", nonce.encode(), token.encode(), f"{serial:x}".encode()))).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


# --- what may be had --------------------------------------------------------------------------------------------------


# JSON Schema's own "time" (RFC 3339) needs an offset, which a clock on the wall has not.
ClockTime = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"})]


class OpenHours(Model):
    """Japan's time, from `opens` on, until before `closes`. weekdays: Monday to Friday except national holidays."""

    days: Literal["every_day", "weekdays"]
    opens: ClockTime
    closes: ClockTime


class Closure(Model):
    """Whole days without service, both included."""

    first: date
    last: date
    reason: Label


class Fee(Model):
    """Yen for one copy. campaign: the name of what makes it so today, and its last day."""

    yen: Yen
    regular_yen: Yen
    campaign: Label | None = None
    campaign_last: date | None = None


class Available(Model):
    """Can be issued until before `closes_at`."""

    state: Literal["available"] = "available"
    closes_at: AwareDatetime


class Closed(Model):
    """Outside hours (`hours`), on a day without service (`closure`). opens_at: null if not within a year."""

    state: Literal["closed"] = "closed"
    reason: Literal["hours", "not_today", "year_end", "closure"]
    opens_at: AwareDatetime | None
    closure: Label | None = None


class Maintenance(Model):
    """The issuing system is being worked on."""

    state: Literal["maintenance"] = "maintenance"
    opens_at: AwareDatetime | None


class NotOffered(Model):
    """The municipality does not issue this kind at this terminal."""

    state: Literal["not_offered"] = "not_offered"


class Stopped(Model):
    """Somebody has switched issuing off; nobody knows until when."""

    state: Literal["stopped"] = "stopped"


class RegistrationNeeded(Model):
    """The family register is kept elsewhere than the residence: 利用登録申請 first. pending: applied for already."""

    state: Literal["registration_needed"] = "registration_needed"
    municipality: Label
    pending: bool
    working_days: tuple[int, int] = (1, 5)


Availability = Annotated[
    Available | Closed | Maintenance | NotOffered | Stopped | RegistrationNeeded, Field(discriminator="state")
]


class Person(Model):
    """Somebody who may be named on the certificate. self_: the resident who is logged in."""

    ref: PersonRef
    name: str = Field(repr=False)
    relation: str = Field(repr=False)
    self_: bool = Field(alias="self")
    foreign: bool = Field(repr=False)


Item = Literal["name", "birth", "sex", "address", "since", "household", "domicile", "nationality"]
"""What a 住民票記載事項証明書 may state. domicile: Japanese only; nationality: foreign residents only."""

Option = Literal[
    "persons",  # whole household, or some of `persons`
    "one_person",  # exactly one of `persons`
    "relation",  # 世帯主・続柄
    "domicile",  # 本籍・筆頭者 (Japanese)
    "foreign_items",  # 国籍・地域, 在留資格等 (foreign residents)
    "my_number",  # マイナンバー; asked twice, with a purpose
    "items",  # of 住民票記載事項証明書
    "year",  # one of `years`
]


class Offer(Model):
    """One kind, now, at this terminal, for this resident.

    options: the questions to ask; what isn't listed must be left out of the request. persons: who may be chosen.
    years: 年度 (April to March, by the year it begins in), newest first. items: of 住民票記載事項証明書.
    fee, hours: null if not offered. An offer promises nothing: everything is checked again at the moment of issue.
    """

    kind: Kind
    name: Label
    issuer: Label
    availability: Availability
    fee: Fee | None = None
    hours: OpenHours | None = None
    year_end_closed: bool = True
    closures: tuple[Closure, ...] = ()
    most_copies: Copies = 1
    options: tuple[Option, ...] = ()
    persons: tuple[Person, ...] = Field(default=(), repr=False)
    years: tuple[int, ...] = ()
    items: tuple[Item, ...] = ()


class OfferList(Model):
    """Every kind that there is, in the order of the menu; none where no certificates are issued at all."""

    offers: tuple[Offer, ...]
    server_time: AwareDatetime


# --- one issue --------------------------------------------------------------------------------------------------------


class MyNumber(Model):
    """マイナンバー on the paper, and whom it is for: the resident has been asked twice."""

    purpose: Literal["employer", "pension", "tax", "social_security", "bank", "other"]


class ResidentRecordWanted(Model):
    """住民票の写し. persons: null is the whole household (世帯全員)."""

    kind: Literal["resident_record"]
    persons: Annotated[tuple[PersonRef, ...], Field(min_length=1, max_length=MOST_PERSONS)] | None = None
    relation: bool
    domicile: bool
    foreign_items: bool = False
    my_number: MyNumber | None = Field(default=None, repr=False)


class ResidentRecordItemsWanted(Model):
    """住民票記載事項証明書: the items to be stated, each once."""

    kind: Literal["resident_record_items"]
    persons: Annotated[tuple[PersonRef, ...], Field(min_length=1, max_length=MOST_PERSONS)] | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=8)]


class SealRegistrationWanted(Model):
    """印鑑登録証明書: nothing to choose."""

    kind: Literal["seal_registration"]


class TaxWanted(Model):
    """所得, 課税 or 納税証明書 of one 年度."""

    kind: Literal["tax_income", "tax_assessment", "tax_payment"]
    year: Annotated[int, Field(ge=2000, le=2200)]


class FamilyRegisterWanted(Model):
    """戸籍全部事項証明書 or 戸籍の附票の写し."""

    kind: Literal["family_register_full", "family_register_supplement"]


class FamilyRegisterPersonWanted(Model):
    """戸籍個人事項証明書 of one person in the register."""

    kind: Literal["family_register_individual"]
    person: PersonRef


Wanted = Annotated[
    ResidentRecordWanted
    | ResidentRecordItemsWanted
    | SealRegistrationWanted
    | TaxWanted
    | FamilyRegisterWanted
    | FamilyRegisterPersonWanted,
    Field(discriminator="kind"),
]


class NewIssue(Model):
    """What the resident has confirmed. fee_yen: for one copy, as the confirmation page said it."""

    request_id: RequestId
    nonce: IssueNonce
    wanted: Wanted
    copies: Copies
    fee_yen: Yen


class StatementHeader(Model):
    """JOSE header of the statement (RFC 7515). kid: thumbprint of the issuing side's key (RFC 7638, SHA-256)."""

    alg: Literal["ES256"]
    typ: Literal["madoguchi-issue+jwt"]
    kid: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class IssueStatement(Model):
    """What the issuing side says, signed, about one document. The terminal compares each member with what it asked.

    iss: the gateway's id. owner: `owner_binding`. terminal: SHA-256 of its TLS certificate, hex. sha256: of the PDF's
    bytes, hex. pages: pages of the PDF (of one copy, both sides counted). fee_yen: for all copies together.
    issued_at: Unix seconds.
    """

    iss: str
    request_id: RequestId
    nonce: IssueNonce
    owner: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    terminal: Hash
    kind: Kind
    sha256: Hash
    pages: Annotated[int, Field(ge=1, le=200)]
    copies: Copies
    fee_yen: Yen
    issued_at: Annotated[int, Field(ge=0, le=2**33)]
    inquiry_number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z-]{8,40}$")]


class Issue(Model):
    """The document. statement: compact JWS (RFC 7515), StatementHeader . IssueStatement . ES256. pdf: base64.

    It exists in this answer alone: the gateway keeps no copy, and no cache may (`Cache-Control: no-store`).
    """

    statement: Annotated[
        str, StringConstraints(max_length=8_000, pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$")
    ] = Field(repr=False)
    pdf: Base64Bytes = Field(repr=False)


# --- what became of it ------------------------------------------------------------------------------------------------

Result = Literal["printed", "not_printed", "partly_printed", "unknown"]


class Sums(Model):
    """Where all that was paid in is now, in yen: paid in = kept + returned + owed + unclear.

    kept: the municipality has it; below zero where a coin unit gave out more than was put in. returned: given back,
    as change or whole. owed: the resident is to get it by hand. unclear: staff must look.
    """

    kept: Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
    returned: Yen
    owed: Yen
    unclear: Yen

    @property
    def paid_in(self) -> int:
        """What was put in, or taken by a clerk."""
        return self.kept + self.returned + self.owed + self.unclear


class Payment(Model):
    """How the money stands. way: how it was to be paid. state: of `yen`, the part that matters most.

    earned: the municipality has it. nothing: none was taken. returned: it was given back. owed: the resident is to get
    it back by hand. due: to be paid at the counter. unclear: staff must look. sums: every yen of it; older terminals
    don't say.
    """

    way: Literal["free", "counter", "coin_unit"]
    state: Literal["earned", "nothing", "returned", "owed", "due", "unclear"]
    yen: Yen
    sums: Sums | None = None

    @model_validator(mode="after")
    def _one_account(self) -> Payment:
        sums = self.sums
        if sums is not None and self.yen != _of_state(sums, self.state):
            raise ValueError("state and yen say something else than the sums")
        return self


def _of_state(sums: Sums, state: str) -> int:
    """The yen that a state is about; -1 if these sums are another state's."""
    still_open = sums.owed + sums.unclear
    match state:
        case "unclear":
            return still_open
        case "owed":
            return -1 if sums.unclear else sums.owed
        case "earned":
            return -1 if still_open else max(0, sums.kept)
        case "returned":
            return -1 if still_open or sums.kept else sums.returned
        case _:
            return -1 if still_open or sums.kept or sums.returned else 0


class IssueReport(Model):
    """The terminal's word about the paper. incident: the number that was shown, if one was.

    The same again changes nothing. A later one may only settle what was open (unknown; due, owed, unclear), or tell of
    coins that the unit counted since: then neither what was paid in nor what was returned gets less. Before
    anything was issued "not_printed" gives the request up: what is still being made for it is not given out.
    """

    result: Result
    payment: Payment
    incident: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")] | None = None


class IssueState(Model):
    """Where a request stands, without anything personal.

    requested: claimed, and nothing was issued (yet). refused: nothing will be. issued: the document was given out, no
    report has come: until one does, reconciliation shows it as unaccounted.
    """

    request_id: RequestId
    state: Literal["requested", "refused", "issued", "reported"]
    kind: Kind
    report: IssueReport | None = None

    @model_validator(mode="after")
    def _reported(self) -> IssueState:
        if (self.report is not None) != (self.state == "reported"):
            raise ValueError("a report is there exactly when the state is reported")
        return self


# --- 利用登録申請 -----------------------------------------------------------------------------------------------------


class NewRegistration(Model):
    """利用登録申請 for a family register that is kept elsewhere than the residence.

    domicile 本籍, head 筆頭者 as the resident knows them (never normalised); phone for questions.
    """

    domicile: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(repr=False)
    head: Annotated[str, StringConstraints(min_length=1, max_length=100)] = Field(repr=False)
    phone: Annotated[str, StringConstraints(pattern=r"^0[0-9]{9,10}$")] = Field(repr=False)


class Registration(Model):
    """Received. It takes one to five working days; the terminal never learns more than `pending` in the offers."""

    receipt: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z-]{6,20}$")]
    working_days: tuple[int, int] = (1, 5)
