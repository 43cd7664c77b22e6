"""Keys: wooden tags with a lip. What has a lip can be pressed; what lies flat can't and says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from screens.marks import Disc, Fill, Frame, Icon, Mark, Rule
from screens.metrics import Box
from screens.phrase import Phrase
from screens.scene import KEY, LARGEST, Scene, fits, lettering
from screens.text import Set
from screens.tree import Role, State, Widget

LIP = 1.3
RADIUS = 3.2
PADDING = 6.5
"""Label and icon together leave at least this much of the width free."""

Kind = Literal["plain", "white", "main", "staff", "selected"]


@dataclass(frozen=True, slots=True)
class Body:
    """A key without its label. face: where the label goes; ink, ground: the colours for it."""

    marks: tuple[Mark, ...]
    face: Box
    ink: str
    ground: str


def body(scene: Scene, id: str, box: Box, kind: Kind, *, flat: bool = False) -> Body:
    """Face, outline and lip of a key in its present state."""
    if flat:
        face = Box(box.x, box.y, box.w, box.h - LIP)
        return Body((Frame(face, 0.4, "line", "dis", RADIUS),), face, "dis_on", "dis")
    pressed = scene.pressed == id
    face = Box(box.x, box.y + (LIP if pressed else 0.0), box.w, box.h - LIP)
    high = scene.theme.high_contrast
    marks: list[Mark] = []
    match kind:
        case "main":
            ink, ground, lip = "main_on", "main", "main_dk"
            if not pressed:
                marks.append(Fill(box, lip, RADIUS))
            marks.append(Fill(face, ground, RADIUS))
            if high and not pressed:
                marks.append(Rule(box.x + 0.4, face.bottom - 0.3, box.right - 0.4, face.bottom - 0.3, 0.6, "pane"))
        case "staff":
            ink, ground, lip = "sign_on", "sign", "frame_dk"
            if not pressed:
                marks.append(Fill(box, lip, RADIUS))
            if high:
                marks.append(Frame(face, 0.9 if pressed else 0.7, "frame", ground, RADIUS))
            else:
                marks.append(Fill(face, ground, RADIUS))
        case "selected":
            ink, ground = "ink", "tint"
            if not pressed:
                marks.append(Fill(box, "accent", RADIUS))
            marks.append(Frame(face, 1.0, "accent", ground, RADIUS))
        case "plain" | "white":
            ink, ground = "ink", "field" if kind == "white" else "face"
            if pressed:
                ground = "tint"
            else:
                marks.append(Fill(box, "edge", RADIUS))
            stroke = 0.9 if pressed else 0.7 if high else 0.5
            marks.append(Frame(face, stroke, "edge", ground, RADIUS))
    if scene.focused == id:
        ring = (Fill(box.inset(-2.0), "focus_out", RADIUS + 2.0), Fill(box.inset(-1.2), "focus_in", RADIUS + 1.2))
        marks = [*ring, *marks]
    return Body(tuple(marks), face, ink, ground)


def check_disc(box: Box) -> tuple[Mark, ...]:
    """The sign of the selected one, on its upper right corner."""
    x, y = box.right - 3.0, box.y + 3.0
    return (Disc(x, y, 3.3, "accent"), Icon("check", x - 2.4, y - 2.4, 4.8, "accent_on"))


def focus_ring(scene: Scene, id: str, box: Box, radius: float = RADIUS) -> tuple[Mark, ...]:
    """The ring around a thing that lies flat but takes the focus."""
    if scene.focused != id:
        return ()
    return (
        Fill(box.inset(-2.0), "focus_out", radius + 2.0),
        Fill(box.inset(-1.2), "focus_in", radius + 1.2),
    )


def key(
    scene: Scene,
    id: str,
    box: Box,
    label: Phrase,
    *,
    kind: Kind = "plain",
    icon: str | None = None,
    icon_after: bool = False,
    icon_size: float | None = None,
    size: str | float = "lead",
    bold: bool = True,
    cap: float = LARGEST,
    lines: int = 2,
    unavailable: Phrase | None = None,
    speech: str | None = None,
    role: Role = "button",
) -> Widget:
    """A key with a label, and an icon where both have room. unavailable: why it lies flat."""
    base = body(scene, id, box, kind, flat=unavailable is not None)
    text, sign = _label(scene, base.face, label, icon, icon_size, size, bold, cap, lines)
    group = text.width + (sign[0] + sign[1] if sign else 0.0)
    left = base.face.cx - group / 2
    marks = list(base.marks)
    if unavailable is not None:
        marks = [*focus_ring(scene, id, base.face), *marks]
    text_left = left
    if sign and icon:
        x = left + text.width + sign[1] if icon_after else left
        marks.append(Icon(icon, x, base.face.cy - sign[0] / 2, sign[0], base.ink, _phase(scene, icon)))
        text_left = left if icon_after else left + sign[0] + sign[1]
    align_left = bool(sign)
    x = text_left if align_left else base.face.cx
    top = base.face.cy - text.height / 2
    room = base.face.inset(0.5)
    marks.append(lettering(text, x, top, base.ink, base.ground, align="left" if align_left else "centre", room=room))
    if kind == "selected" and unavailable is None:
        marks += check_disc(box)
    return Widget(
        id,
        role,
        box,
        label,
        speech=speech,
        state=State(
            focused=scene.focused == id,
            pressed=scene.pressed == id and unavailable is None,
            selected=kind == "selected",
            unavailable=unavailable,
        ),
        action=True,
        marks=tuple(marks),
    )


def _phase(scene: Scene, icon: str) -> int:
    return scene.phase % 3 if icon == "wait" else 0


def _label(
    scene: Scene,
    face: Box,
    label: Phrase,
    icon: str | None,
    icon_size: float | None,
    size: str | float,
    bold: bool,
    cap: float,
    lines: int,
) -> tuple[Set, tuple[float, float] | None]:
    """The label as large as it goes, and size and gap of the icon if there is room for it. The icon goes first."""
    height = face.h - 1.6
    setting = scene.set(label, face.w - 2.4, scene.em(size, cap), bold=bold, leading=KEY)
    for em in scene.sizes(size, cap):
        if icon:
            mark = icon_size or 1.16 * em
            gap = 0.35 * em
            width = face.w - PADDING - mark - gap
            setting = scene.set(label, width, em, bold=bold, leading=KEY)
            if fits(setting, width, height, lines):
                return setting, (mark, gap)
        width = face.w - 2.4
        setting = scene.set(label, width, em, bold=bold, leading=KEY)
        if fits(setting, width, height, lines):
            return setting, None
    return setting, None
