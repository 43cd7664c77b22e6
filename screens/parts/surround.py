"""What stands around every page: wall, sign, window, counter, tray, the ways out, and the rail."""

from __future__ import annotations

from dataclasses import replace

from screens.marks import Disc, Fill, Frame, HalfEllipse, Icon, Mark, Rule
from screens.metrics import Box
from screens.page import Page, TrayState
from screens.parts.content import CONTENT, PANE, WINDOW, Content, Main
from screens.parts.key import body, key
from screens.parts.pictures import card
from screens.phrase import Data, Phrase
from screens.scene import CHROME_CAP, TRAY_CAP, Scene, centred, fits, lettering
from screens.text import Set
from screens.tree import State, Widget, plain

REASON_ROOM = {"A": 10.5, "B": 13.0}
"""Foot of the content that a reason takes where the hint's place is taken by a main action."""

_COUNTER = {"A": Box(0, 162, 345.4, 32.3), "B": Box(0, 374, 267.7, 67)}
_OPENING = {"A": Box(94.2, 154, 108, 8), "B": Box(57.85, 365, 152, 9)}
_BACK = {"A": Box(8, 167.2, 44, 22), "B": Box(8, 411, 46, 25)}
_STOP = {"A": Box(56, 167.2, 44, 22), "B": Box(58, 411, 46, 25)}
_MAIN = {"A": Box(227.4, 167.2, 110, 22), "B": Box(139.7, 411, 120, 25)}
_HINT = {"A": Box(197.4, 167.2, 140, 22), "B": Box(112, 411, 147.7, 25)}
_TRAY = {"A": Box(104, 161.4, 88.4, 27.8), "B": Box(68.85, 374.5, 130, 30)}


def compose(scene: Scene, page: Page, content: Content) -> Widget:
    """The whole screen as one tree, in reading order."""
    reason = _reason(scene, page, content)
    children: list[Widget] = list(_header(scene, page))
    children += content.widgets
    if content.main is not None:
        if reason is not None:
            children.append(_foot_reason(scene, reason))
        children.append(_main(scene, content.main))
    else:
        hint = reason or content.hint or (scene.phrase(page.hint) if page.hint else None)
        icon = content.hint_icon if reason is None else "info"
        if hint is not None and not content.counter:
            children.append(_hint(scene, hint, icon))
    children += content.counter
    if not content.counter:
        children.append(_tray(scene))
    if content.ways != "none":
        children += _ways(scene, page, content, reason)
    children += _rail(scene)
    return Widget("page", "application", scene.panel.sheet, marks=_ground(scene, content), children=tuple(children))


def room(scene: Scene, page: Page, *, main: bool, usual_ways: bool = True) -> Box:
    """The content's place; smaller where a reason must stand in its foot."""
    box = CONTENT[scene.form]
    if main and usual_ways and not (_may_go_back(scene, page) and _may_stop(scene, page)):
        return Box(box.x, box.y, box.w, box.h - REASON_ROOM[scene.form])
    return box


# --- ground -----------------------------------------------------------------------------------------------------------


def _ground(scene: Scene, content: Content) -> tuple[Mark, ...]:
    bleed, window, counter = scene.panel.bleed, WINDOW[scene.form], _COUNTER[scene.form]
    marks: list[Mark] = [Fill(bleed, "wall"), Frame(window, 1.8, "frame", "pane", 9.0, "top", open_foot=True)]
    if content.blind:
        marks += _blind(PANE[scene.form])
    opening = _OPENING[scene.form]
    if content.opening:
        outer = Box(opening.x - 1.8, opening.y - 1.8, opening.w + 3.6, opening.h + 1.8)
        marks += [HalfEllipse(outer, "frame"), HalfEllipse(opening, "ledge_hi")]
    foot = bleed.bottom if scene.is_a else counter.bottom
    marks.append(Fill(Box(bleed.x, counter.y, bleed.w, foot - counter.y), "ledge"))
    edge = 0.9
    if content.opening:
        marks.append(Fill(Box(bleed.x, counter.y, bleed.w, 2.6), "ledge_hi"))
        marks.append(Fill(Box(bleed.x, counter.y, opening.x - 1.8 - bleed.x, edge), "ledge_edge"))
        right = opening.right + 1.8
        marks.append(Fill(Box(right, counter.y, bleed.right - right, edge), "ledge_edge"))
    else:
        marks.append(Fill(Box(bleed.x, counter.y, bleed.w, edge), "ledge_edge"))
    if not scene.is_a:
        marks.append(Fill(Box(bleed.x, counter.bottom - edge, bleed.w, edge + 0.4), "ledge_edge"))
    return tuple(marks)


