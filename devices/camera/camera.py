"""The camera as the terminal sees it. OpenCV is not imported here: it lives in a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from devices.camera.outcomes import CameraGone, Frame, StillOutcome, Subject

Watcher = Callable[[Frame | CameraGone], None]


class Camera(Protocol):
    """One camera. It is open only between `frames` and `close`; then nothing of what it saw is kept anywhere."""

    def frames(self, subject: Subject, size: tuple[int, int], seen: Watcher) -> None:
        """Open it and give pictures for the page from now on, at most 12 a second, none larger than `size` (px).

        `seen` is called on a thread of the camera's; after a `CameraGone` no more pictures come.
        """

    def still(self, deadline_s: float, cancel: threading.Event) -> StillOutcome:
        """Take a photo of what `frames` shows. Call it from a worker, while frames come."""

    def close(self) -> None:
        """No more pictures; safe at any time, from any thread. The camera's lamp goes out."""
