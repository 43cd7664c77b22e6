"""Room on the queue's disk: a guard before anything is accepted, and a ballast that only deliveries may throw off.

A full disk keeps what was accepted, but SQLite can't even delete on it. So the queue refuses long before, and holds
8 MiB that are let go when a delivery meets a full disk (by whoever else filled it), and taken back when there is room.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path

from offline_queue.mark import sync_directory

BALLAST = 8 * 1024 * 1024
SPARE = 16 * 1024 * 1024
"""How much an asker is told to have in hand beyond what its own item needs: room for the steps in between."""


class Space:
    """The disk under a directory; keep_free: bytes that accepting never touches. Safe from any thread."""

    def __init__(self, directory: Path, keep_free: int) -> None:
        self._directory = directory
        self._ballast = directory / "ballast"
        self._keep_free = keep_free
        self._lock = threading.Lock()

    def free(self) -> int:
        """Bytes that we may still write."""
        disk = os.statvfs(self._directory)
        return disk.f_bavail * disk.f_frsize

    def has_room(self, bytes: int) -> bool:
        """For new content of this size: it stands in the log and in the database for a while."""
        return self.free() >= self._keep_free + 2 * bytes

    def has_ballast(self) -> bool:
        """Whether it lies there whole."""
        try:
            return self._ballast.stat().st_size == BALLAST
        except FileNotFoundError:
            return False

    def throw_off(self) -> bool:
        """Delete the ballast; False if there was none."""
        with self._lock:
            try:
                self._ballast.unlink()
            except FileNotFoundError:
                return False
            sync_directory(self._directory)
            return True

    def take_back(self) -> bool:
        """Make the ballast if it isn't there and the disk has room for it. Whether that was done."""
        with self._lock:
            if self.has_ballast():
                return False
            if self.free() < BALLAST + self._keep_free:
                return False
            fresh = self._directory / "ballast.new"
            file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                os.posix_fallocate(file, 0, BALLAST)
            except OSError as error:
                with contextlib.suppress(OSError):
                    fresh.unlink()
                if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                    raise
                return False
            finally:
                os.close(file)
            os.rename(fresh, self._ballast)
            return True
