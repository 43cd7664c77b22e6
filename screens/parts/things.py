"""What to take, in panels numbered in the order of taking: side by side, in portrait one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from screens.marks import Disc, Fill, Frame, Mark
from screens.metrics import Box
from screens.page import Thing
from screens.parts.pictures import card, panel_ground, paper
from screens.scene import Scene, centred, lettering
from screens.tree import Widget, plain

GAP = 5.0
_NUMBER = 5.6  # radius


def things(scene: Scene, given: Sequence[Thing], area: Box) -> list[Widget]:
    """A panel for each."""
    if scene.is_a:
        width = (area.w - GAP * (len(given) - 1)) / len(given)
        height = min(area.h, 66.0)
        boxes = [Box(area.x + at * (width + GAP), area.y, width, height) for at in range(len(given))]
    else:
        height = min(80.0, (area.h - GAP * (len(given) - 1)) / len(given))
        boxes = [Box(area.x, area.y + at * (height + GAP), area.w, height) for at in range(len(given))]
    items = tuple(_thing(scene, thing, box, at + 1) for at, (thing, box) in enumerate(zip(given, boxes, strict=True)))
    return [Widget("things", "list", area, children=items)]


def _thing(scene: Scene, thing: Thing, box: Box, number: int) -> Widget:
    """The picture at the left as long as the words leave it room; number, name and place at the right."""
    title, text = scene.phrase(thing.title), scene.phrase(thing.text) if thing.text else None
    indent = 2 * _NUMBER + 3.0
    for share in (0.46, 0.34, 0.0):
        left = box.x + (share * box.w if share else 5.0)
        space = box.right - 4.0 - left
        first = scene.fit(title, space - indent, box.h / 2, "lead", bold=True, lines=2)
        second = scene.fit(text, space, box.h / 2, "body", lines=3) if text else None
        height = first.height + (second.height + 3.0 if second else 0.0)
        wide = first.width > space - indent + 0.3 or len(first.lines) > 2 or first.torn
        wide = wide or (second is not None and (second.width > space + 0.3 or len(second.lines) > 3))
        if not wide and height <= box.h - 4.0 and first.size >= scene.em("lead") - 0.01:
            break
    marks: list[Mark] = list(panel_ground(scene, box))
    if share:
        marks += _picture(scene, thing, Box(box.x + 4.0, box.y + 5.0, share * box.w - 8.0, box.h - 10.0))
    y = box.cy - height / 2
    digit = scene.typesetter.set(plain(str(number)), 10.0, scene.em("lead", 1.0), bold=True)
    spot = Box(left, y + first.above + first.size / 2 - _NUMBER, 2 * _NUMBER, 2 * _NUMBER)
    marks += [Disc(spot.cx, spot.cy, _NUMBER, "accent"), centred(digit, spot, "accent_on", "accent")]
    marks.append(lettering(first, left + indent, y, "ink", "glow", room=box))
    if second is not None:
        marks.append(lettering(second, left, y + first.height + 3.0, "ink", "glow", room=box))
    children = (
        Widget(f"thing.{number}.number", "text", spot, plain(str(number))),
        Widget(f"thing.{number}.picture", "img", box, scene.own(f"thing-{thing.picture}")),
    )
    return Widget(f"thing.{number}", "listitem", box, title, text, marks=tuple(marks), children=children)


def _picture(scene: Scene, thing: Thing, box: Box) -> tuple[Mark, ...]:
    match thing.picture:
        case "paper":
            height = min(box.h, 1.5 * box.w)
            width = 0.66 * height
            back = Box(box.cx - 0.4 * width, box.cy - height / 2, width * 0.92, 1.36 * 0.92 * width)
            front = Box(back.x - 0.2 * width, back.y + 0.08 * height, back.w, back.h)
            return (*paper(scene, back, lines=6), *paper(scene, front))
        case "receipt":
            return _receipt(scene, box)
        case "card":
            width = min(box.w, 1.05 * box.h)
            face = Box(box.cx - 0.4 * width, box.cy - 0.42 * width, 0.8 * width, 0.63 * 0.8 * width)
            plate = Box(box.cx - width / 2, face.y + 0.5 * face.h, width, 0.56 * width)
            high = scene.theme.high_contrast
            ground: Mark = Frame(plate, 0.8, "card_ln", "pane", 4.0) if high else Fill(plate, "frame", 4.0)
            return (ground, *card(scene, face))


def _receipt(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """A narrow strip with an amount at its foot."""
    height = min(box.h, 2.0 * box.w)
    strip = Box(box.cx - 0.27 * height, box.cy - height / 2, 0.54 * height, height)
    ground = "pane" if scene.theme.high_contrast else "white"
    marks: list[Mark] = [Frame(strip, 0.6, "card_ln", ground)]
    for row in range(6):
        length = 0.5 if row == 0 else 0.7
        x = strip.x + (1 - length) / 2 * strip.w
        marks.append(Fill(Box(x, strip.y + (0.12 + 0.1 * row) * height, length * strip.w, 0.025 * height), "card_ln"))
    marks.append(Fill(Box(strip.x + 0.15 * strip.w, strip.y + 0.78 * height, 0.7 * strip.w, 0.08 * height), "card_ln"))
    return tuple(marks)
