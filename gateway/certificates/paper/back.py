"""Everything on the paper that is not the form: the office, its seal, the numbers, and the back of each sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.certificates.paper import number
from gateway.certificates.paper.content import day
from gateway.contract.certificates import Kind

TITLES: dict[Kind, str] = {
    "resident_record": "住民票の写し",
    "resident_record_items": "住民票記載事項証明書",
    "seal_registration": "印鑑登録証明書",
    "tax_income": "所得証明書",
    "tax_assessment": "課税証明書",
    "tax_payment": "納税証明書",
    "family_register_full": "戸籍全部事項証明書",
    "family_register_individual": "戸籍個人事項証明書",
    "family_register_supplement": "戸籍の附票の写し",
}


@dataclass(frozen=True, slots=True)
class Office:
    """Who certifies. code: 全国地方公共団体コード. seal_columns: the signs of 職印, right column first."""

    code: str  # "132217"
    prefecture: str  # "架空県"
    name: str  # "こもれび市"
    mayor: str  # "木漏　日和"
    seal_columns: tuple[str, ...] = ("こもれび", "市長之印")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words around the two numbers: （全2枚のうち1枚目）."""

    before: str = "（全"
    between: str = "枚のうち"
    after: str = "枚目）"


@dataclass(frozen=True, slots=True)
class Back:
    """The back of a sheet. facts: what the code says too, to be compared."""

    title: str
    number_label: str
    number: str
    facts: tuple[str, ...]
    steps: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the typesetter puts around the content. seal: signs, column by column from the right."""

    number: str
    issued_on: str
    continued: str
    office: str
    signature: str
    seal: tuple[tuple[str, ...], ...]
    sheet: SheetWords
    back: Back


def around(office: Office, kind: Kind, inquiry_number: str, issued_on: date, inquiry_url: str) -> Around:
    """The words for one paper."""
    shown = number.printed(inquiry_number)
    return Around(
        number=f"照会番号　{shown}",
        issued_on=day(issued_on),
        continued="（次の用紙に続く）",
        office=f"{office.prefecture}{office.name}　発行",
        signature=f"{office.prefecture}{office.name}長　{office.mayor}",
        seal=tuple(tuple(column) for column in office.seal_columns),
        sheet=SheetWords(),
        back=Back(
            title="この証明書が本物かどうかの確かめ方",
            number_label="照会番号",
            number=shown,
            facts=(f"証明書　{TITLES[kind]}", f"発行者　{office.prefecture}{office.name}", f"発行日　{day(issued_on)}"),
            steps=(
                "1　上の二次元コードをスマートフォンなどで読み取るか、下のページで照会番号を入力してください。",
                f"　　{inquiry_url}",
                "2　画面に出る証明書の種類、発行者、発行日、枚数が、この用紙と同じことを確かめてください。",
                "3　この用紙の表と裏に印刷されている照会番号が、すべて同じことを確かめてください。",
                "4　この用紙を複写機で複写すると、地紋の中から「複写」の文字が浮き出ます。",
                "※　照会のページに氏名などの個人情報は出ません。二次元コードにも含まれていません。",
            ),
            english=(
                "To check this certificate, scan the code or enter the inquiry number on the page above. Compare kind,",
                "issuer, date and number of sheets with this paper. A photocopy shows 複写 (copy) in the background.",
            ),
        ),
    )
