"""What a technician is told of voice and keypad: the real voices into ALSA's null device, keys handed in one by one."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.inputs.keypad import Key
from devices.inputs.outcomes import Absence
from devices.speaker.outcomes import Outlet, SpeakerEvent
from devices.speaker.process import ProcessSpeaker
from kiosk.check.keypad import Told, check_keypad
from kiosk.check.report import Result
from kiosk.check.sound import check_sound
from kiosk.config import ConfigError, load


@pytest.fixture
def told() -> queue.SimpleQueue[SpeakerEvent]:
    return queue.SimpleQueue()


@pytest.fixture
def speaker(told: queue.SimpleQueue[SpeakerEvent]) -> Iterator[ProcessSpeaker]:
    speaker = ProcessSpeaker({Outlet.PUBLIC: "null", Outlet.HANDSET: "no-such-device"}, None, told.put)
    yield speaker
    speaker.close()


def test_each_outlet_is_heard_or_not(speaker: ProcessSpeaker, told: queue.SimpleQueue[SpeakerEvent]) -> None:
    report = check_sound(speaker, told, [Outlet.PUBLIC])
    assert report.result is Result.OK
    assert report.findings["public"] == "heard"
    report = check_sound(speaker, told, [Outlet.PUBLIC, Outlet.HANDSET])
    assert report.result is Result.NO_SOUND
    assert (report.findings["handset"], report.findings["reason"]) == ("silent", "not_there")
    assert "aplay -L" in (report.advice or "")


def keys(*came: Told) -> queue.SimpleQueue[Told]:
    """A keypad that is there, and what it says."""
    told: queue.SimpleQueue[Told] = queue.SimpleQueue()
    for each in came:
        told.put(each)
    return told


def test_every_key_is_wanted_once() -> None:
    report = check_keypad(keys(None, *Key, *Key), 60.0)
    assert (report.result, report.findings) == (Result.OK, {"keys": 15, "missing": []})
    report = check_keypad(keys(None, *(key for key in Key if key not in (Key.UP, Key.DIGIT_5))), 0.0)
    assert report.result is Result.KEYS_MISSING
    report = check_keypad(keys(None, *(key for key in Key if key not in (Key.UP, Key.DIGIT_5))), 0.5)
    assert report.findings["missing"] == ["5", "up"]


@pytest.mark.parametrize(
    ("absence", "result"),
    [
        (Absence.NOT_THERE, Result.NO_KEYPAD),
        (Absence.BUSY, Result.KEYPAD_BUSY),
        (Absence.NOT_PERMITTED, Result.KEYPAD_NOT_PERMITTED),
    ],
)
def test_a_keypad_that_cannot_be_had(absence: Absence, result: Result) -> None:
    assert check_keypad(keys(absence), 60.0).result is result


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("[sound]\n", "nothing would be heard"),
        ('[sound]\nspeaker = "a"\nhandset_switch = "b"\n', "goes with a handset"),
        ("[keypad]\n", "every keyboard would be a keypad"),
        ("[keypad]\nvendor = 1\n", "go together"),
    ],
)
def test_settings_that_make_no_sense_are_refused(section: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "terminal.toml"
    file.write_text(f'profile = "demo"\n{section}', encoding="utf-8")
    with pytest.raises(ConfigError, match=complaint):
        load(file)
