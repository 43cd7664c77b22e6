"""Finding a procedure as people really type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures import search
from kiosk.procedures.files import known

ALL = known()


def first(typed: str) -> str | None:
    found = search.by_word(ALL, typed)
    return found[0].procedure.id if found else None


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("じどうてあて", "child-allowance"),
        ("ジドウテアテ", "child-allowance"),
        ("ｼﾞﾄﾞｳﾃｱﾃ", "child-allowance"),
        ("jidouteate", "child-allowance"),
        ("Jidō teate", "child-allowance"),
        ("zidouteate", "child-allowance"),
        ("児童手当", "child-allowance"),
        ("こどもてあて", "child-allowance"),
        ("じどてあて", "child-allowance"),  # a letter missing
        ("じどうてわて", "child-allowance"),  # a letter wrong
        ("じうどてあて", "child-allowance"),  # two exchanged
        ("ふたりめ", "child-allowance-revision"),
        ("みょうじがかわった", "child-allowance-details"),
        ("ほいくえん", "nursery"),
        ("ほいくしょ", "nursery"),
        ("ほくえん", "nursery"),
        ("hoikuen", "nursery"),
        ("しゅうろうしょうめい", "nursery"),
        ("ぼしてちょう", "pregnancy"),
        ("ぼしてちょー", "pregnancy"),
        ("ぼしてちょお", "pregnancy"),
        ("boshitecho", "pregnancy"),
        ("妊娠届", "pregnancy"),
        ("かいごにんてい", "care-need"),
        ("よおかいご", "care-need"),
        ("介護の申請をしたい", "care-need"),
        ("かいごほけんしょう", "care-card"),
        ("なくした", "care-card"),
        ("り災証明", "disaster"),
        ("りさいしょめい", "disaster"),
        ("たいふー", "disaster"),
        ("じしん", "disaster"),
        ("ぢしん", "disaster"),
        ("てんしゅつとどけ", "moving-out"),
        ("tensyutu", "moving-out"),
        ("tenshutsu", "moving-out"),
        ("ひつこし", "moving-out"),
        ("earthquake", "disaster"),
        ("erthquake", "disaster"),
        ("daycare", "nursery"),
    ],
)
def test_what_people_type(typed: str, id: str) -> None:
    found = [one.procedure.id for one in search.by_word(ALL, typed)]
    assert id in found[:3]


@pytest.mark.parametrize("typed", ["", " ", "の", "あああああ", "xyz", "zzz", "にほんじん", "！？"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert search.by_word(ALL, typed) == ()


def test_an_exact_word_comes_before_a_similar_one() -> None:
    found = search.by_word(ALL, "りさい")
    assert found[0].procedure.id == "disaster"
    assert [one.distance for one in found] == sorted(one.distance for one in found)


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    found = search.by_word(ALL, typed)
    assert len(found) <= 8
    assert all(0 <= one.distance < 1 for one in found)


LETTERS = st.text(alphabet="かきくけこんう", max_size=7)


def plainly(one: str, other: str) -> int:
    """The same by the book: every way is tried."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                ways.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(ways)
    return table[-1][-1]


@given(LETTERS, LETTERS, st.integers(0, 4))
def test_distance(one: str, other: str, most: int) -> None:
    assert search.distance(one, other, most) == min(plainly(one, other), most + 1)


@given(LETTERS, st.integers(0, 6), st.sampled_from("かきくけこ"))
def test_one_letter_more_is_one_slip(word: str, at: int, letter: str) -> None:
    assert search.distance(word, word[:at] + letter + word[at:], 3) == 1


def test_events_and_questions_lead_to_every_procedure() -> None:
    by_event = {procedure.id for event in search.events(ALL) for procedure in search.by_event(ALL, event)}
    assert by_event == {procedure.id for procedure in ALL}
    for wanted in ALL:
        left, used = ALL, list[search.Facet]()
        while (question := search.next_facet(left, used)) is not None:
            facet, answers = question
            used.append(facet)
            mine = next(value for value in search.values(wanted, facet) if value in answers)
            left = search.narrowed(left, facet, mine)
            assert wanted in left
        assert len(used) <= 3
