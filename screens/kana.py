"""Typing kana: the 50-on board, and what ゛ ゜ 小 make of the sign before them. No conversion to kanji."""

from __future__ import annotations

from screens.fonts import clusters

COLUMNS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "や゛ゆ゜よ",
    "らりるれろ",
    "わをんー小",
)
"""Left to right あ to わ, each from top to bottom; free cells hold the marks."""
MARKS = "゛゜小"

_VOICED = dict(
    zip("うかきくけこさしすせそたちつてとはひふへほ", "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True)
)
_HALF_VOICED = dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True))
_SMALL = dict(zip("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ", strict=True))
_TABLES = {"゛": _VOICED, "゜": _HALF_VOICED, "小": _SMALL}
_BASE = {made: base for table in _TABLES.values() for base, made in table.items()}


def marked(text: str, mark: str) -> str:
    """The text after pressing a mark: か゛ → が, が゛ → か, ば゜ → ぱ, つ小 → っ. Unchanged where it makes no sense."""
    if not text:
        return text
    last = text[-1]
    base, table = _BASE.get(last, last), _TABLES[mark]
    if table.get(base) == last:
        return text[:-1] + base
    return text[:-1] + table.get(base, last)


def takes(text: str, mark: str) -> bool:
    """Whether a mark would change the text."""
    return marked(text, mark) != text


def erased(text: str) -> str:
    """Without its last sign: a letter with its marks or its variation goes as a whole."""
    return "".join(list(clusters(text))[:-1])


def length(text: str) -> int:
    """Signs as people count them."""
    return sum(1 for _ in clusters(text))
