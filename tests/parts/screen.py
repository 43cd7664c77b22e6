"""A real X server without a monitor (Xvfb), and a hand that touches it (xdotool)."""

from __future__ import annotations

import os
import subprocess
from types import TracebackType
from typing import Self


class XScreen:
    """An X server on a free display number; it stops at the end of the `with` block."""

    def __init__(self, width: int, height: int) -> None:
        read, write = os.pipe()
        command = [
            "setpriv",
            "--pdeathsig",
            "TERM",
            "--",
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{width}x{height}x24",
            "-nolisten",
            "tcp",
        ]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = f":{pipe.readline().strip()}"

    def click(self, x: int, y: int) -> None:
        """Press and let go the left button at a pixel."""
        self._do("mousemove", "--sync", str(x), str(y))
        self._do("click", "1")

    def click_twice(self, first: tuple[int, int], then: tuple[int, int]) -> None:
        """One after the other in one breath, wherever the program is."""
        at, other = (tuple(str(value) for value in place) for place in (first, then))
        self._do("mousemove", "--sync", *at, "click", "1", "mousemove", "--sync", *other, "click", "1")

    def key(self, name: str) -> None:
        """Press and let go a key of the keyboard."""
        self._do("key", name)

    def _do(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], env={**os.environ, "DISPLAY": self.display}, check=True, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(20)
