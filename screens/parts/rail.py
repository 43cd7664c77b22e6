"""The rail: staff call, text size, colours, language, voice – the same keys in the same places on every page."""

from __future__ import annotations

from screens.marks import Icon
from screens.metrics import Box
from screens.parts.key import body, key
from screens.phrase import Phrase
from screens.scene import CHROME_CAP, LARGEST, Scene, lettering
from screens.tree import State, Widget, plain


def rail_place(scene: Scene, cell: int) -> Box:
    """Place of a cell of the rail, 0 to 4."""
    if scene.is_a:
        return Box(294.4, 22 + 27.8 * cell, 43, 24.8)
    return Box(8 + 50.94 * cell, 446, 47.94, 24)


def rail(scene: Scene) -> list[Widget]:
    """Staff, size, colours, language; the voice only where the terminal can speak."""
    size = "rail-size-back" if scene.scale >= LARGEST else "rail-size"
    cells = [
        _rail_key(scene, "rail.staff", 0, scene.own("rail-staff"), "bell", staff=True),
        _rail_key(scene, "rail.size", 1, scene.own(size), "text_size"),
        _rail_key(scene, "rail.colour", 2, scene.own("rail-colour"), "contrast"),
        _language_key(scene, rail_place(scene, 3)),
    ]
    if scene.voice:
        cells.append(_rail_key(scene, "rail.voice", 4, scene.own("rail-voice"), "voice"))
    return cells


def _rail_key(scene: Scene, id: str, cell: int, label: Phrase, icon: str, *, staff: bool = False) -> Widget:
    place = rail_place(scene, cell)
    return key(
        scene,
        id,
        place,
        label,
        kind="staff" if staff else "plain",
        icon=icon,
        icon_size=9.0 if scene.is_a else 8.4,
        size="body",
        cap=CHROME_CAP,
    )


def _language_key(scene: Scene, place: Box) -> Widget:
    """The one key that is the same in every language and at every text size: who can't read the rest must find it."""
    base = body(scene, "rail.language", place, "plain")
    em = scene.em("body", 1.0)
    japanese = scene.typesetter.set(plain("ことば"), 60, em, bold=True)
    english = scene.typesetter.set(plain("Language"), 60, em, bold=True)
    icon, gap = 1.22 * em, 0.28 * em
    left = base.face.cx - (icon + gap + japanese.width) / 2
    first = base.face.cy - 1.24 * em / 2
    marks = (
        *base.marks,
        Icon("globe", left, first - icon / 2, icon, base.ink),
        lettering(japanese, left + icon + gap, first - em / 2, base.ink, base.ground, room=base.face),
        lettering(
            english,
            base.face.cx,
            base.face.cy + 1.24 * em / 2 - em / 2,
            base.ink,
            base.ground,
            align="centre",
            room=base.face,
        ),
    )
    state = State(focused=scene.focused == "rail.language", pressed=scene.pressed == "rail.language")
    return Widget(
        "rail.language",
        "button",
        place,
        plain("ことば Language"),
        speech=scene.own("rail-language").speech,
        state=state,
        action=True,
        marks=marks,
    )
