"""From the issuer's record of a card to the applications on it: which file holds what, and which PIN opens it."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from devices.virtual import layout
from devices.virtual.card_memory import CardMemory, Pin
from devices.virtual.files import FREE, NEVER, Application, Binary, Entry, Key, PinFile, Records, any_of
from devices.virtual.issuer import CardRecord
from devices.virtual.personas import MOST_TRIES, MUNICIPALITY, Kind

JPKI = bytes.fromhex("D392F000260100000001")  # 公的個人認証AP
TEXT = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP
VISUAL = bytes.fromhex("D3921000310001010402")  # 券面事項確認AP
COMMON = bytes.fromhex("D3921000310001010100")  # 共通カードAP
REGISTRY = bytes.fromhex("D3921000310001010401")  # 住基AP

TOKEN_LABEL: Mapping[Kind, str] = {
    "my_number": "JPKIAPICCTOKEN2",
    "old_juki": "JPKIAPICCTOKEN",
    "phone_android": "JPKIAPGPSETOKEN",
    "phone_iphone": "JPKIAPIOSTOKEN",
}

_ISO_SEX = {"男": "1", "女": "2"}
_LETTERS_AND_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MATCH_NUMBER_TRIES = 10  # 照合番号A, B and the birth date: only the municipality unlocks them
_BLOCKED = "blocked"
# A grey figure of 16 x 20 pixels, JPEG 2000 (ISO/IEC 15444-1), in the place of the photograph.
_FACE = base64.b64decode(
    "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAFAAAABAAAQcHAAAAAAAPY29scgEAAAAAABEAAACXanAyY/9P/1EA"
    "KQAAAAAAEAAAABQAAAAAAAAAAAAAABAAAAAUAAAAAAAAAAAAAQcBAf9SAAwAAAABAAAEBAAB/1wABEBA/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJz"
    "aW9uIDIuNS40/5AACgAAAAAAJQAB/5PLVBQAWeq/fhdJyHqINqVGhMAP+f2EFP/Z"
)


def memory(record: CardRecord, *, persistent: bool = True) -> CardMemory:
    """The card's PINs as issued, with what the card remembers of later entries."""
    person = record.person
    pins: dict[str, Pin] = {}
    for pin, value in person.pins.items():
        left = 0 if pin in person.locked else person.tries.get(pin, MOST_TRIES[pin])
        pins[pin] = Pin(value.encode("ascii"), MOST_TRIES[pin], left)
    if person.kind == "my_number":
        number_b = layout.match_number_b(person.birth, record.expires, person.security_code)
        for name, secret in (
            ("text_a", person.my_number),
            ("text_b", number_b),
            ("visual_a", person.my_number),
            ("visual_b", number_b),
            ("visual_birth", layout.birth_code(person.birth)),
        ):
            pins[name] = Pin(secret.encode("ascii"), _MATCH_NUMBER_TRIES, _MATCH_NUMBER_TRIES)
        pins[_BLOCKED] = Pin(b"", 0, 0)
    return CardMemory(pins, record.pins_file if persistent else None)


def applications(record: CardRecord) -> tuple[Application, ...]:
    """All applications of a card. A phone has JPKI alone, the old card that and its registry."""
    person = record.person
    match person.kind:
        case "my_number":
            return (_jpki(record), _text(record), _visual(record), _common(record), _registry())
        case "old_juki":
            return (_jpki(record), _registry())
        case "phone_android" | "phone_iphone":
            return (_jpki(record),)


