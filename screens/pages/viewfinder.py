"""Viewfinder: what the camera sees, what to change in a few words, and one big key that takes the photo."""

from __future__ import annotations

from dataclasses import dataclass, field

from screens.events import Answer
from screens.marks import Frame, Mark, Photograph, Ring, Rule
from screens.metrics import Box
from screens.page import Banner, Image, Viewfinder
from screens.parts.actions import action_keys, actions_height
from screens.parts.blocks import BELOW_HEADING, banner_height, banner_widget, heading, line
from screens.parts.content import Content, Main
from screens.parts.counter import hint_of, room
from screens.phrase import Text
from screens.scene import Scene, centred
from screens.tree import Widget

FACE_RATIO = 45 / 35
SHEET_RATIO = 9 / 16
LIVE = "live"
"""Id of the widget that holds the picture."""

_RIM = 1.0
_OVAL_W, _OVAL_H, _OVAL_Y = 0.58, 0.68, 0.46
"""Where the head belongs, as shares of the picture's width and height; _OVAL_Y: its middle."""


@dataclass(slots=True, eq=False)
class State:
    """What came from the camera last. good: nothing is to be changed."""

    image: Image | None = field(default=None, repr=False)
    advice: Text | None = None
    good: bool = False


def start(page: Viewfinder) -> State:
    """No picture yet."""
    return State()


def place(scene: Scene, page: Viewfinder) -> Box:
    """Where the picture stands, its rim not included."""
    space = room(scene, page, main=True)
    if scene.is_a:
        height = space.h if page.subject == "face" else min(space.h, 150.0 * SHEET_RATIO)
        width = height / FACE_RATIO if page.subject == "face" else height / SHEET_RATIO
        return Box(space.right - width, space.y + 0.5, width, height - 1.0).inset(_RIM)
    height = 160.0 if page.subject == "face" else space.w * SHEET_RATIO
    width = height / FACE_RATIO if page.subject == "face" else space.w
    return Box(space.x + (space.w - width) / 2, space.y + 36.0, width, height).inset(_RIM)


def lay_out(scene: Scene, page: Viewfinder, state: State) -> Content:
    """Landscape: words left, picture right; portrait: heading, picture, words and keys below it."""
    space, picture = room(scene, page, main=True), place(scene, page)
    if scene.is_a:
        words = Box(space.x, space.y, picture.x - _RIM - 7.0 - space.x, space.h)
        head = heading(scene, scene.phrase(page.heading), Box(words.x, words.y, words.w, 40.0), lines=2)
        below = Box(words.x, head.box.bottom + BELOW_HEADING, words.w, words.bottom - head.box.bottom - BELOW_HEADING)
    else:
        head = heading(scene, scene.phrase(page.heading), Box(space.x, space.y, space.w, 34.0), lines=2)
        top = picture.bottom + _RIM + 6.0
        below = Box(space.x, top, space.w, space.bottom - top)
    widgets = [head, *_words(scene, page, state, below), _picture(scene, page, state, picture)]
    widgets += action_keys(scene, page.actions, below, columns=1 if scene.is_a else 3)
    if page.taken is None and state.image is None:
        main = Main(scene.own("viewfinder-starts"), unavailable=True)
    else:
        main = Main(scene.phrase(page.action), icon="check" if page.taken is not None else None)
    return Content(tuple(widgets), mains=(main,), hint=hint_of(scene, page))


def _words(scene: Scene, page: Viewfinder, state: State, area: Box) -> list[Widget]:
    """Advice in its own place, so that nothing jumps when it changes; below it what else to mind, as far as it goes."""
    widgets: list[Widget] = []
    y, foot = area.y, area.bottom - actions_height(scene, page.actions, 1 if scene.is_a else 3)
    banner = page.banner or _advice(state)
    if banner is not None:
        height = max(24.0, banner_height(scene, banner, area.w, "title"))
        widgets.append(banner_widget(scene, banner, Box(area.x, y, area.w, height), title="title", id="advice"))
        y += height + BELOW_HEADING
    elif page.taken is None:
        y += 24.0 + BELOW_HEADING
    texts = [("explanation", page.explanation), *((f"note.{at + 1}", text) for at, text in enumerate(page.notes))]
    for id, text in texts:
        if text is None:
            continue
        found = line(
            scene, id, scene.phrase(text), Box(area.x, y, area.w, max(8.0, foot - y)), size="lead", colour="ink"
        )
        if found.box.bottom > foot:
            break  # the advice says what matters now
        widgets.append(found)
        y = found.box.bottom + BELOW_HEADING
    return widgets


def _advice(state: State) -> Banner | None:
    if state.advice is None:
        return None
    return Banner("ok" if state.good else "warn", state.advice)


def _picture(scene: Scene, page: Viewfinder, state: State, box: Box) -> Widget:
    image = page.taken or state.image
    rim = Frame(box.inset(-_RIM), _RIM, "frame", "field", 2.0)
    said = scene.own("viewfinder-taken" if page.taken is not None else f"viewfinder-{page.subject}")
    if image is None:
        starting = scene.own("viewfinder-starts")
        text = scene.fit(starting, box.w - 10.0, box.h, "body", lines=3)
        return Widget(LIVE, "img", box.inset(-_RIM), starting, marks=(rim, centred(text, box, "ink", "field")))
    marks: list[Mark] = [rim, Photograph(box, image, "field")]
    if page.taken is None:
        marks += _guide(page, box, good=state.good)
    return Widget(LIVE, "img", box.inset(-_RIM), said, marks=tuple(marks))


def _guide(page: Viewfinder, box: Box, *, good: bool) -> list[Mark]:
    """Where the head or the sheet belongs; white on dark, as nobody knows what lies below."""
    if page.subject == "face":
        width, height = _OVAL_W * box.w, _OVAL_H * box.h
        oval = Box(box.cx - width / 2, box.y + _OVAL_Y * box.h - height / 2, width, height)
        return [Ring(oval, 1.6 if good else 1.0, "white", "sign")]
    marks: list[Mark] = []
    inner, arm = box.inset(0.05 * box.h), 0.14 * box.h
    for colour, thickness in (("sign", 2.2), ("white", 1.2)):
        for x, dx in ((inner.x, 1), (inner.right, -1)):
            for y, dy in ((inner.y, 1), (inner.bottom, -1)):
                marks.append(Rule(x, y, x + dx * arm, y, thickness, colour))
                marks.append(Rule(x, y, x, y + dy * arm, thickness, colour))
    return marks


def press(page: Viewfinder, id: str) -> Answer | None:
    """The photo is taken, or used; or a further key."""
    if id == "main":
        return Answer("shoot" if page.taken is None else "use")
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
