"""The bytes of the card's files. Sources: public dumps and readers of real and test cards, named in the card guide.

The objects look like BER-TLV but are not DER: private tags (FFxx, DFxx), lengths with more bytes than needed, and FF
filler behind the object.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo

from devices.virtual.certificates import era_digit

SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_SHA256_OID_AND_NULL = bytes.fromhex("300d06096086480165030402010500")
_ERA_YEAR_ONE = {1: 1868, 2: 1912, 3: 1926, 4: 1989, 5: 2019}


def tlv(tag: int, value: bytes, *, long: bool = False) -> bytes:
    """One object. `long`: always the three-byte length `82 hh ll`, as some cards write it."""
    head = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    if not long and len(value) < 0x80:
        return head + bytes((len(value),)) + value
    if not long and len(value) < 0x100:
        return head + bytes((0x81, len(value))) + value
    return head + b"\x82" + len(value).to_bytes(2, "big") + value


def filled(content: bytes, size: int) -> bytes:
    """A file that is physically longer than its object."""
    return content.ljust(size, b"\xff")


def with_offsets(tag: int, table_tag: int, fields: Sequence[bytes], *, long: bool = False) -> bytes:
    """A record that begins with a table of big-endian u16: where each field begins, counted from the file's start."""
    body = b"".join(fields)
    table_length = 3 + 2 * len(fields)
    length = table_length + len(body)
    header = 2 + (3 if long or length >= 0x100 else 2 if length >= 0x80 else 1)
    starts, position = [], header + table_length
    for field in fields:
        starts.append(position)
        position += len(field)
    table = tlv(table_tag, b"".join(start.to_bytes(2, "big") for start in starts))
    return tlv(tag, table + body, long=long)


def sign_digests(key: rsa.RSAPrivateKey, digests: bytes) -> bytes:
    """RSASSA-PKCS1-v1_5 over one DigestInfo (SHA-256) whose digest is several hashes in a row, 256 bytes."""
    info = tlv(0x30, _SHA256_OID_AND_NULL + tlv(0x04, digests))
    return key.sign(info, PKCS1v15(), NoDigestInfo())


# --- 公的個人認証AP --------------------------------------------------------------------------------------------------


def token_info(label: str) -> bytes:
    """CK_TOKEN_INFO (PKCS #11, 32-bit CK_ULONG), 160 bytes: the label in the first 32, padded with spaces."""
    texts = label.ljust(32) + "MADOGUCHI-TEST".ljust(32) + "VIRTUAL".ljust(16) + "".ljust(16)
    return texts.encode("ascii") + bytes(44) + bytes((1, 0, 1, 0)) + b"0" * 16


# --- 券面事項入力補助AP ----------------------------------------------------------------------------------------------


def my_number(digits: str) -> bytes:
    """EF 0001: FF10 with 12 ASCII digits and two bytes of filler, 17 bytes."""
    return filled(tlv(0xFF10, digits.encode("ascii")), 17)


def attributes(name: str, address: str, birth: date, sex: str, *, long: bool) -> tuple[bytes, bytes]:
    """EF 0002 (基本4情報) and, for its digest, what follows the table of offsets. sex: one digit."""
    fields = [
        tlv(0xDF22, name.encode()),
        tlv(0xDF23, address.encode()),
        tlv(0xDF24, f"{birth:%Y%m%d}".encode("ascii")),
        tlv(0xDF25, sex.encode("ascii")),
    ]
    return with_offsets(0xFF20, 0xDF21, fields, long=long), b"".join(fields)


def digests(number_file: bytes, attribute_fields: bytes, issuer: rsa.RSAPrivateKey) -> bytes:
    """EF 0003: hashes of EF 0001 with its filler and of EF 0002 without its table, signed; 336 bytes."""
    number, four = sha256(number_file).digest(), sha256(attribute_fields).digest()
    signature = sign_digests(issuer, number + four)
    return tlv(0xFF30, tlv(0xDF31, number) + tlv(0xDF32, four) + tlv(0xDF33, signature))


def public_key(key: rsa.RSAPublicKey) -> bytes:
    """Exponent and modulus (RSA-2048), 265 bytes."""
    numbers = key.public_numbers()
    return tlv(0x90, numbers.e.to_bytes(3, "big")) + tlv(0x91, numbers.n.to_bytes(256, "big"))


def verifiable_certificate(key: rsa.RSAPublicKey, issuer: rsa.RSAPrivateKey) -> bytes:
    """A card-verifiable certificate (7F21), 568 bytes: both key ids, the public key, the issuer's signature."""
    body = key_id(issuer.public_key()) + key_id(key) + public_key(key)
    signature = sign_digests(issuer, sha256(body).digest())
    return tlv(0x7F21, tlv(0x5F4E, body) + tlv(0x5F37, signature))


