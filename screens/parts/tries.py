"""Tries left as the card said: a number, and a disc for every try; used ones are rings with a cross."""

from __future__ import annotations

from screens.marks import Disc, Frame, Icon, Mark
from screens.metrics import Box
from screens.page import Tries
from screens.phrase import Phrase
from screens.scene import Scene, lettering
from screens.tree import Widget

DISC = 2.9


def _discs(x: float, y: float, tries: Tries) -> list[Mark]:
    marks: list[Mark] = []
    for at in range(min(tries.most, 5)):
        cx = x + DISC + at * (2 * DISC + 0.9)
        if at < tries.left:
            marks.append(Disc(cx, y, DISC, "ink"))
        else:
            marks.append(Icon("error", cx - DISC - 0.35, y - DISC - 0.35, 2 * DISC + 0.7, "ink"))
    return marks


def _discs_width(tries: Tries) -> float:
    return min(tries.most, 5) * (2 * DISC + 0.9) - 0.9


def _label(scene: Scene, tries: Tries) -> tuple[Phrase, Phrase, Phrase]:
    return scene.own("tries-left"), scene.own("tries-count", left=tries.left), scene.own("tries", left=tries.left)


def tries_line(scene: Scene, tries: Tries, box: Box, *, on: str = "pane", id: str = "tries") -> Widget:
    """「のこり」 above 「3回 ●●●」, in a box of about 31 x 16."""
    above, count, spoken = _label(scene, tries)
    first = scene.fit(above, box.w, 8.0, "body", lines=1, cap=1.25)
    discs = _discs_width(tries)
    number = scene.fit(count, box.w - discs - 1.6, 14.0, 9.0, bold=True, lines=1, cap=1.25)
    height = first.height + 1.5 + number.height
    y = box.cy - height / 2
    second = y + first.height + 1.5
    ink2 = "ink2"
    marks: list[Mark] = [
        lettering(first, box.x, y, ink2, on, room=box.inset(-0.5)),
        lettering(number, box.x, second, "ink", on, room=box.inset(-0.5)),
        *_discs(box.x + number.width + 1.8, second + number.height / 2, tries),
    ]
    return Widget(id, "status", box, above, count, speech=spoken.speech, marks=tuple(marks))


def tries_box(scene: Scene, tries: Tries, box: Box) -> Widget:
    """The same in a warning frame, beside the heading of the last try."""
    line = tries_line(scene, tries, box.inset(5.5, 2.0), on="warn_t")
    frame = Frame(box, 0.7, "warn", "warn_t", 3.2)
    return Widget("tries", "status", box, line.label, line.value, line.speech, marks=(frame, *line.marks))
