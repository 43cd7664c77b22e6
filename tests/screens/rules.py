"""The accessibility rules of the look, as checks that list what is broken on a page."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from screens import icons
from screens.crowding import FLOOR, crowding, short
from screens.marks import Icon
from screens.metrics import Box, Panel
from screens.page import Page, Password, TextEntry
from screens.parts.content import REACH_B
from screens.theme import ThemeName, text_pair_ratio
from screens.tree import Widget

STANDARD, GAP = 20.0, 3.0
FACE = 0.897
SMALLEST_FACE = 5.45

PLACES = {
    "A": {
        "back": Box(8, 167.2, 44, 22),
        "stop": Box(56, 167.2, 44, 22),
        "rail.staff": Box(294.4, 22, 43, 24.8),
        "rail.size": Box(294.4, 49.8, 43, 24.8),
        "rail.colour": Box(294.4, 77.6, 43, 24.8),
        "rail.language": Box(294.4, 105.4, 43, 24.8),
    },
    "B": {
        "back": Box(8, 411, 46, 25),
        "stop": Box(58, 411, 46, 25),
        "rail.staff": Box(8, 446, 47.94, 24),
        "rail.size": Box(58.94, 446, 47.94, 24),
        "rail.colour": Box(109.88, 446, 47.94, 24),
        "rail.language": Box(160.82, 446, 47.94, 24),
    },
}


def broken(tree: Widget, page: Page, panel: Panel, theme: ThemeName) -> list[str]:
    """Every rule that the page breaks, in words."""
    return [
        *_ids(tree),
        *_headings(tree),
        *_targets(tree, page, panel),
        *_places(tree, panel),
        *crowding(tree, panel),
        *_tiny(tree, panel),
        *_contrast(tree, theme),
        *_said(tree),
        *_flat(tree),
    ]


def _ids(tree: Widget) -> list[str]:
    counts = Counter(widget.id for widget in tree.walk())
    found = [f"{id} stands twice" for id, count in counts.items() if count > 1]
    for widget in tree.walk():
        found += [
            f"{widget.id}: no icon {m.name}"
            for m in widget.marks
            if isinstance(m, Icon) and m.name not in icons.names()
        ]
    return found


def _headings(tree: Widget) -> list[str]:
    count = sum(widget.role == "heading" for widget in tree.walk())
    return [] if count == 1 else [f"{count} headings"]


def _targets(tree: Widget, page: Page, panel: Panel) -> list[str]:
    found = []
    least = FLOOR if isinstance(page, TextEntry | Password) else STANDARD
    keys = tree.focusable
    for widget in keys:
        if min(widget.box.w, widget.box.h) < least - 0.05:
            found.append(f"{widget.id}: {widget.box.w:.1f} x {widget.box.h:.1f} mm")
        if panel.form == "B" and widget.box.y < REACH_B - 0.05:
            found.append(f"{widget.id}: out of reach at {widget.box.y:.1f}")
        if not panel.sheet.encloses(widget.box, 0.1):
            found.append(f"{widget.id}: off the panel")
    for one, other in combinations(keys, 2):
        if one.box.gap_to(other.box) < GAP - 0.06:
            found.append(f"{one.id} and {other.id}: {one.box.gap_to(other.box):.2f} mm apart")
    return found


def _places(tree: Widget, panel: Panel) -> list[str]:
    found = []
    for id, place in PLACES[panel.form].items():
        widget = tree.find(id)
        if widget is not None and not (place.encloses(widget.box, 0.05) and widget.box.encloses(place, 0.05)):
            found.append(f"{id} is not in its place")
        if widget is None and id.startswith("rail."):
            found.append(f"{id} is missing")
    return found


def _tiny(tree: Widget, panel: Panel) -> list[str]:
    return [
        f"{widget.id}: text of {mark.text.size:.2f} mm"
        for widget in tree.walk()
        for mark in widget.lettering
        if mark.text.size * FACE * panel.scale < SMALLEST_FACE * panel.scale - 0.01
    ]


def _contrast(tree: Widget, theme: ThemeName) -> list[str]:
    found = []
    for widget in tree.walk():
        for mark in widget.lettering:
            ratio = text_pair_ratio(theme, mark.colour, mark.on)
            least = 15.0 if theme == "high_contrast" else 7.0
            if ratio is None or ratio < least:
                found.append(f"{widget.id}: {mark.colour} on {mark.on} is no pair")
    return found


def _said(tree: Widget) -> list[str]:
    """What is drawn can be read in the tree."""
    found = []

    def look(widget: Widget, above: str) -> None:
        own = " ".join(
            [widget.label.plain, widget.value.plain if widget.value else "", above]
            + [child.label.plain + (child.value.plain if child.value else "") for child in widget.children]
            + [widget.state.unavailable.plain if widget.state.unavailable else ""]
        )
        squeezed = "".join(own.split())
        for mark in widget.lettering:
            drawn = "".join(mark.text.plain.split())
            if drawn.lstrip("…") not in squeezed:
                found.append(f"{widget.id}: {short(mark)} is seen but not said")
        for child in widget.children:
            look(child, own)

    look(tree, "")
    return found


def _flat(tree: Widget) -> list[str]:
    return [
        f"{widget.id} lies flat without a reason"
        for widget in tree.walk()
        if widget.state.unavailable is not None and not widget.state.unavailable.plain.strip()
    ]
