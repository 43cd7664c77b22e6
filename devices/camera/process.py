"""The camera behind a worker process: the terminal itself never loads OpenCV, and the pictures die with the worker."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from devices.camera.camera import Watcher
from devices.camera.outcomes import CameraGone, Fault, Frame, NotTaken, Photo, StillOutcome, Subject
from devices.camera.wire import Ended, Message, heard, receive, send

_FIRST_PICTURE_S = 15.0
"""From starting the worker: loading OpenCV, opening the camera, its light measuring itself in."""
_NEXT_PICTURE_S = 4.0
_CANCEL_SEEN_S = 0.2
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class V4l2:
    """A camera of the kernel's. turn: degrees clockwise that set its pictures upright (0, 90, 180, 270)."""

    device: Path
    width: int = 1920
    height: int = 1080
    turn: int = 0
    kind: Literal["v4l2"] = "v4l2"


@dataclass(frozen=True, slots=True)
class Virtual:
    """The virtual camera (`devices.virtual.camera`) at its socket."""

    device: Path
    kind: Literal["socket"] = "socket"


class ProcessCamera:
    """A `devices.camera.camera.Camera`. Each `frames` starts a worker of its own, each `close` ends it."""

    def __init__(self, where: V4l2 | Virtual) -> None:
        self._where = where
        self._lock = threading.Lock()
        self._session: _Session | None = None

    def frames(self, subject: Subject, size: tuple[int, int], seen: Watcher) -> None:
        """See `Camera`. What was open before is closed."""
        self.close()
        with self._lock:
            self._session = _Session(self._where, subject, size, seen)

    def still(self, deadline_s: float, cancel: threading.Event) -> StillOutcome:
        """See `Camera`."""
        with self._lock:
            session = self._session
        return NotTaken() if session is None else session.still(deadline_s, cancel)

    def close(self) -> None:
        """See `Camera`."""
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.close()


class _Session:
    """One worker, from its start to its end."""

    def __init__(self, where: V4l2 | Virtual, subject: Subject, size: tuple[int, int], seen: Watcher) -> None:
        self._seen = seen
        self._news = threading.Condition()
        self._taken: Photo | None = None
        self._gone: CameraGone | None = None
        self._closed = False
        self._shooting = threading.Lock()
        ours, theirs = socket.socketpair()
        self._worker = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "devices.camera.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(_ROOT), "OPENCV_LOG_LEVEL": "SILENT"},
            )
        source = {key: getattr(where, key) for key in where.__slots__} | {"device": str(where.device)}
        self._order({"is": "open", "source": source, "subject": subject.value, "size": list(size)})
        threading.Thread(target=self._hear, name="camera", daemon=True).start()

    def still(self, deadline_s: float, cancel: threading.Event) -> StillOutcome:
        until = time.monotonic() + deadline_s
        with self._shooting, self._news:
            self._taken = None
            self._order({"is": "still"})
            try:
                while not (self._closed or cancel.is_set()) and (left := until - time.monotonic()) > 0:
                    if self._taken is not None:
                        return self._taken
                    if self._gone is not None:
                        return self._gone
                    self._news.wait(min(left, _CANCEL_SEEN_S))
                return NotTaken()
            finally:
                self._taken = None

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()
        # It holds a camera, not a disk: it needs no farewell. Whoever hears it waits for its end.
        self._process.kill()

    def _order(self, header: dict[str, object]) -> None:
        try:
            send(self._worker, Message(header))
        except Ended:
            return  # whoever hears it says so

    def _hear(self) -> None:
        why = self._frames()
        self._process.kill()
        self._process.wait()
        self._worker.close()
        gone = CameraGone(why)
        with self._news:
            self._gone = gone
            told = not self._closed
            self._news.notify_all()
        if told:
            self._seen(gone)

    def _frames(self) -> Fault:
        """Hand on what comes, until nothing does; then why."""
        self._worker.settimeout(_FIRST_PICTURE_S)
        while True:
            try:
                message = receive(self._worker)
            except Ended as ended:
                return Fault.SILENT if isinstance(ended.__cause__, TimeoutError) else Fault.BROKEN
            header = message.header
            match header["is"]:
                case "frame":
                    self._worker.settimeout(_NEXT_PICTURE_S)
                    if self._closed:
                        return Fault.BROKEN
                    seen, measured = heard(header["seen"]), header["measured"]
                    self._seen(Frame(header["width"], header["height"], message.body, seen, measured))
                case "still":
                    with self._news:
                        self._taken = Photo(message.body, header["width"], header["height"], heard(header["seen"]))
                        self._news.notify_all()
                case _:
                    return Fault(header["why"])
