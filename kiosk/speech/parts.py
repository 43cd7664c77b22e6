"""Voice, keypad and handset of the settings, put together for one terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from devices.inputs.outcomes import Absence
from devices.speaker.outcomes import Outlet, Silent, SpeakerEvent, Why
from devices.speaker.process import ProcessSpeaker
from kiosk.audit import Audit
from kiosk.config import Config, KeypadSettings, SoundSettings
from kiosk.speech.guide import Guide
from kiosk.speech.keys import Keys
from kiosk.speech.transcript import Transcript
from screens.events import Command, Event
from screens.view import View

if TYPE_CHECKING:
    from devices.inputs.headphones import Headphones
    from devices.inputs.keypad import Key, Keypad

Post = Callable[[Callable[[], None]], None]


class Speech:
    """What speaks and is felt. driven: what is said is kept for whoever drives the terminal."""

    def __init__(self, config: Config, view: View, audit: Audit, post: Post, *, driven: bool) -> None:
        self._audit = audit
        self._post = post
        self._quiet_s = config.limits.warning_s
        self._heard_at = 0.0
        self._silent: Why | None = None
        self.transcript = Transcript() if driven else None
        sound = config.sound
        self._speaker = None if sound is None else speaker_of(sound, self._said)
        self.guide = Guide(
            view,
            self._speaker,
            loudspeaker=sound is not None and sound.speaker is not None,
            handset=None if sound is None or sound.handset is None else sound.handset_switch is None,
            keypad=config.keypad is not None,
            transcript=self.transcript,
        )
        self.keys = Keys(view, self.guide)
        self._switch = None if sound is None else sound.handset_switch
        self._settings = config.keypad
        self._headphones: Headphones | None = None
        self._keypad: Keypad | None = None

    def start(self, pressed: Callable[[Key], None]) -> None:
        """Listen to the keypad and look at the switch from now on. pressed: called on the loop's thread."""
        if self._settings is not None:
            self._keypad = keypad_of(
                self._settings,
                lambda key: self._post(lambda: pressed(key)),
                lambda absence: self._post(lambda: self._keypad_is(absence)),
            )
        if self._switch is not None:
            from devices.inputs.headphones import Headphones

            self._headphones = Headphones(
                self._switch, lambda plugged: self._post(lambda: self.guide.handset_is(plugged=plugged))
            )

    def happened(self, event: Event, now: float) -> None:
        """What came of a press, by hand or keypad, at monotonic second `now`."""
        self._heard_at = now
        if event == Command("voice"):
            self.guide.voice_key()
        else:
            self.guide.happened(event)

    def touched(self, now: float) -> None:
        """A key of the keypad went down."""
        self._heard_at = now

    def tick(self, now: float, *, serving: bool) -> None:
        """Say what there is to be said. Where nobody is served, whoever played with the voice goes after a while."""
        if not serving and self.guide.manners.on and now - self._heard_at > self._quiet_s:
            self.reset()
        self.guide.tick()

    def forget(self) -> None:
        """A stay is over, and so are its wishes."""
        self.guide.forget()
        self.reset()

    def reset(self) -> None:
        """As it is for the next resident."""
        self.guide.reset()
        self.keys.reset()

    def close(self) -> None:
        """Silence, and everything given back."""
        for part in (self._keypad, self._headphones, self._speaker):
            if part is not None:
                part.close()

    # --- what is logged -----------------------------------------------------------------------------------------------

    def _said(self, event: SpeakerEvent) -> None:
        """On the speaker's thread."""
        self._post(lambda: self._speaker_is(event.why if isinstance(event, Silent) else None))

    def _speaker_is(self, why: Why | None) -> None:
        if why is not self._silent:
            self._silent = why
            self._audit.log("speaker_state", state="ready" if why is None else why.value)

    def _keypad_is(self, absence: Absence | None) -> None:
        self._audit.log("keypad_state", state="ready" if absence is None else absence.value)


def speaker_of(settings: SoundSettings, told: Callable[[SpeakerEvent], None]) -> ProcessSpeaker:
    """Speaks from now on. Close it."""
    outlets = {Outlet.PUBLIC: settings.speaker, Outlet.HANDSET: settings.handset}
    devices = {outlet: device for outlet, device in outlets.items() if device is not None}
    return ProcessSpeaker(devices, settings.rendered, told)


def keypad_of(
    settings: KeypadSettings, pressed: Callable[[Key], None], changed: Callable[[Absence | None], None]
) -> Keypad:
    """Held from now on, as soon and as long as it is there. Close it."""
    from devices.inputs.keypad import EvdevKeypad, Keypad
    from devices.inputs.sources import Match

    return Keypad(EvdevKeypad(Match(settings.name, settings.vendor, settings.product)), pressed, changed)
