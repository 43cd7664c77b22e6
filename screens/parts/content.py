"""What a page kind hands to the frame around it, and the places of the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from screens.metrics import Box, Form
from screens.parts.key import Kind
from screens.phrase import Phrase
from screens.tree import Widget

WINDOW: dict[Form, Box] = {"A": Box(8, 22, 280.4, 140), "B": Box(8, 29, 251.7, 345)}
CONTENT: dict[Form, Box] = {"A": Box(18, 30.5, 260.4, 121.5), "B": Box(20, 41, 227.7, 322)}
PANE: dict[Form, Box] = {"A": Box(9.8, 23.8, 276.8, 138.2), "B": Box(9.8, 30.8, 248.1, 343.2)}
REACH_B = 190.4
"""Portrait: what is touched lies below this; above are heading, explanation and picture."""


@dataclass(frozen=True, slots=True)
class Main:
    """The one next step on the counter, or an action there.

    unavailable: it lies flat; then its label says what is missing.
    """

    label: Phrase
    kind: Kind = "main"
    icon: str | None = None
    icon_after: bool = False
    unavailable: bool = False
    id: str = "main"


@dataclass(frozen=True, slots=True)
class Content:
    """A page inside the window.

    mains: what stands on the counter at the right; with two actions neither is the one next step. hint: stands there
    instead. ways: Back and Stop as usual, none of them (the only page to end a
    stay, and the attract page), or those of a board, where both are answers. counter: keys of the page on the counter.
    foot: the window's foot has room for a reason or hint where main actions take its place; without, Back and Stop
    carry short reasons themselves. turns: first item shown after pressing a key of the pager.
    """

    widgets: tuple[Widget, ...]
    mains: tuple[Main, ...] = ()
    hint: Phrase | None = None
    hint_icon: str = "info"
    ways: Literal["usual", "none", "board"] = "usual"
    counter: tuple[Widget, ...] = ()
    blind: bool = False
    opening: bool = True
    foot: bool = True
    stop_label: Phrase | None = None
    turns: Mapping[str, int] = field(default_factory=dict)
