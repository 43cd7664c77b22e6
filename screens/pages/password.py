"""Password: letters and digits as discs, in the order of the alphabet, capitals only; tries left.

What is typed lives in a bytearray that the view owns; no widget, phrase or repr holds a letter, and none is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from screens.events import Answer
from screens.marks import Disc, Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Password
from screens.parts.blocks import banner_height, banner_widget, heading, line
from screens.parts.content import Content, Main
from screens.parts.key import key
from screens.parts.keyboard import sign_board
from screens.parts.portrait import head_above
from screens.parts.tries import tries_line
from screens.scene import Scene
from screens.tree import State as WidgetState
from screens.tree import Widget, plain

ROWS = ("1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ")
_ALLOWED = frozenset("".join(ROWS))


@dataclass(slots=True, eq=False)
class State:
    """What has been typed, ASCII A-Z 0-9. sent: how many were handed over; they stay to be seen as discs."""

    typed: bytearray = field(default_factory=bytearray, repr=False)
    sent: int = 0

    @property
    def count(self) -> int:
        """Discs to show."""
        return self.sent or len(self.typed)

    def wipe(self) -> None:
        """Overwrite and forget."""
        self.typed[:] = bytes(len(self.typed))
        self.typed.clear()


def start(page: Password) -> State:
    """Nothing typed."""
    return State()


def lay_out(scene: Scene, page: Password, state: State) -> Content:
    """Question, field, keyboard; the main action says how many are missing."""
    widgets = _landscape(scene, page, state) if scene.is_a else _portrait(scene, page, state)
    left = page.shortest - state.count
    if left > 0:
        main = Main(scene.own("signs-left", left=left), unavailable=True)
    else:
        main = Main(scene.own("pin-go"), icon="next", icon_after=True)
    return Content(tuple(widgets), mains=(main,), foot=False)


def _landscape(scene: Scene, page: Password, state: State) -> list[Widget]:
    widgets = _question(scene, page, Box(18, 25.4, 200.0, 22.6))
    widgets.append(tries_line(scene, page.tries, Box(223.4, 25.4, 55.0, 22.6)))
    widgets.append(_field(scene, page, state, Box(18, 49.0, 163.0, 18.0)))
    widgets.append(_erase(scene, Box(184.0, 49.0, 44.0, 18.0)))
    widgets.append(_help(scene, Box(231.0, 49.0, 47.4, 18.0)))
    widgets += sign_board(scene, Box(18, 70.0, 260.4, 82.0), ROWS)
    return widgets


def _portrait(scene: Scene, page: Password, state: State) -> list[Widget]:
    widgets = head_above(scene, page, 158.0)
    widgets.append(_field(scene, page, state, Box(20, 162.0, 166.0, 24.0)))
    widgets.append(tries_line(scene, page.tries, Box(192.7, 162.0, 55.0, 24.0)))
    widgets += sign_board(scene, Box(20, 217, 227.7, 89.0), ROWS)
    widgets.append(_erase(scene, Box(20, 334, 111.3, 26)))
    widgets.append(_help(scene, Box(136.3, 334, 111.4, 26)))
    return widgets


def _question(scene: Scene, page: Password, place: Box) -> list[Widget]:
    """The question and which password it is; after a wrong one the banner takes their place."""
    phrase = scene.phrase(page.heading)
    if page.banner is not None:
        height = min(place.h, banner_height(scene, page.banner, place.w, title="body"))
        banner = banner_widget(scene, page.banner, Box(place.x, place.y, place.w, height), title="body")
        return [Widget("heading", "heading", banner.box, phrase), banner]
    top = heading(scene, phrase, Box(place.x, place.y + 1.0, place.w, 11.0), size="h1_tight", lines=1)
    if page.explanation is None:
        return [top]
    explanation = scene.phrase(page.explanation)
    box = Box(place.x, top.box.bottom + 1.5, place.w, place.bottom - top.box.bottom - 1.5)
    text = scene.set(explanation, box.w, scene.em("body"))
    if len(text.lines) > 1 or text.height > box.h:
        # Large letters leave it no room: it is said.
        return [top, Widget("explanation", "text", top.box, explanation)]
    return [top, line(scene, "explanation", explanation, box, lines=1)]


def _field(scene: Scene, page: Password, state: State, box: Box) -> Widget:
    """Discs in a row, with a caret. All of the longest go in."""
    pitch = (box.w - 10.0) / page.longest
    radius = min(3.4, 0.38 * pitch)
    marks: list[Mark] = [Frame(box, 1.3, "accent", "field", 3.2)]
    marks += [Disc(box.x + 5.0 + (at + 0.5) * pitch, box.cy, radius, "ink") for at in range(state.count)]
    if state.count < page.longest:
        x = box.x + 5.0 + (state.count + 0.25) * pitch
        marks.append(Fill(Box(x, box.y + 3.5, 0.9, box.h - 7.0), "accent"))
    said = scene.own("signs-in", count=state.count)
    return Widget(
        "password",
        "textbox",
        box,
        scene.own("pin-box"),
        plain("●" * state.count, speech=said.speech),
        speech=said.speech,
        state=WidgetState(masked=True),
        marks=tuple(marks),
        children=(Widget("password.count", "status", box, said),),
    )


def _erase(scene: Scene, box: Box) -> Widget:
    return key(scene, "erase_one", box, scene.own("erase-one-long"), icon="erase", size="body", cap=1.25, lines=1)


def _help(scene: Scene, box: Box) -> Widget:
    return key(scene, "help", box, scene.own("pin-help-short"), size="body", cap=1.25, lines=1)


def press(page: Password, state: State, id: str) -> State | Answer | None:
    """Letters and erasing change the state in place; main hands the bytearray over."""
    if id.startswith("sign."):
        return typed(page, state, id.removeprefix("sign."))
    match id:
        case "erase_one":
            if state.typed:
                state.typed[-1] = 0
                del state.typed[-1]
            return state
        case "help":
            state.wipe()
            return Answer("help")
        case "main" if page.shortest <= len(state.typed) <= page.longest:
            handed, state.typed, state.sent = state.typed, bytearray(), len(state.typed)
            return Answer(handed)
    return None


def typed(page: Password, state: State, text: str) -> State:
    """Type signs, half or full width, small letters as capitals; what can't stand in it is left out."""
    for sign in text:
        narrow = chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign
        if narrow.upper() in _ALLOWED and len(state.typed) < page.longest:
            state.typed.append(ord(narrow.upper()))
    return state
