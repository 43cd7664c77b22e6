"""TextEntry: a field and a keyboard – kana as the 50-on board, or Latin letters in the order of the alphabet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from screens import kana
from screens.events import Answer
from screens.fonts import clusters
from screens.marks import Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Banner, TextEntry
from screens.parts.blocks import BAND, banner_widget, heading, line
from screens.parts.content import Content, Main
from screens.parts.key import key
from screens.parts.keyboard import kana_board, latin_board
from screens.parts.portrait import head_above
from screens.phrase import Data, Phrase
from screens.scene import Scene, lettering
from screens.tree import Widget, plain

Board = Literal["kana", "latin"]


@dataclass(frozen=True, slots=True)
class State:
    """text: typed so far. board: which keyboard is shown. upper: the next letters are capitals."""

    text: str = field(default="", repr=False)
    board: Board = "kana"
    upper: bool = False


def start(page: TextEntry, language: str) -> State:
    """The page's own start. Who reads no Japanese begins with letters where both can be typed."""
    board: Board = page.keyboard if language.startswith("ja") else "latin"
    return State(page.start, board)


def lay_out(scene: Scene, page: TextEntry, state: State) -> Content:
    """Question, field, keyboard; the main action says what is missing."""
    widgets = _landscape(scene, page, state) if scene.is_a else _portrait(scene, page, state)
    if state.text or page.optional:
        main = Main(scene.own("text-go" if state.text else "text-skip"), icon="next", icon_after=True)
    else:
        main = Main(scene.own("text-missing"), unavailable=True)
    return Content(tuple(widgets), mains=(main,), foot=False)


def _landscape(scene: Scene, page: TextEntry, state: State) -> list[Widget]:
    widgets = _question(scene, page, Box(18, 26.0, 260.4, 12.2))
    switch = page.keyboard == "kana"
    width = 168.0 if switch else 214.4
    widgets.append(
        _field(scene, page, state, Box(18, 39.7, width, 16.3), placeholder=_placeholder(scene, page, widgets))
    )
    widgets.append(_erase(scene, Box(18 + width + 3, 39.7, 43, 16.3)))
    if switch:
        widgets.append(_switch(scene, state, Box(235, 39.7, 43.4, 16.3)))
    widgets += _keyboard(scene, page, state, Box(18, 59, 260.4, 93))
    return widgets


def _portrait(scene: Scene, page: TextEntry, state: State) -> list[Widget]:
    widgets = head_above(scene, page, 150.0)
    widgets.append(_field(scene, page, state, Box(20, 152.0, 227.7, 26.0), placeholder=scene.phrase(page.label)))
    widgets += _keyboard(scene, page, state, Box(20, 217, 227.7, 112))
    switch = page.keyboard == "kana"
    widgets.append(_erase(scene, Box(20, 334, 111.3 if switch else 227.7, 26)))
    if switch:
        widgets.append(_switch(scene, state, Box(136.3, 334, 111.4, 26)))
    return widgets


def _question(scene: Scene, page: TextEntry, place: Box) -> list[Widget]:
    """Landscape: the question on one line, beside it the explanation if it has room; after a refused answer a banner
    takes their place."""
    phrase = scene.phrase(page.heading)
    if page.banner is not None:
        box = Box(place.x, place.y - 0.6, place.w, place.h)
        return [Widget("heading", "heading", box, phrase), _refusal(scene, page.banner, box)]
    text = scene.fit(phrase, place.w, place.h, "h1_tight", bold=True, lines=1)
    y = max(place.y, min(28.2, place.bottom - text.height - 1.0))
    question = heading(scene, phrase, Box(place.x, y, place.w, place.h), size="h1_tight", lines=1)
    if page.explanation is None:
        return [question]
    explanation = scene.phrase(page.explanation)
    below = scene.set(explanation, place.w, scene.em("body"))
    if len(below.lines) > 1 or question.lettering[0].text.width + 10.0 + below.width > place.w:
        # It stands in the empty field then.
        return [question, Widget("explanation", "text", question.box, explanation)]
    box = Box(place.right - below.width, question.box.cy - below.height / 2, below.width + 0.1, below.height)
    return [question, line(scene, "explanation", explanation, box, lines=1)]


def _placeholder(scene: Scene, page: TextEntry, question: list[Widget]) -> Phrase:
    """What stands in the empty field: the explanation that found no other room, else the label."""
    homeless = [widget for widget in question if widget.id == "explanation" and not widget.marks]
    return homeless[0].label if homeless else scene.phrase(page.label)


