"""The strip above the window: the sign, the progress, the nickname."""

from __future__ import annotations

from screens.marks import Disc, Fill, Frame, Icon, Mark
from screens.metrics import Box
from screens.page import Idle, Page
from screens.parts.content import WINDOW
from screens.phrase import Data
from screens.scene import CHROME_CAP, Scene, lettering
from screens.text import Set
from screens.tree import Widget, plain


def header(scene: Scene, page: Page) -> list[Widget]:
    """Sign, progress and name, side by side."""
    # The attract page belongs to nobody.
    name = None if isinstance(page, Idle) else _name(scene)
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
    tag = scene.fit(scene.phrase(page.tag), 40.0, 11.0, "body", lines=1, cap=CHROME_CAP) if page.tag else None
    tag_w = tag.width + 7.0 + gap if tag else 0.0
    space = most - 2 * padding - tag_w - icon - gap
    text = scene.fit(phrase, space, height - 2, "title", bold=True, lines=1, cap=CHROME_CAP)
    box = Box(8, 0, 2 * padding + tag_w + icon + gap + text.width, height)
    ground = "staff" if tag else "sign"
    if scene.theme.high_contrast:
        plate: Mark = Frame(Box(box.x, -1.0, box.w, box.h + 1.0), 0.7, "frame", ground, 3.6, "bottom")
    else:
        plate = Fill(Box(box.x, scene.panel.bleed.y, box.w, box.h - scene.panel.bleed.y), ground, 3.6, "bottom")
    middle = 7.9 if scene.is_a else 10.1
    # Readings reach up to the panel's edge, never beyond it.
    top = max(0.4, middle - text.height / 2)
    x = box.x + padding
    marks: list[Mark] = [plate]
    if tag:
        white = Box(x, middle - 5.5, tag.width + 7.0, 11.0)
        marks += [
            Frame(white, 0.6, "staff_on", "field", 1.6),
            lettering(tag, x + 3.5, middle - tag.height / 2, "ink", "field", room=white.inset(0, -1)),
        ]
        x += tag_w
    marks += [
        Icon(page.icon, x, middle - icon / 2, icon, "staff_on" if tag else "sign_on"),
        lettering(text, x + icon + gap, top, "staff_on" if tag else "sign_on", ground, room=box),
    ]
    value = scene.phrase(page.tag) if page.tag else None
    return Widget("sign", "banner", box, phrase, value, marks=tuple(marks))


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
