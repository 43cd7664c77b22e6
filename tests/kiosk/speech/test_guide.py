"""The guide and the keypad's keys over a real view: what is told to the speaker, where, and when it is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from devices.inputs.keypad import Key
from devices.speaker.outcomes import NORMAL, Earcon, Manner, Outlet, Saying
from kiosk.speech.guide import WALKED, Guide
from kiosk.speech.keys import Keys
from kiosk.speech.transcript import Transcript
from kiosk.words import all_words
from screens.events import Answer, Command, Event
from screens.metrics import PANEL_A
from screens.page import Choose, Done, Frame, Option, Page, Pin, Secret, TextEntry, TrayState, Tries, Trouble
from screens.phrase import Data, msg
from screens.view import View

WORDS = all_words()
FRAME = Frame(tray=TrayState.EMPTY, can_go_back=True)
NAME = "山田花子"
CHOOSE = Choose(
    name="menu",
    heading=msg("screen-service"),
    options=(
        Option("a", msg("screen-with-card")),
        Option("b", Data(NAME)),
        Option("c", msg("screen-without-card")),
    ),
)
PIN = Pin(name="pin", heading=msg("screen-pin-box"), secret=Secret.USER_AUTHENTICATION, tries=Tries(3, 3))
DONE = Done(name="done", heading=msg("screen-picture-ok"), action=msg("screen-stop"))
TROUBLE = Trouble(name="trouble", heading=msg("screen-service"), tone="bad", happened=msg("screen-service"), to_do=())
NICKNAME = TextEntry(name="nickname", heading=msg("screen-service"), label=msg("screen-service"), keyboard="kana")


@dataclass(frozen=True)
class Said:
    texts: tuple[str, ...]
    outlet: Outlet
    manner: Manner
    sound: Earcon | None


@dataclass
class Ear:
    """A speaker that only listens."""

    heard: list[Said] = field(default_factory=list)
    hushed: int = 0
    forgot: int = 0

    def say(
        self, sayings: Sequence[Saying], outlet: Outlet, manner: Manner = NORMAL, sound: Earcon | None = None
    ) -> int:
        self.heard.append(Said(tuple(saying.text for saying in sayings), outlet, manner, sound))
        return len(self.heard)

    def hush(self) -> None:
        self.hushed += 1

    def forget(self) -> None:
        self.forgot += 1

    def close(self) -> None:
        pass


class Stand:
    """A view, a guide, and hands on the keypad."""

    def __init__(self, page: Page = CHOOSE, *, handset: bool | None = True, loudspeaker: bool = True) -> None:
        self.ear = Ear()
        self.view = View(PANEL_A, WORDS["ja"], voice=True)
        self.transcript = Transcript()
        self.guide = Guide(
            self.view,
            self.ear,
            loudspeaker=loudspeaker,
            handset=handset,
            keypad=True,
            transcript=self.transcript,
        )
        self.keys = Keys(self.view, self.guide)
        self.show(page)

    def show(self, page: Page) -> None:
        self.view.show(page, FRAME)
        self.guide.tick()

    def press(self, *keys: Key) -> Event | None:
        """As the stage does it."""
        event: Event | None = None
        for key in keys:
            event = self.keys.press(key)
            if event is not None and event != WALKED:
                self.guide.happened(event)
            self.guide.tick()
        return event

    def type(self, digits: str) -> None:
        self.press(*(Key(digit) for digit in digits))

    @property
    def last(self) -> str:
        return "。".join(self.ear.heard[-1].texts)


def test_it_is_silent_until_it_is_asked_to_speak() -> None:
    stand = Stand()
    stand.press(Key.DOWN)
    stand.show(PIN)
    assert not [said for said in stand.ear.heard if said.texts]
    stand.press(Key.VOICE)
    assert "あんないをはじめます" in stand.last
    assert "あんしょうばんごう" in stand.last


def test_personal_things_go_into_the_handset_only() -> None:
    stand = Stand(handset=True)
    stand.press(Key.VOICE, Key.DIGIT_2)
    assert (NAME in stand.last, stand.ear.heard[-1].outlet) == (True, Outlet.HANDSET)
    stand.guide.handset_is(plugged=False)
    assert stand.ear.hushed == 1
    stand.press(Key.VOICE, Key.DIGIT_1, Key.DIGIT_2)
    assert stand.ear.heard[-1].outlet is Outlet.PUBLIC
    assert NAME not in stand.last
    assert "じゅわき" in stand.last
    assert not [said for said in stand.ear.heard if said.outlet is Outlet.PUBLIC and NAME in "".join(said.texts)]


def test_plugging_in_begins_and_pulling_out_ends() -> None:
    stand = Stand(handset=False)
    stand.guide.handset_is(plugged=True)
    assert stand.ear.heard[-1].outlet is Outlet.HANDSET
    assert stand.guide.manners.on
    stand.guide.handset_is(plugged=False)
    assert not stand.guide.manners.on


def test_without_any_outlet_nothing_is_said_and_the_keys_work() -> None:
    stand = Stand(handset=None, loudspeaker=False)
    assert stand.press(Key.VOICE, Key.DIGIT_3, Key.CONFIRM) == Answer("c")
    assert stand.ear.heard == []


def test_down_and_up_walk_and_confirm_presses() -> None:
    stand = Stand()
    stand.press(Key.VOICE, Key.DOWN)
    assert "1つめ" in stand.last
    stand.press(Key.DOWN, Key.DOWN, Key.UP)
    assert NAME in stand.last
    assert stand.press(Key.CONFIRM) == Answer("b")


def test_confirm_without_a_focus_presses_nothing() -> None:
    stand = Stand()
    assert stand.press(Key.VOICE, Key.CONFIRM) == WALKED
    assert stand.view.focused == "option.a"


def test_a_pin_is_typed_counted_put_right_and_given() -> None:
    stand = Stand(PIN)
    stand.press(Key.VOICE)
    stand.type("17")
    assert "2けた" in stand.last
    stand.press(Key.BACK)
    assert "1けた" in stand.last
    stand.type("739")
    assert "おせます" in stand.last
    event = stand.press(Key.CONFIRM)
    assert isinstance(event, Answer)
    assert event.value == bytearray(b"1739")


def test_confirm_after_too_few_digits_says_how_many_are_missing_and_presses_nothing_else() -> None:
    stand = Stand(PIN)
    stand.press(Key.VOICE, Key.DOWN)  # the focus stands on a key that would leave the page
    stand.type("17")
    assert stand.press(Key.CONFIRM) == WALKED
    assert "あと2けた" in stand.last
    assert stand.ear.heard[-1].sound is Earcon.ERROR


def test_back_erases_first_and_then_goes_back() -> None:
    stand = Stand(PIN)
    stand.press(Key.VOICE)
    stand.type("1")
    assert stand.press(Key.BACK) != Command("back")
    assert stand.press(Key.BACK) == Command("back")


def test_digits_lead_through_the_kana_as_on_a_telephone() -> None:
    stand = Stand(NICKNAME)
    stand.press(Key.VOICE, Key.DIGIT_3, Key.DIGIT_3)
    assert stand.view.focused == "kana.し"
    stand.press(Key.CONFIRM)
    assert "し" in stand.ear.heard[-1].texts


def test_the_voice_key_repeats_and_then_helps() -> None:
    stand = Stand()
    stand.press(Key.VOICE, Key.DOWN)
    first = stand.last
    stand.press(Key.VOICE)
    assert stand.last == first
    stand.press(Key.VOICE)
    assert "つかいかた" in stand.last
    assert stand.press(Key.DIGIT_9) == Command("staff")


def test_wishes_change_how_it_speaks_and_end_with_the_stay() -> None:
    stand = Stand()
    stand.press(Key.VOICE, Key.DOWN, Key.VOICE, Key.VOICE, Key.DIGIT_3, Key.DIGIT_6)
    assert stand.ear.heard[-1].manner.speed > NORMAL.speed
    assert stand.ear.heard[-1].manner.volume > NORMAL.volume
    stand.press(*(Key.DIGIT_6 for _ in range(10)))
    assert "いちばん" in stand.last
    assert stand.ear.heard[-1].manner.volume == 1.0
    stand.press(Key.DIGIT_8)
    assert stand.guide.manners.dark
    stand.guide.forget()
    stand.guide.reset()
    stand.keys.reset()
    assert not stand.guide.manners.dark
    assert not stand.guide.manners.on
    stand.press(Key.VOICE)
    assert stand.ear.heard[-1].manner == NORMAL


def test_a_wish_is_none_where_digits_are_typed_without_help() -> None:
    stand = Stand(PIN)
    stand.press(Key.VOICE)
    stand.type("8888")
    assert not stand.guide.manners.dark


def test_the_end_of_a_stay_leaves_nothing_to_repeat() -> None:
    stand = Stand()
    stand.press(Key.VOICE, Key.DIGIT_2)
    assert NAME in str(stand.transcript.since(0))
    stand.guide.forget()
    assert stand.ear.forgot == 1
    assert stand.transcript.since(0) == []
    assert stand.transcript.count == 2
    stand.press(Key.VOICE)
    assert NAME not in stand.last


@pytest.mark.parametrize(("page", "sound"), [(DONE, Earcon.DONE), (TROUBLE, Earcon.ERROR), (PIN, None)])
def test_sounds_say_how_it_went_with_or_without_the_voice(page: Page, sound: Earcon | None) -> None:
    silent, speaking = Stand(), Stand()
    speaking.press(Key.VOICE)
    for stand in (silent, speaking):
        before = len(stand.ear.heard)
        stand.show(page)
        assert [said.sound for said in stand.ear.heard[before:] if said.sound] == ([sound] if sound else [])


def test_any_press_interrupts_what_is_said() -> None:
    stand = Stand()
    stand.press(Key.VOICE)
    before = len(stand.ear.heard)
    stand.guide.happened(Command("size"))
    stand.guide.tick()
    assert len(stand.ear.heard) == before + 1  # a new job breaks the old one off
    assert stand.ear.heard[-1] == Said((), Outlet.HANDSET, NORMAL, Earcon.PRESS)


def test_another_language_is_spoken_at_once_and_nothing_is_lost() -> None:
    stand = Stand(PIN)
    stand.press(Key.VOICE)
    stand.type("17")
    stand.view.set_settings(1.0, "normal", WORDS["en"])
    stand.guide.tick()
    assert "PIN" in stand.last
    stand.type("39")
    assert "You can now press" in stand.last


def test_what_lies_in_the_tray_is_said_at_once() -> None:
    stand = Stand()
    stand.press(Key.VOICE)
    stand.view.set_frame(replace(FRAME, tray=TrayState.TAKE_CARD))
    stand.guide.tick()
    assert stand.last == "カードをおとりください"


def test_a_key_says_no_digit_when_it_is_written_down() -> None:
    assert "7" not in f"{Key.DIGIT_7} {Key.DIGIT_7!r} {[Key.DIGIT_7]}"
