"""Big choices: a badge, a title, one line below it, a value at the right. One touch answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.marks import Icon, Mark
from screens.metrics import Box
from screens.page import Option
from screens.parts.blocks import BETWEEN
from screens.parts.key import LIP, RADIUS, body, check_disc, focus_ring
from screens.parts.pictures import BadgeTone, badge
from screens.phrase import Phrase
from screens.scene import HEADING, Scene, lettering
from screens.text import Set
from screens.tree import State, Widget

INSET = 5.0
VALUE_RIGHT = 6.0
CARD_ICON = 10.0
_SIGN_GAP = 1.4
BESIDE = 150.0
"""From this width on a value stands beside the title, else beside the last line, which may be the title."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A choice set into a width. whole: nothing was shrunk below the text scale, left out or torn. height: its need."""

    option: Option
    badge: float
    title: Set
    second: Set | None
    value: Set | None
    whole: bool
    height: float


def fitted(
    scene: Scene, option: Option, box: Box, badge_width: float, *, size: str = "title", title_lines: int = 2
) -> Fitted:
    """Set a choice into a box: as large as it goes; the line below gives way last but one, the title never."""
    flat = option.unavailable is not None
    left = INSET + (badge_width + INSET if option.icon else 0.0)
    right = VALUE_RIGHT + (CARD_ICON + 2.0 if option.needs_card else 0.0)
    width = box.w - left - right
    text = option.unavailable.reason if option.unavailable else option.text
    below = scene.phrase(text) if text is not None else None
    face = box.h - LIP - 3.0
    beside = box.w >= BESIDE
    for em, small, with_second in _trials(scene, size, below is not None, flat):
        value = (
            scene.set(scene.phrase(option.value), width, min(em, scene.em("title")), bold=True)
            if option.value
            else None
        )
        level = beside or below is None or not with_second
        space = width - (value.width + 4.0 if value and level else 0.0)
        title = scene.set(scene.phrase(option.title), space, em, bold=True, leading=HEADING)
        second = None
        if below is not None and with_second:
            second = _second(scene, below, space, small, flat, value if not beside else None)
        height = title.height + (BETWEEN + second.height if second else 0.0)
        fits_in = len(title.lines) <= title_lines and title.width <= space + 0.3
        whole = em >= scene.em(size) - 0.01 and fits_in and (below is None or small >= scene.em("body") - 0.01)
        whole = whole and with_second and not title.torn
        result = Fitted(option, badge_width, title, second, value, whole, height + LIP + 3.0)
        if height <= face + 0.3 and fits_in:
            return result
    return replace(result, whole=False)


def _trials(scene: Scene, size: str, second: bool, flat: bool) -> list[tuple[float, float, bool]]:
    """Sizes of title and second line to try in turn: first the second line shrinks, then it goes (a reason never
    does), then the title shrinks."""
    ems, smalls = scene.sizes(size), scene.sizes("body")
    if second and not flat:
        trials = [(ems[0], small, True) for small in smalls[:2]]
        trials += [(em, smalls[-1], False) for em in ems]
        return trials
    return [*((ems[0], small, True) for small in smalls), *((em, smalls[-1], True) for em in ems[1:])]


def _second(scene: Scene, phrase: Phrase, width: float, em: float, flat: bool, value: Set | None) -> Set:
    """The line below; its last line leaves the value room."""
    space = width - (1.1 * em + _SIGN_GAP if flat else 0.0)
    setting = scene.set(phrase, space, em)
    if value is not None and setting.widths[-1] + value.width + 1.5 > space:
        setting = scene.set(phrase, space - value.width - 1.5, em)
    return setting


def choice(scene: Scene, set_: Fitted, box: Box, number: int, of: int) -> Widget:
    """Draw a fitted choice into its box."""
    option = set_.option
    id = f"option.{option.key}"
    flat = option.unavailable is not None
    base = body(scene, id, box, "selected" if option.selected else "plain", flat=flat)
    marks: list[Mark] = list(base.marks)
    if flat:
        marks = [*focus_ring(scene, id, base.face, RADIUS), *marks]
    face = base.face
    x = face.x + INSET
    if option.icon:
        tone: BadgeTone = "flat" if flat else "plain"
        marks += badge(scene, x, face.cy - 0.46 * set_.badge, set_.badge, option.icon, tone)
        x += set_.badge + INSET
    height = set_.title.height + (BETWEEN + set_.second.height if set_.second else 0.0)
    top = face.cy - height / 2
    ink = "dis_on" if flat else "ink"
    room = face.inset(0.5)
    marks.append(lettering(set_.title, x, top, ink, base.ground, room=room))
    second_middle = face.cy
    if set_.second:
        y = top + set_.title.height + BETWEEN
        second_middle = y + set_.second.height - set_.second.size / 2
        indent = 0.0
        if flat:
            sign = 1.1 * set_.second.size
            indent = sign + _SIGN_GAP
            marks.append(Icon("stop", x, y + set_.second.above + set_.second.size / 2 - sign / 2, sign, "dis_on"))
        second_ink = "dis_on" if flat else "ink" if base.ground == "tint" else "ink2"
        marks.append(lettering(set_.second, x + indent, y, second_ink, base.ground, room=room))
    if set_.value:
        middle = face.cy if box.w >= BESIDE or not set_.second else second_middle
        marks.append(
            lettering(
                set_.value,
                box.right - VALUE_RIGHT,
                middle - set_.value.height / 2,
                ink,
                base.ground,
                align="right",
                room=room,
            )
        )
    if option.needs_card:
        size = CARD_ICON
        card_y = face.y + 3.2 if box.h >= 44 else face.cy - size / 2
        marks.append(Icon("card", box.right - 4.5 - size, card_y, size, "dis_on" if flat else "accent"))
    if option.selected and not flat:
        marks += check_disc(box)
    title, value = scene.phrase(option.title), scene.phrase(option.value) if option.value else None
    reason = scene.phrase(option.unavailable.reason) if option.unavailable else None
    return Widget(
        id,
        "option",
        box,
        title,
        value,
        speech=_spoken(scene, option, number, of),
        state=State(
            focused=scene.focused == id,
            pressed=scene.pressed == id and not flat,
            selected=option.selected,
            unavailable=reason,
        ),
        action=True,
        marks=tuple(marks),
        children=_said_too(scene, option, box),
    )


def _said_too(scene: Scene, option: Option, box: Box) -> tuple[Widget, ...]:
    """The second line as a child, so that the tree holds all that is read, and all that is said and not drawn."""
    if option.text is None or option.unavailable is not None:
        return ()
    return (Widget(f"option.{option.key}.text", "text", box, scene.phrase(option.text)),)


def _spoken(scene: Scene, option: Option, number: int, of: int) -> str:
    """1つ目。住民票の写し。300円。いま受け取れます."""
    parts = [scene.own("choice-number", number=number, of=of).speech, scene.phrase(option.title).speech]
    for text in (option.value, option.unavailable.reason if option.unavailable else option.text):
        if text is not None:
            parts.append(scene.phrase(text).speech)
    if option.needs_card:
        parts.append(scene.own("needs-card").speech)
    if option.selected:
        parts.append(scene.own("selected").speech)
    return "。".join(part.rstrip("。") for part in parts)