def _blind(pane: Box) -> list[Mark]:
    marks: list[Mark] = [Fill(Box(pane.x, pane.y, pane.w, pane.h), "slat", 7.2, "top")]
    y = pane.y + 9.0
    while y < pane.bottom:
        marks.append(Rule(pane.x, y, pane.right, y, 0.5, "slat_ln"))
        y += 9.0
    return marks


# --- header -----------------------------------------------------------------------------------------------------------


def _header(scene: Scene, page: Page) -> list[Widget]:
    name = _name(scene)
    name_left = name.box.x if name else scene.panel.sheet.w - 8.0
    steps = _progress_size(scene, page)
    taken = (steps + 5.0 if steps else 0.0) if scene.is_a or name is None else steps + 8.0 if steps else 0.0
    sign = _sign(scene, page, name_left - 8.0 - taken - 4.0)
    found = [sign]
    if page.progress:
        if scene.is_a:
            right = min(WINDOW["A"].right, name_left - 5.0)
        elif name is None:
            right = scene.panel.sheet.w - 8.0
        else:
            right = sign.box.right + 8.0 + steps
        found.append(_progress(scene, page.progress, right))
    if name:
        found.append(name)
    return found


def _sign(scene: Scene, page: Page, most: float) -> Widget:
    height = 16.5 if scene.is_a else 21.0
    phrase = scene.phrase(page.service) if page.service else scene.own("service")
    icon, padding, gap = 9.5, 6.0, 4.4 if scene.is_a else 4.2
    text = scene.fit(phrase, most - 2 * padding - icon - gap, height - 2, "title", bold=True, lines=1, cap=CHROME_CAP)
    box = Box(8, 0, 2 * padding + icon + gap + text.width, height)
    if scene.theme.high_contrast:
        plate: Mark = Frame(Box(box.x, -1.0, box.w, box.h + 1.0), 0.7, "frame", "sign", 3.6, "bottom")
    else:
        plate = Fill(Box(box.x, scene.panel.bleed.y, box.w, box.h - scene.panel.bleed.y), "sign", 3.6, "bottom")
    middle = 7.9 if scene.is_a else 10.1
    marks = (
        plate,
        Icon(page.icon, box.x + padding, middle - icon / 2, icon, "sign_on"),
        lettering(
            text, box.x + padding + icon + gap, middle - text.height / 2 - text.above / 4, "sign_on", "sign", room=box
        ),
    )
    return Widget("sign", "banner", box, phrase, marks=marks)


def _name(scene: Scene) -> Widget | None:
    if scene.frame.nickname is None:
        return None
    phrase = scene.own("name", name=Data(scene.frame.nickname))
    middle = 9.8 if scene.is_a else 12.2
    right, icon = scene.panel.sheet.w - 8.0, 8.6
    text = scene.fit(phrase, 78.0, 14.0, "lead", lines=1, cap=CHROME_CAP)
    left = right - text.width
    box = Box(left - icon - 2.6, middle - 7.0, text.width + icon + 2.6, 14.0)
    marks = (
        Icon("person", box.x, middle - icon / 2, icon, "ink"),
        lettering(text, left, middle - text.height / 2, "ink", "wall", room=box),
    )
    return Widget("name", "text", box, phrase, marks=marks)


_CELL_W, _CELL_H, _CELL_GAP = 8.4, 10.4, 0.8


def _progress_text(scene: Scene, progress: tuple[int, int]) -> Set:
    now, steps = progress
    return scene.set(plain(f"{now}/{steps}"), 60.0, scene.em("title", CHROME_CAP), bold=True)


def _progress_size(scene: Scene, page: Page) -> float:
    if not page.progress:
        return 0.0
    cells = page.progress[1] * (_CELL_W + _CELL_GAP) + _CELL_GAP
    return cells + 4.0 + _progress_text(scene, page.progress).width


