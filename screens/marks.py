"""What a widget draws: a few kinds of marks, in mm of the sheet, colours by name.

Marks are plain values. The drawer compares them to find out what has changed, and the tests read them: which text
stands where, in which colour, on which ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from screens.metrics import Box
from screens.page import Image
from screens.text import Set

Corners = Literal["all", "top", "bottom"]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle. radius: of its corners, in mm."""

    box: Box
    colour: str
    radius: float = 0.0
    corners: Corners = "all"


@dataclass(frozen=True, slots=True)
class Frame:
    """An outline inside `box`: two nested shapes. inner: colour of what it encloses, None = what is below stays."""

    box: Box
    stroke: float
    colour: str
    inner: str
    radius: float = 0.0
    corners: Corners = "all"
    open_foot: bool = False  # no line below


@dataclass(frozen=True, slots=True)
class Arch:
    """The half-round opening: a half disc as wide as the box, straight below it. foot: radius of the lower corners."""

    box: Box
    colour: str
    foot: float = 0.0


@dataclass(frozen=True, slots=True)
class HalfEllipse:
    """The upper half of an ellipse as wide and as high as the box."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc. upper: only its upper half."""

    x: float
    y: float
    r: float
    colour: str
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, horizontal or vertical, by its middle; thickness in mm."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon by its name; x, y its upper left corner, size in mm. phase: of the waiting sign."""

    name: str
    x: float
    y: float
    size: float
    colour: str
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text. x: left edge, middle or right edge by `align`; top: of the first em (readings stand above it).

    on: the ground it stands on, for the contrast that the tests hold. room: the box it must not leave.
    """

    text: Set
    x: float
    top: float
    colour: str
    on: str
    align: Align = "left"
    room: Box | None = field(default=None, compare=False)

    def left(self, line: int) -> float:
        """Left edge of a line."""
        width = self.text.widths[line]
        match self.align:
            case "left":
                return self.x
            case "centre":
                return self.x - width / 2
            case "right":
                return self.x - width

    @property
    def box(self) -> Box:
        """The box of all lines, readings included."""
        left = min((self.left(line) for line in range(len(self.text.lines))), default=self.x)
        return Box(left, self.top - self.text.above, self.text.width, self.text.height)


@dataclass(frozen=True, slots=True)
class Ring:
    """An ellipse's outline, with a thin `rim` on both sides that keeps it visible on whatever lies below."""

    box: Box
    stroke: float
    colour: str
    rim: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """An image in the middle of a box, as large as it goes in. ground: colour of what is left of the box."""

    box: Box
    image: Image
    ground: str


Mark = Fill | Frame | Arch | HalfEllipse | Disc | Rule | Shape | Icon | Lettering | Ring | Photograph


def extent(mark: Mark) -> Box:
    """The box that a mark can touch, with a little more for rounding and descenders."""
    match mark:
        case Fill() | Frame() | Arch() | HalfEllipse() | Ring() | Photograph():
            return mark.box.inset(-0.3)
        case Disc():
            return Box(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r).inset(-0.3)
        case Rule():
            x, y = min(mark.x1, mark.x2), min(mark.y1, mark.y2)
            w, h = abs(mark.x1 - mark.x2), abs(mark.y1 - mark.y2)
            return Box(x, y, w, h).inset(-mark.thickness / 2 - 0.3)
        case Shape():
            xs, ys = [p[0] for p in mark.points], [p[1] for p in mark.points]
            return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-0.3)
        case Icon():
            return Box(mark.x, mark.y, mark.size, mark.size).inset(-0.3)
        case Lettering():
            return mark.box.inset(-0.5, -0.35 * mark.text.size)
