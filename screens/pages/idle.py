"""Idle: what stands on the panel while nobody is served."""

from __future__ import annotations

from dataclasses import replace

from screens.events import Answer
from screens.marks import Arch, Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Idle, Option
from screens.parts.blocks import banner_height, banner_widget, heading, line
from screens.parts.choice import choice, fitted
from screens.parts.content import PANE, Content
from screens.parts.languages import language_keys
from screens.parts.pictures import card, lintel, panel_ground
from screens.phrase import msg
from screens.scene import CHROME_CAP, HEADING, Scene, lettering
from screens.tree import Widget

WAYS = (
    Option("with_card", msg("screen-with-card"), msg("screen-with-card-text"), "card"),
    Option("without_card", msg("screen-without-card"), msg("screen-without-card-text"), "search_form"),
)


def lay_out(scene: Scene, page: Idle) -> Content:
    """Greeting, the two ways in, the opening with what to have ready, hours, languages."""
    widgets = _landscape(scene, page) if scene.is_a else _portrait(scene, page)
    return Content(tuple(widgets), ways="none", counter=language_keys(scene), opening=False)


def _landscape(scene: Scene, page: Idle) -> list[Widget]:
    if page.banner is not None:  # it must leave the two keys their height
        scene = replace(scene, most=min(scene.most, 1.5))
    widgets: list[Widget] = list(_hours_line(scene, page))
    y, quiet = 31.1, page.banner is None
    if page.banner is not None:
        height = max(27.0, banner_height(scene, page.banner, 260.4))
        widgets.append(banner_widget(scene, page.banner, Box(18, 30, 260.4, height)))
        y = 33.6 + height
    size = "display" if quiet else "h1"
    top = heading(scene, scene.phrase(page.heading), Box(18, y, 250.0, 40.0), size=size, lines=1)
    widgets.append(top)
    y = top.box.bottom + 3.5
    rise = max(52.0 if quiet else 72.0, y)
    if page.explanation is not None and page.open and quiet:
        below = line(scene, "explanation", scene.phrase(page.explanation), Box(18, y, 250, 30), size="lead", lines=1)
        widgets.append(below)
        y = below.box.bottom + 4.0
        if below.lettering[0].box.right > 186.0:
            rise = max(rise, y)
    widgets += _opening(scene, Box(189.4, rise, 90.0, 162.0 - rise))
    area = Box(18, y, 164, 156.0 - y)
    if not page.open:
        return [*widgets, *_closed(scene, page, area.inset(0, 8.0))]
    height = min(43.0 if quiet else 36.0, (area.h - 4.0) / 2)
    upper = Box(area.x, area.bottom - 2 * height - 4.0, area.w, height)
    return [*widgets, *_ways_in(scene, page, [upper, upper.moved(dy=height + 4.0)], 25.0)]


def _closed(scene: Scene, page: Idle, area: Box) -> list[Widget]:
    """When it opens again, where the ways in would be."""
    if page.explanation is None:
        return []
    phrase, icon = scene.phrase(page.explanation), 24.0
    text = scene.fit(phrase, area.w - icon - 30.0, area.h - 12.0, "h1", bold=True, leading=HEADING, lines=3)
    height = max(icon, text.height) + 24.0
    box = Box(area.x, area.cy - height / 2, area.w, height)
    marks = (
        *panel_ground(scene, box),
        Icon("clock", box.x + 10.0, box.cy - icon / 2, icon, "accent"),
        lettering(text, box.x + icon + 20.0, box.cy - text.height / 2, "ink", "glow", room=box),
    )
    return [Widget("explanation", "text", box, phrase, marks=marks)]


def _ways_in(scene: Scene, page: Idle, places: list[Box], badge: float) -> list[Widget]:
    ways: tuple[Option, ...] = WAYS
    if page.lines is not None:
        ways = tuple(replace(way, text=text) for way, text in zip(WAYS, page.lines, strict=True))
    return [
        choice(scene, fitted(scene, way, place, badge, size="h1"), place, at + 1, len(ways))
        for at, (way, place) in enumerate(zip(ways, places, strict=True))
    ]


def _opening(scene: Scene, box: Box) -> list[Widget]:
    """The half-round opening with a card and what to have ready."""
    ground = "pane" if scene.theme.high_contrast else "glow"
    marks: list[Mark] = [
        Arch(box, "frame"),
        Arch(Box(box.x + 2.0, box.y + 2.0, box.w - 4.0, box.h - 2.0), ground),
    ]
    phrase = scene.own("have-ready")
    text = scene.fit(phrase, box.w - 14.0, 44.0, "lead", leading=HEADING + 0.1, lines=4)
    width = 52.0
    height = 0.63 * width
    free = box.h - 0.2 * box.w - text.height - 8.0
    if free >= 24.0:
        width = min(width, (free - 4.0) / 0.63)
        height = 0.63 * width
        gap = (box.h - 0.16 * box.w - height - text.height) / 3
        y = box.y + 0.16 * box.w + gap * 1.1
        marks += card(scene, Box(box.cx - width / 2, y, width, height))
        top = y + height + gap * 0.8
    else:
        top = box.bottom - text.height - 8.0
    marks.append(lettering(text, box.cx, top, "ink", "glow", align="centre", room=box))
    return [Widget("have_ready", "text", box, phrase, marks=tuple(marks))]


