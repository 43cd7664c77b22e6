"""Badges and pictures: card, paper, reader, printer, as flat plates."""

from __future__ import annotations

from typing import Literal

from screens.marks import Arch, Disc, Fill, Frame, Icon, Mark, Rule, Shape
from screens.metrics import Box
from screens.scene import Scene

BadgeTone = Literal["plain", "warn", "bad", "ok", "flat"]

_BADGE: dict[BadgeTone, tuple[str, str]] = {
    "plain": ("tint", "accent"),
    "warn": ("warn_t", "warn"),
    "bad": ("bad_t", "bad"),
    "ok": ("ok", "white"),
    "flat": ("pane", "dis_on"),
}


def badge(scene: Scene, x: float, y: float, w: float, icon: str, tone: BadgeTone = "plain") -> tuple[Mark, ...]:
    """The half-round badge: .92 as high as wide, foot 1.2, icon .56 of the width."""
    box = Box(x, y, w, 0.92 * w)
    ground, ink = _BADGE[tone]
    marks: list[Mark] = []
    if scene.theme.high_contrast:
        ink = {"warn": "warn", "bad": "bad", "ok": "ok"}.get(tone, "ink")
        marks = [Arch(box, "frame", 1.2), Arch(_rim(box, 0.6), "pane", 0.8)]
    else:
        marks = [Arch(box, ground, 1.2)]
    size = 0.56 * w
    marks.append(Icon(icon, box.cx - size / 2, box.y + 0.53 * box.h - size / 2, size, ink))
    return tuple(marks)


def _rim(box: Box, by: float) -> Box:
    return Box(box.x + by, box.y + by, box.w - 2 * by, box.h - 2 * by)


