"""Digits: a number that may be seen – phone, postal code, account – in one field, on the digit pad."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from screens.events import Answer
from screens.marks import Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Digits
from screens.parts.blocks import BELOW_HEADING, banner_height, banner_widget, heading, line
from screens.parts.content import Content, Main
from screens.parts.pad import digit_pad
from screens.parts.portrait import head_above
from screens.scene import Scene, lettering
from screens.tree import Widget, plain


@dataclass(frozen=True, slots=True)
class State:
    """text: ASCII digits typed so far."""

    text: str = field(default="", repr=False)


def start(page: Digits) -> State:
    """The page's own start."""
    return State(page.start)


def lay_out(scene: Scene, page: Digits, state: State) -> Content:
    """Question and field at the left, pad at the right (portrait: all above the pad)."""
    widgets = _landscape(scene, page, state) if scene.is_a else _portrait(scene, page, state)
    return Content(tuple(widgets), mains=(_main(scene, page, state),), foot=False)


def _main(scene: Scene, page: Digits, state: State) -> Main:
    count = len(state.text)
    if not count and page.optional:
        return Main(scene.own("text-skip"), icon="next", icon_after=True)
    if count >= page.shortest:
        return Main(scene.own("digits-go"), icon="next", icon_after=True)
    if page.shortest == page.longest:
        return Main(scene.own("digits-left", left=page.shortest - count), unavailable=True)
    return Main(scene.own("digits-missing"), unavailable=True)


def _landscape(scene: Scene, page: Digits, state: State) -> list[Widget]:
    place = Box(18, 30.5, 142, 121.5)
    widgets = _head(scene, page, Box(place.x, place.y, place.w, 78.0))
    y = max(82.0, max(widget.box.bottom for widget in widgets) + 6.0)
    widgets.append(_field(scene, page, state, Box(place.x, y, place.w, 25.0)))
    widgets += digit_pad(scene, Box(167.4, 31, 111, 121))
    return widgets


def _portrait(scene: Scene, page: Digits, state: State) -> list[Widget]:
    widgets = head_above(scene, page, 150.0)
    widgets.append(_field(scene, page, state, Box(20, 154.0, 227.7, 30.0)))
    widgets += digit_pad(scene, Box(20, 217, 227.7, 140))
    return widgets


def _head(scene: Scene, page: Digits, place: Box) -> list[Widget]:
    """The question; after a refused answer a banner below it in the explanation's place."""
    top = heading(scene, scene.phrase(page.heading), Box(place.x, place.y, place.w, 30.0))
    y = top.box.bottom + BELOW_HEADING
    if page.banner is not None:
        height = min(banner_height(scene, page.banner, place.w), place.bottom - y)
        return [top, banner_widget(scene, page.banner, Box(place.x, y, place.w, height))]
    if page.explanation is None:
        return [top]
    box = Box(place.x, y, place.w, place.bottom - y)
    return [top, line(scene, "explanation", scene.phrase(page.explanation), box, lines=4)]


def _field(scene: Scene, page: Digits, state: State, box: Box) -> Widget:
    """What is typed, parted in groups, with a caret; the unit behind it."""
    unit = scene.fit(scene.phrase(page.unit), 40.0, box.h, "lead", bold=True, lines=1, cap=1.25) if page.unit else None
    frame = Box(box.x, box.y, box.w - (unit.width + 5.0 if unit else 0.0), box.h)
    text = plain(grouped(page.groups, state.text), personal=True)
    em = scene.em("digit_box", 1.0)
    width = scene.typesetter.width(text.plain, em, bold=True)
    setting = scene.typesetter.set(text, 2 * box.w, em * min(1.0, (frame.w - 14.0) / max(width, 1.0)), bold=True)
    marks: list[Mark] = [Frame(frame, 1.3, "accent", "field", 3.2)]
    x = frame.x + 6.0
    if state.text:
        marks.append(lettering(setting, x, frame.cy - setting.height / 2, "ink", "field", room=frame))
        x += setting.width + 1.6
    if len(state.text) < page.longest:
        marks.append(Fill(Box(x, frame.y + 4.0, 1.0, frame.h - 8.0), "accent"))
    children: list[Widget] = []
    if unit is not None and page.unit is not None:
        spot = Box(frame.right + 4.0, frame.bottom - unit.height - 2.0, unit.width + 0.2, unit.height)
        mark = lettering(unit, spot.x, spot.y, "ink", "pane", room=None)
        children.append(Widget("field.unit", "text", spot, scene.phrase(page.unit), marks=(mark,)))
    said = scene.own("digits-in", count=len(state.text), of=page.longest)
    return Widget(
        "field",
        "textbox",
        box,
        scene.phrase(page.label),
        text,
        speech=f"{scene.phrase(page.label).speech}。{said.speech}",
        marks=tuple(marks),
        children=tuple(children),
    )


def grouped(groups: tuple[int, ...], text: str) -> str:
    """The digits with a hyphen between groups; the last group takes what is left."""
    parts, rest = [], text
    for size in groups[:-1]:
        if len(rest) <= size:
            break
        parts.append(rest[:size])
        rest = rest[size:]
    return "-".join([*parts, rest])


def press(page: Digits, state: State, id: str) -> State | Answer | None:
    """Digits add, the two keys erase, main answers."""
    if id.startswith("digit."):
        return typed(page, state, id.removeprefix("digit."))
    match id:
        case "erase_one":
            return replace(state, text=state.text[:-1])
        case "erase_all":
            return State()
        case "main" if len(state.text) >= page.shortest or (page.optional and not state.text):
            return Answer(state.text)
    return None


def typed(page: Digits, state: State, text: str) -> State:
    """Digits, half or full width; what is no digit or too much is left out."""
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return State((state.text + digits)[: page.longest])
