"""The chrome's own sentences: none is missing, none is left over, and both languages have the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources

from kiosk.words import all_words
from screens.gallery import PANELS, pose
from screens.page import Choose, DateEntry, Frame, TrayState
from screens.phrase import Msg, Phrase, Text, Words
from screens.samples import SAMPLES, Sample, SampleWords
from screens.scene import TEXT_SCALES
from screens.view import View


class Listening:
    """Words that remember which sentences were asked for."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.heard: set[str] = set()

    @property
    def language(self) -> str:
        return self._words.language

    def phrase(self, text: Text) -> Phrase:
        for id in _ids(text):
            self.heard.add(id)
        return self._words.phrase(text)


def _ids(text: Text) -> Iterator[str]:
    if isinstance(text, Msg):
        yield text.id
        for value in text.args.values():
            if isinstance(value, Msg):
                yield from _ids(value)


def _written(language: str) -> set[str]:
    text = resources.files("kiosk.words").joinpath(language, "frame.ftl").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+) =", text, re.MULTILINE))


def test_both_languages_have_the_same_sentences() -> None:
    assert _written("ja") == _written("en")
    assert all(id.startswith("screen-") for id in _written("ja"))


def _everything() -> Iterator[tuple[Sample, float]]:
    """Samples and what they don't show: trays, closed ways, eras, the parts of a date, a turned card."""
    for name, sample in SAMPLES.items():
        yield sample, 1.0
        if name == "two":
            assert isinstance(sample.page, Choose)
            chosen = tuple(replace(option, selected=True) for option in sample.page.options)
            yield replace(sample, page=replace(sample.page, options=chosen)), 1.0
        if name == "menu":
            yield sample, TEXT_SCALES[-1]
            for tray in TrayState:
                yield replace(sample, frame=replace(sample.frame, tray=tray)), 1.5
            for back, stop in ((False, True), (True, False), (False, False)):
                yield replace(sample, frame=Frame(tray=TrayState.EMPTY, can_go_back=back, can_stop=stop)), 1.0
        if name == "wait":
            yield replace(sample, page=replace(sample.page, picture="turn_card")), 1.0  # type: ignore[call-arg]
        if name in ("list", "document"):
            yield replace(sample, presses=("pager.next", "pager.next")), 1.0
        if name == "date":
            assert isinstance(sample.page, DateEntry)
            old = replace(sample.page, earliest="1900-01-01")
            for typed in ("", "5", "501", "50112", "500112"):
                yield Sample(old, sample.frame, typed, ("era.showa",)), 1.0
            yield Sample(old, sample.frame, "1950", ("era.western",)), 1.0
            yield Sample(old, sample.frame, "20261201", ("era.western",)), 1.0
        if name == "nickname":
            yield replace(sample, presses=("switch", "shift")), 1.0
        if name == "pin":
            yield replace(sample, frame=replace(sample.frame, can_stop=False)), 1.0
        if name == "mail":
            yield replace(sample, typed=""), 1.0


def test_no_sentence_is_missing_and_none_is_left_over() -> None:
    loaded: Mapping[str, Words] = all_words()
    listening = Listening(loaded["ja"])
    words = SampleWords(listening)
    for panel in PANELS.values():
        view = View(panel, words, voice=True)
        for sample, scale in _everything():
            pose(view, sample, words, scale, "normal")
            view.tree()
    asked = {id for id in listening.heard if id.startswith("screen-")}
    assert asked == _written("ja")
