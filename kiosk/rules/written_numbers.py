"""Numbers as people write them – phone, postal code, bank account – read forgivingly, kept in one form.

Full-width digits, any hyphen, spaces and brackets are the writer's own. What comes out is ASCII digits.
Sources: 総務省 電気通信番号計画 (numbers begin with 0 and have 10 digits; 11 for 020, 050, 060, 070, 080, 090),
郵便番号 (7 digits), 全銀協 (bank 4 digits, branch 3, account 7), ゆうちょ銀行 (記号 5 digits from 1, 番号 2 to 8).
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS_BETWEEN = re.compile(r"[\s()‐-―ー−_.〒-]")
_PHONE = re.compile(r"0(?:20|[5-9]0)[0-9]{8}|0(?!10|20|[5-9]0)[1-9][0-9]{8}")


def digits_of(text: str) -> str | None:
    """The digits of what was written, or None where something else stands in it."""
    plain = _SIGNS_BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    return plain if plain.isascii() and plain.isdigit() else None


def phone(text: str) -> str | None:
    """A phone number of Japan as 10 or 11 digits, or None. +81 at the front counts as the leading 0."""
    digits = digits_of(re.sub(r"^\s*[+＋]?(81|８１)(?=[^0-9０-９]*[1-9１-９])", "0", text, count=1))
    return digits if digits is not None and _PHONE.fullmatch(digits) else None


def phone_shown(digits: str) -> str:
    """Eleven digits as 090-1234-5678. Ten as they are: where the area code ends is not told by the number itself."""
    return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}" if len(digits) == 11 else digits


def postal_code(text: str) -> str | None:
    """Seven digits, or None."""
    digits = digits_of(text)
    return digits if digits is not None and len(digits) == 7 else None


def postal_code_shown(digits: str) -> str:
    """〒100-0001."""
    return f"〒{digits[:3]}-{digits[3:]}"


def account_number(text: str) -> str | None:
    """A bank account number: up to 7 digits, filled up with leading zeros. None: too long, or all zeros."""
    digits = digits_of(text)
    if digits is None or not 1 <= len(digits) <= 7 or int(digits) == 0:
        return None
    return digits.zfill(7)


def post_bank_symbol(text: str) -> str | None:
    """ゆうちょ銀行's 記号: five digits that begin with 1 and end with 0 (総合口座)."""
    digits = digits_of(text)
    return digits if digits is not None and re.fullmatch(r"1[0-9]{3}0", digits) else None


def post_bank_number(text: str) -> str | None:
    """ゆうちょ銀行's 番号: two to eight digits that end with 1."""
    digits = digits_of(text)
    return digits if digits is not None and re.fullmatch(r"[0-9]{1,7}1", digits) else None
