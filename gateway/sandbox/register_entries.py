"""A resident of こもれび市 as 住民票 and 印鑑登録 have her."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from jaconv import hira2kata
from PIL import Image, ImageDraw, ImageFont

from gateway.certificates.paper.coverage import FACES
from gateway.certificates.paper.forms import Foreigner, ResidentEntry, SealRegistration
from gateway.sandbox.rows import seed
from gateway.sandbox.town import Resident
from kiosk.rules.names import graphemes

_CITY_FOUNDED = date(2004, 4, 1)
_IMPRINT_MM = 15.0
_DOTS = 360  # 15 mm at 600 dpi


def entry(resident: Resident, said: Mapping[str, Any], domicile: tuple[str, str] | None) -> ResidentEntry:
    """The complete entry. domicile: 本籍 and 筆頭者, of Japanese."""
    since = resident.moved_in or max(resident.birth, _CITY_FOUNDED)
    return ResidentEntry(
        name=resident.name,
        kana=hira2kata(resident.kana),
        alias=said.get("alias"),
        birth=resident.birth,
        sex=resident.sex,
        relation=resident.relation,
        resident_since=since,
        address_since=since,
        notified_on=since,
        previous_address=said.get("previous_address"),
        registered_domicile=domicile[0] if domicile else None,
        register_head=domicile[1] if domicile else None,
        my_number=_my_number(resident),
        foreigner=_foreigner(resident),
    )


def seal_form(resident: Resident, said: Mapping[str, Any], address: str) -> SealRegistration:
    """印鑑登録, with a round seal of the family name."""
    return SealRegistration(
        name=resident.name,
        alias=said.get("alias"),
        birth=resident.birth,
        sex=resident.sex,
        address=address,
        imprint=_imprint(resident.name.replace("　", " ").split(" ")[0]),
        imprint_mm=_IMPRINT_MM,
    )


def _my_number(resident: Resident) -> str:
    """Twelve digits that nobody can have: the check digit (番号法 総務省令 5条) is wrong on purpose."""
    digits = f"{seed('my-number', resident.id) % 10**11:011d}"
    weighted = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(digits), start=1))
    rest = weighted % 11
    right = 0 if rest <= 1 else 11 - rest
    return f"{digits}{(right + 1) % 10}"


def _foreigner(resident: Resident) -> Foreigner | None:
    if not resident.nationality:
        return None
    return Foreigner(
        nationality=resident.nationality,
        category="中長期在留者",
        status="定住者",
        stay="3年",
        stay_until=date(2028, 3, 27),
        card_number="ZZ00000000ZZ",
    )


@cache
def _imprint(family: str) -> bytes:
    """A one-bit picture of a seal: a ring, and the name from top to bottom."""
    picture = Image.new("1", (_DOTS, _DOTS), 1)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((6, 6, _DOTS - 7, _DOTS - 7), outline=0, width=12)
    signs = graphemes(family)[:4]
    size = min(150, 260 // len(signs))
    font = ImageFont.truetype(str(FACES[0].file), size)
    top = (_DOTS - size * len(signs)) / 2
    for at, sign in enumerate(signs):
        draw.text((_DOTS / 2, top + size * (at + 0.5)), sign, font=font, fill=0, anchor="mm")
    file = BytesIO()
    picture.save(file, "PNG", dpi=(600, 600))
    return file.getvalue()
