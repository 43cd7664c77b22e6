"""Japanese numbers in words, for the spoken form of dates: years, months and days have readings of their own."""

from __future__ import annotations

_ONES = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_HUNDREDS = (
    "",
    "ひゃく",
    "にひゃく",
    "さんびゃく",
    "よんひゃく",
    "ごひゃく",
    "ろっぴゃく",
    "ななひゃく",
    "はっぴゃく",
    "きゅうひゃく",
)
_THOUSANDS = ("", "せん", "にせん", "さんぜん", "よんせん", "ごせん", "ろくせん", "ななせん", "はっせん", "きゅうせん")
_MONTHS = ("いち", "に", "さん", "し", "ご", "ろく", "しち", "はち", "く", "じゅう", "じゅういち", "じゅうに")
_DAYS = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    17: "じゅうしちにち",
    19: "じゅうくにち",
    20: "はつか",
    24: "にじゅうよっか",
    27: "にじゅうしちにち",
    29: "にじゅうくにち",
}
_HOURS = {4: "よじ", 7: "しちじ", 9: "くじ", 14: "じゅうよじ", 17: "じゅうしちじ", 19: "じゅうくじ", 0: "れいじ"}
_MINUTES = (
    "",
    "いっぷん",
    "にふん",
    "さんぷん",
    "よんぷん",
    "ごふん",
    "ろっぷん",
    "ななふん",
    "はっぷん",
    "きゅうふん",
)
_TEN_MINUTES = ("", "じゅっぷん", "にじゅっぷん", "さんじゅっぷん", "よんじゅっぷん", "ごじゅっぷん")


def number(value: int) -> str:
    """1 to 9999: にせんにじゅうろく."""
    if not 1 <= value <= 9999:
        raise ValueError("from 1 to 9999")
    thousands, rest = divmod(value, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    ten = "" if tens == 0 else ("" if tens == 1 else _ONES[tens]) + "じゅう"
    return _THOUSANDS[thousands] + _HUNDREDS[hundreds] + ten + _ONES[ones]


def year(value: int) -> str:
    """Years of an era and western years: よねん, にせんにじゅうろくねん."""
    words = number(value)
    return (words.removesuffix("よん") + "よ" if value % 10 == 4 else words) + "ねん"


def month(value: int) -> str:
    """しがつ."""
    return _MONTHS[value - 1] + "がつ"


def day(value: int) -> str:
    """はつか."""
    return _DAYS.get(value) or number(value) + "にち"


def hour(value: int) -> str:
    """くじ; 20 is にじゅうじ, 24 にじゅうよじ."""
    words = _HOURS.get(value)
    if words is None:
        words = "にじゅうよじ" if value == 24 else number(value) + "じ"
    return words


def minute(value: int) -> str:
    """じゅうごふん; a full hour has no minutes to say."""
    tens, ones = divmod(value, 10)
    if ones == 0:
        return _TEN_MINUTES[tens]
    ten = "" if tens == 0 else ("" if tens == 1 else _ONES[tens]) + "じゅう"
    return ten + _MINUTES[ones]
