"""What stands on each of the nine certificates: immutable, typed, without a word of layout.

Everything here is personal, so nothing has a repr of its own. Names are code points as registered; nothing is ever
normalised. A value of None means "not asked for" and is left out or written as 省略, as the form's habit is.
Dates are written in 和暦; before 1873 (明治6年) there is no simple one and the western year stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gateway.contract.certificates import Kind


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Foreigner:
    """外国人住民に係る記載 (住民基本台帳法 第30条の45). Each may be None: not asked for."""

    nationality: str | None = None
    category: str | None = None  # 中長期在留者, 特別永住者 …
    status: str | None = None  # 在留資格
    stay: str | None = None  # 在留期間等, "3年"
    stay_until: date | None = None
    card_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResidentEntry:
    """One person of 住民票. None: not asked for. alias: 通称. my_number: 12 digits, printed in groups of four.

    foreigner: None for a Japanese resident; an empty `Foreigner()` for a foreign one whose items were not asked for.
    """

    name: str
    kana: str | None = None
    alias: str | None = None
    birth: date | None = None
    sex: str | None = None
    relation: str | None = None
    resident_since: date | None = None  # 住民となった年月日
    address_since: date | None = None  # 住所を定めた年月日
    notified_on: date | None = None  # 届出の年月日
    previous_address: str | None = None
    registered_domicile: str | None = None  # 本籍
    register_head: str | None = None  # 筆頭者
    my_number: str | None = None
    foreigner: Foreigner | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResidentRecord:
    """住民票の写し. head: 世帯主, None where not asked for. whole: 世帯全員, else 世帯一部. At least one person."""

    kind: ClassVar[Kind] = "resident_record"
    address: str
    head: str | None
    persons: tuple[ResidentEntry, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResidentItems:
    """住民票記載事項証明書: of each person only what was asked for. address, head: None where not asked for."""

    kind: ClassVar[Kind] = "resident_record_items"
    address: str | None
    head: str | None
    persons: tuple[ResidentEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SealRegistration:
    """印鑑登録証明書. imprint: the registered 印影 as PNG, `imprint_mm` wide as it is to be printed (8 to 25).

    More than 42 mm does not fit.
    """

    kind: ClassVar[Kind] = "seal_registration"
    name: str
    alias: str | None = None
    birth: date
    sex: str | None = None
    address: str
    imprint: bytes
    imprint_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Amount:
    """A line of a tax table: yen, or None for 該当なし (printed as －)."""

    label: str
    yen: int | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Taxpayer:
    """Whose taxes these are. address: 現住所. address_then: on 1 January of the fiscal year."""

    name: str
    birth: date | None
    address: str
    address_then: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IncomeCertificate:
    """所得証明書. fiscal_year: western year of 年度; the income is of the year before. remarks: 備考, may be empty."""

    kind: ClassVar[Kind] = "tax_income"
    taxpayer: Taxpayer
    fiscal_year: int
    incomes: tuple[Amount, ...]  # 収入・所得の内訳
    total_income: int  # 合計所得金額
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaxationCertificate:
    """課税証明書: incomes, deductions, dependants (persons by kind) and the tax. Sums are given, not calculated."""

    kind: ClassVar[Kind] = "tax_assessment"
    taxpayer: Taxpayer
    fiscal_year: int
    incomes: tuple[Amount, ...]
    total_income: int
    deductions: tuple[Amount, ...]
    total_deductions: int
    dependants: tuple[tuple[str, int], ...]  # (区分, 人数)
    taxes: tuple[Amount, ...]  # 市民税 所得割, 均等割, 県民税 …
    total_tax: int  # 年税額
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaxPaid:
    """One tax of one fiscal year, yen: 年税額, 納付済額, 未納額, 納期未到来額."""

    tax: str
    fiscal_year: int
    due: int
    paid: int
    overdue: int
    not_yet_due: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaxPaymentCertificate:
    """納税証明書 as of a day (納付状況の基準日)."""

    kind: ClassVar[Kind] = "tax_payment"
    taxpayer: Taxpayer
    as_of: date
    taxes: tuple[TaxPaid, ...]
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RegisterEvent:
    """戸籍の記載事項, e.g. title 出生 with (【出生日】, 昭和52年9月15日) … Labels without brackets; dates as text."""

    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RegisterPerson:
    """One person in a 戸籍. spouse: 配偶者区分 (夫, 妻) or None. removed: 除籍. relation: 長男 …"""

    name: str
    kana: str | None = None
    birth: date
    spouse: str | None = None
    father: str
    mother: str
    relation: str
    removed: bool = False
    events: tuple[RegisterEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FamilyRegister:
    """戸籍全部事項証明書. head: 筆頭者. events: 戸籍事項 (編製, 改製)."""

    kind: ClassVar[Kind] = "family_register_full"
    registered_domicile: str
    head: str
    events: tuple[RegisterEvent, ...]
    persons: tuple[RegisterPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FamilyRegisterPerson:
    """戸籍個人事項証明書: one person of the register."""

    kind: ClassVar[Kind] = "family_register_individual"
    registered_domicile: str
    head: str
    events: tuple[RegisterEvent, ...]
    person: RegisterPerson


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AddressSpell:
    """One address of 附票. since: 住所を定めた年月日, None where unknown (printed as 空欄)."""

    address: str
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AddressPerson:
    """One person of 附票 with all addresses, oldest first."""

    name: str
    birth: date | None = None
    sex: str | None = None
    addresses: tuple[AddressSpell, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AddressHistory:
    """戸籍の附票の写し. registered_domicile and head: None where not asked for (省略). whole: 全部, else 一部."""

    kind: ClassVar[Kind] = "family_register_supplement"
    registered_domicile: str | None
    head: str | None
    persons: tuple[AddressPerson, ...]
    whole: bool


Form = (
    ResidentRecord
    | ResidentItems
    | SealRegistration
    | IncomeCertificate
    | TaxationCertificate
    | TaxPaymentCertificate
    | FamilyRegister
    | FamilyRegisterPerson
    | AddressHistory
)
