"""Finding a procedure: by life event, by a word in any spelling, question by question. Nothing leaves the terminal.

A word is compared by its sound: kanji by the readings that the forms bring along, katakana, half-width and romaji as
hiragana, long vowels and small letters levelled. A letter or two wrong, missing or exchanged does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

import jaconv

from kiosk.procedures.glossary import plain, spoken
from kiosk.procedures.model import Aim, Concern, LifeEvent, Procedure

Facet = Literal["concern", "event", "aim"]
FACETS: tuple[Facet, ...] = ("concern", "event", "aim")
Value = Concern | LifeEvent | Aim

_KANJI = re.compile("[々\u3400-\u9fff]")
_DROPPED = re.compile(r"[^ぁ-ゖa-z0-9々\u3400-\u9fff]")
_MARKS = re.compile("[｜《》]")
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_VOWELS = {
    **dict.fromkeys("あかさたなはまやらわがざだばぱ", "あ"),
    **dict.fromkeys("いきしちにひみりぎじぢびぴ", "い"),
    **dict.fromkeys("うくすつぬふむゆるぐずづぶぷ", "う"),
    **dict.fromkeys("えけせてねへめれげぜでべぺ", "え"),
    **dict.fromkeys("おこそとのほもよろをごぞどぼぽ", "お"),
}
_ROMAJI = str.maketrans(
    {"ā": "a", "ī": "i", "ū": "uu", "ē": "e", "ō": "ou", "â": "a", "î": "i", "û": "uu", "ê": "e", "ô": "ou"}
)
_SYLLABLES = re.compile(
    r"(?:(?:([kstpcgzdbjh])(?=\1))?(?:[kgnhbpmrszjt]y|sh|ch|ts|j|f|[kgsztdnhbpmyrwv])?[aeiou]|n'?)+"
)
_FILLERS = re.compile("^(の|を|は|が)+|(したい|してほしい|について|のしんせい|のてつづき|てつづき|です|を|の|は|が)+$")


@dataclass(frozen=True, slots=True)
class Found:
    """A procedure and how well it fits: 0 exactly, larger is worse."""

    procedure: Procedure
    distance: float


def events(procedures: Iterable[Procedure]) -> tuple[LifeEvent, ...]:
    """The life events for which there is something."""
    there = {event for procedure in procedures for event in procedure.life_events}
    return tuple(event for event in get_args(LifeEvent) if event in there)


def by_event(procedures: Iterable[Procedure], event: LifeEvent) -> tuple[Procedure, ...]:
    """Those of a life event, the ones that name it first before the others."""
    found = [procedure for procedure in procedures if event in procedure.life_events]
    return tuple(sorted(found, key=lambda procedure: procedure.life_events.index(event)))


# --- question by question ---------------------------------------------------------------------------------------------


def values(procedure: Procedure, facet: Facet) -> tuple[Value, ...]:
    """What a procedure answers to a question."""
    match facet:
        case "concern":
            return procedure.concerns
        case "event":
            return procedure.life_events
        case "aim":
            return procedure.aims


def next_facet(left: Sequence[Procedure], used: Sequence[Facet]) -> tuple[Facet, tuple[Value, ...]] | None:
    """The next question that parts those that are left, with its answers; None when there is none."""
    if len(left) < 2:
        return None
    for facet in FACETS:
        answers = tuple(dict.fromkeys(value for procedure in left for value in values(procedure, facet)))
        parts = any(set(values(procedure, facet)) != set(answers) for procedure in left)
        if facet not in used and len(answers) > 1 and parts:
            return facet, answers
    return None


def narrowed(left: Sequence[Procedure], facet: Facet, answer: Value) -> tuple[Procedure, ...]:
    """Those that fit the answer."""
    return tuple(procedure for procedure in left if answer in values(procedure, facet))


# --- by word ----------------------------------------------------------------------------------------------------------


def by_word(procedures: Iterable[Procedure], typed: str) -> tuple[Found, ...]:
    """Those that the word may mean, best first; at most 8, and only the good ones if there are good ones."""
    words = _MARKS.sub("", typed)
    wanted = tuple(dict.fromkeys((*sounds(words), *sounds(spoken(words)))))
    if not wanted:
        return ()
    found = [Found(procedure, distance) for procedure in procedures if (distance := _distance(procedure, wanted)) < 1.0]
    found.sort(key=lambda one: (one.distance, one.procedure.id))
    if not found:
        return ()
    best = found[0].distance
    return tuple(one for one in found if one.distance <= best + 0.34)[:8]


def sounds(text: str) -> tuple[str, ...]:
    """How a text may be meant, levelled: as it sounds; Latin letters also as English."""
    narrow = unicodedata.normalize("NFKC", text).lower().translate(_ROMAJI).strip()
    ways = [narrow]
    romaji = _romaji(narrow)
    if _SYLLABLES.fullmatch(romaji):
        ways.append(str(jaconv.alphabet2kana(romaji.replace("'", ""))))
    levelled = (_levelled(way) for way in ways)
    return tuple(dict.fromkeys(way for way in levelled if way))


def _romaji(text: str) -> str:
    """Hepburn, Kunrei and what people make of them, in the form that can be turned into kana."""
    joined = re.sub(r"[ -]", "", text).replace("tch", "cch")
    return re.sub(r"oh(?![aeiou])", "ou", re.sub(r"m(?=[bmp])", "n", joined))


def _levelled(text: str) -> str:
    kana = str(jaconv.kata2hira(text))
    kana = (
        _DROPPED.sub("", _with_long_vowels(kana).translate(_SMALL))
        .replace("づ", "ず")
        .replace("ぢ", "じ")
        .replace("を", "お")
    )
    kana = re.sub("(?<=[おこそとのほもよろごぞどぼぽ])お", "う", kana)
    without = _FILLERS.sub("", kana)
    return without or kana


def _with_long_vowels(text: str) -> str:
    """ー as the vowel that it lengthens."""
    result = ""
    for sign in text:
        result += _VOWELS.get(result[-1:], "") if sign in "ー-～" else sign
    return result


@lru_cache(maxsize=256)
def _terms(procedure_id: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for text in texts:
        found += [*sounds(plain(text)), *sounds(spoken(text))]
    return tuple(dict.fromkeys(term for term in found if len(term) > 1))


def _distance(procedure: Procedure, wanted: tuple[str, ...]) -> float:
    """0: a term exactly. Below 1: worth showing."""
    exact = _terms(procedure.id, (procedure.title.ja, procedure.title.en, *procedure.words))
    loose = _terms(procedure.id + "+", (procedure.summary.ja, procedure.summary.en, procedure.for_whom.ja))
    best = 2.0
    for word in wanted:
        for term in exact:
            best = min(best, _apart(word, term))
        for term in loose:
            if len(word) >= 2 and word in term:
                best = min(best, 0.6)
    return best


def _apart(word: str, term: str) -> float:
    """0 same; a part of it a little; else the share of letters that are wrong, if that is small enough."""
    if word == term:
        return 0.0
    if len(word) >= 2 and word in term:
        return 0.1 + 0.2 * (1 - len(word) / len(term))
    if len(term) >= 3 and term in word:
        return 0.2 + 0.2 * (1 - len(term) / len(word))
    allowed = _slips(min(len(word), len(term)))
    slips = distance(word, term, allowed)
    if slips <= allowed:
        return 0.3 + 0.15 * slips
    # A slip in a word of which only the beginning was typed.
    if len(word) >= 4 and len(term) > len(word):
        start = min(distance(word, term[:end], allowed) for end in range(len(word) - 1, len(word) + 2))
        if start <= min(allowed, 1):
            return 0.6 + 0.15 * start
    return 2.0


def _slips(length: int) -> int:
    """How many slips a word of so many letters may have."""
    return 0 if length < 3 else 1 if length < 6 else 2


def distance(one: str, other: str, most: int) -> int:
    """Damerau-Levenshtein (optimal string alignment): letters to change, add, drop or exchange with a neighbour.

    Gives `most` + 1 as soon as it is more than `most`. Own code: twenty lines against a dependency.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
