"""How a walk finds its keys."""

from __future__ import annotations

from typing import Any

from kiosk.demo.driver import find
from kiosk.demo.walk import find_key


def key(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "role": "button", "action": True, **more}


TREE = {
    "id": "page",
    "role": "application",
    "children": [
        {"id": "rows", "role": "list", "children": [key("row.1"), key("row.11")]},
        {"id": "option.go.text", "role": "text"},
        key("option.go", unavailable="not yet"),
        key("main"),
    ],
}


def test_by_the_id_or_its_end() -> None:
    assert find_key(TREE, "main") == "main"
    assert find_key(TREE, "1") == "row.1"
    assert find_key(TREE, "row.11") == "row.11"


def test_the_first_of_several_that_is_there() -> None:
    assert find_key(TREE, "menu|main") == "main"


def test_only_what_can_be_pressed() -> None:
    assert find_key(TREE, "go") is None
    assert find_key(TREE, "text") is None


def test_a_node_anywhere() -> None:
    assert find(TREE, "row.11") == key("row.11")
    assert find(TREE, "row.2") is None
