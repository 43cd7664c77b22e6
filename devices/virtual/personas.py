"""Whose cards can be laid on the virtual reader: `personas.toml` as typed data. All invented.

ordinary = persona("ordinary")
ordinary.subject            # CN of the authentication certificate
bytes(ordinary.pins["auth"], "ascii")
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["my_number", "old_juki", "phone_android", "phone_iphone"]
# How a certificate stands: absent - the card has none; forged - issued by a false CA of the same name.
Standing = Literal["valid", "expiring", "expired", "not_yet_valid", "revoked", "forged", "absent"]
# auth 利用者証明用, sign 署名用, text 券面事項入力補助用, common 個人番号カード用, registry 住民基本台帳用
PinName = Literal["auth", "sign", "text", "common", "registry"]

MOST_TRIES: Mapping[PinName, int] = {"auth": 3, "sign": 5, "text": 3, "common": 3, "registry": 3}
MUNICIPALITY = "99999"  # 全国地方公共団体コード: no such municipality

# A contactless card as PC/SC part 3 readers show it; it has no historical bytes.
CONTACTLESS_ATR = bytes.fromhex("3B888001000005E0B381A1007F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A card and whose it is.

    ja, en: what is particular about the card, for the one who chooses it.
    resident: id in the sandbox municipality, "" if not of こもれび市. subject: CN of the authentication certificate.
    address: block numbers full width, as on a card. alias: 通称 of a foreign resident. sex: 男 or 女.
    pins: the PINs that exist; one that is missing and not `locked` has no file on the card. tries: fewer left than
    usual when the card is new. locked_sw: how it answers VERIFY of a locked PIN.
    auth, sign: how the certificates stand; reason: why revoked (RFC 5280 5.3.1). generation: which CA issued them.
    layout: long - TLV lengths in the long form (cards of about 2023), short otherwise.
    """

    id: str
    ja: str
    en: str
    kind: Kind = "my_number"
    resident: str = ""
    subject: str = field(repr=False)
    name: str = field(repr=False)
    alias: str = field(default="", repr=False)
    address: str = field(repr=False)
    birth: date = field(repr=False)
    sex: Literal["男", "女"] = field(repr=False)
    my_number: str = field(repr=False)
    security_code: str = field(repr=False)
    pins: Mapping[PinName, str] = field(repr=False)
    locked: frozenset[PinName] = frozenset()
    tries: Mapping[PinName, int] = field(default_factory=dict)
    locked_sw: int = 0x6984
    auth: Standing = "valid"
    sign: Standing = "valid"
    reason: str = "unspecified"
    generation: int = 3
    layout: Literal["short", "long"] = "short"

    @property
    def atr(self) -> bytes:
        return CONTACTLESS_ATR

    @property
    def printed_name(self) -> str:
        """氏名 as the card holds it; a 通称 follows in brackets (the exact form is not published)."""
        return f"{self.name}（{self.alias}）" if self.alias else self.name


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is no JPKI card."""

    id: Literal["foreign", "blank", "mute", "dead"]
    ja: str
    en: str
    atr: bytes


KeyKind = Literal["P-256", "RSA-2048"]


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A PIV card of somebody who works here. key: of its card authentication key."""

    id: str
    ja: str
    en: str
    atr: bytes
    key: KeyKind


Persona = Person | Thing | StaffCard


@cache
def personas() -> Mapping[str, Persona]:
    """All of them by id, in the order of the file. A mistake in the file is a bug and raises."""
    raw = tomllib.loads(files("devices.virtual").joinpath("personas.toml").read_text("utf-8"))
    found: list[Persona] = [_person(each, raw["defaults"]) for each in raw["person"]]
    found += [Thing(each["id"], each["ja"], each["en"], bytes.fromhex(each["atr"])) for each in raw["object"]]
    found += [
        StaffCard(each["id"], each["ja"], each["en"], bytes.fromhex(each["atr"]), each["key"])
        for each in raw["staff_card"]
    ]
    return {each.id: each for each in found}


def persona(id: str) -> Persona:
    """The persona of this id; KeyError if there is none."""
    return personas()[id]


def person(id: str) -> Person:
    """The persona of this id, who must be a person; KeyError if not."""
    found = personas()[id]
    if not isinstance(found, Person):
        raise KeyError(id)
    return found


def _person(raw: dict[str, Any], defaults: dict[str, Any]) -> Person:
    """`pins` of a person change the defaults one by one; `no_pins` takes some away."""
    values = dict(raw)
    missing = frozenset(values.pop("no_pins", ()))
    pins = {**defaults["pins"], **values.pop("pins", {})}
    values["pins"] = {name: pin for name, pin in pins.items() if name not in missing}
    values["locked"] = frozenset(values.pop("locked", ()))
    unknown = {*values["pins"], *values["locked"], *missing, *values.get("tries", {})} - set(MOST_TRIES)
    if unknown:
        raise ValueError(f"{raw['id']}: unknown PIN name {sorted(unknown)}")
    return Person(**values)
