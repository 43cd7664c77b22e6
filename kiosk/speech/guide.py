"""The guide: hears what the page became, and has it said – personal things only into the handset.

On the loop's thread. It looks at the view's tree after everything that happened; what is said is the narrator's, how
is the resident's (`manners`), what the keypad's keys do is in `keys`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from devices.speaker.outcomes import Earcon, Outlet, Saying, Speaker
from kiosk.speech.manners import Manners
from kiosk.speech.transcript import Transcript
from screens import narrator
from screens.events import Answer, Command, Event, Refused, Touched
from screens.narrator import Line
from screens.phrase import msg
from screens.tree import Widget
from screens.view import View

_EARCONS: dict[narrator.Mood, Earcon | None] = {"done": Earcon.DONE, "trouble": Earcon.ERROR, "plain": None}

WALKED = Touched("keypad")
"""A key of the keypad after which all there is to tell has been told."""


class Guide:
    """speaker: None where nothing can be heard; the keypad works all the same. handset: None without one, else plugged.

    keypad: whether there is one. transcript: what was said, for whoever drives the terminal; None in production.
    """

    def __init__(
        self,
        view: View,
        speaker: Speaker | None,
        *,
        loudspeaker: bool,
        handset: bool | None,
        keypad: bool,
        transcript: Transcript | None = None,
    ) -> None:
        self._view = view
        self._speaker = speaker
        self._loudspeaker = loudspeaker
        self._handset = handset
        self._keypad = keypad
        self._transcript = transcript
        self._manners = Manners()
        self._tree: Widget | None = None
        self._shown_as = ("", 0)
        self._language = ""
        self._focused: str | None = None
        self._last: tuple[Line, ...] = ()
        self._sound: Earcon | None = None
        self._interrupted = False

    # --- what others may ask ------------------------------------------------------------------------------------------

    @property
    def manners(self) -> Manners:
        """How it speaks at the moment."""
        return self._manners

    # --- what happens -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Speak from now on: how it is used, then the page."""
        if self._speaker is None or self._manners.on:
            return
        self._manners = replace(self._manners, on=True)
        self._take_in()
        how = "voice-begins-keypad" if self._keypad else "voice-begins-touch"
        self.say((*self._own(how), *self._arrival(None)))

    def end(self) -> None:
        """Speak no more; what it knew of the resident's wishes is kept till `reset`."""
        if not self._manners.on:
            return
        self.say(self._own("voice-ends"))
        self._manners = replace(self._manners, on=False, dark=False)
        self._tree, self._last = None, ()

    def handset_is(self, *, plugged: bool) -> None:
        """Plugged in or lifted, it begins to speak; pulled out, it is silent at once: it was meant for one ear."""
        if self._handset is None or plugged == self._handset:
            return
        self._handset = plugged
        if self._speaker is None:
            return
        if plugged and not self._manners.on:
            self.begin()
        elif plugged:
            self.say(self._arrival(None))
        else:
            self._speaker.hush()
            self._manners = replace(self._manners, on=False)
            self._tree, self._last = None, ()

    def voice_key(self) -> None:
        """The key on the screen: begins, and then repeats the page."""
        if not self._manners.on:
            self.begin()
        else:
            self.say(self._arrival(None))

    def happened(self, event: Event) -> None:
        """What came of a press, by hand or keypad: its sound, and silence for what was being said."""
        match event:
            case Refused():
                self._sound = Earcon.ERROR
            case Answer() | Command() | Touched():
                self._sound = Earcon.PRESS
        self._interrupted = True

    def tick(self) -> None:
        """Say what has become of the page since the last time."""
        sound, self._sound = self._sound, None
        interrupted, self._interrupted = self._interrupted, False
        if self._speaker is None:
            return
        shown_as, tree = self._view.shown_as, self._view.tree()
        came = shown_as != self._shown_as
        self._shown_as = shown_as
        if tree is None:
            self._tree, self._last = None, ()
            return
        if came:
            sound = _EARCONS[narrator.mood(tree)] or sound
        lines = self._news(tree, came=came) if self._manners.on else ()
        if lines:
            self.say(lines, sound)
        elif sound is not None:
            self._utter((), sound)
        elif interrupted and self._manners.on:
            self._speaker.hush()

    def forget(self) -> None:
        """A stay is over: nothing of it is known here or in the voice any more."""
        self._last = ()
        if self._transcript is not None:
            self._transcript.clear()
        if self._speaker is not None:
            self._speaker.forget()

    def reset(self) -> None:
        """As it is for the next resident. A handset that stays plugged in is silent until it is used again."""
        if self._manners.on and self._speaker is not None:
            self._speaker.hush()
        self._manners = Manners()
        self._tree, self._last = None, ()

    # --- saying -------------------------------------------------------------------------------------------------------

    def say(self, lines: Sequence[Line], sound: Earcon | None = None) -> None:
        """Say this now, and again when it is asked for; of a voice that is off only the sound is heard."""
        self._last = tuple(lines) if self._manners.on else ()
        self._utter(self._last, sound)

    def say_own(self, id: str) -> None:
        """A sentence of the voice's own; it isn't what is repeated."""
        if self._manners.on:
            self._utter(self._own(id), None)

    def again(self) -> None:
        """Say the last thing once more."""
        self._utter(self._last or self._arrival(None), None)

    def say_focus(self, sound: Earcon | None = None) -> None:
        """The key in focus, as it is now."""
        tree, focused = self._view.tree(), self._view.focused
        self._take_in()
        if tree is not None and focused is not None:
            self.say(narrator.focus(tree, self._view.words, focused), sound)

    def say_whole(self) -> None:
        """Everything on the page."""
        tree = self._view.tree()
        if tree is not None:
            self.say(narrator.whole(tree))

    def behave(self, manners: Manners) -> None:
        """Speak like this from now on."""
        self._manners = manners

    @property
    def _outlet(self) -> Outlet | None:
        if self._handset:
            return Outlet.HANDSET
        return Outlet.PUBLIC if self._loudspeaker else None

    def _utter(self, lines: Sequence[Line], sound: Earcon | None) -> None:
        outlet = self._outlet
        if self._speaker is None or outlet is None or not (lines or sound):
            return
        heard = [line for line in lines if outlet is Outlet.HANDSET or not line.private]
        if len(heard) < len(lines) and self._handset is not None:
            heard += self._own("voice-private")
        language = self._view.words.language
        sayings = [Saying(line.text, language, line.private) for line in heard]
        self._speaker.say(sayings, outlet, self._manners.manner, sound)
        if self._transcript is not None:
            self._transcript.add(outlet, heard, sound)

    def _own(self, id: str) -> tuple[Line, ...]:
        return (Line(self._view.words.phrase(msg(id)).speech),)

    # --- the page -----------------------------------------------------------------------------------------------------

    def _news(self, tree: Widget, *, came: bool) -> tuple[Line, ...]:
        words = self._view.words
        before, focused, language = self._tree, self._focused, self._language
        if tree is before:
            return ()
        self._take_in()
        if came or before is None or words.language != language:
            return self._arrival(before if words.language == language else None)
        lines = narrator.changes(before, tree, words)
        if self._focused is not None and self._focused != focused:
            lines = (*narrator.focus(tree, words, self._focused), *lines)
        return lines

    def _arrival(self, before: Widget | None) -> tuple[Line, ...]:
        tree = self._view.tree()
        return () if tree is None else narrator.arrival(tree, self._view.words, before)

    def _take_in(self) -> None:
        self._tree = self._view.tree()
        self._language = self._view.words.language
        self._focused = self._view.focused
