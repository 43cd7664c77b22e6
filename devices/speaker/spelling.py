"""Pure: a text cut into pieces that one voice can speak in one breath, and Japanese spelt so that it is read right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from devices.speaker.outcomes import Saying

LONGEST = 40
"""Signs in a piece that isn't pre-rendered. Longer sentences are cut at their commas: the first sound comes sooner."""

_ENDS = re.compile(r"(?<=[。！？!?])\s*|(?<=[^\d.]\.)\s+|\n+")
_COMMAS = re.compile(r"(?<=[、,;；])\s*(?!\d)")
_SIGN = "ぁ-ゖァ-ヺー々〆\u3400-\u9fff\U00020000-\U000323af"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JAPANESE = re.compile(f"[{_SIGN}][{_SIGN}{_SELECTOR}・]*")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_CLOCK = re.compile(r"\b([01]?\d|2[0-4]):([0-5]\d)\b")
_SELECTORS = re.compile(f"[{_SELECTOR}]")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
"""Letters that the Japanese voice passes over."""
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("～〜→", "から"),
        **dict.fromkeys("（）()・：/", "、"),
        **dict.fromkeys("「」『』●", ""),
        "×": "かける",
        "\u3000": " ",
    }
)


def sentences(saying: Saying) -> tuple[Saying, ...]:
    """One saying a sentence. Pre-rendered texts are cut the same, so they are found again."""
    parts = (part.strip() for part in _ENDS.split(saying.text))
    return tuple(_with(saying, part) for part in parts if _speaks(part))


def pieces(saying: Saying) -> tuple[Saying, ...]:
    """A sentence as its voice can speak it: another voice for what stands in it in Japanese, cut where it is long."""
    found: list[Saying] = []
    for language, text in _by_voice(saying.text, saying.language):
        whole = Saying(text, language, saying.private)
        if len(text) <= LONGEST:
            found.append(whole)
        else:
            found += [_with(whole, part) for part in _joined(_COMMAS.split(text))]
    return tuple(each for each in found if _speaks(each.text))


def japanese(text: str) -> str:
    """Clock times, ranges and brackets as they are read; variation selectors, marks and accents away."""
    text = _SELECTORS.sub("", text)
    text = _CLOCK.sub(_clock, text)
    text = _ACCENTED.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], text.translate(_SIGNS))
    return text.strip("、 ")


def _clock(found: re.Match[str]) -> str:
    hours, minutes = int(found[1]), int(found[2])
    return f"{hours}時" + (f"{minutes}分" if minutes else "")


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """As few parts as stay below the limit."""
    held = ""
    for part in parts:
        if held and len(held) + len(part) > LONGEST:
            yield held
            held = ""
        held += part
    if held:
        yield held


def _by_voice(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Names of people and places stay Japanese in every language; the name of Korean is said in Korean."""
    primary = language.split("-")[0]
    other, signs = ("ko", _HANGUL) if primary == "ja" else ("ja", _JAPANESE)
    at = 0
    for found in signs.finditer(text):
        if primary == "zh" and not _KANA.search(found[0]):
            continue
        yield language, text[at : found.start()]
        yield other, found[0]
        at = found.end()
    yield language, text[at:]


def _with(saying: Saying, text: str) -> Saying:
    return Saying(text.strip(), saying.language, saying.private)


def _speaks(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