def _progress(scene: Scene, progress: tuple[int, int], right: float) -> Widget:
    now, steps = progress
    text = _progress_text(scene, progress)
    width = steps * (_CELL_W + _CELL_GAP) + _CELL_GAP
    middle = 9.8 if scene.is_a else 12.2
    left = right - text.width - 4.0 - width
    bar = Box(left, middle - _CELL_H / 2 - _CELL_GAP, width, _CELL_H + 2 * _CELL_GAP)
    marks: list[Mark] = [Fill(bar, "frame", 1.4)]
    high = scene.theme.high_contrast
    for step in range(1, steps + 1):
        cell = Box(left + _CELL_GAP + (step - 1) * (_CELL_W + _CELL_GAP), middle - _CELL_H / 2, _CELL_W, _CELL_H)
        if step < now:
            marks.append(Icon("check", cell.cx - 3.3, cell.cy - 3.3, 6.6, "accent_on"))
        elif step == now:
            marks.append(Fill(cell, "pane" if high else "ledge", 0.5))
            marks.append(Disc(cell.cx, cell.cy, 2.3, "accent"))
        else:
            marks.append(Fill(cell, "pane", 0.5))
    box = Box(left, 2.0, right - left, 15.0 if scene.is_a else 20.0)
    marks.append(lettering(text, right, middle - text.height / 2, "ink", "wall", align="right", room=box))
    label = scene.own("progress", now=now, steps=steps)
    shown = plain(f"{now}/{steps}", speech=label.speech)
    return Widget("progress", "progressbar", box, shown, marks=tuple(marks))


# --- counter ----------------------------------------------------------------------------------------------------------


def _main(scene: Scene, main: Main) -> Widget:
    return key(
        scene,
        main.id,
        _MAIN[scene.form],
        main.label,
        kind=main.kind,
        icon=None if main.unavailable else main.icon,
        icon_after=main.icon_after,
        size="title",
        unavailable=main.label if main.unavailable else None,
    )


def _hint(scene: Scene, hint: Phrase, icon: str) -> Widget:
    place = _HINT[scene.form]
    mark, gap = 9.0, 3.0
    text = scene.fit(hint, place.w - mark - gap, place.h, "body", lines=2)
    if not fits(text, place.w - mark - gap, place.h, 2):
        text = scene.fit(hint, place.w - mark - gap, place.h + 6, "body", lines=3)
    left = place.right - text.width
    marks = (
        Icon(icon, left - gap - mark, place.cy - mark / 2, mark, "ink"),
        lettering(text, left, place.cy - text.height / 2, "ink", "ledge", room=place.inset(0, -3)),
    )
    return Widget("hint", "note", place, hint, marks=marks)


def _foot_reason(scene: Scene, reason: Phrase) -> Widget:
    content = CONTENT[scene.form]
    height = REASON_ROOM[scene.form]
    # Beside the opening, which rises into the window's foot.
    place = Box(content.x, content.bottom - height + 2.0, content.w, height - 2.0)
    mark, gap = 7.4, 2.4
    text = scene.fit(reason, place.w - mark - gap, place.h, "body", lines=1)
    marks = (
        Icon("info", place.x, place.cy - mark / 2, mark, "ink"),
        lettering(text, place.x + mark + gap, place.cy - text.height / 2, "ink", "pane", room=place),
    )
    return Widget("reason", "note", place, reason, marks=marks)


_TRAY_WORDS = {
    TrayState.EMPTY: "tray-empty",
    TrayState.WAIT_CARD: "tray-wait-card",
    TrayState.HOLD_CARD: "tray-hold-card",
    TrayState.CARD: "tray-card",
    TrayState.TAKE_CARD: "tray-take-card",
    TrayState.UNKNOWN: "tray-unknown",
}


def _tray(scene: Scene) -> Widget:
    place, state = _TRAY[scene.form], scene.frame.tray
    take = state is TrayState.TAKE_CARD
    high = scene.theme.high_contrast
    rim = 1.6 if take else 1.0
    marks: list[Mark] = [Frame(place, rim, "bad" if take else "tray_rim", "tray", 6.0)]
    if not high:
        marks.append(Frame(place.inset(2.2), 0.35, "edge", "tray", 4.4))
    phrase = scene.own(_TRAY_WORDS[state])
    inside = place.inset(4.0, 3.0)
    picture = state in (TrayState.WAIT_CARD, TrayState.HOLD_CARD, TrayState.CARD, TrayState.TAKE_CARD)
    width, text = _tray_text(scene, phrase, inside, bold=take, picture=picture)
    colour = "bad" if take else "ink"
    if width:
        gap = 3.0
        left = place.cx - (width + gap + text.width) / 2
        outline = Box(left, place.cy - 0.315 * width, width, 0.63 * width)
        if state is TrayState.WAIT_CARD:
            marks.append(Frame(outline, 0.45, "card_ln", "tray", 1.2))
            marks.append(Icon("down", outline.cx - 3.0, outline.cy - 3.0, 6.0, "card_ln"))
        else:
            marks += card(scene, outline)
        top = place.cy - text.height / 2
        marks.append(lettering(text, left + width + gap, top, colour, "tray", room=inside))
    else:
        marks.append(centred(text, inside, colour, "tray"))
    return Widget("tray", "alert" if take else "status", place, phrase, marks=tuple(marks))


