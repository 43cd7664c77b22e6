"""Steps: done with a check, now with a dot, to come as a ring, joined by a line. Things to do are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from screens.marks import Disc, Icon, Mark, Rule
from screens.metrics import Box
from screens.phrase import Text
from screens.scene import Scene, centred, lettering
from screens.text import Set
from screens.tree import Widget, plain

Step = tuple[Text, Literal["done", "now", "to_come"]]
R = 7.0
INDENT = 2 * R + 6.0
LEAST, PITCH = 16.0, 29.0


@dataclass(frozen=True, slots=True)
class SetSteps:
    """Steps set into a width and height. fit: they do go in."""

    steps: Sequence[Step]
    sets: tuple[Set, ...]
    heights: tuple[float, ...]
    fit: bool


def set_steps(scene: Scene, steps: Sequence[Step], width: float, height: float) -> SetSteps:
    """As large as they go."""
    result = SetSteps(steps, (), (), True)
    for em in scene.sizes("lead"):
        sets = tuple(scene.set(scene.phrase(text), width - INDENT, em, bold=state == "now") for text, state in steps)
        heights = tuple(max(LEAST, one.height + 4.0) for one in sets)
        result = SetSteps(steps, sets, heights, sum(heights) <= height + 0.1)
        if result.fit:
            break
    return result


def draw_steps(scene: Scene, given: SetSteps, area: Box) -> list[Widget]:
    """The steps down the left edge of the area, spread out where there is room."""
    if not given.steps:
        return []
    spare = max(0.0, area.h - sum(given.heights)) / len(given.steps)
    heights = [max(height, min(PITCH, height + spare)) for height in given.heights]
    # Nothing done and nothing going on: these are things to do, and are counted.
    counted = all(state == "to_come" for _, state in given.steps)
    middles, y = [], area.y
    for height in heights:
        middles.append(y + height / 2)
        y += height
    widgets: list[Widget] = []
    for at, (text, state) in enumerate(given.steps):
        cy, phrase, setting = middles[at], scene.phrase(text), given.sets[at]
        spot = Box(area.x, cy - heights[at] / 2, area.w, heights[at])
        marks: list[Mark] = []
        if at + 1 < len(given.steps):
            # The next step's disc covers the end of the line.
            marks.append(Rule(area.x + R, cy, area.x + R, middles[at + 1], 0.8, "accent"))
        marks += _number(scene, area.x + R, cy, at + 1) if counted else _disc(area.x + R, cy, state)
        marks.append(lettering(setting, area.x + INDENT, cy - setting.height / 2, "ink", "pane", room=spot))
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
