"""The speaker over the real voices and the real sound system: ALSA writes what it would have played into a file.

sox is the judge of what is in it; espeak-ng, Open JTalk and aplay are the parts.
"""

from __future__ import annotations

import os
import queue
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from devices.speaker.outcomes import Began, Earcon, Ended, Manner, Outlet, Saying, Silent, SpeakerEvent, Why
from devices.speaker.process import ProcessSpeaker

PATIENCE_S = 120.0
ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.room {{ type file slave.pcm null file "{folder}/room.wav" format wav }}
pcm.ear {{ type file slave.pcm null file "{folder}/ear.wav" format wav }}
"""


class House:
    """A speaker with a room and an ear, and what it told."""

    def __init__(self, folder: Path, rendered: Path | None = None) -> None:
        self.folder = folder
        self.told: queue.Queue[SpeakerEvent] = queue.Queue()
        self.speaker = ProcessSpeaker({Outlet.PUBLIC: "room", Outlet.HANDSET: "ear"}, rendered, self.told.put)

    def say(self, *sayings: Saying, outlet: Outlet = Outlet.PUBLIC, sound: Earcon | None = None) -> SpeakerEvent:
        """Say it, and wait for how it ended."""
        job = self.speaker.say(sayings, outlet, sound=sound)
        while True:
            event = self.told.get(timeout=PATIENCE_S)
            if event.job == job and not isinstance(event, Began):
                return event

    def heard(self, outlet: str) -> dict[str, float]:
        """What sox measures: seconds, loudest (1.0: full scale), zero crossings as a rough pitch (Hz)."""
        file = self.folder / f"{outlet}.wav"
        stat = subprocess.run(["sox", file, "-n", "stat"], capture_output=True, text=True, check=True).stderr
        found = dict(line.split(":") for line in stat.splitlines() if ":" in line)
        return {
            "seconds": float(found["Length (seconds)"]),
            "loudest": float(found["Maximum amplitude"]),
            "pitch": float(found["Rough   frequency"]),
        }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "asound.conf").write_text(ALSA.format(folder=tmp_path), encoding="ascii")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    return tmp_path


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    house = House(folder)
    yield house
    house.speaker.close()


def workers() -> list[psutil.Process]:
    """The voices' processes of this one."""
    own = psutil.Process(os.getpid()).children()
    return [child for child in own if "devices.speaker.worker" in " ".join(child.cmdline())]


def test_it_speaks_japanese_and_english_and_is_not_clipped(house: House) -> None:
    assert isinstance(house.say(Saying("4けたのあんしょうばんごうをいれてください。", "ja")), Ended)
    japanese = house.heard("room")
    assert 2.0 < japanese["seconds"] < 8.0
    assert 0.3 < japanese["loudest"] < 0.95
    assert isinstance(house.say(Saying("Enter your four digit PIN.", "en"), outlet=Outlet.HANDSET), Ended)
    english = house.heard("ear")
    assert 1.0 < english["seconds"] < 6.0
    assert 0.3 < english["loudest"] < 0.95


def test_private_things_reach_the_ear_and_never_the_room(house: House) -> None:
    secret = Saying("やまだはなこさん", "ja", private=True)
    assert isinstance(house.say(secret, outlet=Outlet.PUBLIC), Ended)
    assert not (house.folder / "room.wav").exists()
    assert isinstance(house.say(secret, outlet=Outlet.HANDSET), Ended)
    assert house.heard("ear")["seconds"] > 0.5


def test_sounds_are_told_apart(house: House) -> None:
    heard = {}
    for sound in Earcon:
        assert isinstance(house.say(sound=sound), Ended)
        heard[sound] = house.heard("room")
    assert heard[Earcon.PRESS]["seconds"] < 0.2 < 0.3 < heard[Earcon.DONE]["seconds"] < 0.6
    assert heard[Earcon.ERROR]["pitch"] < 500.0 < 900.0 < heard[Earcon.DONE]["pitch"]


