"""Done: it is done, and this is what to take. The only page without Back and Stop."""

from __future__ import annotations

from screens.events import Answer
from screens.marks import Mark
from screens.metrics import Box
from screens.page import Done
from screens.parts.actions import action_keys, actions_height
from screens.parts.blocks import BELOW_HEADING, banner_height, banner_widget, heading, line
from screens.parts.content import CONTENT, Content, Main
from screens.parts.pictures import badge, large_icon, reader
from screens.parts.things import things
from screens.scene import Scene
from screens.tree import Widget


def lay_out(scene: Scene, page: Done) -> Content:
    """Badge and heading, the lines, a picture."""
    place = CONTENT[scene.form]
    main = Main(scene.phrase(page.action), icon="check") if page.action is not None else None
    hint = scene.phrase(page.hint) if page.hint else None
    if page.things:
        return Content(tuple(_to_take(scene, page, place)), mains=(main,) if main else (), hint=hint, ways="none")
    if scene.is_a:
        picture = Box(168.4, 55, 110, 95) if page.picture != "take_card" else Box(167.8, 31, 110.6, 119)
        widgets = _text(
            scene, page, Box(place.x, place.y, 146.0, place.h), full=place.w if page.picture != "take_card" else 146.0
        )
    else:
        widgets = _text(scene, page, Box(place.x, place.y + 6.0, place.w, place.h), full=place.w)
        y = max(widget.box.bottom for widget in widgets)
        top = max(130.0, y + 10.0)
        picture = Box(58.85, top, 150, min(120.0, place.bottom - top - 10.0))
    if picture.h >= 50.0:
        widgets += _picture(scene, page, picture)
    return Content(tuple(widgets), mains=(main,) if main else (), hint=hint, ways="none")


def _to_take(scene: Scene, page: Done, place: Box) -> list[Widget]:
    """The text, below it what to take, and further keys at the foot."""
    if not scene.is_a:
        place = Box(place.x, place.y + 6.0, place.w, place.h - 6.0)
    widgets = _text(scene, page, place, full=place.w)
    y = max(widget.box.bottom for widget in widgets) + 4.0
    foot = actions_height(scene, page.actions)
    widgets += things(scene, page.things, Box(place.x, y, place.w, place.bottom - y - foot))
    return [*widgets, *action_keys(scene, page.actions, place)]


def _text(scene: Scene, page: Done, place: Box, *, full: float) -> list[Widget]:
    width = 17.0 if scene.is_a else 20.0
    spot = Box(place.x, place.y - 1.0, width, 0.92 * width)
    x = place.x + width + 5.6
    top = heading(scene, scene.phrase(page.heading), Box(x, place.y + 1.6, place.x + full - x, 50.0))
    sign: list[Widget] = [
        Widget("sign_of_done", "none", spot, marks=badge(scene, spot.x, spot.y, width, "check", "ok"))
    ]
    widgets = [*sign, top]
    y = max(top.box.bottom, spot.bottom) + BELOW_HEADING + 1.0
    if page.banner is not None:
        height = banner_height(scene, page.banner, place.w)
        widgets.append(banner_widget(scene, page.banner, Box(place.x, y, place.w, height)))
        y += height + BELOW_HEADING
    texts = [("explanation", page.explanation), *((f"line.{at + 1}", text) for at, text in enumerate(page.lines))]
    for id, text in texts:
        if text is None:
            continue
        box = Box(place.x, y, place.w, max(10.0, place.bottom - y))
        widgets.append(line(scene, id, scene.phrase(text), box, size="lead", colour="ink", lines=4))
        y = widgets[-1].box.bottom + BELOW_HEADING
    return widgets


def _picture(scene: Scene, page: Done, box: Box) -> list[Widget]:
    marks: tuple[Mark, ...]
    match page.picture:
        case "ok":
            marks, name = large_icon(scene, box, "ok"), "picture-ok"
        case "take_card":
            marks, name = reader(scene, box, "take"), "picture-take-card"
        case "goodbye":
            marks, name = large_icon(scene, box, "home"), "picture-goodbye"
    return [Widget("picture", "img", box, scene.own(name), marks=marks)]


def press(page: Done, id: str) -> Answer | None:
    """Go on, or a further key."""
    if id == "main":
        return Answer("on")
    return next((Answer(action.key) for action in page.actions if id == f"option.{action.key}"), None)
