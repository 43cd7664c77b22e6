"""Widgets moved down as a whole, marks and all."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from screens.marks import Arch, Disc, Fill, Frame, HalfEllipse, Icon, Lettering, Mark, Photograph, Ring, Rule, Shape
from screens.tree import Widget


def moved(widget: Widget, dy: float) -> Widget:
    """The same widget lower down by `dy` mm."""
    return replace(
        widget,
        box=widget.box.moved(dy=dy),
        marks=tuple(_mark(mark, dy) for mark in widget.marks),
        children=tuple(moved(child, dy) for child in widget.children),
    )


def _mark(mark: Mark, dy: float) -> Mark:
    match mark:
        case Fill() | Ring() | Photograph() | Frame() | Arch() | HalfEllipse():
            return replace(mark, box=mark.box.moved(dy=dy))
        case Disc() | Icon():
            return replace(mark, y=mark.y + dy)
        case Rule():
            return replace(mark, y1=mark.y1 + dy, y2=mark.y2 + dy)
        case Shape():
            return replace(mark, points=tuple((x, y + dy) for x, y in mark.points))
        case Lettering():
            room = mark.room.moved(dy=dy) if mark.room else None
            return replace(mark, top=mark.top + dy, room=room)
        case _:
            assert_never(mark)