def key_id(key: rsa.RSAPublicKey) -> bytes:
    """16 bytes that name a key; how the real ones are made is not published."""
    return sha256(public_key(key)).digest()[:16]


def application_information(key: rsa.RSAPublicKey) -> bytes:
    """EF 0005 (AP基本情報): version and abilities, key id, 128 bytes of unknown use; 256 bytes with filler."""
    parts = tlv(0xDF41, bytes((1, 0, 1, 0))) + tlv(0xDF42, key_id(key)) + tlv(0xDF43, bytes(128), long=True)
    return filled(tlv(0xFF40, parts, long=True), 256)


def signed_public_key(tags: tuple[int, int, int], key: rsa.RSAPublicKey, issuer: rsa.RSAPrivateKey) -> bytes:
    """A record of a public key and the issuer's signature; `tags` of record, key and signature."""
    body = public_key(key)
    return tlv(tags[0], tlv(tags[1], body) + tlv(tags[2], sign_digests(issuer, sha256(body).digest())))


# --- 券面事項確認AP --------------------------------------------------------------------------------------------------


def birth_code(birth: date) -> str:
    """`YYMMDD` with the year of the Japanese era."""
    year = birth.year - _ERA_YEAR_ONE[era_digit(birth)] + 1
    return f"{year:02d}{birth:%m%d}"


def match_number_b(birth: date, expires: date, security_code: str) -> str:
    """照合番号B, 14 digits: birth with the era year, year of expiry, security code."""
    return f"{birth_code(birth)}{expires:%Y}{security_code}"


def card_face(
    birth: date, sex: str, expires: date, key: rsa.RSAPublicKey, issuer: rsa.RSAPrivateKey, *, face: bytes
) -> bytes:
    """EF 0002 (券面事項): pictures of what is printed. Expiry and security code lie behind the signature, unsigned."""
    plain = [
        tlv(0xDF22, f"{birth:%Y%m%d}".encode("ascii")),
        tlv(0xDF23, sex.encode("ascii")),
        tlv(0xDF24, public_key(key)),
    ]
    texts = [tlv(0xDF25, blank_png(360, 48)), tlv(0xDF26, blank_png(480, 96))]
    photo = [tlv(0xDF27, face)]
    hashes = b"".join(sha256(b"".join(group)).digest() for group in (plain, texts, photo))
    behind = [
        tlv(0xDF28, sign_digests(issuer, hashes)),
        tlv(0xDF29, f"{expires:%Y%m%d}".encode("ascii")),
        tlv(0xDF2A, blank_png(120, 48)),
    ]
    return with_offsets(0xFF20, 0xDF21, [*plain, *texts, *photo, *behind])


def age_record(birth: date, key: rsa.RSAPublicKey, issuer: rsa.RSAPrivateKey) -> bytes:
    """EF 0001: birth, card public key, signature over both."""
    body = tlv(0xDF11, f"{birth:%Y%m%d}".encode("ascii")) + tlv(0xDF12, public_key(key))
    return tlv(0xFF10, body + tlv(0xDF13, sign_digests(issuer, sha256(body).digest())))


def face_information(municipality: str, key: rsa.RSAPublicKey, issuer: rsa.RSAPrivateKey) -> bytes:
    """EF 0003: key id, version, 全国地方公共団体コード (5 digits), and 272 bytes (0110) that end in a signature."""
    parts = tlv(0xDF31, bytes((1, 0, 1, 0))) + tlv(0xDF32, key_id(key)) + tlv(0xDF33, b"\x01")
    parts += tlv(0xDF34, municipality.encode("ascii"))
    return tlv(0xFF30, parts + tlv(0xDF35, key_id(key) + sign_digests(issuer, sha256(parts).digest())))


def number_picture(issuer: rsa.RSAPrivateKey) -> bytes:
    """EF 0005: the printed My Number as a picture, its hash and signature."""
    picture = tlv(0xDF41, blank_png(240, 48))
    digest = sha256(picture).digest()
    return tlv(0xFF40, picture + tlv(0xDF42, digest) + tlv(0xDF43, sign_digests(issuer, digest)))


def blank_png(width: int, height: int) -> bytes:
    """An all-white picture, 1 bit per pixel (ISO/IEC 15948): a placeholder, but one that every viewer opens."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * height, 9))
        + chunk(b"IEND", b"")
    )


# --- 共通カードAP ----------------------------------------------------------------------------------------------------


def card_number(serial: int, municipality: str, expires: date) -> bytes:
    """EF 0001, record 1: `01 1C` and 28 digits: serial 15, municipality 5, expiry 8."""
    return tlv(0x01, f"{serial:015d}{municipality}{expires:%Y%m%d}".encode("ascii"))