def _refusal(scene: Scene, banner: Banner, box: Box) -> Widget:
    """Title and text of the banner on one line, if they go in."""
    title = scene.phrase(banner.title)
    text = scene.phrase(banner.text) if banner.text is not None else None
    if text is not None:
        both = Data(f"{title.plain}  {text.plain}", personal=title.personal or text.personal)
        setting = scene.set(scene.phrase(both), box.w - BAND - 10.0, scene.em("body", 1.0), bold=True)
        if len(setting.lines) == 1:
            shown = banner_widget(scene, replace(banner, title=both, text=None), box, title="body")
            return replace(shown, label=title, value=text, speech=f"{title.speech}。{text.speech}")
    shown = banner_widget(scene, replace(banner, text=None), box, title="body")
    return replace(shown, value=text)


def _field(scene: Scene, page: TextEntry, state: State, box: Box, *, placeholder: Phrase) -> Widget:
    """What is typed, its end always in sight, with a caret; underlined while it is being composed."""
    em = scene.em("title", 1.25) if scene.is_a else scene.em("title")
    em = min(em, box.h - 5.0)
    shown = _tail(scene, state.text, box.w - 14.0, em)
    setting = scene.typesetter.set(plain(shown), box.w * 2, em)
    marks: list[Mark] = [Frame(box, 1.3, "accent", "field", 3.2)]
    x, top = box.x + 5.0, box.cy - em / 2 - 0.6
    if shown:
        marks.append(lettering(setting, x, top, "ink", "field", room=box))
        marks.append(Fill(Box(x, top + em + 0.6, setting.width, 0.6), "accent"))
    caret = x + setting.width + 1.4 if shown else x
    marks.append(Fill(Box(caret, box.y + 2.6, 0.9, box.h - 5.2), "accent"))
    if not shown:
        label = scene.fit(placeholder, box.w - 16.0, box.h - 4.0, "body", lines=1)
        marks.append(lettering(label, x + 4.0, box.cy - label.height / 2, "ink", "field", room=box))
    count = kana.length(state.text)
    said = scene.own("text-in", count=count, longest=page.longest)
    value = plain(state.text, personal=page.personal)
    return Widget(
        "field",
        "textbox",
        box,
        scene.phrase(page.label),
        value,
        speech=f"{scene.phrase(page.label).speech}。{said.speech}",
        marks=tuple(marks),
        children=(Widget("field.placeholder", "none", box, placeholder),) if not shown else (),
    )


def _tail(scene: Scene, text: str, width: float, em: float) -> str:
    """The longest end of the text that goes into the field."""
    shown = text
    while shown and scene.typesetter.width(shown if shown == text else "…" + shown, em) > width:
        shown = "".join(list(clusters(shown))[1:])
    return shown if shown == text else "…" + shown


def _erase(scene: Scene, box: Box) -> Widget:
    return key(scene, "erase_one", box, scene.own("erase-one-long"), icon="erase", size="body", cap=1.25, lines=1)


def _switch(scene: Scene, state: State, box: Box) -> Widget:
    label = scene.own("to-latin" if state.board == "kana" else "to-kana")
    return key(scene, "switch", box, label, size="body", cap=1.25, lines=1)


def _keyboard(scene: Scene, page: TextEntry, state: State, area: Box) -> tuple[Widget, ...]:
    if state.board == "kana":
        return kana_board(scene, area)
    return latin_board(scene, area, upper=state.upper, mail=page.keyboard == "latin")


def press(page: TextEntry, state: State, id: str) -> State | Answer | None:
    """Keys add, change and erase; main answers the text."""
    name, _, sign = id.partition(".")
    match name:
        case "kana" if sign in kana.MARKS:
            return replace(state, text=kana.marked(state.text, sign))
        case "kana" | "latin":
            return replace(_added(page, state, sign), upper=False)
        case "space":
            return _added(page, state, " ")
        case "shift":
            return replace(state, upper=not state.upper)
        case "switch":
            return replace(state, board="latin" if state.board == "kana" else "kana", upper=False)
        case "erase_one":
            return replace(state, text=kana.erased(state.text))
        case "main" if state.text.strip() or page.optional:
            return Answer(state.text.strip())
    return None


def typed(page: TextEntry, state: State, text: str) -> State:
    """Type what a keyboard gives: visible signs and spaces; a mail address takes no others than it may hold."""
    for sign in clusters(text):
        if page.keyboard == "latin" and not (sign.isascii() and sign.isprintable() and sign != " "):
            continue
        if sign.isprintable():
            state = _added(page, state, sign)
    return state


def _added(page: TextEntry, state: State, sign: str) -> State:
    if kana.length(state.text + sign) > page.longest:
        return state
    return replace(state, text=state.text + sign)
