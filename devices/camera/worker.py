"""The camera's own process: OpenCV, the pictures and what is measured in them live here, and end with it.

    python -m devices.camera.worker FD

FD: its end of a socket pair. {"is": "open", "source": {...}, "subject", "size": [w, h]} begins; then it sends
"frame" (body: RGB) until the other end closes. {"is": "still"} is answered by "still" (body: JPEG). "gone" ends it.
"""

from __future__ import annotations

import ctypes
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass, field

import cv2
import numpy as np
from cv2.typing import MatLike

from devices.camera import face, sheet
from devices.camera.outcomes import FaceSeen, Fault, Seen, SheetSeen, Subject
from devices.camera.source import Source, open_source
from devices.camera.wire import Ended, Message, receive, send, told

Image = MatLike

FRAMES_A_SECOND = 12
_MEASURED_EVERY_S = 0.3
_FROZEN_AFTER = 45
"""So many pictures that are the same to the last bit: sensors are never that calm."""
_SMALLEST_FACE_W, _SMALLEST_SHEET_W = 480, 1200
_TRIES = 4
"""A photo is the best of so many pictures: people blink, cameras focus."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4


def main() -> int:
    """Serve one terminal until it closes its end."""
    _leave_nothing()
    cv2.setNumThreads(1)
    terminal = socket.socket(fileno=int(sys.argv[1]))
    try:
        _serve(terminal)
    except Ended:
        return 0
    return 0


def _leave_nothing() -> None:
    """No core file, nobody may read this memory, and it ends with the terminal."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


@dataclass(slots=True)
class _Shot:
    """A photo in the making: tries left, the best so far."""

    left: int = _TRIES
    best: tuple[tuple[float, ...], Image, Seen] | None = field(default=None, repr=False)


def _serve(terminal: socket.socket) -> None:
    order = receive(terminal).header
    subject, (width, height) = Subject(order["subject"]), order["size"]
    source = open_source(order["source"])
    if isinstance(source, Fault):
        send(terminal, Message({"is": "gone", "why": source.value}))
        return
    fault = _show(terminal, source, subject, (width, height))
    send(terminal, Message({"is": "gone", "why": fault.value}))


def _show(terminal: socket.socket, source: Source, subject: Subject, size: tuple[int, int]) -> Fault:
    """Pictures until there are none."""
    seen: Seen = FaceSeen(faces=0) if subject is Subject.FACE else SheetSeen()
    at, measured, due = 0.0, 0, time.monotonic()
    same, before = 0, None
    shot: _Shot | None = None
    while True:
        picture = source.picture()
        if isinstance(picture, Fault):
            return picture
        if min(picture.shape[:2]) < _smallest(subject, picture):
            return Fault.TOO_SMALL
        same = same + 1 if before is not None and np.array_equal(before, picture) else 0
        before = picture
        if same >= _FROZEN_AFTER:
            return Fault.FROZEN
        cut = face.window(picture) if subject is Subject.FACE else picture
        now = time.monotonic()
        if shot is None and _asked(terminal):
            shot = _Shot()
        if shot is not None:
            seen, at, measured = _measure(subject, cut), now, measured + 1
            if _take(shot, cut, seen):
                send(terminal, _still(subject, shot))
                shot = None
        elif now - at >= _MEASURED_EVERY_S:
            seen, at, measured = _measure(subject, cut), time.monotonic(), measured + 1
        if now >= due:
            due = max(due + 1 / FRAMES_A_SECOND, now - 1)
            send(terminal, _frame(cut, subject, size, seen, measured))


def _smallest(subject: Subject, picture: Image) -> int:
    if subject is Subject.SHEET:
        return _SMALLEST_SHEET_W if picture.shape[0] > picture.shape[1] else _SMALLEST_SHEET_W * 3 // 4
    # The upright window of a picture that lies needs 480 px across.
    lies = picture.shape[1] * face.HIGH >= picture.shape[0] * face.WIDE
    return _SMALLEST_FACE_W * face.HIGH // face.WIDE if lies else _SMALLEST_FACE_W


def _measure(subject: Subject, cut: Image) -> Seen:
    return face.look(cut) if subject is Subject.FACE else sheet.look(cut)


def _asked(terminal: socket.socket) -> bool:
    """Whether a photo is wanted. Raises Ended."""
    ready, _, _ = select.select([terminal], [], [], 0)
    return bool(ready) and receive(terminal).header["is"] == "still"


def _take(shot: _Shot, cut: Image, seen: Seen) -> bool:
    """One more try; whether it is the last one."""
    worth: tuple[float, ...]
    if isinstance(seen, FaceSeen):
        worth = (float(seen.faces == 1), float(seen.eyes), seen.sharpness)
    else:
        worth = (float(bool(seen.corners)), -seen.glare, seen.sharpness)
    if shot.best is None or worth > shot.best[0]:
        shot.best = (worth, cut.copy(), seen)
    shot.left -= 1
    return shot.left == 0


def _still(subject: Subject, shot: _Shot) -> Message:
    assert shot.best is not None  # noqa: S101 - there was a try
    _, cut, seen = shot.best
    picture: Image = cut
    if subject is Subject.SHEET:
        flat = sheet.flattened(cut)
        picture = cut if flat is None else flat
    jpeg = _jpeg(picture, 92 if subject is Subject.FACE else 80)
    height, width = picture.shape[:2]
    return Message({"is": "still", "width": width, "height": height, "seen": told(seen)}, jpeg)


def _jpeg(picture: Image, quality: int) -> bytes:
    _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return jpeg.tobytes()


def _frame(cut: Image, subject: Subject, size: tuple[int, int], seen: Seen, measured: int) -> Message:
    height, width = cut.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    shown = cv2.resize(cut, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    if subject is Subject.FACE:
        shown = cv2.flip(shown, 1)
    rgb = cv2.cvtColor(shown, cv2.COLOR_BGR2RGB)
    header = {"is": "frame", "width": rgb.shape[1], "height": rgb.shape[0], "seen": told(seen), "measured": measured}
    return Message(header, rgb.tobytes())


if __name__ == "__main__":
    sys.exit(main())
