"""券面事項入力補助AP: the four attributes and the My Number, read by walking the TLV tree.

Nothing is normalised: names keep their code points (IVS, compatibility ideographs, U+3000 between the names).
The digests of EF 0003 guard against a broken read; who wrote the card is not proven by them.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from devices.cards import profile, tlv
from devices.cards.card import Card, NoFile, NotAllowed
from devices.cards.outcomes import Attributes, CardFault, CardTrouble, MyNumber


def select(card: Card) -> NoFile | CardTrouble | None:
    """Make the input-support application current."""
    return card.select_application(profile.TEXT_AP)


def read_attributes(card: Card) -> Attributes | CardTrouble:
    """基本4情報 of EF 0002, after the text PIN was accepted."""
    file = card.read_whole(profile.ATTRIBUTES)
    if isinstance(file, NoFile | NotAllowed):
        return CardFault("attributes not readable")
    if not isinstance(file, bytes):
        return file
    record = tlv.root(file, 0xFF20)
    fields = tlv.children(record.value) if record else None
    if fields is None:
        return CardFault("attributes form")
    # The digest covers the record without its table of offsets.
    digested = b"".join(each.encoded for each in fields if each.tag != 0xDF21)
    checked = _matches_digest(card, 0xDF32, digested)
    if not isinstance(checked, bool):
        return checked
    return _attributes({each.tag: each.value for each in fields}, checked)


def _attributes(values: dict[int, bytes], checked: bool) -> Attributes | CardFault:
    try:
        name, address = values[0xDF22].decode(), values[0xDF23].decode()
        birth, sex = values[0xDF24].decode("ascii"), values[0xDF25].decode("ascii")
    except (KeyError, UnicodeDecodeError):
        return CardFault("attributes form")
    return Attributes(name, address, parse_birth(birth), birth, sex, checked)


def parse_birth(digits: str) -> date | None:
    """`YYYYMMDD` as a day, or None: some people's birthday is not known to the day."""
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def read_my_number(card: Card) -> MyNumber | CardTrouble:
    """個人番号 of EF 0001, after the text PIN was accepted. A wrong check digit is a fault of the read."""
    file = card.read_whole(profile.MY_NUMBER)
    if isinstance(file, NoFile | NotAllowed):
        return CardFault("number not readable")
    if not isinstance(file, bytes):
        return file
    record = tlv.root(file, 0xFF10)
    if record is None or not _is_my_number(record.value):
        return CardFault("number form")
    checked = _matches_digest(card, 0xDF31, file, record.encoded)
    if not isinstance(checked, bool):
        return checked
    return MyNumber(record.value.decode("ascii"), checked)


def _is_my_number(digits: bytes) -> bool:
    """12 digits, the last a check digit modulo 11 (平成26年総務省令第85号 第5条)."""
    if len(digits) != 12 or not digits.isdigit():
        return False
    from_right = [digit - ord("0") for digit in reversed(digits[:11])]
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    rest = sum(digit * weight for digit, weight in zip(from_right, weights, strict=True)) % 11
    return digits[11] - ord("0") == (0 if rest <= 1 else 11 - rest)


def _matches_digest(card: Card, tag: int, *candidates: bytes) -> bool | CardTrouble:
    """Whether EF 0003 confirms what was read. False if the card has no such digest; a fault if it says otherwise.

    The number's digest covers the whole file with its filler on the cards measured; the bare object is accepted too.
    """
    file = card.read_whole(profile.DIGESTS)
    if isinstance(file, NoFile | NotAllowed):
        return False
    if not isinstance(file, bytes):
        return file
    record = tlv.root(file, 0xFF30)
    digest = tlv.find(record.value, tag) if record else None
    if digest is None:
        return False
    if all(sha256(candidate).digest() != digest.value for candidate in candidates):
        return CardFault("digest")
    return True
