"""Trouble: what happened, what to do now, who can mend it. The first action stands on the counter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.events import Answer
from screens.marks import Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Tone, Trouble
from screens.parts.actions import action_keys, actions_height, main_of
from screens.parts.blocks import BELOW_HEADING, banner_height, banner_widget, heading, line
from screens.parts.content import Content
from screens.parts.counter import room
from screens.parts.pictures import BadgeTone, badge, large_icon
from screens.phrase import Data, Phrase
from screens.scene import Scene, lettering
from screens.text import Set
from screens.tree import Widget

_BADGES: dict[Tone, tuple[BadgeTone, str]] = {
    "info": ("plain", "info"),
    "ok": ("ok", "ok"),
    "warn": ("warn", "warn"),
    "bad": ("bad", "error"),
    "offline": ("warn", "offline"),
}
_PLAIN_SIGNS = ("mark",)


@dataclass(frozen=True, slots=True)
class _Fact:
    id: str
    icon: str
    label: Phrase
    text: Phrase


def lay_out(scene: Scene, page: Trouble) -> Content:
    """Badge and heading, then a row for each thing to know."""
    # Two find room on the counter; of more, all but the first stand in the foot of the content.
    first = page.actions[:2] if len(page.actions) == 2 else page.actions[:1]
    mains = tuple(main_of(scene, action, step=at == 0) for at, action in enumerate(first))[::-1]
    place = room(scene, page, main=bool(mains))
    if not scene.is_a:
        place = Box(place.x, place.y + 4.0, place.w, place.h - 4.0)
    rest = page.actions[len(first) :]
    keys = action_keys(scene, rest, place, columns=3 if scene.is_a else 2)
    foot = actions_height(scene, rest, columns=3 if scene.is_a else 2)
    head, y = _head(scene, page, place)
    facts = _facts(scene, page)
    bottom = place.bottom - foot
    if scene.is_a:
        rows = _rows(scene, facts, Box(place.x, y + 2.0, place.w, bottom - y - 2.0))
    else:
        rows = _portrait_rows(scene, page, facts, Box(place.x, y, place.w, bottom - y))
    hint = scene.phrase(page.hint) if page.hint else None
    return Content((*head, *rows, *keys), mains=mains, hint=hint)


def _head(scene: Scene, page: Trouble, place: Box) -> tuple[list[Widget], float]:
    width = 29.0 if scene.is_a else 0.0
    x = place.x + (width + 7.0 if width else 0.0)
    space = place.right - x
    top = heading(scene, scene.phrase(page.heading), Box(x, place.y, space, 60.0))
    widgets = [top]
    y = top.box.bottom
    if page.banner is not None:
        height = banner_height(scene, page.banner, space)
        widgets.append(banner_widget(scene, page.banner, Box(x, y + BELOW_HEADING, space, height)))
        y = widgets[-1].box.bottom
    for id, text in (("explanation", page.explanation), ("happened", page.happened)):
        if text is not None:
            box = Box(x, y + (BELOW_HEADING if id == "explanation" or y == top.box.bottom else 2.0), space, 60.0)
            widgets.append(line(scene, id, scene.phrase(text), box, size="body", colour="ink", lines=4))
            y = widgets[-1].box.bottom
    if not width:  # portrait has a larger picture below
        return widgets, y + BELOW_HEADING
    spot = Box(place.x, place.y, width, 0.92 * width)
    marks = badge(scene, spot.x, spot.y, width, _sign(page), _BADGES[page.tone][0])
    widgets.insert(0, Widget("sign_of_trouble", "none", spot, marks=marks))
    return widgets, max(y, spot.bottom) + BELOW_HEADING


def _portrait_rows(scene: Scene, page: Trouble, facts: list[_Fact], area: Box) -> list[Widget]:
    """The rows, and above them a large sign in the opening where they leave room for it."""
    least = sum(widget.box.h for widget in _rows(scene, facts, area))
    rise = min(95.0, area.h - least - 14.0)
    if rise < 50.0:
        return _rows(scene, facts, Box(area.x, area.y + 4.0, area.w, area.h - 4.0))
    box = Box(area.cx - 75.0, area.y + 6.0, 150.0, rise)
    marks = list(large_icon(scene, box, _sign(page)))
    tone = _BADGES[page.tone][0]
    if tone in ("warn", "bad") and isinstance(marks[-1], Icon):
        marks[-1] = replace(marks[-1], colour=tone)
    picture = Widget("picture", "none", box, marks=tuple(marks))
    return [picture, *_rows(scene, facts, Box(area.x, box.bottom + 6.0, area.w, area.bottom - box.bottom - 6.0))]


def _sign(page: Trouble) -> str:
    return page.icon if page.icon not in _PLAIN_SIGNS else _BADGES[page.tone][1]


def _facts(scene: Scene, page: Trouble) -> list[_Fact]:
    facts = []
    if page.money is not None:
        facts.append(_Fact("money", "yen", scene.own("trouble-money"), scene.phrase(page.money)))
    for at, text in enumerate(page.to_do):
        label = scene.own("trouble-do") if len(page.to_do) == 1 else scene.own("trouble-do-number", number=at + 1)
        facts.append(_Fact(f"to_do.{at + 1}", "choose", label, scene.phrase(text)))
    if page.who is not None:
        facts.append(_Fact("who", "bell", scene.own("trouble-who"), scene.phrase(page.who)))
    if page.incident is not None:
        number = scene.phrase(Data(page.incident, personal=False))
        facts.append(_Fact("incident", "info", scene.own("trouble-incident"), number))
    return facts


def _rows(scene: Scene, facts: list[_Fact], area: Box) -> list[Widget]:
    """Rows between lines; the text gives way in size only if they would not all go in, then what is said twice."""
    indent = 14.0
    for scale_em in scene.sizes("lead"):
        small = min(scale_em, scene.em("body"))
        labels = [scene.set(fact.label, 0.36 * area.w - indent, small) for fact in facts]
        column = max((label.width for label in labels), default=0.0) + indent + 6.0
        texts = [scene.set(fact.text, area.w - column, scale_em, bold=True) for fact in facts]
        heights = [max(one.height, label.height) + 7.0 for one, label in zip(texts, labels, strict=True)]
        if sum(heights) <= area.h:
            break
    else:
        if _tells_number_already(facts):
            return _rows(scene, facts[:-1], area)
    least = 22.0 if scene.is_a else 34.0
    spare = (area.h - sum(heights)) / max(1, len(facts))
    widgets, y = [], area.y
    for fact, label, text, height in zip(facts, labels, texts, heights, strict=True):
        height = max(height, min(least, height + max(0.0, spare)))
        box = Box(area.x, y, area.w, height)
        widgets.append(_row(fact, label, text, box, column, last=fact is facts[-1]))
        y += height
    return widgets


def _tells_number_already(facts: list[_Fact]) -> bool:
    """Whether the number to tell, which stands last, is in the line about the staff, too."""
    *others, last = facts
    return last.id == "incident" and any(fact.id == "who" and last.text.plain in fact.text.plain for fact in others)


def _row(fact: _Fact, label: Set, text: Set, box: Box, column: float, *, last: bool) -> Widget:
    marks: list[Mark] = [
        Icon(fact.icon, box.x + 1.0, box.cy - 4.8, 9.6, "accent"),
        lettering(label, box.x + 14.0, box.cy - label.height / 2, "ink2", "pane", room=box),
        lettering(text, box.x + column, box.cy - text.height / 2, "ink", "pane", room=box),
    ]
    if not last:
        marks.append(Rule(box.x, box.bottom, box.right, box.bottom, 0.4, "line"))
    return Widget(fact.id, "listitem", box, fact.label, fact.text, marks=tuple(marks))


def press(page: Trouble, id: str) -> Answer | None:
    """An action's key."""
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