def _tray_text(scene: Scene, phrase: Phrase, inside: Box, *, bold: bool, picture: bool) -> tuple[float, Set]:
    """Width of the card's picture (0: none) and the words; the picture shrinks first, then goes."""
    pictures = ((17.0, 11.0) if scene.is_a else (24.0, 15.0)) if picture else ()
    for em in scene.sizes("body", TRAY_CAP):
        for width in (*pictures, 0.0):
            space = inside.w - (width + 3.0 if width else 0.0)
            text = scene.set(phrase, space, em, bold=bold)
            if fits(text, space, inside.h, 2) and (width or not picture or em <= scene.em("body", 1.0) + 0.01):
                return width, text
    return 0.0, scene.fit(phrase, inside.w, inside.h, "body", bold=bold, cap=1.0, lines=3)


# --- ways out ---------------------------------------------------------------------------------------------------------


def _may_go_back(scene: Scene, page: Page) -> bool:
    return page.back and scene.frame.can_go_back


def _may_stop(scene: Scene, page: Page) -> bool:
    return page.stop and scene.frame.can_stop


def _reason(scene: Scene, page: Page, content: Content) -> Phrase | None:
    """Why Back or Stop lies flat, if one does."""
    if content.ways != "usual" or (_may_go_back(scene, page) and _may_stop(scene, page)):
        return None
    if page.closed_reason is not None:
        return scene.phrase(page.closed_reason)
    if _may_stop(scene, page):
        return scene.own("back-closed")
    return scene.own("stop-closed" if _may_go_back(scene, page) else "ways-closed")


def _ways(scene: Scene, page: Page, content: Content, reason: Phrase | None) -> list[Widget]:
    board = content.ways == "board"
    back = None if board or _may_go_back(scene, page) else reason
    stop = None if board or _may_stop(scene, page) else reason
    stop_label = content.stop_label or scene.own("stop")
    with_icons = scene.text_scale < 1.2
    ways = (("back", _BACK, scene.own("back"), back), ("stop", _STOP, stop_label, stop))
    widgets = [
        key(scene, id, place[scene.form], label, icon=id if with_icons else None, unavailable=why)
        for id, place, label, why in ways
    ]
    if with_icons and any(_has_icon(widget) is False for widget in widgets):
        widgets = [key(scene, id, place[scene.form], label, unavailable=why) for id, place, label, why in ways]
    return widgets


def _has_icon(widget: Widget) -> bool:
    return any(isinstance(mark, Icon) for mark in widget.marks)


# --- rail -------------------------------------------------------------------------------------------------------------


def rail_place(scene: Scene, cell: int) -> Box:
    """Place of a cell of the rail, 0 to 4."""
    if scene.is_a:
        return Box(294.4, 22 + 27.8 * cell, 43, 24.8)
    return Box(8 + 50.94 * cell, 446, 47.94, 24)


def _rail(scene: Scene) -> list[Widget]:
    size = "rail-size-back" if scene.scale >= 1.5 else "rail-size"
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


# --- of the attract page ----------------------------------------------------------------------------------------------

AUTONYMS = {
    "ja": "日本語",
    "ja-Hira": "やさしい日本語",
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "ko": "한국어",
    "pt-BR": "Português",
    "vi": "Tiếng Việt",
    "fil": "Filipino",
    "ne": "नेपाली",
    "id": "Bahasa Indonesia",
    "th": "ไทย",
}


def language_keys(scene: Scene) -> tuple[Widget, ...]:
    """A key for every language there is, named in itself; the present one selected."""
    names = [(tag, AUTONYMS.get(tag, tag)) for tag in scene.frame.languages]
    em = scene.em("lead", 1.0)
    if scene.is_a:
        widths = [max(35.0, scene.typesetter.width(name, em, bold=True) + 16.0) for _, name in names]
        gap = 3.4
        free = 329.4 - gap * (len(names) - 1)
        if sum(widths) > free:
            widths = [width * free / sum(widths) for width in widths]
        places, x = [], 8.0
        for width in widths:
            places.append(Box(x, 167.2, width, 22))
            x += width + gap
    else:
        places = [Box(8 + (i % 4) * 63.5, 380 + (i // 4) * 30, 60.5, 26) for i in range(len(names))]
    return tuple(
        replace(
            key(
                scene,
                f"language.{tag}",
                place,
                plain(name),
                kind="selected" if tag == scene.words.language else "plain",
                cap=1.0,
                lines=1,
            ),
            role="radio",
        )
        for (tag, name), place in zip(names, places, strict=True)
    )
