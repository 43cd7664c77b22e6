"""Heading, explanation and banner: how a page begins."""

from __future__ import annotations

from screens.marks import Fill, Frame, Icon, Mark
from screens.metrics import Box
from screens.page import Banner, Page, Tone
from screens.phrase import Phrase
from screens.scene import HEADING, Scene, lettering
from screens.text import Set
from screens.tree import Role, Widget

BELOW_HEADING = 4.0
BETWEEN = 2.6
"""From a title's em to the line below it."""
BAND = 16.0
ICON_AND_GAP = 1.75
"""What an icon before a line takes, in em."""

_TONES: dict[Tone, tuple[str, str, str, Role]] = {
    "info": ("frame", "tint", "info", "note"),
    "ok": ("ok", "ok_t", "ok", "status"),
    "warn": ("warn", "warn_t", "warn", "status"),
    "bad": ("bad", "bad_t", "error", "alert"),
    "offline": ("warn", "warn_t", "offline", "status"),
}


def heading(
    scene: Scene,
    phrase: Phrase,
    box: Box,
    *,
    size: str | float = "h1",
    lines: int = 2,
    centre: bool = False,
) -> Widget:
    """The page's one question. box: where it begins and how much room it has; the widget's box is what it took."""
    text = scene.fit(phrase, box.w, box.h, size, bold=True, leading=HEADING, lines=lines)
    took = Box(box.x, box.y, box.w, text.height)
    x = box.cx if centre else box.x
    mark = lettering(text, x, box.y, "ink", "pane", align="centre" if centre else "left", room=took.inset(-0.5))
    return Widget("heading", "heading", took, phrase, marks=(mark,))


def line(
    scene: Scene,
    id: str,
    phrase: Phrase,
    box: Box,
    *,
    size: str | float = "body",
    lines: int = 3,
    colour: str = "ink2",
    on: str = "pane",
    bold: bool = False,
    centre: bool = False,
    icon: str | None = None,
    role: Role = "text",
) -> Widget:
    """A text from the top of a box, with an icon before it if wished. The widget's box is what it took."""
    mark = 1.35 * scene.em(size) if icon else 0.0
    indent = ICON_AND_GAP * scene.em(size) if icon else 0.0
    text = scene.fit(phrase, box.w - indent, box.h, size, bold=bold, lines=lines)
    took = Box(box.x, box.y, box.w, text.height)
    marks: list[Mark] = []
    if icon:
        first = box.y + text.above + text.size / 2
        marks.append(Icon(icon, box.x, first - mark / 2, mark, colour))
    x = box.cx if centre else box.x + indent
    marks.append(lettering(text, x, box.y, colour, on, align="centre" if centre else "left", room=took))
    return Widget(id, role, took, phrase, marks=tuple(marks))


def banner_sets(
    scene: Scene, banner: Banner, width: float, height: float, title: str | float
) -> tuple[Set, Set | None]:
    """Title and text of a banner, set into what the band leaves."""
    space = width - BAND - 10.0
    phrase = scene.phrase(banner.title)
    if banner.text is None:
        return scene.fit(phrase, space, height - 2.0, title, bold=True, leading=HEADING), None
    # Both shrink together, so that the title doesn't grow at the cost of the text.
    smalls = scene.sizes("body")
    for at, em in enumerate(scene.sizes(title)):
        first = scene.set(phrase, space, em, bold=True, leading=HEADING)
        second = scene.set(scene.phrase(banner.text), space, smalls[min(at, len(smalls) - 1)])
        if first.height + BETWEEN + second.height <= height - 2.0:
            break
    return first, second


def banner_height(scene: Scene, banner: Banner, width: float, title: str | float = "lead") -> float:
    """How high a banner wants to be."""
    first, second = banner_sets(scene, banner, width, 200.0, title)
    return max(20.0, first.height + (BETWEEN + second.height if second else 0.0) + 9.0)


def banner_widget(
    scene: Scene, banner: Banner, box: Box, *, title: str | float = "lead", icon: str | None = None, id: str = "banner"
) -> Widget:
    """A tinted box with a band and an icon in its tone."""
    tone, ground, sign, role = _TONES[banner.tone]
    first, second = banner_sets(scene, banner, box.w, box.h, title)
    marks: list[Mark] = [Frame(box, 0.7, tone, ground, 3.2)]
    if scene.theme.high_contrast:
        ink = "ink" if banner.tone == "info" else tone
        marks.append(Fill(Box(box.x + BAND, box.y, 0.7, box.h), tone))
    else:
        ink = ground
        # The band: a rounded plate whose right half is squared off again.
        marks.append(Fill(Box(box.x, box.y, BAND, box.h), tone, 3.2))
        marks.append(Fill(Box(box.x + BAND / 2, box.y, BAND / 2, box.h), tone))
    marks.append(Icon(icon or sign, box.x + BAND / 2 - 5.0, box.cy - 5.0, 10.0, ink))
    height = first.height + (BETWEEN + second.height if second else 0.0)
    top, x, room = box.cy - height / 2, box.x + BAND + 5.2, box.inset(0.7)
    marks.append(lettering(first, x, top, "ink", ground, room=room))
    label = scene.phrase(banner.title)
    value = None
    if second is not None and banner.text is not None:
        marks.append(lettering(second, x, top + first.height + BETWEEN, "ink", ground, room=room))
        value = scene.phrase(banner.text)
    return Widget(id, role, box, label, value, marks=tuple(marks))


def opening_lines(
    scene: Scene, page: Page, room: Box, *, beside: bool = True, corner: Box | None = None, icon: str | None = None
) -> tuple[list[Widget], float]:
    """Heading, explanation and banner; gives them and where the rest may begin.

    beside: a short explanation may stand on the heading's line, at the right. corner: what stands in the upper
    right corner; lines that begin beside it keep clear of it. icon: before the explanation.
    """

    def width_at(y: float) -> float:
        return corner.x - 5.0 - room.x if corner is not None and y < corner.bottom + 1.0 else room.w

    place = Box(room.x, room.y, width_at(room.y), room.h)
    found = [heading(scene, scene.phrase(page.heading), place)]
    y = found[0].box.bottom
    if page.explanation is not None:
        explanation = scene.phrase(page.explanation)
        text = scene.set(explanation, room.w, scene.em("body"))
        width = text.width + (ICON_AND_GAP * scene.em("body") if icon else 0.0)
        mark = found[0].lettering[0]
        free = room.w - mark.text.width - 12.0
        if beside and corner is None and len(text.lines) == 1 and width <= free and len(mark.text.lines) == 1:
            # A millimetre more than it is wide: pieces measured one by one can be wider than the line.
            box = Box(room.right - width, found[0].box.cy - text.height / 2, width + 1.0, text.height)
            found.append(line(scene, "explanation", explanation, box, lines=1, icon=icon))
        else:
            y += BELOW_HEADING
            box = Box(room.x, y, width_at(y), room.bottom - y)
            found.append(line(scene, "explanation", explanation, box, icon=icon))
            y = found[-1].box.bottom
    if page.banner is not None:
        height = banner_height(scene, page.banner, room.w)
        box = Box(room.x, y + BELOW_HEADING, room.w, height)
        found.append(banner_widget(scene, page.banner, box))
        y = box.bottom
    return found, max(y, corner.bottom if corner is not None else 0.0) + BELOW_HEADING
