"""What stands on the counter: main action or hint, the tray, Back and Stop."""

from __future__ import annotations

from collections.abc import Sequence

from screens.marks import Frame, Icon, Mark
from screens.metrics import Box
from screens.page import Page, TrayState
from screens.parts.content import CONTENT, Content, Main
from screens.parts.key import key
from screens.parts.pictures import card, paper
from screens.phrase import Phrase
from screens.scene import TRAY_CAP, Scene, centred, fits, lettering
from screens.text import Set
from screens.tree import Widget

REASON_ROOM = {"A": 10.5, "B": 13.0}
"""Foot of the content that a reason or hint takes where a main action stands in its place."""

_BACK = {"A": Box(8, 167.2, 44, 22), "B": Box(8, 411, 46, 25)}
_STOP = {"A": Box(56, 167.2, 44, 22), "B": Box(58, 411, 46, 25)}
_MAIN = {"A": Box(227.4, 167.2, 110, 22), "B": Box(139.7, 411, 120, 25)}
_HINT = {"A": Box(203.4, 167.2, 134, 22), "B": Box(112, 411, 147.7, 25)}
_TRAY = {"A": Box(104, 161.4, 88.4, 27.8), "B": Box(68.85, 374.5, 130, 30)}
_TRAY_TEXT_W = {"A": 64.0, "B": 74.0}
"""Two even lines beside the card read better than one long one."""


def main_keys(scene: Scene, mains: Sequence[Main]) -> list[Widget]:
    """The main action in its place; two actions share the place of the hint."""
    if len(mains) == 1:
        places = [_MAIN[scene.form]]
    else:
        whole = _HINT[scene.form]
        width = (whole.w - 4.0 * (len(mains) - 1)) / len(mains)
        places = [Box(whole.x + at * (width + 4.0), whole.y, width, whole.h) for at in range(len(mains))]
    return [
        key(
            scene,
            main.id,
            place,
            main.label,
            kind=main.kind,
            icon=None if main.unavailable else main.icon,
            icon_after=main.icon_after,
            size="title" if len(mains) == 1 else "lead",
            unavailable=main.label if main.unavailable else None,
        )
        for main, place in zip(mains, places, strict=True)
    ]


def hint_note(scene: Scene, hint: Phrase, icon: str) -> Widget:
    """What to know or do here, at the right of the counter."""
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


def foot_note(scene: Scene, note: Phrase, id: str) -> Widget:
    """Why Back or Stop lies flat, or the page's hint, in the window's foot."""
    content = CONTENT[scene.form]
    height = REASON_ROOM[scene.form]
    # Beside the opening, which rises into the window's foot.
    place = Box(content.x, content.bottom - height + 2.0, content.w, height - 2.0)
    mark, gap = 7.4, 2.4
    text = scene.fit(note, place.w - mark - gap, place.h, "body", lines=1)
    marks = (
        Icon("info", place.x, place.cy - mark / 2, mark, "ink"),
        lettering(text, place.x + mark + gap, place.cy - text.height / 2, "ink", "pane", room=place),
    )
    return Widget(id, "note", place, note, marks=marks)


_TRAY_WORDS = {
    TrayState.EMPTY: "tray-empty",
    TrayState.WAIT_CARD: "tray-wait-card",
    TrayState.HOLD_CARD: "tray-hold-card",
    TrayState.CARD: "tray-card",
    TrayState.TAKE_CARD: "tray-take-card",
    TrayState.TAKE_PAPER: "tray-take-paper",
    TrayState.TAKE_RECEIPT: "tray-take-receipt",
    TrayState.TAKE_PAPERS: "tray-take-papers",
    TrayState.TAKE_PAPER_AND_CARD: "tray-take-paper-and-card",
    TrayState.TAKE_RECEIPT_AND_CARD: "tray-take-receipt-and-card",
    TrayState.TAKE_PAPERS_AND_CARD: "tray-take-papers-and-card",
    TrayState.TAKE_SLIP: "tray-take-slip",
    TrayState.TAKE_PAPER_AND_SLIP: "tray-take-paper-and-slip",
    TrayState.TAKE_SLIP_AND_CARD: "tray-take-slip-and-card",
    TrayState.TAKE_PAPER_SLIP_AND_CARD: "tray-take-paper-slip-and-card",
    TrayState.UNKNOWN: "tray-unknown",
}
_PAPER_AND_CARD = (
    TrayState.TAKE_PAPER_AND_CARD,
    TrayState.TAKE_RECEIPT_AND_CARD,
    TrayState.TAKE_PAPERS_AND_CARD,
    TrayState.TAKE_SLIP_AND_CARD,
    TrayState.TAKE_PAPER_SLIP_AND_CARD,
)
_PAPER = (
    TrayState.TAKE_PAPER,
    TrayState.TAKE_RECEIPT,
    TrayState.TAKE_PAPERS,
    TrayState.TAKE_SLIP,
    TrayState.TAKE_PAPER_AND_SLIP,
)


