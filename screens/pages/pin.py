"""Pin: digits as discs, tries left, and where the number is written.

The digits live in a bytearray that the view owns; no widget, phrase or repr holds one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from screens.events import Answer
from screens.marks import Disc, Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Pin
from screens.parts.blocks import BELOW_HEADING, banner_widget, heading, line
from screens.parts.content import CONTENT, Content, Main
from screens.parts.key import key
from screens.parts.pad import digit_pad
from screens.parts.slip import NOTE_H, beside_flag, slip
from screens.parts.tries import tries_line
from screens.scene import Scene
from screens.tree import State as WidgetState
from screens.tree import Widget, plain

HELP_H, GAP = 20.0, 1.0


@dataclass(slots=True, eq=False)
class State:
    """What has been typed, ASCII digits. sent: how many were handed over; they stay to be seen as discs."""

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


def start(page: Pin) -> State:
    """Nothing typed."""
    return State()


def lay_out(scene: Scene, page: Pin, state: State) -> Content:
    """Left the question, boxes, tries and slip; right the pad (portrait: all above the pad)."""
    widgets = _landscape(scene, page, state) if scene.is_a else _portrait(scene, page, state)
    left = page.length - state.count
    if left:
        main = Main(scene.own("digits-left", left=left), unavailable=True)
    else:
        main = Main(scene.own("pin-go"), icon="next", icon_after=True)
    return Content(tuple(widgets), mains=(main,), foot=False)


def _landscape(scene: Scene, page: Pin, state: State) -> list[Widget]:
    foot = CONTENT["A"].bottom
    with_slip = scene.text_scale < 1.2 and page.secret is not None  # pictures go first when the text grows
    widgets = _head(scene, page, Box(18, 30.5, 142, 36.0 if with_slip else 62.0))
    y = 69.0 if with_slip else max(69.0, max(widget.box.bottom for widget in widgets) + 4.0)
    widgets += _boxes(scene, page, state, Box(18, y, 24.2 * page.length - 3.2, 23), 3.2)
    if page.length > 4:  # beside so many boxes there is no room
        widgets.append(tries_line(scene, page.tries, Box(18, y + 27.0, 60.0, 22)))
    else:
        widgets.append(tries_line(scene, page.tries, Box(120.2, y + 0.5, 40.0, 22)))
    if page.secret is None:
        pass
    elif with_slip:
        paper = Box(18, 98.2, 93.6, min(53.5, foot - 98.2))
        above, below = beside_flag(scene, page.secret, paper, 115.2, 44.8)
        place = below if below.h > HELP_H - 0.1 else above
        help = Box(place.x, place.bottom - (0.0 if place is below else GAP) - HELP_H, place.w, HELP_H)
        note = above if place is below else replace(above, h=help.y - GAP - above.y)
        widgets += slip(scene, page.secret, paper, note=note)
        widgets.append(key(scene, "help", help, scene.own("pin-help-short"), size="body"))
    else:
        widgets.append(key(scene, "help", Box(18, foot - 22, 142, 22), scene.own("pin-help"), icon="help", lines=1))
    widgets += digit_pad(scene, Box(167.4, 31, 111, 121))
    return widgets


def _portrait(scene: Scene, page: Pin, state: State) -> list[Widget]:
    widgets = _head(scene, page, Box(20, 38, 227.7, 47.0))
    widgets += _boxes(scene, page, state, Box(20, 88, 27.0 * page.length + 4.0 * (page.length - 1), 30), 4.0)
    if page.length > 4:
        widgets.append(tries_line(scene, page.tries, Box(20, 124, 90.0, 30)))
    else:
        widgets.append(tries_line(scene, page.tries, Box(156, 88, 60.0, 30)))
    if page.secret is not None:
        paper = Box(20, 124, 140, 59.4)
        above, below = beside_flag(scene, page.secret, paper, 166.0, 81.7)
        widgets += slip(scene, page.secret, paper, note=above if above.h >= NOTE_H else below)
    widgets += digit_pad(scene, Box(20, 192, 227.7, 140))
    if page.secret is not None:
        widgets.append(key(scene, "help", Box(20, 337, 227.7, 24), scene.own("pin-help"), icon="help", lines=1))
    return widgets


def _head(scene: Scene, page: Pin, place: Box) -> list[Widget]:
    """The question and which number it is; after a wrong one the banner takes the heading's place."""
    if page.banner is not None:
        banner = banner_widget(scene, page.banner, Box(place.x, place.y, place.w, place.h - 2.0), title=9.4)
        said = Widget("heading", "heading", banner.box, scene.phrase(page.heading))
        return [said, banner]
    explanation = scene.phrase(page.explanation) if page.explanation else None
    below, lines = 0.0, 1 if place.h < 50.0 else 2
    room_below = 12.0 if lines == 1 else 26.0
    if explanation is not None:
        text = scene.fit(explanation, place.w, room_below, "body", lines=lines)
        below = text.height + 2.4
    top = heading(scene, scene.phrase(page.heading), Box(place.x, place.y, place.w, place.h - below))
    if explanation is None:
        return [top]
    gap = min(BELOW_HEADING, place.bottom - top.box.bottom - below + 2.4)
    box = Box(place.x, top.box.bottom + max(1.6, gap), place.w, room_below)
    return [top, line(scene, "explanation", explanation, box, lines=lines)]


def _boxes(scene: Scene, page: Pin, state: State, area: Box, gap: float) -> list[Widget]:
    width = (area.w - gap * (page.length - 1)) / page.length
    typed = state.count
    marks: list[Mark] = []
    for at in range(page.length):
        box = Box(area.x + at * (width + gap), area.y, width, area.h)
        if at == typed:
            marks.append(Frame(box, 1.3, "accent", "field", 3.2))
            marks.append(Fill(Box(box.cx - 5.0, box.bottom - 4.6, 10.0, 1.3), "accent", 0.6))
        else:
            marks.append(Frame(box, 0.6, "edge", "field", 3.2))
        if at < typed:
            marks.append(Disc(box.cx, box.cy, 5.2, "ink"))
    said = scene.own("digits-in", count=typed, of=page.length)
    return [
        Widget(
            "pin",
            "textbox",
            area,
            scene.own("pin-box"),
            plain("●" * typed, speech=said.speech),
            speech=said.speech,
            state=WidgetState(masked=True),
            marks=tuple(marks),
            children=(Widget("pin.count", "status", area, said),),
        )
    ]


def press(page: Pin, state: State, id: str) -> State | Answer | None:
    """Digits and erasing change the state in place; main hands the bytearray over."""
    if id.startswith("digit."):
        return typed(page, state, id.removeprefix("digit."))
    match id:
        case "erase_one":
            if state.typed:
                state.typed[-1] = 0
                del state.typed[-1]
            return state
        case "erase_all":
            state.wipe()
            return state
        case "help":
            state.wipe()
            return Answer("help")
        case "main" if len(state.typed) == page.length:
            handed, state.typed, state.sent = state.typed, bytearray(), page.length
            return Answer(handed)
    return None


def typed(page: Pin, state: State, text: str) -> State:
    """Type digits, half or full width; what is no digit or too much is left out."""
    for sign in text:
        if sign.isdecimal() and len(state.typed) < page.length:
            state.typed.append(0x30 + int(sign))
    return state
