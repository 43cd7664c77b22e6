"""The other end of the drive socket (`kiosk.drive`): what a tour, a test or the desk does at a terminal."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE_S = 20.0


class DriveRefused(Exception):
    """The terminal could not do what was asked; says what, and on which page. Never holds what was typed."""


class Driver:
    """Drives one terminal. Every method raises `DriveRefused` when the terminal says no."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(PATIENCE_S)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._received = b""

    def tree(self) -> dict[str, Any]:
        """The page as the terminal shows it."""
        return self._do("tree")

    def page(self) -> str:
        """The name of the page."""
        return str(self.tree()["page"])

    def press(self, id: str) -> None:
        """Press the key of that id."""
        self._do("press", id=id)

    def type_text(self, text: str) -> None:
        """Type on whatever the page takes."""
        self._do("type", text=text)

    def key(self, name: str) -> None:
        """Press a key of the keypad: "0" to "9", "down", "up", "confirm", "back", "voice"."""
        self._do("key", key=name)

    def said(self, since: int = 0) -> tuple[int, list[dict[str, Any]]]:
        """How many utterances there were, and those after utterance `since` that belong to this stay."""
        reply = self._do("said", since=since)
        return int(reply["count"]), list(reply["said"])

    def hear(self, since: int, timeout_s: float = PATIENCE_S) -> tuple[int, list[dict[str, Any]]]:
        """Wait until something has been said after utterance `since`; as `said`."""
        self._do("hear", timeout_s, since=since)
        return self.said(since)

    def touch(self, x: int, y: int) -> None:
        """Touch the panel at a pixel."""
        self._do("touch", x=x, y=y)

    def wait(self, page: str, timeout_s: float = PATIENCE_S) -> str:
        """Wait for a page ("a|b": one of them; "log_in.*": any such); the name of the one that came."""
        return str(self._do("wait", timeout_s, page=page)["page"])

    def settled(self, timeout_s: float = PATIENCE_S) -> None:
        """Wait until nothing runs and nothing is being put away."""
        self._do("settled", timeout_s)

    def shot(self, path: Path) -> None:
        """Save the panel's pixels as PNG."""
        self._do("shot", path=str(path.resolve()))

    def keep(self, path: Path) -> None:
        """Save page and frame as they are described."""
        self._do("keep", path=str(path.resolve()))

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the terminal."""
        self._do("pass_time", seconds=seconds)

    def find(self, marker: bytes, *, exactly: bool = False) -> list[str]:
        """Types of the objects in the terminal's memory that hold (or are) these bytes; at most ten."""
        found = self._do("find", timeout_s=60, marker=marker.hex(), exactly=exactly)
        return [str(kind) for kind in found["types"]]

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _do(self, what: str, timeout_s: float = PATIENCE_S, **with_: object) -> dict[str, Any]:
        self._socket.settimeout(timeout_s + PATIENCE_S)
        request = {"do": what, "timeout_s": timeout_s, **with_}
        self._socket.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        reply = self._line()
        if not reply["ok"]:
            subject = with_.get("id", with_.get("page", ""))
            raise DriveRefused(f"{what} {subject}: {reply['error']} (on page {reply.get('page', '?')})")
        return reply

    def _line(self) -> dict[str, Any]:
        while b"\n" not in self._received:
            piece = self._socket.recv(65536)
            if not piece:
                raise DriveRefused("the terminal hung up")
            self._received += piece
        line, _, self._received = self._received.partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        return reply


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a page tree, depth first."""
    yield tree
    for child in tree.get("children", ()):
        yield from nodes(child)


def find(tree: dict[str, Any], id: str) -> dict[str, Any] | None:
    """The node of that id."""
    return next((node for node in nodes(tree) if node["id"] == id), None)