def arch_ground(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """The half-round ground of a picture or an amount."""
    if scene.theme.high_contrast:
        return (Arch(box, "frame", 4.0), Arch(_rim(box, 0.8), "pane", 3.4))
    return (Arch(box, "glow", 4.0),)


def panel_ground(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """The ground of a panel; in high contrast only its outline."""
    if scene.theme.high_contrast:
        return (Frame(box, 0.7, "line", "pane", 4.0),)
    return (Fill(box, "glow", 4.0),)


def card(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """A card seen from its front. box: w : h = 1 : .63."""
    w, h = box.w, box.h
    stroke = max(0.35, 0.022 * w)
    marks: list[Mark] = [Frame(box, stroke, "card_ln", "card", 0.075 * w)]
    for row, length in ((0.27, 0.44), (0.475, 0.34), (0.68, 0.4)):
        marks.append(Fill(Box(box.x + 0.1 * w, box.y + row * h, length * w, max(0.45, 0.085 * h)), "card_ln"))
    photo = Box(box.x + 0.66 * w, box.y + 0.24 * h, 0.24 * w, 0.56 * h)
    paper = "pane" if scene.theme.high_contrast else "white"
    marks.append(Frame(photo, max(0.25, 0.016 * w), "card_ln", paper))
    marks.append(Disc(photo.cx, photo.y + 0.32 * photo.h, 0.24 * photo.w, "card_ln"))
    marks.append(Disc(photo.cx, photo.bottom - 0.06 * photo.h, 0.38 * photo.w, "card_ln", upper=True))
    return tuple(marks)


def paper(scene: Scene, box: Box, *, lines: int = 5) -> tuple[Mark, ...]:
    """A sheet with lines and a red seal. box: w : h = 1 : 1.36."""
    w, h = box.w, box.h
    ground = "pane" if scene.theme.high_contrast else "white"
    marks: list[Mark] = [Frame(box, max(0.35, 0.02 * w), "card_ln", ground, 0.02 * w)]
    marks.append(Fill(Box(box.x + 0.28 * w, box.y + 0.1 * h, 0.44 * w, 0.045 * h), "card_ln"))
    for row in range(lines):
        length = 0.72 if row % 2 == 0 else 0.55
        marks.append(Fill(Box(box.x + 0.14 * w, box.y + (0.25 + 0.105 * row) * h, length * w, 0.03 * h), "card_ln"))
    seal = Box(box.x + 0.66 * w, box.y + 0.78 * h, 0.19 * w, 0.19 * w)
    marks += [Frame(seal, 0.02 * w, "bad", ground), Disc(seal.cx, seal.cy, 0.25 * seal.w, "bad")]
    return tuple(marks)


def arrow(cx: float, top: float, size: float, colour: str, *, up: bool = False) -> Shape:
    """A broad arrow, as high as wide."""
    half, shaft, neck = size / 2, 0.17 * size, 0.42 * size
    points = [(-shaft, 0.0), (shaft, 0.0), (shaft, neck), (half, neck), (0.0, size), (-half, neck), (-shaft, neck)]
    if up:
        points = [(x, size - y) for x, y in points]
    return Shape(tuple((cx + x, top + y) for x, y in points), colour)


def reader(scene: Scene, box: Box, motion: Literal["put", "take"]) -> tuple[Mark, ...]:
    """A card above or on the reader plate with its field, in a panel of about 118 x 119."""
    k = min(box.w / 118.0, box.h / 119.0)
    x0, y0 = box.cx - 59.0 * k, box.cy - 59.5 * k

    def at(x: float, y: float, w: float, h: float) -> Box:
        return Box(x0 + x * k, y0 + y * k, w * k, h * k)

    plate_ink = "pane" if scene.theme.high_contrast else "white"
    marks: list[Mark] = list(panel_ground(scene, box))
    plate = at(7, 43, 104, 70)
    if scene.theme.high_contrast:
        marks.append(Frame(plate, 0.8, "card_ln", "pane", 5.0 * k))
        plate_ink = "card_ln"
        on = "pane"
    else:
        marks.append(Fill(plate, "frame", 5.0 * k))
        on = "frame"
    marks += card(scene, at(26, 8.7, 66, 40.5))
    field = at(26, 52, 66, 41.5)
    marks.append(Frame(field, 0.6, plate_ink, on, 3.0 * k))
    marks.append(arrow(field.cx, field.y + 10.5 * k, 20 * k, plate_ink, up=motion == "take"))
    for dot in (-7, 0, 7):
        marks.append(Disc(field.cx + dot * k, plate.bottom - 10 * k, 2.0 * k, plate_ink))
    return tuple(marks)


def waiting(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """The machine is busy: three boxes, the filled one moves on every second."""
    size = min(0.46 * box.w, 0.6 * box.h)
    y = box.y + (box.h + 0.12 * box.h - size) / 2
    return (*arch_ground(scene, box), Icon("wait", box.cx - size / 2, y, size, "accent", scene.phase % 3))


def printing(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """The printer as a flat plate, a sheet going in above and one coming out below; its lamp moves on every second."""
    k = min(box.w / 110.0, box.h / 95.0)
    x0, y0 = box.cx - 34.0 * k, box.cy - 22.0 * k
    high = scene.theme.high_contrast
    white = "pane" if high else "white"

    def at(x: float, y: float, w: float, h: float) -> Box:
        return Box(x0 + x * k, y0 + y * k, w * k, h * k)

    marks: list[Mark] = list(arch_ground(scene, box))
    marks.append(Frame(at(14, 0, 40, 18), 0.6, "card_ln", white))
    body = at(0, 13, 68, 24)
    marks.append(Frame(body, 0.8, "card_ln", "pane", 3.0 * k) if high else Fill(body, "frame", 3.0 * k))
    lamp = at(57 - 5 * (scene.phase % 3), 17, 0, 0)
    marks.append(Disc(lamp.x, lamp.y, 1.7 * k, "card_ln" if high else "focus_in"))
    slot = at(7, 27.5, 54, 4)
    marks.append(Frame(slot, 0.5, "card_ln", "pane", 0.8 * k) if high else Fill(slot, "frame_dk", 0.8 * k))
    sheet = at(15.5, 29.5, 37, 28)
    marks.append(Frame(sheet, 0.6, "card_ln", white))
    for row, length in ((5.0, 18.0), (11.0, 27.0), (17.0, 15.0)):
        marks.append(Fill(Box(sheet.x + 5 * k, sheet.y + row * k, length * k, 1.9 * k), "card_ln"))
    seal = Box(sheet.right - 12.5 * k, sheet.bottom - 11.0 * k, 7.4 * k, 7.4 * k)
    marks += [Frame(seal, 0.6, "bad", white), Disc(seal.cx, seal.cy, 1.9 * k, "bad")]
    return tuple(marks)


def scanning(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """A form with a code, held in the light of the scanner below it, in a panel of about 118 x 119."""
    k = min(box.w / 118.0, box.h / 119.0)
    x0, y0 = box.cx - 59.0 * k, box.cy - 59.5 * k
    high = scene.theme.high_contrast

    def at(x: float, y: float, w: float, h: float) -> Box:
        return Box(x0 + x * k, y0 + y * k, w * k, h * k)

    marks: list[Mark] = list(panel_ground(scene, box))
    ends = [(33.0, 62.0), (85.0, 62.0), (68.0, 92.0), (50.0, 92.0)]
    light = "card_ln" if high else "tint"
    marks.append(Shape(tuple((x0 + x * k, y0 + y * k) for x, y in ends), light))
    marks.append(Frame(at(24, 7, 70, 58), 0.6, "card_ln", "pane" if high else "white", 1.4 * k))
    for row, length in ((13.0, 30.0), (21.0, 24.0), (29.0, 30.0), (37.0, 20.0), (45.0, 26.0)):
        marks.append(Fill(at(30, row, length * 0.8, 2.6), "card_ln"))
    marks += [Fill(at(62 + 3.2 * x, 30 + 3.2 * y, 3.3, 3.3), "ink") for x, y in _CODE]
    plate = at(30, 90, 58, 22)
    marks.append(Frame(plate, 0.8, "card_ln", "pane", 4.0 * k) if high else Fill(plate, "frame", 4.0 * k))
    slot = at(44, 93.5, 30, 6)
    marks.append(Frame(slot, 0.5, "card_ln", "pane", 1.2 * k) if high else Fill(slot, "focus_in", 1.2 * k))
    return tuple(marks)


_CODE = (
    *(
        (x + dx, y + dy)
        for x, y in ((0, 0), (6, 0), (0, 6))
        for dx in range(3)
        for dy in range(3)
        if (dx, dy) != (1, 1)
    ),
    *((4, 0), (4, 2), (3, 4), (5, 4), (7, 4), (0, 4), (4, 6), (6, 6), (8, 6), (5, 8), (7, 8), (8, 4), (7, 7), (4, 8)),
)


def turning(scene: Scene, box: Box) -> tuple[Mark, ...]:
    """A card to be turned over."""
    w = 0.46 * box.w
    face = Box(box.cx - w / 2, box.cy - 0.1 * box.h, w, 0.63 * w)
    size = 0.2 * box.w
    return (
        *arch_ground(scene, box),
        *card(scene, face),
        Icon("repeat", box.cx - size / 2, face.y - 1.15 * size, size, "accent"),
    )


def large_icon(scene: Scene, box: Box, icon: str) -> tuple[Mark, ...]:
    """An icon in the half-round opening."""
    size = min(0.42 * box.w, 0.55 * box.h)
    y = box.y + 0.55 * box.h - size / 2
    return (*arch_ground(scene, box), Icon(icon, box.cx - size / 2, y, size, "accent"))


def lintel(scene: Scene, x: float, y: float, w: float, h: float, inside: Box) -> tuple[Mark, ...]:
    """The outlined opening on a line from edge to edge of the window. x, y, w, h: the opening; inside: the pane."""
    outer = Box(x, y, w, h)
    ground = "pane" if scene.theme.high_contrast else "glow"
    return (
        Arch(outer, "frame"),
        Arch(Box(x + 2.0, y + 2.0, w - 4.0, h - 2.0), ground),
        Rule(inside.x, outer.bottom, inside.right, outer.bottom, 1.6, "frame"),
    )