def tray(scene: Scene) -> Widget:
    """What lies here of the resident's, from the devices alone. Never a key."""
    place, state = _TRAY[scene.form], scene.frame.tray
    take = state is TrayState.TAKE_CARD or state in _PAPER or state in _PAPER_AND_CARD
    high = scene.theme.high_contrast
    rim = 1.6 if take else 1.0
    marks: list[Mark] = [Frame(place, rim, "bad" if take else "tray_rim", "tray", 6.0)]
    if not high:
        marks.append(Frame(place.inset(2.2), 0.35, "edge", "tray", 4.4))
    phrase = scene.own(_TRAY_WORDS[state])
    inside = place.inset(5.0, 3.0)
    picture = state not in (TrayState.EMPTY, TrayState.UNKNOWN)
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
            marks += _lying(scene, state, outline)
        top = place.cy - text.height / 2
        marks.append(lettering(text, left + width + gap, top, colour, "tray", room=inside))
    else:
        marks.append(centred(text, inside, colour, "tray"))
    return Widget("tray", "alert" if take else "status", place, phrase, marks=tuple(marks))


def _lying(scene: Scene, state: TrayState, box: Box) -> tuple[Mark, ...]:
    """What lies in the tray: card, paper, or the paper behind the card."""
    if state in _PAPER_AND_CARD:
        lower = Box(box.x + 0.16 * box.w, box.y + 0.25 * box.h, 0.84 * box.w, 0.84 * 0.63 * box.w)
        sheet = Box(box.x, box.y - 0.1 * box.h, 0.56 * box.w, 0.56 * 1.36 * box.w)
        return (*paper(scene, sheet, lines=3), *card(scene, lower))
    if state in _PAPER:
        height = min(1.8 * box.h, 19.0)
        sheet = Box(box.cx - height / 2.72, box.cy - height / 2, height / 1.36, height)
        return paper(scene, sheet, lines=4)
    return card(scene, box)


def _tray_text(scene: Scene, phrase: Phrase, inside: Box, *, bold: bool, picture: bool) -> tuple[float, Set]:
    """Width of the card's picture (0: none) and the words; the picture shrinks first, then goes."""
    pictures = ((17.0, 14.0, 11.0) if scene.is_a else (24.0, 15.0)) if picture else ()
    for em in scene.sizes("body", TRAY_CAP):
        for width in (*pictures, 0.0):
            space = min(inside.w - (width + 3.0 if width else 0.0), _TRAY_TEXT_W[scene.form])
            text = scene.set(phrase, space, em, bold=bold)
            if fits(text, space, inside.h, 2) and (width or not picture or em <= scene.em("body", 1.0) + 0.01):
                return width, text
    return 0.0, scene.fit(phrase, inside.w, inside.h, "body", bold=bold, cap=1.0, lines=3)


# --- ways out ---------------------------------------------------------------------------------------------------------


def _may_go_back(scene: Scene, page: Page) -> bool:
    return page.back and scene.frame.can_go_back


def _may_stop(scene: Scene, page: Page) -> bool:
    return page.stop and scene.frame.can_stop


def reason_of(scene: Scene, page: Page) -> Phrase | None:
    """Why Back or Stop lies flat, if one does."""
    if _may_go_back(scene, page) and _may_stop(scene, page):
        return None
    if page.closed_reason is not None:
        return scene.phrase(page.closed_reason)
    if _may_stop(scene, page):
        return scene.own("back-closed")
    return scene.own("stop-closed" if _may_go_back(scene, page) else "ways-closed")


def hint_of(scene: Scene, page: Page) -> Phrase | None:
    """The page's own hint."""
    return scene.phrase(page.hint) if page.hint is not None else None


def room(scene: Scene, page: Page, *, main: bool) -> Box:
    """The content's place; smaller where a reason or hint must stand in its foot: main actions take their place."""
    box = CONTENT[scene.form]
    if main and (page.hint is not None or not (_may_go_back(scene, page) and _may_stop(scene, page))):
        return Box(box.x, box.y, box.w, box.h - REASON_ROOM[scene.form])
    return box


def ways(scene: Scene, page: Page, content: Content, reason: Phrase | None) -> list[Widget]:
    """Back and Stop. They lose their icons together."""
    board = content.ways == "board"
    in_key = bool(content.mains) and not content.foot
    with_icons = scene.text_scale < 1.2
    found = []
    for id, place, label, open_ in (
        ("back", _BACK, scene.own("back"), board or _may_go_back(scene, page)),
        ("stop", _STOP, content.stop_label or scene.own("stop"), board or _may_stop(scene, page)),
    ):
        if open_ or reason is None:
            found.append(key(scene, id, place[scene.form], label, icon=id if with_icons else None))
        elif in_key:
            why = scene.own(f"{id}-closed")
            spoken = f"{label.speech}。{reason.speech}"
            flat = key(scene, id, place[scene.form], why, size="body", unavailable=reason, speech=spoken, bold=False)
            found.append(flat)
        else:
            icon = id if with_icons else None
            found.append(key(scene, id, place[scene.form], label, icon=icon, unavailable=reason))
    if with_icons and not all(_has_icon(widget) for widget in found):
        found = [_without_icon(scene, widget) for widget in found]
    return found


def _without_icon(scene: Scene, widget: Widget) -> Widget:
    if not _has_icon(widget):
        return widget
    return key(scene, widget.id, widget.box, widget.label, unavailable=widget.state.unavailable)


def _has_icon(widget: Widget) -> bool:
    return any(isinstance(mark, Icon) for mark in widget.marks)