def test_faster_is_shorter_and_softer_is_softer(house: House) -> None:
    def said(manner: Manner) -> dict[str, float]:
        house.speaker.say([Saying("わたしのじょうほうをみる。")], Outlet.PUBLIC, manner)
        while not isinstance(house.told.get(timeout=PATIENCE_S), Ended):
            pass
        return house.heard("room")

    usual, fast, soft = said(Manner()), said(Manner(speed=2.0)), said(Manner(volume=0.2))
    assert fast["seconds"] < 0.7 * usual["seconds"]
    assert soft["loudest"] < 0.4 * usual["loudest"]


def test_a_new_job_breaks_off_the_old_one(house: House) -> None:
    long = [Saying("これは、とてもながいおはなしです。" * 40)]
    first = house.speaker.say(long, Outlet.PUBLIC)
    assert house.told.get(timeout=PATIENCE_S) == Began(first)
    second = house.speaker.say([Saying("おわり。")], Outlet.HANDSET)
    ended = [house.told.get(timeout=PATIENCE_S), house.told.get(timeout=PATIENCE_S)]
    assert ended == [Began(second), Ended(second)]


def test_hush_is_silence(house: House) -> None:
    first = house.speaker.say([Saying("これは、とてもながいおはなしです。" * 40)], Outlet.PUBLIC)
    assert house.told.get(timeout=PATIENCE_S) == Began(first)
    house.speaker.hush()
    assert isinstance(house.say(Saying("はい。"), outlet=Outlet.HANDSET), Ended)
    assert house.told.empty()


def test_what_it_knew_of_a_stay_ends_with_it(house: House) -> None:
    house.say(Saying("やまだはなこさん", private=True), outlet=Outlet.HANDSET)
    (before,) = workers()
    house.speaker.forget()
    (after,) = workers()
    assert after.pid != before.pid
    assert isinstance(house.say(Saying("つぎのかた。")), Ended)
    house.speaker.forget()
    assert workers()[0].pid == after.pid  # it was told nothing private


def test_a_voice_that_dies_is_told_and_replaced(house: House) -> None:
    house.say(Saying("はい。"))
    workers()[0].kill()
    assert house.told.get(timeout=PATIENCE_S) == Silent(1, Why.BROKEN)
    assert isinstance(house.say(Saying("はい。")), Ended)


@pytest.mark.parametrize(
    ("saying", "outlets", "why"),
    [
        (Saying("はい。"), {Outlet.PUBLIC: "no-such-device"}, Why.NOT_THERE),
        (Saying("はい。"), {Outlet.HANDSET: "ear"}, Why.NO_OUTLET),
        (Saying("Oui.", "fr"), {Outlet.PUBLIC: "room"}, Why.NO_VOICE),
    ],
)
def test_what_is_not_heard_is_told(folder: Path, saying: Saying, outlets: dict[Outlet, str], why: Why) -> None:
    told: queue.Queue[SpeakerEvent] = queue.Queue()
    speaker = ProcessSpeaker(outlets, None, told.put)
    try:
        job = speaker.say([saying], Outlet.PUBLIC)
        event = told.get(timeout=PATIENCE_S)
        assert (told.get(timeout=PATIENCE_S) if event == Began(job) else event) == Silent(job, why)
    finally:
        speaker.close()


def test_nothing_of_what_is_said_can_be_seen_from_outside(house: House) -> None:
    """Arguments and environment of the voice and its players; what is said lies in none."""
    house.speaker.say([Saying("Kirakira Komorebi. " * 30, "en", private=True)], Outlet.HANDSET)
    assert isinstance(house.told.get(timeout=PATIENCE_S), Began)
    (worker,) = workers()
    for process in (worker, *worker.children(recursive=True)):
        try:
            seen = process.cmdline() + [f"{key}={value}" for key, value in process.environ().items()]
        except psutil.Error:
            continue  # it has played its part, or may not be looked at
        assert "Kirakira" not in " ".join(seen)
