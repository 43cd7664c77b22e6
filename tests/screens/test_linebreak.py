"""Breaking lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from screens.linebreak import NOT_AT_END, NOT_AT_START, Broken, break_lines
from screens.phrase import Run


def measure(runs: tuple[Run, ...]) -> float:
    """Wide signs count 2, narrow ones 1."""
    return float(sum(1 if ord(sign) < 0x3000 else 2 for run in runs for sign in run.base))


def lines(text: str, width: float) -> list[str]:
    return plain(break_lines((Run(text),), width, measure))


def plain(broken: Broken) -> list[str]:
    return ["".join(run.base for run in line) for line in broken.lines]


def test_half_spaces_are_the_best_places() -> None:
    assert lines("4桁の暗証番号を 入れてください", 20) == ["4桁の暗証番号を", "入れてください"]


def test_the_space_goes_with_the_break_but_stays_within_a_line() -> None:
    assert lines("どの証明書を 受け取りますか", 60) == ["どの証明書を 受け取りますか"]


def test_phrases_are_kept_together_where_there_are_no_spaces() -> None:
    assert lines("利用者証明用の番号をもう一度入れてください", 24) == ["利用者証明用の番号を", "もう一度入れてください"]


def test_a_written_line_break_is_kept() -> None:
    assert lines("ぜんぶ\n消す", 100) == ["ぜんぶ", "消す"]


def test_times_and_addresses_are_not_torn() -> None:
    assert lines("ご利用時間 8:30～20:00", 14) == ["ご利用時間", "8:30～20:00"]
    assert lines("sakura.komorebi@mail.example.jp", 22) == ["sakura.komorebi@", "mail.example.jp"]


def test_english_breaks_between_words_into_even_lines() -> None:
    assert lines("Please take your card", 16) == ["Please take", "your card"]


def test_a_torn_word_is_told() -> None:
    assert break_lines((Run("Something"),), 5, measure).torn
    assert not break_lines((Run("Some thing"),), 5, measure).torn


def test_a_reading_is_never_parted_from_its_word() -> None:
    runs = (Run("この"), Run("暗証番号", "あんしょうばんごう"), Run("は"), Run("使", "つか"), Run("えません"))
    broken = break_lines(runs, 12, measure)
    assert [run for line in broken.lines for run in line if run.reading] == [runs[1], runs[3]]


SIGNS = st.sampled_from([*"番号をこのカードで、。「」（）っょー abc 12葛", "葛\U000e0102", "𠮷"])


@given(st.lists(SIGNS, max_size=40).map("".join), st.integers(4, 40))
def test_nothing_is_lost_and_nothing_runs_over(text: str, width: int) -> None:
    broken = break_lines((Run(text),), width, measure)
    assert "".join("".join(plain(broken)).split()) == "".join(text.split())
    for line in plain(broken):
        assert measure((Run(line),)) <= width or _forced(line)


def _forced(line: str) -> bool:
    """Only what kinsoku holds together may be too wide: every joint in it is forbidden."""
    signs = [sign for sign in line if ord(sign) < 0xE0100 or ord(sign) > 0xE01EF]
    return all(second in NOT_AT_START or first in NOT_AT_END for first, second in pairwise(signs))


@given(
    st.lists(st.sampled_from(list("番号をこのカードで、。「」（っょー")), min_size=1, max_size=40).map("".join),
    st.integers(4, 40),
)
def test_no_line_begins_or_ends_where_kinsoku_forbids(text: str, width: int) -> None:
    found = lines(text, width)
    assert all(line[0] not in NOT_AT_START for line in found[1:] if line)
    assert all(line[-1] not in NOT_AT_END for line in found[:-1] if line)
