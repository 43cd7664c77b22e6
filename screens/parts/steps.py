"""Steps: done with a check, now with a dot, to come as a ring, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from screens.marks import Disc, Icon, Mark, Rule
from screens.metrics import Box
from screens.phrase import Text
from screens.scene import Scene, centred, lettering
from screens.tree import Widget, plain

Step = tuple[Text, Literal["done", "now", "to_come"]]
R = 7.0


def steps_list(scene: Scene, steps: Sequence[Step], area: Box) -> list[Widget]:
    """The steps down the left edge of the area, evenly spaced, at most 29 mm apart."""
    if not steps:
        return []
    pitch = min(29.0, area.h / len(steps))
    # Nothing done and nothing going on: these are things to do, and are counted.
    counted = all(state == "to_come" for _, state in steps)
    widgets: list[Widget] = []
    for at, (text, state) in enumerate(steps):
        cy = area.y + min(pitch, 2 * R + 2) / 2 + at * pitch
        phrase = scene.phrase(text)
        spot = Box(area.x, cy - pitch / 2, area.w, pitch)
        x = area.x + 2 * R + 6.0
        setting = scene.fit(phrase, area.right - x, pitch - 1.0, "lead", bold=state == "now", lines=2)
        marks: list[Mark] = []
        if at + 1 < len(steps):
            marks.append(Rule(area.x + R, cy, area.x + R, cy + pitch, 0.8, "accent"))
        marks += _number(scene, area.x + R, cy, at + 1) if counted else _disc(area.x + R, cy, state)
        marks.append(lettering(setting, x, cy - setting.height / 2, "ink", "pane", room=spot.inset(0, -1)))
        said = scene.own(f"step-{state.replace('_', '-')}")
        widgets.append(
            Widget(
                f"step.{at + 1}",
                "listitem",
                spot,
                phrase,
                plain(str(at + 1)) if counted else None,
                speech=phrase.speech if counted else f"{phrase.speech}。{said.speech}",
                marks=tuple(marks),
            )
        )
    # Later steps hide the line that the step before drew into their disc.
    return [Widget("steps", "list", area, children=tuple(widgets))]


def _number(scene: Scene, x: float, y: float, number: int) -> list[Mark]:
    text = scene.typesetter.set(plain(str(number)), 20.0, scene.em("lead", 1.0), bold=True)
    place = Box(x - R, y - R, 2 * R, 2 * R)
    return [Disc(x, y, R, "accent"), centred(text, place, "accent_on", "accent")]


def _disc(x: float, y: float, state: Literal["done", "now", "to_come"]) -> list[Mark]:
    match state:
        case "done":
            return [Disc(x, y, R, "accent"), Icon("check", x - 4.4, y - 4.4, 8.8, "accent_on")]
        case "now":
            return [Disc(x, y, R, "accent"), Disc(x, y, R - 1.4, "ledge"), Disc(x, y, 2.8, "accent")]
        case "to_come":
            return [Disc(x, y, R, "accent"), Disc(x, y, R - 0.8, "pane")]
