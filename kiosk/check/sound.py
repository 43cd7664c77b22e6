"""`kiosk check sound`: speaks a sentence out of each outlet, with its sounds, and says how long it took to begin."""

from __future__ import annotations

import queue
import time
from typing import assert_never

from devices.speaker.outcomes import Began, Earcon, Ended, Manner, Outlet, Saying, Speaker, SpeakerEvent, Why
from kiosk.check.report import Report, Result, Value
from kiosk.config import Config
from kiosk.speech.parts import speaker_of

_PATIENCE_S = 60.0
_SENTENCES = {
    Outlet.PUBLIC: (Saying("これは、スピーカーのたしかめです。"), Saying("This is the loudspeaker.", "en")),
    Outlet.HANDSET: (Saying("これは、じゅわきのたしかめです。"), Saying("This is the handset.", "en")),
}
"""For a technician's ear; no resident hears them."""


def check(config: Config) -> Report:
    """The outlets of the settings."""
    if config.sound is None:
        return Report("sound", Result.NO_SOUND, {}, "This terminal has no voice ([sound]).")
    told: queue.SimpleQueue[SpeakerEvent] = queue.SimpleQueue()
    speaker = speaker_of(config.sound, told.put)
    try:
        outlets = [Outlet.PUBLIC] * (config.sound.speaker is not None)
        outlets += [Outlet.HANDSET] * (config.sound.handset is not None)
        return check_sound(speaker, told, outlets)
    finally:
        speaker.close()


def check_sound(speaker: Speaker, told: queue.SimpleQueue[SpeakerEvent], outlets: list[Outlet]) -> Report:
    """One outlet after the other. told: what the speaker tells."""
    findings: dict[str, Value] = {}
    for outlet in outlets:
        asked = time.monotonic()
        job = speaker.say(_SENTENCES[outlet], outlet, Manner(), Earcon.DONE)
        while True:
            try:
                event = told.get(timeout=_PATIENCE_S)
            except queue.Empty:
                return _silent(Why.BROKEN, outlet, findings)
            if event.job != job:
                continue
            if isinstance(event, Began):
                findings[f"{outlet.value}_first_sound_s"] = round(time.monotonic() - asked, 2)
            elif isinstance(event, Ended):
                findings[outlet.value] = "heard"
                break
            else:
                return _silent(event.why, outlet, findings)
    return Report("sound", Result.OK, findings)


def _silent(why: Why, outlet: Outlet, findings: dict[str, Value]) -> Report:
    findings = findings | {outlet.value: "silent", "reason": why.value}
    match why:
        case Why.NO_OUTLET | Why.NOT_THERE:
            advice = "The sound system has no such device, or it fails: see `aplay -L`, the cable and the settings."
            return Report("sound", Result.NO_SOUND, findings, advice)
        case Why.NO_PLAYER:
            return Report("sound", Result.NO_SOUND, findings, "aplay is missing: install alsa-utils.")
        case Why.NO_VOICE:
            return Report("sound", Result.NO_VOICE, findings, "A voice is missing: install espeak-ng.")
        case Why.BROKEN:
            return Report("sound", Result.NO_VOICE, findings, "The speaking program ends by itself: install anew.")
        case never:
            assert_never(never)