def _hours_line(scene: Scene, page: Idle) -> list[Widget]:
    """Place beside the sign, hours at the right: side by side where they fit, else one above the other."""
    sign_right = _sign_right(scene)
    place = scene.phrase(page.place)
    place_set = scene.fit(place, 96.0, 15.0, "lead", bold=True, lines=2, cap=1.2)
    left = sign_right + 8.0
    box = Box(left, 1.0, place_set.width, 17.0)
    top = 9.8 - place_set.height / 2
    widgets = [Widget("place", "text", box, place, marks=(lettering(place_set, left, top, "ink", "wall", room=box),))]
    phrases = [("hours", scene.phrase(page.hours))]
    if page.staff_hours is not None:
        phrases.append(("staff_hours", scene.phrase(page.staff_hours)))
    right, free = 337.4, 337.4 - box.right - 8.0
    for em in scene.sizes("body", CHROME_CAP):
        sets = [scene.set(phrase, free, em) for _, phrase in phrases]
        if sum(one.width for one in sets) + 8.0 * (len(sets) - 1) <= free:
            x = right
            for (id, phrase), one in reversed(list(zip(phrases, sets, strict=True))):
                spot = Box(x - one.width, 3.0, one.width, 14.0)
                mark = lettering(one, spot.x, 9.8 - one.height / 2, "ink", "wall", room=spot)
                widgets.insert(1, Widget(id, "text", spot, phrase, marks=(mark,)))
                x = spot.x - 8.0
            return widgets
        if all(len(one.lines) == 1 for one in sets) and sum(one.height for one in sets) <= 15.5:
            y = 9.8 - sum(one.height for one in sets) / 2 - 0.4
            for (id, phrase), one in zip(phrases, sets, strict=True):
                spot = Box(right - one.width, y, one.width, one.height)
                mark = lettering(one, right, y, "ink", "wall", align="right", room=spot)
                widgets.append(Widget(id, "text", spot, phrase, marks=(mark,)))
                y += one.height + 0.8
            return widgets
    return widgets


def _sign_right(scene: Scene) -> float:
    words = scene.typesetter.width(scene.own("service").plain, scene.em("title", CHROME_CAP), bold=True)
    return 8 + 12 + 9.5 + 4.4 + words


def _portrait(scene: Scene, page: Idle) -> list[Widget]:
    place = scene.phrase(page.place)
    place_set = scene.fit(place, 259.7 - _sign_right(scene) - 8.0, 18.0, "lead", bold=True, cap=1.2)
    spot = Box(259.7 - place_set.width, 4.0, place_set.width, 17.0)
    mark = lettering(place_set, spot.x, 12.2 - place_set.height / 2, "ink", "wall", room=spot)
    widgets = [Widget("place", "text", spot, place, marks=(mark,))]
    pane = PANE["B"]
    y = 44.0
    if page.banner is not None:
        height = banner_height(scene, page.banner, 227.7)
        widgets.append(banner_widget(scene, page.banner, Box(20, 37.0, 227.7, height)))
        y = 37.0 + height + 5.0
    top = heading(
        scene,
        scene.phrase(page.heading),
        Box(20, y, 227.7, 60.0),
        size="h1" if page.banner else "display",
        lines=2,
        centre=True,
    )
    widgets.append(top)
    rise = max(99.0, top.box.bottom + 5.0)
    widgets += _portrait_opening(scene, Box(pane.cx - 77.0, rise, 154.0, 187.5 - rise))
    if page.open:
        widgets += _ways_in(scene, page, [Box(20, 197, 227.7, 54), Box(20, 256, 227.7, 54)], 34.0)
    else:
        widgets += _closed(scene, page, Box(20, 197, 227.7, 113))
    widgets += _hours_panel(scene, page, Box(20, 317, 227.7, 44))
    return widgets


def _portrait_opening(scene: Scene, box: Box) -> list[Widget]:
    marks = list(lintel(scene, box.x, box.y, box.w, box.h, PANE["B"]))
    phrase = scene.own("have-ready")
    text = scene.fit(phrase, box.w - 12.0, 40.0, "lead", leading=HEADING, lines=3)
    width = min(56.0, (box.h - 14.0 - text.height - 8.0) / 0.63)
    top = box.bottom - text.height - 5.0
    if width >= 24.0:
        marks += card(scene, Box(box.cx - width / 2, top - 5.0 - 0.63 * width, width, 0.63 * width))
    marks.append(lettering(text, box.cx, top, "ink", "glow", align="centre", room=box))
    return [Widget("have_ready", "text", box, phrase, marks=tuple(marks))]


def _hours_panel(scene: Scene, page: Idle, box: Box) -> list[Widget]:
    widgets = [Widget("hours_panel", "none", box, marks=panel_ground(scene, box))]
    entries = [("hours", "clock", page.hours)]
    if page.staff_hours is not None:
        entries.append(("staff_hours", "bell", page.staff_hours))
    width = box.w / len(entries)
    for at, (id, icon, text) in enumerate(entries):
        spot = Box(box.x + at * width, box.y, width, box.h)
        phrase = scene.phrase(text)
        size = 15.0
        setting = scene.fit(phrase, width - size - 20.0, box.h - 6.0, "lead", bold=True, lines=3)
        x = spot.x + 8.0
        marks: list[Mark] = [
            Icon(icon, x, spot.cy - size / 2, size, "accent"),
            lettering(setting, x + size + 6.0, spot.cy - setting.height / 2, "ink", "glow", room=spot),
        ]
        if at:
            marks.append(Rule(spot.x, spot.y + 6.0, spot.x, spot.bottom - 10.0, 0.4, "edge"))
        widgets.append(Widget(id, "text", spot, phrase, marks=tuple(marks)))
    return widgets


def press(page: Idle, id: str) -> Answer | None:
    """Either way in."""
    return next((Answer(way.key) for way in WAYS if page.open and id == f"option.{way.key}"), None)
