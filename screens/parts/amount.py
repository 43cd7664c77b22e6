"""What is to be paid, large in the half-round opening."""

from __future__ import annotations

from screens.marks import Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Amount
from screens.parts.pictures import arch_ground
from screens.scene import Scene, fits, lettering
from screens.tree import Widget

_ICON = 13.0


def amount(scene: Scene, given: Amount, box: Box) -> Widget | None:
    """Sign, label, the number, how it is made up, a line and the note; None if they don't go in.

    The sign stands in the round part, which is too narrow for words.
    """
    round_part = min(box.w / 2, 0.4 * box.h)
    inner = Box(box.x + 6.0, box.y + 0.5 * round_part, box.w - 12.0, box.h - 0.5 * round_part - 5.0)
    label = scene.fit(scene.phrase(given.label), inner.w, 14.0, "lead", lines=1)
    value = scene.fit(scene.phrase(given.value), inner.w, 30.0, "fee", bold=True, lines=1, cap=1.0)
    text = scene.fit(scene.phrase(given.text), inner.w, 22.0, "lead", lines=2) if given.text else None
    note = scene.fit(scene.phrase(given.note), inner.w, 32.0, "body", lines=3) if given.note else None
    height = _ICON + 3.0 + label.height + value.height
    height += (text.height + 1.5 if text else 0.0) + (note.height + 6.0 if note else 0.0)
    whole = fits(label, inner.w, 14.0, 1) and fits(value, inner.w, 30.0, 1)
    whole = whole and (text is None or fits(text, inner.w, 22.0, 2)) and (note is None or fits(note, inner.w, 32.0, 3))
    if not whole or height > inner.h:
        return None
    y = inner.y + (inner.h - height) / 2
    marks: list[Mark] = [*arch_ground(scene, box), Icon("yen", box.cx - _ICON / 2, y, _ICON, "accent")]
    y += _ICON + 3.0
    room = box.inset(2.0)
    for setting, colour in ((label, "ink2"), (value, "ink"), (text, "ink2")):
        if setting is None:
            continue
        marks.append(lettering(setting, box.cx, y, colour, "glow", align="centre", room=room))
        y += setting.height + (1.5 if setting is value else 0.0)
    if note is not None:
        marks.append(Rule(inner.x + 2.0, y + 3.0, inner.right - 2.0, y + 3.0, 0.4, "edge"))
        marks.append(lettering(note, box.cx, y + 6.0, "ink2", "glow", align="centre", room=room))
    words = [scene.phrase(each) for each in (given.text, given.note) if each is not None]
    said = tuple(Widget(f"amount.{at + 1}", "text", box, phrase) for at, phrase in enumerate(words))
    return Widget(
        "amount", "status", box, scene.phrase(given.label), scene.phrase(given.value), marks=tuple(marks), children=said
    )
