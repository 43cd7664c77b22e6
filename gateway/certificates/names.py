"""What the kinds are called."""

from __future__ import annotations

from gateway.contract.base import Label
from gateway.contract.certificates import Kind

_NAMES: dict[Kind, Label] = {
    "resident_record": Label(ja="住民票の写し", reading="じゅうみんひょうのうつし", en="Copy of resident record"),
    "resident_record_items": Label(
        ja="住民票記載事項証明書",
        reading="じゅうみんひょうきさいじこうしょうめいしょ",
        en="Certificate of items in the resident record",
    ),
    "seal_registration": Label(
        ja="印鑑登録証明書", reading="いんかんとうろくしょうめいしょ", en="Seal registration certificate"
    ),
    "tax_income": Label(ja="所得証明書", reading="しょとくしょうめいしょ", en="Income certificate"),
    "tax_assessment": Label(ja="課税証明書", reading="かぜいしょうめいしょ", en="Tax assessment certificate"),
    "tax_payment": Label(ja="納税証明書", reading="のうぜいしょうめいしょ", en="Tax payment certificate"),
    "family_register_full": Label(
        ja="戸籍全部事項証明書",
        reading="こせきぜんぶじこうしょうめいしょ",
        en="Family register, all matters",
    ),
    "family_register_individual": Label(
        ja="戸籍個人事項証明書",
        reading="こせきこじんじこうしょうめいしょ",
        en="Family register, one person",
    ),
    "family_register_supplement": Label(
        ja="戸籍の附票の写し", reading="こせきのふひょうのうつし", en="Copy of family register supplement"
    ),
}

KINDS: tuple[Kind, ...] = tuple(_NAMES)
"""In the order of the menu."""


def kind_name(kind: str) -> Label:
    """The name of a kind; an unknown one is a bug."""
    return {str(each): name for each, name in _NAMES.items()}[kind]
