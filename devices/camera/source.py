"""Where pictures come from: a V4L2 camera (or a video file, read the same way), or the virtual camera's socket.

Only the worker imports this.
"""

from __future__ import annotations

import os
import socket
import struct
from errno import EACCES, EPERM
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from cv2.typing import MatLike

from devices.camera.outcomes import Fault

Image = MatLike

_LENGTH = struct.Struct(">I")
_LARGEST = 64 * 1024 * 1024


class Source(Protocol):
    """An open camera."""

    def picture(self) -> Image | Fault:
        """The next picture; waits for it."""


def open_source(settings: dict[str, Any]) -> Source | Fault:
    """Open what the settings name: {"kind": "v4l2", "device", "width", "height", "turn"} or {"kind": "socket",
    "device"}.
    """
    device = Path(settings["device"])
    if settings["kind"] == "socket":
        return _open_socket(device)
    try:
        os.close(os.open(device, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError as error:
        return Fault.NOT_PERMITTED if error.errno in (EACCES, EPERM) else Fault.NOT_THERE
    # A file is no device: any reader of OpenCV's may take it.
    way = cv2.CAP_V4L2 if device.is_char_device() else cv2.CAP_ANY
    capture = cv2.VideoCapture(str(device), way)
    if not capture.isOpened():
        return Fault.BUSY
    # Cameras give many pixels fast enough only as MJPEG; and only the newest picture is of use.
    capture.set(cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG")))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings["width"])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, settings["height"])
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return _Video(capture, device, settings["turn"])


_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class _Video:
    def __init__(self, capture: cv2.VideoCapture, device: Path, turn: int) -> None:
        self._capture = capture
        self._device = device
        self._turn = turn

    def picture(self) -> Image | Fault:
        came, picture = self._capture.read()
        if not came:
            return Fault.SILENT if self._device.is_char_device() else Fault.UNPLUGGED
        return cv2.rotate(picture, _TURNS[self._turn]) if self._turn else picture


def _open_socket(path: Path) -> Source | Fault:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
    except PermissionError:
        return Fault.NOT_PERMITTED
    except OSError:
        return Fault.NOT_THERE
    return _MotionJpeg(connection)


class _MotionJpeg:
    """JPEGs one after the other, each with its length before it (u32, big-endian)."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rb")

    def picture(self) -> Image | Fault:
        while True:
            try:
                length = self._stream.read(_LENGTH.size)
                if len(length) < _LENGTH.size:
                    return Fault.UNPLUGGED
                (size,) = _LENGTH.unpack(length)
                jpeg = self._stream.read(size) if size <= _LARGEST else b""
            except OSError:
                return Fault.UNPLUGGED
            if len(jpeg) < size:
                return Fault.UNPLUGGED
            picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
            if picture is not None:  # cameras spoil one now and then
                return picture
