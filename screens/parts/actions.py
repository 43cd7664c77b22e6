"""Further keys at the foot of the content, and the main action on the counter."""

from __future__ import annotations

from collections.abc import Sequence

from screens.metrics import Box
from screens.page import Option
from screens.parts.content import Main
from screens.parts.key import key
from screens.scene import Scene
from screens.tree import Widget

KEY_H = {"A": 20.0, "B": 26.0}
GAP = 4.5


def actions_height(scene: Scene, actions: Sequence[Option], columns: int = 3) -> float:
    """Height of the keys at the foot, the gap above included; 0 without any."""
    if not actions:
        return 0.0
    rows = -(-len(actions) // min(columns, len(actions)))
    return rows * (KEY_H[scene.form] + GAP)


def action_keys(scene: Scene, actions: Sequence[Option], area: Box, columns: int = 3) -> list[Widget]:
    """Keys option.<key> in rows at the foot of the area."""
    if not actions:
        return []
    columns = min(columns, len(actions))
    width = (area.w - GAP * (columns - 1)) / columns
    if len(actions) == 1:
        width = min(width, 150.0)
    height = KEY_H[scene.form]
    top = area.bottom - actions_height(scene, actions, columns) + GAP
    widgets = []
    for at, action in enumerate(actions):
        box = Box(area.x + (at % columns) * (width + GAP), top + (at // columns) * (height + GAP), width, height)
        widgets.append(
            key(
                scene,
                f"option.{action.key}",
                box,
                scene.phrase(action.title),
                icon=action.icon,
                unavailable=scene.phrase(action.unavailable.reason) if action.unavailable else None,
            )
        )
    return widgets


def main_of(scene: Scene, action: Option, *, step: bool = True) -> Main:
    """An action that stands on the counter. step: it is the one next step."""
    staff = action.key == "staff"
    flat = action.unavailable
    return Main(
        scene.phrase(flat.reason if flat else action.title),
        "staff" if staff else "main" if step else "plain",
        icon=action.icon or ("bell" if staff else None),
        unavailable=flat is not None,
        id=f"option.{action.key}",
    )
