"""One paper of every kind, of people of こもれび市 who do not exist."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from gateway.certificates.paper import Form, Office
from gateway.certificates.paper.forms import (
    AddressHistory,
    AddressPerson,
    AddressSpell,
    Amount,
    FamilyRegister,
    FamilyRegisterPerson,
    Foreigner,
    IncomeCertificate,
    RegisterEvent,
    RegisterPerson,
    ResidentEntry,
    ResidentItems,
    ResidentRecord,
    SealRegistration,
    TaxationCertificate,
    TaxPaid,
    Taxpayer,
    TaxPaymentCertificate,
)

OFFICE = Office(code="132217", prefecture="架空県", name="こもれび市", mayor="木漏　日和")
ISSUED_ON = date(2026, 11, 21)
INQUIRY_URL = "https://inquiry.komorebi.example/inquiry"

KATSURAGI = "葛\U000e0102城　雅"
YOSHIMI = "\U00020bb7見　剛"
KAMISAKI = "\ufa19崎　\ufa1a"
MARIA = "SAMPLE MARIA FERNANDA APARECIDA DOS SANTOS DE OLIVEIRA"
ADDRESS = "架空県こもれび市わかば町三丁目7番12号"


def imprint(letters: str = "見本") -> bytes:
    """A round seal with two letters, as a scanner would see it."""
    picture = Image.new("L", (400, 400), 255)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 392, 392), outline=0, width=14)
    font = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 150)
    for at, sign in enumerate(letters):
        draw.text((200, 118 + 165 * at), sign, font=font, fill=0, anchor="mm")
    out = io.BytesIO()
    picture.convert("1").save(out, "PNG")
    return out.getvalue()


def entry(name: str = KATSURAGI, **more: object) -> ResidentEntry:
    """A Japanese resident with everything but the My Number."""
    known: dict[str, object] = {
        "name": name,
        "kana": "カツラギ　ミヤビ",
        "birth": date(1986, 8, 24),
        "sex": "男",
        "relation": "世帯主",
        "resident_since": date(2013, 5, 1),
        "address_since": date(2019, 5, 1),
        "notified_on": date(2019, 5, 7),
        "previous_address": "架空県さざなみ市浜辺二丁目1番4号",
        "registered_domicile": "架空県こもれび市わかば町三丁目7番",
        "register_head": name,
    }
    return ResidentEntry(**(known | more))  # type: ignore[arg-type]


def family(size: int) -> ResidentRecord:
    """A household of this size."""
    members = [
        entry(f"葛\U000e0102城　{'一二三四五六七八九十'[at % 10]}郎", relation="世帯主" if at == 0 else "子")
        for at in range(size)
    ]
    return ResidentRecord(address=ADDRESS, head=members[0].name, persons=tuple(members), whole=True)


MARIA_RECORD = ResidentRecord(
    address="架空県こもれび市ひなた一丁目20番8-301号",
    head=MARIA,
    whole=False,
    persons=(
        ResidentEntry(
            name=MARIA,
            alias="見本　マリア",
            birth=date(1992, 6, 21),
            sex="女",
            relation="世帯主",
            resident_since=date(2025, 3, 28),
            address_since=date(2025, 3, 28),
            my_number="123456789018",
            foreigner=Foreigner(
                nationality="ブラジル",
                category="中長期在留者",
                status="技術・人文知識・国際業務",
                stay="3年",
                stay_until=date(2028, 3, 27),
                card_number="AB12345678CD",
            ),
        ),
    ),
)

_TAXPAYER = Taxpayer(
    name=YOSHIMI, birth=date(1990, 2, 28), address="架空県こもれび市みなと通り5番1号", address_then="同上"
)
_INCOMES = (
    Amount(label="給与収入", yen=5_360_000),
    Amount(label="給与所得", yen=3_848_000),
    Amount(label="営業等所得", yen=None),
    Amount(label="農業所得", yen=None),
    Amount(label="不動産所得", yen=-120_000),
    Amount(label="配当所得", yen=0),
    Amount(label="公的年金等収入", yen=None),
    Amount(label="雑所得", yen=None),
)
_BIRTH = RegisterEvent(
    title="出生",
    items=(
        ("出生日", "昭和61年8月24日"),
        ("出生地", "架空県こもれび市"),
        ("届出日", "昭和61年8月30日"),
        ("届出人", "父"),
    ),
)
_MARRIAGE = RegisterEvent(
    title="婚姻",
    items=(
        ("婚姻日", "平成25年5月1日"),
        ("配偶者氏名", "仮名　奈緒"),
        ("従前戸籍", "架空県こもれび市あさひ本町四丁目1番　葛\U000e0102城晴彦"),
    ),
)
_REGISTER_EVENTS = (RegisterEvent(title="戸籍編製", items=(("編製日", "平成25年5月1日"),)),)


def register_person(name: str = "雅", **more: object) -> RegisterPerson:
    """Somebody in the register of 葛城."""
    known: dict[str, object] = {
        "name": name,
        "kana": "みやび",
        "birth": date(1986, 8, 24),
        "spouse": "夫",
        "father": "葛\U000e0102城晴彦",
        "mother": "葛\U000e0102城文子",
        "relation": "長男",
        "events": (_BIRTH, _MARRIAGE),
    }
    return RegisterPerson(**(known | more))  # type: ignore[arg-type]


SAMPLES: dict[str, Form] = {
    "resident_record": family(2),
    "resident_record_items": ResidentItems(
        address=ADDRESS,
        head=None,
        persons=(ResidentEntry(name=KAMISAKI, birth=date(1963, 5, 17), sex="男", address_since=date(1989, 1, 8)),),
    ),
    "seal_registration": SealRegistration(
        name=KATSURAGI, birth=date(1986, 8, 24), sex="男", address=ADDRESS, imprint=imprint("葛城"), imprint_mm=15.0
    ),
    "tax_income": IncomeCertificate(
        taxpayer=_TAXPAYER, fiscal_year=2026, incomes=_INCOMES, total_income=3_728_000, remarks="申告済み"
    ),
    "tax_assessment": TaxationCertificate(
        taxpayer=_TAXPAYER,
        fiscal_year=2026,
        incomes=_INCOMES,
        total_income=3_728_000,
        deductions=(
            Amount(label="社会保険料控除", yen=792_000),
            Amount(label="生命保険料控除", yen=56_000),
            Amount(label="配偶者控除", yen=330_000),
            Amount(label="基礎控除", yen=430_000),
        ),
        total_deductions=1_608_000,
        dependants=(("控除対象配偶者", 1), ("16歳未満扶養", 0)),
        taxes=(
            Amount(label="市民税　所得割額", yen=125_700),
            Amount(label="市民税　均等割額", yen=3_000),
            Amount(label="県民税　所得割額", yen=83_800),
            Amount(label="県民税　均等割額", yen=1_000),
            Amount(label="森林環境税", yen=1_000),
        ),
        total_tax=214_500,
    ),
    "tax_payment": TaxPaymentCertificate(
        taxpayer=_TAXPAYER,
        as_of=date(2026, 11, 20),
        taxes=(
            TaxPaid(
                tax="市民税・県民税・森林環境税",
                fiscal_year=2026,
                due=214_500,
                paid=143_000,
                overdue=0,
                not_yet_due=71_500,
            ),
            TaxPaid(tax="固定資産税・都市計画税", fiscal_year=2026, due=98_400, paid=98_400, overdue=0, not_yet_due=0),
            TaxPaid(tax="軽自動車税（種別割）", fiscal_year=2026, due=10_800, paid=10_800, overdue=0, not_yet_due=0),
        ),
    ),
    "family_register_full": FamilyRegister(
        registered_domicile="架空県こもれび市わかば町三丁目7番",
        head=KATSURAGI,
        events=_REGISTER_EVENTS,
        persons=(
            register_person(),
            register_person("奈緒", kana="なお", birth=date(1989, 1, 8), spouse="妻", relation="二女"),
            register_person("澪", kana="みお", birth=date(2021, 4, 1), spouse=None, relation="長女", events=(_BIRTH,)),
            register_person(
                "陽向", kana="ひなた", birth=date(2024, 1, 15), spouse=None, removed=True, events=(_BIRTH,)
            ),
        ),
    ),
    "family_register_individual": FamilyRegisterPerson(
        registered_domicile="架空県こもれび市わかば町三丁目7番",
        head=KATSURAGI,
        events=_REGISTER_EVENTS,
        person=register_person(),
    ),
    "family_register_supplement": AddressHistory(
        registered_domicile="架空県こもれび市わかば町三丁目7番",
        head=KATSURAGI,
        whole=True,
        persons=(
            AddressPerson(
                name="雅",
                birth=date(1986, 8, 24),
                sex="男",
                addresses=(
                    AddressSpell(address="架空県こもれび市あさひ本町四丁目1番9号", since=date(1989, 1, 7)),
                    AddressSpell(
                        address="架空県さざなみ市浜辺二丁目1番4号　シーサイドコーポ見本 1203号室",
                        since=date(2013, 5, 1),
                    ),
                    AddressSpell(address=ADDRESS, since=date(2019, 5, 1)),
                ),
            ),
            AddressPerson(name="奈緒", addresses=(AddressSpell(address=ADDRESS, since=None),)),
        ),
    ),
}
