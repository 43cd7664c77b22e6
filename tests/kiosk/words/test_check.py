"""The words files are whole; and the checker finds what it is there to find."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.words import check
from kiosk.words.check import InCode, Sentence


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
    code = InCode({"a": "x.py:1", "b": "x.py:2"}, frozenset({"a", "b", "d"}))
    found = complaints(check._unknown_or_unused(known(sentence("a"), sentence("c"), sentence("d")), code))
    assert found == "x.py:2: b is in no words file\nc is used nowhere"


def test_other_arguments() -> None:
    words = {"ja": known(sentence("a", arguments=("x",))), "en": known(sentence("a", arguments=("y",)))}
    assert complaints(check._other_arguments(words)) == "en: a has other arguments than ja: x, y"


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
    spoken = sentence("c", "あ", spoken=("時間",))
    found = complaints(check._readings([bare, wrong, spoken], frozenset({("番号", "ばんごう")})))
    assert found.splitlines() == [
        "ja: a has kanji without a reading: 番号, 入",
        "ja: c has kanji without a reading: 時間",
        "ja: b reads 番号 as ばんこう, which is not in readings.tsv",
    ]


def test_ids_are_found_in_the_code(tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "x.py").write_text('msg("a", x=1)\nMsg("b", {})\nother("c")\nmsg(name)\nname = "d"\n')
    code = check.ids_in_code(tmp_path)
    assert code.ids == {"a": "kiosk/x.py:1", "b": "kiosk/x.py:2"}
    assert {"c", "d"} <= code.strings
