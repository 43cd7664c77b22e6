"""The digit pad: 3 x 4, the 5 with a bar to feel for on the keypad below."""

from __future__ import annotations

from dataclasses import replace

from screens.marks import Fill, Mark
from screens.metrics import Box
from screens.parts.key import body, key
from screens.scene import Scene, centred
from screens.tree import State, Widget, plain

GAP = 3.0
ORDER = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "erase_all", "0", "erase_one")


def digit_pad(scene: Scene, area: Box) -> tuple[Widget, ...]:
    """Keys digit.0 to digit.9, erase_all, erase_one in reading order."""
    width, height = (area.w - 2 * GAP) / 3, (area.h - 3 * GAP) / 4
    widgets = []
    for at, name in enumerate(ORDER):
        box = Box(area.x + (at % 3) * (width + GAP), area.y + (at // 3) * (height + GAP), width, height)
        if len(name) == 1:
            widgets.append(_digit(scene, name, box))
        else:
            icon = "erase" if name == "erase_one" and not scene.is_a else None
            label = scene.own("erase-all" if name == "erase_all" else "erase-one")
            widgets.append(
                key(scene, name, box, label, icon=icon, size="lead" if scene.is_a else "body", cap=1.0, bold=False)
            )
    return tuple(widgets)


def _digit(scene: Scene, digit: str, box: Box) -> Widget:
    id = f"digit.{digit}"
    base = body(scene, id, box, "plain")
    em = scene.em("digit_key")
    text = scene.typesetter.set(plain(digit), box.w, em, bold=True)
    marks: list[Mark] = [*base.marks, replace(centred(text, base.face, base.ink, base.ground), room=base.face)]
    if digit == "5":
        y = base.face.bottom - 0.5 - 1.6
        marks.append(Fill(Box(base.face.cx - 2.2, y - 0.9, 4.4, 0.9), "edge"))
    # Neither the voice nor the tree may give a PIN away: no digit is said, and which one is pressed is not told.
    state = State(focused=scene.focused == id)
    return Widget(
        id,
        "button",
        box,
        plain(digit),
        speech=scene.own("digit-key").speech,
        state=state,
        action=True,
        marks=tuple(marks),
    )
