"""Filed: something was handed in. Its number large, a QR code in the opening, what comes next."""

from __future__ import annotations

from screens.events import Answer
from screens.marks import Icon, Mark
from screens.metrics import Box
from screens.page import Filed
from screens.parts.actions import action_keys, actions_height
from screens.parts.blocks import BELOW_HEADING, banner_height, banner_widget, heading, line
from screens.parts.content import CONTENT, Content, Main
from screens.parts.pictures import arch_ground
from screens.parts.qr import code_marks
from screens.scene import Scene, lettering
from screens.tree import Widget

_ARCH = {"A": Box(203.7, 32.0, 76.2, 118.5), "B": Box(63.85, 44.0, 140.0, 142.0)}
_CODE = {"A": 60.0, "B": 84.0}
_SIGN = {"A": 11.0, "B": 14.0}


def lay_out(scene: Scene, page: Filed) -> Content:
    """Landscape: words left, code right; portrait: code above."""
    place = CONTENT[scene.form]
    arch = _ARCH[scene.form]
    words = Box(place.x, place.y, arch.x - 9.0 - place.x, place.h)
    if not scene.is_a:
        words = Box(place.x, arch.bottom + 6.0, place.w, place.bottom - arch.bottom - 6.0)
    foot = actions_height(scene, page.actions)
    widgets = _words(scene, page, Box(words.x, words.y, words.w, words.h - foot))
    widgets.append(_code(scene, page, arch))
    widgets += action_keys(scene, page.actions, words)
    main = Main(scene.phrase(page.action), icon="check")
    return Content(tuple(widgets), mains=(main,), hint=scene.phrase(page.hint) if page.hint else None, ways="none")


def _words(scene: Scene, page: Filed, place: Box) -> list[Widget]:
    top = heading(scene, scene.phrase(page.heading), Box(place.x, place.y + 1.0, place.w, 26.0))
    widgets = [top]
    y = top.box.bottom + BELOW_HEADING
    if page.banner is not None:
        height = banner_height(scene, page.banner, place.w, title="body")
        banner = banner_widget(scene, page.banner, Box(place.x, y, place.w, height), title="body")
        widgets.append(banner)
        y += height + BELOW_HEADING
    label = line(scene, "number.label", scene.phrase(page.number_label), Box(place.x, y, place.w, 10.0), lines=1)
    number = scene.fit(scene.phrase(page.number), place.w, 20.0, "receipt", bold=True, lines=1, cap=1.0)
    spot = Box(place.x, label.box.bottom + 2.0, place.w, number.height)
    marks = (lettering(number, spot.x, spot.y, "ink", "pane", room=spot.inset(-0.5)),)
    widgets += [label, Widget("number", "text", spot, scene.phrase(page.number), marks=marks)]
    return [
        *widgets,
        *_lines(scene, page, Box(place.x, spot.bottom + BELOW_HEADING, place.w, place.bottom - spot.bottom)),
    ]


def _lines(scene: Scene, page: Filed, area: Box) -> list[Widget]:
    """As large as they all go in; what finds no room when the text is large is only said."""
    bottom = area.bottom - BELOW_HEADING
    for size in ("lead", "body"):
        sets = [scene.set(scene.phrase(text), area.w, scene.em(size)) for text in page.lines]
        if area.y + sum(one.height + 2.4 for one in sets) <= bottom:
            break
    widgets, y = [], area.y
    for at, (text, one) in enumerate(zip(page.lines, sets, strict=True)):
        id, phrase = f"line.{at + 1}", scene.phrase(text)
        if y + one.height > bottom:
            widgets.append(Widget(id, "text", Box(area.x, y, area.w, 1.0), phrase))
            continue
        widgets.append(line(scene, id, phrase, Box(area.x, y, area.w, bottom - y), size=size, colour="ink", lines=4))
        y = widgets[-1].box.bottom + 2.4
    return widgets


def _code(scene: Scene, page: Filed, arch: Box) -> Widget:
    size, sign = _CODE[scene.form], _SIGN[scene.form]
    box = Box(arch.cx - size / 2, arch.y + (25.0 if scene.is_a else 30.0), size, size)
    label = scene.fit(scene.phrase(page.code_label), arch.w - 8.0, arch.bottom - box.bottom - 4.0, "body", lines=2)
    y = box.bottom + (arch.bottom - box.bottom - label.height) / 2
    marks: list[Mark] = [
        *arch_ground(scene, arch),
        Icon("phone", arch.cx - sign / 2, box.y - sign - 4.0, sign, "accent"),
        *code_marks(page.code, box),
        lettering(label, arch.cx, y, "ink", "glow", align="centre", room=arch),
    ]
    return Widget("code", "img", arch, scene.phrase(page.code_label), marks=tuple(marks))


def press(page: Filed, id: str) -> Answer | None:
    """Go on, or a further key."""
    if id == "main":
        return Answer("on")
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