def _jpki(record: CardRecord) -> Application:
    person = record.person
    on_phone = person.kind in ("phone_android", "phone_iphone")
    entries: dict[int, Entry] = {
        0x0006: Binary(layout.token_info(TOKEN_LABEL[person.kind])),
        0x0008: Binary(bytes((0x8F if record.sign else 0, 0x8F if record.auth else 0, 0))),
        0x0009: Binary(b"", NEVER),
    }
    if record.sign is not None:
        entries[0x0001] = Binary(_der(record.sign.certificate), any_of(0x001B))
        entries[0x0002] = Binary(_der(record.sign.ca_certificate))
        entries[0x001A] = Key(record.sign.key, any_of(0x001B))
    if record.auth is not None:
        entries[0x000A] = Binary(_der(record.auth.certificate), any_of(0x0018) if on_phone else FREE)
        entries[0x000B] = Binary(_der(record.auth.ca_certificate))
        entries[0x0017] = Key(record.auth.key, any_of(0x0018))
    if "auth" in person.pins:
        entries[0x0018] = _four_digits("auth")
    if "sign" in person.pins:
        entries[0x001B] = PinFile("sign", 6, 16, _LETTERS_AND_DIGITS)
    return Application(JPKI, entries)


def _text(record: CardRecord) -> Application:
    person, issuer, key = record.person, record.ap_issuer, record.ap_key.public_key()
    long = person.layout == "long"
    number = layout.my_number(person.my_number)
    four, digested = layout.attributes(
        person.printed_name, person.address, person.birth, _ISO_SEX[person.sex], long=long
    )
    entries: dict[int, Entry] = {
        0x0001: Binary(number, any_of(0x0011, 0x0014)),
        0x0002: Binary(four, any_of(0x0011, 0x0015)),
        0x0003: Binary(layout.digests(number, digested, issuer), any_of(0x0011, 0x0014, 0x0015)),
        0x0004: Binary(layout.verifiable_certificate(key, issuer)),
        0x0005: Binary(layout.application_information(key)),
        0x0006: Binary(layout.tlv(0xA1, layout.public_key(key)), any_of(0x0011, 0x0014, 0x0015)),
        0x0007: Binary(layout.signed_public_key((0xFF50, 0xDF51, 0xDF52), key, issuer), any_of(0x0011, 0x0014, 0x0015)),
        0x0012: PinFile(_BLOCKED, 4, 4, changeable=False),
        0x0013: Key(record.ap_key, FREE),
        0x0014: PinFile("text_a", 12, 12, changeable=False),
        0x0015: PinFile("text_b", 14, 14, changeable=False),
    }
    if "text" in person.pins:
        entries[0x0011] = _four_digits("text")
    return Application(TEXT, entries)


def _visual(record: CardRecord) -> Application:
    person, issuer, key = record.person, record.ap_issuer, record.ap_key.public_key()
    face = layout.card_face(person.birth, _ISO_SEX[person.sex], record.expires, key, issuer, face=_FACE)
    return Application(
        VISUAL,
        {
            0x0001: Binary(layout.age_record(person.birth, key, issuer), any_of(0x0011)),
            0x0002: Binary(face, any_of(0x0012, 0x0013)),
            0x0003: Binary(layout.face_information(MUNICIPALITY, key, issuer)),
            0x0004: Binary(layout.verifiable_certificate(key, issuer)),
            0x0005: Binary(layout.number_picture(issuer), any_of(0x0013)),
            0x0006: Binary(b"\xff" * 16, any_of(0x0012, 0x0013)),
            0x0011: PinFile("visual_birth", 6, 6, changeable=False),
            0x0012: PinFile("visual_b", 14, 14, changeable=False),
            0x0013: PinFile("visual_a", 12, 12, changeable=False),
        },
    )


def _common(record: CardRecord) -> Application:
    serial = int(record.person.subject[9:14])
    number = layout.card_number(serial, MUNICIPALITY, record.expires)
    return Application(COMMON, {0x0001: Records((number,)), 0x001C: _four_digits("common")}, change=_CHANGE_WITHOUT_OLD)


def _registry() -> Application:
    return Application(REGISTRY, {0x001C: _four_digits("registry")}, change=_CHANGE_WITHOUT_OLD)


_CHANGE_WITHOUT_OLD = (0x80, 0x32)


def _four_digits(name: str) -> PinFile:
    return PinFile(name, 4, 4)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
