"""Pre-rendered speech: made from the words files by the real voice, found again by the worker, cleared of the old."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.speaker.rendered import Rendered
from devices.speaker.voices import voice_of
from kiosk.speech import __main__ as rendering
from kiosk.words import all_words
from screens.phrase import msg


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the voice says of itself."""
    everything = rendering.fixed_sentences
    wanted = {words.phrase(msg("voice-not-now")).speech for words in all_words().values()}
    monkeypatch.setattr(
        rendering, "fixed_sentences", lambda tag: [each for each in everything(tag) if each.text in wanted]
    )


@pytest.mark.usefixtures("few")
def test_it_renders_what_is_missing_and_clears_what_nobody_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {tag: words.phrase(msg("voice-not-now")).speech for tag, words in all_words().items()}
    files = {(voice_of(tag).name, text) for tag, text in said.items()}
    assert rendering.main([str(tmp_path)]) == 0
    assert f"{len(files)} of them new" in capsys.readouterr().out
    for language, text in said.items():
        found = Rendered(tmp_path).find(voice_of(language).name, text, 1.0)
        assert found is not None
        assert 0.4 < found.seconds < 4.0
    old = tmp_path / "00" / "old.wav"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"")
    assert rendering.main([str(tmp_path)]) == 0
    assert "0 of them new" in capsys.readouterr().out
    assert not old.exists()


@pytest.mark.parametrize("language", all_words())
def test_every_language_has_a_voice(language: str) -> None:
    said = voice_of(language).speak(all_words()[language].phrase(msg("voice-ends")).speech, 1.0)
    assert 0.5 < said.seconds < 8.0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_value_is_in_a_fixed_sentence(language: str) -> None:
    found = [each.text for each in rendering.fixed_sentences(language)]
    assert len(found) > 1000
    assert len(found) == len(set(found))
    assert not [text for text in found if "{" in text or "$" in text]
