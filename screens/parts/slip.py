"""The paper slip on which the four numbers are noted, with the one that is asked for marked."""

from __future__ import annotations

from screens.marks import Fill, Frame, Mark, Rule
from screens.metrics import Box
from screens.page import Secret
from screens.parts.blocks import line
from screens.scene import Scene, lettering
from screens.tree import Widget

ROWS = (
    (Secret.SIGNATURE, "slip-signature", "slip-6-16"),
    (Secret.USER_AUTHENTICATION, "slip-user-authentication", "slip-4"),
    (Secret.RESIDENT_REGISTRY, "slip-resident-registry", "slip-4"),
    (Secret.TEXT_INPUT, "slip-text-input", "slip-4"),
)


NOTE_H = 17.0


def beside_flag(scene: Scene, secret: Secret, box: Box, x: float, width: float) -> tuple[Box, Box]:
    """What is free beside the slip, above its flag and below it."""
    top, row_h = _rows_of(scene, box)
    flag = top + [row for row, _, _ in ROWS].index(secret) * row_h
    above = Box(x, box.y, width, flag - 1.0 - box.y)
    below = flag + row_h + 2.0
    return above, Box(x, below, width, box.bottom - below)


def _rows_of(scene: Scene, box: Box) -> tuple[float, float]:
    """Where the first row begins, and how high a row is."""
    row_h = 9.9 if scene.is_a else 11.0
    return box.y + (box.h - 4 * row_h) * 0.82, row_h


def slip(scene: Scene, secret: Secret, box: Box, *, note: Box) -> list[Widget]:
    """The slip and beside it what it is, if there is room. Its text neither grows nor has readings: it is a picture of
    a paper.
    """
    head = scene.own("slip")
    em = scene.em("body", 1.0)
    top, row_h = _rows_of(scene, box)
    marks: list[Mark] = [Frame(box, 0.6, "edge", "field", 1.0)]
    title = scene.fit(head, box.w - 10.0, 10.0, "body", bold=True, lines=1, cap=1.0, readings=False)
    marks.append(lettering(title, box.x + 5.0, (box.y + top) / 2 - title.height / 2, "ink", "field", room=box))
    marks.append(Rule(box.x + 4.0, top - 0.4, box.right - 4.0, top - 0.4, 0.4, "edge"))
    children = []
    for at, (row, name, size) in enumerate(ROWS):
        asked = row is secret
        spot = Box(box.x, top + at * row_h, box.w, row_h)
        label, length = scene.own(name), scene.own(size)
        ground = "tint" if asked else "field"
        right = scene.typesetter.set(length, 60.0, em, bold=asked)
        left = scene.fit(
            label, box.w - 12.0 - right.width - 2.0, row_h, "body", bold=asked, lines=1, cap=1.0, readings=False
        )
        row_marks: list[Mark] = []
        if asked:
            row_marks += _flag(scene, spot)
        elif at < 3 and ROWS[at + 1][0] is not secret:
            row_marks.append(Rule(spot.x + 5.0, spot.bottom, spot.right - 5.0, spot.bottom, 0.3, "line"))
        middle = spot.cy - left.height / 2
        row_marks.append(lettering(left, box.x + 6.0, middle, "ink", ground, room=spot))
        row_marks.append(lettering(right, box.right - 6.0, middle, "ink", ground, align="right", room=spot))
        children.append(Widget(f"slip.{row.value}", "row", spot, label, length, marks=tuple(row_marks)))
    found = [Widget("slip", "img", box, head, marks=tuple(marks), children=tuple(children))]
    found += _this_one(scene, secret, box, top, row_h)
    if note.h >= NOTE_H:
        found.append(line(scene, "slip.note", scene.own("slip-note"), note, lines=2))
    return found


def _flag(scene: Scene, row: Box) -> list[Mark]:
    """The tinted band sticks out of the paper at the left; its flag is a widget of its own."""
    band = Box(row.x + 2.0, row.y, row.w - 2.0, row.h)
    return [Frame(band, 1.0, "accent", "tint", 1.2)]


def _this_one(scene: Scene, secret: Secret, box: Box, top: float, row_h: float) -> list[Widget]:
    at = [row for row, _, _ in ROWS].index(secret)
    phrase = scene.own("slip-this")
    text = scene.fit(phrase, 34.0 if scene.is_a else 60.0, row_h, "body", bold=True, lines=1, cap=1.0, readings=False)
    flag = Box(box.right - 0.8, top + at * row_h, text.width + 12.0, row_h)
    marks = (
        Fill(flag, "accent", 1.6),
        Fill(Box(flag.x, flag.y, 4.0, flag.h), "accent"),
        lettering(text, flag.x + 5.6, flag.cy - text.height / 2, "accent_on", "accent", room=flag),
    )
    return [Widget("slip.this", "text", flag, phrase, marks=marks)]
