"""Voice and keypad of the settings put together: who goes away leaves it as it was; what is silent is logged."""

from __future__ import annotations

import io
import json
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.audit import Audit
from kiosk.check.report import Result
from kiosk.check.sound import check
from kiosk.clock import Clock
from kiosk.config import Config, Gateway, KeypadSettings, Reader, SoundSettings, Terminal
from kiosk.speech.parts import Speech
from kiosk.words import all_words
from screens.events import Command, Touched
from screens.metrics import PANEL_A
from screens.samples import SAMPLES, SampleWords
from screens.view import View

PATIENCE_S = 60.0


def config(sound: SoundSettings) -> Config:
    return Config(
        profile="demo",
        terminal=Terminal(id="t-1", municipality="こもれび市", place="市役所"),
        reader=Reader(name="x"),
        gateway=Gateway(url="https://127.0.0.1:1", ca=Path("x"), certificate=Path("x"), key=Path("x")),
        sound=sound,
        keypad=KeypadSettings(name="nothing of this name"),
    )


class House:
    def __init__(self, sound: SoundSettings) -> None:
        self.log = io.StringIO()
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.view = View(PANEL_A, SampleWords(all_words()["ja"]), voice=True)
        audit = Audit(Clock(), self.log)
        self.speech = Speech(config(sound), self.view, audit, self.posted.put, driven=True)
        self.view.show(SAMPLES["pin"].page, SAMPLES["pin"].frame)

    def logged(self, event: str) -> list[str]:
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [line["state"] for line in lines if line["event"] == event]

    def until_logged(self, event: str) -> list[str]:
        while not self.logged(event):
            self.posted.get(timeout=PATIENCE_S)()
        return self.logged(event)


@pytest.fixture
def house() -> Iterator[House]:
    house = House(SoundSettings(handset="null"))
    yield house
    house.speech.close()


def test_the_key_on_the_screen_begins_and_whoever_goes_away_ends(house: House) -> None:
    house.speech.happened(Command("voice"), 1000.0)
    assert house.speech.guide.manners.on
    house.speech.tick(1059.0, serving=False)
    assert house.speech.guide.manners.on
    house.speech.happened(Touched("digit.1"), 1059.0)
    house.speech.tick(1100.0, serving=False)
    assert house.speech.guide.manners.on
    house.speech.tick(9000.0, serving=True)
    assert house.speech.guide.manners.on
    house.speech.tick(1120.0, serving=False)
    assert not house.speech.guide.manners.on


def test_the_end_of_a_stay_ends_it_all(house: House) -> None:
    house.speech.happened(Command("voice"), 1000.0)
    house.speech.forget()
    assert not house.speech.guide.manners.on
    assert house.speech.transcript is not None
    assert house.speech.transcript.since(0) == []


def test_a_keypad_that_is_missing_is_logged(house: House) -> None:
    house.speech.start(lambda key: None)
    assert house.until_logged("keypad_state")[0] in ("not_there", "not_permitted")


def test_an_outlet_that_is_missing_is_logged_once() -> None:
    house = House(SoundSettings(handset="no-such-device"))
    try:
        house.speech.happened(Command("voice"), 1000.0)
        assert house.until_logged("speaker_state") == ["not_there"]
    finally:
        house.speech.close()


def test_the_check_takes_the_outlets_of_the_settings() -> None:
    report = check(config(SoundSettings(speaker="null", handset="null")))
    assert report.result is Result.OK
    assert {"public", "handset", "public_first_sound_s", "handset_first_sound_s"} == set(report.findings)
