"""From trees to pixels: draws what has changed since the last drawing, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from screens.draw import Painter
from screens.marks import Mark, extent
from screens.metrics import Panel
from screens.text import Typesetter
from screens.theme import Theme
from screens.tree import Widget


@dataclass(frozen=True, slots=True)
class _Item:
    """A widget's marks with the pixels each may touch."""

    marks: tuple[Mark, ...]
    places: tuple[pygame.Rect, ...]
    bounds: pygame.Rect


class Stage:
    """What stands on one surface."""

    def __init__(self, panel: Panel, typesetter: Typesetter) -> None:
        self._panel = panel
        self._painter = Painter(panel, typesetter)
        self._shown: dict[str, _Item] = {}
        self._theme: Theme | None = None
        self._surface: pygame.Surface | None = None

    def forget(self) -> None:
        """Hold nothing of what was drawn; the next drawing is a whole one."""
        self._shown = {}
        self._surface = None

    def stands_on(self, surface: pygame.Surface) -> bool:
        """Whether the last drawing went to this surface."""
        return surface is self._surface

    def draw(self, surface: pygame.Surface, tree: Widget | None, theme: Theme) -> list[pygame.Rect]:
        """Bring the surface to the tree; gives the rectangles that changed."""
        whole = surface.get_rect()
        if tree is None:
            self.forget()
            surface.fill(theme.rgb("wall"))
            return [whole]
        items = self._items(tree)
        if surface is not self._surface or theme != self._theme:
            dirty = [whole]
        else:
            dirty = _merged(self._changes(items), whole)
        for rect in dirty:
            self._redraw(surface, items, rect, theme)
        self._shown, self._surface, self._theme = items, surface, theme
        return dirty

    def _items(self, tree: Widget) -> dict[str, _Item]:
        """In drawing order. An unchanged widget keeps its item: its places need not be worked out again."""
        items: dict[str, _Item] = {}
        for widget in tree.walk():
            if not widget.marks:
                continue
            known = self._shown.get(widget.id)
            if known is not None and known.marks == widget.marks:
                items[widget.id] = known
                continue
            places = tuple(pygame.Rect(self._panel.px(extent(mark))) for mark in widget.marks)
            items[widget.id] = _Item(widget.marks, places, places[0].unionall(places[1:]))
        return items

    def _changes(self, items: dict[str, _Item]) -> list[pygame.Rect]:
        changes: list[pygame.Rect] = []
        for id, item in items.items():
            before = self._shown.get(id)
            if before is item:
                continue
            if before is None:
                changes.append(item.bounds)
            else:
                changes.append(_difference(before, item))
        changes += [item.bounds for id, item in self._shown.items() if id not in items]
        return changes

    def _redraw(self, surface: pygame.Surface, items: dict[str, _Item], rect: pygame.Rect, theme: Theme) -> None:
        surface.set_clip(rect)
        for item in items.values():
            if not item.bounds.colliderect(rect):
                continue
            for mark, place in zip(item.marks, item.places, strict=True):
                if place.colliderect(rect):
                    self._painter.draw(surface, mark, theme)
        surface.set_clip(None)


def _difference(before: _Item, after: _Item) -> pygame.Rect:
    """The marks that came, went or changed."""
    old, new = set(before.marks), set(after.marks)
    if len(old) != len(before.marks) or len(new) != len(after.marks):
        return before.bounds.union(after.bounds)
    places = [place for mark, place in zip(before.marks, before.places, strict=True) if mark not in new]
    places += [place for mark, place in zip(after.marks, after.places, strict=True) if mark not in old]
    if not places:  # the same marks in another order
        return before.bounds.union(after.bounds)
    return places[0].unionall(places[1:])


def _merged(rects: list[pygame.Rect], whole: pygame.Rect) -> list[pygame.Rect]:
    """Overlapping ones made one; if they cover most of the panel, the panel."""
    merged: list[pygame.Rect] = []
    for rect in rects:
        rect = rect.clip(whole)
        if not rect.w or not rect.h:
            continue
        while (at := rect.collidelist(merged)) >= 0:
            rect = rect.union(merged.pop(at))
        merged.append(rect)
    if sum(rect.w * rect.h for rect in merged) > 0.6 * whole.w * whole.h:
        return [whole]
    return merged
