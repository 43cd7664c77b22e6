"""The words files are whole; and the checker finds what it is there to find."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.words import check
from kiosk.words.check import Sentence
from kiosk.words.in_code import InCode, Said, ids_in_code


def test_nothing_to_complain_about() -> None:
    assert check.complaints() == []


def test_the_command_says_so() -> None:
    done = subprocess.run([sys.executable, "-m", "kiosk.words.check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def sentence(id: str, *shown: str, spoken: tuple[str, ...] = (), arguments: tuple[str, ...] = ()) -> Sentence:
    return Sentence(id, shown, spoken, frozenset(arguments))


def known(*sentences: Sentence) -> dict[str, Sentence]:
    return {each.id: each for each in sentences}


def complaints(found: Iterator[str]) -> str:
    return "\n".join(found)


def test_missing_in_a_language() -> None:
    words = {"ja": known(sentence("a"), sentence("b")), "en": known(sentence("a"), sentence("c"))}
    assert complaints(check._missing(words)) == "ja: c is missing\nen: b is missing"


def test_unknown_to_the_words_and_unused_by_the_code() -> None:
    said = (
        Said("a", "x.py:1", frozenset({"x"})),
        Said("b", "x.py:2", None),
        Said("e", "x.py:3", frozenset()),
        Said("f", "x.py:4", None),
        Said("h", "x.py:5", frozenset({"n", "of"})),
    )
    ja = known(
        *(sentence(id) for id in ("a", "c", "d", "f", "g-one", "screen-i")),
        sentence("e", arguments=("y",)),
        sentence("h", arguments=("n",)),
    )
    en = known(sentence("h", arguments=("n", "of")))
    code = InCode(said, frozenset("abdefhi"), (re.compile("g-[a-z]+"),))
    found = complaints(check._unknown_or_unused({"ja": ja, "en": en}, code))
    assert found.splitlines() == [
        "x.py:1: a is not given what it needs: x",
        "x.py:2: b is in no words file",
        "x.py:3: e is not given what it needs: y",
        "c is used nowhere",
    ]


def test_a_language_that_loses_an_argument() -> None:
    words = {
        "ja": known(sentence("a", arguments=("x",)), sentence("b")),
        "en": known(sentence("a", arguments=("y",)), sentence("b", arguments=("z",))),
    }
    assert complaints(check._lost_arguments(words)) == "en: a doesn't tell, as ja does: x"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("カードを 台に 置いてください", ["カードを 台に 置いてください"]),
        ("4桁の暗証番号を 入れてください。もう一度", ["4桁の暗証番号を", "入れてください。もう一度"]),
        ("あ" * 40, ["あ" * 18, "あ" * 18, "あ" * 4]),
    ],
)
def test_lines_of_a_heading(text: str, lines: list[str]) -> None:
    assert check.lines_of(text, between_words=False) == lines


def test_headings() -> None:
    long = sentence("x-heading", "長《なが》い " * 20)
    stop = sentence("y-heading", "カードを 置《お》いてください。")
    fine = sentence("z", "長《なが》い " * 20)
    found = complaints(check._too_long_headings("ja", [long, stop, fine]))
    assert "x-heading needs" in found
    assert "y-heading ends with a full stop" in found
    assert "z " not in found


def test_words_of_another_language() -> None:
    found = complaints(check._left_untranslated("ja", [sentence("a", "PIN を 入れる")], {}))
    assert found == "ja: a leaves untranslated: PIN"
    found = complaints(check._left_untranslated("en", [sentence("b", "Enter the 番号")], {}))
    assert found == "en: b leaves untranslated: 番号"


def test_readings() -> None:
    bare = sentence("a", "番号を 入れる")
    wrong = sentence("b", "番号《ばんこう》")
    spoken = sentence("c", "あ", spoken=("時間",))  # a voice reads that by itself
    found = complaints(check._readings("ja", [bare, wrong, spoken], frozenset({("番号", "ばんごう")})))
    assert found.splitlines() == [
        "ja: a has kanji without a reading: 番号, 入",
        "ja: b reads 番号 as ばんこう, which is not in readings.tsv",
    ]


def test_ids_are_found_in_the_code(tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    code = """
msg("a", x=1)
Msg("b", {"y": 1}, personal=True)
Msg("b", args)
other("c")
msg(name)
name = "d"
scene.own("e", n=1)
f"page-{name}"
"""
    (tmp_path / "kiosk" / "x.py").write_text(code)
    found = ids_in_code(tmp_path)
    assert found.said == (
        Said("a", "kiosk/x.py:2", frozenset({"x"})),
        Said("b", "kiosk/x.py:3", frozenset({"y"})),
        Said("b", "kiosk/x.py:4", None),
        Said("screen-e", "kiosk/x.py:8", frozenset({"n"})),
    )
    assert found.mentions("page-one")
    assert not found.mentions("side-one")
    assert {"c", "d"} <= found.strings
