"""The virtual camera: what stands before it, and what goes wrong with it, in front of whoever opens it.

The wire is what a USB camera sends: JPEGs, one after the other, each with its length (u32, big-endian) before it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
import time
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from devices.virtual.camera.person import Image, Pose, draw

Fault = Literal["dark", "frozen", "silent", "small", "spoilt"]
FAULTS: tuple[Fault, ...] = ("dark", "frozen", "silent", "small", "spoilt")
"""dark: the lens is covered. frozen: always the very same picture. silent: open, but no picture comes. small: another
size than promised. spoilt: every second picture is broken.
"""

WIDTH, HEIGHT = 1280, 720
_FRAMES_A_SECOND = 15


class CameraProgram:
    """One camera at one socket. Its methods may be called from any thread."""

    def __init__(self, device: Path, width: int = WIDTH, height: int = HEIGHT) -> None:
        self._device = device
        self._size = width, height
        self._news = threading.Condition()
        self._listener: socket.socket | None = None
        self._holders: set[socket.socket] = set()
        self._scene: Image = draw(width, height, Pose())
        self._fault: Fault | None = None
        self.sent = 0

    def pose(self, pose: Pose) -> None:
        """A drawn person stands before it."""
        self.show(draw(*self._size, pose))

    def show(self, picture: Image) -> None:
        """This is before it (blue green red), at whatever size."""
        with self._news:
            self._scene = picture
            self.sent = 0

    def fault(self, fault: Fault | None) -> None:
        """Something goes wrong from now on; None: nothing any more."""
        with self._news:
            self._fault = fault

    @property
    def plugged(self) -> bool:
        """Whether it is plugged in."""
        return self._listener is not None

    @property
    def watched(self) -> bool:
        """Whether a program has it open: its lamp is on."""
        return bool(self._holders)

    def plug(self) -> None:
        """Plug it in."""
        with self._news:
            if self._listener is not None:
                return
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            unfinished = self._device.with_name(f".{self._device.name}.new")
            unfinished.unlink(missing_ok=True)
            listener.bind(str(unfinished))
            listener.listen()
            os.chmod(unfinished, 0o600)
            self._listener = listener
            threading.Thread(target=self._accept, args=(listener,), name="virtual-camera", daemon=True).start()
            os.rename(unfinished, self._device)

    def unplug(self) -> None:
        """Pull it out, in the middle of a picture if one is on its way."""
        with self._news:
            listener, self._listener = self._listener, None
            if listener is None:
                return
            self._device.unlink(missing_ok=True)
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            for holder in self._holders:
                with contextlib.suppress(OSError):  # it may have let go just now
                    holder.shutdown(socket.SHUT_RDWR)
            self._news.wait_for(lambda: not self._holders)

    def wait_watched(self, watched: bool, timeout_s: float) -> bool:
        """Wait until a program has it open, or none has."""
        with self._news:
            return self._news.wait_for(lambda: self.watched is watched, timeout_s)

    def wait_sent(self, count: int, timeout_s: float) -> bool:
        """Wait until so many pictures of the present scene have gone out."""
        with self._news:
            return self._news.wait_for(lambda: self.sent >= count, timeout_s)

    # --- its threads --------------------------------------------------------------------------------------------------

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # unplugged
            with self._news:
                self._holders.add(connection)
                self._news.notify_all()
            threading.Thread(target=self._film, args=(connection,), daemon=True).start()

    def _film(self, connection: socket.socket) -> None:
        noise = np.random.default_rng().integers(0, 4, (64, 64, 3), np.uint8)
        with contextlib.suppress(OSError), connection:
            number, due = 0, time.monotonic()
            while self._listener is not None:
                with self._news:
                    scene, fault = self._scene, self._fault
                if fault == "silent":
                    time.sleep(1 / _FRAMES_A_SECOND)
                    connection.send(b"")
                    continue
                jpeg = _jpeg(scene, fault, noise, number)
                connection.sendall(struct.pack(">I", len(jpeg)) + jpeg)
                number += 1
                with self._news:
                    if scene is self._scene:
                        self.sent += 1
                        self._news.notify_all()
                due += 1 / _FRAMES_A_SECOND
                time.sleep(max(0.0, due - time.monotonic()))
        with self._news:
            self._holders.discard(connection)
            self._news.notify_all()


def _jpeg(scene: Image, fault: Fault | None, noise: Image, number: int) -> bytes:
    picture = scene
    if fault == "small":
        picture = cv2.resize(scene, (320, 240))
    if fault == "dark":
        picture = (picture * 0.06).astype(np.uint8)
    if fault != "frozen":
        # A living sensor is never twice the same.
        picture = picture.copy()
        at = number % 16
        patch = picture[at : at + 64, at : at + 64]
        np.copyto(patch, cv2.add(patch, noise[: patch.shape[0], : patch.shape[1]]))
    _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
    whole = jpeg.tobytes()
    return whole[: len(whole) // 3] if fault == "spoilt" and number % 2 else whole
