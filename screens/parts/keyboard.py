"""The keyboards: 10 columns, keys of fixed size in fixed places, whatever the text scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from screens import kana
from screens.marks import Disc, Fill, Mark, Shape
from screens.metrics import Box
from screens.parts.key import body, key
from screens.scene import Scene, centred
from screens.tree import State, Widget, plain

GAP = 3.0
LATIN_ROWS = ("1234567890", "abcdefghij", "klmnopqrst", "uvwxyz@.-_")
ENDINGS = ("+", ".com", ".jp", ".ne.jp")


def kana_board(scene: Scene, area: Box) -> tuple[Widget, ...]:
    """Keys kana.あ … in reading order: column by column, as the 50-on is said."""
    cells = _cells(area, 10, 5)
    widgets = []
    for column, signs in enumerate(kana.COLUMNS):
        for row, sign in enumerate(signs):
            speech = (
                scene.own({"゛": "kana-voiced", "゜": "kana-half-voiced", "小": "kana-small"}[sign]).speech
                if sign in kana.MARKS
                else None
            )
            widgets.append(
                _sign(scene, f"kana.{sign}", cells[row][column], sign, white=sign in kana.MARKS + "ー", speech=speech)
            )
    return tuple(widgets)


def latin_board(scene: Scene, area: Box, *, upper: bool, mail: bool) -> tuple[Widget, ...]:
    """Keys latin.a …; a mail address gets its endings in the last row, other text a space."""
    cells = _cells(area, 10, 5)
    widgets = []
    for row, signs in enumerate(LATIN_ROWS):
        for column, sign in enumerate(signs):
            shown = sign.upper() if upper else sign
            widgets.append(_sign(scene, f"latin.{shown}", cells[row][column], shown, white=sign in "@.-_"))
    last = cells[4]
    wide = [Box(last[at].x, last[at].y, last[at + 1].right - last[at].x, last[at].h) for at in range(0, 10, 2)]
    shift = "shift-off" if upper else "shift"
    widgets.append(
        key(
            scene,
            "shift",
            wide[0],
            scene.own(shift),
            size="body",
            cap=1.0,
            lines=1,
            kind="selected" if upper else "plain",
        )
    )
    if mail:
        for box, text in zip(wide[1:], ENDINGS, strict=True):
            widgets.append(_sign(scene, f"latin.{text}", box, text, white=True, size="lead"))
    else:
        space = Box(wide[1].x, wide[1].y, wide[4].right - wide[1].x, wide[1].h)
        widgets.append(key(scene, "space", space, scene.own("space"), size="body", cap=1.0, lines=1, kind="white"))
    return tuple(widgets)


def sign_board(scene: Scene, area: Box, rows: Sequence[str]) -> tuple[Widget, ...]:
    """Keys sign.A …, of which neither is said nor shown which one is pressed: it might be a secret."""
    cells = _cells(area, 10, len(rows))
    said = scene.own("sign-key").speech
    widgets = []
    for row, signs in enumerate(rows):
        for column, sign in enumerate(signs):
            one = _sign(scene, f"sign.{sign}", cells[row][column], sign, speech=said)
            widgets.append(replace(one, state=State(focused=one.state.focused)))
    return tuple(widgets)


def _cells(area: Box, columns: int, rows: int) -> list[list[Box]]:
    width = (area.w - GAP * (columns - 1)) / columns
    height = (area.h - GAP * (rows - 1)) / rows
    return [
        [Box(area.x + c * (width + GAP), area.y + r * (height + GAP), width, height) for c in range(columns)]
        for r in range(rows)
    ]


def _sign(
    scene: Scene,
    id: str,
    box: Box,
    sign: str,
    *,
    white: bool = False,
    speech: str | None = None,
    size: str = "kana_key",
) -> Widget:
    base = body(scene, id, box, "white" if white else "plain")
    em = scene.em(size, 1.0)
    if sign in _DRAWN:
        marks: list[Mark] = [*base.marks, *_DRAWN[sign](base.face, em, base.ink, base.ground)]
    else:
        text = scene.typesetter.set(plain(sign), box.w * 2, em, bold=True)
        marks = [*base.marks, centred(text, base.face, base.ink, base.ground)]
    state = State(focused=scene.focused == id, pressed=scene.pressed == id)
    return Widget(id, "button", box, plain(sign), speech=speech, state=state, action=True, marks=tuple(marks))


# In a font these signs are small and stand in a corner of the em; on a key they must be seen.


def _voicing(face: Box, em: float, ink: str, ground: str) -> list[Mark]:
    marks: list[Mark] = []
    for dx in (-0.2, 0.16):
        x, y, w, h, lean = face.cx + dx * em, face.cy - 0.2 * em, 0.11 * em, 0.34 * em, 0.12 * em
        marks.append(Shape(((x, y), (x + w, y), (x + w + lean, y + h), (x + lean, y + h)), ink))
    return marks


def _half_voicing(face: Box, em: float, ink: str, ground: str) -> list[Mark]:
    return [Disc(face.cx, face.cy, 0.22 * em, ink), Disc(face.cx, face.cy, 0.12 * em, ground)]


def _underscore(face: Box, em: float, ink: str, ground: str) -> list[Mark]:
    return [Fill(Box(face.cx - 0.3 * em, face.cy + 0.28 * em, 0.6 * em, 0.09 * em), ink)]


_DRAWN = {"゛": _voicing, "゜": _half_voicing, "_": _underscore}
