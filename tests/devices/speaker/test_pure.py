"""Sentences, pieces, spelling, samples and the pre-rendered folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.speaker.outcomes import Earcon, Saying
from devices.speaker.rendered import Rendered
from devices.speaker.sounds import FULL, Pcm, at_volume, earcon, scaled, without_silence
from devices.speaker.spelling import LONGEST, japanese, pieces, sentences


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8:30～20:00", "8時30分から20時"),
        ("手数料（1通）", "手数料、1通"),
        ("「はじめに もどる」を押す", "はじめに もどるを押す"),
        ("葛\U000e0100城市", "葛城市"),
        ("300えん × 2ぶ", "300えん かける 2ぶ"),
        ("（）", ""),
        ("Tiếng Việt・Português", "Tieng Viet、Portugues"),
    ],
)
def test_signs_are_spelt_as_they_are_read(text: str, read: str) -> None:
    assert japanese(text) == read


def test_a_text_is_cut_into_sentences() -> None:
    assert [each.text for each in sentences(Saying("あ。い！ う"))] == ["あ。", "い！", "う"]
    assert [each.text for each in sentences(Saying("It costs 1.50 yen. Pay now.", "en"))] == [
        "It costs 1.50 yen.",
        "Pay now.",
    ]


def test_japanese_names_keep_their_voice_in_other_languages() -> None:
    found = pieces(Saying("Good day, 山田花子, come in", "en", private=True))
    assert [(each.language, each.text.strip(" ,")) for each in found] == [
        ("en", "Good day"),
        ("ja", "山田花子"),
        ("en", "come in"),
    ]
    assert all(each.private for each in found)
    assert [each.language for each in pieces(Saying("ことば 한국어"))] == ["ja", "ko"]
    assert [each.language for each in pieces(Saying("您好，山田さん", "zh-Hans"))] == ["zh-Hans", "ja"]


@given(st.text(alphabet="あいうえお、。 a1,", max_size=300))
def test_nothing_is_lost_when_it_is_cut(text: str) -> None:
    said = "".join(piece.text for sentence in sentences(Saying(text)) for piece in pieces(sentence))
    assert [sign for sign in said if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


def test_long_sentences_are_cut_at_their_commas() -> None:
    parts = pieces(Saying("これはとてもながいぶんです、" * 8))
    assert len(parts) > 2
    assert all(len(part.text) <= LONGEST for part in parts)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_samples_are_scaled_before_they_are_whole_numbers(wave: list[float]) -> None:
    samples = np.frombuffer(scaled(np.array(wave), 8000).samples, "<i2")
    assert np.max(np.abs(samples.astype(int))) < 0.9 * FULL


def test_volume_and_silence() -> None:
    tone = earcon(Earcon.DONE)
    half = np.frombuffer(at_volume(tone, 0.5), "<i2")
    assert np.max(half) == pytest.approx(np.max(np.frombuffer(tone.samples, "<i2")) / 2, abs=1)
    padded = Pcm(tone.rate, bytes(96000) + tone.samples + bytes(96000))
    assert without_silence(padded).seconds < tone.seconds + 0.2


def test_the_folder_gives_back_what_it_keeps_and_nothing_broken(tmp_path: Path) -> None:
    folder, pcm = Rendered(tmp_path), earcon(Earcon.PRESS)
    path = folder.keep("voice 1", "カードを取ります", 1.0, pcm)
    assert folder.find("voice 1", "カードを取ります", 1.0) == pcm
    assert folder.find("voice 2", "カードを取ります", 1.0) is None
    assert folder.find("voice 1", "カードを取ります", 1.3) is None
    assert Rendered(None).find("voice 1", "カードを取ります", 1.0) is None
    path.write_bytes(b"RIFF")
    assert folder.find("voice 1", "カードを取ります", 1.0) is None


def test_no_name_in_the_folder_tells_what_is_said(tmp_path: Path) -> None:
    path = Rendered(tmp_path).keep("voice", "hello", 1.0, earcon(Earcon.PRESS))
    assert "hello" not in str(path.relative_to(tmp_path))
    assert "hello" not in repr(Saying("hello"))
